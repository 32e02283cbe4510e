"""Public data brought in twice, into a file and into a real Neo4j: the same lines, the same map, drawings kept."""

import json
from pathlib import Path

import pytest

from sysmap.stores.base import open_store

FIRST, NEXT = Path("april"), Path("may")
HEAD = "Contract Ref,Contract Title,Supplier Name,Value,Start Date,End Date\n"
SPEND = "Body,Supplier,Amount,Date\n"


def release(ocid, amount, date):
    award = {
        "id": "a",
        "status": "active",
        "title": f"Care {ocid}",
        "value": {"amount": amount, "currency": "GBP"},
        "suppliers": [{"id": "s", "name": f"Provider {ocid}"}],
    }
    return {"ocid": ocid, "id": date, "date": date, "buyer": {"name": "Thornmere Council"}, "awards": [award]}


def grant(number, amount):
    return {
        "id": f"360G-{number}",
        "title": f"Garden {number}",
        "currency": "GBP",
        "amountAwarded": amount,
        "awardDate": "2025-04-01",
        "fundingOrganization": [{"id": "GB-CHC-1156077", "name": "The Fund"}],
        "recipientOrganization": [{"id": f"GB-CHC-109294{number}", "name": f"Growers {number}"}],
    }


def write(folder, releases, grants, register, spend):
    folder.mkdir()
    (folder / "notices.json").write_text(json.dumps({"releases": releases}), encoding="utf-8")
    (folder / "grants.json").write_text(json.dumps({"grants": grants}), encoding="utf-8")
    (folder / "register.csv").write_text(HEAD + register, encoding="utf-8")
    (folder / "payments.csv").write_text(SPEND + spend, encoding="utf-8")


@pytest.fixture
def months(sysmap):
    """Write two months of releases, grants, a register and payments; each changes one thing and lacks another."""
    write(
        FIRST,
        [release("ocds-1", 100, "2025-04-01"), release("ocds-2", 200, "2025-04-02")],
        [grant(1, 10), grant(2, 20)],
        "1,Roofs,Roof Ltd,700,01/04/2025,31/03/2026\n2,Bins,Bin Ltd,800,01/04/2025,31/03/2026\n",
        "Council,Acme Ltd,5.50,01/04/2025\nCouncil,Bolt Ltd,7.00,02/04/2025\n",
    )
    write(
        NEXT,
        [release("ocds-1", 150.25, "2025-05-01")],
        [grant(1, 15.5)],
        "1,Roofs,Roof Ltd,750.10,01/04/2025,31/03/2027\n",
        "Council,Acme Ltd,5.50,01/04/2025\nCouncil,Acme Ltd,1.00,03/04/2025\n",
    )


def import_all(sysmap, address, folder):
    names = ("notices.json", "grants.json", "register.csv", "payments.csv")
    return sysmap("import", address, *(folder / name for name in names), "--payer", "Thornmere Council").out


def records(address):
    with open_store(address) as store:
        return sorted(store.read_map(bulk=True), key=lambda each: each.id)


def test_next_month_updates_keeps_and_lists_alike_in_a_file_and_in_neo4j(sysmap, months, new_map):
    told, kept = {}, {}
    for address in ("town.sysmap", new_map()):
        sysmap("new", address, "--name", "Town")
        import_all(sysmap, address, FIRST)
        sysmap("set", address, "Roofs", "note=Ask Jo", "kpi_count=3")
        sysmap("add", address, "service", "Reablement")
        sysmap("link", address, "Care ocds-2", "covers", "Reablement")
        told[address] = import_all(sysmap, address, NEXT)
        kept[address] = records(address)
        again = import_all(sysmap, address, NEXT)
        assert again.count("Nothing to change: the map holds all of it already") == 4
    (of_file, of_neo4j), (in_file, in_neo4j) = told.values(), kept.values()
    assert of_file == of_neo4j
    drawn = {"Service", "COVERS"}  # by hand, with ids of their own
    assert [each for each in in_file if each.kind not in drawn] == [each for each in in_neo4j if each.kind not in drawn]
    for line in (
        "Care ocds-1: £100 is now £150.25",
        "Garden 1: £10 is now £15.50",
        "Roofs: £700 is now £750.10",
        "£5.50 is now £6.50",
        "Care ocds-2: it stays as it stood, with its money",
        "Garden 2: it stays as it stood, with its money",
        "Bins: it stays as it stood, with its money",
    ):
        assert line in of_file
    assert of_file.count("No longer in the file, kept on the map") == 4
    by_name = {each.name: each for each in in_file if not each.joins}
    assert (by_name["Roofs"].get("note"), by_name["Roofs"].get("kpi_count")) == ("Ask Jo", "3")
    assert by_name["Care ocds-2"].get("current_value") == "200"
    assert any(each.kind == "COVERS" for each in in_file)
