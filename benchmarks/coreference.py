"""Score coreference: GUM's open genres with predicted mentions, and pronouns of our own conflict passages.

python benchmarks/coreference.py [--data FOLDER] [--misses] [--gate]

Texts are read raw (own sentences, trees and mentions). Mentions are compared by their head word, as the CorefUD
shared tasks do (Zabokrtsky et al. 2022), and entities of one mention do not count. "actors" keeps GUM's persons,
organisations and the places that are linked as states: what the stage is made to find; "all" keeps every entity.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE.parent / "training"), str(HERE)]

from corpora import Example, blocks, conllu, misc  # noqa: E402

from herodotus import language  # noqa: E402
from herodotus.analyse import analyse  # noqa: E402
from herodotus.types import Report  # noqa: E402
from language import documents  # noqa: E402

Clusters = list[set[int]]  # an entity is the offsets of its mentions' head words
ACTORS = {"person", "organization"}


def read_gold(path: Path) -> Iterator[tuple[str, str, dict[str, Clusters]]]:
    """Yield document, text and its entities ("all", "actors") of two mentions and more."""
    examples = conllu(path, names="")
    cells = [
        [misc(line.split("\t")[9]).get("Entity", "") for line in block if re.match(r"\d+\t", line)]
        for block in blocks(path)
    ]
    where = {id(example): cell for example, cell in zip(examples, cells, strict=True)}
    for text, placed in documents(examples, lines=True):
        heads: dict[str, set[int]] = {}
        kinds: dict[str, set[str]] = {}
        for example, spans in placed:
            for entity, kind, head in gold_mentions(example, where[id(example)]):
                heads.setdefault(entity, set()).add(spans[head][0])
                kinds.setdefault(entity, set()).add(kind)
        every = {name: held for name, held in heads.items() if len(held) > 1}
        actors = [held for name, held in every.items() if kinds[name] & ACTORS]
        yield placed[0][0].document, text, {"all": list(every.values()), "actors": actors}


def gold_mentions(example: Example, cells: list[str]) -> Iterator[tuple[str, str, int]]:
    """Yield entity, kind and the index of the head word of each mention that one sentence holds."""
    waiting: dict[str, list[tuple[int, str]]] = {}
    for at, cell in enumerate(cells):
        for part in re.findall(r"\([^()]+\)|\([^()]+|[^()]+\)", cell):
            fields = part.strip("()").split("-")
            if part[0] == "(":
                waiting.setdefault(fields[0], []).append((at, fields[1]))
            if part[-1] == ")" and waiting.get(fields[0]):
                start, kind = waiting[fields[0]].pop()
                yield fields[0], kind, head_of(example, start, at + 1)


def head_of(example: Example, start: int, end: int) -> int:
    assert example.heads
    tops = [at for at in range(start, end) if not start <= example.heads[at] - 1 < end]
    return tops[0] if tops else start


def read_mine(engine: language.Engine, key: str, text: str) -> tuple[Clusters, list[list[tuple[int, int]]]]:
    """Return the stage's entities by head words, and by the spans of all their mentions."""
    report = Report(key=key, text=text)
    mentions = analyse(report, engine=engine).mentions
    heads: dict[str, set[int]] = {}
    spans: dict[str, list[tuple[int, int]]] = {}
    for mention in mentions:
        heads.setdefault(mention.entity, set()).add(mention.head)
        spans.setdefault(mention.entity, []).append((mention.start, mention.end))
    return [held for held in heads.values() if len(held) > 1], list(spans.values())


class Scores:
    """Sums of one measure over documents: recall and precision, each as part / whole."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.sums = dict.fromkeys(("muc", "b3", "ceaf", "lea"), (0.0, 0.0, 0.0, 0.0))

    def add(self, gold: Clusters, mine: Clusters) -> None:
        """Count one document."""
        for name, measure in (("muc", muc), ("b3", b_cubed), ("lea", lea)):
            self._sum(name, (*measure(gold, mine), *measure(mine, gold)))
        shared = ceaf(gold, mine)
        self._sum("ceaf", (shared, float(len(gold)), shared, float(len(mine))))

    def _sum(self, name: str, more: tuple[float, ...]) -> None:
        a, b, c, d = (x + y for x, y in zip(self.sums[name], more, strict=True))
        self.sums[name] = (a, b, c, d)

    def figures(self) -> dict[str, float]:
        """Return F1 of each measure in per cent; CoNLL is the mean of MUC, B3 and CEAFe."""
        found = {}
        for name, (right, true, good, guessed) in self.sums.items():
            recall, precision = right / max(true, 1e-9), good / max(guessed, 1e-9)
            found[name] = 100 * 2 * recall * precision / max(recall + precision, 1e-9)
        return {"conll": (found["muc"] + found["b3"] + found["ceaf"]) / 3} | found


def owner(clusters: Clusters) -> dict[int, int]:
    return {mention: number for number, held in enumerate(clusters) for mention in held}


def muc(keys: Clusters, answers: Clusters) -> tuple[float, float]:
    """Links kept (Vilain et al. 1995)."""
    of = owner(answers)
    right = total = 0.0
    for key in keys:
        parts = {of[m] for m in key if m in of}
        right += len(key) - len(parts) - sum(m not in of for m in key)
        total += len(key) - 1
    return right, total


def b_cubed(keys: Clusters, answers: Clusters) -> tuple[float, float]:
    """Share of each mention's entity found with it (Bagga and Baldwin 1998)."""
    right = total = 0.0
    for key in keys:
        total += len(key)
        right += sum(len(key & answer) ** 2 / len(key) for answer in answers)
    return right, total


