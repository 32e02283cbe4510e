"""The kinds that join two records: DOMAIN vocabulary, relationship types."""

from sysmap.model.vocabulary.schema import Choice, Kind, Property, choices
from sysmap.model.vocabulary.shared import (
    BIODIVERSITY_KIND,
    CURRENCY,
    END,
    RELATIONSHIP_ENDS,
    RELATIONSHIP_PROPERTIES,
    START,
    UNITS_OF_PURCHASE,
)

POLARITIES = choices(
    Choice("+", "same way", ("same", "more", "positive", "plus", "adds to", "same direction", "same way", "s", "1")),
    Choice(
        "-",
        "opposite way",
        (
            "opposite",
            "less",
            "negative",
            "minus",
            "subtracts from",
            "opposite direction",
            "opposite way",
            "o",
            "-1",
            "\u2212",
            "\u2013",
        ),
    ),
    Choice("?", "unsure", ("unsure", "unknown", "uncertain", "depends", "either")),
)

STRENGTHS = choices(Choice("1", "weak"), Choice("2", "middling"), Choice("3", "strong"))

DELAYS = choices(Choice("none", "no delay"), "weeks", "months", "years")

BASES = choices(
    Choice("actual", synonyms=("outturn",)),
    "committed",
    "budget",
    "forecast",
    "estimate",
)
"""In the order in which a sum over years prefers them (DOMAIN 1.3)."""

MECHANISMS = choices(
    "grant",
    "contract",
    "block_contract",
    Choice("framework_calloff", "call-off from a framework"),
    "spot_purchase",
    Choice("pooled_s75", "pooled fund (section 75)"),
    Choice("transfer_s76_s256", "transfer (section 76 or 256)"),
    "internal_budget",
    "loan",
    "guarantee",
    "equity",
    "outcome_payment",
    "sale",
    "charge",
    "in_kind",
    "donation",
)

FLOW_ROLES = choices(
    Choice("source", "new to the map"),
    Choice("transfer", "passed on"),
    Choice("spend", "reaches a service"),
    "repayment",
)

COLLAB_LEVELS = choices(
    Choice("0", "no interaction"),
    Choice("1", "networking"),
    Choice("2", "cooperation"),
    Choice("3", "coordination"),
    Choice("4", "coalition"),
    Choice("5", "collaboration"),
)


def _joins(  # noqa: PLR0917 - one argument a column of the table below
    name: str,
    prefix: str,
    words: str,
    meaning: str,
    from_kinds: tuple[str, ...],
    to_kinds: tuple[str, ...],
    *properties: Property,
    room: bool = False,
    same_ends: bool = False,
) -> Kind:
    return Kind(
        name,
        "relationship",
        prefix,
        "relationships",
        words,
        words,
        meaning,
        (*RELATIONSHIP_ENDS, *properties, *RELATIONSHIP_PROPERTIES),
        room=room,
        from_kinds=from_kinds,
        to_kinds=to_kinds,
        same_ends=same_ends,
    )


_BODY = ("Organisation",)
_CAUSAL = ("Factor", "Service")
_OPERATIONAL = ("Service", "Organisation")

FUNDS = _joins(
    "FUNDS",
    "fun",
    "pays",
    "One flow of money in one financial year on one basis. Money sits here and nowhere else.",
    _BODY,
    _OPERATIONAL,
    Property("amount", "amount", "How much, in its currency, 0 or more."),
    CURRENCY,
    Property("period_start", "date", "First day it is for.", "from"),
    Property("period_end", "date", "Last day it is for.", "to"),
    Property("basis", "choice", "What the figure is; different bases in a year are never added.", allowed=BASES),
    Property("mechanism", "choice", "How the money moves.", "how it moves", MECHANISMS),
    Property(
        "flow_role", "choice", "Whether it is new, passed on, spent on a service or paid back.", "part", FLOW_ROLES
    ),
    Property("restriction", "text", "unrestricted, or restricted:purpose, or ringfenced:purpose.", "tied to"),
    Property(
        "capital_or_revenue", "choice", "Capital or revenue.", "capital or revenue", choices("capital", "revenue")
    ),
    Property("service_id", "ref", "The service it pays for.", "for", refers_to=("Service",), implies="PAYS_FOR"),
    Property(
        "agreement_id", "ref", "The agreement it flows under.", "under", refers_to=("Agreement",), implies="PAYS_UNDER"
    ),
    Property("unit_of_purchase", "choice", "What is bought.", "bought by the", UNITS_OF_PURCHASE),
    Property("unit_count", "amount", "How many units.", "units"),
    Property("unit_price", "amount", "Price of one unit, in its currency.", "unit price"),
    BIODIVERSITY_KIND,
    Property("vat", "choice", "Whether the figure includes VAT.", "VAT", choices("inclusive", "exclusive", "exempt")),
    Property("flow_id", "text", "Joins the years of one flow.", "flow"),
    room=True,
)

