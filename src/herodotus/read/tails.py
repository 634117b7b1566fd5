"""Where a text ends and its contacts, copyright and links begin."""

from __future__ import annotations

import re

from herodotus.knowledge.particulars import boilerplate, number


def find_boilerplate(text: str) -> int | None:
    """Return where the tail of contacts, copyright and links begins, or None."""
    start = len(text)
    longest = number("boilerplate", "longest_block", file="agencies.toml")
    share = number("boilerplate", "largest_share", file="agencies.toml") * len(text)
    least = len(text) - min(share, number("boilerplate", "longest", file="agencies.toml"))
    blocks = list(re.finditer(r"\S(?:[^\n]|\n(?![ \t]*\n))*", text[int(least):]))
    for block in reversed(blocks):
        if len(block.group()) > longest:
            break
        lines = [line.strip() for line in block.group().splitlines()]
        told = [any(pattern.search(line.strip("*_ ")) or pattern.search(line) for pattern in boilerplate())
                for line in lines]
        if not any(told):
            break
        first = told.index(True)
        start = int(least) + block.start() + sum(len(line) + 1 for line in block.group().splitlines()[:first])
        if first:
            break
    return start if start < len(text) else None
