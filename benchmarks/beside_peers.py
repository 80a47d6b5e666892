"""What argmap costs beside programs that do a part of the same: ``python benchmarks/beside_peers.py --peers FOLDER``.

The peers are no dependencies: ``--install`` puts them into FOLDER with pip and npm; OpenFastTrace, which is in neither,
is what stands in FOLDER/openfasttrace as its classes or as JAR files; pdftotext is looked for on the path. Without one
its rows are left out, and that is said. One drawn argument is written in the format of each; ten of its links lead
nowhere where links are checked, and each program must tell just these. What comes out is counted (claims, links,
pages), so that neither a crash nor an overview passes for a result. All programs of a row run one after the other in
each round, and the ratio is the median of the rounds' ratios in processor seconds of the process and its children.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from cost_of_check import CLAIMS_A_FILE, REPOSITORY
from shared import processes
from shared.processes import Ran
from shared.quotation_prose import made_prose
from shared.table import corpora, head, row

PINNED = ("sphinx-needs==9.1.0", "arguebuf==2.7.2", "citations==0.6.1")
ARGDOWN = "@argdown/cli@1.7.5"
BROKEN = 10
MEGABYTES = 9
WORDS = "The ministry delayed the reform of the old harbour although nobody asked for it in the spring of phase"


@dataclass(frozen=True, slots=True)
class Argument:
    """Claims by number, and the links of each to those that it speaks for or against, with whether it is for."""

    claims: int
    links: tuple[tuple[int, int, bool], ...]
    broken: tuple[int, ...] = ()
    """Claims that name a reason, or what they cover, that is not there."""

    def towards(self) -> dict[int, list[tuple[int, bool]]]:
        """What each claim is linked to."""
        found: dict[int, list[tuple[int, bool]]] = {}
        for one, other, speaks_for in self.links:
            found.setdefault(one, []).append((other, speaks_for))
        return found

    def reasons(self) -> dict[int, list[tuple[int, bool]]]:
        """What is linked to each claim."""
        found: dict[int, list[tuple[int, bool]]] = {}
        for one, other, speaks_for in self.links:
            found.setdefault(other, []).append((one, speaks_for))
        return found


def draw(claims: int, seed: int = 27) -> Argument:
    """A tree of three reasons to a claim, with a second way up for each tenth, and an objection in twelve links."""
    chance = random.Random(seed)
    links = {}
    for n in range(1, claims):
        links[n, (n - 1) // 3] = chance.random() > 1 / 12
        if n % 10 == 0 and n > 20:
            links[n, chance.randrange((n - 1) // 3)] = True
    return Argument(claims, tuple((one, other, speaks_for) for (one, other), speaks_for in links.items()))


# --- the same argument in the format of each ----------------------------------------------------------------------


def write_argmap(argument: Argument, folder: Path) -> None:
    """A project."""
    (folder / "claims").mkdir(parents=True)
    (folder / "argmap.toml").write_text('title = "Drawn"\n', "utf-8")
    reasons = argument.reasons()

    def block(n: int) -> str:
        lines = [f"## c{n}{' {conclusion}' if n == 0 else ''}\n\n{WORDS} {n}.\n"]
        lines += [f"- {'because' if speaks_for else 'but'}: c{one}" for one, speaks_for in reasons.get(n, ())]
        lines += [f"- because: gone{n}"] if n in argument.broken else []
        return "\n".join(lines) + "\n"

    for first in range(0, argument.claims, CLAIMS_A_FILE):
        blocks = map(block, range(first, min(first + CLAIMS_A_FILE, argument.claims)))
        text = f"# Section {first}\n\n" + "\n".join(blocks)
        (folder / "claims" / f"{first:06}.md").write_text(text, "utf-8")


def write_argdown(argument: Argument, folder: Path) -> None:
    """One file of statements with their relations."""
    folder.mkdir()
    reasons = argument.reasons()
    blocks = []
    for n in range(argument.claims):
        relations = [f"  {'+' if speaks_for else '-'} [c{one}]" for one, speaks_for in reasons.get(n, ())]
        blocks.append("\n".join((f"[c{n}]: {WORDS} {n}.", *relations)))
    (folder / "drawn.argdown").write_text("\n\n".join(blocks) + "\n", "utf-8")


def write_openfasttrace(argument: Argument, folder: Path) -> None:
    """Specification items: what speaks for or against another covers it."""
    folder.mkdir()
    towards, reasons = argument.towards(), argument.reasons()

    def item(n: int) -> str:
        covered = [f"- `dsn~c{other}~1`" for other, _ in towards.get(n, ())]
        covered += [f"- `dsn~gone{n}~1`"] if n in argument.broken else []
        lines = [f"### C{n}\n`dsn~c{n}~1`\n\n{WORDS} {n}.\n", *(["Covers:", *covered, ""] if covered else [])]
        return "\n".join((*lines, "Needs: dsn\n" if n in reasons else ""))

    for first in range(0, argument.claims, CLAIMS_A_FILE):
        items = map(item, range(first, min(first + CLAIMS_A_FILE, argument.claims)))
        (folder / f"{first:06}.md").write_text(f"# Section {first}\n\n" + "\n".join(items), "utf-8")


def write_sphinx_needs(argument: Argument, folder: Path) -> None:
    """A project of Sphinx, one need a claim."""
    folder.mkdir()
    towards = argument.towards()
    (folder / "conf.py").write_text('project = "drawn"\nextensions = ["sphinx_needs"]\n', "utf-8")
    names = []
    for first in range(0, argument.claims, CLAIMS_A_FILE):
        names.append(f"s{first:06}")
        parts = [f"Section {first}\n{'=' * 20}\n"]
        for n in range(first, min(first + CLAIMS_A_FILE, argument.claims)):
            links = [f"CLAIM_{other:06}" for other, _ in towards.get(n, ())]
            links += [f"CLAIM_GONE{n}"] if n in argument.broken else []
            listed = f"   :links: {', '.join(links)}\n" if links else ""
            parts.append(f".. spec:: C{n}\n   :id: CLAIM_{n:06}\n{listed}\n   {WORDS} {n}.\n")
        (folder / f"{names[-1]}.rst").write_text("\n".join(parts), "utf-8")
    toc = "".join(f"   {name}\n" for name in names)
    (folder / "index.rst").write_text(f"Drawn\n=====\n\n.. toctree::\n\n{toc}", "utf-8")


def write_arguebuf(argument: Argument, file: Path) -> None:
    """Its own JSON: an atom a claim, a node of a scheme a link."""
    nodes: dict[str, object] = {f"c{n}": {"atom": {"text": f"{WORDS} {n}."}} for n in range(argument.claims)}
    edges = {}
    for place, (one, other, speaks_for) in enumerate(argument.links):
        kind = {"support": "SUPPORT_DEFAULT"} if speaks_for else {"attack": "ATTACK_DEFAULT"}
        nodes[f"s{place}"] = {"scheme": kind}
        edges[f"a{place}"] = {"source": f"c{one}", "target": f"s{place}"}
        edges[f"b{place}"] = {"source": f"s{place}", "target": f"c{other}"}
    file.write_text(json.dumps({"schemaVersion": 1, "nodes": nodes, "edges": edges}), "utf-8")


# --- running and counting -----------------------------------------------------------------------------------------


run = partial(
    processes.run, environment={"PYTHONPATH": str(REPOSITORY / "src"), "NO_COLOR": "1", "ARGMAP_CONFIG": os.devnull}
)
argmap = partial(run, sys.executable, "-m", "argmap")
"""From this checkout."""


def expect(what: str, found: object, wanted: object, ran: Ran | None = None) -> None:
    """Stop where something else came out than must."""
    if found != wanted:
        raise SystemExit(f"{what}: {found!r}, not {wanted!r}\n{(ran.said + ran.complaints)[-2000:] if ran else ''}")


def gone(found: list[str]) -> int:
    """How many links that lead nowhere are told, each once."""
    return len(set(found))


Work = Callable[[], float]
"""Does it once, looks at what came of it, and gives the processor seconds."""


def compare(what: str, ours: Work, peers: dict[str, Work | None], rounds: int) -> None:
    """A row for each peer: seconds of both, and how many times ours theirs is."""
    there = {name: work for name, work in peers.items() if work is not None}
    for name in peers:
        if name not in there:
            print(f"{name} is not there: left out.", file=sys.stderr)
    own: list[float] = []
    theirs: dict[str, list[float]] = {name: [] for name in there}
    for _ in range(rounds if there else 0):
        own.append(ours())
        for name, work in there.items():
            theirs[name].append(work())
    for name, seconds in theirs.items():
        ratio = statistics.median(other / mine for other, mine in zip(seconds, own, strict=True))
        row(what, f"{statistics.median(own):.3f}", name, f"{statistics.median(seconds):.3f}", f"{ratio:.2f}", rounds)


# --- arguments ----------------------------------------------------------------------------------------------------


def compare_arguments(folder: Path, peers: Peers, claims: int, rounds: int) -> None:
    """Links checked, the whole graph written, pages built."""
    whole = draw(claims)
    chance = random.Random(1)
    broken = Argument(claims, whole.links, tuple(sorted(chance.sample(range(1, claims), BROKEN))))
    for name, argument in (("whole", whole), ("broken", broken)):
        (folder / name).mkdir()
        write_argmap(argument, folder / name / "argmap")
        write_argdown(argument, folder / name / "argdown")
        write_openfasttrace(argument, folder / name / "oft")
        write_sphinx_needs(argument, folder / name / "needs")
        write_arguebuf(argument, folder / name / "graph.json")
    drawn, broken_one = folder / "whole", folder / "broken"
    compare(
        f"links of {claims:,} claims checked",
        partial(argmap_checks, broken_one / "argmap", claims),
        {
            "OpenFastTrace, `trace`": if_there(peers.java_path, openfasttrace, broken_one / "oft", claims),
            "sphinx-needs, builder `needs`": if_there(
                peers.sphinx, sphinx_needs, broken_one / "needs", claims, BROKEN, "needs"
            ),
        },
        rounds,
    )
    compare(
        f"{claims:,} claims as one graph, DOT",
        partial(argmap_graph, drawn / "argmap", whole),
        {
            "Argdown, `map -f dot`": if_there(peers.argdown, argdown_graph, drawn / "argdown", whole),
            "arguebuf, load and `dump.graphviz`": if_there(peers.arguebuf, arguebuf_graph, drawn / "graph.json", whole),
        },
        rounds,
    )
    compare(
        f"{claims:,} claims built anew: pages, maps",
        partial(argmap_build, drawn / "argmap", claims),
        {
            "sphinx-needs, builder `html`": if_there(peers.sphinx, sphinx_needs, drawn / "needs", claims, 0, "html"),
            "Argdown, `html`": if_there(peers.argdown, argdown_page, drawn / "argdown", claims),
        },
        rounds,
    )


def argmap_checks(project: Path, claims: int) -> float:
    """All checks of argmap, of which those of links are a part."""
    ran = argmap("check", project, "--format", "json")
    expect("argmap check", ran.code, 1, ran)
    told = json.loads(ran.said)
    expect("claims that argmap checked", told["summary"]["claims"], claims)
    expect("links that argmap tells", gone([f["quote"] for f in told["findings"] if f["code"] == "SYN008"]), BROKEN)
    return ran.seconds


def openfasttrace(path: Path, folder: Path, claims: int) -> float:
    """A trace."""
    ran = run("java", "-cp", path, "org.itsallcode.openfasttrace.core.cli.CliStarter", "trace", folder)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", ran.said + ran.complaints)
    expect("OpenFastTrace", ran.code, 1, ran)
    expect("items that OpenFastTrace traced", int(re.findall(r"(\d+) total", plain)[-1]), claims, ran)
    expect("links that OpenFastTrace tells", gone(re.findall(r"orphaned[ \]]+→ (\S+)", plain)), BROKEN)
    return ran.seconds


def sphinx_needs(build: Path, folder: Path, claims: int, broken: int, builder: str) -> float:
    """A build from nothing."""
    out = folder.with_name(f"out-{builder}")
    shutil.rmtree(out, ignore_errors=True)
    ran = run(build, "-q", "-b", builder, folder, out)
    expect("sphinx-build", ran.code, 0, ran)
    expect(
        "links that sphinx-needs tells", gone(re.findall(r"unknown outgoing link '(\w+)'", ran.complaints)), broken, ran
    )
    if builder == "needs":
        (version,) = json.loads((out / "needs.json").read_text("utf-8"))["versions"].values()
        expect("needs in needs.json", len(version["needs"]), claims)
    else:
        pages = "".join(page.read_text("utf-8") for page in out.glob("s*.html"))
        expect("claims on the pages of sphinx-needs", len(set(re.findall(r'id="(CLAIM_\d+)"', pages))), claims)
    return ran.seconds


def argmap_graph(project: Path, argument: Argument) -> float:
    """The whole argument as DOT."""
    file = project.with_name("argmap.dot")
    ran = argmap("map", "--project", project, "--view", "all", "--whole", "-o", file)
    expect("argmap map", ran.code, 0, ran)
    dot = file.read_text("utf-8")
    expect("cards of argmap", len(set(re.findall(r"^\s*c(\d+) \[", dot, re.M))), argument.claims)
    expect("lines of argmap", len(re.findall(r"^\s*c\d+ -> c\d+", dot, re.M)), len(argument.links))
    return ran.seconds


def argdown_graph(program: Path, folder: Path, argument: Argument) -> float:
    """The map of Argdown's as DOT."""
    out = folder.with_name("argdown-dot")
    shutil.rmtree(out, ignore_errors=True)
    ran = run(program, "map", "-f", "dot", "drawn.argdown", out, cwd=folder)
    expect("argdown map", ran.code, 0, ran)
    dot = (out / "drawn.dot").read_text("utf-8")
    expect("cards of Argdown", len(re.findall(r"\bn\d+ \[label=", dot)), argument.claims)
    expect("lines of Argdown", len(re.findall(r"^\s*n\d+ -> n\d+", dot, re.M)), len(argument.links))
    return ran.seconds


