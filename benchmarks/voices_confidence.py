"""MUC-4's confidence of attribution, the organisation given: what our voices say of who is blamed, and by whom.

    python benchmarks/voices_confidence.py DATA_FOLDER [--kept FILE]

DATA_FOLDER holds muc4_train.jsonl and muc4_dev.jsonl. Five classes: reported as fact, claimed or admitted,
suspected or accused (by authorities or others), possible, acquitted (which dev lacks); macro F1 is over the
classes that the key or the answers hold. Where the key allows several answers, each is right. The features are
attributions (act, voice, whether the voice is the organisation itself or an authority) at the places where the
organisation stands, with the cue words there; a logistic regression taught by the 1,300 training documents
reads them, and never ships. Folds over the training documents chose its one setting.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from kept import KeptEngine
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from herodotus.analyse import analyse
from herodotus.language import load
from herodotus.types import Analysis, Attribution, Report, Sentence

CLASSES = ("REPORTED AS FACT", "CLAIMED OR ADMITTED", "SUSPECTED OR ACCUSED", "POSSIBLE", "ACQUITTED")
AUTHORITY = frozenset({"government", "armed_force"})
OFFICIAL = re.compile(
    r"POLICE|MILITARY|ARMY|GOVERNMENT|MINIST|OFFICIAL|AUTHORIT|GENERAL|COL|PRESIDENT|JUDGE|ARMED FORCES|SECURITY"
)
WINDOW = 6
RARE = 0.5  # how far rare classes weigh more in teaching
FLAGS = {
    "claims": re.compile(r"CLAIM|RESPONSIB|CREDIT|ADMIT|ACKNOWLEDG|CALLER|COMMUNIQUE|TELEPHONE"),
    "accuses": re.compile(r"ACCUS|BLAM|ATTRIBUT|CHARG|DENOUNC|HELD RESPONSIBLE"),
    "suspects": re.compile(r"SUSPECT|PRESUM|ALLEG|BELIEV|APPARENT|ASSUM"),
    "may": re.compile(r"POSSIB|PROBAB|\bMAY\b|MIGHT|COULD|NOT KNOWN|UNIDENTIFIED|UNKNOWN"),
    "says": re.compile(r"\bSAID\b|REPORTED|ANNOUNCED|STATED|ACCORDING"),
    "denies": re.compile(r"DENI|REJECT|INNOCEN|\bNOT\b"),
}


@dataclass
class Case:
    """One organisation in one template: its features and the answers that the key allows."""

    document: str
    features: Counter
    answers: tuple[int, ...]


def class_of(value: str) -> int:
    """Return the number of the key's value; accused by authorities counts as accused."""
    return CLASSES.index(value.removesuffix(" BY AUTHORITIES"))


def places(text: str, mentions: list[str]) -> list[tuple[int, int]]:
    """Return where the organisation's names stand, white space aside."""
    patterns = [r"\s+".join(re.escape(word) for word in name.split()) for name in mentions if name.strip()]
    return [m.span() for p in patterns for m in re.finditer(rf"(?<!\w){p}(?!\w)", text)]


