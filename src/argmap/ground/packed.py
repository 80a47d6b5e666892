"""The package of a word processor's file: its XML parts within limits, and what is asked of their elements.

Word files and OpenDocument texts are zip files of XML parts. Only the parts that hold text are read, straight from the
zip file, with limits on their size and without entities or network.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from argmap.ground.diagnostics import ArgmapError

LARGEST_PART = 64_000_000
MOST_PARTS = 20_000
_MOST_TAGS = 4_000_000
# What the zip file's reader raises where the file is cut off, damaged, encrypted or packed in an unknown way.
_UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError)


class Package:
    """The zip file, part by part and within limits. `program` and `suffix` are what the remedies name."""

    def __init__(self, data: bytes, shown_as: str, program: str, suffix: str) -> None:
        self.shown_as = shown_as
        self.program = program
        if data[:4] == b"\xd0\xcf\x11\xe0":
            raise ArgmapError(
                f"{shown_as} is encrypted or an old .doc file. Save it in {program} as {suffix} without a password."
            )
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
            names = self.zip.namelist()
        except _UNREADABLE:
            raise ArgmapError(f"{shown_as} is no {suffix} file, or it is cut off. Save it again as {suffix}.") from None
        if len(names) > MOST_PARTS:
            raise ArgmapError(f"{shown_as} holds {len(names)} parts, more than any paper. It was not opened.")
        self.names = frozenset(names)

    def xml(self, name: str) -> Any | None:
        """The root element of a part, or None where there is no such part."""
        return parse_xml(self._bytes(name), self.shown_as, name, self.program) if name in self.names else None

    def _bytes(self, name: str) -> bytes:
        try:
            with self.zip.open(name) as part:
                data = part.read(LARGEST_PART + 1)
        except _UNREADABLE:
            raise ArgmapError(
                f"{self.shown_as}: the part {name} is damaged or encrypted. Open the file in {self.program} and save "
                f"it again."
            ) from None
        if len(data) > LARGEST_PART:
            raise ArgmapError(
                f"{self.shown_as}: the part {name} unpacks to more than {LARGEST_PART // 1_000_000} MB. It was not "
                f"read."
            )
        return data


def parse_xml(data: bytes, shown_as: str, name: str, program: str) -> Any:
    """The root element of a part, read without entities, network or comments.

    A document type is passed over and nothing that it names is fetched. `ArgmapError` where the part is broken, or
    declares entities: what they stand for would be lost.
    """
    from lxml import etree

    if data.count(b"<") > _MOST_TAGS:
        raise ArgmapError(
            f"{shown_as}: the part {name} has more than {_MOST_TAGS:,} tags, more than any paper. It was not read."
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        reason = "it is nested too deep" if "depth" in str(problem) else "it is broken"
        raise ArgmapError(
            f"{shown_as}: the part {name} cannot be read, {reason}. Open the file in {program} and save it again."
        ) from None
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and any(declared.iterentities()):
        raise ArgmapError(
            f"{shown_as}: the part {name} declares entities in its document type, which {program} does not write. "
            f"It was not read. Open the file in {program} and save it again."
        )
    return root


def name_of(element: Any) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child_of(element: Any, name: str) -> Any | None:
    """The first child of that name; None where there is none, or no element to begin with."""
    return next(element.iterchildren(f"{{*}}{name}"), None) if element is not None else None


def without_times(data: bytes, parts: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """The archive with one fixed time for all its members, so that equal texts are equal files; `parts` are put anew.

    What was stored unpacked stays so: that is how OpenDocument files are known by their first bytes.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            member = zipfile.ZipInfo(entry.filename, (2000, 1, 1, 0, 0, 0))
            packed = zipfile.ZIP_STORED if entry.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
            part = parts[entry.filename] if entry.filename in parts else old.read(entry)
            new.writestr(member, part, packed)
    return stream.getvalue()
