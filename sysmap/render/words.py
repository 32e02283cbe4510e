"""The words on screen for what a page only knows by its short name, taken from the vocabulary."""

from collections.abc import Mapping

from sysmap.model.maps import Branch
from sysmap.model.vocabulary import KINDS, kind_of, property_of


def words_on_screen(branch: Branch, boundary_words: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Give the words for kinds, links and values that a page shows.

    Parameters
    ----------
    branch : Branch
        The branch, which may have kinds of the user's own.
    boundary_words : Mapping of str to str
        The words for boundary classes.
    """
    own = {record.kind: record.joins for record in branch if record.kind not in KINDS}
    kinds = {name: kind.plural for name, kind in KINDS.items() if kind.form == "element"}
    links = {name: kind.words for name, kind in KINDS.items() if kind.form == "relationship"}
    for name, joins in own.items():
        if joins:
            links[name] = kind_of(name, joins=True).words
        else:
            kinds[name] = kind_of(name).plural
    return {
        "kinds": kinds,
        "links": links,
        "sectors": _values("Organisation", "sector"),
        "boundaries": dict(boundary_words),
        "confidence": _values("Factor", "confidence"),
        "delays": _values("INFLUENCES", "delay"),
        "strengths": _values("INFLUENCES", "strength"),
    }


def _values(kind: str, name: str) -> dict[str, str]:
    prop = property_of(kind, name)
    return {choice.value: choice.on_screen for choice in prop.allowed} if prop else {}
