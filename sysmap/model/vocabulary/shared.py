"""Properties and allowed values that several kinds share."""

from sysmap.model.vocabulary.schema import Choice, Property, choices

SENSITIVITIES = choices(
    Choice("public", "anyone may see it"),
    Choice("partner", "partners may see it"),
    Choice("internal", "only the council may see it", ("council", "private")),
)

CONFIDENCES = choices("high", "medium", "low", Choice("contested", "people disagree", ("disputed",)))

YES_NO = choices(Choice("yes", synonyms=("y", "true", "1")), Choice("no", synonyms=("n", "false", "0")))

SCENARIO_ACTIONS = choices(
    Choice("add", "added in this scenario"),
    Choice("change", "changed in this scenario"),
    Choice("remove", "removed in this scenario"),
)

CONTROLS = choices(
    Choice("ours", "ours to change"),
    Choice("shared", "shared with others"),
    Choice("theirs", "others decide"),
    Choice("none", "nobody on this map decides"),
)

SYSTEM_LEVELS = choices("household", "service", "organisation", "place", "local_system", "regional", "national")

VALUE_DIMENSIONS = choices("economic", "social", "environmental")

STATUSES = choices("live", "pilot", "planned", "ending", "ended")

UNITS_OF_PURCHASE = choices(
    "hour",
    "bed_week",
    "package",
    "episode",
    "place",
    "session",
    "adaptation",
    "household",
    "household_night",
    "participant",
    "outcome",
    "biodiversity_unit",
    "none",
)

BIODIVERSITY_KIND = Property(
    "biodiversity_kind",
    "choice",
    "Which units of the statutory biodiversity metric are meant; the three never add.",
    "kind of biodiversity unit",
    choices(
        Choice("area_habitat", "area habitat units"),
        Choice("hedgerow", "hedgerow units"),
        Choice("watercourse", "watercourse units"),
    ),
)

NOTE = Property("note", "long_text", "Anything worth knowing, in your own words.")
CONFIDENCE = Property(
    "confidence", "choice", "How sure the group is; contested keeps both sides.", "how sure", CONFIDENCES
)
SOURCE = Property("source_id", "ref", "Where the claim comes from.", "source", refers_to=("Source",), implies="CITES")
REVIEW = Property("review_date", "date", "When this should be looked at again.", "look again by")
SENSITIVITY = Property("sensitivity", "choice", "Who may see it.", "who may see it", SENSITIVITIES)
SCENARIO = Property(
    "scenario",
    "ref",
    "The scenario this row belongs to; blank is the base map.",
    refers_to=("Scenario",),
    implies="IN_SCENARIO",
)
SCENARIO_ACTION = Property(
    "scenario_action", "choice", "What the scenario does with it; blank means add.", allowed=SCENARIO_ACTIONS
)
SCENARIO_TARGET = Property(
    "scenario_target", "ref", "What a change or removal in a scenario acts on.", "acts on", implies="ACTS_ON"
)
CONTROL = Property("control", "choice", "Who decides how much of it there is.", "who decides", CONTROLS)
SYSTEM_LEVEL = Property("system_level", "choice", "How wide it reaches.", "reach", SYSTEM_LEVELS)
VALUE_DIMENSION = Property(
    "value_dimension",
    "choice",
    "Which kind of value it is: the three words of the Public Services (Social Value) Act 2012.",
    "kind of value",
    VALUE_DIMENSIONS,
)
CURRENCY = Property("currency", "text", "ISO 4217 code; blank is GBP.")
START = Property("start_date", "date", "When it starts.", "starts")
END = Property("end_date", "date", "When it ends.", "ends")

HOUSEKEEPING = (NOTE, CONFIDENCE, SOURCE, REVIEW, SENSITIVITY, SCENARIO, SCENARIO_ACTION, SCENARIO_TARGET)

NAME = Property("name", "text", "What people call it, 140 characters at most.")
ALIASES = Property("aliases", "list", "Other names for the same thing.", "also called")
CREATED_BY = Property("created_by", "text", "The workshop or import it came from; never a participant's name.")
CONFIRMED = Property(
    "confirmed", "choice", "No for what an import brought and nobody has looked at yet.", allowed=YES_NO
)

ELEMENT_PROPERTIES = (NAME, ALIASES, CREATED_BY, CONFIRMED, *HOUSEKEEPING)

FROM = Property("from_id", "ref", "Where it starts.", "from")
TO = Property("to_id", "ref", "Where it leads.", "to")
EVIDENCE = Property(
    "evidence_type",
    "choice",
    "What the claim rests on.",
    "rests on",
    choices("measured", "published", "estimate", Choice("workshop_opinion", "opinion in the room"), "assumption"),
)
EVIDENCE_LEVEL = Property(
    "evidence_level",
    "choice",
    "Nesta Standards of Evidence level, for interventions only.",
    allowed=choices("1", "2", "3", "4", "5"),
)

RELATIONSHIP_ENDS = (FROM, TO)
RELATIONSHIP_PROPERTIES = (EVIDENCE, EVIDENCE_LEVEL, CREATED_BY, CONFIRMED, *HOUSEKEEPING)
