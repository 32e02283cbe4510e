"""Files that appear whole or not at all."""

import os
import tempfile
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
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", suffix=path.suffix, dir=path.parent)
        stage = Path(name)
        try:
            os.close(handle)
            write(stage)
            with stage.open("rb+") as stream:
                os.fsync(stream.fileno())
            stage.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
            stage.replace(path)
        finally:
            stage.unlink(missing_ok=True)
    except OSError as error:
        raise BadInputError(f"{path}: cannot be written ({error.strerror}); nothing was changed") from error
