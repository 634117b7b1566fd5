"""How well voices are found: PolNeAR and GUM, beside the floors of research/attribution.md.

    python benchmarks/voices.py DATA_FOLDER [--engine auto] [--only polnear|gum] [--misses N]

DATA_FOLDER holds polnear.dev.jsonl and gum_attribution.{dev,train}.jsonl; what is absent is skipped,
and said. PolNeAR forbids nesting, so attributions found inside another's content are left out there.
Linked: the cues overlap, the sources overlap (or both are empty), the contents' words have a Jaccard
index of .5 or more, one to one. GUM is recall alone: it marks only what its discourse trees hold. The
embedded parser was taught by GUM's syntax (train part), never by its attributions; no attribution of
PolNeAR or GUM taught anything here, but rules were mended by reading misses of both.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from herodotus.analyse import analyse
from herodotus.language import Engine, load
from herodotus.types import Attribution, Report

SPEECH = frozenset(
    [
        "say",
        "tell",
        "claim",
        "deny",
        "announce",
        "add",
        "note",
        "report",
        "state",
        "write",
        "ask",
        "argue",
        "insist",
        "warn",
        "declare",
        "acknowledge",
        "admit",
        "explain",
        "suggest",
        "confirm",
        "reply",
        "respond",
        "call",
        "accuse",
        "describe",
        "according",
    ],
)
FORMS = re.compile(r"\w+")


@dataclass
class Marked:
    """Word numbers of source, cue and content of one attribution."""

    source: set[int]
    cue: set[int]
    content: set[int]
    row: dict | Attribution | None = None
    nested: bool = False
    words: list[str] = field(default_factory=list)


class Words:
    """A text's words by number, punctuation left out."""

    def __init__(self, text: str, ignore: list[list[int]] = ()) -> None:
        self.spans = [m.span() for m in FORMS.finditer(text)]
        self.text = text
        self.ignored = {i for i, (s, e) in enumerate(self.spans) for a, b in ignore if s < b and e > a}

    def form(self, index: int) -> str:
        start, end = self.spans[index]
        return self.text[start:end].lower()

    def inside(self, spans) -> set[int]:
        return {i for i, (s, e) in enumerate(self.spans) for a, b in spans if s < b and e > a} - self.ignored


def predicted(attributions: tuple[Attribution, ...], words: Words) -> list[Marked]:
    """Return found attributions; an inherited one counts as more content of the last one with its voice."""
    made: list[Marked] = []
    for one in attributions:
        content = words.inside(one.content)
        before = [o for o in made if o.row.cue and o.row.chain[-1].name == one.chain[-1].name]
        if one.cue is None and before and one.quote == "inherited":
            least = min(len(o.row.chain) for o in before[-3:])
            next(o for o in reversed(before) if len(o.row.chain) == least).content |= content
            continue
        voice = one.chain[-1]
        cue = words.inside([one.cue]) if one.cue else set()
        source = (
            words.inside([(voice.start, voice.end)])
            if voice.start is not None and len(one.chain) > 1
            else set()
        )
        if len(one.chain) == 1 and cue:  # the report speaks: its "I" or "we" before the cue
            source = {i for i in range(max(0, min(cue) - 6), min(cue)) if words.form(i) in {"i", "we"}}
        if not content:
            continue
        made.append(Marked(source, cue, content, one))
    for one in made:
        one.nested = any(
            o is not one and one.cue and one.cue <= o.content and not (o.cue and o.cue <= one.content)
            for o in made
        )
    return made


def gold_polnear(document: dict, words: Words) -> list[Marked]:
    text = document["text"]
    made = []
    for row in document["attributions"]:
        one = Marked(words.inside(row["source"]), words.inside(row["cue"]), words.inside(row["content"]), row)
        one.words = FORMS.findall(" ".join(text[s:e] for s, e in row["cue"]).lower())
        if one.content:
            made.append(one)
    return made


