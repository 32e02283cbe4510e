"""Published community matrices with the numbers that others got from them."""

import json
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parents[2] / "golden"


def published():
    """Give every published matrix: its name, signs and expected numbers."""
    for path in sorted(GOLDEN.glob("*press_*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        if "models" in case:
            for name, model in case["models"].items():
                yield pytest.param(model["A"], model, id=f"{path.stem}-{name}")
        else:
            yield pytest.param(case["input"]["A"], case["expected"], id=path.stem)


def pytest_generate_tests(metafunc):
    if {"signs", "expected_numbers"} <= set(metafunc.fixturenames):
        metafunc.parametrize(("signs", "expected_numbers"), list(published()))
