"""Doings, frames and names -> sentences with one marked pair, its type, mode and modality, and pairs that do nothing.

python training/corpus/events_compose.py [SIZE] prints some. All words are ours: events_doings.txt (doings), events_frames.txt (how a
doing is told: voice, tense, register, modality), the name lists of compose.py (regions go together).
"""

from __future__ import annotations

import random
import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

from compose import Scene  # noqa: E402

WHO = {
    "s": "{country}|{country}|{country}|the {adj} government|{adj} officials|{cap}|the {adj} foreign ministry|{country}'s parliament|the {adj} cabinet|the authorities in {cap}|the {state}|the military junta|the {adj} regime|the kingdom|the interim government|the caretaker cabinet",
    "f": "{adj} troops|the {adj} army|police|{adj} police|the security forces|government soldiers|the presidential guard|paramilitary police|a border patrol|the {adj} navy|peacekeepers|riot police|{adj} soldiers|the air force|a {adj} patrol|the secret police|the gendarmerie|army units|{adj} marines|a colonel and his men",
    "g": "{org}|{org}|{acr}|rebels|gunmen|the militia|{org} fighters|militants|guerrillas|the insurgents|separatists|tribal fighters|{acr} guerrillas|armed men|a splinter group of {org}|the partisans|bandits|the junta's opponents|a death squad|unknown attackers|the warlord {per}",
    "p": "{title} {per}|{per}|{per}|the president|{adj} {title} {per}|the opposition leader|the governor of {loc}|{fam}|the {adj} prime minister|General {per}|a former {title}|the rebel leader {per}|the mayor of {loc}|the bishop of {loc}|the {adj} envoy, {per},|Colonel {fam}",
    "o": "{agency}|{agency}|human rights groups|the trade union|the opposition party|the court|{media}|the {adj} central bank|the university|the electoral commission|the Church|an aid agency|a relief organisation|the {state}|UN inspectors|the bar association|the mission's observers|a parliamentary commission",
    "c": "residents of {loc}|civilians|students|villagers|protesters|workers|refugees|farmers|women and children|{people}|a family of {loc}|miners|teachers|a journalist|{adj} workers|shopkeepers|displaced families|the people of {loc}|a crowd|mothers of the missing|bus drivers|{n} villagers|a schoolteacher",
    "j": "a suspect|two men|three suspected rebels|prisoners|{per}|the brother of {per}|{n} detainees|a {adj} citizen|a lawyer|four students|an alleged spy|the smugglers|{n} members of {org}|a newspaper editor|a priest|{per} and {per2}",
    "x": "{loc}|the town of {loc}|a village near {loc}|the {adj} embassy|{fac}|a police station|the airport at {loc}|a mosque in {loc}|the port of {loc}|a refugee camp|an army base|the radio station|a hospital|a bridge over the river|the market|a hotel in {cap}|the parliament building|an oil depot|a school in {loc}|the old quarter of {loc}",
}
BARE = {"country", "cap", "loc"}
IRREGULAR = {
    "be": ("is", "was", "been", "being"), "have": ("has", "had", "had", "having"), "do": ("does", "did", "done", "doing"),
    "say": ("says", "said", "said", "saying"), "send": ("sends", "sent", "sent", "sending"), "give": ("gives", "gave", "given", "giving"),
    "take": ("takes", "took", "taken", "taking"), "make": ("makes", "made", "made", "making"), "put": ("puts", "put", "put", "putting"),
    "meet": ("meets", "met", "met", "meeting"), "hold": ("holds", "held", "held", "holding"), "speak": ("speaks", "spoke", "spoken", "speaking"),
    "tell": ("tells", "told", "told", "telling"), "sit": ("sits", "sat", "sat", "sitting"), "build": ("builds", "built", "built", "building"),
    "fight": ("fights", "fought", "fought", "fighting"), "sell": ("sells", "sold", "sold", "selling"), "buy": ("buys", "bought", "bought", "buying"),
    "feed": ("feeds", "fed", "fed", "feeding"), "write": ("writes", "wrote", "written", "writing"), "come": ("comes", "came", "come", "coming"),
    "hide": ("hides", "hid", "hidden", "hiding"), "bow": ("bows", "bowed", "bowed", "bowing"), "leave": ("leaves", "left", "left", "leaving"),
    "lay": ("lays", "laid", "laid", "laying"), "let": ("lets", "let", "let", "letting"), "cease": ("ceases", "ceased", "ceased", "ceasing"),
    "withdraw": ("withdraws", "withdrew", "withdrawn", "withdrawing"), "bring": ("brings", "brought", "brought", "bringing"),
    "quit": ("quits", "quit", "quit", "quitting"), "step": ("steps", "stepped", "stepped", "stepping"), "beg": ("begs", "begged", "begged", "begging"),
    "seek": ("seeks", "sought", "sought", "seeking"), "plead": ("pleads", "pleaded", "pleaded", "pleading"), "swear": ("swears", "swore", "sworn", "swearing"),
    "throw": ("throws", "threw", "thrown", "throwing"), "go": ("goes", "went", "gone", "going"), "burn": ("burns", "burned", "burned", "burning"),
    "cut": ("cuts", "cut", "cut", "cutting"), "freeze": ("freezes", "froze", "frozen", "freezing"), "strip": ("strips", "stripped", "stripped", "stripping"),
    "dig": ("digs", "dug", "dug", "digging"), "drive": ("drives", "drove", "driven", "driving"), "ban": ("bans", "banned", "banned", "banning"),
    "spread": ("spreads", "spread", "spread", "spreading"), "shut": ("shuts", "shut", "shut", "shutting"), "forbid": ("forbids", "forbade", "forbidden", "forbidding"),
    "shoot": ("shoots", "shot", "shot", "shooting"), "gun": ("guns", "gunned", "gunned", "gunning"), "blow": ("blows", "blew", "blown", "blowing"),
    "drop": ("drops", "dropped", "dropped", "dropping"), "beat": ("beats", "beat", "beaten", "beating"), "stab": ("stabs", "stabbed", "stabbed", "stabbing"),
    "kidnap": ("kidnaps", "kidnapped", "kidnapped", "kidnapping"), "set": ("sets", "set", "set", "setting"), "overrun": ("overruns", "overran", "overrun", "overrunning"),
    "break": ("breaks", "broke", "broken", "breaking"), "lie": ("lies", "lay", "lain", "lying"), "rout": ("routs", "routed", "routed", "routing"),
    "join": ("joins", "joined", "joined", "joining"), "undertake": ("undertakes", "undertook", "undertaken", "undertaking"),
    "reach": ("reaches", "reached", "reached", "reaching"), "grow": ("grows", "grew", "grown", "growing"), "run": ("runs", "ran", "run", "running"),
    "travel": ("travels", "travelled", "travelled", "travelling"), "begin": ("begins", "began", "begun", "beginning"),
    "confer": ("confers", "conferred", "conferred", "conferring"), "spurn": ("spurns", "spurned", "spurned", "spurning"), "slash": ("slashes", "slashed", "slashed", "slashing"),
    "trim": ("trims", "trimmed", "trimmed", "trimming"), "equip": ("equips", "equipped", "equipped", "equipping"), "keep": ("keeps", "kept", "kept", "keeping"), "expel": ("expels", "expelled", "expelled", "expelling"), "signal": ("signals", "signalled", "signalled", "signalling"),
    "stand": ("stands", "stood", "stood", "standing"), "strike": ("strikes", "struck", "struck", "striking"),
    "withhold": ("withholds", "withheld", "withheld", "withholding"), "rob": ("robs", "robbed", "robbed", "robbing"),
    "own": ("owns", "owned", "owned", "owning"), "level": ("levels", "levelled", "levelled", "levelling"), "stop": ("stops", "stopped", "stopped", "stopping"),
    "plan": ("plans", "planned", "planned", "planning"), "volunteer": ("volunteers", "volunteered", "volunteered", "volunteering"),
    "uphold": ("upholds", "upheld", "upheld", "upholding"), "rule": ("rules", "ruled", "ruled", "ruling"), "hit": ("hits", "hit", "hit", "hitting"),
    "engage": ("engages", "engaged", "engaged", "engaging"), "patrol": ("patrols", "patrolled", "patrolled", "patrolling"), "dine": ("dines", "dined", "dined", "dining"),
    "pay": ("pays", "paid", "paid", "paying"), "admit": ("admits", "admitted", "admitted", "admitting"), "brief": ("briefs", "briefed", "briefed", "briefing"),
    "refuse": ("refuses", "refused", "refused", "refusing"), "remember": ("remembers", "remembered", "remembered", "remembering"),
    "fire": ("fires", "fired", "fired", "firing"), "wipe": ("wipes", "wiped", "wiped", "wiping"), "declare": ("declares", "declared", "declared", "declaring"),
}  # fmt: skip


