"""How good claims are, on public data that taught nothing here: relations, police acts, counts, polarity.

    python benchmarks/claims.py DATA_FOLDER [--only plv|ipe|counts|polarity] [--misses N] [--part dev]

DATA_FOLDER holds event-coding/, crossdoc/ and attribution/; what is absent is skipped, and said.
Floors and peers are those of research/event-coding.md (d) and crossdoc.md, printed beside.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path

from herodotus import language
from herodotus.analyse import analyse
from herodotus.extract import extract
from herodotus.types import Claim, EventType, Harm, Modality, Report, Scope

QUADS = {
    "AGREE": 1,
    "CONSULT": 1,
    "SUPPORT": 1,
    "COOPERATE": 2,
    "AID": 2,
    "YIELD": 2,
    "REQUEST": 3,
    "ACCUSE": 3,
    "REJECT": 3,
    "THREATEN": 3,
    "PROTEST": 4,
    "MOBILIZE": 4,
    "SANCTION": 4,
    "COERCE": 4,
    "ASSAULT": 4,
}
COOPERATIVE = {EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID, EventType.AGREE}
FORCEFUL = {EventType.ASSAULT, EventType.COERCE, EventType.SANCTION, EventType.MOBILIZE, EventType.PROTEST}


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def read(text: str, key: str, engine: language.Engine) -> tuple[Report, tuple[Claim, ...]]:
    report = Report(key=key, text=text)
    return report, extract(report, analyse(report, engine=engine))


def macro(gold: list[str], got: list[str]) -> float:
    """Mean F1 over the labels that stand in gold or answer, as scikit-learn counts them."""
    labels = sorted(set(gold))
    scores = []
    for label in labels:
        right = sum(a == b == label for a, b in zip(gold, got, strict=True))
        said, are = got.count(label), gold.count(label)
        scores.append(2 * right / (said + are) if said + are else 0.0)
    return 100 * sum(scores) / len(scores)


def root_of(claim: Claim) -> str:
    """PLOVER's type of a claim whose modality PLOVER would fold into the type."""
    event = claim.event_type
    if claim.modality == Modality.DENIED and event in COOPERATIVE | {EventType.RETREAT, EventType.CONCEDE}:
        event = EventType.REJECT
    elif claim.modality == Modality.PLANNED and event in COOPERATIVE:
        event = EventType.AGREE
    elif event in {EventType.RETREAT, EventType.CONCEDE} and (
        claim.modality == Modality.PLANNED or "announce retreat" in claim.why[0] or "(agree)" in claim.why[0]
    ):
        event = EventType.AGREE  # CAMEO 03, on which PLV rests, holds "express intent to yield"
    elif claim.modality in {Modality.PLANNED, Modality.THREATENED} and event in FORCEFUL:
        event = EventType.THREATEN
    elif claim.modality == Modality.REQUESTED:
        event = EventType.REQUEST
    return "YIELD" if event in {EventType.CONCEDE, EventType.RETREAT} else str(event)


def touches(spans: list[list[int]], participants: tuple) -> bool:
    return any(a < one.end and one.start < b for a, b in spans for one in participants)


def best_claim(claims: tuple[Claim, ...], row: dict) -> Claim | None:
    def fit(claim: Claim) -> tuple:
        forward = (
            touches(row["actor_spans"], claim.actors) * 2
            + touches(row["recipient_spans"], claim.recipients) * 2
        )
        loose = touches(row["actor_spans"], claim.recipients) + touches(row["recipient_spans"], claim.actors)
        return forward, loose, claim.modality == Modality.ASSERTED, claim.confidence, -claim.trigger.start

    return max(claims, key=fit, default=None)


def plv(data: Path, engine: language.Engine, *, part: str, misses: int) -> dict[str, float]:
    gold, got, wrong = [], [], []
    for row in rows(data / "event-coding" / f"plv_{part}.jsonl"):
        _, claims = read(row["text"], row["id"], engine)
        claim = best_claim(claims, row)
        gold.append(row["root"])
        got.append(root_of(claim) if claim else "NONE")
        if gold[-1] != got[-1]:
            wrong.append((row, claim))
    print("   confusions:", Counter(zip(gold, got, strict=True)).most_common(0))
    pairs = Counter((a, b) for a, b in zip(gold, got, strict=True) if a != b)
    print("   confusions:", ", ".join(f"{a}>{b} {n}" for (a, b), n in pairs.most_common(14)))
    random.Random(misses).shuffle(wrong)
    for row, claim in wrong[:misses]:
        said = f"{claim.trigger.quote} {claim.event_type} {claim.modality}" if claim else "nothing"
        print(f"   {row['root']} | {said} | {row['actor']} -> {row['recipient']} | {row['text']}")
    quad = [str(QUADS.get(label, 0)) for label in got]
    side = ["none" if label == "NONE" else "cooperation" if QUADS[label] < 3 else "conflict" for label in got]
    sides = ["cooperation" if QUADS[label] < 3 else "conflict" for label in gold]
    return {
        "plv.root": macro(gold, got),
        "plv.quad": macro([str(QUADS[label]) for label in gold], quad),
        "plv.binary": macro(sides, side),
        "plv.found": 100 * sum(label != "NONE" for label in got) / len(got),
    }


