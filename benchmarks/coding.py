"""How good the coder is on public data: every line of the table "who did what to whom", beside floor and peer.

    python benchmarks/coding.py DATA_FOLDER [--only plv aw ...] [--part dev] [--kept FILE] [--misses N]

DATA_FOLDER holds event-coding/, crossdoc/ and attribution/; what is absent is skipped, and said. `--kept` keeps parses
on disk. The rows "fine-tuned" belong to models that saw the corpus: they are trained by training/events_finetune.py,
read from `--tuned FOLDER`, and never ship.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from claims import (
    QUADS,
    death_range,
    macro,
    root_of,
    rows,
)
from coding_muc import EFFECTS, ceaf_ree, effects, gold_fillers
from coding_police import police_labels
from coding_roles import effect_by_head, fillers_by_head, read_phrases
from coding_rules import effect_of, fillers_of
from kept import KeptEngine

from herodotus import language
from herodotus.analyse import analyse
from herodotus.extract import extract
from herodotus.extract.modality import grammar_at
from herodotus.extract.model_confidence import rules_part
from herodotus.extract.model_reality import reality
from herodotus.extract.model_relation import relation as head_relation
from herodotus.extract.model_toll import toll_of
from herodotus.extract.tree import Tree
from herodotus.types import Analysis, Claim, Modality, Participant, Report

# row -> (floor, peer, at least, aim); research/event-coding.md (c), (d) and crossdoc.md 4, 7
BESIDE: dict[str, tuple[str, str, str, str]] = {
    "plv.root": ("dictionary 46", "GPT-4 62", "64", "80"),
    "plv.quad": ("dictionary 52", "GPT-4 77", "80", "90"),
    "plv.binary": ("dictionary 81", "GPT-4 93", "93", "96"),
    "plv.tuned.root": ("74.0", "ConfliBERT 86.7", "83", "88"),
    "plv.tuned.quad": ("82.2", "ConfliBERT 96.3", "93", "96"),
    "plv.tuned.binary": ("90.8", "ConfliBERT 98.4", "97", "98"),
    "aw.binary": ("dictionary 67", "GPT-4 87", "78", "85"),
    "aw.tuned.binary": ("75.7", "ConfliBERT 89.3", "87", "90"),
    "ipe.macro": ("keywords 46.8", "-", "58", "68"),
    "ipe.fail": ("keywords 4.5", "-", "20", "40"),
    "ipe.tuned.macro": ("66", "-", "74", "80"),
    "ipe.tuned.fail": ("25", "-", "40", "55"),
    "muc.fillers": ("lexicon 41", "GRIT 54.5", "50", "55"),
    "muc.effect": ("48.9", "-", "65", "75"),
    "muc.deaths": ("10-17", "-", "60", "70"),
    "gvdb.killed": ("58", "-", "80", "85"),
    "gvdb.killed_some": ("36", "-", "75", "80"),
    "gva.killed": ("58", "-", "80", "85"),
    "gva.killed_some": ("36", "-", "75", "80"),
    "uds.r": (".716", "-", ".76", ".80"),
    "uds.macro": ("56.5", "-", "62", "66"),
}
Scores = dict[str, float]


WEIGHTS = (0.25, 0.5, 1.0)  # of a claim that holds none, one and both of a pair


def relation(row: dict, engine: Any) -> dict[str, float]:
    """Return the roots that the shipped line gives a marked pair, with probabilities: rules and head together.

    A claim that holds both sides of the pair speaks with its confidence, one that holds one side with half of it;
    the rest is the head's, which is asked for a type, since every pair of these sets has one.
    """
    report = Report(key=row["id"], text=row["text"])
    analysis = analyse(report, engine=engine)
    claim, held = pair_claim(extract(report, analysis), analysis, row)
    chances = head_says(analysis, row)
    if claim is None:
        return chances or {"NONE": 1.0}
    # The rules' own part: the head speaks for itself here.
    weight = rules_part(claim.why) * WEIGHTS[held] if chances else 1.0
    mixed = {root: (1 - weight) * chance for root, chance in chances.items()}
    root = as_cameo(claim)
    mixed[root] = mixed.get(root, 0.0) + weight
    return mixed


def likeliest(chances: dict[str, float], group: Callable[[str], str] = str) -> tuple[str, float]:
    """Return the likeliest group of roots and its probability; a level is decided by its own sums."""
    sums: dict[str, float] = {}
    for root, chance in chances.items():
        sums[group(root)] = sums.get(group(root), 0.0) + chance
    best = max(sums, key=lambda one: (sums[one], one))
    return best, sums[best]


def head_says(analysis: Analysis, row: dict) -> dict[str, float]:
    """Return PLV's roots with the head's probabilities, nothing at all left out."""
    trees = [Tree(sentence) for sentence in analysis.sentences]
    sides = [head_word(trees, spans) for spans in (row["actor_spans"], row["recipient_spans"])]
    if None in sides or sides[0][0] is not sides[1][0]:
        return {}
    chances = head_relation(sides[0][0], sides[0][1], sides[1][1]) or {}
    found: dict[str, float] = {}
    for kind, chance in chances.items():
        root = "YIELD" if kind in {"CONCEDE", "RETREAT"} else kind
        if root != "NONE":
            found[root] = found.get(root, 0.0) + chance
    total = sum(found.values())
    return {root: chance / total for root, chance in found.items()}


def head_word(trees: list[Tree], spans: list[list[int]]) -> tuple[Tree, int] | None:
    """Return the head word of the first span."""
    for start, end in spans[:1]:
        for tree in trees:
            inside = [i for i, token in enumerate(tree.tokens) if token.start < end and start < token.end]
            if inside:
                return tree, next((i for i in inside if tree.head(i) not in inside), inside[-1])
    return None


def pair_claim(claims: tuple[Claim, ...], analysis: Analysis, row: dict) -> tuple[Claim | None, int]:
    """Return the claim that tells most about a marked pair, and how many sides it holds in their roles.

    A participant counts by its words or by what they stand for.
    """
    sides = [(spans, standing_for(analysis, spans)) for spans in (row["actor_spans"], row["recipient_spans"])]

    def meant(side: tuple[list[list[int]], set[str]], participants: tuple[Participant, ...]) -> bool:
        spans, entities = side
        inside = any(a < one.end and one.start < b for a, b in spans for one in participants)
        return inside or any(one.entity in entities for one in participants)

    def fit(claim: Claim) -> tuple:
        forward = meant(sides[0], claim.actors) + meant(sides[1], claim.recipients)
        loose = meant(sides[0], claim.recipients) + meant(sides[1], claim.actors)
        return forward, loose, claim.modality == Modality.ASSERTED, claim.confidence, -claim.trigger.start

    best = max(claims, key=fit, default=None)
    return best, fit(best)[0] if best else 0


def standing_for(analysis: Analysis, spans: list[list[int]]) -> set[str]:
    return {one.entity for one in analysis.mentions if any(a <= one.head < b for a, b in spans)}


def as_cameo(claim: Claim) -> str:
    """Return a claim's root as PLV has it, which follows CAMEO where PLOVER 2.0 has moved on.

    There a conviction is an accusation, a blockade or a broken truce an assault (CAMEO 19), sanctions that are imposed
    are coercion, and who summons an envoy complains (research/event-coding.md e.2).
    """
    why = claim.why[0] if claim.why else ""
    words = claim.trigger.quote.lower()
    if claim.modality == Modality.ASSERTED:
        if claim.mode == "convict":
            return "ACCUSE"
        if "blockade" in words or ("(reject)" in why and re.search(r"ceasefire|cease-fire|truce", words)):
            return "ASSAULT"
        if "sanction" in words and "impos" in words:
            return "COERCE"
        if "summon" in words:
            return "ACCUSE"
    return root_of(claim)


def quad(root: str) -> str:
    return str(QUADS.get(root, 0))


def side(root: str) -> str:
    return "none" if root == "NONE" else "cooperation" if QUADS[root] < 3 else "conflict"


def plv(data: Path, engine: Any, *, part: str, misses: int) -> Scores:
    """Root, quad and binary macro F1; a pair for which nothing is found is wrong in all three."""
    gold, got, sure, quads, sides = [], [], [], [], []
    for row in rows(data / "event-coding" / f"plv_{part}.jsonl"):
        chances = relation(row, engine)
        root, confidence = likeliest(chances)
        gold.append(row["root"])
        got.append(root)
        quads.append(likeliest(chances, quad)[0])
        sides.append(likeliest(chances, side)[0])
        sure.append(confidence)
        if misses and root != row["root"]:
            print(f"   {row['root']} > {root} | {row['actor']} -> {row['recipient']} | {row['text']}")
    return {
        "plv.root": macro(gold, got),
        "plv.quad": macro([quad(one) for one in gold], quads),
        "plv.binary": macro([side(one) for one in gold], sides),
        "plv.found": 100 * sum(one != "NONE" for one in got) / len(got),
        "plv.ece": calibration_error(sure, [a == b for a, b in zip(gold, got, strict=True)]),
    }


def calibration_error(sure: list[float], right: list[bool], *, bins: int = 10) -> float:
    """Return the expected calibration error in percent: mean gap of confidence and share right over bins."""
    total = 0.0
    for at in range(bins):
        inside = [
            i
            for i, value in enumerate(sure)
            if at <= value * bins < at + 1 or (value >= 1 and at == bins - 1)
        ]
        if inside:
            total += abs(sum(sure[i] for i in inside) - sum(right[i] for i in inside))
    return 100 * total / max(1, len(sure))


def aw(data: Path, engine: Any, *, part: str, misses: int) -> Scores:
    """Conflict or cooperation between two marked participants of general news."""
    gold, got = [], []
    for row in rows(data / "event-coding" / f"aw_wikievents_{part}.jsonl"):
        chances = relation(row, engine)
        root, _ = likeliest(chances)
        gold.append(row["binary"])
        got.append(likeliest(chances, side)[0])
        if misses and got[-1] != gold[-1]:
            print(f"   {gold[-1]} > {root} | {row['actor']} -> {row['recipient']} | {row['text']}")
    return {"aw.binary": macro(gold, got), "aw.found": 100 * sum(one != "none" for one in got) / len(got)}


POLICE_LABELS = ("KILL", "ARREST", "FAIL", "FORCE", "ANY_ACTION")


def ipe(data: Path, engine: Any, *, part: str, misses: int) -> Scores:
    """What police did, for each sentence by itself."""
    gold, got = [], []
    for row in rows(data / "event-coding" / f"ipe_sents_{part}.jsonl"):
        report = Report(key=f"{row['doc_id']}-{row['sent_id']}", text=row["text"])
        analysis = analyse(report, engine=engine)
        got.append(police_labels(analysis.sentences, extract(report, analysis)))
        gold.append(set(row["labels"]))
        if misses and got[-1] != gold[-1]:
            print(f"   gold {sorted(gold[-1])} got {sorted(got[-1])} | {row['text']}")
    return police_scores("ipe", gold, got)


def police_scores(name: str, gold: list[set[str]], got: list[set[str]]) -> Scores:
    found = {}
    for label in POLICE_LABELS:
        right = sum(label in a and label in b for a, b in zip(gold, got, strict=True))
        total = sum(label in a for a in gold) + sum(label in b for b in got)
        found[f"{name}.{label.lower()}"] = 200 * right / max(1, total)
    return {**found, f"{name}.macro": sum(found.values()) / len(found)}


def muc(data: Path, engine: Any, *, part: str, misses: int) -> Scores:
    """Role fillers of a report, and the effect on a victim that is given."""
    pairs, gold, got = [], [], []
    for row in rows(data / "event-coding" / f"muc4_{part}.jsonl"):
        report = Report(key=row["doc_id"], text=row["text"])
        analysis = analyse(report, engine=engine)
        claims = extract(report, analysis)
        seen = read_phrases(report, analysis, claims)
        answer = fillers_by_head(seen) if seen else fillers_of(report, claims, engine=engine)
        pairs.append((gold_fillers(row), answer))
        victims = effects(row)
        said = effect_by_head(report, analysis, claims, [mentions for mentions, _ in victims])
        gold.extend(effect for _, effect in victims)
        got.extend(said if said is not None else [effect_of(claims, mentions) for mentions, _ in victims])
        if misses and any(pairs[-1]):
            print("  ", row["doc_id"], "\n      gold", pairs[-1][0], "\n      got ", pairs[-1][1])
    found = ceaf_ree(pairs)
    wanted = [label for label in EFFECTS if label in gold]
    return {
        **{f"muc.{role}": scores[2] for role, scores in found.items() if role != "micro"},
        "muc.fillers.precision": found["micro"][0],
        "muc.fillers.recall": found["micro"][1],
        "muc.fillers": found["micro"][2],
        "muc.effect": macro(gold, got) if wanted else 0.0,
        "muc.effect.right": 100 * sum(a == b for a, b in zip(gold, got, strict=True)) / max(1, len(gold)),
    }


def toll(text: str, key: str, engine: Any) -> int | None:
    """Return the number killed that the shipped line reads from one report."""
    report = Report(key=key, text=text)
    analysis = analyse(report, engine=engine)
    found = toll_of(report, analysis, extract(report, analysis))
    return None if found is None else found.best or found.low


def deaths(data: Path, engine: Any, *, part: str, misses: int) -> Scores:
    """Whether the dead of a report on one incident are read within the gold range."""
    good = total = 0
    for row in rows(data / "crossdoc" / "muc4" / f"{part}.jsonl"):
        wanted = death_range(row["incidents"][0]) if len(row["incidents"]) == 1 else None
        if wanted is None:
            continue
        got = toll(row["text"], row["doc"], engine)
        right = got is not None and wanted[0] <= got and (wanted[1] is None or got <= wanted[1])
        total, good = total + 1, good + right
        if misses and not right:
            print(f"   wanted {wanted} got {got} | {' '.join(row['text'].split())[:1500]}\n")
    return {"muc.deaths": 100 * good / max(1, total), "muc.deaths.reports": total}


def killed(name: str, cases: list[tuple[str, str, int]], engine: Any, *, misses: int) -> Scores:
    """Exact number killed over (key, text, gold) reports."""
    right = some = right_some = 0
    for key, text, wanted in cases:
        got = toll(text, key, engine) or 0
        right += got == wanted
        some += wanted > 0
        right_some += got == wanted > 0
        if misses and got != wanted:
            print(f"   {name} wanted {wanted} got {got} | {' '.join(text.split())[:900]}\n")
    return {
        f"{name}.killed": 100 * right / max(1, len(cases)),
        f"{name}.killed_some": 100 * right_some / max(1, some),
    }


def gvdb(data: Path, engine: Any, *, part: str, misses: int) -> Scores:
    kept = rows(data / "crossdoc" / "gvdb" / f"{part}.jsonl")
    return killed(
        "gvdb",
        [(row["id"], f"{row['title']}\n\n{row['text']}", row["killed"]) for row in kept],
        engine,
        misses=misses,
    )


def gva(data: Path, engine: Any, *, part: str, misses: int, most: int = 300) -> Scores:
    """The first 300 articles whose incident is known."""
    folder = data / "crossdoc" / "gva"
    killed_in = {row["incident"]: row["killed"] for row in rows(folder / f"{part}.incidents.jsonl")}
    kept = [row for row in rows(folder / f"{part}.docs.jsonl")[:most] if row["incident"] in killed_in]
    cases = [(row["doc"], f"{row['title']}\n\n{row['text']}", killed_in[row["incident"]]) for row in kept]
    return killed("gva", cases, engine, misses=misses)


def uds(data: Path, engine: Any, *, part: str, misses: int) -> Scores:
    """UDS-IH2: whether what a verb tells happened, from -3 (no) to 3 (yes)."""
    gold, got = [], []
    for row in rows(data / "attribution" / f"factuality.{part}.jsonl"):
        if row["corpus"] != "UDS-IH2":
            continue
        trees = [Tree(sentence) for sentence in engine.parse(row["text"])]
        for start, end, value in row["events"]:
            found = happened(trees, start)
            gold.append(value)
            got.append(0.0 if found is None else found)
            if misses and third(value) != third(got[-1]):
                print(f"   {value:+.1f} {got[-1]:+.1f} {row['text'][start:end]} | {row['text']}")
    return {
        "uds.r": correlation(gold, got),
        "uds.macro": macro([third(one) for one in gold], [third(one) for one in got]),
    }


def happened(trees: list[Tree], start: int) -> float | None:
    """Return the value a verb's happening has: by the trained head where it fits the encoder, else by the rules."""
    spot = next(
        (
            (tree, i)
            for tree in trees
            for i, token in enumerate(tree.tokens)
            if token.start <= start < token.end
        ),
        None,
    )
    if spot is None:
        return None
    chance = reality(*spot)
    if chance is not None:
        return chance
    modality, _ = grammar_at(*spot)
    return {Modality.ASSERTED: 2.6, Modality.SPECULATED: 0.0, Modality.DENIED: -2.2}.get(modality, -1.5)


