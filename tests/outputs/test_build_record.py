"""A build that would change nothing is not done, and whoever looks at the outputs cannot tell."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from argmap import maps
from argmap.maps import engine
from argmap.outputs import build as outputs
from argmap.outputs import record
from commands import argmap, in_a_process
from report_project import CLAIMS, PAPER
from volume import few_of

BIB = "@book{keller-2014, author = {Keller, A.}, title = {Lamps}, year = {2014}}\n"
Edit = Callable[[Path], None]


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Graphviz gets all the time that a busy machine needs: a map that is late looks different."""
    monkeypatch.setattr(engine, "run_embedded", lambda jobs, _, run=engine.run_embedded: run(jobs, 600.0))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a paper, a bibliography and two claims files."""
    return laid_out(tmp_path / "project")


def laid_out(root: Path) -> Path:
    half = CLAIMS.index("\n# ", 10)
    files = {
        "argmap.toml": 'paper = "paper.txt"\n',
        "claims/a.md": CLAIMS[:half],
        "claims/b.md": CLAIMS[half:],
        "paper.txt": PAPER,
        "sources/works.bib": BIB,
        "sources/texts/keller-2014.txt": "In 2014 the town counted 212 walkers after midnight.",
    }
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    return root


def built(root: Path, *options: str, cache: str = "cache") -> tuple[int, str, str, dict[str, bytes]]:
    """What `build` ends with and says, without the number of files it wrote, and what lies in its folder then."""
    done = argmap(root, "build", *options, ARGMAP_CACHE=str(root.parent / cache))
    folder = root / (options[options.index("-o") + 1] if "-o" in options else "build")
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return done.returncode, done.stdout.partition("What it says")[2], done.stderr, files


def replaced(name: str, old: str, new: str) -> Edit:
    def edit(root: Path) -> None:
        (root / name).write_text((root / name).read_text("utf-8").replace(old, new), "utf-8")

    return edit


def written(name: str, text: str) -> Edit:
    return lambda root: [(root / name).parent.mkdir(exist_ok=True), (root / name).write_text(text, "utf-8")][1] and None


EDITS: dict[str, Edit] = {
    "a claim reworded": replaced("claims/a.md", "the", "some"),
    "and back": replaced("claims/a.md", "some", "the"),
    "a title": written("argmap.toml", 'paper = "paper.txt"\ntitle = "Lamps"\n'),
    "no paper": written("argmap.toml", ""),
    "another severity": written("argmap.toml", 'paper = "paper.txt"\nfail-on = "note"\n'),
    "a broken setting": written("argmap.toml", 'paper = "paper.txt"\npapre = 3\n'),
    "a claims file more": written("claims/c.md", "# More\n\n## more\n\nMore holds.\n"),
    "and gone": lambda root: (root / "claims/c.md").unlink(missing_ok=True),
    "the paper": replaced("paper.txt", "town", "city"),
    "a work": replaced("sources/works.bib", "2014}}", "2015}}"),
    "a bibliography more": written(
        "sources/more.bib", "@book{moser, author={Moser, B.}, title={Roads}, year={1999}}\n"
    ),
    "a text": written("sources/texts/keller-2014.txt", "The town counted nobody."),
    "a text more": written("sources/texts/moser.txt", "Lit streets have fewer accidents."),
    "an output touched": written("build/letter.md", "Dear editor"),
    "an output gone": lambda root: (root / "build/findings.json").unlink(missing_ok=True),
    "a map gone": lambda root: shutil.rmtree(root / "build/maps", ignore_errors=True),
    "a map touched": written("build/maps/section-what-is-known.svg", "<svg><script>alert(1)</script></svg>"),
    "another section's title": replaced("claims/b.md", "# What is doubted", "# What some doubt"),
    "a Word file damaged": written("build/letter.docx", "PK"),
    "nothing": lambda root: None,
}


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 6))])
def test_outputs_and_words_are_those_of_a_cold_build_whatever_is_edited(root: Path, seed: int):
    chance = random.Random(seed)
    for turn in range(1 if seed == 0 else 8):
        chosen = chance.sample(sorted(EDITS), 2)
        for name in chosen:
            EDITS[name](root)
        shutil.rmtree(root / "cold", ignore_errors=True)
        cold = built(root, "--strict", "-o", "cold", cache=f"cold-{turn}")
        first, again = built(root, "--strict"), built(root, "--strict")
        assert first[:3] == again[:3] == cold[:3], chosen
        # what an earlier build wrote and this one would not, such as the map of a section that is gone, stays
        assert first[3] == again[3] == {**first[3], **cold[3]}, chosen


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that everything is made for, one for each time."""
    made: list[Path] = []
    write_all = outputs.write_all
    monkeypatch.setattr(outputs, "write_all", lambda *a, **k: [made.append(a[1]), write_all(*a, **k)][1])
    return made