@dataclass(frozen=True)
class Doing:
    """One verb phrase: "~" stands for whom; `passive` where "whom was ..." is English."""

    type: str
    mode: str | None
    who: str
    whom: str
    phrase: str
    passive: bool


@dataclass(frozen=True)
class Pair:
    """Character spans of two participants of a sentence, and what the first does to the second."""

    actor: tuple[int, int]
    recipient: tuple[int, int]
    type: str
    modality: str
    doing: str = ""


@dataclass(frozen=True)
class Told:
    """A sentence and its marked pairs."""

    text: str
    pairs: tuple[Pair, ...]


@cache
def doings() -> tuple[Doing, ...]:
    found = []
    for line in (HERE / "events_doings.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        head, classes, phrase = (part.strip() for part in line.split(" | ", 2))
        event, _, mode = head.partition(" ")
        who, whom = (part.strip() for part in classes.split(">"))
        found.append(Doing(event, mode or None, who, whom, phrase.lstrip("@"), not phrase.startswith("@")))
    return tuple(found)


LINKS = {"act": "", "strike": "against", "mutual": "with", "meet": "with", "speak": "", "ask": "", "give": "to", "gather": "against"}
WHO_BY_QUAD = {1: ("spo", "spog"), 2: ("sfo", "sgc"), 3: ("spoc", "spfg"), 4: ("sfg", "sfgcx")}


@cache
def known_doings() -> tuple[Doing, ...]:
    """Return the verbs of knowledge/events as doings: plain ones, but of every word that the rules know."""
    from herodotus.knowledge import load_events  # noqa: PLC0415

    found = []
    for event in load_events():
        who, whom = WHO_BY_QUAD[event.quad]
        for sense in event.senses:
            if sense.frame not in LINKS or sense.needs_content:
                continue
            for verb in sense.verbs:
                words = verb.split()
                link = LINKS[sense.frame] if len(words) == 1 else (sense.to or ("",))[0] or LINKS[sense.frame]
                last = words[-1] in {"to", "with", "against", "on", "at", "for", "from", "of", "into", "in", "by", "over", "as"}
                phrase = f"{verb} ~" if last or not link else f"{verb} {link} ~"
                found.append(Doing(str(event.event_type), sense.mode, who, whom, phrase, len(words) == 1 and not link))
    return tuple(found)


@cache
def frames() -> tuple[tuple[str, str, float], ...]:
    """Return (modality, frame, weight) rows."""
    found = []
    for line in (HERE / "events_frames.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            modality, weight, frame = line.split(" | ", 2)
            found.append((modality.strip(), frame.strip(), float(weight)))
    return tuple(found)


def forms(verb: str) -> tuple[str, str, str, str]:
    """Return third person, past, participle and -ing form."""
    if verb in IRREGULAR:
        return IRREGULAR[verb]
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies", verb[:-1] + "ied", verb[:-1] + "ied", verb + "ing"
    if verb.endswith("ee"):
        return verb + "s", verb + "d", verb + "d", verb + "ing"
    third = verb + ("es" if re.search(r"(s|sh|ch|x|z)$", verb) else "s")
    return third, stem + "ed", stem + "ed", stem + "ing"


def chosen(text: str, chance: random.Random) -> str:
    return re.sub(r"\(([^()]*)\)", lambda found: chance.choice(found.group(1).split("|")), text)


def is_plural(name: str) -> bool:
    last = re.sub(r",.*", "", name).split()
    head = next((word for at, word in enumerate(last) if at and word in {"of", "in", "near", "at", "over", "and"}), None)
    if head == "and":
        return True
    noun = last[last.index(head) - 1] if head else last[-1]
    return noun in {"police", "people", "men", "children", "peacekeepers"} or (
        noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and noun[0].islower()
    )


KNOWN = 0.45  # share of sentences whose doing comes from the rules' own vocabulary


class Teller:
    """Tells doings as sentences; the seed alone decides them."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.weights = [weight for _, _, weight in frames()]

    def name(self, scene: Scene, classes: str, *, number: str = "") -> str:
        pattern = self.chance.choice(WHO[self.chance.choice(classes)].split("|"))
        return re.sub(
            r"\{(\w+?)(\d?)\}", lambda found: scene.fill(found.group(1) + (number or found.group(2))), pattern
        )

    def phrase(self, doing: Doing, form: str) -> tuple[str, str]:
        """Return what stands before and after the one it is done to."""
        text = chosen(doing.phrase, self.chance)
        verb, _, rest = text.partition(" ")
        third, past, participle, gerund = forms(verb)
        word = {"base": verb, "third": third, "past": past, "participle": participle, "gerund": gerund}[form]
        before, _, after = f"{word} {rest}".partition("~") if "~" in text else (f"{word} {rest}", "", "")
        return before.strip(), after.strip()

    def one(self, doing: Doing) -> Told:
        """Tell one doing in a frame that fits it."""
        while True:
            modality, frame, _ = self.chance.choices(frames(), self.weights)[0]
            if ("PASSIVE" in frame and not (doing.passive and doing.whom != "-")) or (
                doing.whom == "-" and "{R}" in frame.replace("PHRASE", "")
            ):
                continue
            if doing.type == "NONE" and modality != "asserted":
                continue
            return self.fill(doing, frame, modality)

    def fill(self, doing: Doing, frame: str, modality: str) -> Told:
        scene = Scene(self.chance)
        actor = self.name(scene, doing.who)
        recipient = "" if doing.whom == "-" else self.name(scene, doing.whom, number="2")
        other = self.name(scene, "sgpo", number="3")
        side = self.chance.choice([one for one in doings() if one.type not in {"NONE", doing.type} and one.whom != "-"])
        frame = chosen(frame, self.chance)
        slots = {"{A}": ("A", actor), "{R}": ("R", recipient), "{O}": ("O", other)}
        words: list[tuple[str, str]] = []

        def put(kind: str, text: str) -> None:
            if text:
                words.append((kind, text))

        for part in re.split(r"(\{A\}|\{R\}|\{O\}|[A-Z]+:\w+|BE|WAS|HAVE|TAIL|LEAD|SIDE)", frame):
            if part in slots:
                put(*slots[part])
            elif part.startswith(("PHRASE:", "PASSIVE:")):
                kind, form = part.split(":")
                plural = is_plural(actor)
                form = "base" if form == "third" and plural else form
                before, after = self.phrase(doing, form)
                put("v", before)
                if kind == "PHRASE":
                    put("R", recipient)
                    put("v", after)
                else:
                    put("v", after)
            elif part in {"WAS", "BE", "HAVE"}:
                subject = recipient if "PASSIVE" in frame else actor
                single, plural_form = {"WAS": ("was", "were"), "BE": ("is", "are"), "HAVE": ("has", "have")}[part]
                put("w", plural_form if is_plural(subject) else single)
            elif part == "SIDE":
                before, after = self.phrase(side, "past")
                put("S", self.name(scene, side.who, number="4"))
                put("w", before)
                put("T", self.name(scene, side.whom, number="5"))
                put("w", after)
            elif part in {"TAIL", "LEAD"}:
                put("w", re.sub(r"\{(\w+)\}", lambda found: scene.fill(found.group(1)), self.chance.choice(TAILS if part == "TAIL" else LEADS)))
            else:
                put("w", part.strip())
        return self.join(words, doing, side, modality)

    def join(self, words: list[tuple[str, str]], doing: Doing, side: Doing, modality: str) -> Told:
        text = ""
        spans: dict[str, tuple[int, int]] = {}
        for kind, word in words:
            glue = "" if not text or word[0] in ",.;:?'" or text.endswith(('"', "(")) else " "
            start = len(text) + len(glue)
            text += glue + word
            spans.setdefault(kind, (start, start + len(word.rstrip(","))))
        text = re.sub(r",,", ", ", text)[: len(text)]
        text = text[:1].upper() + text[1:]
        draw = self.chance.random()
        text = text.upper() if draw < 0.08 else text.lower() if draw < 0.12 else text
        pairs = []
        if "A" in spans and "R" in spans:
            pairs.append(Pair(spans["A"], spans["R"], doing.type, modality, doing.phrase))
        if modality == "requested" and "O" in spans and "A" in spans:
            pairs.append(Pair(spans["O"], spans["A"], "REQUEST", "asserted"))
        if "S" in spans and "T" in spans:
            pairs.append(Pair(spans["S"], spans["T"], side.type, "asserted", side.phrase))
            if "A" in spans and self.chance.random() < 0.5:
                pairs.append(Pair(spans["A"], spans["T"], "NONE", "asserted"))
        if "O" in spans and "R" in spans and self.chance.random() < 0.3 and modality != "requested":
            pairs.append(Pair(spans["O"], spans["R"], "NONE", "asserted"))
        return Told(text, tuple(pairs))


TAILS = [
    "", "", "", "on {day}", "in {loc}", "near {loc}", "last week", "in {month}", "late on {day}", "in {year}", "for the second time this year",
    "before dawn", "in the capital", "after days of tension", "in a statement", "during the rainy season", "at the weekend", "despite the truce",
    "in the northern province", "according to {media}", "shortly before midnight", "in a move that surprised diplomats", "as the deadline passed",
    "{n} kilometres from {cap}", "in the first weeks of the war", "under the terms of an old decree", "without giving a reason", "amid heavy rain",
    "because of the dispute over the border", "at a cost of several million dollars", "on the anniversary of the uprising", "over the weekend",
]  # fmt: skip
LEADS = [
    "", "", "", "On {day}", "In {year}", "Early on {day}", "According to {agency},", "Last week,", "In {loc},", "Meanwhile,", "Earlier,", "In the past two days,",
    "As talks stalled,", "Hours later,", "That autumn,", "A day after the funeral,", "By the end of {month},", "Officials said", "Witnesses said that",
    "{media} reported that", "A spokesman said", "In the early hours of {day},", "{loc}, {day} ({media}) -", "It was confirmed that", "He recalled how",
]  # fmt: skip


def compose(*, seed: int, size: int) -> list[Told]:
    """Return `size` sentences, every doing as often as every other of its type, the types alike."""
    teller = Teller(seed)
    by_type: dict[str, list[Doing]] = {}
    for doing in doings():
        by_type.setdefault(doing.type, []).append(doing)
    known_by_type: dict[str, list[Doing]] = {}
    for doing in known_doings():
        known_by_type.setdefault(doing.type, []).append(doing)
    kinds = sorted(by_type)
    found: list[Told] = []
    while len(found) < size:
        kind = kinds[len(found) % len(kinds)]
        known = known_by_type.get(kind)
        pool = known if known and teller.chance.random() < KNOWN else by_type[kind]
        told = teller.one(teller.chance.choice(pool))
        if told.pairs:
            found.append(told)
    return found


if __name__ == "__main__":
    for told in compose(seed=7, size=int(sys.argv[1]) if len(sys.argv) > 1 else 40):
        print(told.text)
        for pair in told.pairs:
            print("    ", pair.type, pair.modality, "|", told.text[slice(*pair.actor)], "->", told.text[slice(*pair.recipient)])
