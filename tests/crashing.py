"""Kills argmap at every step by which it writes, and lets its commands race; `make crash` does all of it.

A step is a call of the operating system that changes a file: each is counted, and the process ends before the n-th, or
in the middle of it where that is a write. What must hold: no file is ever neither as it was nor as it should be (damaged),
the same command run again leaves the outcome of a run that was not killed (half done), and nothing else (left over).
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CLAIMS = "# S\n\n##   main {conclusion}\n\nTrade   grew.\n\n- because:   ships\n- because: ports\n\n## ports {clam}\n\nPorts grew.\n"
MORE = "# T\n\n##   ships {clam}\n\nShips came.\n\n- cites:  @smith2010, p. 4\n"
PAPER = (
    "On trade\n\n1. Introduction\n\nTherefore small ports must seek large ships because trade grew in every year of the "
    "decade. However, ships were dear in the north (Smith 2010). It follows that ports must join an alliance of towns. "
    "Trade grew because the ports were open to ships of every nation (Smith 2010).\n\nReferences\n\n"
    "Smith, J. (2010). Ships. London: Press.\n"
)
_VERDICT = re.compile(rb'"date": "[^"]*"')
_CHANGING = ("write", "fsync", "truncate", "replace", "rename", "unlink", "mkdir", "rmdir", "chmod", "open")


@dataclass(frozen=True)
class Command:
    """A command that writes, and what is typed into it."""

    arguments: tuple[str, ...]
    typed: str = ""


COMMANDS = {
    "fmt": Command(("fmt",)),
    "check --fix": Command(("check", "--fix")),
    "rename": Command(("rename", "ships", "vessels")),
    "rename --source": Command(("rename", "--source", "smith2010", "smith-2010")),
    "pin": Command(("pin", "--project", ".")),
    "pin --from": Command(("pin", "--from", "found", "--yes")),
    "verdict": Command(("verdict", "main", "accepted", "--by", "Ada")),
    "review": Command(("review", "--by", "Ada"), "s\nq\n"),
    "lookup --offline": Command(("lookup", "--offline")),
    "new": Command(("new", "paper.txt", "drafted")),
    "build": Command(("build",)),
    "letter": Command(("letter", "-o", "out/letter.md")),
    "config": Command(("config", "reviewer", "Ada")),
}


@dataclass
class Outcome:
    """How many steps were tried, and what was wrong after them."""

    steps: int = 0
    damaged: int = 0
    half_done: int = 0
    left_over: int = 0

    @property
    def wrong(self) -> int:
        return self.damaged + self.half_done + self.left_over


def write_project(root: Path) -> Path:
    for folder in ("claims", "sources/texts", "found"):
        (root / folder).mkdir(parents=True)
    (root / "argmap.toml").write_text('title = "T"\n')
    (root / "claims" / "a.md").write_text(CLAIMS)
    (root / "claims" / "b.md").write_text(MORE)
    (root / "sources" / "w.bib").write_text(
        "@book{smith2010, author = {Smith, Anna}, title = {On Trade and Ships in the North}, year = {2010}, "
        "doi = {10.1000/ships}}\n"
        "@book{jones, author = {Jones, Bea}, title = {The Ports of the Southern Towns}, year = {1999}}\n"
    )
    (root / "sources" / "texts" / "smith2010.txt").write_text("Ships came from the north.\n")
    (root / "found" / "jones1999.txt").write_text(
        "The Ports of the Southern Towns\n\nBea Jones\n\n1999\n\nPorts grew.\n"
    )
    (root / "paper.txt").write_text(PAPER)
    write_retractions(root / "cache")
    return root


def write_retractions(cache: Path) -> None:
    """Data of Retraction Watch, of which `lookup --offline` makes answers."""
    from argmap.registries import retraction_watch

    os.environ["ARGMAP_CACHE"] = str(cache)
    columns = "RetractionDate,RetractionDOI,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason\n"
    data = f"{columns}3/9/2012 0:00,10.1000/r,10.1000/ships,0,Retraction,+Error;\n"
    retraction_watch.build(data.encode(), "2026-11-20T00:00:00Z")


def tree(root: Path) -> dict[str, bytes]:
    """Every file below a folder; of a verdict the moment does not count.

    Nor do the record of a build, which names it, and what was understood of texts: more may have been read.
    """
    uncounted = ("cache/builds/*.json", "cache/texts/[!.]*")
    files = (path for path in sorted(root.rglob("*")) if path.is_file() and not any(map(path.match, uncounted)))
    return {path.relative_to(root).as_posix(): _VERDICT.sub(b"", path.read_bytes()) for path in files}


def ours(name: str) -> bool:
    return Path(name).name.startswith(".argmap-")


def run(command: Command, root: Path, kill_at: int = 0) -> int:
    """Run a command in a process of its own, killed before its step `kill_at`; how many steps it took where it was not.

    A process that was killed gives -1.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            os.close(reading)
            _run_and_die(command, root, kill_at, writing)
        os._exit(70)
    os.close(writing)
    with os.fdopen(reading, "rb") as answers:
        steps = answers.read()
    os.waitpid(child, 0)
    return int(steps) if steps else -1


