"""A causal map with an element called by its opposite: carers' ease instead of carers' strain."""

from dataclasses import replace

from sysmap.analysis.press.causal_matrix import CausalMatrix

_TURNED = {"+": "-", "-": "+", "?": "?"}


def turn_sense(matrix: CausalMatrix, place: int) -> CausalMatrix:
    """Turn the sense of the element at a place: the sign of all that leads to it or from it, but for its own loop."""
    effects = (
        replace(each, polarity=_TURNED[each.polarity]) if (each.row == place) != (each.column == place) else each
        for each in matrix.effects
    )
    return replace(matrix, effects=tuple(effects))
