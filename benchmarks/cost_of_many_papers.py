"""What an audit of many papers costs: ``python benchmarks/cost_of_many_papers.py [PAPERS [FOLDER]]`` (200 papers).

Seven papers in eight are drawn (5 kB of Markdown with citations and a list of works), one in eight is a paper of at
most 60 kB from ARGMAP_CORPORA whose copy is altered, so that no two are alike. Three more are bad: one hangs, one
crashes, one eats memory, each by what a stand-in does in the process that audits it. After a third of the papers the
run is interrupted (Ctrl-C), after two thirds it is killed, and each time gone on with; what is audited twice ends the
program. Processor time is that of the command and of all that it started, as far as the system tells of those that
were left by the killed command. How busy the run was is this time in the time that passed; the machine's idle time
tells whether more was to be had. Memory is looked at every half second.
"""

from __future__ import annotations

import io
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections import Counter
from pathlib import Path

from cost_of_check import REPOSITORY
from shared.processes import TICKS, seconds_of
from shared.quotation_prose import NAMES, made_prose
from shared.table import corpora, head, row

MOST = 60_000
SECONDS = 60
BAD = """
import os, signal, sys, time
if "argmap.corpus.worker" in " ".join(sys.orig_argv):
    import argmap.corpus.records as records
    whole = records.record_of
    def record_of(path, *options):
        if path.name.startswith("hangs"):
            time.sleep(3600)
        if path.name.startswith("crashes"):
            os.kill(os.getpid(), signal.SIGSEGV)
        if path.name.startswith("eats"):
            eaten = [bytearray(50_000_000) for _ in range(400)]
        return whole(path, *options)
    records.record_of = record_of
"""
BAD_ONES = {"hangs.txt": "too long", "crashes.txt": "crashed", "eats.txt": "too large"}


def main() -> None:
    """Draw the papers, audit them, say what it took; and stop where a record is missing or wrong."""
    papers = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as made:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(made)
        draw(folder / "papers", papers)
        (folder / "site").mkdir(parents=True, exist_ok=True)
        (folder / "site" / "sitecustomize.py").write_text(BAD)
        measure(folder, papers)


