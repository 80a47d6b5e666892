"""What a stranger's files may not bring about by where they lie or what they are: reading and writing elsewhere."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import fuzz
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import JOURNAL, Change, read_file, replacing, settle, write_files, write_output
from commands import argmap

PAPER = (
    "On trade\n\nTherefore small ports must seek large ships because trade grew in every year. However, ships were dear in "
    "the north (Smith 2010). It follows that ports must join an alliance of towns.\n"
)
CLAIMS = "# S\n\n##   a {conclusion}\n\nA holds.\n\n- because: b\n\n## b {claim}\n\nB.\n\n- cites: @k\n"


@pytest.fixture
def project(lay_out: Callable[[str], Path]) -> Path:
    return lay_out(CLAIMS)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder of somebody else's, whose files must stay as they are."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "a.md").write_text(CLAIMS)
    (folder / "letter.md").write_text("precious\n")
    (folder / "secret.txt").write_text("SECRET words of another.\n")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


WRITERS = {
    "build": ("build",),
    "report": ("report",),
    "letter": ("letter", "-o", "build/letter.md"),
    "map": ("map", "-o", "build/letter.md", "--format", "svg"),
    "fmt": ("fmt",),
    "fmt of a file": ("fmt", "claims/a.md"),
    "rename": ("rename", "b", "c"),
    "verdict": ("verdict", "a", "accepted", "--by", "A"),
}
LEADING_OUT = {
    "the build folder": ("build", "", ["build", "report", "letter", "map"]),
    "a file in it": ("build/letter.md", "letter.md", ["build", "letter", "map"]),
    "a folder in it": ("build/report", "", ["build", "report"]),
    "the claims": ("claims", "", ["fmt", "fmt of a file", "rename", "verdict"]),
    "a file of claims": ("claims/a.md", "a.md", ["fmt", "fmt of a file", "rename"]),
    "the log": ("claims/reviews.jsonl", "reviews.jsonl", ["verdict"]),
}


@pytest.mark.parametrize(
    ("place", "target", "command"),
    [(place, target, command) for place, target, commands in LEADING_OUT.values() for command in commands],
    ids=[f"{name}: {command}" for name, (_, _, commands) in LEADING_OUT.items() for command in commands],
)
def test_nothing_is_written_through_a_link_that_leads_out(
    project: Path, elsewhere: Path, place: str, target: str, command: str
):
    before = contents(elsewhere)
    link = project / place
    if link.is_dir():
        for path in link.iterdir():
            path.unlink()
        link.rmdir()
    elif link.exists():
        link.unlink()
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(elsewhere / target, target_is_directory=not target)
    done = argmap(project, *WRITERS[command])
    assert contents(elsewhere) == before
    assert done.returncode == 2, done.stdout + done.stderr
    assert "Traceback" not in done.stderr and "argmap: error: " in done.stderr
    assert not [path for path in project.rglob(".argmap-*")]


@pytest.mark.parametrize("value", ['"../elsewhere"', '"claims/../../elsewhere"', '"/tmp"', '"."'])
@pytest.mark.parametrize("setting", ["claims", "build"])
def test_no_setting_leads_a_command_out(project: Path, elsewhere: Path, setting: str, value: str):
    before = contents(elsewhere)
    (project / "argmap.toml").write_text(f"{setting} = {value}\n")
    for command in (["fmt"], ["rename", "b", "c"], ["verdict", "a", "accepted", "--by", "A"], ["build"]):
        done = argmap(project, *command)
        assert contents(elsewhere) == before
        assert "Traceback" not in done.stderr
        if value != '"."' and command[0] in ("fmt", "rename"):
            assert done.returncode == 2 and setting in done.stderr and "inside the project" in done.stderr


def test_a_heading_that_looks_like_a_path_names_no_file_elsewhere(project: Path, elsewhere: Path):
    before = contents(elsewhere)
    (project / "claims" / "a.md").write_text("# ../../../elsewhere/x\n\n" + CLAIMS)
    assert argmap(project, "build").returncode == 0
    assert contents(elsewhere) == before
    built = [path for path in (project / "build").rglob("*") if path.is_file()]
    assert all(path.resolve().is_relative_to(project / "build") for path in built)


# -- names that are no text -----------------------------------------------------------------------------------------

NAME = b"caf\xe9"


@pytest.fixture
def named(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in whose files' names a letter is one byte of an old encoding."""
    if sys.platform in ("win32", "darwin"):
        pytest.skip("the names of files are text on this system")
    root = os.fsencode(project)
    Path(os.fsdecode(root + b"/claims/a.md")).rename(os.fsdecode(root + b"/claims/" + NAME + b".md"))
    Path(os.fsdecode(root + b"/sources/w.bib")).rename(os.fsdecode(root + b"/sources/" + NAME + b".bib"))
    Path(os.fsdecode(root + b"/" + NAME + b".txt")).write_text(PAPER)
    Path(os.fsdecode(root + b"/sources/texts/" + NAME + b".txt")).write_text("T\n")
    monkeypatch.chdir(project)
    return project


