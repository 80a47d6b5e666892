"""What an edit in the workshop costs, from the request to the findings in the page's hands. Run it by hand.

The project of this repository, with its paper, and projects drawn as `cost_of_check.py` draws them. Each edit is done
as the server does it: worked out, checked, written with its journal, and told as JSON together with the state since the
revision before. Given are processor milliseconds of this process (user and system), the median and the 95th of a
hundred, since the times of a shared machine say little; and for each project what reading and checking it anew takes.
"""

from __future__ import annotations

import gc
import json
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from argmap.checks import run_checks
from argmap.project import load
from argmap.workshop import state as states
from argmap.workshop.guard import Guard
from argmap.workshop.server import Workshop
from argmap.workshop.session import Session
from cost_of_check import REPOSITORY, draw_project
from shared.table import head, row

EDITS = int(sys.argv[1]) if len(sys.argv) > 1 else 100


def measure(work: Callable[[int], object], times: int) -> tuple[float, float]:
    """Median and 95th of a hundred, in processor milliseconds."""
    taken = []
    for number in range(times):
        began = time.process_time()
        work(number)
        taken.append((time.process_time() - began) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def copied(folder: Path) -> Path:
    """The project of this repository alone."""
    for name in ("claims", "sources"):
        shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "pyproject.toml", folder / "pyproject.toml")
    return folder


def edits_of(session: Session, chance: random.Random) -> Callable[[int], object]:
    """One edit after the other: a claim of a selection, or of words where there is no paper; a step; a sentence."""
    workshop = Workshop(session, Guard("127.0.0.1", 1))
    document = session.project.document

    def edit(number: int) -> object:
        ids = list(session.project.argument.claims)
        before = session.rev
        etag = None
        if number % 3 == 0 and document:
            sentence = chance.choice(document.sentences)
            asked = ("claims", None, {"start": sentence.start, "end": sentence.end, "id": f"new-{number}"})
        elif number % 3 == 0:
            asked = ("claims", None, {"text": f"A new claim, number {number}.", "id": f"new-{number}"})
        elif number % 3 == 1:
            claim = f"new-{number - 1}" if f"new-{number - 1}" in ids else ids[-1]
            asked = ("steps", None, {"claim": claim, "premises": [chance.choice(ids[: len(ids) // 2])]})
        else:
            asked = ("claims", chance.choice(ids), {"text": f"Another sentence, number {number}."})
        try:
            answer = session.do(*asked, etag)
        except Exception as error:  # a step to itself, a sentence that is no words: told, and not counted as slow
            return str(error)
        return json.dumps(states.answer_entry(answer)), json.dumps(workshop.state_since(before))

    return edit


def main() -> None:
    """Print one row a project, as a table in Markdown."""
    gc.set_threshold(200_000, 50, 100)  # as the command line sets it
    head("project", "claims", "load and check", "edit → findings, median", "95th of 100", "change from outside, median")
    with tempfile.TemporaryDirectory() as folder:
        made = [("this repository's", copied(Path(folder) / "seed"))]
        for count in (1_000, 5_000):
            draw_project(Path(folder) / str(count), count)
            made.append(("drawn", Path(folder) / str(count)))
        for name, root in made:
            session = Session(root, "A. Reader")
            count = len(session.project.argument.claims)
            edit = edits_of(session, random.Random(7))
            edit(0)  # what is loaded only once
            base, _ = measure(lambda _, root=root: run_checks(load(root)), 5)  # type: ignore[misc]
            median, slowest = measure(edit, EDITS)
            file = next(iter(sorted((root / "claims").glob("*.md"))))

            def outside(number: int, session: Session = session, file: Path = file) -> object:
                file.write_text(file.read_text("utf-8") + f"\n<!-- {number} -->\n", "utf-8")
                return session.refresh()

            seen, _ = measure(outside, 10)
            row(name, f"{count:,}", *(f"{value:.0f} ms" for value in (base, median, slowest, seen)))


if __name__ == "__main__":
    main()