POLICE = (
    "police",
    "policeman",
    "policemen",
    "cop",
    "cops",
    "srp",
    "constable",
    "crpf",
    "rpf",
    "inspector",
    "officer",
    "personnel",
    "force",
    "jawans",
    "paramilitary",
    "security",
    "commissioner",
    "squad",
    "raf",
    "bsf",
    "army",
    "sub-inspector",
)


def by_police(claim: Claim) -> bool:
    names = " ".join(one.name.lower() for one in claim.actors)
    return any(word in names.split() for word in POLICE)


def labels_of(claim: Claim) -> set[str]:
    """IndiaPoliceEvents' questions, answered from one claim."""
    found: set[str] = set()
    if (
        claim.event_type == EventType.COERCE
        and claim.mode == "arrest"
        and claim.modality == Modality.ASSERTED
        and (by_police(claim) or not claim.actors)
    ):
        found |= {"ARREST", "ANY_ACTION"}
    police = (
        by_police(claim)
        or claim.trigger.quote.lower() in {"police firing", "lathicharge", "lathi-charge"}
        or (not claim.actors and claim.mode == "crowd-control")
    )
    if not police:
        return found
    failed = claim.modality == Modality.DENIED or claim.event_type == EventType.REJECT
    if failed:
        found.add("FAIL")
    elif claim.modality == Modality.ASSERTED:
        found.add("ANY_ACTION")
        if claim.event_type == EventType.ASSAULT:
            found.add("FORCE")
            deadly = any(
                f"({name})" in claim.why[0] for name in ("kill", "die", "murder", "shoot dead", "dead")
            )
            if deadly or any(count.harm == Harm.KILLED for count in claim.casualties):
                found.add("KILL")
    return found


def ipe(data: Path, engine: language.Engine, *, part: str, misses: int) -> dict[str, float]:
    names = ("KILL", "ARREST", "FAIL", "FORCE", "ANY_ACTION")
    right, said, are = Counter(), Counter(), Counter()
    wrong = []
    for row in rows(data / "event-coding" / f"ipe_sents_{part}.jsonl"):
        _, claims = read(row["text"], f"{row['doc_id']}-{row['sent_id']}", engine)
        got = set().union(*[labels_of(claim) for claim in claims]) if claims else set()
        gold = set(row["labels"])
        said.update(got)
        are.update(gold)
        right.update(got & gold)
        if got != gold:
            wrong.append((row, got))
    random.Random(misses).shuffle(wrong)
    for row, got in wrong[:misses]:
        print(f"   gold {row['labels']} got {sorted(got)} | {row['text']}")
    scores = {f"ipe.{name.lower()}": 200 * right[name] / max(1, said[name] + are[name]) for name in names}
    print(
        "   P/R:",
        {
            name: (
                round(100 * right[name] / max(1, said[name])),
                round(100 * right[name] / max(1, are[name])),
            )
            for name in names
        },
    )
    return {**scores, "ipe.macro": sum(scores.values()) / len(scores)}


def death_range(incident: dict) -> tuple[int, int | None] | None:
    low, high, any_death = 0, 0, False
    for target in incident["targets"]:
        if "DEATH" in (target.get("effect") or ""):
            any_death = True
            for number in (target.get("number") or [{}])[:1]:
                low += number.get("min") or 1
                high = None if high is None or number.get("max") is None else high + number["max"]
    return (low, high) if any_death else None


def toll_of(claims: tuple[Claim, ...]) -> int | None:
    """The largest EVENT count of killed in a report: what a reader would call its toll."""
    counts = [
        count.quantity.best or count.quantity.low
        for claim in claims
        if claim.modality == Modality.ASSERTED
        for count in claim.casualties
        if count.harm == Harm.KILLED and count.scope == Scope.EVENT and count.unit == "persons"
    ]
    return max((count for count in counts if count), default=None)


