"""The kinds that are neither drawn nor links: loops, measures, sources and what the tool keeps about the map.

A kind that comes later is one more entry here: stores, edits and formats take it from this table.
"""

from sysmap.model.vocabulary.schema import Choice, Kind, Property, choices
from sysmap.model.vocabulary.shared import (
    CONFIDENCE,
    CONFIRMED,
    CREATED_BY,
    CURRENCY,
    HOUSEKEEPING,
    NAME,
    NOTE,
    REVIEW,
    SCENARIO,
    SENSITIVITY,
    SOURCE,
    VALUE_DIMENSION,
)

MAP = Kind(
    "Map",
    "record",
    "map",
    "map",
    "about this map",
    "about this map",
    "What the map is called, what it is for and who answers for it. One row.",
    (
        NAME,
        Property("question", "text", "The question the map was made to answer."),
        Property("made_by", "text", "The post or group that made it; never a person's name."),
        Property("contact_role", "text", "The post to ask about it."),
        Property("date", "date", "The date it speaks of."),
        CURRENCY,
        Property("disclaimer", "long_text", "What a reader must know before quoting it."),
        Property("licence", "text", "The licence of what it holds."),
        NOTE,
        SENSITIVITY,
    ),
)

LOOP = Kind(
    "Loop",
    "record",
    "lop",
    "loops",
    "loop",
    "loops",
    "A named closed chain the group recognises. Its type is worked out from its links.",
    (
        NAME,
        Property(
            "type",
            "choice",
            "Worked out: feeds itself (R), keeps in check (B), or undetermined.",
            allowed=choices(
                Choice("R", "feeds itself", ("reinforcing",)),
                Choice("B", "keeps in check", ("balancing",)),
                Choice("undetermined", synonyms=("U", "?")),
            ),
            computed=True,
        ),
        Property(
            "element_ids",
            "refs",
            "The elements it passes through, in order.",
            "passes through",
            refers_to=("Factor", "Service"),
            implies="PASSES_THROUGH",
            column="node_ids",
        ),
        Property(
            "relationship_ids",
            "refs",
            "The links it follows: the first leaves the first element.",
            "follows",
            refers_to=("INFLUENCES",),
            column="edge_ids",
        ),
        Property("story", "long_text", "The loop told in two sentences."),
        Property("archetype", "text", "The pattern it is an instance of."),
        Property("where_to_intervene", "long_text", "Where it could be broken or fed.", "place to act"),
        Property("dominance", "choice", "How strongly it drives things.", allowed=choices("weak", "strong", "unknown")),
        Property("confirmed_in", "text", "The workshop that confirmed it."),
        *HOUSEKEEPING,
    ),
    room=True,
    named=True,
)

MEASURE = Kind(
    "Measure",
    "record",
    "mea",
    "measures",
    "measure",
    "measures",
    "A way of observing a factor.",
    (
        Property(
            "factor_id",
            "ref",
            "What it observes.",
            "observes",
            refers_to=("Factor", "Service", "Agreement"),
            implies="MEASURED_BY",
        ),
        NAME,
        Property("unit", "text", "The unit of its values."),
        Property("better", "choice", "Which way is better.", allowed=choices("higher", "lower")),
        VALUE_DIMENSION,
        Property("framework_ref", "text", "The framework it comes from.", "framework"),
        Property(
            "kpi_of_agreement",
            "refs",
            "The agreements it is an indicator of.",
            "indicator of",
            refers_to=("Agreement",),
            implies="MEASURED_BY",
        ),
        Property("collected_by", "ref", "The organisation that collects it.", refers_to=("Organisation",)),
        Property("frequency", "text", "How often it is collected."),
        Property("baseline_date", "date", "Date of the baseline."),
        Property("baseline_value", "number", "Baseline, in its unit."),
        Property("target_date", "date", "Date of the target."),
        Property("target_value", "number", "Target, in its unit."),
        Property("benchmark", "text", "What others reach."),
        Property("benchmark_source_id", "ref", "Where the benchmark comes from.", refers_to=("Source",)),
        *HOUSEKEEPING,
    ),
    named=True,
    standard="SROI, ASCOF and TOMs indicators",
)

OBSERVATION = Kind(
    "Observation",
    "record",
    "obs",
    "measures",
    "observation",
    "observations",
    "One value of a measure at one date.",
    (
        Property(
            "measure_id",
            "ref",
            "The measure observed.",
            refers_to=("Measure",),
            implies="OBSERVED",
            column="measure_id",
        ),
        Property("date", "date", "When it was so.", column="obs_date"),
        Property("value", "number", "The value, in the measure's unit.", column="obs_value"),
        Property(
            "basis",
            "choice",
            "How it is known.",
            allowed=choices("measured", "self_report", "estimate", "calculated"),
            column="obs_basis",
        ),
        Property("confidence", "choice", "How sure it is.", allowed=CONFIDENCE.allowed, column="obs_confidence"),
        Property("source_id", "ref", "Where it comes from.", refers_to=("Source",), column="obs_source_id"),
        Property("note", "long_text", "Anything worth knowing.", column="obs_note"),
        Property("sensitivity", "choice", "Who may see it.", allowed=SENSITIVITY.allowed, column="obs_sensitivity"),
        Property("scenario", "ref", SCENARIO.help, refers_to=("Scenario",), column="obs_scenario"),
    ),
    standard="OCDS metric observation",
)

