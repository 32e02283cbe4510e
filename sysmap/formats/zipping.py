"""Zip files that say nothing of when, where and by whom they were made."""

import io
import zipfile
from collections.abc import Mapping
from types import MappingProxyType

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip file can hold."""


def write_zip(members: Mapping[str, bytes]) -> bytes:
    """Give a zip file; equal members in equal order give equal bytes.

    Parameters
    ----------
    members : Mapping of str to bytes
        The files in it, by name.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            info.external_attr = 0
            made.writestr(info, content)
    return stream.getvalue()


def with_fixed_times(content: bytes, instead: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """Give a zip file with one time for all its parts, so that equal contents are equal files.

    Parameters
    ----------
    content : bytes
        The file.
    instead : Mapping of str to bytes
        Parts that are to be others, by name.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as given:
        return write_zip({name: instead.get(name) or given.read(name) for name in given.namelist()})
