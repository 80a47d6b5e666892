"""One run over many papers: what is done is kept as it is done, so that a run that was interrupted can go on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from argmap.corpus.records import Record, key_of, read_record, write_record
from argmap.corpus.workers import MEMORY, SECONDS, audit_many
from argmap.ground.files import write_output

_TRIED_AGAIN = ("too long", "too large", "crashed", "fault")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked of each paper, and with how much."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    jobs: int | None = None
    seconds: float = SECONDS
    memory: int = MEMORY


def run(
    papers: Sequence[Path],
    plan: Plan,
    told: Callable[[int, Record], None],
    keep: Path | None = None,
    known: Iterable[Record] = (),
) -> list[Record]:
    """The records of all papers, in order. `told` hears of each that was audited now, with how many are done.

    Each record is added to the file `keep` as soon as it is there. A paper that `known` has a record of, under the same
    path and of the same bytes, version and options, is not audited again.
    """
    there = {(record["path"], record["key"]): record for record in known}
    records: list[Record | None] = [_known(paper, plan, there) if there else None for paper in papers]
    open_here = [number for number, record in enumerate(records) if record is None]
    done = len(papers) - len(open_here)
    file = keep.open("ab") if keep else None

    def heard(number: int, record: Record) -> None:
        nonlocal done
        records[open_here[number]] = record
        done += 1
        if file is not None:
            file.write(write_record(record).encode())
            file.flush()
        told(done, record)

    try:
        many = audit_many(
            [papers[number] for number in open_here],
            select=plan.select,
            ignore=plan.ignore,
            jobs=plan.jobs,
            seconds=plan.seconds,
            memory=plan.memory,
            told=heard,
        )
        for _ in many:
            pass
    finally:
        if file is not None:
            file.close()
    return [record for record in records if record is not None]


def _known(paper: Path, plan: Plan, there: dict[tuple[str, str], Record]) -> Record | None:
    with suppress(OSError):
        return there.get((str(paper), key_of(paper, plan.select, plan.ignore)))
    return None


def part_of(output: Path) -> Path:
    """The file beside the output in which records are kept until all are there."""
    return output.with_name(f"{output.name}.part")


def begin(output: Path, resume: bool) -> list[Record]:
    """Make the file in which records are kept, and the records to go on from.

    With `resume` these are those that an interrupted run kept, and those of a finished one (JSONL) but for papers that
    went beyond a limit or ended their process, which are tried again. Raises ArgmapError where it cannot be written.
    """
    part = part_of(output)
    known: list[Record] = []
    if resume:
        finished = [record for record in _lines(output) if record["state"] not in _TRIED_AGAIN]
        known = [*finished, *_lines(part)]
    write_output(part, "".join(map(write_record, known)))
    return known


def finish(output: Path, data: bytes) -> None:
    """Write the output and take away the file in which records were kept."""
    write_output(output, data)
    part_of(output).unlink(missing_ok=True)


def _lines(path: Path) -> list[Record]:
    """The records in a file; a line that is none, as the last of an interrupted run may be, is left out."""
    found = []
    with suppress(OSError), path.open("rb") as file:
        for line in file:
            with suppress(ValueError, KeyError, RecursionError):
                found.append(read_record(line))
    return found