@pytest.mark.parametrize(
    "command",
    [
        "check --format json",
        "check --format sarif",
        "evaluate --format json",
        "build",
        "letter -o NAME.md",
        "map -o NAME.svg",
        "audit NAME.txt --format json",
        "audit NAME.txt --format sarif",
        "audit NAME.txt --format html -o NAME.html",
        "read NAME.txt --format json",
        "find --format json ports NAME.txt",
        "pin",
        "fmt",
        "verdict a accepted --by NAME --note NAME",
        "new NAME.txt drafted",
        "rename --source k NAME",
        "rename a c",
        "config projects NAME",
    ],
)
def test_a_name_that_is_no_text_is_shown_and_never_written(named: Path, command: str):
    arguments = command.replace("NAME", os.fsdecode(NAME)).split()
    said = io.StringIO()
    assert fuzz.run(arguments, said) is None
    for data in (said.getvalue(), *(path.read_bytes().decode() for path in named.rglob("*") if is_text(path))):
        data.encode()
        assert "\\udc" not in data.lower()
    if command == "check --format sarif":
        assert "caf%E9" in said.getvalue()


def is_text(path: Path) -> bool:
    return path.is_file() and path.suffix not in (".docx", ".pdf")


# -- reading --------------------------------------------------------------------------------------------------------

OUTSIDE = {
    "a paper": 'paper = "../elsewhere/secret.txt"\n',
    "a bibliography": 'bibliography = "../elsewhere/secret.txt"\n',
    "an absolute path": "paper = {secret}\n",
    "a folder of texts": 'texts = "../elsewhere"\n',
    "a paper that is a link": 'paper = "link.txt"\n',
    "a text that is a link": "",
    "what a paper includes": 'paper = "paper/paper.tex"\n',
    "claims that are links": "",
}


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_file_outside_is_read_only_where_it_is_allowed_and_then_said(project: Path, elsewhere: Path, name: str):
    secret = elsewhere / "secret.txt"
    (project / "argmap.toml").write_text(OUTSIDE[name].format(secret=json.dumps(str(secret))))
    (elsewhere / "k.txt").write_text("SECRET words of another.\n")
    if name == "a paper that is a link":
        (project / "link.txt").symlink_to(secret)
    elif name == "a text that is a link":
        (project / "sources" / "texts" / "k.txt").symlink_to(secret)
    elif name == "claims that are links":
        (project / "claims" / "b.md").symlink_to(elsewhere / "a.md")
    elif name == "what a paper includes":
        (project / "paper").mkdir()
        (elsewhere / "part.tex").write_text("SECRET words of another.\n")
        (project / "paper" / "paper.tex").write_text(
            "\\documentclass{article}\\begin{document}Words.\\input{elsewhere/part}\\end{document}\n"
        )
        assert argmap(project, "build").returncode == 0
        assert "SECRET" not in (project / "build" / "report" / "index.html").read_text()
        return
    done = argmap(project, "check", "--all")
    assert "Traceback" not in done.stderr and "SECRET" not in done.stdout
    texts = "text" in name
    if not texts:
        assert "outside the project" in done.stdout and "--allow-outside" in done.stdout
    else:
        assert "SECRET" not in argmap(project, "passages", "b").stdout
    allowed = argmap(project, "passages" if texts else "check", *(["b"] if texts else []), "--allow-outside")
    assert "read from outside the project: " in allowed.stderr
    assert str(elsewhere) in allowed.stderr


