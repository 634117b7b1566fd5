"""The tables: columns for what is searched and joined, one JSON payload for the whole noun.

Reports, sightings and files come from reading; entities, claims, participants and fingerprints
are the machine layer, replaced report by report; actors, events, ties and copies are views,
replaced together; judgements and audit are only ever added to.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()

migrations = Table(
    "migrations", metadata, Column("name", String, primary_key=True), Column("at", String, nullable=False)
)

# Facts about the record itself: `views` names the method of the views, or "stale".
marks = Table(
    "marks", metadata, Column("name", String, primary_key=True), Column("value", String, nullable=False)
)

methods = Table(
    "methods", metadata, Column("id", String, primary_key=True), Column("payload", Text, nullable=False)
)

runs = Table(
    "runs",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("started", String, nullable=False),
    Column("ended", String),
    Column("methods", String, nullable=False),
    Column("summary", Text),
)

# One row for each content that a path has had; `particulars` is what the caller knew of it.
files = Table(
    "files",
    metadata,
    Column("path", String, primary_key=True),
    Column("sha256", String, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("method", String, nullable=False),
    Column("particulars", Text, nullable=False),
    Column("done", Boolean, nullable=False),
)

# Where a report was seen: the `ordinal`th report of a file. A report with no sighting is no more.
sightings = Table(
    "sightings",
    metadata,
    Column("file", String, primary_key=True),
    Column("sha256", String, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("report", String, nullable=False, index=True),
    Column("path", String, nullable=False),
    Column("richness", Integer, nullable=False),
    Column("payload", Text, nullable=False),
)

# `head_digest` changes with the particulars; `made_by` and `made_from` say what the machine
# layer was made by and from, so that a layer is known to be stale by comparing columns.
reports = Table(
    "reports",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String, nullable=False, unique=True),
    Column("sha256", String, nullable=False),
    Column("path", String, index=True),
    Column("title", String),
    Column("source", String, index=True),
    Column("published_start", String, index=True),
    Column("published_end", String),
    Column("language", String),
    Column("characters", Integer, nullable=False),
    Column("head_digest", String, nullable=False),
    Column("made_by", String),
    Column("made_from", String),
    Column("payload", Text, nullable=False),
    # Last, so that rows read without their text never load its pages.
    Column("text", Text, nullable=False),
)

entities = Table(
    "entities",
    metadata,
    Column("id", String, primary_key=True),
    Column("report", String, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("payload", Text, nullable=False),
)

# Columns show the claim as people's judgements leave it; `payload` is always the machine's
# reading and `judged` the edited one. `rejected` claims are in no view.
claims = Table(
    "claims",
    metadata,
    Column("id", String, primary_key=True),
    Column("report", String, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("event_type", String, nullable=False, index=True),
    Column("modality", String, nullable=False, index=True),
    Column("act", String, nullable=False),
    Column("voice", String, nullable=False, index=True),
    Column("place", String, index=True),
    Column("time_start", String, index=True),
    Column("time_end", String),
    Column("confidence", Float, nullable=False),
    Column("rejected", Boolean, nullable=False),
    Column("judged", Text),
    Column("payload", Text, nullable=False),
    # Lists count and group by these alone, without loading a payload.
    Index(
        "ix_claims_columns", "event_type", "modality", "voice", "place",
        "time_start", "time_end", "report", "start", "id", "rejected",
    ),
)  # fmt: skip

# Who takes part in a claim: role is actor, recipient or voice; `ordinal` keeps their order.
participants = Table(
    "participants",
    metadata,
    Column("claim", String, primary_key=True),
    Column("role", String, primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("report", String, nullable=False, index=True),
    Column("entity", String, index=True),
    Column("name", String, nullable=False),
    Index("ix_participants_name", "name", "role", "claim"),
)

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("report", String, primary_key=True),
    Column("payload", Text, nullable=False),
)

actors = Table(
    "actors",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("country", String),
    Column("mentions", Integer, nullable=False),
    Column("payload", Text, nullable=False),
)

entity_actors = Table(
    "entity_actors",
    metadata,
    Column("entity", String, primary_key=True),
    Column("actor", String, nullable=False, index=True),
)

events = Table(
    "events",
    metadata,
    Column("id", String, primary_key=True),
    Column("event_type", String, nullable=False, index=True),
    Column("title", String, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("disagreements", Integer, nullable=False, index=True),
    Column("time_start", String, index=True),
    Column("time_end", String),
    Column("place", String, index=True),
    Column("payload", Text, nullable=False),
)

event_claims = Table(
    "event_claims",
    metadata,
    Column("claim", String, primary_key=True),
    Column("event", String, primary_key=True),
    Index("ix_event_claims_event", "event"),
)

event_actors = Table(
    "event_actors",
    metadata,
    Column("event", String, primary_key=True),
    Column("role", String, primary_key=True),
    Column("actor", String, primary_key=True),
    Index("ix_event_actors_actor", "actor"),
)

# The narrow twin of events, made with them: all that lists, maps and timelines filter and count by.
# `happened` is whether any voice asserts it; `reported_start` and `_end` are its reports' dates.
event_facts = Table(
    "event_facts",
    metadata,
    Column("event", String, primary_key=True),
    Column("event_type", String, nullable=False),
    Column("title", String, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    Column("positions", Integer, nullable=False),
    Column("disagreements", Integer, nullable=False),
    Column("contested", Boolean, nullable=False),
    Column("happened", Boolean, nullable=False),
    Column("time_start", String),
    Column("time_end", String),
    Column("time_precision", String),
    Column("reported_start", String),
    Column("reported_end", String),
    Column("place", String, index=True),
    Column("place_precision", String),
    Column("country", String),
    Column("lat", Float),
    Column("lon", Float),
    Column("radius_km", Float),
    Column("killed_low", Integer),
    Column("killed_high", Integer),
)

# Which actors take part in a claim, or speak in it; made with the actors.
claim_actors = Table(
    "claim_actors",
    metadata,
    Column("actor", String, primary_key=True),
    Column("claim", String, primary_key=True),
    Column("role", String, primary_key=True),
    Index("ix_claim_actors_claim", "claim", "role", "actor"),
)

ties = Table(
    "ties",
    metadata,
    Column("id", String, primary_key=True),
    Column("a", String, nullable=False, index=True),
    Column("b", String, nullable=False, index=True),
    Column("sign", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("payload", Text, nullable=False),
)

copies = Table(
    "copies",
    metadata,
    Column("id", String, primary_key=True),
    Column("report", String, nullable=False, index=True),
    Column("original", String, nullable=False, index=True),
    Column("payload", Text, nullable=False),
)

# `owner` is what was being read when it went wrong (a file's path, a report's id): reading
# that again replaces its issues.
issues = Table(
    "issues",
    metadata,
    Column("id", String, primary_key=True),
    Column("owner", String, nullable=False, index=True),
    Column("level", String, nullable=False, index=True),
    Column("stage", String, nullable=False),
    Column("report", String, index=True),
    Column("payload", Text, nullable=False),
)

judgements = Table(
    "judgements",
    metadata,
    Column("id", String, primary_key=True),
    Column("left", String, nullable=False, index=True),
    Column("right", String, index=True),
    Column("verdict", String, nullable=False),
    Column("withdraws", String, index=True),
    Column("at", String, nullable=False),
    Column("payload", Text, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", String, nullable=False),
    Column("by", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("detail", Text, nullable=False),
)

# What replaces itself, in an order in which every row can go.
MACHINE_LAYER = (claims, participants, entities, fingerprints)
VIEWS = (event_facts, claim_actors, event_claims, event_actors, events, entity_actors, actors, ties, copies)
