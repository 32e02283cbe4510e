"""docs/dependencies.md names every dependency that is declared, and none that is not."""

import json
import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NODE = json.loads((ROOT / "frontend" / "package.json").read_text(encoding="utf-8"))


def names_in(heading):
    """Read the first cell of each table row under a heading of the page."""
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| ([^|]+) \|", section, flags=re.MULTILINE)
    text = ", ".join(cell for cell in cells if cell != "package")
    return {re.sub(r" .*", "", name) for name in re.sub(r"\([^)]*\)", "", text).split(", ")}


WHEEL = names_in("Installed with the wheel")
SHIPPED = names_in("Shipped inside the drawn map")
DEVELOPMENT = names_in("Only for working on sysmap")


def test_the_page_names_what_the_wheel_requires():
    assert {Requirement(line).name for line in PROJECT["project"]["dependencies"]} == WHEEL


def test_the_page_names_what_development_and_the_browser_bundle_require():
    python = {Requirement(line).name for line in PROJECT["dependency-groups"]["dev"]}
    assert python | NODE["dependencies"].keys() | NODE["devDependencies"].keys() == SHIPPED | DEVELOPMENT


def test_the_page_says_of_what_is_shipped_that_it_is():
    assert NODE["dependencies"].keys() <= SHIPPED
    assert not SHIPPED & DEVELOPMENT
