"""Lays maps out: Graphviz embedded through pygraphviz, else `dot` on the PATH, else argmap's own tidy layout.

Each Graphviz runs in a process that is killed when its time is over, and one process lays out many maps. The engines
and their order were chosen by trial: pygraphviz's wheels need nothing installed, an installed `dot` may be old, and
the last resort cannot fail, so that a build never lacks its maps.
"""

from __future__ import annotations

import base64
import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from typing import Literal

from argmap.maps.drawing import Drawing, finish
from argmap.maps.faces import face_of
from argmap.maps.layout import Layout, layout_source, read_layout
from argmap.maps.tidy import tidy_layout
from argmap.maps.view import View

Engine = Literal["embedded", "dot", "tidy"]
ENGINES: tuple[Engine, ...] = ("embedded", "dot", "tidy")
ENGINE_NAMES = {"embedded": "Graphviz (embedded)", "dot": "Graphviz (dot)", "tidy": "argmap's own layout"}
SECONDS = 10.0

Job = tuple[str, str, str]


def draw(view: View, engine: Engine | None = None, seconds: float = SECONDS) -> Drawing:
    """Lay one view out. `engine` asks for one engine (and the tidy layout where it fails)."""
    return draw_all((view,), engine, seconds)[0]


def draw_all(views: Sequence[View], engine: Engine | None = None, seconds: float = SECONDS) -> tuple[Drawing, ...]:
    """Lay views out in their order, each with the first engine that can; `seconds` is the time for a single map."""
    faces = [{item.id: face_of(item) for item in view.items} for view in views]
    layouts: list[Layout | None] = [None] * len(views)
    for candidate in ENGINES if engine is None else (engine,):
        waiting = [place for place, layout in enumerate(layouts) if layout is None and views[place].cards]
        if candidate == "tidy" or not waiting:
            break
        jobs: list[Job] = [("dot", "json0", layout_source(views[place], faces[place])) for place in waiting]
        run = run_embedded if candidate == "embedded" else run_dot
        for place, answer in zip(waiting, run(jobs, seconds), strict=True):
            if isinstance(answer, bytes):
                try:
                    layouts[place] = read_layout(views[place], faces[place], answer, candidate)
                except (ValueError, KeyError, IndexError, TypeError):
                    layouts[place] = None
    return tuple(
        finish(view, face, layout or tidy_layout(view, face))
        for view, face, layout in zip(views, faces, layouts, strict=True)
    )


def run_embedded(jobs: Sequence[Job], seconds: float) -> list[bytes | str]:
    """What the embedded Graphviz drew for each job, or why not. A job that hangs or crashes costs only itself."""
    if importlib.util.find_spec("pygraphviz") is None:
        return ["pygraphviz is not installed"] * len(jobs)
    answers: list[bytes | str] = []
    while len(answers) < len(jobs):
        before = len(answers)
        lines, why = _run_batch(jobs[before:], seconds)
        answers += [line[1:] if line.startswith("!") else base64.b64decode(line) for line in lines]
        if why is not None:
            if not lines and before == 0 and why.startswith("it cannot start"):
                return [why] * len(jobs)
            if len(answers) < len(jobs):
                answers.append(why)
    return answers


def _run_batch(jobs: Sequence[Job], seconds: float) -> tuple[list[str], str | None]:
    """The answers that came in time, and why the rest did not (None where all came)."""
    command = [sys.executable, "-P", "-m", "argmap.maps.embedded"]
    # half a second for each map beyond the first: a whole batch is quick, a single hard map gets its full time
    limit = seconds + 0.5 * (len(jobs) - 1)
    try:
        done = subprocess.run(command, input=json.dumps(jobs).encode(), capture_output=True, timeout=limit, check=False)
        output, problem = done.stdout, done.stderr.decode(errors="replace").strip().splitlines()
        why = f"Graphviz stopped: {problem[-1] if problem else done.returncode}"
        if done.returncode and b"ImportError" in done.stderr + done.stdout:
            why = f"it cannot start: {problem[-1]}"
    except subprocess.TimeoutExpired as expired:
        output, why = expired.stdout or b"", f"Graphviz took more than {seconds:g} s"
    except OSError as error:
        return [], f"it cannot start: {error}"
    complete = output[: output.rfind(b"\n") + 1].decode("ascii", errors="replace").splitlines()
    return complete, None if len(complete) == len(jobs) else why


def run_dot(jobs: Sequence[Job], seconds: float) -> list[bytes | str]:
    """What an installed `dot` drew for each job, or why not. After one time-out the rest is not tried."""
    program = shutil.which("dot")
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
