"""The twenty rules, declared in one table (DOMAIN section 3)."""

from collections.abc import Mapping

from sysmap.analysis.guardrails import awards, contracts, markets, outcomes, sides, spend
from sysmap.analysis.guardrails.asking import Rule

_ACT = "agreements under the Procurement Act 2023"

_TABLE = (
    Rule(
        "G01",
        "roles on both sides",
        "One body pays another, and one post is held in the groups of both, or one of them governs the other."
        " High where no record of conflicts of interest is held, medium where one is, for information where the payer"
        " owns who it pays.",
        "Procurement Act 2023 sections 81 to 83; matching of payroll and creditors in the National Fraud Initiative",
        "Councillors that a council sends to boards; owned companies (vertical arrangements, Schedule 2 of the Act);"
        " pooled funds.",
        "payments between bodies, and the posts held in them or who governs whom",
        sides.both_sides,
    ),
    Rule(
        "G02",
        "conflicts of interest not assessed",
        "An agreement under the Act that reaches its threshold has no date of a conflicts assessment, or one later than"
        " its tender or transparency notice where the map holds that day.",
        "Procurement Act 2023 sections 81 to 83: before the notice, and kept under review",
        "Grants, contracts under the old law, exempt contracts.",
        _ACT,
        awards.conflicts,
    ),
    Rule(
        "G03",
        "large spend without an agreement",
        "What an organisation of ours pays in a year by contract reaches the threshold for goods and services, and no"
        " agreement is recorded. Low up to the light touch threshold, medium above it, for information where we own"
        " who is paid.",
        "thresholds of the Procurement Act 2023",
        "The map is simply not complete; letting of land; placements that people chose themselves.",
        "payments by contract from an organisation of ours",
        spend.no_agreement,
    ),
    Rule(
        "G04",
        "direct award not explained",
        "An agreement under the Act that reaches its threshold was awarded directly, with no ground or no transparency"
        " notice (UK5).",
        "Procurement Act 2023 sections 41 to 44 and Schedule 5",
        "Contracts that users chose; awards below the threshold; health awards under the Provider Selection Regime,"
        " which use other notices.",
        "direct awards under the Procurement Act 2023",
        awards.unexplained,
    ),
    Rule(
        "G05",
        "repeated direct awards",
        "One buyer made two or more direct awards to one supplier within 24 months.",
        "default of this tool, after the red flags of the Open Contracting Partnership",
        "One provider that the law names; specialist placements.",
        "agreements",
        awards.repeated,
    ),
    Rule(
        "G06",
        "value grew",
        "An agreement under the Act is worth over 10% more than at award (works 15%): low. Over 50% more: high, but"
        " medium for light touch, which may be changed freely and needs no change notice.",
        "Procurement Act 2023 sections 74 and 75, Schedule 8 paragraphs 4 and 5",
        "Indexation; options in the notice. The cap of 50% is for each change and not for all of them together, so that"
        " growth since award is a prompt and no more.",
        _ACT + " with their value at award and now",
        contracts.value_growth,
    ),
    Rule(
        "G07",
        "term grew",
        "An agreement under the Act runs over 10% longer than at award: high, low for light touch.",
        "Procurement Act 2023 section 74(3)",
        "Options to extend that were priced at award.",
        _ACT + " with their term at award and now",
        contracts.term_growth,
    ),
    Rule(
        "G08",
        "few indicators",
        "An agreement under the Act worth over 5 million sets fewer than three performance indicators: high; for"
        " information where section 52 does not apply.",
        "Procurement Act 2023 section 52",
        "Section 52 does not cover light touch, frameworks, concessions or private utilities. Most social care is light"
        " touch.",
        _ACT,
        contracts.few_indicators,
    ),
    Rule(
        "G09",
        "performance not reviewed",
        "An agreement under the Act worth over 5 million has run for over 12 months, and in the last 12 there is"
        " neither a value of one of its indicators nor a review: medium where section 52 applies, else low.",
        "Procurement Act 2023 section 71 and notice UK9",
        "It was reviewed, and the map does not say so.",
        "live " + _ACT,
        contracts.no_review,
    ),
    Rule(
        "G10",
        "single bid",
        "One bid came in though the procedure was competitive.",
        "Open Contracting Partnership, Cardinal, R018",
        "A thin rural or specialist market; the market was talked to first.",
        "agreements awarded in competition",
        awards.single_bid,
    ),
    Rule(
        "G11",
        "few suppliers",
        "For a service with spend of at least 1 million a year: the sum of squared shares of suppliers is over 1,000,"
        " or one has over 60%. Payees that are not known count as nobody, so that the sum is “at least”. High over 60%,"
        " medium else, for information in house.",
        "bands of the UK merger guidelines of 2010, which the CMA dropped in 2021 (CMA129): descriptive only",
        "Work in house; one lot by design; local need.",
        "services with spend of at least 1 million a year whose suppliers are mapped",
        markets.concentration,
    ),
    Rule(
        "G12",
        "dependent on one funder",
        "The largest funder pays 50% of a body's income a year or more: low; 70% or more: medium; for information where"
        " the funder owns it.",
        "default of this tool; Care Act 2014 section 5, the duty to shape the market",
        "The year of the income is another one; an owned company.",
        "bodies that are paid and whose income a year is known",
        markets.dependence,
    ),
    Rule(
        "G13",
        "several similar awards",
        "Three or more agreements of one buyer with one supplier in one CPV group within 12 months, each under the"
        " threshold and together over it.",
        "Procurement Act 2023 section 4 and Schedule 3",
        "Lots; emergencies; budgets that schools hold themselves.",
        _ACT + " with buyer, supplier and CPV code",
        awards.similar,
    ),
    Rule(
        "G14",
        "public help to one enterprise",
        "Grants, help in kind and loans from public bodies to one group of enterprises, on the best basis of each year,"
        " come to over 315,000 in this and the two financial years before, with no subsidy assessment.",
        "Subsidy Control Act 2022 section 36",
        "The body is no enterprise; limits for services of public economic interest; a contract won in the open.",
        "grants, help in kind or loans from public bodies to others",
        markets.subsidies,
    ),
    Rule(
        "G15",
        "money that returns",
        "Money goes round among 2 to 4 bodies in one financial year, with over 10,000 on every step; for information"
        " where a step is a pooled fund or an internal budget.",
        "default of this tool",
        "Pooled budgets and recharges.",
        "payments between bodies",
        spend.circular,
    ),
    Rule(
        "G16",
        "restricted money off its purpose",
        "Where money tied to a purpose is mapped coming in for a year and basis: more of it goes out than came in, or"
        " it goes to a service that is not marked for the purpose.",
        "conditions of grants (Local Government Act 2003 section 31)",
        "Marks are missing; money carried forward from the year before.",
        "money tied to one purpose that comes in and goes out",
        spend.off_purpose,
    ),
    Rule(
        "G17",
        "who checks the result?",
        "Who collects a measure delivers a service with a link straight to what it measures, or is paid under the"
        " agreement that it is an indicator of. High where payment depends on it, medium where it is an indicator,"
        " else low.",
        "default of this tool, after practice in outcomes contracts",
        "Returns that the law requires and auditors check.",
        "measures that say who collects them",
        sides.own_homework,
    ),
    Rule(
        "G18",
        "pilot without an end",
        "A pilot has no day to learn by, no rule for the decision, or its day is past: medium. An agreement awarded as"
        " a prototype runs over 24 months: low.",
        "Procurement Act 2023 Schedule 5 paragraph 2: testing and development, not supply at scale; 24 months is a"
        " default of this tool",
        "Pilots whose outcomes take long.",
        "services that say whether they are pilots",
        contracts.endless_pilot,
    ),
    Rule(
        "G19",
        "price out of line",
        "A unit price lies more than 15% from a reference price of its day.",
        "reference prices in the file of limits, each with its source",
        "A sector body's price is advocacy as well as arithmetic; block contracts and travel.",
        "unit prices of services that a reference price is known for",
        spend.price,
    ),
    Rule(
        "G20",
        "result not yet recorded",
        "An outcome has no measure; a measure has had no value for 12 months; spend on a service has no stated path of"
        " three steps or fewer to a better outcome.",
        "what this map is for",
        "Safety services that the law requires and whose outcome nobody drew.",
        "outcomes, measures, or services with spend",
        outcomes.no_meaning,
    ),
)

RULES: Mapping[str, Rule] = {rule.id: rule for rule in _TABLE}
"""Every rule by its id, in order."""
