"""Lays maps out: Graphviz embedded through pygraphviz, else `dot` on the PATH, else argmap's own tidy layout.

Each Graphviz runs in a process that is killed when its time is over, and one process lays out many maps. The engines
and their order were chosen by trial: pygraphviz's wheels need nothing installed, an installed `dot` may be old, and
the last resort cannot fail, so that a build never lacks its maps.
"""

from __future__ import annotations

import atexit
import base64
import contextlib
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Literal, NamedTuple, overload

from argmap.ground.programs import find_program
from argmap.maps.drawing import Drawing, finish
from argmap.maps.faces import Face, face_of
from argmap.maps.layout import Layout, layout_source, read_layout
from argmap.maps.tidy import tidy_layout
from argmap.maps.view import View

Engine = Literal["embedded", "dot", "tidy"]
ENGINES: tuple[Engine, ...] = ("embedded", "dot", "tidy")
ENGINE_NAMES = {
    "embedded": "the Graphviz built into argmap",
    "dot": "the Graphviz of the machine",
    "tidy": "argmap's own layout",
    "pages": "argmap's layout for pages",
}
SECONDS = 10.0
_PATIENCE = 3
"""How many maps may hang or crash before the rest is not tried."""
_NO_START = "it cannot start"
_TOGETHER = 8

Job = tuple[str, str, str]


def draw(view: View, engine: Engine | None = None, seconds: float = SECONDS) -> Drawing:
    """Lay one view out. `engine` asks for one engine (and the tidy layout where it fails)."""
    return draw_all((view,), engine, seconds)[0]


def draw_all(views: Sequence[View], engine: Engine | None = None, seconds: float = SECONDS) -> tuple[Drawing, ...]:
    """Lay views out in their order, each with the first engine that can; `seconds` is the time for a single map.

    The first conclusion stands first: where another frame would stand above its own, the map is laid out the other way
    up, and where cards would stand above it still, without frames.
    """
    views = list(views)
    faces = [{item.id: face_of(item) for item in view.items} for view in views]
    layouts = _lay_out(views, faces, engine, seconds)
    begun = [_begun(*pair) for pair in zip(views, layouts, strict=True)]
    for framed, enough in ((True, 2), (False, 1)):
        wrong = [place for place, well in enumerate(begun) if well < enough]
        tried = [views[place] if framed else replace(views[place], groups=()) for place in wrong]
        again = _lay_out(tried, [faces[place] for place in wrong], engine, seconds, mirrored=framed)
        for place, view, layout in zip(wrong, tried, again, strict=True):
            if (well := _begun(view, layout)) > begun[place]:
                views[place], layouts[place], begun[place] = view, layout, well
    return tuple(
        finish(view, face, layout or tidy_layout(view, face))
        for view, face, layout in zip(views, faces, layouts, strict=True)
    )


class Drawings(Sequence[Drawing]):
    """The drawings of views, each laid out when it is first asked for, and some others with it.

    To start Graphviz takes as long as to lay out twenty maps: so those `at_once` are laid out with the first that is
    asked for, and a few that come next.
    """

    def __init__(self, views: Sequence[View], at_once: Iterable[int]) -> None:
        self._views = views
        self._waiting = frozenset(at_once)
        self._drawn: dict[int, Drawing] = {}

    def __len__(self) -> int:
        return len(self._views)

    @overload
    def __getitem__(self, place: int) -> Drawing: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Drawing]: ...
    def __getitem__(self, place: int | slice) -> Drawing | Sequence[Drawing]:
        if isinstance(place, slice):
            return [self[at] for at in range(len(self))[place]]
        place = range(len(self))[place]
        if place not in self._drawn:
            together = self._waiting.union(range(place, min(place + _TOGETHER, len(self)))) - self._drawn.keys()
            drawings = draw_all([self._views[at] for at in sorted(together)])
            self._drawn.update(zip(sorted(together), drawings, strict=True))
        return self._drawn[place]

    @property
    def timely(self) -> bool:
        """Whether none had to be laid out without Graphviz, which may be a matter of time."""
        return not any(drawing.engine == "tidy" and drawing.view.cards for drawing in self._drawn.values())


def _begun(view: View, layout: Layout | None) -> int:
    """Of a map with frames: 2 where the first conclusion's is uppermost, 1 where at least no card stands above it."""
    home = next((g.id for g in view.groups for c in view.cards if c.look == "conclusion" and c.id in g.members), None)
    if layout is None or home is None:
        return 2
    main = next(layout.boxes[card.id] for card in view.cards if card.look == "conclusion")
    if any(box.bottom <= main.y and box.x < main.right and main.x < box.right for box in layout.boxes.values()):
        return 0
    return 2 if layout.groups[home].y <= min(frame.y for frame in layout.groups.values()) + 1.0 else 1


def _lay_out(
    views: Sequence[View],
    faces: Sequence[Mapping[str, Face]],
    engine: Engine | None,
    seconds: float,
    mirrored: bool = False,
) -> list[Layout | None]:
    """What Graphviz makes of the views; None where it cannot."""
    layouts: list[Layout | None] = [None] * len(views)
    for candidate in ENGINES if engine is None else (engine,):
        waiting = [place for place, layout in enumerate(layouts) if layout is None and views[place].cards]
        if candidate == "tidy" or not waiting:
            break
        jobs: list[Job] = [("dot", "json0", layout_source(views[place], faces[place], mirrored)) for place in waiting]
        run = run_embedded if candidate == "embedded" else run_dot
        for place, answer in zip(waiting, run(jobs, seconds), strict=True):
            if isinstance(answer, bytes):
                try:
                    layouts[place] = read_layout(views[place], faces[place], answer, candidate, mirrored)
                except (ValueError, KeyError, IndexError, TypeError):
                    layouts[place] = None
    return layouts


