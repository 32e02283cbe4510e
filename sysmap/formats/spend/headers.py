"""What the headings of spend files mean: words to roles, with the misspellings and abbreviations that councils use."""

import re
from functools import cache

_WORDS = """
account accounting activity amount authority beneficiary body business capital category centre classification clearing
company contractor cost council creation creditor date department description detail details directorate distribution
division document effective entry exclusive excluding expenditure expense fiscal gross group identifier inclusive
including internal invoice irrecoverable label level line local merchant name narrative nett number organisation
organisational payee payment portfolio posting procurement provider purchase purpose recipient recoverable reference
responsible revenue section service spend subjective supplier team total transaction unit value vendor voucher currency
"""
_CORRECT = frozenset(_WORDS.split())
_SAME = {
    "nett": "net",
    "organization": "organisation",
    "organizational": "organisational",
    "org": "organisation",
    "dept": "department",
    "directorates": "directorate",
    "center": "centre",
    "desc": "description",
    "num": "number",
    "no": "number",
    "amt": "amount",
    "trans": "transaction",
    "doc": "document",
    "ref": "reference",
    "exc": "excluding",
    "excl": "excluding",
    "ex": "excluding",
    "excludes": "excluding",
    "exclusive": "excluding",
    "inc": "including",
    "incl": "including",
    "inclusive": "including",
    "subj": "subjective",
    "suppliers": "supplier",
    "payees": "payee",
    "beneficiaries": "beneficiary",
    "vendors": "vendor",
    "amounts": "amount",
}

_PARTY = r"(?:supplier|beneficiary|payee|vendor|creditor|merchant|recipient|provider|contractor)"
_AMOUNT = (
    r"^(?:(?:sum of|payment|paid|invoice|transaction|line|distribution|expenditure) )*"
    r"(?:amount|value)(?: (?:gbp|paid|in gbp|in sterling))*$"
)
_BODY = r"(?:body|organisation|authority|council)"

# A heading has the role of the first rule that fits it; the score says how surely. Order matters: "Supplier ID" must be
# turned away before "Supplier" is looked for, and "Irrecoverable VAT Amount" before "Amount".
_RULES: tuple[tuple[str, int, str], ...] = (
    ("", 0, r"\bvat (?:reg|registration|number|code)\b|\b(?:company|charity) (?:reg|registration|number)"),
    ("", 0, r"post ?code|address"),
    ("currency", 100, r"\bcurrency(?: (?:code|name))?$"),
    ("amount", 100, r"\bnet of (?:vat|tax)\b|\bexcluding(?: of)? (?:vat|tax)\b"),
    ("gross", 100, r"\bgross\b|\bincluding(?: of)? (?:vat|tax)\b"),
    ("vat", 100, r"\b(?:irrecoverable|unrecoverable|recoverable)\b|^(?:vat|tax)(?: (?:amount|value|total|gbp))*$"),
    ("date", 100, r"\b(?:payment|paid|pay) date\b|\bdate (?:of payment|paid)\b"),
    ("date", 95, r"\btransaction date\b|\bdate of transaction\b"),
    ("date", 90, r"^date$"),
    ("date", 85, r"\b(?:posting|posted|clearing|entry|input|fiscal|accounting)\b.*\bdate\b"),
    ("date", 70, r"\binvoice\b.*\bdate\b"),
    ("date", 50, r"\bdate\b"),
    ("amount", 100, r"\bnet\b"),
    ("amount", 90, _AMOUNT),
    ("purpose", 40, r"\bmerchant category\b"),
    ("", 0, rf"\b{_PARTY}\b.*\b(?:id|number|code|type|category|reg|vat|class|status|reference)\b"),
    ("payee", 105, rf"^final {_PARTY}\b"),
    ("payee", 100, rf"\b{_PARTY}\b.*\bname\b|\bname of {_PARTY}\b"),
    ("payee", 95, rf"\b{_PARTY}\b"),
    ("payee", 70, r"^(?:company|trading) name$|^paid to\b"),
    ("reference", 100, r"\btransaction (?:number|id|reference)\b"),
    ("reference", 90, r"\b(?:document|payment|voucher) (?:number|id|reference)\b|^unique identifier$"),
    ("reference", 70, r"\b(?:invoice|reference|order|internal)\b.*\b(?:number|id|reference)\b|^(?:reference|urn)$"),
    ("department", 100, r"\bdirectorate\b|\bdepartment\b|\borganisational unit\b"),
    ("department", 80, r"\bportfolio\b|\bservice group\b|\bbusiness unit\b"),
    ("payer", 100, rf"\b{_BODY}\b.*\b(?:name|label)\b|\bname of {_BODY}\b"),
    ("payer", 80, rf"^(?:local )?{_BODY}$|^payer$"),
    ("capital_or_revenue", 100, r"\bcapital\b.*\brevenue\b|\brevenue\b.*\bcapital\b"),
    ("service", 100, r"^service (?:area|division|label|category|code t)\b|\bservice area\b"),
    ("service", 95, r"^service$|^service (?:name|description)$"),
    ("service", 90, r"^division\b"),
    ("service", 85, r"^expense area$|^responsible unit$"),
    ("service", 60, r"^section$|^team$|^cost centre\b"),
    ("purpose", 100, r"\bpurpose\b"),
    ("purpose", 90, r"^(?:expense|expenditure|spend) type$|^subjective\b"),
    ("purpose", 80, r"^expenditure (?:category|code)\b|^account(?: (?:name|description))?$"),
    ("purpose", 65, r"\bnarrative\b|\bdescription\b|^activity$|^details?$"),
    ("purpose", 60, r"\bcategory\b"),
    ("amount", 80, r"^amount\b|\bamount$|\bvalue$|^spend$|^expenditure$"),
    ("amount", 60, r"^(?:grand )?total$|^total (?:spend|paid|payments|amount|value|expenditure)$"),
    ("amount", 60, r"^cost$|^paid$|^payment$"),
    ("payee", 50, r"^name$"),
)  # fmt: skip
_COMPILED = tuple((role, score, re.compile(pattern)) for role, score, pattern in _RULES)


@cache
def find_role(header: str) -> tuple[str, int]:
    """Say what a heading seems to mean.

    Parameters
    ----------
    header : str
        As it stands in the file.

    Returns
    -------
    tuple of str and int
        Role ("" for none) and how surely, up to 105.
    """
    words = normalise_header(header)
    for role, score, pattern in _COMPILED:
        if pattern.search(words):
            return role, score
    return "", 0


@cache
def normalise_header(header: str) -> str:
    """Lower a heading, part its words, spell abbreviations out and right small misspellings.

    >>> normalise_header("SumOfAmount_Exc_VAT"), normalise_header("*Directotate *")
    ('sum of amount excluding vat', 'directorate')
    """
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", header)
    words = re.sub(r"[\W_]+", " ", parted.casefold()).split()
    return " ".join(_right(_SAME.get(word, word)) for word in words)


def _right(word: str) -> str:
    if len(word) < 5 or word in _CORRECT:
        return word
    from difflib import get_close_matches

    near = get_close_matches(word, _CORRECT, n=1, cutoff=0.87)
    return _SAME.get(near[0], near[0]) if near else word
