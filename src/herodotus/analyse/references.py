"""Descriptions and pronouns -> the actor they point back to, in text order."""

from __future__ import annotations

from herodotus.analyse.clusters import Cluster, Clusters
from herodotus.analyse.found import Found
from herodotus.knowledge import load_toml
from herodotus.knowledge.actors import load_actor_words, load_countries
from herodotus.knowledge.speech import load_speech

_GENDERED = frozenset({"male", "female"})


def resolve(mentions: list[Found], clusters: Clusters) -> None:
    """Place every description and pronoun that has no cluster yet."""
    reach = load_toml("languages/en_actors.toml")["matching"]
    seen: list[Found] = []
    for mention in mentions:
        if clusters.get(mention) is None:
            if mention.form == "description":
                _describe(mention, seen, clusters, reach["description_sentences"])
            elif mention.lemma in {"former", "latter"}:
                _one_of_two(mention, seen, clusters, reach["description_sentences"])
            elif mention.form == "pronoun" and mention.lemma in {"male", "female", "thing", "plural"}:
                _stand_for(mention, seen, clusters, reach["pronoun_sentences"])
        seen.append(mention)
    _second_look(mentions, clusters, reach["pronoun_sentences"])


def _second_look(mentions: list[Found], clusters: Clusters, reach: int) -> None:
    """Place pronouns that found nobody before them: by the clause that follows, or by a name misread."""
    for place, mention in enumerate(mentions):
        if mention.form != "pronoun" or clusters.get(mention) is not None or mention.lemma == "speaker":
            continue
        found = _ahead(mention, mentions, clusters) or _misread(mention, mentions[:place], clusters, reach)
        if found is not None:
            clusters.put(mention, found)


def _ahead(mention: Found, mentions: list[Found], clusters: Clusters) -> Cluster | None:
    """Return the subject of the main clause after an opening one: "Before he left, the general ..."."""
    tree, current = mention.tree, mention.token
    while current >= 0 and tree.rels[current] not in {"advcl", "obl"}:
        current = tree.head(current)
    main = tree.head(current) if current >= 0 else -1
    subject = tree.kid(main, "nsubj") if main >= 0 else None
    if (
        subject is None
        or subject < mention.token
        or mention.lemma not in {"male", "female", "thing", "plural"}
    ):
        return None
    for later in mentions:
        if later.tree is tree and later.token == subject:
            cluster = clusters.get(later)
            return cluster if cluster is not None and _agrees(mention, cluster) else None
    return None


def _misread(mention: Found, seen: list[Found], clusters: Clusters, reach: int) -> Cluster | None:
    """Return the last subject with a name of two words that was taken for a body: "he" says it is none."""
    if mention.lemma not in _GENDERED:
        return None
    kinds = load_actor_words().kinds
    for earlier in reversed(seen):
        if mention.sentence - earlier.sentence > reach:
            return None
        cluster = clusters.get(earlier)
        if cluster is None or earlier.name is None or not earlier.subject:
            continue
        if cluster.kind == "person" and cluster.number == "one" and _agrees(mention, cluster):
            if not _bound(mention, earlier):
                return cluster
            continue
        words = earlier.name.split()
        titled = all(word[:1].isupper() and word[1:].islower() for word in words)
        plain = not any(word.lower() in kinds for word in words)
        if cluster.kind in {"organization", "unknown"} and len(words) > 1 and titled and plain:
            cluster.kind, cluster.number, cluster.gender = "person", "one", mention.lemma
            return cluster
    return None


def _describe(mention: Found, seen: list[Found], clusters: Clusters, reach: int) -> None:
    """Join a definite description to the last actor that fits; an indefinite one opens its own."""
    if mention.marking in {"the", "this"}:
        for earlier in reversed(seen):
            if mention.sentence - earlier.sentence > reach:
                break
            cluster = clusters.get(earlier)
            if cluster is None or earlier.form == "pronoun" or earlier.end > mention.start:
                continue
            if _bound(mention, earlier):
                continue
            if _answers(mention, earlier, cluster):
                clusters.put(mention, cluster)
                return
    clusters.open(mention)