def _run_and_die(command: Command, root: Path, kill_at: int, answers: int) -> None:
    from argmap.cli import main

    os.chdir(root)
    os.environ["ARGMAP_CONFIG"] = str(root / "person" / "config.toml")
    os.environ["ARGMAP_CACHE"] = str(root / "cache")
    quiet = os.open(os.devnull, os.O_RDWR)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    sys.argv = ["argmap", *command.arguments]
    sys.stdin = io.StringIO(command.typed)
    count = 0

    def stepping(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            nonlocal count
            if name == "open" and not arguments[1] & (os.O_WRONLY | os.O_RDWR):
                return real(*arguments, **named)
            count += 1
            if count == kill_at:
                if name == "write":
                    real(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                os._exit(77)
            return real(*arguments, **named)

        return step

    real_write = os.write
    for name in _CHANGING:
        setattr(os, name, stepping(name, getattr(os, name)))
    with contextlib.suppress(SystemExit):
        main()
    real_write(answers, str(count).encode())
    os._exit(0)


def kill_everywhere(name: str, folder: Path, most: int | None = None) -> Outcome:
    """Kill a command once at each of its steps, or at `most` of them spread evenly, and run it again each time."""
    command, outcome = COMMANDS[name], Outcome()
    start = write_project(folder / "start")
    shutil.copytree(start, folder / "whole")
    before, steps = tree(start), run(command, folder / "whole")
    after = tree(folder / "whole")
    assert steps > 0 and after != before, f"{name} wrote nothing"
    chosen = range(1, steps + 1)
    for at in chosen if most is None else sorted({1 + round(n * (steps - 1) / (most - 1)) for n in range(most)}):
        root = folder / "killed"
        shutil.copytree(start, root)
        assert run(command, root, at) == -1, f"{name} was not killed at step {at}"
        found = tree(root)
        known = {key: {part[key] for part in (before, after) if key in part} for key in {*before, *after}}
        outcome.damaged += any(data not in known.get(key, ()) for key, data in found.items() if not ours(key))
        outcome.damaged += any(key not in found for key in before)
        run(command, root)
        again = tree(root)
        outcome.left_over += any(ours(key) for key in again) or bool({*again} - {*after})
        outcome.half_done += not _same(again, after)
        outcome.steps += 1
        shutil.rmtree(root)
    return outcome


def _same(found: dict[str, bytes], wanted: dict[str, bytes]) -> bool:
    """Whether two trees are one; more verdicts may stand in the log, if the one who was killed had given one."""
    if found.keys() != wanted.keys():
        return False
    return all(
        data == wanted[key] or (key.endswith(".jsonl") and {*data.split(b"\n")} >= {*wanted[key].split(b"\n")})
        for key, data in found.items()
    )


# -- commands that run at once --------------------------------------------------------------------------------------


def race(folder: Path, rounds: int) -> Iterator[str]:
    """Let fmt, rename, verdict and an editor write at once; a sentence for each work that was lost."""
    for number in range(rounds):
        root = folder / f"race-{number}"
        (root / "claims").mkdir(parents=True)
        (root / "argmap.toml").write_text('title = "T"\n')
        for part in range(1, 7):
            claims = "".join(
                f"##   c{part}-{k}   {{claim}}\n\nClaim {k}.\n\n-   because:  c1-1\n\n" for k in range(1, 41)
            )
            (root / "claims" / f"{part}.md").write_text(f"# S{part}\n\n{claims}")
        commands = {
            "fmt": ("fmt",),
            "rename": ("rename", "c1-1", "zz"),
            "verdict": ("verdict", "c2-1", "accepted", "--by", "Ada"),
        }
        running = {
            name: subprocess.Popen(
                [sys.executable, "-m", "argmap", *arguments], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
            )
            for name, arguments in commands.items()
        }
        edits = 0
        while any(process.poll() is None for process in running.values()):
            edits += _edit(root / "claims" / "3.md", f"<!-- edit {edits} -->\n")
            time.sleep(0.003 * (1 + number % 7))
        said = {name: process.communicate()[0].decode() for name, process in running.items()}
        done = {name: process.returncode == 0 for name, process in running.items()}
        text = "".join((root / "claims" / f"{part}.md").read_text() for part in range(1, 7))
        log = (root / "claims" / "reviews.jsonl").read_text() if done["verdict"] else ""
        lost = {
            "fmt": done["fmt"] and "##   " in text,
            "rename": (done["rename"] and "c1-1\n" in text) or (not done["rename"] and "zz" in text),
            "verdict": done["verdict"] and '"c2-1"' not in log,
            "editor": any(f"<!-- edit {edit} -->" not in text for edit in range(edits)),
            "nothing said": any(not done[name] and "run the command again" not in said[name] for name in done),
            "left over": any(ours(path.name) for path in root.rglob("*")),
        }
        yield from (f"round {number}: {name}" for name, is_lost in lost.items() if is_lost)
        shutil.rmtree(root)


def _edit(path: Path, line: str) -> bool:
    """Add a line as an editor does that saves a whole new file and asks before it overwrites what has changed."""
    before = path.read_bytes()
    beside = path.with_suffix(".editor")
    beside.write_bytes(before + line.encode())
    if path.read_bytes() != before:
        beside.unlink()
        return False
    beside.replace(path)
    return True


def main() -> int:
    """All commands at all their steps, and 200 rounds of a race: a table of what was tried, and 1 where it went wrong."""
    rounds, wrong = 200, 0
    print("| command | steps | damaged | half done | left over |\n| --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as place:
        for name in COMMANDS:
            found = kill_everywhere(name, Path(place) / name.replace(" ", ""))
            wrong += found.wrong
            print(f"| {name} | {found.steps} | {found.damaged} | {found.half_done} | {found.left_over} |", flush=True)
        lost = list(race(Path(place), rounds))
    print(f"\n{rounds} rounds of fmt, rename, verdict and an editor at once: lost {len(lost)}", *lost, sep="\n")
    return 1 if wrong or lost else 0


if __name__ == "__main__":
    sys.exit(main())
