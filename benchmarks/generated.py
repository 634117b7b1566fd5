"""Reports of an invented war, as many as wanted: the same number gives the same files, to the letter.

Every incident is told by one to four outlets that differ in the toll, in who is named and in who
says so; some reports are near-copies of another outlet's. Places, people and outlets are made of
syllables, so none is real. For measuring growth and for killing runs, not for measuring accuracy.
"""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from pathlib import Path

_BEGIN = (
    "Bar",
    "Tol",
    "Mir",
    "Kes",
    "Dur",
    "Lan",
    "Os",
    "Vel",
    "Ram",
    "Gor",
    "Sha",
    "Nem",
    "Yul",
    "Pek",
    "Tam",
    "Zor",
    "Hal",
    "Bel",
    "Ard",
    "Kov",
)
_MIDDLE = ("a", "e", "i", "o", "u", "an", "er", "im", "ov", "ul")
_END = ("din", "vek", "mar", "tan", "dor", "bek", "shir", "nok", "gard", "ven", "pol", "zar")
_GROUPS = (
    "the Northern Brigade",
    "the River Guard",
    "gunmen in uniform",
    "the Third Army",
    "the People's Committee",
    "masked men",
    "the border police",
    "fighters of the Dawn Movement",
    "the interior ministry's commandos",
)
_VICTIMS = (
    "villagers",
    "shopkeepers",
    "teachers",
    "policemen",
    "soldiers",
    "day labourers",
    "farmers",
    "students",
)
_VOICES = (
    "a hospital official",
    "residents",
    "the governor",
    "a police captain",
    "an army spokesman",
    "a doctor at the clinic",
    "the mayor",
    "witnesses",
    "a human rights group",
)
_OUTLETS = (
    "Valley Post",
    "Harbour Wire",
    "The Morning Column",
    "Free Hill Radio",
    "Plains Courier",
    "State Bulletin",
)
_ACTS = (
    "{group} attacked a convoy near {place} on {day}, killing {killed} {victims}, {voice} said.",
    "{group} shelled the market of {place} on {day}, and {killed} {victims} died, according to {voice}.",
    "At least {killed} {victims} were killed and {injured} hurt by {group} in {place} on {day}, {voice} said.",
    "{voice} said that {group} stormed a school in {place} on {day} and shot dead {killed} {victims}.",
)
_MORE = (
    "{group} denied any part in the raid and accused {other} of firing first.",
    "{injured} people were taken to the clinic of {near}, {voice2} said.",
    "{voice2} put the number of dead at {differ}.",
    "The governor of {near} demanded that {group} withdraw from the road.",
    "{group} threatened to return if {other} crossed the river again.",
    "Some {displaced} families fled towards {near} during the night.",
    "{other} arrested {arrested} men in {near} the next morning and released two of them later.",
    "Elders from both banks met in {near} and agreed to exchange prisoners, {voice2} said.",
    "A truce signed in {near} three weeks earlier had held until then.",
    "Nobody claimed responsibility for a second blast, which hurt no one.",
    "Traders in {near} closed their shops and marched against the curfew.",
    "{other} plans to send two hundred more men to {place}, a spokesman announced.",
    "{voice2} could not confirm that report.",
)


def _name(chance: random.Random) -> str:
    return chance.choice(_BEGIN) + chance.choice(_MIDDLE) + chance.choice(_END)


def _incident(number: int, *, seed: int) -> dict[str, object]:
    chance = random.Random(f"{seed}/incident/{number}")
    day = date(2011, 1, 1) + timedelta(days=chance.randrange(700))
    group, other = chance.sample(_GROUPS, 2)
    return {
        "place": _name(chance), "near": _name(chance), "group": group, "other": other, "date": day,
        "victims": chance.choice(_VICTIMS),
        "killed": chance.randrange(2, 40), "injured": chance.randrange(3, 90),
        "displaced": 10 * chance.randrange(2, 60), "arrested": chance.randrange(3, 30),
    }  # fmt: skip


def make_report(number: int, *, seed: int = 0) -> dict[str, str]:
    """Return one report: key, title, source, published and text; about 170 words."""
    chance = random.Random(f"{seed}/report/{number}")
    incident = _incident(number * 2 // 5, seed=seed)
    day = incident["date"]
    assert isinstance(day, date)
    published = day + timedelta(days=chance.randrange(1, 4))
    killed = int(str(incident["killed"])) + chance.choice((0, 0, 0, -1, 1, 3))
    words = incident | {
        "day": f"{day.day} {day:%B} {day.year}",
        "voice": chance.choice(_VOICES), "voice2": chance.choice(_VOICES),
        "killed": killed, "differ": killed + chance.randrange(1, 9),
    }  # fmt: skip
    first = chance.choice(_ACTS).format(**words)
    rest = [line.format(**words) for line in chance.sample(_MORE, chance.randrange(8, 13))]
    sentences = [sentence[0].upper() + sentence[1:] for sentence in (first, *rest)]
    paragraphs = [" ".join(sentences[start : start + 3]) for start in range(0, len(sentences), 3)]
    outlet = chance.choice(_OUTLETS)
    title = f"{killed} killed in {incident['place']}, {words['voice']} says"
    head = f"{incident['near']}, {published.day} {published:%B} {published.year} ({outlet}) - "
    return {
        "key": f"report-{number:06}", "title": title, "source": outlet, "published": published.isoformat(),
        "text": f"{title}\n\n{head}" + "\n\n".join(paragraphs) + "\n",
    }  # fmt: skip


def write_reports(folder: Path, count: int, *, seed: int = 0, table_share: float = 0.2) -> None:
    """Write `count` reports into `folder`: a file each, and `table_share` of them as rows of one table.

    Every fiftieth file stands there twice, word for word, under another name.
    """
    rows = int(count * table_share)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "archive.jsonl").open("w", encoding="utf-8") as table:
        for number in range(rows):
            report = make_report(number, seed=seed)
            row = {
                "id": report["key"],
                **{name: report[name] for name in ("title", "source", "published", "text")},
            }
            table.write(json.dumps(row) + "\n")
    for number in range(rows, count):
        report = make_report(number - number % 50 if number % 50 == 1 else number, seed=seed)
        path = folder / f"{number // 500:03}" / f"report-{number:06}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(report["text"], encoding="utf-8")