def _answers(mention: Found, earlier: Found, cluster: Cluster) -> bool:
    """Say whether a definite description may mean this actor."""
    if mention.country and cluster.country and mention.country != cluster.country:
        return False
    if (mention.number == "many" and cluster.number == "one") or (
        mention.number == "one" and cluster.number == "many"
    ):
        return False
    told = _telling(mention)
    if mention.kind in {"person", "role"}:
        return cluster.person and _entitled(mention, told, cluster)
    if earlier.form == "description" and earlier.lemma == mention.lemma:
        if _dead(earlier):
            return False
        return told <= set(_telling(earlier)) | {mention.lemma}
    if len(told) > 1 or cluster.person or _of_another_make(mention, cluster):
        return False
    kinds = load_actor_words().descriptions.get(mention.lemma, frozenset())
    if mention.lemma in {word for name in cluster.names for word in name.lower().split()} and earlier.name:
        return True
    return bool(cluster.names) and cluster.kind in kinds


def _dead(mention: Found) -> bool:
    """Say whether these are a number of dead: "the rebels" after "killed 30 rebels" are others."""
    tree, verb = mention.tree, mention.tree.head(mention.token)
    counted = mention.number == "many" and tree.kid(mention.token, "nummod") is not None
    return counted and verb >= 0 and tree.lemma(verb) in load_actor_words().deadly


def _of_another_make(mention: Found, cluster: Cluster) -> bool:
    """Say whether every name says that it is another body of state: "the government" is no commission."""
    kinds = load_actor_words().kinds
    if kinds.get(mention.lemma) != "government" or not cluster.names:
        return False
    makes = {
        next((word for word in reversed(name.lower().split()) if word in kinds), "") for name in cluster.names
    }
    return "" not in makes and mention.lemma not in makes


def _entitled(mention: Found, told: set[str], cluster: Cluster) -> bool:
    """Say whether an actor bears this role: "the prime minister" after "Prime Minister X"."""
    if any(
        told <= set(title.replace("-", " ").split()) and _heads(mention.lemma, title)
        for title in cluster.titles
    ):
        return True
    return any(
        m.form == "description" and m.lemma == mention.lemma and told <= _telling(m) for m in cluster.mentions
    )


def _heads(lemma: str, title: str) -> bool:
    """Say whether the role noun is the title's own head, not that of "spokesman for the minister"."""
    for mark in (" of ", " for ", " to ", " in ", " at ", ","):
        title = title.split(mark, maxsplit=1)[0]
    return title.split()[-1:] == [lemma]


def _telling(mention: Found) -> set[str]:
    """Return the description's own words, without what names a country."""
    codes = load_countries()
    return {word for word in mention.words if codes.code(word) is None}


def _one_of_two(mention: Found, seen: list[Found], clusters: Clusters, reach: int) -> None:
    """Join "the former" or "the latter" to one of the last two actors, a joined pair before others."""
    near = [
        m
        for m in seen
        if mention.sentence - m.sentence <= min(reach, 2)
        and m.form != "pronoun"
        and clusters.get(m) is not None
    ]
    at = {(m.sentence, m.token): m for m in near}
    pairs = [(at.get((m.sentence, m.tree.head(m.token))), m) for m in near if m.tree.rels[m.token] == "conj"]
    joined = [(left, right) for left, right in pairs if left is not None]
    if joined:
        former, latter = joined[-1]
    else:
        apart = [
            m for i, m in enumerate(near) if all(clusters.get(m) is not clusters.get(o) for o in near[:i])
        ]
        if len(apart) < 2:  # noqa: PLR2004 - two are meant
            return
        former, latter = apart[-2:]
    cluster = clusters.get(former if mention.lemma == "former" else latter)
    if cluster is not None:
        clusters.put(mention, cluster)


def _stand_for(mention: Found, seen: list[Found], clusters: Clusters, reach: int) -> None:
    """Join a pronoun to the best actor before it: near, a subject, of its number and gender."""
    weights = load_toml("languages/en_actors.toml")["pronoun_weights"]
    best: tuple[float, Cluster] | None = None
    for back, earlier in enumerate(reversed(seen)):
        if mention.sentence - earlier.sentence > reach:
            break
        cluster = clusters.get(earlier)
        if cluster is None or not _agrees(mention, cluster) or _bound(mention, earlier):
            continue
        score = _near(mention, earlier, back, weights) + weights["often"] * min(len(cluster.mentions), 8)
        score += weights["named"] if cluster.named else 0.0
        score += weights["gender"] if cluster.gender == mention.lemma else 0.0
        score += weights["body"] if mention.lemma == "plural" and cluster.number == "either" else 0.0
        if best is None or score > best[0]:
            best = (score, cluster)
    if best is not None and not _other_subject(mention, best[1]):
        clusters.put(mention, best[1])


