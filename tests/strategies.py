"""Maps of every kind and shape, for tests of whatever must not lose anything.

Values are canonical, as reading and editing make them, or text that cannot be read as its property wants, which a map
keeps as given.
"""

from hypothesis import strategies as st

from sysmap.model.maps import MAP_RECORD_ID, SystemMap
from sysmap.model.records import Record
from sysmap.model.values import canonical_or_as_given, clean_text, join_list
from sysmap.model.vocabulary import KINDS, Kind, Property, kind_of

NASTY = (
    "=1+1",
    "+44 20 7946 0000",
    "-",
    "-5",
    "@SUM(A1)",
    "'=x",
    "''",
    "'",
    "＝cmd",  # noqa: RUF001 - the full-width sign is meant
    '=HYPERLINK("http://example.org","x")',
    "007",
    "1e5",
    "TRUE",
    "2025-04",
    "2026-02-30",
    "\uff12026-03-31",
    "01/04/2025",
    "12345678901234567890",
    "0.10",
    "100%",
    "a;b",
    "a\\;b\\",
    'say "so", she said',
    "two\nlines",
    "tab\there",
    "\u05e9\u05dc\u05d5\u05dd",
    "\u202eabc",
    "\U0001f469\u200d\U0001f4bb",
    "Llanfair­pwll",
    "£1,250.50",
    "_x0041_ and _x005F_x0041_",
    "id:F01",
    "own:name",
    "</script><img onerror=alert(1)>",
    "NULL",
    "#N/A",
    "line\u2028separator\u0085end",
)
TRAPS = ("label", "type", "id", "ID", "Name", "from", "kind ", "Polarity", "obs_date", "obs:x", "own:", "own:a")
TRAPS += (
    "column 2",
    "(continued) name",
    "measure_id",
    "date",
    "value",
    "amount",
    "which way",
    "obs_own",
    "=own",
    "learn_by",
    "period_start",
)

characters = st.characters(exclude_categories=["Cs", "Cc"])
any_text = st.one_of(st.sampled_from(NASTY), st.text(characters, max_size=30), st.text(max_size=12)).map(clean_text)
some_text = any_text.filter(bool)
one_line = some_text.map(lambda text: " ".join(text.split())).filter(bool)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**17), max_value=10**17)
dates = st.one_of(
    st.dates().map(str), st.dates().map(lambda day: str(day)[:7]), st.dates().map(lambda day: str(day)[:4])
)
property_names = st.one_of(st.sampled_from(TRAPS), one_line).map(clean_text).filter(lambda name: name not in _ENDS)
own_kinds = st.one_of(st.sampled_from(("SUPPORTS", "Lever", "factor", "own:Risk", "=x")), one_line).filter(
    lambda name: name not in KINDS
)
_ENDS = {"from_id", "to_id"}


def _values_of(prop: Property, ids: list[str]) -> st.SearchStrategy[str]:
    """Give values of one property: sound ones mostly, and now and then what cannot be read."""
    references = st.one_of(st.sampled_from(ids), some_text) if ids else some_text
    sound: st.SearchStrategy[str]
    if prop.reads == "choice":
        sound = st.sampled_from([choice.value for choice in prop.allowed])
    elif prop.reads in {"number", "amount", "percent"}:
        sound = numbers.map(str)
    elif prop.reads == "date":
        sound = dates
    elif prop.reads == "ref":
        sound = references
    elif prop.several:
        sound = st.lists(references if prop.reads == "refs" else some_text, min_size=1, max_size=3).map(join_list)
    else:
        sound = some_text
    return st.one_of(sound, sound, sound, some_text).map(lambda text: canonical_or_as_given(prop, text))


@st.composite
def _records(draw: st.DrawFn, record_id: str, kind: Kind, ids: list[str]) -> Record:
    properties = [prop for prop in kind.properties if not prop.computed]
    chosen = draw(st.lists(st.sampled_from(properties), unique=True, max_size=6))
    if kind.form == "relationship":
        chosen += [prop for prop in properties if prop.name in _ENDS and (prop not in chosen)]
    elif kind.named and draw(st.booleans()):
        chosen += [prop for prop in properties if prop.name == "name" and prop not in chosen]
    values = {prop.name: draw(_values_of(prop, ids)) for prop in chosen}
    declared = {prop.name for prop in kind.properties}
    own = draw(st.dictionaries(property_names.filter(lambda name: name not in declared), some_text, max_size=2))
    return Record(record_id, kind.name, {name: text for name, text in {**values, **own}.items() if text})


@st.composite
def system_maps(draw: st.DrawFn, max_size: int = 12) -> SystemMap:
    """Give a map of any kinds, the user's own among them, with any text, sound and dangling references."""
    ids = draw(st.lists(one_line, unique=True, max_size=max_size))
    records = {}
    for record_id in ids:
        joins = draw(st.booleans())
        name = draw(st.one_of(st.sampled_from(sorted(KINDS)), st.sampled_from(sorted(KINDS)), own_kinds))
        records[record_id] = draw(_records(record_id, kind_of(name, joins=joins), ids))
    if draw(st.booleans()):
        records[MAP_RECORD_ID] = draw(_records(MAP_RECORD_ID, KINDS["Map"], ids))
    return SystemMap(records)


def without_loose_ends(system_map: SystemMap) -> SystemMap:
    """Leave out what would lead to nothing, which no store takes."""
    kept = dict(system_map.records)
    while loose := [
        each for each in kept.values() if any(end and end not in kept for end in (each.from_id, each.to_id))
    ]:
        for each in loose:
            del kept[each.id]
    return SystemMap(kept)
