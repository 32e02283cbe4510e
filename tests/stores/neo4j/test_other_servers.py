"""Servers set up in other ways: encrypted with certificates of one's own, and read-only."""

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sysmap.errors import StoreError
from sysmap.model.edits import add, make_edit
from sysmap.model.records import Record
from sysmap.stores.base import create, open_store
from sysmap.stores.neo4j.looking import list_maps
from tests.neo4j_server.servers import start

FACTOR = Record("fac_1", "Factor", {"name": "One"})


def make_certificates(folder: Path) -> Path:
    """Make an authority of one's own and a certificate for 127.0.0.1 that it signed; give the authority's file."""
    folder.mkdir(parents=True)

    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)

    key = ["-newkey", "rsa:2048", "-nodes"]
    openssl(
        "req", "-x509", *key, "-days", "2", "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=An authority of ours"
    )
    openssl("req", *key, "-keyout", "private.key", "-out", "server.csr", "-subj", "/CN=127.0.0.1")
    (folder / "names").write_text("subjectAltName=IP:127.0.0.1")
    signed = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "names"]
    openssl("x509", "-req", "-in", "server.csr", *signed, "-out", "public.crt")
    return folder / "ca.pem"


def test_an_encrypted_server_is_trusted_by_its_own_authority_only(tmp_path: Path) -> None:
    authority = make_certificates(tmp_path / "home" / "tls")
    server = start(tmp_path / "home", "tls", owner=os.getpid())
    try:
        for scheme in ("neo4j+s", "bolt+s"):
            address = f"{scheme}://127.0.0.1:{server.port}?map=by-{scheme[0]}&ca={authority}"
            with create(address) as store:
                assert store.commit(make_edit("draw", [add(FACTOR)], by="analyst")) == 1
            with open_store(address) as store:
                assert store.read_map()["fac_1"] == FACTOR
            with pytest.raises(StoreError, match=r"is not trusted: name the file .* with ca=") as error:
                open_store(f"{scheme}://127.0.0.1:{server.port}?map=by-{scheme[0]}")
            assert "\n" not in str(error.value)
        with open_store(f"bolt+ssc://127.0.0.1:{server.port}?map=by-b") as store:
            assert store.head == 1
        with pytest.raises(StoreError):
            open_store(f"bolt://127.0.0.1:{server.port}?map=by-b&timeout=2")
    finally:
        server.stop()


def test_a_fresh_server_and_then_a_read_only_one(tmp_path: Path) -> None:
    home = tmp_path / "home"
    server = start(home, "keep", owner=os.getpid())
    try:
        with ThreadPoolExecutor(8) as people:  # the first maps of a fresh server, all at once
            addresses = [server.address(f"town_{number}") for number in range(8)]
            for made in people.map(create, addresses):
                made.close()
        assert [each.name for each in list_maps(server.bolt)] == [f"town_{number}" for number in range(8)]
        with create(server.address("town")) as store:
            store.commit(make_edit("draw", [add(FACTOR)], by="analyst"))
        server.kill()
        server = start(home, "keep", "read-only", owner=os.getpid(), port=server.port)
        with open_store(server.address("town")) as store:
            assert store.read_map()["fac_1"] == FACTOR
            with pytest.raises(StoreError, match="read-only: nothing can be written") as error:
                store.commit(make_edit("more", [add(Record("fac_2", "Factor", {"name": "Two"}))], by="analyst"))
            assert "\n" not in str(error.value)
            assert store.head == 1
    finally:
        server.stop()
