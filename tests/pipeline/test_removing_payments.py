"""What is removed from a map takes the payments behind it along."""

from pathlib import Path

from sysmap.pipeline.editing import remove
from sysmap.pipeline.importing import import_files
from sysmap.stores.base import open_store

LEEDS = Path(__file__).parents[2] / "sample_maps" / "leeds_spend" / "leeds_2020-06_adults_and_health.csv"


def test_removing_a_payee_removes_its_payments(tmp_path):
    address = str(tmp_path / "leeds.sysmap")
    import_files(address, [str(LEEDS)], new=True, by="tester")
    with open_store(address) as store:
        payments = [each for each in store.read_records("Transaction") if each.get("payee") == "Humankind"]
        everything = len(list(store.read_records("Transaction")))
    assert payments
    remove(address, ["Humankind"], by="tester")
    with open_store(address) as store:
        left = list(store.read_records("Transaction"))
    assert len(left) == everything - len(payments)
    assert not [each for each in left if each.get("payee") == "Humankind"]