def links(gold: Marked, found: Marked, *, colon: bool = True) -> tuple[bool, bool, bool]:
    """Return whether cue, source and content are right."""
    cue = bool(gold.cue & found.cue) or (colon and not gold.cue and not found.cue)
    source = bool(gold.source & found.source) or (not gold.source and not found.source)
    union = len(gold.content | found.content)
    return cue, source, bool(union) and len(gold.content & found.content) / union >= 0.5


def match(golds: list[Marked], found: list[Marked]) -> list[tuple[Marked, Marked]]:
    pairs, used = [], set()
    for gold in golds:
        for one in found:
            if id(one) not in used and all(links(gold, one)):
                used.add(id(one))
                pairs.append((gold, one))
                break
    return pairs


def f1(right: int, golds: int, found: int) -> str:
    p, r = right / max(1, found), right / max(1, golds)
    return f"{200 * p * r / max(1e-9, p + r):5.1f} (P {100 * p:.1f} R {100 * r:.1f}, {golds} gold)"


def score(right: int, golds: int, found: int) -> float:
    return 200 * right / max(1, golds + found)


def stem(word: str) -> str:
    forms = {
        "said": "say",
        "says": "say",
        "saying": "say",
        "told": "tell",
        "tells": "tell",
        "wrote": "write",
        "denied": "deny",
    }
    if word in forms:
        return forms[word]
    for end in ("ied", "ing", "ed", "es", "s", "d"):
        base = word.removesuffix(end)
        for form in (base, base + "e", base + "y"):
            if word.endswith(end) and form in SPEECH:
                return form
    return word


def is_speech(words: list[str]) -> bool:
    return any(stem(word) in SPEECH for word in words)


def run_polnear(path: Path, engine: Engine, misses: int) -> dict[str, float]:
    tally = {"all": [0, 0, 0], "speech": [0, 0, 0], "cue": [0, 0, 0], "speech cue": [0, 0, 0]}
    took, shown, valid = 0.0, 0, []
    for line in path.read_text("utf-8").splitlines():
        document = json.loads(line)
        start = time.process_time()
        analysis = analyse(Report(key=document["id"], text=document["text"]), engine=engine)
        took += time.process_time() - start
        valid += offsets(analysis.attributions, document["text"])
        words = Words(document["text"], document["ignore"])
        golds = gold_polnear(document, words)
        found = [one for one in predicted(analysis.attributions, words) if not one.nested]
        spoken = [g for g in golds if is_speech(g.words)]
        said = [o for o in found if is_speech(cue_words(o, document["text"]))]
        pairs = match(golds, found)
        count(tally["all"], len(pairs), len(golds), len(found))
        count(tally["speech"], len(match(spoken, found)), len(spoken), len(said))
        count(tally["cue"], sum(any(g.cue & o.cue for o in found) for g in golds), len(golds), len(found))
        count(
            tally["speech cue"],
            sum(any(g.cue & o.cue for o in found) for g in spoken),
            len(spoken),
            len(said),
        )
        if shown < misses:
            shown += show_misses(document["text"], golds, found, pairs, misses - shown)
    print(f"PolNeAR dev linked F1, all cues       {f1(*tally['all'])}  floor 42.1, CRF 53.5, human 74.1")
    print(f"PolNeAR dev linked F1, speech cues    {f1(*tally['speech'])}   floor 56.4, CRF 74.3")
    print(f"PolNeAR dev cue overlap, all          {f1(*tally['cue'])}   floor 59.7, CRF 73.6")
    print(f"PolNeAR dev cue overlap, speech       {f1(*tally['speech cue'])}   CRF 91.9")
    print(f"all of analyse, encoder included: {84 / took:.1f} articles a second of one core")
    print(f"offsets valid: {100 * sum(valid) / max(1, len(valid)):.1f} % of {len(valid)} spans")
    return {"polnear_linked": score(*tally["all"]), "polnear_linked_speech": score(*tally["speech"])}


