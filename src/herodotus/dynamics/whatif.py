"""What if: the answer of paired runs in words, with what carries it and what the reports cannot say."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from herodotus.dynamics.answers import Answer, Quote, Section, Statement, number, odds, plural
from herodotus.dynamics.comparing_answer import comparison
from herodotus.dynamics.districts_answer import district_section
from herodotus.dynamics.drawing import draw_intervals
from herodotus.dynamics.happenings import System
from herodotus.dynamics.mechanisms import Mechanisms
from herodotus.dynamics.reference import reference_class
from herodotus.dynamics.scenarios import Edit, Scenario, apply
from herodotus.dynamics.simulation import Paired, World, run_paired
from herodotus.dynamics.whatif_limits import assumptions, not_identified
from herodotus.dynamics.worlds import mechanisms_of, world_of
from herodotus.knowledge.dynamics import load_part
from herodotus.types import noun

Floats = NDArray[np.float64]
Tell = Callable[[], None] | None


@noun
class Difference:
    """How many more hostile acts with the edit than without: the middle and the 90 % range of the runs."""

    low: float
    middle: float
    high: float
    more: float
    less: float
    mean: float

    @property
    def words(self) -> str:
        """More, less or no detectable difference, by whether the range lies on one side of none."""
        if self.low > 0:
            return "more"
        return "less" if self.high < 0 else "no detectable difference"


def measure(paired: Paired) -> Difference:
    """Return the distribution of differences of paired runs."""
    drawn = paired.difference
    tail = (1 - load_part("whatif")["level"]) / 2
    low, middle, high = (float(x) for x in np.quantile(drawn, [tail, 0.5, 1 - tail]))
    return Difference(
        low=low, middle=middle, high=high, mean=float(drawn.mean()),
        more=float((drawn > 0).mean()), less=float((drawn < 0).mean()),
    )  # fmt: skip


def answer_scenario(
    system: System, scenario: Scenario, *, seed: int | None = None, tell: Tell = None
) -> Answer:
    """Run a scenario's edits and say what differs.

    `tell` is called as the runs go on; raising from it stops them.
    """
    settings = load_part("whatif")
    seed = settings["seed"] if seed is None else seed
    if not scenario.edits:
        return _compared(system, scenario, tell=tell)
    world, told = world_of(system)
    if told < settings["least_events"]:
        return _refusal(system, scenario, told=told)
    mechanisms = mechanisms_of(system, world)
    edited = _edited(world, scenario.edits)
    paired = run_paired(
        world,
        edited,
        mechanisms=mechanisms,
        runs=settings["runs"],
        weeks=scenario.weeks,
        seed=seed,
        tell=tell,
    )
    found = measure(paired)
    shams = sham_differences(world, scenario, mechanisms=mechanisms, seed=seed, tell=tell)
    return Answer(
        title=scenario.question,
        sections=(
            _difference_section(system, scenario, found=found, paired=paired, world=world),
            _placebo_section(system, found=found, shams=shams),
            _sensitivity_section(system, paired),
            _grounds_section(system, scenario),
            reference_class(system, scenario.edits),
            *compared(system, scenario, tell=tell),
        ),
        assumptions=assumptions(mechanisms, world),
        not_identified=not_identified(system, scenario, world=world, edited=edited, mechanisms=mechanisms),
        settings=(
            ("pairs of runs", str(settings["runs"])), ("weeks", str(scenario.weeks)), ("seed", str(seed)),
            ("purpose", scenario.purpose or "none stated; protective or descriptive acts only"),
        ),
    )  # fmt: skip


def _compared(system: System, scenario: Scenario, *, tell: Tell) -> Answer:
    """Answer a scenario that changes no record: a comparison, the district model, or both."""
    return Answer(
        title=scenario.question,
        sections=compared(system, scenario, tell=tell),
        assumptions=(
            "what moved the other places moved this one in the share that all sham windows show",
            "nothing else of note happened in this place in those days",
            "events are told as fully in these days as in others: a cordon may hide what it holds",
        ),
        not_identified=(
            "effects smaller than the placebo band is wide",
            "what the events that did not happen would have been: a comparison, and no experiment",
            "whether violence moved elsewhere: the other places are taken as unmoved by it",
            "which of several mechanisms was at work, where more than one can look like the table",
        ),
        settings=(("band", "90 % of sham windows"), ("seed", str(load_part("districts")["seed"]))),
    )


def compared(system: System, scenario: Scenario, *, tell: Tell) -> tuple[Section, ...]:
    """Return the comparison and the district model that a scenario asks for, if it asks for them."""
    sections = []
    if scenario.compare is not None:
        sections.append(comparison(system, scenario.compare))
    if scenario.districts is not None:
        sections.append(district_section(system, scenario.districts, tell=tell))
    return tuple(sections)


def _edited(world: World, edits: Sequence[Edit]) -> World:
    for edit in edits:
        world = apply(world, edit)
    return world


def sham_differences(
    world: World, scenario: Scenario, *, mechanisms: Mechanisms, seed: int, tell: Tell = None
) -> tuple[float, ...]:
    """Return the mean differences of the same edits on other actors, drawn by chance: the placebo band."""
    settings = load_part("whatif")
    rng = np.random.default_rng(seed + 7)
    found = []
    for sham in range(settings["shams"]):
        edits = [_elsewhere(world, edit, rng=rng) for edit in scenario.edits]
        paired = run_paired(
            world, _edited(world, edits), mechanisms=mechanisms, runs=settings["sham_runs"],
            weeks=scenario.weeks, seed=seed + sham, tell=tell,
        )  # fmt: skip
        found.append(float(paired.difference.mean()))
    return tuple(found)


def _elsewhere(world: World, edit: Edit, *, rng: np.random.Generator) -> Edit:
    """Return the same edit on actors that a told pair joins, as the real one's are."""
    if len(edit.actors) == 1:
        others = [actor for actor in world.actors if actor not in edit.actors] or list(edit.actors)
        return Edit(act=edit.act, actors=(others[int(rng.integers(len(others)))],), sign=edit.sign)
    told = np.flatnonzero(world.acts + world.kind_acts > 0)
    pair = int(rng.choice(told))
    chosen = (world.actors[int(world.source[pair])], world.actors[int(world.target[pair])])
    return Edit(act=edit.act, actors=chosen, sign=edit.sign)


