"""docs/dependencies.md names every dependency that is declared, and none that is not."""

import json
import re
import tomllib
from pathlib import Path

import pytest
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


@pytest.mark.parametrize(
    ("heading", "declared"),
    [
        ("Installed with the wheel", {Requirement(line).name for line in PROJECT["project"]["dependencies"]}),
        ("Shipped inside the drawn map", set(NODE["dependencies"])),
        (
            "Only for working on sysmap",
            {Requirement(line).name for line in PROJECT["dependency-groups"]["dev"]} | set(NODE["devDependencies"]),
        ),
    ],
)
def test_the_page_names_what_is_declared(heading, declared):
    assert names_in(heading) == declared