def draw(folder: Path, papers: int) -> None:
    """Write so many papers and the bad ones; the same number writes the same papers."""
    held = held_papers()
    for number in range(papers):
        place = folder / f"{number // 500:03}"
        place.mkdir(parents=True, exist_ok=True)
        chance = random.Random(number)
        if held and number % 8 == 0:
            paper = held[number // 8 % len(held)]
            (place / f"{number:06}{paper.suffix}").write_bytes(altered(paper, number))
        else:
            (place / f"{number:06}.md").write_text(drawn_paper(chance, number), "utf-8")
    for name in BAD_ONES:
        (folder / "000" / name).write_text(drawn_paper(random.Random(name), 0), "utf-8")


def held_papers() -> list[Path]:
    """Papers by others, of all formats, that are small enough."""
    root = corpora()
    if root is None:
        return []
    suffixes = (".pdf", ".docx", ".md", ".html", ".xml", ".tex", ".jats")
    found = (p for p in sorted((root / "papers").rglob("*")) if p.is_file() and p.suffix in suffixes)
    return [paper for paper in found if paper.stat().st_size <= MOST]


def altered(paper: Path, number: int) -> bytes:
    """The bytes of a paper with a mark that makes them those of another file and leaves its text as it is."""
    data = paper.read_bytes()
    if paper.suffix == ".docx":
        whole = io.BytesIO(data)
        with zipfile.ZipFile(whole, "a") as package:
            package.comment = f"copy {number}".encode()
        return whole.getvalue()
    mark = {".pdf": "\n%% copy {}\n", ".tex": "\n% copy {}\n"}.get(paper.suffix, "\n<!-- copy {} -->\n")
    return data + mark.format(number).encode()


def drawn_paper(chance: random.Random, number: int) -> str:
    """A paper of about 5 kB, with citations, notes and a list of works."""
    names = NAMES["fresh"].split()
    people = [chance.choice(names) for _ in range(12)]
    works = [
        f"{who}, {chance.choice('ABCDEFG')}. ({chance.randint(1950, 2020)}). {drawn_title(chance)}, part {n}. "
        f"*Journal of Regional Studies*, {chance.randint(1, 60)}, {n + 1}–{n + 20}."
        for n, who in enumerate(people)
    ]
    body = made_prose("fresh", chance, 36).replace(". ", f" ({people[0]} {chance.randint(1950, 2020)}). ", 5)
    return f"# On the matter of {number}\n\n{body}\n\n## References\n\n" + "\n\n".join(works) + "\n"


def drawn_title(chance: random.Random) -> str:
    """Some words of prose as a title."""
    return f"On {made_prose('fresh', chance, 1)[4:40].strip()}"


def measure(folder: Path, papers: int) -> None:
    """Audit the folder in a process of its own, looked at while it runs, interrupted and killed on its way."""
    spent = wall = 0.0
    told: list[str] = []
    watches = []
    began, idle = time.monotonic(), idle_time()
    for end, until in ((signal.SIGINT, papers // 3), (signal.SIGKILL, 2 * papers // 3), (None, papers)):
        watch, now, code = run(folder, end, until - len(told))
        watches.append(watch)
        told += now
        spent += watch.spent
        if code != {signal.SIGINT: 130, signal.SIGKILL: -9, None: 2}[end]:  # the bad ones could not be audited
            raise SystemExit(f"the audit ended with {code} after {len(now)}: {now[-3:]}")
    wall, idle = time.monotonic() - began, idle_time() - idle
    again = [path for path, times in Counter(told).items() if times > 1]
    # what is said is kept before, so that not even those twice were lost that were under way
    if again or not papers + len(BAD_ONES) - 1 <= len(told) <= papers + len(BAD_ONES):
        raise SystemExit(f"{len(told)} were audited, {len(again)} of them twice: {again[:3]}")
    check(folder / "results.jsonl", papers)
    cores = os.cpu_count() or 1
    head(
        "papers",
        "processor time",
        "for one",
        "by the clock",
        "busy",
        "idle",
        "command: first tenth, most",
        "workers: middle, most",
    )
    workers = sorted(seen for watch in watches for seen in watch.workers)
    command = watches[0].command[: max(1, len(watches[0].command) // 10)], [m for w in watches for m in w.command]
    row(
        f"{papers:,}",
        f"{spent:.0f} s",
        f"{spent / papers:.3f} s",
        f"{wall:.0f} s",
        f"{spent / wall / cores:.0%}",
        f"{idle / wall / cores:.1%}",
        ", ".join(f"{max(seen)} MB" for seen in command),
        f"{workers[len(workers) // 2]}, {workers[-1]} MB",
    )


def run(folder: Path, end: signal.Signals | None, until: int) -> tuple[Watch, list[str], int]:
    """Audit, or go on, to the end or until so many are told of; what was watched, who was told of, the code."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(folder / "site"), str(REPOSITORY / "src")))}
    command = [sys.executable, "-m", "argmap", "audit", str(folder / "papers"), "--format", "jsonl", "--resume"]
    limits = ["-o", str(folder / "results.jsonl"), "--seconds", str(SECONDS), "--memory", "500"]
    process = subprocess.Popen([*command, *limits], env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    watch, told = Watch(process.pid), []
    watch.start()
    with process.stderr:
        for line in process.stderr:
            if not line.startswith("["):
                continue
            told.append(line.split("] ", 1)[1].rsplit(": ", 1)[0])
            if end is not None and len(told) == until:
                process.send_signal(end)
    code = process.wait()
    watch.end.set()
    watch.join()
    return watch, told, code


def check(results: Path, papers: int) -> None:
    """Each paper has one record, all but the bad ones were audited, and findings came of them."""
    states: Counter[str] = Counter()
    paths, findings = set(), 0
    with results.open("rb") as file:
        for line in file:
            record = json.loads(line)
            paths.add(record["path"])
            findings += len(record["findings"])
            states[record["state"]] += 1
            bad = BAD_ONES.get(Path(record["path"]).name)
            if record["state"] != (bad or "audited"):
                raise SystemExit(f"{record['path']}: {record['state']}: {record['error']}")
    if len(paths) != papers + len(BAD_ONES) or states.total() != len(paths) or not findings:
        raise SystemExit(f"of {papers} papers {len(paths)} have a record, {states.total()} in all, {findings} findings")
    print(f"{dict(states)}, {findings:,} findings", file=sys.stderr)


class Watch(threading.Thread):
    """Looks at a process and at those that it starts until it is told to end: megabytes, and seconds of processors."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.end = threading.Event()
        self.command: list[int] = []
        self.workers: list[int] = []
        self._process = process
        self._spent: dict[int, float] = {}

    @property
    def spent(self) -> float:
        """Seconds of all of them, to half a second for each."""
        return sum(self._spent.values())

    def run(self) -> None:
        """Every half second."""
        while not self.end.wait(0.5):
            children = children_of(self._process)
            self.command.append(resident(self._process))
            self.workers += map(resident, children)
            for process in (self._process, *children):
                self._spent[process] = max(self._spent.get(process, 0.0), seconds_of(process, process != self._process))


def children_of(process: int) -> list[int]:
    """The processes that one started."""
    try:
        tasks = Path(f"/proc/{process}/task").iterdir()
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []


def resident(process: int) -> int:
    """The megabytes that a process has in memory; 0 where it is no more."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def idle_time() -> float:
    """Seconds that the processors of the machine have been idle, all added up."""
    idle = Path("/proc/stat").read_text().split("\n", 1)[0].split()[4]
    return int(idle) / TICKS


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    main()
