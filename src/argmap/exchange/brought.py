"""What imports brought, kept beside the texts, so that the next one knows what a person has edited since.

`sources/imported.json` has the SHA-256 of each file that came and the sentence of each statement, as they came last:
what an import does not have, because it is of another file or the statement is gone, it leaves as it is told there.
What is no more as it came is a person's, and stays; where there is no record, as in a project of an older argmap,
nothing is known to be.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from argmap.exchange.foreign import Foreign
from argmap.ground.files import digest, read_named
from argmap.notation import tree

RECORD = "sources/imported.json"
_LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Brought:
    """The digests of files by name, and the sentences by format and id of their statements (``aif:12``)."""

    files: Mapping[str, str]
    sentences: Mapping[str, str]

    def is_edited(self, name: str, data: bytes) -> bool:
        """Whether a file of `sources/` is no more as it came."""
        return self.files.get(name) != digest(data)

    def is_reworded(self, format: str, statement: str, claim: tree.Claim) -> bool:
        """Whether a claim's sentence is no more as it came."""
        return self.sentences.get(f"{format}:{statement}") != sentence_of(claim)

    def has_brought(self, format: str, statement: str, sentence: str) -> bool:
        """Whether a statement came before, in these words."""
        return self.sentences.get(f"{format}:{statement}") == sentence


def brought_before(folder: Path) -> Brought | None:
    """What the imports into `folder` recorded, nothing for a broken record; None where there is none."""
    path = folder / RECORD
    if not path.is_file():
        return None
    try:
        told = json.loads(read_named(path, _LARGEST))
        return Brought(_texts(told["files"]), _texts(told["sentences"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return Brought({}, {})  # then all is taken for edited: nothing is lost by that


def _texts(told: Any) -> dict[str, str]:
    return {name: text for name, text in dict(told).items() if isinstance(name, str) and isinstance(text, str)}


def record(
    foreign: Foreign, beside: Mapping[str, bytes], claims: Iterable[tree.Claim], before: Brought | None = None
) -> bytes:
    """The record of an import; `claims` are made of the statements of `foreign`, in their order."""
    statements = (f"{foreign.format}:{statement.id}" for statement in foreign.statements)
    told = Brought(
        {**(before.files if before else {}), **{name: digest(data) for name, data in beside.items()}},
        {**(before.sentences if before else {}), **dict(zip(statements, map(sentence_of, claims), strict=True))},
    )
    return (json.dumps(asdict(told), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8", "replace")


def sentence_of(claim: tree.Claim) -> str:
    """The words of a claim on one line."""
    return " ".join(next((part.text for part in claim.body if isinstance(part, tree.Paragraph)), "").split())