def test_every_command_that_may_read_outside_says_that_it_did(project: Path, elsewhere: Path):
    (project / "argmap.toml").write_text('paper = "../elsewhere/secret.txt"\n')
    for command in (["map", "--format", "dot"], ["check"], ["letter"], ["show"], ["evaluate"], ["build"]):
        assert str(elsewhere / "secret.txt") in argmap(project, *command, "--allow-outside").stderr, command


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
@pytest.mark.parametrize("what", ["pipe", "device", "endless", "folder", "huge", "a name too long", "NUL in its name"])
def test_what_is_no_file_of_a_bounded_size_is_refused_at_once(tmp_path: Path, what: str):
    path = tmp_path / "x"
    if what == "pipe":
        os.mkfifo(path)
    elif what in ("device", "endless"):
        path = Path("/dev/tty" if what == "device" else "/dev/zero")
    elif what == "folder":
        path.mkdir()
    elif what == "huge":
        with path.open("wb") as stream:
            stream.truncate(2**40)
    else:
        path = tmp_path / ("x" * 5000 if "long" in what else "a\0b")
    with pytest.raises(OSError, match=r".") as raised:
        read_file(path, 1_000_000)
    assert raised.value.strerror


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
@pytest.mark.parametrize(
    "place", ["argmap.toml", "claims/p.md", "claims/reviews.jsonl", "sources/w.bib", "paper.txt", "sources/texts/k.txt"]
)
def test_a_pipe_in_a_project_holds_no_command_up(project: Path, place: str):
    (project / "argmap.toml").write_text('paper = "paper.txt"\n')
    (project / place).unlink(missing_ok=True)
    os.mkfifo(project / place)
    for command in (["check"], ["build"], ["fmt"], ["rename", "--source", "k", "l"], ["verdict", "a", "accepted"]):
        done = argmap(project, *command)
        assert "Traceback" not in done.stderr, (command, done.stderr)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_a_pipe_named_on_the_command_line_is_one_clear_line(tmp_path: Path):
    for name in ("p.txt", "p.af", "p.yml", "p.pdf"):
        os.mkfifo(tmp_path / name)
    for command in (
        ["audit", "p.txt"], ["read", "p.pdf"], ["new", "p.txt", "d"], ["find", "words here", "p.txt"], ["fmt", "p.txt"],
        ["find", "--pairs", "p.txt", "p.pdf"], ["evaluate", "p.af"], ["evaluate", "p.yml"],
    ):  # fmt: skip
        done = argmap(tmp_path, *command)
        assert done.returncode == 2 and "pipe" in done.stderr and "Traceback" not in done.stderr, command


def test_a_file_that_grows_while_it_is_read_is_bounded():
    proc = Path("/proc/self/status")
    if proc.exists():
        assert read_file(proc, 1_000_000)
        with pytest.raises(OSError, match="larger"):
            read_file(proc, 10)


# -- writing --------------------------------------------------------------------------------------------------------


