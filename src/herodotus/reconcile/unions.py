"""Joined sets, the same whatever the order of joining."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Unions:
    """Union-find over strings; the root of a set is always its least member."""

    def __init__(self, members: Iterable[str] = ()) -> None:
        """Start with each member alone."""
        self._parent: dict[str, str] = {member: member for member in members}

    def find(self, member: str) -> str:
        """Return the least member of the set that holds `member`."""
        parent = self._parent
        parent.setdefault(member, member)
        root = member
        while parent[root] != root:
            root = parent[root]
        while parent[member] != root:
            parent[member], member = root, parent[member]
        return root

    def join(self, first: str, second: str) -> None:
        """Put the two sets together."""
        left, right = self.find(first), self.find(second)
        if left != right:
            self._parent[max(left, right)] = min(left, right)

    def groups(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield root and sorted members, by root."""
        found: dict[str, list[str]] = {}
        for member in sorted(self._parent):
            found.setdefault(self.find(member), []).append(member)
        for root in sorted(found):
            yield root, tuple(found[root])
