"""Writing a file wholly or not at all."""

import os
import tempfile
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file; one that is there is replaced when the new one is complete.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    content : bytes
        All that it is to hold.

    Raises
    ------
    OSError
        When the folder is not there or cannot be written to.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
