"""Groups of mentions that mean one actor, joined step by step."""

from __future__ import annotations

from dataclasses import dataclass, field

from herodotus.analyse.found import Found

_CLEAR = frozenset({"male", "female"})


@dataclass(slots=True, eq=False)
class Cluster:
    """Mentions of one actor so far, and what they said of it."""

    mentions: list[Found] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    keys: set[tuple[str, str]] = field(default_factory=set)
    kind: str = "unknown"
    number: str = "one"
    gender: str = "open"
    country: str | None = None
    named: bool = False

    def add(self, mention: Found) -> None:
        """Take a mention in, and learn from its words."""
        self.mentions.append(mention)
        if mention.name and mention.name not in self.names:
            self.names.append(mention.name)
        self.named = self.named or mention.name is not None
        for title in mention.titles:
            self.learn_title(title)
        if mention.key:
            self.keys.add(mention.key)
        if mention.form == "pronoun":
            self.gender = (
                mention.gender if mention.gender in _CLEAR and self.gender == "person" else self.gender
            )
            return
        self.country = self.country or mention.country
        if self.kind in {"unknown", "role"} or (self.kind == "organization" and mention.name):
            self.kind = mention.kind if mention.kind != "unknown" else self.kind
        if self.gender not in _CLEAR:
            self.gender = mention.gender if mention.gender != "open" else self.gender
        if len(self.mentions) == 1:
            self.number = mention.number

    def learn_title(self, title: str) -> None:
        """Note a role given to the actor."""
        if title and title not in self.titles:
            self.titles.append(title)

    def merge(self, other: Cluster) -> None:
        """Take all of another cluster in."""
        for mention in other.mentions:
            self.add(mention)
        for title in other.titles:
            self.learn_title(title)
        other.mentions = []

    @property
    def person(self) -> bool:
        """Whether it is one human being."""
        return self.kind in {"person", "role"} and self.number == "one"

    def before(self, mention: Found) -> Found | None:
        """Return the nearest mention of this actor before another mention."""
        earlier = [m for m in self.mentions if m.start < mention.start and m.end <= mention.start]
        return max(earlier, key=lambda m: m.start, default=None)


class Clusters:
    """All clusters of a report; each mention is in at most one."""

    def __init__(self) -> None:
        """Start with none."""
        self.of: dict[int, Cluster] = {}
        self.all: list[Cluster] = []

    def get(self, mention: Found) -> Cluster | None:
        """Return the mention's cluster."""
        return self.of.get(id(mention))

    def open(self, mention: Found) -> Cluster:
        """Return the mention's cluster, made new if it has none."""
        cluster = self.of.get(id(mention))
        if cluster is None:
            cluster = Cluster()
            self.all.append(cluster)
            self.put(mention, cluster)
        return cluster

    def put(self, mention: Found, cluster: Cluster) -> None:
        """Put a mention into a cluster."""
        cluster.add(mention)
        self.of[id(mention)] = cluster

    def join(self, left: Found, right: Found) -> None:
        """Make one of two mentions' clusters (the earlier opened stays)."""
        a, b = self.of.get(id(left)), self.of.get(id(right))
        if a is None and b is None:
            a = self.open(left)
        if a is b:
            return
        if a is None or b is None:
            cluster, mention = (b, left) if b else (a, right)
            assert cluster is not None
            self.put(mention, cluster)
            return
        for mention in b.mentions:
            self.of[id(mention)] = a
        a.merge(b)

    def live(self) -> list[Cluster]:
        """Return the clusters that hold mentions, by first mention."""
        kept = [cluster for cluster in self.all if cluster.mentions]
        return sorted(kept, key=lambda cluster: min((m.start, m.end) for m in cluster.mentions))
