"""What the last import brought, kept beside the texts, so that the next one knows what a person has edited since.

`sources/imported.json` has the SHA-256 of each file that came and the sentence of each statement. What is no more as it
came is a person's, and stays; where there is no record, as in a project of an older argmap, nothing is known to be.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from argmap.exchange.foreign import Foreign
from argmap.ground.files import read_named
from argmap.notation import tree

RECORD = "sources/imported.json"
_LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Brought:
    """The digests of files by name, and the sentences by the ids of their statements; empty for a broken record."""

    files: Mapping[str, object]
    sentences: Mapping[str, object]

    def is_edited(self, name: str, data: bytes) -> bool:
        """Whether a file of `sources/` is no more as it came."""
        return self.files.get(name) != _sum(data)

    def is_reworded(self, statement: str, claim: tree.Claim) -> bool:
        """Whether a claim's sentence is no more as it came."""
        return self.sentences.get(statement) != sentence_of(claim)


def brought_before(folder: Path) -> Brought | None:
    """What the last import into `folder` recorded; None where none did."""
    path = folder / RECORD
    if not path.is_file():
        return None
    try:
        told = json.loads(read_named(path, _LARGEST))
        return Brought(dict(told["files"]), dict(told["sentences"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return Brought({}, {})  # then all is taken for edited: nothing is lost by that


def record(foreign: Foreign, beside: Mapping[str, bytes], claims: Iterable[tree.Claim]) -> bytes:
    """The record of an import; `claims` are made of the statements of `foreign`, in their order."""
    told = {
        "files": {name: _sum(data) for name, data in beside.items()},
        "sentences": {one.id: sentence_of(claim) for one, claim in zip(foreign.statements, claims, strict=True)},
    }
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8", "replace")


def sentence_of(claim: tree.Claim) -> str:
    """The words of a claim on one line."""
    return " ".join(next((part.text for part in claim.body if isinstance(part, tree.Paragraph)), "").split())


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
