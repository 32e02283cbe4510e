"""The kinds that are drawn or named on a map: DOMAIN vocabulary, node types."""

from sysmap.model.vocabulary.schema import Choice, Kind, Property, choices
from sysmap.model.vocabulary.shared import (
    CONTROL,
    CURRENCY,
    ELEMENT_PROPERTIES,
    END,
    START,
    STATUSES,
    SYSTEM_LEVEL,
    UNITS_OF_PURCHASE,
    VALUE_DIMENSION,
    YES_NO,
)

SECTORS = choices(
    "local_government",
    Choice("nhs", "NHS"),
    "central_government",
    Choice("vcfse", "voluntary and community sector"),
    "private",
    "housing",
    "education",
    Choice("justice_police_fire", "justice, police and fire"),
    "finance",
    "residents",
)

ORGANISATION_KINDS = choices(
    "unitary_council",
    "county",
    "district",
    "combined_authority",
    "unit",
    Choice("icb", "integrated care board"),
    Choice("nhs_trust", "NHS trust"),
    "government_department",
    Choice("council_owned_company", "council-owned company"),
    "company",
    "charity",
    Choice("cic", "community interest company"),
    "housing_association",
    "social_investor",
    "market_group",
    "community",
    "partnership_board",
    "other",
)

ORGANISATION = Kind(
    "Organisation",
    "element",
    "org",
    "nodes",
    "organisation",
    "organisations",
    "A body, unit, informal group or market group that decides, pays, delivers or lives with the result.",
    (
        Property("kind", "choice", "What sort of body it is.", "sort", ORGANISATION_KINDS),
        Property("sector", "choice", "The part of public life it belongs to.", allowed=SECTORS),
        SYSTEM_LEVEL,
        CONTROL,
        Property("org_id", "text", "Identifier with its scheme: GB-CHC-, GB-COH-, GB-LAE-.", "official number"),
        Property("annual_income", "amount", "Income in a year, in its currency.", "income a year"),
        Property("annual_income_year", "text", "The financial year of that income, such as 2025-26.", "income year"),
        CURRENCY,
        *ELEMENT_PROPERTIES,
    ),
    room=True,
    named=True,
    standard="W3C ORG Organization; org-id.guide identifiers",
)

PREVENTION_TIERS = choices(
    Choice("primary", "primary: stops need arising"),
    Choice("secondary", "secondary: acts early on signs"),
    Choice("tertiary", "tertiary: limits harm and restores"),
    Choice("acute", "crisis or immediate need"),
    "unclassified",
)

SERVICE = Kind(
    "Service",
    "element",
    "srv",
    "nodes",
    "service",
    "services",
    "Something done with or for people, pilots and access control included. Read causally as how much of it there is.",
    (
        Property(
            "kind",
            "choice",
            "What sort of service it is.",
            "sort",
            choices("service", Choice("access_control", "deciding who gets what", ("rationing",)), "infrastructure"),
        ),
        Property(
            "prevention_tier",
            "choice",
            "A local judgement, with a note, of whether it stops need or meets it.",
            "prevention or crisis",
            PREVENTION_TIERS,
        ),
        SYSTEM_LEVEL,
        CONTROL,
        Property("unit_of_purchase", "choice", "What is bought.", "bought by the", UNITS_OF_PURCHASE),
        Property(
            "statutory", "choice", "Whether the law requires it.", "required by law", choices(*YES_NO, Choice("part"))
        ),
        Property("light_touch", "choice", "Light touch under the Procurement Act; blank is unknown.", allowed=YES_NO),
        Property("status", "choice", "Where it is in its life.", allowed=STATUSES),
        Property("learn_by", "date", "When a pilot must have taught what it set out to.", "learn by"),
        Property("decision_rule", "long_text", "What will decide between scale, stop and redesign.", "decision rule"),
        Property(
            "purposes", "list", "Purposes of restricted money that may pay for it, as FUNDS names them.", "paid for"
        ),
        Property(
            "viability_floor",
            "percent",
            "Share of present funding, in percent, below which it stops; blank is unknown.",
            "least it can run on",
        ),
        *ELEMENT_PROPERTIES,
    ),
    room=True,
    named=True,
    standard="Open Referral UK service",
)

FACTOR = Kind(
    "Factor",
    "element",
    "fac",
    "nodes",
    "factor",
    "factors",
    "Something that can rise or fall, worded so that more of it makes sense. With outcome=yes it is an outcome.",
    (
        Property(
            "kind",
            "choice",
            "What sort of factor it is.",
            "sort",
            choices("driver", "resource", "stock", "context", "outcome"),
        ),
        Property("outcome", "choice", "Whether it is an outcome people want.", allowed=YES_NO),
        Property(
            "desired_direction", "choice", "Which way people want it to go.", "wanted", choices("up", "down", "none")
        ),
        SYSTEM_LEVEL,
        CONTROL,
        Property("vulnerable", "choice", "Whether it could easily be lost.", "fragile", YES_NO),
        VALUE_DIMENSION,
        Property("value_theme", "text", "A code of your own: National TOMs, ASCOF, local.", "value theme"),
        *ELEMENT_PROPERTIES,
    ),
    room=True,
    named=True,
    standard="PSM factor; system dynamics variable; theory-of-change outcome",
)