def test_nothing_is_made_where_nothing_changed_and_everything_where_anything_did(root: Path, made: list[Path]):
    first = built(root)
    dates = {path: path.stat().st_mtime_ns for path in (root / "build").rglob("*")}
    (root / "claims/a.md").touch()
    assert built(root) == first and len(made) == 1
    assert {path: path.stat().st_mtime_ns for path in (root / "build").rglob("*")} == dates
    for name in ("a claim reworded", "a text more", "an output touched"):
        EDITS[name](root)
        before = len(made)
        built(root)
        assert len(made) == before + 1, name


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the maps that are drawn as files."""
    drawn: list[str] = []
    to_svg = maps.to_svg

    def noted(drawing: maps.Drawing, *arguments: str, **options: bool) -> str:
        drawn.extend([] if options.get("embedded") else [drawing.view.name])
        return to_svg(drawing, *arguments, **options)

    monkeypatch.setattr(maps, "to_svg", noted)
    return drawn


@pytest.mark.parametrize(
    ("edit", "anew"),
    [
        pytest.param(replaced("paper.txt", "town", "city"), set(), marks=pytest.mark.long),
        (replaced("claims/b.md", "# What is doubted", "# What some doubt"), {"section-what-some-doubt"}),
        pytest.param(EDITS["a map touched"], {"section-what-is-known"}, marks=pytest.mark.long),
        (lambda root: (root / "build/maps/overview.svg").unlink(), {"overview"}),
    ],
)
def test_of_the_maps_those_that_an_edit_touches_are_drawn(root: Path, drawn: list[str], edit: Edit, anew: set[str]):
    built(root)
    assert {"overview", "section-what-is-known"} <= {*drawn}
    drawn.clear()
    edit(root)
    first = built(root)
    assert anew <= {*drawn} and "path" not in drawn
    assert first[3] == {**first[3], **built(root, "-o", "cold", cache="cold")[3]}


@pytest.mark.parametrize("of", [True, False])
def test_a_map_that_no_build_of_this_program_made_of_the_same_is_drawn_anew(root: Path, drawn: list[str], of: bool):
    """Whether the record names another map, or other claims that the map would have been made of."""
    first = built(root)
    (place,) = (root.parent / "cache" / "builds").glob("*.json")
    told = json.loads(place.read_text("utf-8"))["record"]
    made = told["outputs"]["maps/overview.svg"]
    made[0 if of else 1] = "0" * 64
    place.write_text(json.dumps({"sum": record._sum(told), "record": told}), "utf-8")
    drawn.clear()
    (root / "claims/a.md").write_text((root / "claims/a.md").read_text("utf-8") + "\n", "utf-8")
    assert built(root)[3] == first[3] and drawn == ["overview"]


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@b", *arguments], cwd=root, check=True)


def commit_all(root: Path) -> None:
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "all", "--date=2020-01-01T00:00:00Z")


def test_a_new_commit_is_a_change_where_verdicts_ask_what_changed_since(root: Path, made: list[Path]):
    commit_all(root)
    assert argmap(root, "verdict", "people-walk", "accepted", "--by", "Ada").returncode == 0
    first = built(root)
    assert built(root) == first and len(made) == 1
    git(root, "commit", "-q", "--allow-empty", "-m", "more")
    assert built(root) == first and len(made) == 2


def test_nothing_is_made_again_in_a_linked_work_tree_and_outside_the_project(root: Path, made: list[Path]):
    """Commits and outputs then lie outside the project, where none of its own files may."""
    commit_all(root)
    tree = root.parent / "tree"
    git(root, "worktree", "add", "-q", "--detach", str(tree))
    assert argmap(tree, "verdict", "people-walk", "accepted", "--by", "Ada").returncode == 0
    assert built(tree, "-o", "../out") == built(tree, "-o", "../out") and len(made) == 1


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, str, tuple[int, str, str, dict[str, bytes]]]:
    """A project that was built, where the record of it lies, what that says, and what the build ended with."""
    root = laid_out(tmp_path_factory.mktemp("kept") / "project")
    first = built(root)
    (place,) = (root.parent / "cache" / "builds").glob("*.json")
    return root, place, place.read_text("utf-8"), first


@pytest.mark.parametrize("damage", few_of(["", "{", "[]", "null", '{"machine": 1}', "\0", "[" * 100_000], 3))
def test_a_broken_record_costs_a_build_and_nothing_else(kept, damage: str):
    root, place, _, first = kept
    place.write_text(damage, "utf-8")
    assert built(root) == first


@pytest.mark.parametrize("name", few_of(["outputs", "machine", "paper", "inputs", "all", "beside", "told", "fails"], 1))
def test_a_forged_record_changes_no_output(kept, name: str):
    """Nobody but the person can write there; still nothing but words could come of it."""
    root, place, record_of_it, first = kept
    told = json.loads(record_of_it)["record"]
    forged = {**told, **{key: {"../../../etc/passwd": [3]} for key in (told if name == "all" else [name])}}
    place.write_text(json.dumps({"sum": record._sum(forged), "record": forged}), "utf-8")
    code, _, _, made = built(root)
    assert (code, made) == (first[0], first[3])
    place.write_text(json.dumps({"sum": "0", "record": forged}), "utf-8")
    assert built(root) == first


@pytest.mark.long
def test_every_file_that_a_build_opens_is_one_that_it_is_known_by(root: Path):
    """The hook of Python's that sees each file being opened: none of the project's may be missing among the inputs."""
    (root / "argmap.toml").write_text('paper = "paper.tex"\nbibliography = ["sources/works.bib"]\n')
    (root / "part.tex").write_text("Lit streets \\cite{keller-2014} have fewer accidents.\n")
    (root / "paper.tex").write_text(
        "\\documentclass{article}\\begin{document}\\input{part}\\bibliography{own}\\end{document}\n"
    )
    (root / "own.bib").write_text(BIB)
    opened = root.parent / "opened"
    hook = f"""
import sys
seen = open({str(opened)!r}, "w")
def note(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and {str(root)!r} in arguments[0]:
        seen.write(arguments[0] + "\\n"); seen.flush()
sys.addaudithook(note)
"""
    cache = {"ARGMAP_CACHE": str(root.parent / "cache")}
    assert in_a_process([(root, ["build"], cache)], {}, hook)[0][0] == 0
    (place,) = (root.parent / "cache" / "builds").glob("*.json")
    told = json.loads(place.read_text("utf-8"))["record"]
    known = {*told["inputs"], *(name for name, _ in told["beside"])}
    names = {name for name in opened.read_text().splitlines() if Path(name).is_file()}
    read = {name for name in names if not Path(name).is_relative_to(root / "build")}
    assert {"part.tex", "paper.tex", "works.bib", "a.md"} <= {Path(name).name for name in read}
    assert read <= known
