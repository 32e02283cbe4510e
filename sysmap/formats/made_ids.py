"""Ids for rows that came without one: the same row is given the same id again."""

from collections.abc import Iterator, Mapping
from itertools import count

from sysmap.model.ids import keyed_id
from sysmap.model.maps import MAP_RECORD_ID
from sysmap.model.vocabulary import Kind

_KEYS = ("from_id", "to_id", "period_start", "basis", "flow_id", "role_kind", "scenario")
"""What tells one relationship from another where neither has been given an id."""

_RATING_KEYS = ("intervention", "rater")
"""What tells one rating from another: who judged what. Judged again, it is the same rating with another place."""


def possible_ids(kind: Kind, values: Mapping[str, str], link: str = "") -> Iterator[str]:
    """Give ids that a row without one could have, the same for the same row, the best first.

    Parameters
    ----------
    kind : Kind
        What the row is.
    values : Mapping of str to str
        What it says.
    link : str
        For a detail, the property that names the record it belongs to.
    """
    if link and values.get(link):
        plain = f"{values[link]}-{values.get('date') or kind.prefix}"
        yield plain
        yield from (f"{plain}-{number}" for number in count(2))
    if kind.name == "Map":
        yield MAP_RECORD_ID
    joins = kind.form == "relationship"
    rated = _RATING_KEYS if kind.name == "Rating" else ()
    names = _KEYS if joins else rated or (("name",) if values.get("name") else tuple(sorted(values)))
    key = [f"{name}={values.get(name, '')}" for name in names]
    yield keyed_id(kind.name, *key, joins=joins)
    yield from (keyed_id(kind.name, *key, str(number), joins=joins) for number in count(2))