INFLUENCES = _joins(
    "INFLUENCES",
    "inf",
    "influences",
    "More of one means more or less of the other. Causal answers walk these links and no others.",
    _CAUSAL,
    _CAUSAL,
    Property("polarity", "choice", "Same way, opposite way, or unsure.", "which way", POLARITIES),
    Property("strength", "choice", "1 to 3; blank means not asked.", "how strong", STRENGTHS),
    Property("delay", "choice", "How long before it shows.", "how long", DELAYS),
    Property("attribution", "percent", "SROI: share due to others, used only when someone monetises."),
    Property("deadweight", "percent", "SROI: share that would have happened anyway."),
    Property("displacement", "percent", "SROI: share that only moved elsewhere."),
    Property("drop_off", "percent", "SROI: share that fades each year."),
    room=True,
)

RELATIONSHIP_KINDS = (
    FUNDS,
    _joins("DELIVERS", "del", "delivers", "Does the work of a service.", _BODY, ("Service",), room=True),
    _joins("COMMISSIONS", "com", "commissions", "Answers for what is bought.", _BODY, ("Service",), room=True),
    INFLUENCES,
    _joins(
        "DEPENDS_ON",
        "dep",
        "depends on",
        "Cannot work without: referrals, data, premises, staff. Not money.",
        _OPERATIONAL,
        _OPERATIONAL,
        Property("criticality", "choice", "How badly it is needed.", "how badly", choices("low", "medium", "high")),
        room=True,
    ),
    _joins(
        "WORKS_WITH",
        "wrk",
        "works with",
        "How closely the first body says it works with the second; two rows a pair.",
        _BODY,
        _BODY,
        Property(
            "collab_level",
            "choice",
            "Levels of Collaboration Scale 0 to 5 (Frey and others 2006), as the first body scores it.",
            "how closely",
            COLLAB_LEVELS,
        ),
        room=True,
    ),
    _joins("STEWARDS", "stw", "answers for", "Answers for a factor.", _BODY, ("Factor",)),
    _joins(
        "PART_OF",
        "prt",
        "is part of",
        "A unit in its organisation, a place in a wider place.",
        ("Organisation", "Place"),
        ("Organisation", "Place"),
        same_ends=True,
    ),
    _joins(
        "GOVERNS",
        "gov",
        "governs",
        "Has a say over another body.",
        _BODY,
        _BODY,
        Property("role_kind", "choice", "What say.", "how", choices("owns", "appoints_board", "hosts", "regulates")),
        Property("share_pct", "percent", "Share owned, in percent.", "share"),
    ),
    _joins(
        "HOLDS",
        "hld",
        "holds a post in",
        "A post held in a body.",
        ("Role",),
        _BODY,
        Property(
            "role_kind",
            "choice",
            "What sort of post.",
            "as",
            choices("post", "trustee", "director", "shareholder", "family_declared"),
        ),
        START,
        END,
    ),
    _joins(
        "PARTY_TO",
        "pty",
        "is party to",
        "Stands in an agreement.",
        _BODY,
        ("Agreement",),
        Property(
            "role_kind",
            "choice",
            "In what part.",
            "as",
            choices(
                "buyer",
                "supplier",
                "funder",
                "recipient",
                "host",
                "partner",
                "investor",
                "outcome_payer",
                "verifier",
            ),
        ),
    ),
    _joins("COVERS", "cov", "covers", "The service an agreement is for.", ("Agreement",), ("Service",)),
    _joins("IN_PLACE", "inp", "is in", "Where it happens.", ("Service", "Factor", "Organisation"), ("Place",)),
    _joins("ABOUT", "abt", "is about", "What a note is about.", ("Note",), ()),
)