def test_files_of_one_command_are_written_together_or_not_at_all(tmp_path: Path):
    (tmp_path / "a").write_text("a")
    (tmp_path / "b").mkdir()
    with pytest.raises(ArgmapError, match="it is a folder"):
        write_files(tmp_path, [Change(tmp_path / "a", b"new"), Change(tmp_path / "b", b"new")])
    with pytest.raises(ArgmapError, match="changed since"):
        write_files(tmp_path, [Change(tmp_path / "c", b"new"), Change(tmp_path / "a", b"new", b"other")])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
    assert (tmp_path / "a").read_text() == "a"
    done = write_files(tmp_path, [Change(tmp_path / "a", b"new", b"a"), Change(tmp_path / "n/e/w", b"x", "absent")])
    assert done == (tmp_path / "a", tmp_path / "n/e/w")
    assert write_files(tmp_path, [Change(tmp_path / "a", b"new")]) == ()


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_the_mode_of_a_file_is_kept_and_a_new_one_has_the_usual(tmp_path: Path):
    (tmp_path / "a").write_text("a")
    (tmp_path / "a").chmod(0o640)
    (tmp_path / "plain").write_text("")
    write_files(tmp_path, [Change(tmp_path / "a", b"new"), Change(tmp_path / "b", b"new")])
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "b").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_link_inside_the_folder_is_followed_and_stays(tmp_path: Path):
    (tmp_path / "real").write_text("a")
    (tmp_path / "link").symlink_to("real")
    write_output(tmp_path / "link", "new", tmp_path)
    assert (tmp_path / "link").is_symlink() and (tmp_path / "real").read_text() == "new"


def interrupted(root: Path, *, written: bool) -> None:
    """What a killed command leaves that was to change a.md and to make n/b.md."""
    import hashlib

    (root / "a.md").write_text("old")
    (root / "n").mkdir()
    (root / ".argmap-0.tmp").write_text("new")
    (root / "n" / ".argmap-1.tmp").write_text("new")
    plan = {
        "folders": ["n"],
        "files": [
            {"path": "a.md", "temporary": ".argmap-0.tmp", "before": hashlib.sha256(b"old").hexdigest()},
            {"path": "n/b.md", "temporary": "n/.argmap-1.tmp", "before": None},
        ],
    }
    (root / JOURNAL).write_text(json.dumps(plan) + "\n" + ("written\n" if written else ""))


def test_what_is_written_bit_by_bit_takes_its_place_alone_and_only_whole(tmp_path: Path):
    names = ("all.jsonl", "all.jsonl.new", "all.jsonl.tmp")
    for name in names:
        (tmp_path / name).write_text(name)
    with pytest.raises(KeyError), replacing(tmp_path / names[0]) as file:
        file.write(b"half")
        raise KeyError
    assert (tmp_path / names[0]).read_text() == names[0]
    with replacing(tmp_path / names[0]) as file:
        file.write(b"whole")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {**{n: n for n in names}, names[0]: "whole"}


def test_what_was_interrupted_is_finished_or_undone_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    interrupted(tmp_path, written=False)
    settle(tmp_path)
    assert contents(tmp_path) == {"a.md": b"old"} and "undone" in capsys.readouterr().err
    interrupted(tmp_path, written=True)
    settle(tmp_path)
    assert contents(tmp_path) == {"a.md": b"new", "b.md": b"new"} and "finished" in capsys.readouterr().err


def test_finishing_overwrites_nobodys_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    interrupted(tmp_path, written=True)
    (tmp_path / "a.md").write_text("mine")
    settle(tmp_path)
    assert contents(tmp_path) == {"a.md": b"mine", "b.md": b"new"}
    assert "a.md, which changed since" in capsys.readouterr().err


HOSTILE = {
    "a path out": {"folders": [], "files": [{"path": "../x", "temporary": "../.argmap-0.tmp", "before": None}]},
    "a file that is no temporary one": {"folders": [], "files": [{"path": "x", "temporary": "a.md", "before": None}]},
    "a temporary file elsewhere": {
        "folders": [],
        "files": [{"path": "a.md", "temporary": "n/.argmap-0.tmp", "before": None}],
    },
    "an absolute path": {"folders": ["/etc"], "files": []},
    "no plan": [1, 2],
    "half a plan": {"files": 3},
}


@pytest.mark.parametrize("plan", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("written", [False, True])
def test_a_strangers_journal_is_refused(tmp_path: Path, plan: object, written: bool):
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / ".argmap-0.tmp").write_text("bad")
    (root / "a.md").write_text("old")
    (root / JOURNAL).write_text(json.dumps(plan) + "\n" + ("written\n" if written else ""))
    with pytest.raises(ArgmapError, match="delete it"):
        settle(root)
    assert contents(root)["a.md"] == b"old" and not (tmp_path / "x").exists()
    assert (tmp_path / ".argmap-0.tmp").exists()
