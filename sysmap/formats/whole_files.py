"""Files that appear whole or not at all."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

from sysmap.errors import BadInputError


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file beside its place and then put it there in one step.

    Parameters
    ----------
    path : Path
        Where it belongs. What stood there is replaced only once the new file is complete and on the disk.
    write : callable
        Writes the file at the path it is given.

    Raises
    ------
    BadInputError
        When it cannot be written; what stood there still does.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stage = stage_for(path)
        try:
            write(stage)
            with stage.open("rb+") as stream:
                os.fsync(stream.fileno())
            if path.exists():
                stage.chmod(path.stat().st_mode & 0o777)
            stage.replace(path)
        finally:
            stage.unlink(missing_ok=True)
    except OSError as error:
        raise BadInputError(f"{path}: cannot be written ({error.strerror}); nothing was changed") from error


def stage_for(path: Path) -> Path:
    """Give a name beside a path that nothing has, for what is to take its place.

    Made by hand and not by `tempfile`, so that what is written there is as open to others as any file of the user's.
    """
    return path.parent / f".{path.stem}-{secrets.token_hex(6)}{path.suffix}"
