"""Folders on which SQLite's locks cannot be trusted: network drives, and folders that a sync program copies away.

There two people who write at once can damage the file, and a sync program can carry off half of a change. The map still
opens; the user is told.
"""

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import PurePath, PurePosixPath

_SYNCED_BY = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "mobile documents": "iCloud",
    "sharepoint": "SharePoint",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "box sync": "Box",
    "pclouddrive": "pCloud",
}
_ONEDRIVE_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_NETWORK_FILE_SYSTEMS = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb2",
        "smb3",
        "smbfs",
        "ncpfs",
        "afs",
        "ceph",
        "glusterfs",
        "lustre",
        "davfs",
        "vboxsf",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.davfs2",
        "fuse.glusterfs",
        "fuse.s3fs",
        "fuse.gvfsd-fuse",
        "fuse.onedriver",
    }
)
_REMOTE_DRIVE = 4
"""What Windows answers for a drive letter that stands for a network share."""


def cautions_for(path: PurePath) -> tuple[str, ...]:
    """Give what a user should be told about keeping a map at an absolute path; mostly nothing."""
    program = sync_program(path, os.environ)
    if program:
        why = f"lies in a folder that {program} copies away while you work, which can damage it"
    elif on_network(path):
        why = "lies on a network drive, where two people who write at once can damage it"
    else:
        return ()
    return (f"{path.name} {why}: work on it in a folder of this computer, and put a copy there when you are done",)


def sync_program(path: PurePath, environment: Mapping[str, str]) -> str:
    """Give the name of the program that keeps the folder in step with others; empty where there seems to be none."""
    for variable in _ONEDRIVE_VARIABLES:
        root = environment.get(variable)
        if root and path.is_relative_to(root):
            return "OneDrive"
    for part in path.parent.parts:
        # Programs add an account to the name: "OneDrive - Thornmere Council", "Dropbox (Personal)", "GoogleDrive-me@x".
        name = part.casefold()
        for folder, program in _SYNCED_BY.items():
            if name == folder or name.startswith((f"{folder} -", f"{folder} (", f"{folder}-")):
                return program
    return ""


def on_network(path: PurePath) -> bool:
    """Whether a path lies on another machine, as far as the system tells."""
    if sys.platform == "win32":
        return is_share(path) or _is_remote_drive(path.anchor)
    try:
        with open("/proc/mounts", encoding="utf-8", errors="surrogateescape") as mounts:  # noqa: PTH123 - not a user's file
            return file_system_of(path, mounts) in _NETWORK_FILE_SYSTEMS
    except OSError:
        return False  # a system without /proc does not say


def is_share(path: PurePath) -> bool:
    r"""Whether a Windows path begins with a share, `\\server\share` or `\\?\UNC\server\share`."""
    drive = path.drive.replace("/", "\\")
    if drive.startswith(("\\\\?\\", "\\\\.\\")):
        return drive[4:].upper().startswith("UNC\\")
    return drive.startswith("\\\\")


def file_system_of(path: PurePath, mounts: Iterable[str]) -> str:
    """Give the type of the file system a path lies on, from the lines of `/proc/mounts`; the deepest mount wins."""
    deepest, found = -1, ""
    for line in mounts:
        _, place, file_system, *_ = line.split(" ")
        mounted = PurePosixPath(_without_escapes(place))
        if path.is_relative_to(mounted) and len(mounted.parts) >= deepest:
            deepest, found = len(mounted.parts), file_system
    return found


def _without_escapes(place: str) -> str:
    for octal, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        place = place.replace(octal, character)
    return place


def _is_remote_drive(anchor: str) -> bool:
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(anchor) == _REMOTE_DRIVE)
    return False
