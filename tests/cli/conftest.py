"""The program run in this process, and a small town to run it on."""

import csv
import io
import json
import shutil
import sys
from dataclasses import dataclass

import pytest

from sysmap.cli.main import main
from sysmap.resources import resource


@dataclass
class Done:
    """What a run of the program left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def lines(self):
        return self.out.splitlines()

    @property
    def rows(self):
        return list(csv.DictReader(io.StringIO(self.out)))


@pytest.fixture
def sysmap(capsys, monkeypatch, tmp_path):
    """Run the program in a folder of its own; what it may end with is told, 0 where not."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SYSMAP_BY", raising=False)

    def run(*arguments, code=0, given=None):
        if given is not None:
            data = given if isinstance(given, bytes) else given.encode()
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        with pytest.raises(SystemExit) as ended:
            main([str(each) for each in arguments])
        captured = capsys.readouterr()
        done = Done(ended.value.code, captured.out, captured.err)
        assert done.code == code, done.out + done.err
        return done

    return run


@pytest.fixture(scope="session")
def thornmere_file(tmp_path_factory):
    """Give the file of Thornmere, imported once for all tests: each is given a copy."""
    from sysmap.pipeline.importing import import_files

    path = tmp_path_factory.mktemp("thornmere") / "thornmere.sysmap"
    import_files(str(path), [str(resource("sample_maps/thornmere"))], by="facilitator", new=True)
    return path


@pytest.fixture
def thornmere(sysmap, thornmere_file, tmp_path):
    """Give the name of Thornmere, a map in the folder where the program runs."""
    shutil.copy(thornmere_file, tmp_path / "thornmere.sysmap")
    return "thornmere"


@pytest.fixture
def town(sysmap):
    """Give the name of a map with two factors that drive each other, and a body that pays for a service."""
    sysmap("new", "town", "--name", "Town")
    sysmap("add", "town", "factor", "Carer strain", "Hospital admissions")
    sysmap("link", "town", "Carer strain", "more", "Hospital admissions")
    sysmap("link", "town", "Hospital admissions", "less", "Carer strain")
    sysmap("add", "town", "organisation", "Care Board", "--sector", "nhs")
    sysmap("add", "town", "service", "Connectors", "--commissioned-by", "Care Board")
    sysmap(
        "link",
        "town",
        "Care Board",
        "funds",
        "Connectors",
        "--amount",
        "310k",
        "--year",
        "2025-26",
        "--basis",
        "actual",
    )
    return "town"
