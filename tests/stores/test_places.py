"""Folders on which SQLite's locks cannot be trusted are told, and no others."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from sysmap.stores import places
from sysmap.stores.base import create

MOUNTS = r"""proc /proc proc rw 0 0
/dev/sda1 / ext4 rw,relatime 0 0
server:/maps /srv/maps nfs4 rw 0 0
//server/maps /mnt/the\040share cifs rw 0 0
/dev/sdb1 /srv/maps/local ext4 rw 0 0
me@server: /home/me/remote fuse.sshfs rw 0 0
/dev/sda2 /srv/mapsarelocal xfs rw 0 0
tmpfs /over ext4 rw 0 0
tmpfs /over nfs rw 0 0
""".splitlines(keepends=True)


@pytest.mark.parametrize(
    ("path", "program"),
    [
        ("/home/me/OneDrive/town.sysmap", "OneDrive"),
        ("/home/me/OneDrive - Thornmere Council/maps/town.sysmap", "OneDrive"),
        ("/Users/me/Library/CloudStorage/OneDrive-ThornmereCouncil/town.sysmap", "OneDrive"),
        ("/home/me/Dropbox (Personal)/town.sysmap", "Dropbox"),
        ("/Users/me/Library/CloudStorage/GoogleDrive-me@example.org/My Drive/town.sysmap", "Google Drive"),
        ("/Users/me/Library/Mobile Documents/com~apple~CloudDocs/town.sysmap", "iCloud"),
        ("/home/me/Nextcloud/town.sysmap", "Nextcloud"),
        ("/home/me/Documents/town.sysmap", ""),
        ("/home/me/onedrives and others/town.sysmap", ""),
        ("/home/me/dropbox.sysmap", ""),
    ],
)
def test_folders_of_sync_programs(path: str, program: str) -> None:
    assert places.sync_program(PurePosixPath(path), {}) == program


def test_sync_folders_on_windows() -> None:
    folder = PureWindowsPath("C:\\Users\\me\\iCloudDrive\\town.sysmap")
    assert places.sync_program(folder, {}) == "iCloud"
    assert places.sync_program(PureWindowsPath("G:\\My Drive\\town.sysmap"), {}) == "Google Drive"
    moved = {"OneDriveCommercial": "D:\\Work files"}
    assert places.sync_program(PureWindowsPath("D:\\work files\\maps\\town.sysmap"), moved) == "OneDrive"
    assert places.sync_program(PureWindowsPath("D:\\Work\\town.sysmap"), moved) == ""


@pytest.mark.parametrize(
    ("path", "file_system"),
    [
        ("/home/me/town.sysmap", "ext4"),
        ("/srv/maps/town.sysmap", "nfs4"),
        ("/srv/maps/local/town.sysmap", "ext4"),
        ("/srv/mapsarelocal/town.sysmap", "xfs"),
        ("/mnt/the share/town.sysmap", "cifs"),
        ("/home/me/remote/town.sysmap", "fuse.sshfs"),
        ("/over/town.sysmap", "nfs"),
    ],
)
def test_the_deepest_and_latest_mount_says_what_a_folder_lies_on(path: str, file_system: str) -> None:
    assert places.file_system_of(PurePosixPath(path), MOUNTS) == file_system


@pytest.mark.parametrize(
    ("path", "share"),
    [
        ("\\\\server\\share\\town.sysmap", True),
        ("//server/share/town.sysmap", True),
        ("\\\\?\\UNC\\server\\share\\town.sysmap", True),
        ("C:\\maps\\town.sysmap", False),
        ("\\\\?\\C:\\maps\\town.sysmap", False),
    ],
)
def test_shares_on_windows(path: str, share: bool) -> None:
    assert places.is_share(PureWindowsPath(path)) is share


def test_a_drive_letter_that_stands_for_a_share(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(places.sys, "platform", "win32")
    monkeypatch.setattr(places, "_is_remote_drive", lambda anchor: asked.append(anchor) or anchor == "Z:\\")
    assert places.on_network(PureWindowsPath("Z:\\maps\\town.sysmap"))
    assert not places.on_network(PureWindowsPath("C:\\maps\\town.sysmap"))
    assert asked == ["Z:\\", "C:\\"]


def test_a_map_says_where_it_should_not_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with create(tmp_path / "town.sysmap") as store:
        assert store.cautions == ()
    synced = tmp_path / "Dropbox" / "maps"
    synced.mkdir(parents=True)
    with create(synced / "town.sysmap") as store:
        (caution,) = store.cautions
    assert caution.startswith("town.sysmap lies in a folder that Dropbox copies away while you work")
    monkeypatch.setattr(places, "on_network", lambda _: True)
    with create(tmp_path / "far.sysmap") as store:
        (caution,) = store.cautions
    assert caution.startswith("far.sysmap lies on a network drive")


def test_a_link_into_a_sync_folder_is_seen_through(tmp_path: Path) -> None:
    synced = tmp_path / "OneDrive"
    synced.mkdir()
    (tmp_path / "maps").symlink_to(synced)
    with create(tmp_path / "maps" / "town.sysmap") as store:
        assert store.cautions
