"""Public data through the program: found out, strict or not, reconciled on the screen, nothing half done."""

import gzip
import json
import subprocess
import sys
import time
from pathlib import Path

from sysmap.pipeline.importing import import_files
from sysmap.stores.base import open_store

OCDS = Path(__file__).parents[1] / "data" / "ocds" / "contracts_finder_2025-01-23_cut.json"


KILLED = """
import sys
from sysmap.pipeline.importing import import_files
tell = lambda done, total, now="": print("writing", flush=True) if now.startswith("Writing") else None
import_files(sys.argv[1], [sys.argv[2]], by="analyst", tell=tell)
"""


def release(ocid, amount):
    award = {
        "id": "a",
        "status": "active",
        "value": {"amount": amount, "currency": "GBP"},
        "suppliers": [{"name": "S"}],
    }
    return {"ocid": ocid, "date": "2025-04-01", "buyer": {"name": "Council"}, "awards": [award]}


def test_contracts_and_a_register_are_found_out_and_reconciled(sysmap):
    Path("contracts.csv").write_text(
        "Contract Ref,Title,Supplier,Value,Start Date,End Date\n1,Care,Care Ltd,5.25,01/04/2025,31/03/2026\n",
        encoding="utf-8",
    )
    done = sysmap("import", "t", OCDS, "contracts.csv", "--payer", "Thornmere Council", "--new")
    assert done.out.count("On the map: the same, to the penny") == 2
    assert "6 releases update others" in done.out
    ending = sysmap("ending", "t", "--as-of", "2025-06-01", "--format", "json").json
    assert any(each["day"] == "2026-03-31" for each in ending["endings"])
    check = sysmap("check", "t", "--format", "json").json
    assert [each for each in check["problems"] if each["severity"] == "error"] == []


def test_whoever_waits_is_told_how_far_an_import_is(tmp_path):
    spend = tmp_path / "2025-04.csv"
    rows = [f"Council,S{number},{number}.50,01/04/2025\n" for number in range(5001)]
    spend.write_text("Body,Supplier,Amount,Date\n" + "".join(rows), encoding="utf-8")
    lines = tmp_path / "notices.jsonl"
    lines.write_text("".join(f"{json.dumps(release(f'ocds-{n}', 5))}\n" for n in range(501)), encoding="utf-8")
    packed = tmp_path / "packed.json.gz"
    packed.write_bytes(gzip.compress(OCDS.read_bytes()))
    told = []
    files = [str(each) for each in (spend, lines, packed)]
    import_files(str(tmp_path / "t"), files, new=True, by="analyst", tell=lambda *each: told.append(each))
    for each in (
        (0, 0, "Reading 2025-04.csv"),
        (5000, 5001),
        (0, 0, "Laying 2025-04.csv over the map"),
        (lines.stat().st_size >> 10, lines.stat().st_size >> 10, "Reading notices.jsonl, in kilobytes"),
        (500, 501, "Merging releases of contracting processes"),
    ):
        assert each in told
    sizes = [each[1] for each in told if each[2:] == ("Reading packed.json.gz, in kilobytes",)]
    assert sizes == [packed.stat().st_size >> 10]
    assert [each[2].split()[0] for each in told if each[2:]].count("Writing") == 3


def test_whoever_is_killed_while_importing_leaves_the_map_as_it_was_or_with_all_of_it(sysmap, tmp_path):
    given = {"releases": [release(f"ocds-{number}", 5) for number in range(2000)]}
    Path("many.json").write_text(json.dumps(given), encoding="utf-8")
    for attempt, delay in enumerate((0, 0.05, 0.15, 0.3)):
        # A map of its own each time: on one that has all of it already nothing is written.
        path = f"t{attempt}.sysmap"
        sysmap("new", path, "--name", "Town")
        program = subprocess.Popen(
            [sys.executable, "-c", KILLED, path, "many.json"], cwd=tmp_path, stdout=subprocess.PIPE
        )
        with program:
            assert program.stdout.readline() == b"writing\n"
            time.sleep(delay)
            program.kill()
        with open_store(path) as store:
            assert (len(store.read_map().of("Agreement")), store.head) in {(0, 1), (2000, 2)}


