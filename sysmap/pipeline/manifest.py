"""The manifest of a share: for its maker and nobody else, what went and why, and what may still be worked out."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sysmap.model.sharing import Redaction

_HEADINGS: Mapping[str, str] = {
    "removed": "Left out",
    "blurred": "Shown without its name",
    "blanked": "Values left out",
    "banded": "Shown as a band",
    "suppressed": "Figures suppressed",
    "text": "Blanked in texts",
}


def write_manifest(redaction: Redaction, settings: Mapping[str, str], ids: Mapping[str, str]) -> str:
    """Give the text of a manifest.

    Parameters
    ----------
    redaction : Redaction
        What went.
    settings : Mapping of str to str
        How the share was made, by what it is called: version, day, files with their digests.
    ids : Mapping of str to str
        The id in the map of each id in the share; empty where they are the same.
    """
    return "\n".join(_lines(redaction, settings, ids)) + "\n"


def _lines(redaction: Redaction, settings: Mapping[str, str], ids: Mapping[str, str]) -> Iterator[str]:
    yield "MANIFEST OF A SHARE: for its maker only. It names what was withheld. Never send it with the share."
    yield ""
    yield from (f"{name}: {text}" for name, text in settings.items() if text)
    yield ""
    yield "What may still be worked out, and what to look at yourself"
    yield from (
        f"  - {each[:1].upper()}{each[1:]}{'' if each.endswith('?') else '.'}"
        for each in redaction.warnings or ("nothing is known to be",)
    )
    for how, heading in _HEADINGS.items():
        by_rule: dict[str, list[str]] = defaultdict(list)
        for each in redaction.went:
            if each.how == how:
                by_rule[each.why].append(each.what)
        if by_rule:
            yield ""
            yield f"{heading} ({sum(map(len, by_rule.values())):,})"
        for why, what in by_rule.items():
            yield f"  because {why}:"
            yield from (f"    {each}" for each in what)
    if not redaction.went:
        yield ""
        yield "Nothing was left out."
    if ids:
        yield ""
        yield "Ids in the share, and in the map"
        yield from (f"  {new} = {old}" for new, old in ids.items() if new != old)