def arguebuf_graph(python: Path, file: Path, argument: Argument) -> float:
    """A graph of arguebuf's, read and written as DOT."""
    dot = file.with_name("arguebuf.dot")
    program = (
        "import sys, arguebuf\n"
        "graph = arguebuf.load.file(sys.argv[1])\n"
        "open(sys.argv[2], 'w').write(str(arguebuf.dump.graphviz(graph, max_nodes=10**9)))"
    )
    ran = run(python, "-c", program, file, dot)
    expect("arguebuf", ran.code, 0, ran)
    text = dot.read_text("utf-8")
    expect("cards of arguebuf", len(re.findall(r"^\s*c\d+ \[", text, re.M)), argument.claims)
    expect("lines of arguebuf", len(re.findall(r"^\s*\w+ -> \w+", text, re.M)), 2 * len(argument.links))
    return ran.seconds


def argmap_build(project: Path, claims: int) -> float:
    """Everything that `argmap build` makes, from nothing."""
    shutil.rmtree(project / "build", ignore_errors=True)
    ran = argmap("build", project)
    expect("argmap build", ran.code in (0, 1), True, ran)
    page = (project / "build" / "report" / "index.html").read_text("utf-8")
    expect("claims in the report", all(f"phase {n}." in page for n in range(claims)), True)
    return ran.seconds