SOURCE_KIND = Kind(
    "Source",
    "record",
    "src",
    "sources",
    "source",
    "sources",
    "Where a claim comes from.",
    (
        Property("publisher", "text", "Who published it."),
        Property("claim", "long_text", "What it says."),
        Property("url", "text", "Where it can be read."),
        Property("date", "date", "When it was published; a year or month will do."),
        Property("licence", "text", "The licence it is published under."),
        Property("file", "text", "The file that was read."),
        Property("sha256", "text", "The SHA-256 digest of that file, by which it is known again."),
        NOTE,
        SENSITIVITY,
        REVIEW,
    ),
    standard="W3C PROV",
)

POSITION = Kind(
    "Position",
    "record",
    "pos",
    "positions",
    "position",
    "positions",
    "Where somebody put an element on the picture.",
    (
        Property("element_id", "ref", "The element."),
        Property("view", "text", "The view it holds for; blank is the whole map."),
        Property("x", "number", "Distance from the left, in map units."),
        Property("y", "number", "Distance from the top, in map units."),
    ),
)

MERGE = Kind(
    "Merge",
    "record",
    "mrg",
    "merges",
    "merge",
    "merges",
    "What was joined into what, so that it can be split again and old ids still find their element.",
    (
        Property("kept_id", "ref", "The element that was kept."),
        Property("dropped_id", "text", "The id of the element that went into it."),
        Property("dropped", "long_text", "What was removed by it, the element first, as a JSON list of records."),
        Property("filled", "list", "Properties that the kept element took over from it."),
        Property("names", "list", "Names that the kept element took over from it as its aliases."),
        Property("sensitivity_before", "text", "Who could see the kept element before, where fewer may see it since."),
        Property(
            "moved",
            "list",
            "What was re-pointed: record id, property and, in a list, which item, with slashes between.",
        ),
    ),
)

TRANSACTION = Kind(
    "Transaction",
    "record",
    "txn",
    "transactions",
    "payment",
    "payments",
    "One payment behind a funding flow, as its file gave it.",
    (
        Property("funding_id", "ref", "The funding flow it is part of.", refers_to=("FUNDS",)),
        Property("date", "date", "When it was paid."),
        Property("amount", "number", "Net amount, in its currency; negative where money came back."),
        Property("reference", "text", "The payer's own number for it."),
        Property("payee", "text", "The payee as written."),
        Property("service_area", "text", "The service area as written."),
        Property("purpose", "text", "What it was for, as written."),
        Property("file", "text", "The file it came from."),
        Property("line", "number", "The line in that file."),
        NOTE,
        SOURCE,
        SENSITIVITY,
        CREATED_BY,
        CONFIRMED,
    ),
    bulk=True,
)

COMMENT = Kind(
    "Comment",
    "record",
    "cmt",
    "comments",
    "comment",
    "comments",
    "What a reader of a page or a summary sent back. Only the council sees it; it changes nothing until accepted.",
    (
        Property("about_id", "ref", "What it is about; blank is the whole map, or not found yet.", "about"),
        Property("about_kind", "text", "What sort of thing that was on the page.", "sort of thing"),
        Property("about_name", "text", "What that was called on the page.", "called there"),
        Property(
            "mark",
            "choice",
            "What the reader says of it.",
            allowed=choices(
                Choice("wrong", synonyms=("no", "incorrect")),
                "missing",
                Choice("agreed", synonyms=("agree", "right", "yes", "ok")),
            ),
        ),
        Property("text", "long_text", "The reader's own words.", "words"),
        Property("property", "text", "The value that is wrong, or the sort of thing that is missing.", "what"),
        Property("value", "long_text", "What it should say, or what is missing is called.", "should say"),
        Property("role", "text", "In what role the reader speaks; never a person's name.", "who"),
        Property("date", "date", "The day it was written.", "when"),
        Property("moment", "text", "The mark of the moment of this map that the reader saw.", "page of moment"),
        Property(
            "status", "choice", "What the maker did with it; blank is open.", allowed=choices("accepted", "rejected")
        ),
    ),
)

SHARE_PROFILE = Kind(
    "ShareProfile",
    "record",
    "shp",
    "share_profiles",
    "share profile",
    "share profiles",
    "What a share for somebody leaves out, bands or blurs. It never leaves with one.",
    (
        NAME,
        Property("text", "long_text", "The profile: a small text in TOML (docs/sharing.md)."),
        NOTE,
    ),
    named=True,
)

RECORD_KINDS = (MAP, LOOP, MEASURE, OBSERVATION, SOURCE_KIND, POSITION, MERGE, TRANSACTION, COMMENT, SHARE_PROFILE)