def _agrees(mention: Found, cluster: Cluster) -> bool:
    if mention.lemma in _GENDERED:
        opposite = cluster.gender in _GENDERED and cluster.gender != mention.lemma
        return cluster.person and not opposite
    if mention.lemma == "thing":
        return not cluster.person and cluster.number != "many"
    return not cluster.person and cluster.number in {"many", "either"}


def _bound(mention: Found, earlier: Found) -> bool:
    """Say whether grammar forbids it: object and subject of one verb, or a phrase that holds the pronoun."""
    if earlier.start <= mention.start < earlier.end:
        return True
    if mention.sentence != earlier.sentence:
        return False
    tree = mention.tree
    possessive = tree.tokens[mention.token].deprel == "nmod:poss"
    reflexive = tree.word(mention.token).endswith(("self", "selves"))
    if possessive or reflexive:
        return False
    same = tree.head(mention.token) == tree.head(earlier.token) >= 0
    return same or _understood(mention) == tree.climb(earlier.token, "conj")


def _understood(mention: Found) -> int:
    """Return the understood subject of the verb that has this object: it is someone else than its object.

    In "X dismissed Y, calling him a liar" X does the calling; in "X told Y to arrest him" Y the arresting.
    """
    tree, verb = mention.tree, mention.tree.head(mention.token)
    if tree.rels[mention.token] not in {"obj", "iobj"}:
        return -1
    while verb >= 0 and tree.kid(verb, "nsubj") is None:
        rel, verb = tree.rels[verb], tree.head(verb)
        if rel not in {"advcl", "xcomp", "conj"} or verb < 0:
            return -1
        ordered = tree.kid(verb, "obj") if rel == "xcomp" else None
        if ordered is not None:
            return ordered
    subject = tree.kid(verb, "nsubj") if verb >= 0 else None
    return -1 if subject is None else subject


def _near(mention: Found, earlier: Found, back: int, weights: dict[str, float]) -> float:
    """Score a candidate by distance, grammatical role and what it is; the weights are knowledge."""
    apart = mention.sentence - earlier.sentence
    score = weights["sentence"] * apart + weights["back"] * back
    rel = earlier.tree.tokens[earlier.tree.climb(earlier.token, "conj")].deprel
    if earlier.subject:
        score += weights["subject"]
    elif rel in {"obj", "iobj"}:
        score += weights["object"]
    elif rel == "nmod:poss":
        score += weights["owner"]
    elif rel.startswith("obl"):
        score += weights["oblique"]
    elif rel.startswith("nmod"):
        score += weights["inside"]
    if earlier.form == "pronoun":
        score += weights["same_pronoun"] if earlier.lemma == mention.lemma else weights["pronoun"]
    if mention.subject and earlier.subject:
        score += weights["parallel"]
    if mention.subject and earlier.subject and _speaks(mention) and _speaks(earlier):
        score += weights["speaking"]
    if apart == 0 and _governs(earlier, mention):
        score += weights["governs"]
    return score


def _speaks(mention: Found) -> bool:
    """Say whether a mention is the subject of a verb of saying."""
    verb = mention.tree.head(mention.tree.climb(mention.token, "conj"))
    return verb >= 0 and load_speech().act(mention.tree.lemma(verb), "that") is not None


def _governs(earlier: Found, mention: Found) -> bool:
    """Say whether the candidate is subject of a verb above the pronoun ("X said he ...")."""
    tree, current = mention.tree, mention.token
    verb = tree.head(earlier.token)
    while current >= 0:
        if current == verb:
            return earlier.subject
        current = tree.head(current)
    return False


def _other_subject(mention: Found, cluster: Cluster) -> bool:
    """Say whether a thing that is no actor is a nearer subject for "it" or "they"."""
    if mention.lemma not in {"thing", "plural"}:
        return False
    tree = mention.tree
    nearest = cluster.before(mention)
    since = nearest.token if nearest is not None and nearest.sentence == mention.sentence else -1
    plural = mention.lemma == "plural"
    for i in range(since + 1, mention.token):
        token = tree.tokens[i]
        many = token.xpos in {"NNS", "NNPS"}
        if token.upos == "NOUN" and tree.rels[i] == "nsubj" and many == plural:
            return tree.lemma(i) not in load_actor_words().kinds
    return False