AGREEMENT = Kind(
    "Agreement",
    "element",
    "agr",
    "nodes",
    "agreement",
    "agreements",
    "The instrument money flows under: a contract, grant, pooled fund or loan.",
    (
        Property(
            "kind",
            "choice",
            "What sort of agreement it is.",
            "sort",
            choices(
                "contract",
                "block_contract",
                "framework",
                "dynamic_market",
                "grant_agreement",
                Choice("pooled_s75", "pooled fund (section 75)"),
                "loan_agreement",
                "outcomes_contract",
                "sla",
                "memorandum",
            ),
        ),
        Property(
            "regime", "choice", "The law it was made under.", allowed=choices("PA2023", "PCR2015", "PSR2023", "none")
        ),
        Property(
            "procedure",
            "choice",
            "How it was awarded.",
            allowed=choices(
                "open",
                "competitive_flexible",
                "direct_award",
                "below_threshold",
                "framework_calloff",
                "grant",
                "not_procurement",
            ),
        ),
        Property("category", "choice", "What is bought.", allowed=choices("goods", "services", "works", "concession")),
        Property("light_touch", "choice", "Light touch under the Procurement Act; blank is unknown.", allowed=YES_NO),
        Property("cpv", "text", "Common Procurement Vocabulary code."),
        Property("notices", "list", "Notices published, UK1 to UK17."),
        Property("ocid", "text", "Open Contracting identifier."),
        Property("reference", "text", "Its number in the list it was published in.", "reference"),
        Property("original_value", "amount", "Value at award, in its currency.", "value at award"),
        Property("current_value", "amount", "Value now, in its currency.", "value now"),
        CURRENCY,
        Property("vat", "choice", "Whether values include VAT.", allowed=choices("inclusive", "exclusive", "exempt")),
        START,
        END,
        Property("original_term_months", "amount", "Length at award, in months.", "months at award"),
        Property("current_term_months", "amount", "Length now, in months.", "months now"),
        Property("break_dates", "list", "Dates on which it can be ended early."),
        Property("notice_months", "amount", "Months of notice that ending or changing it takes.", "months of notice"),
        Property("kpi_count", "amount", "How many performance indicators it sets.", "indicators"),
        Property("bids_received", "amount", "How many bids came in."),
        Property("direct_award_ground", "text", "The ground in law for awarding it directly."),
        Property("conflicts_assessment_date", "date", "When conflicts of interest were assessed."),
        Property("last_conflicts_check", "date", "When conflicts of interest were last looked at."),
        Property("subsidy_assessment_date", "date", "When subsidy control was assessed."),
        Property("last_performance_review", "date", "When performance was last reviewed."),
        Property("status", "choice", "Where it is in its life.", allowed=STATUSES),
        *ELEMENT_PROPERTIES,
    ),
    named=True,
    standard="OCDS contract and award; 360Giving grant; Procurement Act notices",
)

ROLE = Kind(
    "Role",
    "element",
    "rol",
    "nodes",
    "role",
    "roles",
    "A post that can hold interests. Never a person's name.",
    (Property("kind", "text", "What sort of post it is.", "sort"), *ELEMENT_PROPERTIES),
    named=True,
    standard="W3C ORG Post",
)

PLACE = Kind(
    "Place",
    "element",
    "plc",
    "nodes",
    "place",
    "places",
    "An area.",
    (
        Property("kind", "text", "What sort of area it is.", "sort"),
        Property("gss_code", "text", "ONS code of the area.", "ONS code"),
        *ELEMENT_PROPERTIES,
    ),
    named=True,
    standard="ONS GSS codes",
)

SCENARIO_KIND = Kind(
    "Scenario",
    "element",
    "scn",
    "nodes",
    "scenario",
    "scenarios",
    "A named set of additions, changes and removals over the base map.",
    (
        Property("kind", "choice", "What it is for.", "sort", choices("pilot_branch", "what_if", "future")),
        Property("status", "choice", "Where it is in its life.", allowed=STATUSES),
        START,
        END,
        *ELEMENT_PROPERTIES,
    ),
    named=True,
)

NOTE_KIND = Kind(
    "Note",
    "element",
    "not",
    "nodes",
    "note",
    "notes",
    "Something learnt, assumed, asked, parked, decided or disagreed on.",
    (
        Property(
            "kind",
            "choice",
            "What sort of note it is.",
            "sort",
            choices("learning", "assumption", "question", "parking_lot", "decision", "disagreement"),
        ),
        Property("text", "long_text", "What it says."),
        Property("date", "date", "When it was made."),
        Property("expected", "long_text", "Of something learnt: what was expected.", "what was expected"),
        Property("happened", "long_text", "Of something learnt: what happened.", "what happened"),
        Property("next_time", "long_text", "Of something learnt: what to do or buy differently.", "next time"),
        Property("due_date", "date", "Of something learnt or decided: by when.", "by when"),
        Property("session", "text", "The workshop it was made in."),
        *ELEMENT_PROPERTIES,
    ),
)

ELEMENT_KINDS = (ORGANISATION, SERVICE, FACTOR, AGREEMENT, ROLE, PLACE, SCENARIO_KIND, NOTE_KIND)