def lea(keys: Clusters, answers: Clusters) -> tuple[float, float]:
    """Links resolved, weighted by the entity's size (Moosavi and Strube 2016)."""
    right = total = 0.0
    for key in keys:
        links = len(key) * (len(key) - 1) / 2
        found = sum(len(key & answer) * (len(key & answer) - 1) / 2 for answer in answers)
        total += len(key)
        right += len(key) * found / links
    return right, total


def ceaf(gold: Clusters, mine: Clusters) -> float:
    """Similarity of the best one-to-one alignment of entities (Luo 2005, phi 4)."""
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 (a development dependency)

    table = [[2 * len(a & b) / (len(a) + len(b)) for b in mine] for a in gold]
    if not table or not mine:
        return 0.0
    rows, columns = linear_sum_assignment(table, maximize=True)
    return float(sum(table[row][column] for row, column in zip(rows, columns, strict=True)))


def restrict(mine: Clusters, gold: dict[str, Clusters]) -> Clusters:
    """Leave out of ours what GUM knows as entities that are no actors: the stage is not scored on them twice."""
    actors = {mention for held in gold["actors"] for mention in held}
    others = {mention for held in gold["all"] for mention in held} - actors
    kept = [held - others for held in mine]
    return [held for held in kept if len(held) > 1]


def score_gum(engine: language.Engine, path: Path) -> dict[str, dict[str, float]]:
    """Return a row for each choice of entities, and one for news alone."""
    sums = {name: Scores() for name in ("all entities", "actors", "actors, news")}
    for document, text, gold in read_gold(path):
        mine, _ = read_mine(engine, document, text)
        sums["all entities"].add(gold["all"], mine)
        ours = restrict(mine, gold)
        sums["actors"].add(gold["actors"], ours)
        if "_news_" in document:
            sums["actors, news"].add(gold["actors"], ours)
    return {name: held.figures() for name, held in sums.items()}


MARK = re.compile(r"\[(\d) ([^\]]+)\]|\{(\d) ([^}]+)\}")


def read_passage(line: str) -> tuple[str, list[tuple[int, int, str]], list[tuple[int, int, str]]]:
    """Return the text, the marked names and the marked pronouns, each with its actor's number."""
    text, names, pronouns, at = "", [], [], 0
    for match in MARK.finditer(line):
        text += line[at : match.start()]
        word = match[2] or match[4]
        (names if match[2] else pronouns).append((len(text), len(text) + len(word), match[1] or match[3]))
        text += word
        at = match.end()
    return text + line[at:], names, pronouns


def score_pronouns(engine: language.Engine, path: Path, *, misses: bool) -> dict[str, float]:
    """Return the share of our marked pronouns that are linked to their actor and to no other marked one."""
    right: dict[str, int] = {}
    total: dict[str, int] = {}
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    for line in lines:
        text, names, pronouns = read_passage(line)
        spans = read_mine(engine, line, text)[1]
        for start, end, actor in pronouns:
            held = next((one for one in spans if (start, end) in one), [])
            met = {a for s, e, a in names if any(b < e and f > s and (b, f) != (start, end) for b, f in held)}
            good = met == ({actor} if actor != "0" else set())
            kind = KINDS.get(text[start:end].lower(), "it, they")
            for row in ("all", kind):
                right[row] = right.get(row, 0) + good
                total[row] = total.get(row, 0) + 1
            if misses and not good:
                print(f"- {text}\n    {text[start:end]} at {start}: {sorted(met)}, not {actor}")
    return {"passages": float(len(lines)), "pronouns": float(total["all"])} | {
        name: 100 * right[name] / total[name] for name in sorted(total)
    }


KINDS = {
    "he": "he, she",
    "she": "he, she",
    "him": "him, her",
    "her": "him, her",
    "his": "his, its, their",
} | dict.fromkeys(("its", "their"), "his, its, their")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path)
    parser.add_argument("--engine", default="model")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--gate", action="store_true")
    options = parser.parse_args()
    engine = language.load(options.engine)
    table = {
        "conflict pronouns (ours)": score_pronouns(
            engine, HERE / "conflict_pronouns.txt", misses=options.misses
        )
    }
    gum = options.data / "gum-open-dev.conllu.gz" if options.data else None
    if gum is None or not gum.exists():
        print("no data folder: the GUM rows are skipped", file=sys.stderr)
    else:
        table |= {f"GUM-open dev, {name}": row for name, row in score_gum(engine, gum).items()}
    for name, row in table.items():
        print(f"{name:30}", "  ".join(f"{figure} {value:.1f}" for figure, value in row.items()))
    if options.gate and (low := below(table)):
        sys.exit("\n".join(low))


def below(table: dict[str, dict[str, Any]]) -> list[str]:
    """Return what is below its floor."""
    floors = tomllib.loads((HERE / "floors.toml").read_text("utf-8")).get("coreference", {})
    return [
        f"{row}: {name} is {table[row][name]:.1f}, its floor {floor}"
        for row, held in floors.items()
        for name, floor in held.items()
        if row in table and table[row].get(name, floor) < floor
    ]


if __name__ == "__main__":
    main()
