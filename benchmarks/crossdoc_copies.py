"""Copies: seven ways of copying, made from public articles, and forty pairs that a person labelled."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

from herodotus.read.copies import fingerprint
from herodotus.reconcile.origins import Issued, find_copies

PROFILES = (
    "byline and tail", "first half", "first quarter and tail", "reordered, 30 % dropped", "8 % edited", "20 % edited",
    "6 sentences in a digest",
)
TAIL = (
    "Copyright. All rights reserved. This material may not be published, broadcast, rewritten or redistributed. "
    "Sign up for our newsletter to get the latest news delivered to your inbox every morning. Follow us for updates."
)


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def sentences_of(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+|\n+", text) if part.strip()]


def edited(words: list[str], share: float, vocabulary: list[str], dice: random.Random) -> list[str]:
    return [dice.choice(vocabulary) if dice.random() < share else word for word in words]


def copy_of(text: str, profile: str, *, others: list[str], vocabulary: list[str], dice: random.Random) -> str:
    sentences = sentences_of(text)
    if profile == "byline and tail":
        return f"By a staff reporter of the desk\n{text}\n{TAIL}"
    if profile == "first half":
        return " ".join(sentences[: max(1, len(sentences) // 2)])
    if profile == "first quarter and tail":
        return " ".join(sentences[: max(1, len(sentences) // 4)]) + "\n" + TAIL
    if profile == "reordered, 30 % dropped":
        kept = [one for one in sentences if dice.random() > 0.3] or sentences[:1]
        dice.shuffle(kept)
        return " ".join(kept)
    if profile.endswith("edited"):
        share = 0.08 if profile.startswith("8") else 0.20
        return " ".join(edited(text.split(), share, vocabulary, dice))
    start = dice.randrange(max(1, len(sentences) - 6))
    parts = [" ".join(sentences[start : start + 6])] + [" ".join(sentences_of(other)[:8]) for other in others]
    dice.shuffle(parts)
    return "\n\n".join(parts)


def synthetic(folder: Path, *, part: str = "dev", size: int = 250) -> dict[str, tuple[float, float]]:
    """Return profile -> recall and precision over pairs; pairs of one incident are left out of precision."""
    documents = [row for row in rows(folder / "gva" / f"{part}.docs.jsonl") if len(row["text"].split()) >= 80]
    dice = random.Random(1)
    base = dice.sample(documents, min(size, len(documents)))
    vocabulary = sorted({word for row in documents for word in row["text"].split()})
    known = {row["doc"]: fingerprint(row["text"]) for row in documents}
    incident = {row["doc"]: row["incident"] for row in documents}
    found: dict[str, tuple[float, float]] = {}
    for profile in PROFILES:
        prints, made = dict(known), {}
        owners = {name: {incident[name]} for name in known}
        for row in base:
            others = dice.sample(documents, 3) if "digest" in profile else []
            name = "copy " + row["doc"]
            text = copy_of(row["text"], profile, others=[one["text"] for one in others], vocabulary=vocabulary, dice=dice)
            prints[name], made[name] = fingerprint(text), row["doc"]
            owners[name] = {row["incident"], *(one["incident"] for one in others)}
        links = {frozenset((one.report, one.original)) for one in find_copies(sorted(prints.items()), reports={})}
        right = sum(frozenset((name, source)) in links for name, source in made.items())
        wrong = sum(not owners[first] & owners[second] for first, second in (sorted(link) for link in links))
        found[profile] = (right / len(made), right / (right + wrong) if right + wrong else 1.0)
    return found


def labelled(folder: Path) -> tuple[int, int, dict[str, tuple[int, int]]]:
    """Return copies found, copies there are, and label -> (linked, of)."""
    pairs = rows(folder / "neardup" / "gva_pairs_labelled.jsonl")
    documents = {row["doc"]: row for row in rows(folder / "gva" / "train.docs.jsonl")}
    prints = sorted((name, fingerprint(row["text"])) for name, row in documents.items())
    reports = {
        name: Issued(id=name, source=host(row["uri"]), day=None, agency=None) for name, row in documents.items()
    }
    links = {frozenset((one.report, one.original)) for one in find_copies(prints, reports=reports)}
    table: dict[str, tuple[int, int]] = {}
    for pair in pairs:
        linked, of = table.get(pair["label"], (0, 0))
        table[pair["label"]] = (linked + (frozenset((pair["doc_a"], pair["doc_b"])) in links), of + 1)
    right, there = table.get("copy", (0, 0))
    return right, there, table


def host(uri: str) -> str:
    match = re.search(r"https?://(?:web\.archive\.org/web/\d+/https?://)?(?:www\.)?([^/:]+)", uri)
    return match.group(1) if match else uri


def report(folder: Path) -> dict[str, float]:
    """Print the table and return the figures that floors.toml holds."""
    found = synthetic(folder)
    print(f"{'copy profile':28} recall  precision   (MinHash J>=.5: recall .01-1.0; containment of the note .75-1.0)")
    for profile, (recall, precision) in found.items():
        print(f"{profile:28} {recall:6.3f}  {precision:6.3f}")
    right, there, table = labelled(folder)
    print(f"labelled pairs: copies {right}/{there}; " + "; ".join(f"{name} {a}/{b}" for name, (a, b) in sorted(table.items())))
    return {
        "copies.recall": min(recall for name, (recall, _) in found.items() if "digest" not in name),
        "copies.digest": found["6 sentences in a digest"][0],
        "copies.precision": min(precision for _, precision in found.values()),
        "copies.labelled": right / there,
        "copies.boilerplate": float(table.get("boilerplate_only", (0, 0))[0]),
    }
