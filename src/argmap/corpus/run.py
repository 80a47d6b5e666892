"""One run over many papers: what is done is kept as it is done, so that a run that was interrupted can go on.

Records go into a file as they come and are read back from it: of each paper only the place of its record is held.
"""

from __future__ import annotations

import hashlib
import tempfile
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import IO

from argmap.corpus.plan import Plan
from argmap.corpus.records import Record, key_of, read_record, write_record
from argmap.corpus.workers import audit_as_done
from argmap.ground.files import replacing
from argmap.ground.unseen import without_surrogates

_TRIED_AGAIN = ("too long", "too large", "crashed", "fault")


class Kept:
    """A file of records, one a line, in which they stand as they came."""

    def __init__(self, file: IO[bytes]) -> None:
        """`file` is open for reading and appending, and what it holds are records."""
        self._file = file
        self._known: dict[bytes, int] = {}
        self._end = self.before = 0
        for line in file:
            record = read_record(line)
            self._known[_name(record["path"], record["key"])] = self._end
            self._end += len(line)
            self.before += 1

    def place_of(self, paper: Path, plan: Plan) -> int:
        """Where the record is that a paper has from before, of the same bytes, version and options; -1 without one."""
        with suppress(OSError):
            if self._known:
                return self._known.get(_name(str(paper), key_of(paper, plan.select, plan.ignore)), -1)
        return -1

    def add(self, record: Record) -> int:
        """Keep a record; where it is."""
        place, line = self._end, write_record(record).encode()
        self._file.write(line)
        self._file.flush()
        self._end += len(line)
        return place

    def lines(self, places: Sequence[int]) -> Iterator[bytes]:
        """The records at these places, in this order."""
        for place in places:
            self._file.seek(place)
            yield self._file.readline()


def _name(path: str, key: str) -> bytes:
    return hashlib.blake2b(f"{key}{without_surrogates(path)}".encode(), digest_size=16).digest()


@contextmanager
def keeping(output: Path | None, resume: bool) -> Iterator[Kept]:
    """Where the records of a run are kept: beside the output, to stay there until `finish`; else for the run alone.

    With `resume` those are in it that an interrupted run kept, and those of a finished one (JSONL) but for papers that
    went beyond a limit or ended their process, which are tried again. Raises ArgmapError where it cannot be written.
    """
    if output is None:
        with tempfile.TemporaryFile() as spilled:
            yield Kept(spilled)
        return
    part = part_of(output)
    with replacing(part) as file:
        if resume:
            file.writelines(line for line, record in _lines(output) if record["state"] not in _TRIED_AGAIN)
            file.writelines(line for line, _ in _lines(part))
    with part.open("a+b") as kept:
        kept.seek(0)
        yield Kept(kept)


def run(papers: Sequence[Path], plan: Plan, told: Callable[[int, Record], None], kept: Kept) -> Sequence[int]:
    """The places in `kept` of the records of all papers, in order.

    `told` hears of each that was audited now, with how many are done. A paper of which a record is kept, under the
    same path and of the same bytes, version and options, is not audited again.
    """
    places = array("q", (kept.place_of(paper, plan) for paper in papers))
    open_here = array("q", (number for number, place in enumerate(places) if place < 0))
    done = len(papers) - len(open_here)
    with closing(audit_as_done([papers[number] for number in open_here], plan)) as coming:
        for number, record in coming:
            places[open_here[number]] = kept.add(record)
            done += 1
            told(done, record)
    return places


def part_of(output: Path) -> Path:
    """The file beside the output in which records are kept until all are there."""
    return output.with_name(f"{output.name}.part")


def finish(output: Path) -> None:
    """Take away the file in which records were kept: the output holds them."""
    part_of(output).unlink(missing_ok=True)


def _lines(path: Path) -> Iterator[tuple[bytes, Record]]:
    """The records in a file, each with its line; what is none, as the last line of an interrupted run, is left out."""
    with suppress(OSError), path.open("rb") as file:
        for line in file:
            with suppress(ValueError, KeyError, RecursionError):
                record = read_record(line)
                yield write_record(record).encode(), record