def argdown_page(program: Path, folder: Path, claims: int) -> float:
    """The page of Argdown's."""
    out = folder.with_name("argdown-html")
    shutil.rmtree(out, ignore_errors=True)
    ran = run(program, "html", "drawn.argdown", out, cwd=folder)
    expect("argdown html", ran.code, 0, ran)
    page = (out / "drawn.html").read_text("utf-8")
    expect("claims on Argdown's page", all(f"phase {n}." in page for n in range(claims)), True)
    return ran.seconds


# --- quotations ---------------------------------------------------------------------------------------------------

LOOKED_FOR = """
import json, sys
from pathlib import Path
from time import process_time
text, asked = Path(sys.argv[1]).read_text("utf-8"), json.loads(Path(sys.argv[2]).read_text("utf-8"))
{imports}
before = process_time()
{ready}
told = {{"first": process_time() - before}}
for kind, quotations in asked.items():
    before = process_time()
    states = [find(quotation).state for quotation in quotations[1:]]
    told[kind], told[kind + " states"] = (process_time() - before) / len(states), states
print(json.dumps(told))
"""
OURS = LOOKED_FOR.format(
    imports="from argmap.quotations import SearchText",
    ready='find = SearchText(text, language="en").find; find(asked["verbatim"][0])',
)
THEIRS = LOOKED_FOR.format(
    imports="from citations.verify import resolve_in",
    ready='find = lambda quotation: resolve_in(quotation, text); find(asked["verbatim"][0]); find(asked["absent"][0])',
)