def run_embedded(jobs: Sequence[Job], seconds: float) -> list[bytes | str]:
    """What the embedded Graphviz drew for each job, or why not. A job that hangs or crashes costs only itself."""
    if importlib.util.find_spec("pygraphviz") is None:
        return ["pygraphviz is not installed"] * len(jobs)
    answers: list[bytes | str] = []
    lost = 0
    while len(answers) < len(jobs):
        lines, why = _run_batch(jobs[len(answers) :], seconds)
        answers += [line[1:] if line.startswith("!") else base64.b64decode(line) for line in lines]
        if why is not None and len(answers) < len(jobs):
            lost += 1
            hopeless = lost >= _PATIENCE or why.startswith(_NO_START)
            answers += [why] * (len(jobs) - len(answers) if hopeless else 1)
    return answers


class _Graphviz(NamedTuple):
    """A process that lays out one batch after another, and the file with what it complains of."""

    process: subprocess.Popen[bytes]
    problems: IO[bytes]

    @classmethod
    def ready(cls) -> _Graphviz:
        """One that waits for work, else a new one: to start it takes as long as to lay out twenty maps."""
        while _waiting:
            idle = _waiting.pop()
            if idle.process.poll() is None:
                idle.problems.seek(0)
                idle.problems.truncate()
                return idle
            idle.end()
        # by its path: as a module it would load all of this package first, which takes three times as long as Graphviz
        command = [sys.executable, "-P", str(Path(__file__).with_name("embedded.py"))]
        problems = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the process
        try:
            return cls(
                subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=problems), problems
            )
        except OSError:
            problems.close()
            raise

    def end(self) -> None:
        """Kill the process, whatever it does."""
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout, self.problems):
            with contextlib.suppress(OSError):
                stream and stream.close()
        self.process.wait()


_waiting: list[_Graphviz] = []
"""Those that have done all they were asked for. A copy of this process leaves them to the process that began them."""
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_waiting.clear)


@atexit.register
def _end_waiting() -> None:
    while _waiting:
        _waiting.pop().end()


def _run_batch(jobs: Sequence[Job], seconds: float) -> tuple[list[str], str | None]:
    """The answers that came, each within `seconds` of the one before, and why the rest did not (None: all came)."""
    answers: list[str] = []
    try:
        graphviz = _Graphviz.ready()
    except OSError as error:
        return [], f"{_NO_START}: {error}"
    process = graphviz.process
    assert process.stdin is not None
    lines: SimpleQueue[bytes | None] = SimpleQueue()
    # no thread is left between batches: with one, strangers' files could not be read in a process with limits
    reader = Thread(target=_pass_on, args=(process, len(jobs), lines), daemon=True)
    reader.start()
    try:
        with contextlib.suppress(OSError):  # a process that died at once is told by its missing answers
            process.stdin.write(json.dumps(jobs).encode() + b"\n")
            process.stdin.flush()
        while len(answers) < len(jobs):
            line = lines.get(timeout=seconds)
            if line is None:
                process.wait()
                return answers, _last_words(graphviz.problems, process.returncode)
            answers.append(line.decode("ascii", errors="replace").rstrip())
    except Empty:
        return answers, f"Graphviz took more than {seconds:g} s"
    finally:
        if len(answers) == len(jobs):
            reader.join()
            _waiting.append(graphviz)
        else:
            process.kill()
            reader.join()
            graphviz.end()
    return answers, None


def _pass_on(process: subprocess.Popen[bytes], number: int, lines: SimpleQueue[bytes | None]) -> None:
    """Hand on each whole line of so many that the process writes, and None where it ends before."""
    assert process.stdout is not None
    for _ in range(number):
        line = process.stdout.readline()
        lines.put(line if line.endswith(b"\n") else None)


def _last_words(problems: IO[bytes], code: int) -> str:
    """Why a process ended too early, by the last line it wrote about it."""
    problems.seek(0)
    said = problems.read().decode(errors="replace").strip().splitlines()
    why = said[-1] if said else f"exit code {code}"
    return f"{_NO_START}: {why}" if "ImportError" in why or "ModuleNotFound" in why else f"Graphviz stopped: {why}"


def run_dot(jobs: Sequence[Job], seconds: float) -> list[bytes | str]:
    """What an installed `dot` drew for each job, or why not. After one time-out the rest is not tried."""
    program = find_program("dot")
    if program is None:
        return ["no dot on the PATH"] * len(jobs)
    answers: list[bytes | str] = []
    for layout_program, format_, source in jobs:
        # the graphviz package has no time limit, and dot 2.43 is known to hang on large clustered graphs
        command = [program, f"-K{layout_program}", f"-T{format_}"]
        try:
            done = subprocess.run(command, input=source.encode(), capture_output=True, timeout=seconds, check=True)
        except subprocess.TimeoutExpired:
            return [*answers, *[f"dot took more than {seconds:g} s"] * (len(jobs) - len(answers))]
        except (OSError, subprocess.CalledProcessError) as error:
            answers.append(f"dot failed: {error}")
        else:
            answers.append(done.stdout)
    return answers