def third(value: float) -> str:
    return "+" if value >= 1 else "-" if value <= -1 else "0"


def correlation(first: list[float], second: list[float]) -> float:
    """Return Pearson's r."""
    import numpy as np  # noqa: PLC0415

    return float(np.corrcoef(first, second)[0, 1])


PARTS: dict[str, Callable[..., Scores]] = {
    "plv": plv,
    "aw": aw,
    "ipe": ipe,
    "muc": muc,
    "deaths": deaths,
    "gvdb": gvdb,
    "gva": gva,
    "uds": uds,
}


def tuned_rows(folder: Path | None) -> Scores:
    """Return the scores that training/events_finetune.py left beside its (never shipped) checkpoints."""
    if folder is None or not folder.exists():
        print("fine-tuned rows: skipped, no --tuned folder")
        return {}
    return {
        key: value
        for path in sorted(folder.glob("*.json"))
        for key, value in json.loads(path.read_text()).items()
    }


def show(scores: Scores) -> None:
    for key, score in scores.items():
        floor, peer, least, aim = BESIDE.get(key, ("", "", "", ""))
        beside = f"floor {floor}; peer {peer}; at least {least}; aim {aim}" if floor else ""
        print(
            f"  {key:22} {score:7.3f}   {beside}" if key == "uds.r" else f"  {key:22} {score:7.1f}   {beside}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--only", nargs="*", choices=PARTS, default=[])
    parser.add_argument("--part", default="dev", choices=("dev", "train"))
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--kept", type=Path, help="file that keeps parses between runs")
    parser.add_argument("--tuned", type=Path, help="folder of scores of fine-tuned models")
    options = parser.parse_args()
    engine: Any = language.load()
    if options.kept:
        engine = KeptEngine(engine, options.kept)
    for name, measure in PARTS.items():
        if options.only and name not in options.only:
            continue
        start = time.perf_counter()
        try:
            scores = measure(options.data, engine, part=options.part, misses=options.misses)
        except FileNotFoundError as error:
            print(f"{name}: skipped, {error.filename} is not here")
            continue
        print(f"{name} ({time.perf_counter() - start:.0f} s)")
        show(scores)
    if not options.only:
        show(tuned_rows(options.tuned))


if __name__ == "__main__":
    main()