def say_difference(found: Difference, *, weeks: int) -> str:
    """Say the answer: words first, then the odds, then the range; never one number."""
    spread = f"between {number(found.low)} and {number(found.high)} acts at 90 %"
    odds_words = f"more in {odds(found.more)} runs, less in {odds(found.less)}, the same in the rest"
    head = {
        "more": "More hostile acts",
        "less": "Fewer hostile acts",
        "no detectable difference": "No detectable difference in hostile acts",
    }[found.words]
    return f"{head} over {weeks} weeks: {odds_words}; the difference lies {spread}."


def _difference_section(
    system: System, scenario: Scenario, *, found: Difference, paired: Paired, world: World
) -> Section:
    edits = "; ".join(edit.say(system) for edit in scenario.edits)
    rows, drawn = [], []
    for name, low, middle, high in _by_actor(system, world, paired):
        rows.append((name, number(middle), f"{number(low)} to {number(high)}"))
        drawn.append((name, low, middle, high))
    base = np.quantile(paired.without.by_pair.sum(axis=1), [0.05, 0.5, 0.95])
    quotes = _grounds(system)
    statements = (
        Statement(text=f"If {edits}: {say_difference(found, weeks=scenario.weeks)}", quotes=quotes),
        Statement(
            text=f"Without it the same runs hold between {number(base[0])} and {number(base[2])} hostile "
            f"acts, {number(base[1])} in the middle: rates of telling, words (accusations) included.",
            quotes=quotes,
        ),
    )
    figures = (draw_intervals(drawn, title="Difference by who is acted upon", mark=0.0),) if drawn else ()
    return Section(
        title="Difference", statements=statements, columns=("acted upon", "middle", "90 % range"),
        rows=tuple(rows), figures=figures,
    )  # fmt: skip


def _grounds(system: System) -> tuple[Quote, ...]:
    """Return the words under every signed act that the runs start from."""
    return system.evidence(dict.fromkeys(claim for tie in system.ties for claim in tie.claims))