def compare_quotations(folder: Path, peers: Peers, rounds: int) -> None:
    """Quotations of 20 words looked for in one long text: as they stand, with one letter misread, and not there."""
    if peers.citations is None:
        print("citations is not there: left out.", file=sys.stderr)
        return
    chance = random.Random(5)
    text = made_prose("fresh", chance, MEGABYTES * 8_500)
    words = text.split()
    starts = chance.sample(range(len(words) - 20), 21)
    quoted = [" ".join(words[at : at + 20]) for at in starts]
    other = made_prose("test", random.Random(6), 400).split()
    asked = {
        "verbatim": quoted,
        "near": [q[: (at := q.index("e", 40))] + "c" + q[at + 1 :] for q in quoted],
        "absent": [" ".join(other[at : at + 20]) for at in range(0, 420, 20)],
    }
    (folder / "text.txt").write_text(text, "utf-8")
    (folder / "asked.json").write_text(json.dumps(asked), "utf-8")
    runs: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for _ in range(rounds):
        both = []
        for python, program in ((Path(sys.executable), OURS), (peers.citations, THEIRS)):
            ran = run(python, "-c", program, folder / "text.txt", folder / "asked.json")
            expect(f"quotations by {python}", ran.code, 0, ran)
            both.append(json.loads(ran.said.splitlines()[-1]))
        ours, theirs = both
        expect("verbatim ones by argmap", set(ours["verbatim states"]), {"verbatim"})
        expect("absent ones by argmap", set(ours["absent states"]), {"not-found"})
        expect("verbatim ones by citations", set(theirs["verbatim states"]) <= {"found", "ambiguous"}, True)
        expect("absent ones by citations", set(theirs["absent states"]), {"not found"})
        runs.append((ours, theirs))
    near = [Counter(told["near states"]) for told in runs[0]]
    # prose made from few patterns is harder than a book: most of it is much like the rest
    expect("most of the near ones by argmap", near[0]["noise"] + near[0]["altered"] > len(quoted) / 2, True)
    found = ", ".join(f"{name}: {dict(counts)}" for name, counts in zip(("argmap", "citations"), near, strict=True))
    size = len(text.encode()) / 1e6
    for kind, what in (
        ("first", "made ready, and the first quotation"),
        ("verbatim", "a quotation as it stands"),
        ("near", f"one with a letter misread ({found})"),
        ("absent", "one that is not there"),
    ):
        own, peer = ([run[side][kind] for run in runs] for side in (0, 1))
        ratio = statistics.median(other / mine for mine, other in zip(own, peer, strict=True))
        row(
            f"{size:.0f} MB of text: {what}",
            f"{statistics.median(own):.4f}",
            "citations, `resolve_in`",
            f"{statistics.median(peer):.4f}",
            f"{ratio:.2f}",
            rounds,
        )


