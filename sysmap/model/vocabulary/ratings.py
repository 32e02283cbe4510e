"""Judgements of several raters on where an intervention takes hold: kept apart, so that they can be compared."""

from sysmap.model.vocabulary.schema import Choice, Kind, Property, choices
from sysmap.model.vocabulary.shared import CREATED_BY, NOTE

MEADOWS_PLACES = choices(
    Choice("12", "12 numbers: rates, sizes, standards", ("numbers", "parameters")),
    Choice("11", "11 buffers: how large stores are against their flows", ("buffers",)),
    Choice("10", "10 layout: what is joined to what, and how it ages", ("layout", "stocks and flows", "structure")),
    Choice("9", "9 delays: how late things show", ("delays",)),
    Choice("8", "8 loops that keep in check: how strong", ("balancing loops", "balancing feedback")),
    Choice("7", "7 loops that feed themselves: how strong", ("reinforcing loops", "reinforcing feedback")),
    Choice("6", "6 information: who gets to know what", ("information", "information flows")),
    Choice("5", "5 rules: incentives, limits, penalties", ("rules",)),
    Choice("4", "4 self-organisation: who may change the structure", ("self-organisation", "self-organization")),
    Choice("3", "3 goals: what it is for", ("goals", "goal")),
    Choice("2", "2 paradigm: what everybody takes for granted", ("paradigm", "mindset")),
    Choice("1", "1 standing above paradigms", ("transcending paradigms",)),
)
"""Meadows 1999, Leverage Points; the lower the number, the deeper."""

RATING = Kind(
    "Rating",
    "record",
    "rat",
    "ratings",
    "rating",
    "ratings",
    "Where an intervention takes hold among Meadows's twelve places, as one rater judges it. Only the council sees it.",
    (
        Property("intervention", "text", "What would be done, in the same words for every rater."),
        Property("level", "choice", "Where it takes hold: 12 the shallowest, 1 the deepest.", "place", MEADOWS_PLACES),
        Property("rater", "text", "In what role or as which of several raters; never a person's name."),
        Property(
            "about_id",
            "ref",
            "The element or loop it acts on; blank where the words say it.",
            "acts on",
            refers_to=("Factor", "Service", "Loop"),
            implies="RATES",
        ),
        Property("date", "date", "When it was judged."),
        NOTE,
        CREATED_BY,
    ),
)
