"""Writing the files of a site into a folder: only what changed, and never a file of somebody else."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from sysmap.errors import BadInputError, StoreError, UsageError
from sysmap.render.files import write_whole

MANIFEST = ".sysmap-site.json"
"""What was written here: the only files that are ever replaced or removed."""

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Written:
    """Which files of a site were new or changed, which are gone, and how many stayed as they were."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int


def known_files(folder: Path) -> dict[str, str]:
    """Give the files that were written into a folder before, each with its digest; none where it is new.

    Raises
    ------
    BadInputError
        When the list of them is damaged: then nothing there may be touched.
    """
    path = folder / MANIFEST
    if not path.exists():
        return {}
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        files = {str(name): str(digest) for name, digest in data["files"].items()}
        sound = data["sysmap_site"] == _FORMAT and all(_is_inside(name) for name in files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInputError(f"{path}: the list of what was published is damaged; publish into a new folder") from error
    if not sound:
        raise BadInputError(f"{path}: the list of what was published is damaged; publish into a new folder")
    return files


def write_site(folder: Path, files: Mapping[str, bytes]) -> Written:
    """Bring a folder to hold the files of a site.

    Parameters
    ----------
    folder : pathlib.Path
        The folder; made where it is not there.
    files : Mapping of str to bytes
        What it is to hold, by path with slashes.

    Raises
    ------
    UsageError
        When a file of somebody else is in the way. Nothing is written then.
    StoreError
        When something cannot be written; every file is whole, the old one or the new.
    """
    known = known_files(folder)
    for name in files:
        if name not in known and ((folder / name).exists() or (folder / name).is_symlink()):
            raise UsageError(f"{folder / name} is there already and was not published from here; choose another folder")
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = [name for name, content in files.items() if not _is_so(folder / name, content)]
        gone = [name for name in known if name not in files and (folder / name).is_file()]
        if fresh or gone or digests != known:
            # Told before it is done, so that whatever is written is known to be ours even where this ends half way.
            _note(folder, {**known, **digests})
        for name in fresh:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(folder / name, files[name])
        for name in gone:
            (folder / name).unlink()
            _remove_empty(folder, (folder / name).parent)
        if fresh or gone or digests != known:
            _note(folder, digests)
    except OSError as error:
        raise StoreError(f"{error.filename or folder} cannot be written: {error.strerror or error}") from error
    return Written(tuple(fresh), tuple(gone), len(files) - len(fresh))


def _note(folder: Path, digests: Mapping[str, str]) -> None:
    text = json.dumps({"sysmap_site": _FORMAT, "files": dict(sorted(digests.items()))}, indent=1)
    write_whole(folder / MANIFEST, f"{text}\n".encode())


def _is_so(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _remove_empty(folder: Path, inner: Path) -> None:
    while inner != folder and not any(inner.iterdir()):
        inner.rmdir()
        inner = inner.parent