# --- pages of PDF files -------------------------------------------------------------------------------------------

PDFIUM = """
import sys, pypdfium2
pages = signs = 0
for name in sys.argv[1:]:
    with pypdfium2.PdfDocument(name) as document:
        for page in document:
            pages += 1
            signs += len(page.get_textpage().get_text_range())
print(pages, signs)
"""
READ = """
import sys
from pathlib import Path
from argmap.manuscript.reading import read
pages = signs = 0
for name in sys.argv[1:]:
    document = read(Path(name))
    pages += document.page_count
    signs += len(document.text)
print(pages, signs)
"""


def compare_pages(folder: Path, rounds: int) -> None:
    """The papers of the corpora, all in one process; of argmap also the whole audit, a process a paper."""
    root = corpora()
    papers = [p for p in sorted(root.rglob("*.pdf")) if readable(p)] if root else []
    if not papers:
        return
    ran = run(sys.executable, "-c", PDFIUM, *papers)
    pages, signs = map(int, ran.said.split())

    def by(*command: str | Path) -> Work:
        def work() -> float:
            ran = run(*command, *papers)
            expect(f"{command[0]}", ran.code, 0, ran)
            told = [*map(int, ran.said.split())]
            expect("pages", told[0], pages)
            expect("signs", told[1] > signs / 2, True)
            return ran.seconds

        return work

    def pdftotext() -> float:
        seconds, feeds = 0.0, 0
        for paper in papers:
            ran = run("pdftotext", paper, folder / "out.txt")
            expect("pdftotext", ran.code, 0, ran)
            feeds += (folder / "out.txt").read_text("utf-8", "replace").count("\f")
            seconds += ran.seconds
        expect("pages of pdftotext", feeds, pages)
        return seconds

    def audit() -> float:
        results = folder / "audit.jsonl"
        ran = argmap("audit", *papers, "--format", "jsonl", "-o", results, "--jobs", "1", "--fail-on", "never")
        expect("argmap audit", ran.code, 0, ran)
        records = [json.loads(line) for line in results.read_text("utf-8").splitlines()]
        expect("pages audited", sum(record["pages"] for record in records), pages)
        return ran.seconds

    programs = {
        "pypdfium2, text alone": by(sys.executable, "-c", PDFIUM),
        "pdftotext, a process a paper": pdftotext if shutil.which("pdftotext") else None,
    }
    said = f"{pages:,} pages of {len(papers)} PDF files"
    compare(f"{said} read: text, notes, references", by(sys.executable, "-c", READ), programs, rounds)
    compare(f"{said} audited", audit, programs, rounds)