def offsets(attributions: tuple[Attribution, ...], text: str) -> list[bool]:
    """Say of each span whether it lies in the text and begins and ends with something to read."""
    spans = [span for one in attributions for span in [*one.content, *([one.cue] if one.cue else [])]]
    spans += [
        (v.start, v.end)
        for one in attributions
        for v in one.chain
        if v.start is not None and v.end is not None
    ]
    return [0 <= a < b <= len(text) and text[a:b] == text[a:b].strip() for a, b in spans]


def cue_words(one: Marked, text: str) -> list[str]:
    cue = one.row.cue
    return FORMS.findall(text[cue[0] : cue[1]].lower()) if cue else []


def count(tally: list[int], right: int, golds: int, found: int) -> None:
    tally[0] += right
    tally[1] += golds
    tally[2] += found


def show_misses(text: str, golds, found, pairs, limit: int) -> int:
    hit = {id(g) for g, _ in pairs}
    right = {id(o) for _, o in pairs}
    shown = 0
    for gold in golds:
        if id(gold) in hit or shown >= limit:
            continue
        shown += 1
        row = gold.row
        slices = [
            " … ".join(text[s:e] for s, e in row[key])[:160].replace("\n", " ")
            for key in ("source", "cue", "content")
        ]
        near = [o for o in found if gold.cue & o.cue]
        verdict = [
            "".join("csk"[i] if not ok else "-" for i, ok in enumerate(links(gold, o))) for o in near
        ] or ["no cue"]
        print("MISS", verdict, slices, [[text[s:e][:100] for s, e in o.row.content] for o in near])
    for one in found:
        if id(one) not in right and shown < limit and not any(g.cue & one.cue for g in golds):
            shown += 1
            row = one.row
            print(
                "EXTRA",
                row.act.value,
                row.chain[-1].name,
                "|",
                text[slice(*row.cue)] if row.cue else None,
                "|",
                [text[s:e][:120].replace("\n", " ") for s, e in row.content],
            )
    return shown


def run_gum(paths: list[Path], engine: Engine, misses: int) -> dict[str, float]:
    figures = {}
    for genres in (("news",), ("interview", "court")):
        tally = {"top": [0, 0], "nested": [0, 0], "credit": [0, 0]}
        for path in paths:
            for line in path.read_text("utf-8").splitlines():
                document = json.loads(line)
                if document["genre"] in genres:
                    gum_document(document, engine, tally, misses)
        top, nested, credit = tally["top"], tally["nested"], tally["credit"]
        whole = [top[0] + credit[0], top[1] + credit[1]]
        print(
            f"GUM {'+'.join(genres)}, all three right: top level {share(whole)}"
            f"  without picture credits {share(top)}"
            f"  nested {share(nested)}   floors (news) 56.5, 15 (CRF)"
        )
        if genres == ("news",):
            figures = {
                "gum_top": 100 * whole[0] / max(1, whole[1]),
                "gum_nested": 100 * nested[0] / max(1, nested[1]),
            }
    return figures


def share(pair: list[int]) -> str:
    return f"{100 * pair[0] / max(1, pair[1]):.1f} of {pair[1]}"


def gum_document(document: dict, engine: Engine, tally: dict, misses: int) -> None:
    text = document["text"]
    words = Words(text)
    analysis = analyse(Report(key=document["id"], text=text), engine=engine)
    found = predicted(analysis.attributions, words)
    for row in document["attributions"]:
        gold = Marked(
            words.inside(row["source"]),
            words.inside(row["cue"] or row["frame"]),
            words.inside(row["content"]),
        )
        verdicts = [links(gold, one) for one in found]
        right = any(cue and content and (source or not gold.source) for cue, source, content in verdicts)
        credit = not row["cue"] and re.match(
            r"\W*(Image|Video|Audio|Photo)\b", " ".join(text[s:e] for s, e in row["frame"])
        )
        kind = tally["credit" if credit else "nested" if row["parent"] else "top"]
        kind[0] += right
        kind[1] += 1
        if misses and not right:
            near = [o for o in found if o.cue & gold.cue]
            print(
                "GUM MISS",
                "NESTED" if row["parent"] else "",
                [
                    " … ".join(text[s:e] for s, e in row[k])[:140].replace("\n", " ")
                    for k in ("source", "cue", "content")
                ],
                [(o.row.chain[-1].name, [text[s:e][:80] for s, e in o.row.content]) for o in near],
            )