def test_nothing_by_which_a_person_can_be_reached_is_in_the_bytes_of_the_map(sysmap):
    person = {"name": "Zebedee Quux", "email": "zq@secret.example", "telephone": "01632 960777"}
    reach = {"contactPoint": person, "address": {"streetAddress": "77 Hidden Lane"}, "description": "Zebedee Quux"}
    given = release("ocds-1", 5)
    given |= {"description": "Zebedee Quux", "buyer": {"id": "b", "name": "Council", **reach}}
    given["parties"] = [{"id": "b", "name": "Council", "roles": ["buyer"], **reach, "persones": [person]}]
    given["tender"] = {
        "title": "Care, ask zq@secret.example",
        "lots": [{"id": "1", "title": "North 01632 960777", **reach}],
        "procurementMethodDetails": "ask zq@secret.example",
        "documents": [{"id": "1", "noticeType": "UK4", "title": "Zebedee Quux", "author": "Zebedee Quux"}],
    }
    given["awards"][0] |= {"title": "Care +44 1632 960777", "description": "Zebedee Quux", "relatedLots": ["1"]}
    given["contracts"] = [{"id": "c", "awardID": "a", "signatories": [person], **reach}]
    Path("notices.json").write_text(json.dumps({"releases": [given]}), encoding="utf-8")
    fund = {"id": "GB-CHC-1156077", **person, "name": "Fund", "streetAddress": "77 Hidden Lane"}
    grant = {"id": "360G-1", "title": "Ask zq@secret.example", "description": "Zebedee Quux", "currency": "GBP"}
    grant |= {"amountAwarded": 10, "awardDate": "2025-01-01", "fundingOrganization": [fund]}
    grants = [grant | {"recipientOrganization": [fund]}, grant | {"id": "360G-2", "recipientIndividual": [person]}]
    Path("grants.json").write_text(json.dumps({"grants": grants}), encoding="utf-8")
    Path("register.csv").write_text(
        "Contract Ref,Contract Title,Supplier,Supplier Address,Contact Officer,Contact Email,Telephone,Value,End Date\n"
        '1,"Care, zq@secret.example",Care Ltd,77 Hidden Lane,Zebedee Quux,zq@secret.example,01632960777,5,2026-03-31\n',
        encoding="utf-8",
    )
    sysmap("import", "t", "notices.json", "grants.json", "register.csv", "--payer", "Council", "--new")
    kept = b"".join(each.read_bytes() for each in Path().glob("t.sysmap*"))
    assert b"Care Ltd" in kept
    assert [each for each in (b"Zebedee", b"Quux", b"secret.example", b"960777", b"Hidden") if each in kept] == []


def test_strict_brings_nothing_of_a_file_with_an_error_and_keep_going_the_rest(sysmap):
    given = {"releases": [release("ocds-1", 100), release("ocds-2", "£1.2m (est)")]}
    Path("march.json").write_text(json.dumps(given), encoding="utf-8")
    for flags in ((), ("--strict",)):
        refused = sysmap("import", "t", "march.json", "--new", *flags, code=1)
        assert "march.json, row 2, awards[0].value.amount: ocds-2: the amount is “£1.2m (est)”" in refused.out
        assert "nothing was brought in" in refused.out
        assert not Path("t.sysmap").exists()
    rest = sysmap("import", "t", "march.json", "--new", "--keep-going", "--format", "json", code=1).json["files"][0]
    assert (rest["agreements"]["on_map"], rest["left_out"]) == ({"GBP": "100"}, 1)


def test_a_file_of_which_nothing_can_be_read_says_why(sysmap):
    Path("all_wrong.json").write_text(json.dumps({"releases": [release("ocds-1", "tbc")]}), encoding="utf-8")
    refused = sysmap("import", "t", "all_wrong.json", "--new", "--keep-going", code=1).out
    assert "error: all_wrong.json, row 1, awards[0].value.amount: ocds-1: the amount is “tbc”" in refused
    assert not Path("t.sysmap").exists()
