"""What the documentation says can be run, and is run here."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import docx
import pytest

from argmap import cli, load_bibliography
from argmap.manuscript.formats import CALLED, IN_WORDS
from argmap.sources.bibliography.file_kinds import FORMATS as BIBLIOGRAPHIES
from commands import argmap
from fuzz_seeds import AIF

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```(?:console|sh|bash|shell)\n(.*?)^```", re.M | re.S)
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def commands() -> list[tuple[str, str]]:
    """Every `argmap …` line of a console block, with the page it stands on."""
    found = []
    for page in PAGES:
        for block in _BLOCK.findall(page.read_text("utf-8")):
            for line in block.replace("\\\n", " ").splitlines():
                line = line.removeprefix("$ ").strip()
                if line.startswith("argmap "):
                    found.append((page.name, line.split("  #")[0].strip()))
    return list(dict.fromkeys(found))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the project for the commands of one page, so that they may write."""
    folder = tmp_path / "argmap"
    shutil.copytree(
        ROOT, folder, ignore=shutil.ignore_patterns(".venv", "build", ".git", "__pycache__", ".*_cache", ".hypothesis")
    )

    def git(*arguments: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *arguments],
            cwd=folder, check=True, capture_output=True,
        )  # fmt: skip

    # what the pages take to be there: papers, an audit of them, an argument of another program
    for name in ("papers", "more"):
        (folder / name).mkdir()
        shutil.copy(ROOT / "sources" / "paper.txt", folder / name)
    word = docx.Document()
    for paragraph in (ROOT / "sources" / "paper.txt").read_text("utf-8").split("\n\n")[:20]:
        word.add_paragraph(paragraph)
    word.save(str(folder / "paper.docx"))
    answer = docx.Document()
    answer.add_paragraph("Point 1. We have named the source.")
    answer.save(str(folder / "response.docx"))
    for name in ("nodeset.json", "debate.json"):
        (folder / name).write_bytes(AIF)
    assert argmap(folder, "audit", "papers", "--format", "jsonl", "-o", "results.jsonl").returncode in (0, 1)
    assert argmap(folder, "import", "aif", "nodeset.json", "build/debate").returncode == 0

    git("init", "-q")
    for message in ("one", "two", "three"):
        git("add", "-A")
        git("commit", "-q", "--allow-empty", "-m", message)
    git("tag", "first-letter")
    return folder


def test_the_picture_of_the_map_is_the_one_that_is_drawn(tmp_path: Path):
    command = ["map", "--view", "overview", "-o"]
    assert argmap(ROOT, *command, str(tmp_path / "overview.svg")).returncode == 0
    shown = "docs/images/overview.svg"
    drawn = (tmp_path / "overview.svg").read_bytes()
    assert (ROOT / shown).read_bytes() == drawn, f"draw it again: argmap {' '.join(command)} {shown}"


@pytest.mark.parametrize(("page", "line"), commands(), ids=[f"{page}: {line}" for page, line in commands()])
def test_a_documented_command_is_one_of_ours(page: str, line: str):
    """Its name and its options are known; that it runs is tried beside the loop."""
    _, name, *words = shlex.split(line, comments=True)
    context = click.Context(cli._argmap)
    command = cli._argmap.get_command(context, name)
    if name.startswith("-"):
        cli._argmap.make_context("argmap", [name, *words], resilient_parsing=True)
    else:
        assert command, f"{page}: {line}"
        command.make_parser(click.Context(command, context)).parse_args(words)


@pytest.mark.long
@pytest.mark.parametrize("page", dict.fromkeys(page for page, _ in commands()))
def test_the_documented_commands_run_in_their_order(checkout: Path, page: str):
    """One test a page: a command may read what one above it wrote."""
    for line in (line for of, line in commands() if of == page):
        words = shlex.split(line, comments=True)
        if "--watch" in words or words[1] == "serve" or "|" in words or ">" in words:
            pytest.fail(f"{page}: write this command so that it can be run on its own: {line}")
        done = argmap(checkout, *words[1:], typed="q\n")
        assert done.returncode in (0, 1), f"{page}: {line}\n{done.stderr}"
        assert "Traceback" not in done.stderr


def test_the_page_of_checks_is_what_the_checks_say():
    written = (ROOT / "docs" / "checks.md").read_text("utf-8")
    assert argmap(ROOT, "explain", "--markdown").stdout == written, "argmap explain --markdown > docs/checks.md"


def test_the_pages_that_list_the_formats_of_papers_list_all_of_them():
    assert IN_WORDS in (ROOT / "README.md").read_text("utf-8")
    table = (ROOT / "docs" / "reading.md").read_text("utf-8").partition("## Formats")[2].partition("\n\nThe first")[0]
    assert [name for name in CALLED if not re.search(rf"^\| [^|]*\b{name}\b", table, re.M)] == []


def test_the_page_and_the_docstring_on_bibliographies_list_all_formats():
    page = (ROOT / "docs" / "bibliography.md").read_text("utf-8")
    for form in BIBLIOGRAPHIES.values():
        assert re.search(
            rf"^\| {re.escape(', '.join(f'`{s}`' for s in form.suffixes))} \| {form.called}", page, re.M
        ), form
        assert form.called in (load_bibliography.__doc__ or ""), form


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_links_inside_the_repository_lead_somewhere(page: Path):
    for target in _LINK.findall(page.read_text("utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_files_and_names_that_the_page_of_changes_gives_are_there():
    rows = (ROOT / "docs" / "architecture.md").read_text("utf-8").partition("## Where do I change")[2]
    given = set(re.findall(r"`([^`\s<>*…]+)`", rows))
    paths = [path for place in ("src", "tests", "docs", "templates") for path in (ROOT / place).rglob("*")]
    ends = {"/".join(path.parts[-n:]) for path in paths for n in range(1, 8)} | {"docs", "src", "tests", "build"}
    names = {name for path in paths if path.suffix == ".py" for name in re.findall(r"\w+", path.read_text("utf-8"))}
    for name in given:
        if "/" in name or re.search(r"\.(?:py|toml|txt|css|js)$", name):
            assert name.rstrip("/") in ends, name
        elif name.isidentifier():
            assert name in names, name
