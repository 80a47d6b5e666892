"""What was understood of files, kept in the person's own cache, so that the next command need not read them again.

It is kept by the digest of all it was made of: the bytes, what else its readers went by, and the files of this program.
So another file never has it, nor another argmap. What is fetched is made of the types that
its reader names and of no others, so that no file there can have anything run; a broken one costs a reading.
"""

from __future__ import annotations

import hashlib
import io
import os
import pickle
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import replacing
from argmap.ground.person import cache_folder, forget_oldest
from argmap.ground.version import digest_of_program

Types = Mapping[str, frozenset[str]]
"""The names of types by the modules that they are of."""
_MOST_BYTES = 200_000_000
_SUM = hashlib.sha256().digest_size

_Understood = TypeVar("_Understood")


def place_of(data: bytes, *more: object) -> Path:
    """Where what was made of these bytes, and of whatever else has a part in it, is kept or would be."""
    digest = hashlib.sha256(repr((_program(), *more)).encode("utf-8", "backslashreplace"))
    digest.update(data)
    return cache_folder() / "texts" / digest.hexdigest()[:40]


@cache
def _program() -> str:
    return digest_of_program()


def fetch(place: Path, kind: type[_Understood], types: Types) -> _Understood | None:
    """What is kept there, of these types; None where nothing is, or nothing that `keep` wrote."""
    try:
        # not by `argmap.ground.files`, which lets a project's reading have no file outside it
        kept = memoryview(place.read_bytes())
        if hashlib.sha256(kept[_SUM:]).digest() != kept[:_SUM]:
            return None
        found = _Fetching(io.BytesIO(kept[_SUM:]), types).load()
        os.utime(place)
    except Exception:  # whatever a broken file makes of itself
        return None
    return found if isinstance(found, kind) else None


def keep(understood: object, place: Path) -> None:
    """Keep what was understood, in a folder of this person alone; where that cannot be, it is read again."""
    with suppress(ArgmapError, OSError, RecursionError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        whole = io.BytesIO()
        pickle.dump(understood, whole, pickle.HIGHEST_PROTOCOL)
        with replacing(place) as file:
            file.write(hashlib.sha256(whole.getbuffer()).digest())
            file.write(whole.getbuffer())
        if place.name.startswith("0"):  # one of sixteen: to look through all takes longer than to keep this one
            forget_oldest(place.parent.iterdir(), _MOST_BYTES, lambda found: found.st_size)


class _Fetching(pickle.Unpickler):
    """Makes values of the types that are named and nothing else."""

    def __init__(self, file: io.BytesIO, types: Types) -> None:
        super().__init__(file)
        self._types = types

    def find_class(self, module: str, name: str) -> Callable[..., Any]:
        if name in self._types.get(module, ()):
            return super().find_class(module, name)  # type: ignore[no-any-return]
        raise pickle.UnpicklingError(f"{module}.{name} is nothing that is kept here")