def readable(paper: Path) -> bool:
    """Whether argmap reads a paper at all: scans without text are refused, which takes no time."""
    ran = run(sys.executable, "-c", READ, paper)
    if ran.code:
        print(f"left out, since it cannot be read: {ran.complaints.splitlines()[-1][-200:]}", file=sys.stderr)
    return ran.code == 0


# --- the peers ----------------------------------------------------------------------------------------------------


class Peers:
    """Where the peers are, None for one that is not."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.sphinx = self._there("sphinx-needs/bin/sphinx-build")
        self.arguebuf = self._there("arguebuf/bin/python")
        self.citations = self._there("citations/bin/python")
        self.argdown = self._there("argdown/node_modules/.bin/argdown")
        self.java_path = self._there("openfasttrace") if shutil.which("java") else None

    def _there(self, name: str) -> Path | None:
        return self._folder / name if (self._folder / name).exists() else None


def if_there(program: Path | None, work: Callable[..., float], *arguments: object) -> Work | None:
    """The work of a program on these arguments, where it is there."""
    return partial(work, program, *arguments) if program else None


def install(folder: Path) -> None:
    """Each into a folder of its own, which may be thrown away."""
    for pinned in PINNED:
        home = folder / pinned.partition("=")[0]
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        subprocess.run([home / "bin" / "pip", "install", "-q", pinned], check=True)
    if shutil.which("npm"):
        (folder / "argdown").mkdir(exist_ok=True)
        command = ["npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", folder / "argdown", ARGDOWN]
        subprocess.run(command, check=True)


def main() -> None:
    """One table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--peers", type=Path, default=Path("build/peers"))
    asked.add_argument("--install", action="store_true", help="first install the peers there")
    asked.add_argument("--claims", type=int, default=1_000)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--only", choices=("arguments", "quotations", "pages"))
    given = asked.parse_args()
    given.peers.mkdir(parents=True, exist_ok=True)
    if given.install:
        install(given.peers)
    peers = Peers(given.peers.resolve())
    head("what", "argmap, s", "peer", "peer, s", "peer ÷ argmap", "rounds")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if given.only in (None, "arguments"):
            compare_arguments(folder, peers, given.claims, given.rounds)
        if given.only in (None, "quotations"):
            compare_quotations(folder, peers, given.rounds)
        if given.only in (None, "pages"):
            compare_pages(folder, given.rounds)


if __name__ == "__main__":
    main()