def _by_actor(system: System, world: World, paired: Paired) -> list[tuple[str, float, float, float]]:
    """Return the differences by who is acted upon, bodies only: nothing is said of a person."""
    change = paired.with_edit.by_pair - paired.without.by_pair
    rows = []
    for at, actor in enumerate(world.actors):
        person = actor in system.actors and system.actors[actor].kind == "person"
        mine = world.target == at
        if not person and mine.any():
            low, middle, high = np.quantile(change[:, mine].sum(axis=1), [0.05, 0.5, 0.95])
            rows.append((system.name(actor), float(low), float(middle), float(high)))
    rows.sort(key=lambda row: (-(abs(row[1]) + abs(row[3])), row[0]))
    return rows[: load_part("escalation")["most_rows"]]


def _placebo_section(system: System, *, found: Difference, shams: Sequence[float]) -> Section:
    low, high = np.quantile(shams, [0.05, 0.95])
    place = float(np.mean(np.array(shams) < found.mean))
    inside = low <= found.mean <= high
    text = (
        f"The same edit on {len(shams)} other actors or pairs, drawn by chance, changes the mean by between "
        f"{number(float(low))} and {number(float(high))} acts (5 to 95 %); this one by {number(found.mean)}, "
        f"more than {number(100 * place)} % of them: "
        + ("inside the placebo band." if inside else "outside the placebo band.")
    )
    return Section(title="Placebo band", statements=(Statement(text=text, quotes=_grounds(system)),))


def _sensitivity_section(system: System, paired: Paired) -> Section:
    """Rank what was drawn by how much it moves the difference (Spearman's rank correlation)."""
    difference = _ranks(paired.difference)
    rows = []
    for name, drawn in paired.with_edit.drawn.items():
        both = np.std(drawn) * np.std(difference)
        moved = float(np.corrcoef(_ranks(drawn), difference)[0, 1]) if both > 0 else 0.0
        rows.append((name, moved))
    told = (
        float(np.corrcoef(_ranks(paired.without.by_pair.sum(axis=1)), difference)[0, 1])
        if (difference.std() > 0 and paired.without.by_pair.sum(axis=1).std() > 0)
        else 0.0
    )
    rows.append(("how much happens at all", told))
    rows.sort(key=lambda row: (-abs(row[1]), row[0]))
    top, moved = rows[0]
    text = f"The answer hangs most on {top} (rank correlation {moved:+.2f} with the difference)."
    return Section(
        title="What carries the answer", statements=(Statement(text=text, quotes=_grounds(system)),),
        columns=("assumption", "rank correlation"), rows=tuple((name, f"{r:+.2f}") for name, r in rows),
    )  # fmt: skip


def _ranks(values: Floats) -> Floats:
    ranks = np.empty(len(values))
    ranks[np.argsort(values, kind="stable")] = np.arange(len(values))
    return ranks


def _grounds_section(system: System, scenario: Scenario) -> Section:
    """Say what the reports tell of the actors that the edit names."""
    statements = []
    named = {actor for edit in scenario.edits for actor in edit.actors}
    for (a, b), rows in system.tellings.items():
        if (a in named) + (b in named) >= min(len(named), 2):
            claims = dict.fromkeys(row.claim for row in rows)
            kinds = ", ".join(sorted({row.kind for row in rows}))
            statements.append(
                Statement(
                    text=f"{system.name(a)} and {system.name(b)}: {kinds}; {plural(len(claims), 'claim')}.",
                    quotes=system.evidence(claims),
                )
            )
    return Section(title="What the reports tell of those named", statements=tuple(statements))


def _refusal(system: System, scenario: Scenario, *, told: int) -> Answer:
    least = load_part("whatif")["least_events"]
    return Answer(
        title=scenario.question,
        sections=(_grounds_section(system, scenario), reference_class(system, scenario.edits)),
        assumptions=("nothing was run",),
        not_identified=(
            (
                f"the whole question: the reports tell of {plural(told, 'signed act')} between named actors, "
                f"and below {least} a run would show its own assumptions"
            ),
        ),
        settings=(("least acts", str(least)),),
    )
