"""Files of office programs, zip files of XML parts: the same content gives the same bytes; strangers' are looked at."""

from __future__ import annotations

import io
import re
import zipfile

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.packed import LARGEST_PART, Package

_MOST_UNPACKED = 4 * LARGEST_PART
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_MACROS = ("vbaproject", "macrosheets/", "activex/")


def without_moments(data: bytes) -> bytes:
    """The package without the moments at which it was made: those of its parts, and those it states of itself."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "docProps/core.xml":
                part = _DATES.sub(rb"\g<1>2026-01-01T00:00:00Z\2", part)
            new.writestr(zipfile.ZipInfo(entry.filename, _FIRST_DAY), part, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def check_package(data: bytes, shown_as: str, program: str, suffix: str) -> Package:
    """The package. Raises ArgmapError where it is none, is far larger unpacked than packed, or holds macros."""
    package = Package(data, shown_as, program, suffix)
    if sum(entry.file_size for entry in package.zip.infolist()) > _MOST_UNPACKED:
        raise ArgmapError(f"{shown_as} unpacks to more than {_MOST_UNPACKED // 1_000_000} MB. It was not read.")
    if any(sign in name.lower() for name in package.names for sign in _MACROS):
        raise ArgmapError(f"{shown_as} holds macros, which argmap does not open. Save it in {program} as {suffix}.")
    return package
