"""Feeds every reader of argmap with damaged files, in worker processes with limits, and tells what it may not do.

    python tests/fuzz.py [--inputs N] [--first K] [--only READER,…] [--keep FOLDER]

Input k of a reader is always the same bytes: it is made by chance from seed k. What a reader may do with it is say what
is wrong (`ArgmapError`, a usage error, a finding); what it may not: raise anything else, have a check break down, take
more than five seconds of processor time, or more than 1 GB of memory. Exit code 1 where any of that happened; the inputs are
then kept, to be mended, and what is like them added to `tests/house/test_fuzz.py`.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import io
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import fuzz_seeds as seed
from report_project import CLAIMS, PAPER

SECONDS = 5
MEMORY = 1_000_000_000
_HARD_SECONDS = 30
_LONGEST_WAIT = 1200
"""By the clock, and a busy machine is no fault."""


@dataclass(frozen=True)
class Reader:
    """What is fed to a reader: seeds to damage, signs that mean something to it, the file's name, and the commands.

    `wrap` puts the damaged bytes into their package. Commands run in a folder that holds the file and, with `project`,
    a whole project around it. A reader without a file has any of the project's files damaged, one or several at once.
    """

    name: str
    file: str
    seeds: Sequence[bytes]
    signs: Sequence[bytes]
    commands: Sequence[Sequence[str]]
    project: bool = False
    wrap: Callable[[bytes], bytes] = bytes


def _paper(
    name: str, file: str, seeds: Sequence[bytes], signs: Sequence[bytes], wrap: Callable[[bytes], bytes] = bytes
) -> Reader:
    return Reader(name, file, seeds, signs, [["audit", file, "--all", "--format", "json"], ["read", file]], wrap=wrap)


def _works(name: str, file: str, data: bytes, signs: Sequence[bytes]) -> Reader:
    written = [["export", form, ".", "-o", f"out.{form}"] for form in ("csl", "bibtex", "ris")]
    return Reader(name, file, [data], signs, [["check", ".", "--format", "json"], *written], project=True)


_EVERYTHING = [
    ["check", ".", "--format", "json"], ["evaluate", "."], ["build", "."], ["letter"], ["map", "-o", "build/map.svg"], ["report"],
]  # fmt: skip
_CHECKED = [["check", ".", "--format", "json"], ["evaluate", "."]]
_TAKEN = [["verdict", "--from", "sheet.csv", "--by", "A"]]
_CLAIMS, _PAPER = CLAIMS.encode(), PAPER.encode()
READERS = [
    Reader("claims", "claims/all.md", [_CLAIMS], seed.CLAIM_SIGNS, [*_CHECKED, ["fmt", "."]], project=True),
    Reader("settings", "argmap.toml", [seed.SETTINGS], seed.TOML_SIGNS, _CHECKED, project=True),
    Reader("reviews", "claims/reviews.jsonl", [seed.REVIEWS], seed.JSON_SIGNS, _CHECKED, project=True),
    Reader(
        "answers", "sources/registry.jsonl", [seed.ANSWERS], [*seed.JSON_SIGNS, b"<<<<<<< ", b'"retraction"', b'"concern"'],
        [["check", ".", "--format", "json"], ["report"], ["lookup", "--offline"]], project=True,
    ),
    _works("bibtex", "works.bib", seed.BIB, seed.BIB_SIGNS),
    _works("csl-json", "works.json", seed.CSL, seed.JSON_SIGNS),
    _works("csl-yaml", "works.yaml", seed.CSL_YAML, [b"\n- id: ", b"\n  ", b": ", b"{", b"[", b"'", b"|\n", b"---\n"]),
    _works("ris", "works.ris", seed.RIS, [b"TY  - ", b"ER  - ", b"AU  - ", b"\n", b"  - ", b"PY  - ", b"\r"]),
    _works("endnote-xml", "works.xml", seed.ENDNOTE, seed.XML_SIGNS),
    _paper("text", "paper.txt", [_PAPER], seed.TEXT_SIGNS),
    _paper("markdown", "paper.md", [seed.MARKDOWN], [*seed.MARK_SIGNS, *seed.TEXT_SIGNS]),
    _paper("latex", "paper.tex", [seed.LATEX], seed.TEX_SIGNS),
    _paper("html", "paper.html", [seed.HTML], seed.HTML_SIGNS),
    _paper("jats", "paper.xml", [seed.JATS], seed.XML_SIGNS),
    _paper("docx", "paper.docx", [seed.DOCX_BODY], seed.XML_SIGNS, seed.docx),
    _paper("docx-packed", "paper.docx", [seed.docx(seed.DOCX_BODY)], [b"PK\x01\x02", b"word/document.xml", b"\xff" * 4]),
    _paper("odt", "paper.odt", [seed.ODT_BODY], seed.XML_SIGNS, seed.odt),
    _paper("pdf", "paper.pdf", [seed.PDF], seed.PDF_SIGNS),
    Reader("sheet", "sheet.csv", [seed.SHEET], [b",", b";", b'"', b"\r\n", b"'=", b"supports", b"\xff"], _TAKEN, project=True),
    Reader("sheet-ods", "sheet.csv", [seed.ODS_SHEET], seed.XML_SIGNS, _TAKEN, project=True, wrap=seed.ods),
    Reader("sheet-xlsx", "sheet.csv", [seed.XLSX_SHEET], seed.XML_SIGNS, _TAKEN, project=True, wrap=seed.xlsx),
    Reader("carneades", "graph.yml", [seed.CARNEADES], seed.YAML_SIGNS, [["evaluate", "graph.yml"], ["import", "carneades", "graph.yml", "d"]]),
    Reader("aif", "a.json", [seed.AIF], seed.JSON_SIGNS, [["import", "aif", "a.json", "d"], ["check", "d"], ["export", "xaif", "d", "-o", "b.json"]]),
    Reader("argdown", "a.argdown", [seed.ARGDOWN], [b"[a]: ", b"<a>", b"  + ", b"  _ ", b"----\n", b"(1) ", b"{a: b}", b"**", b"<!--", b"===\n", b"#(", b"\t* ", b"\\"], [["import", "argdown", "a.argdown", "d"], ["check", "d"]]),
    Reader("kialo", "a.txt", [seed.KIALO], [b"1.1. Pro: ", b"-> See 1.", b"[a](http://b)", b"\\(", b"Con:"], [["import", "kialo", "a.txt", "d"], ["check", "d"]]),
    Reader("zotero", "a.json", [seed.ZOTERO], seed.JSON_SIGNS, [["import", "zotero", "a.json", "d"], ["import", "zotero", "a.json", "d"], ["export", "ris", "d", "-o", "o.ris"]]),
    Reader("brat", "a.ann", [seed.BRAT], [b"T1\t", b"Arg1:T1", b"Stance", b"MajorClaim", b"\t"], [["import", "brat", "a.ann", "d"], ["check", "d"]]),
    Reader("arggraph", "a.xml", [seed.ARGGRAPH], [b"<edge ", b"type=\"und\"", b"trg=\"c1\"", b"<![CDATA[", b"&"], [["import", "arggraph", "a.xml", "d"], ["check", "d"], ["export", "mermaid", "d", "-o", "m.mmd"]]),
    Reader("arguebuf", "a.json", [seed.ARGUEBUF], seed.JSON_SIGNS, [["import", "arguebuf", "a.json", "d"], ["check", "d"], ["export", "arguebuf", "d", "-o", "b.json"]]),
    Reader("comments", "a.pdf", [seed.COMMENTED], [*seed.PDF_SIGNS, *seed.COMMENT_SIGNS], [["import", "pdf", "a.pdf", "d"], ["check", "d"]]),
    Reader("annotations", "a.json", [seed.HYPOTHESIS, seed.WEB_ANNOTATION], [*seed.JSON_SIGNS, b'"exact"', b'"references": ["a"]', b'"refinedBy"', b"](javascript:"], [["import", "hypothesis", "a.json", "d"], ["check", "d"]]),
    Reader("af", "graph.af", [seed.AF], seed.GRAPH_SIGNS, [["evaluate", "graph.af", "--semantics", "preferred"]]),
    Reader("apx", "graph.apx", [seed.APX], seed.GRAPH_SIGNS, [["evaluate", "graph.apx"]]),
    Reader("tgf", "graph.tgf", [seed.TGF], seed.GRAPH_SIGNS, [["evaluate", "graph.tgf"]]),
    Reader("build", "claims/all.md", [_CLAIMS], seed.CLAIM_SIGNS, [["build", "."]], project=True),
    Reader("new", "paper.md", [seed.MARKDOWN, _PAPER], [*seed.MARK_SIGNS, *seed.TEXT_SIGNS], [["new", "paper.md", "drafted"]]),
    Reader("project", "", [], [], _EVERYTHING, project=True),
]  # fmt: skip
# a project's files, each with what means something in it
_PARTS = {
    "argmap.toml": seed.TOML_SIGNS, "claims/all.md": seed.CLAIM_SIGNS, "claims/reviews.jsonl": seed.JSON_SIGNS,
    "sources/registry.jsonl": seed.JSON_SIGNS, "works.bib": seed.BIB_SIGNS, "paper.txt": seed.TEXT_SIGNS, "sources/texts/moser.txt": seed.TEXT_SIGNS,
    "sources/texts/keller-2014.md": [*seed.MARK_SIGNS, *seed.TEXT_SIGNS],
}  # fmt: skip


def made(reader: Reader, number: int) -> dict[str, bytes | None]:
    """Input `number` of a reader: files by their names; None where a folder stands in the place of one."""
    chance = random.Random(f"{reader.name} {number}")
    if reader.file:
        return {reader.file: reader.wrap(damaged(chance, reader.seeds, reader.signs))}
    whole = _whole_project()
    files: dict[str, bytes | None] = {}
    for name in chance.sample(list(_PARTS), chance.choice((1, 2, 2, 3, 4, 7))):
        match chance.randrange(20):
            case 0:
                files[name] = b""
            case 1:
                files[name] = None
            case 2:
                files[name] = whole[chance.choice(list(_PARTS))]
            case _:
                files[name] = damaged(chance, [whole[name]], _PARTS[name])
    return files


def _whole_project() -> dict[str, bytes]:
    texts = {"sources/texts/moser.txt": seed.SOURCE_TEXT, "sources/texts/keller-2014.md": seed.MARKDOWN}
    pins = "".join(
        f'"{Path(name).stem}" = "sha256-{hashlib.sha256(data).hexdigest()}"\n' for name, data in texts.items()
    )
    settings = f'paper = "paper.txt"\nbibliography = ["works.bib"]\n[severity]\nEVD001 = "note"\n[pins]\n{pins}'
    return {
        "argmap.toml": settings.encode(), "works.bib": seed.BIB, "paper.txt": _PAPER, "claims/reviews.jsonl": seed.REVIEWS,
        "sources/registry.jsonl": seed.ANSWERS, "claims/all.md": _CLAIMS.replace(b"moser-roth-2011", b"moser").replace(b"brandt-2010", b"brandt:2010"), **texts,
    }  # fmt: skip


def damaged(chance: random.Random, seeds: Sequence[bytes], signs: Sequence[bytes]) -> bytes:
    """One of the seeds, damaged by chance, with signs that mean something put into it."""
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8, 20))):
        at = chance.randrange(len(data) + 1)
        length = min(len(data) - at, chance.choice((1, 2, 5, 20, 100, 400)))
        piece = bytes(data[at : at + length])
        match chance.randrange(10):
            case 0:
                del data[at : at + length]
            case 1:
                data[at:at] = piece * chance.choice((1, 2, 3, 50))
            case 2 | 3 | 4:
                data[at:at] = chance.choice(signs)
            case 5:
                data[at:at] = chance.choice(signs) * chance.choice((2, 10, 100, 1000))
            case 6:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 7:
                there = chance.randrange(len(data) + 1)
                data[there:there] = piece
            case 8:
                data[at : at + length] = chance.choice(signs)
            case _:
                data[at:at] = b"".join(chance.choice(signs) for _ in range(chance.randrange(1, 30)))
        if len(data) > 60_000:
            del data[60_000:]
    if chance.randrange(40) == 0:
        del data[chance.randrange(len(data) + 1) :]
    return bytes(data)


def lay_out(reader: Reader, files: Mapping[str, bytes | None], folder: Path) -> None:
    """Write an input, and what belongs around it, into an empty folder."""
    around: dict[str, bytes] = {}
    if not reader.file:
        around = _whole_project()
    elif reader.project:
        works = reader.file if reader.file.startswith("works.") else "works.bib"
        settings = f'paper = "paper.txt"\nbibliography = ["{works}"]\n'.encode()
        around = {
            "argmap.toml": settings, "claims/all.md": _CLAIMS, "paper.txt": _PAPER, "works.bib": seed.BIB,
            "claims/reviews.jsonl": seed.REVIEWS,
        }  # fmt: skip
    elif reader.file != "works.bib":
        around = {"works.bib": seed.BIB}
    for name, content in {**around, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.mkdir()
        else:
            path.write_bytes(content)


def run(command: Sequence[str], said: io.StringIO | None = None) -> str | None:
    """Run a command of argmap in this process and in the folder it stands in; what it did that it may not, or None.

    What it says goes to `said`.
    """
    import click

    from argmap.cli import _argmap
    from argmap.ground.diagnostics import ArgmapError

    said = said or io.StringIO()
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            _argmap.main(list(command), prog_name="argmap", standalone_mode=False)
    except (ArgmapError, click.ClickException):
        pass
    except SystemExit as left:
        if left.code not in (None, 0, 1, 2):
            return f"exit code {left.code}"
    except MemoryError:
        return "out of memory"
    except Exception:
        return traceback.format_exc()
    broken = said.getvalue().find("SYN099")
    return f"a check broke down: {said.getvalue()[broken : broken + 800]}" if broken >= 0 else None


class _SlowError(BaseException):
    """No `except Exception` of a reader may hold it up."""


def work(reader: Reader, first: int, end: int) -> None:
    """In a worker: try inputs and write a line of JSON for each."""
    taken = (
        int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() if sys.platform == "linux" else 0
    )
    resource.setrlimit(resource.RLIMIT_AS, (taken + MEMORY, resource.RLIM_INFINITY))

    def too_slow(*_: object) -> None:
        raise _SlowError

    signal.signal(signal.SIGPROF, too_slow)
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    for number in range(first, end):
        folder = Path(tempfile.mkdtemp(prefix="argmap-fuzz-"))
        lay_out(reader, made(reader, number), folder)
        os.chdir(folder)
        fault = None
        begun = time.process_time()
        # ends this process where a library hangs and no signal reaches Python
        resource.setrlimit(resource.RLIMIT_CPU, (int(begun) + _HARD_SECONDS, resource.RLIM_INFINITY))
        try:
            signal.setitimer(signal.ITIMER_PROF, 4 * SECONDS)
            for command in reader.commands:
                before = time.process_time()
                fault = fault or run(command)
                if time.process_time() - before > SECONDS:
                    fault = fault or f"{' '.join(command)}: {time.process_time() - before:.1f} s"
        except _SlowError:
            fault = f"slow: {traceback.format_exc()}"
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        os.chdir("/")
        shutil.rmtree(folder, ignore_errors=True)
        out.write(json.dumps({"n": number, "fault": fault, "seconds": time.process_time() - begun}) + "\n")
        out.flush()


def results(reader: Reader, first: int, end: int) -> Iterator[tuple[int, str | None, float]]:
    """Every input with what went wrong; a worker that dies costs one input and is started anew behind it."""
    while first < end:
        command = [
            sys.executable,
            __file__,
            "--worker",
            reader.name,
            "--first",
            str(first),
            "--inputs",
            str(end - first),
        ]
        environment = {**os.environ, "PYTHONHASHSEED": "0"}
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
        ) as worker:
            assert worker.stdout is not None
            watch = signal.signal(signal.SIGALRM, lambda *_: worker.kill())
            signal.alarm(_LONGEST_WAIT)
            for line in worker.stdout:
                signal.alarm(_LONGEST_WAIT)
                found = json.loads(line)
                first = found["n"] + 1
                yield found["n"], found["fault"], found["seconds"]
            signal.alarm(0)
            signal.signal(signal.SIGALRM, watch)
        if first < end:
            yield first, f"the worker ended with {worker.returncode}", 0.0
            first += 1


def tried(name: str, first: int, end: int, keep: Path) -> tuple[int, int, float]:
    """How many inputs a reader was given, in how many of them it failed, which are kept, and its longest time."""
    reader = next(reader for reader in READERS if reader.name == name)
    inputs, faults, slowest = 0, 0, 0.0
    for number, fault, seconds in results(reader, first, end):
        inputs += 1
        slowest = max(slowest, seconds)
        if fault is not None:
            faults += 1
            place = keep / f"{name}-{number}"
            place.mkdir(parents=True, exist_ok=True)
            lay_out(reader, made(reader, number), place)
            place.with_suffix(".fault").write_text(fault, encoding="utf-8")
    return inputs, faults, slowest


def main() -> int:
    """The table of readers; 1 where any input did what it may not."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=10_000, help="inputs for each reader")
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--only", default="", help="readers, with commas between them")
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz"), help="where the inputs that failed are put")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    by_name = {reader.name: reader for reader in READERS}
    if asked.worker:
        work(by_name[asked.worker], asked.first, asked.first + asked.inputs)
        return 0
    failed = 0
    print(f"{'reader':<12} {'inputs':>7} {'faults':>7} {'slowest':>9}")
    names = [by_name[name].name for name in asked.only.split(",") if name] or list(by_name)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        of_all = partial(tried, first=asked.first, end=asked.first + asked.inputs, keep=asked.keep)
        for name, (inputs, faults, slowest) in zip(names, pool.map(of_all, names), strict=True):
            failed += faults
            print(f"{name:<12} {inputs:>7} {faults:>7} {slowest:>7.1f} s", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