def run_own() -> dict[str, float]:
    """Score our written cases: the half that rules were mended on, and the half that nobody looks at."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "analyse"))
    from voices_marked import CASES, UNSEEN, cases  # noqa: PLC0415 (the cases live with the tests)

    figures = {}
    for name, part in (("own", cases(CASES)), ("unseen", cases(UNSEEN)), ("both", cases() + cases(UNSEEN))):
        figures |= {f"{name}_{key}": got for key, got in own_part(name, part).items()}
    return figures


def own_part(name: str, part: tuple) -> dict[str, float]:
    from voices_marked import found, stated_near, verdict  # noqa: PLC0415

    right, gold, given = Counter(), Counter(), Counter()
    for case in part:
        one = found(case)
        act = f"{'not ' if case.negated else ''}{case.act}"
        got = f"{'not ' if one.negated else ''}{one.act.value}" if one else None
        for kind, wanted, given_act in ((0, case.act, one.act.value if one else None), (1, act, got)):
            gold[kind, wanted] += 1
            given[kind, given_act] += 1
            right[kind, wanted] += given_act == wanted
    acts = [act for kind, act in gold if kind == 0]
    macro = 100 * sum(2 * right[0, act] / (gold[0, act] + given[0, act]) for act in acts) / len(acts)
    deny = (1, "deny")
    precision, recall = right[deny] / max(1, given[deny]), right[deny] / max(1, gold[deny])
    print(f"{name} cases ({len(part)}): act macro F1 {macro:.1f}   at least 85")
    print(
        f"{name} cases: denial P {100 * precision:.1f} R {100 * recall:.1f} of {gold[deny]}   at least 95 / 95"
    )
    verdicts = [(case, verdict(case)) for case in part]
    shares = {key: 100 * sum(v[key] for _, v in verdicts) / len(verdicts) for key in verdicts[0][1]}
    print(f"{name} cases: " + ", ".join(f"{key} {got:.1f}" for key, got in shares.items() if key != "name"))
    near = [v["name"] for case, v in verdicts if case.name and stated_near(case)]
    far = [v["name"] for case, v in verdicts if case.name and not stated_near(case)]
    inside, outside = (100 * sum(group) / max(1, len(group)) for group in (near, far))
    print(
        f"{name} cases: voice resolved in its sentence {inside:.1f} of {len(near)},"
        f" out of it {outside:.1f} of {len(far)}   at least 85 / 50"
    )
    return {"act_macro_f1": macro, "resolved": inside, "resolved_out": outside}


def held(figures: dict[str, float]) -> bool:
    """Say whether every figure holds its floor in floors.toml."""
    path = Path(__file__).parent / "floors.toml"
    floors = tomllib.loads(path.read_text("utf-8")).get("voices", {}) if path.exists() else {}
    low = [name for name, got in figures.items() if name in floors and got < floors[name]]
    for name in low:
        print(f"BELOW FLOOR: {name} {figures[name]:.1f} < {floors[name]}")
    return not low


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--engine", default="auto")
    parser.add_argument("--only", choices=["polnear", "gum", "own"])
    parser.add_argument("--misses", type=int, default=0)
    options = parser.parse_args()
    engine = load(options.engine)
    figures: dict[str, float] = {}
    polnear = options.folder / "polnear.dev.jsonl"
    gum = [options.folder / f"gum_attribution.{part}.jsonl" for part in ("dev", "train")]
    if options.only in {None, "own"}:
        figures |= run_own()
    if options.only in {None, "polnear"} and polnear.exists():
        figures |= run_polnear(polnear, engine, options.misses)
    if options.only in {None, "gum"} and all(path.exists() for path in gum):
        figures |= run_gum(gum, engine, options.misses)
    for path in (polnear, *gum):
        if not path.exists():
            print(f"skipped: {path} is absent")
    sys.exit(0 if held(figures) else 1)


if __name__ == "__main__":
    main()
