"""How much was left out, as its reader is told: a small count of a kind may say what stood where."""

from collections.abc import Mapping

from sysmap.model.sharing.profile import FEW

NOT_TOLD = "not told"
"""What stands for the kind of things whose kind the reader is not told."""


def told_counts(withheld: Mapping[str, int], counts: str) -> dict[str, int]:
    """Give the counts that a reader is told: all of them add up to what was left out.

    One organisation left out, beside one end that says links of it are withheld, is known to be joined to it. So kinds
    of few are put together where a profile bands counts, and all kinds where it says only that there are some; no kind
    follows by subtraction, as only what they come to together is told.

    Parameters
    ----------
    withheld : Mapping of str to int
        How many of each kind were left out.
    counts : {"exact", "banded", "some"}
        What the profile lets be said.
    """
    if counts == "exact":
        return dict(withheld)
    told = {kind: count for kind, count in withheld.items() if counts == "banded" and count >= FEW}
    rest = sum(withheld.values()) - sum(told.values())
    return {**told, NOT_TOLD: rest} if rest else told
