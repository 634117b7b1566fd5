"""Layers of spans over one report's text, from tokens to who says what."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from herodotus.types.base import noun
from herodotus.types.reports import TimeInterval
from herodotus.types.words import Act, PlacePrecision, VoiceRole


@noun
class Token:
    """A word. `head` is an index into its sentence's tokens, -1 for the root; tags are UD's."""

    start: int
    end: int
    text: str
    lemma: str
    upos: str
    xpos: str
    head: int
    deprel: str


@noun
class Name:
    """A name as the language layer found it: PER, LOC or ORG."""

    start: int
    end: int
    label: str


@noun
class Sentence:
    """One sentence: its tokens in order and the names in it; `paragraph` counts from 0.

    `states` is the embedded encoder's reading of each token, a (tokens, width) float array, for later
    heads that share the forward pass; `encoder` names the weights it came from. Both are None without
    a model, never stored, and no part of what makes two sentences equal.
    """

    start: int
    end: int
    paragraph: int
    tokens: tuple[Token, ...]
    names: tuple[Name, ...] = ()
    states: Any = field(default=None, compare=False, repr=False)
    encoder: str | None = field(default=None, compare=False, repr=False)


@noun
class Mention:
    """Words that refer to an actor: a name, a description ("the militia") or a pronoun.

    `head` is the offset at which its head word starts; `entity` is an Entity's id.
    """

    start: int
    end: int
    head: int
    text: str
    form: str
    entity: str


@noun
class Affiliation:
    """What a report's words say of an actor's place with another of its Entities.

    `kind`: leads, speaks for, member of, serves, part of, allied with or backs, read from the Entity that
    holds it to `other`; the characters are those of the words that say so.
    """

    other: str
    kind: str
    start: int
    end: int
    quote: str


@noun
class Entity:
    """What one report's mentions refer to. Unnamed ones ("residents") are never merged by words.

    `kind`: person, government, armed_force, armed_group, party, organization, media, group,
    role or unknown. `names` are the proper names used here, fullest first; `titles` the roles
    given to it here ("prime minister"); `country` a two-letter code where the text says so;
    `called` its names with the titles before them, as written ("General Wiranto"); `tied` says that an
    affiliation of another Entity points here.
    """

    id: str
    report: str
    name: str
    kind: str
    named: bool
    names: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    country: str | None = None
    mentions: int = 1
    called: tuple[str, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    tied: bool = False


@noun
class Place:
    """A place of a gazetteer (id "geonames:98182") or of words alone (id None, unresolved)."""

    name: str
    id: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = PlacePrecision.UNRESOLVED
    country: str | None = None
    admin1: str | None = None
    radius_km: float | None = None
    confidence: float | None = None
    alternatives: tuple[tuple[str, float], ...] = ()


@noun
class PlaceMention:
    """Words that name a place, in the sense of a place (a government called by its capital is not)."""

    start: int
    end: int
    text: str
    place: Place
    relation: str | None = None


@noun
class TimeMention:
    """Words that say when. `anchor`: explicit, published, dateline, previous, event or none."""

    start: int
    end: int
    text: str
    time: TimeInterval
    anchor: str
    value: str | None = None


@noun
class Quantity:
    """A number as reported: "at least 12" is low=12, high=None, best=None; "12" is all three."""

    low: int | None
    best: int | None
    high: int | None
    text: str


@noun
class QuantityMention:
    """A number with what it counts: `unit` is the counted noun's lemma ("family", "soldier")."""

    start: int
    end: int
    quantity: Quantity
    unit: str | None
    unit_start: int | None = None


@noun
class Voice:
    """Who says, or passes on, something. The span is None for the report's own voice."""

    role: VoiceRole
    name: str
    named: bool
    entity: str | None = None
    start: int | None = None
    end: int | None = None


@noun
class Commitment:
    """How far one voice of a chain commits itself to what is said, on FactBank's scale (Sauri 2009).

    `voice` is its place in the chain, 0 the report. `value`: CT certain, PR probable, PS possible, each
    with + or -; Uu open. `probability` says how often such a reading is right.
    """

    voice: int
    value: str
    probability: float


@noun
class Wording:
    """Words that load or hold off what they name: "thugs", "so-called", a word set in quotation marks.

    `kind`: loaded, distancing or set_apart. `whose` is the voice whose words they are, the report's where
    nobody else's. They are shown as wording; they are no score of anybody.
    """

    start: int
    end: int
    text: str
    kind: str
    whose: Voice


@noun
class Attribution:
    """Source, cue, content: who says it, the word that says so, and what is said.

    `chain` is outermost first and element 0 is the report. `content` may have several spans.
    `quote`: direct, mixed, indirect, or inherited (a sentence that carries a voice on). `confidence` is the
    probability that source, cue and content are all right; `commitments` has one for each voice.
    """

    chain: tuple[Voice, ...]
    cue: tuple[int, int] | None
    act: Act
    content: tuple[tuple[int, int], ...] = ()
    quote: str = "indirect"
    negated: bool = False
    confidence: float | None = None
    commitments: tuple[Commitment, ...] = ()


@noun
class Analysis:
    """All layers over one report's text; what `extract` sees."""

    report: str
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    quantities: tuple[QuantityMention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    wordings: tuple[Wording, ...] = ()
    # When the report was published: an event that lasts "since Monday" lasts till then.
    published: TimeInterval | None = None