def read(path: Path, engine: KeptEngine) -> list[Case]:
    """Return the cases of a file."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        wanted = [
            (t, one) for t in row["templates"] for one in t["perp_org_confidence"] if one.get("mentions")
        ]
        if not wanted:
            continue
        analysis = analyse(Report(key=row["doc_id"], text=row["text"]), engine=engine)
        for template, one in wanted:
            answers = tuple(dict.fromkeys(class_of(value) for value in one["value"]))
            features = features_of(row["text"], template, one["mentions"], analysis)
            found.append(Case(row["doc_id"], features, answers))
    return found


def features_of(text: str, template: dict, mentions: list[str], analysis: Analysis) -> Counter:
    """Return what the report says around an organisation, as counts."""
    spans = places(text, mentions)
    harmed = [
        m
        for key in ("hum_name", "hum_description", "phys_id")
        for x in template[key]
        for m in x.get("mentions", [])
    ]
    people = [m for x in template["perp_individual"] for m in x.get("mentions", [])]
    about = places(text, harmed)
    found: Counter = Counter({"bias": 1.0})
    best(found, text, analysis, spans, [*about, *places(text, people)])
    for mention in people:
        for word in mention.split():
            found[f"manword:{word.lower()}"] = 1
    near = [s for s in analysis.sentences if any(s.start <= a < s.end for a, _ in spans)]
    both = [s for s in near if any(s.start <= a < s.end for a, _ in about)]
    for weight, kind, sentences in ((1.0, "org", near), (1.0, "both", both), (0.5, "lead", near[:1])):
        for sentence in sentences:
            words(found, kind, sentence, spans, weight)
    for kind, stand in (("org", spans), ("man", places(text, people)[:4]), ("harm", about[:6])):
        for place in stand:
            at(found, kind, analysis, place, spans)
    for one in analysis.attributions:
        voice = one.chain[-1]
        if voice.start is not None and any(a < voice.end and voice.start < b for a, b in spans):
            found[f"speaks:{one.act}:{one.negated}"] += 1
            found[f"speaks:{cue(text, one)}"] += 1
    found["sentences"] = min(len(near), 4) / 4
    found["type:" + template["type"][0]] = 1
    found["man:" + ("none" if not people else "named")] = 1
    return Counter({key: min(value, 2.0) for key, value in found.items()})


def best(found: Counter, text: str, analysis: Analysis, spans: list, others: list) -> None:
    """Count what stands about the mention nearest to the victims or the men: that is where the deed is told."""
    if not spans:
        found["best:none"] = 1
        return
    span = min(spans, key=lambda a: (min((abs(a[0] - b[0]) for b in others), default=0), a))
    at(found, "best", analysis, span, spans)
    sentence = next((s for s in analysis.sentences if s.start <= span[0] < s.end), None)
    if sentence is None:
        return
    here = [a for a in analysis.attributions if any(s <= span[0] and span[1] <= e for s, e in a.content)]
    for one in here:
        found[f"best:cue:{cue(text, one)}"] = 1
        found[f"best:any:{who(analysis, one, spans)}"] = 1
    for other in (sentence, *_beside(analysis, sentence)):
        weight = 1.0 if other is sentence else 0.5
        for name, pattern in FLAGS.items():
            if pattern.search(text[other.start : other.end]):
                found[f"flag:{name}"] = max(found[f"flag:{name}"], weight)
    if OFFICIAL.search(text[sentence.start : sentence.end]):
        for name in FLAGS:
            found[f"flag:official:{name}"] = found[f"flag:{name}"]
    for i, token in enumerate(sentence.tokens):
        if token.start <= span[0] < token.end or (span[0] <= token.start < span[1]):
            found[f"best:rel:{token.deprel}"] = 1
            if token.head >= 0:
                found[f"best:head:{sentence.tokens[token.head].lemma.lower()}"] = 1
            break
        found["best:first"] = float(i < 3)


def _beside(analysis: Analysis, sentence: Sentence) -> list[Sentence]:
    at_ = analysis.sentences.index(sentence)
    return list(analysis.sentences[max(0, at_ - 1) : at_ + 2])


def words(found: Counter, kind: str, sentence: Sentence, spans: list[tuple[int, int]], weight: float) -> None:
    """Count the words of a sentence and those right beside the organisation."""
    tokens = sentence.tokens
    inside = [i for i, t in enumerate(tokens) if any(a <= t.start < b for a, b in spans)]
    for i, token in enumerate(tokens):
        if i in inside or not token.text[0].isalpha():
            continue
        lemma = token.lemma.lower()
        found[f"{kind}:{lemma}"] += weight
        gap = min((abs(i - j) for j in inside), default=99)
        if gap <= WINDOW and kind == "org":
            side = "before" if i < min(inside) else "after"
            found[f"near:{side}:{lemma}"] += 1


def at(found: Counter, kind: str, analysis: Analysis, place: tuple[int, int], spans: list) -> None:
    """Count by whom and how what stands here is said."""
    start, end = place
    here = [a for a in analysis.attributions if any(s <= start and end <= e for s, e in a.content)]
    if not here:
        found[f"{kind}:own voice"] += 1
        return
    one = min(here, key=lambda a: sum(e - s for s, e in a.content))
    found[f"{kind}:act:{one.act}"] += 1
    found[f"{kind}:voice:{who(analysis, one, spans)}"] += 1
    found[f"{kind}:{one.act}:{who(analysis, one, spans)}"] += 1


def who(analysis: Analysis, one: Attribution, spans: list[tuple[int, int]]) -> str:
    """Say what kind of voice speaks: the organisation itself, an authority, the press, somebody unnamed."""
    voice = one.chain[-1]
    if voice.start is not None and any(a < voice.end and voice.start < b for a, b in spans):
        return "itself"
    kinds = {entity.id: entity.kind for entity in analysis.entities}
    if kinds.get(voice.entity or "") in AUTHORITY or OFFICIAL.search(voice.name.upper()):
        return "authority"
    return "not stated" if voice.start is None else kinds.get(voice.entity or "", "other")


def cue(text: str, one: Attribution) -> str:
    return text[slice(*one.cue)].lower() if one.cue else ""


def matrix(cases: list[Case], names: dict[str, int]) -> csr_matrix:
    rows, columns, values = [], [], []
    for row, case in enumerate(cases):
        for key, value in sorted(case.features.items()):
            if key in names:
                rows.append(row)
                columns.append(names[key])
                values.append(value)
    return csr_matrix((values, (rows, columns)), shape=(len(cases), len(names)))


def fit(x: csr_matrix, cases: list[Case], *, decay: float) -> np.ndarray:
    """Return the weights of a logistic regression; a case with several answers counts for each in part."""
    wanted = np.zeros((len(cases), len(CLASSES)))
    for row, case in enumerate(cases):
        wanted[row, list(case.answers)] = 1 / len(case.answers)
    rarity = (wanted.sum(0).mean() / np.maximum(wanted.sum(0), 1)) ** RARE
    weight = (wanted * rarity).sum(1, keepdims=True)

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        w = flat.reshape(x.shape[1], len(CLASSES))
        scores = x @ w
        scores -= scores.max(1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(1, keepdims=True))
        slope = x.T @ (weight * (np.exp(logs) - wanted)) + decay * w
        return float(-(weight * wanted * logs).sum() + decay / 2 * (w**2).sum()), slope.ravel()

    start = np.zeros(x.shape[1] * len(CLASSES))
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 80}).x.reshape(
        x.shape[1], -1
    )


def vocabulary(cases: list[Case], *, least: int = 3) -> dict[str, int]:
    seen = Counter(key for case in cases for key in case.features)
    return {key: i for i, key in enumerate(sorted(k for k, n in seen.items() if n >= least))}


def shares(x: csr_matrix, weights: np.ndarray) -> np.ndarray:
    """Return the probability of each class."""
    scores = np.asarray(x @ weights)
    grown = np.exp(scores - scores.max(1, keepdims=True))
    return grown / grown.sum(1, keepdims=True)


def figures(cases: list[Case], likely: np.ndarray) -> tuple[float, float, float, float]:
    """Return accuracy and macro F1 of five classes, then of asserted against attributed (which is likelier)."""
    said = likely.argmax(1)
    truth = np.array([s if s in c.answers else c.answers[0] for c, s in zip(cases, said, strict=True)])
    fact = likely[:, 0] > 0.5
    asserted = np.array(
        [
            f if len(c.answers) > 1 and 0 in c.answers else c.answers[0] == 0
            for c, f in zip(cases, fact, strict=True)
        ]
    )
    return (
        100 * float((truth == said).mean()),
        macro(truth, said, sorted({*truth.tolist(), *said.tolist()})),
        100 * float((asserted == fact).mean()),
        macro(asserted, fact, (True, False)),
    )


def macro(truth: np.ndarray, said: np.ndarray, classes) -> float:
    scores = [
        2 * ((truth == c) & (said == c)).sum() / max(1, (truth == c).sum() + (said == c).sum())
        for c in classes
    ]
    return 100 * float(np.mean(scores))


def folds(cases: list[Case], *, decay: float, parts: int = 5) -> tuple[float, float, float, float]:
    """Return the figures over held-out parts of the training documents."""
    names = sorted({case.document for case in cases})
    part = {name: i % parts for i, name in enumerate(names)}
    likely = np.zeros((len(cases), len(CLASSES)))
    for number in range(parts):
        taught = [c for c in cases if part[c.document] != number]
        index = [i for i, c in enumerate(cases) if part[c.document] == number]
        columns = vocabulary(taught)
        weights = fit(matrix(taught, columns), taught, decay=decay)
        likely[index] = shares(matrix([cases[i] for i in index], columns), weights)
    return figures(cases, likely)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kept", type=Path, default=Path("kept.sqlite"))
    options = parser.parse_args()
    engine = KeptEngine(load("auto"), options.kept)
    train, dev = (read(options.folder / f"muc4_{part}.jsonl", engine) for part in ("train", "dev"))
    scored = {decay: folds(train, decay=decay) for decay in (3.0, 8.0, 25.0)}
    for decay, got in scored.items():
        print(f"folds of train, decay {decay}: " + line(got))
    best = max(scored, key=lambda decay: scored[decay][1])
    columns = vocabulary(train)
    weights = fit(matrix(train, columns), train, decay=best)
    likely = shares(matrix(dev, columns), weights)
    print(f"MUC-4 dev ({len(dev)} organisations, {len(train)} taught): {line(figures(dev, likely))}")
    most = figures(dev, np.eye(len(CLASSES))[np.zeros(len(dev), dtype=int)])
    print(
        f"always reported as fact: {line(most)}   words alone, dev: 58.2 / 47.6; test: 64.9 / 36.6, 69.5 / 64.0"
    )


def line(got: tuple[float, float, float, float]) -> str:
    return f"five classes {got[0]:.1f} / {got[1]:.1f}, asserted or attributed {got[2]:.1f} / {got[3]:.1f}"


if __name__ == "__main__":
    main()
