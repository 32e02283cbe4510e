"""Docstrings of public names agree with the signatures that they describe."""

import importlib
import inspect
import pkgutil

import pytest
from numpydoc.validate import validate

import sysmap

# Unknown parameters, and parameters in another order than the signature's.
DISAGREEMENTS = {"PR02", "PR03"}


def public_names():
    for module in pkgutil.walk_packages(sysmap.__path__, "sysmap."):
        if module.name.rpartition(".")[2].startswith("_"):
            continue
        for name, member in vars(importlib.import_module(module.name)).items():
            mine = getattr(member, "__module__", None) == module.name and not name.startswith("_")
            if mine and (inspect.isclass(member) or inspect.isfunction(member)):
                yield f"{module.name}.{name}"
                if inspect.isclass(member):
                    yield from (
                        f"{module.name}.{name}.{method}"
                        for method, function in vars(member).items()
                        if inspect.isfunction(function) and not method.startswith("_")
                    )


@pytest.mark.parametrize("name", sorted(public_names()))
def test_a_docstring_agrees_with_its_signature(name):
    errors = [f"{code}: {message}" for code, message in validate(name)["errors"] if code in DISAGREEMENTS]
    assert errors == []