def counts(data: Path, engine: language.Engine, *, part: str, misses: int) -> dict[str, float]:
    good = total = 0
    wrong = []
    for row in rows(data / "crossdoc" / "muc4" / f"{part}.jsonl"):
        if len(row["incidents"]) != 1:
            continue
        wanted = death_range(row["incidents"][0])
        if wanted is None:
            continue
        _, claims = read(row["text"], row["doc"], engine)
        got = toll_of(claims)
        total += 1
        ok = got is not None and wanted[0] <= got and (wanted[1] is None or got <= wanted[1])
        good += ok
        if not ok:
            wrong.append((wanted, got, row["text"]))
    random.Random(misses).shuffle(wrong)
    for wanted, got, text in wrong[:misses]:
        print(f"   MUC wanted {wanted} got {got} | {' '.join(text.split())[:1200]}\n")
    out = {"muc.deaths": 100 * good / max(1, total), "muc.n": total}
    exact = of = exact_killed = killed_of = 0
    wrong = []
    incidents = {row["incident"]: row for row in rows(data / "crossdoc" / "gva" / f"{part}.incidents.jsonl")}
    for row in rows(data / "crossdoc" / "gva" / f"{part}.docs.jsonl")[:300]:
        incident = incidents.get(row["incident"])
        if incident is None:
            continue
        _, claims = read(f"{row['title']}\n\n{row['text']}", row["doc"], engine)
        got = toll_of(claims) or 0
        of += 1
        exact += got == incident["killed"]
        if incident["killed"]:
            killed_of += 1
            exact_killed += got == incident["killed"]
        if got != incident["killed"]:
            wrong.append((incident["killed"], got, row["text"]))
    random.Random(misses).shuffle(wrong)
    for wanted, got, text in wrong[: misses // 2]:
        print(f"   GVA wanted {wanted} got {got} | {' '.join(text.split())[:900]}\n")
    return {
        **out,
        "gva.killed": 100 * exact / max(1, of),
        "gva.killed_some": 100 * exact_killed / max(1, killed_of),
    }


def polarity(data: Path, engine: language.Engine, *, part: str, misses: int) -> dict[str, float]:
    """UDS-IH2: did the verb happen? Asked of the modality module for each gold verb, event word or not."""
    from herodotus.extract.modality import grammar_at  # noqa: PLC0415
    from herodotus.extract.tree import Tree  # noqa: PLC0415

    gold, got, wrong = [], [], []
    for row in rows(data / "attribution" / f"factuality.{part}.jsonl"):
        if row["corpus"] != "UDS-IH2":
            continue
        trees = [Tree(sentence) for sentence in engine.parse(row["text"])]
        for start, end, value in row["events"]:
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
                continue
            modality, why = grammar_at(*spot)
            gold.append("+" if value >= 1 else "-" if value <= -1 else "0")
            got.append({Modality.ASSERTED: "+", Modality.SPECULATED: "0"}.get(modality, "-"))
            if gold[-1] != got[-1]:
                wrong.append((gold[-1], got[-1], row["text"][start:end], why, row["text"]))
    random.Random(misses).shuffle(wrong)
    for one in wrong[:misses]:
        print("  ", *one)
    return {
        "uds.macro": macro(gold, got),
        "uds.accuracy": 100 * sum(a == b for a, b in zip(gold, got, strict=True)) / max(1, len(gold)),
    }


PARTS = {"plv": plv, "ipe": ipe, "counts": counts, "polarity": polarity}
BESIDE = {
    "plv.root": "dictionary coder 46, GPT-4 62",
    "plv.quad": "52, 77",
    "plv.binary": "81, 93",
    "ipe.macro": "keywords 46.8",
    "ipe.fail": "keywords 4.5",
    "muc.deaths": "10-17",
    "gva.killed": "58",
    "gva.killed_some": "36",
    "uds.macro": "56.5 (trained)",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--only", choices=PARTS)
    parser.add_argument("--part", default="dev", choices=("dev", "train"))
    parser.add_argument("--misses", type=int, default=0)
    options = parser.parse_args()
    engine = language.load()
    for name, measure in PARTS.items():
        if options.only not in {None, name}:
            continue
        start = time.perf_counter()
        try:
            scores = measure(options.data, engine, part=options.part, misses=options.misses)
        except FileNotFoundError as error:
            print(f"{name}: skipped, {error.filename} is not here")
            continue
        print(f"{name} ({time.perf_counter() - start:.0f} s)")
        for key, score in scores.items():
            print(f"  {key:18} {score:6.1f}   {BESIDE.get(key, '')}")


if __name__ == "__main__":
    main()
