"""What `argmap serve` begins with: a project, a bare paper, an empty folder, or libraries that are missing."""

from __future__ import annotations

import sys
from pathlib import Path
from unittest import mock

import pytest

from argmap.cli.serve import _project_at
from argmap.ground.diagnostics import ArgmapError
from argmap.workshop.session import Session
from commands import argmap
from printed_pdf import pdf_of
from workshop_page import Page, lay_out

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("missing", ["starlette", "uvicorn", "watchfiles"])
def test_without_its_libraries_it_says_what_to_install(root: Path, missing: str) -> None:
    with mock.patch.dict(sys.modules, {missing: None}):
        done = argmap(root, "serve", "--no-open")
    assert done.returncode == 2 and "pip install 'argmap[live]'" in done.stderr and "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1


def test_an_empty_folder_becomes_a_blank_project_to_draw_on(tmp_path: Path) -> None:
    folder = tmp_path / "seminar"
    folder.mkdir()
    page = Page(Session(_project_at(folder, yes=False), "Ada"))
    assert sorted(path.name for path in folder.iterdir()) == ["argmap.toml", "claims"]
    assert page.get("/api/state")["order"] == []
    page.done("/api/claims", {"text": "All men are mortal."}, "absent")
    page.done("/api/claims", {"text": "Socrates is mortal.", "kind": "conclusion"}, file="claims/argument.md")
    page.done("/api/steps", {"claim": "socrates-mortal", "premises": ["all-men-mortal"]}, file="claims/argument.md")
    assert (folder / "claims" / "argument.md").read_text() == (
        "## all-men-mortal\n\nAll men are mortal.\n\n## socrates-mortal {conclusion}\n\nSocrates is mortal.\n\n"
        "- because: all-men-mortal\n"
    )
    assert "<svg" in page.get("/api/map") and page.get("/api/paper") == ""
    for _ in range(3):
        page.done("/api/undo", {})
    assert not (folder / "claims" / "argument.md").exists()


def test_a_new_folder_becomes_one_after_asking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([False, True])
    monkeypatch.setattr("click.confirm", lambda *_, **__: next(answers))
    monkeypatch.setattr("sys.stdin", mock.Mock(isatty=lambda: True))
    folder = tmp_path / "seminar"
    with pytest.raises(ArgmapError, match="Nothing was written"):
        _project_at(folder, yes=False)
    assert not folder.exists()
    assert _project_at(folder, yes=False) == folder and (folder / "argmap.toml").exists()
    assert _project_at(tmp_path / "other", yes=True).exists()
    for never in (tmp_path / "paper.pdf", tmp_path / "no" / "seminar"):  # a slip in the name of what should be there
        assert _project_at(never, yes=True) == never and not never.exists()


def test_a_bare_paper_is_drafted_beside_it_and_found_again(tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_bytes((ROOT / "sources" / "paper.txt").read_bytes())
    folder = _project_at(paper, yes=True)
    assert folder == tmp_path / "paper" and (folder / "sources" / "paper.txt").read_bytes() == paper.read_bytes()
    page = Page(Session(folder, "Ada"))
    state = page.get("/api/state")
    assert all(claim["draft"] for claim in state["claims"]) and state["claims"]
    offer = state["offers"][0]
    file = state["claims"][0]["file"]
    told = page.done("/api/claims", {"start": offer["start"], "end": offer["end"]}, file=file)
    after = page.get("/api/state")
    assert told["made"] in after["order"] and len(after["offers"]) < len(state["offers"])
    assert offer not in after["offers"]
    page.done(f"/api/claims/{state['order'][0]}", {"accept": True}, file=file)
    assert not page.get("/api/state")["claims"][0]["draft"]
    # the second time it is a project, and nothing is asked or written
    assert _project_at(paper, yes=False) == folder
    assert _project_at(folder / "sources" / "paper.txt", yes=False).resolve() == folder.resolve()


def test_a_bare_markdown_paper_is_drafted_and_a_file_of_claims_is_served_as_such(tmp_path: Path) -> None:
    paper = tmp_path / "port.md"
    paper.write_text(
        "# The port\n\n## Introduction\n\nThis paper argues that the port grew. It grew because the railway came to it.\n",
        "utf-8",
    )
    folder = _project_at(paper, yes=True)
    assert folder == tmp_path / "port" and (folder / "sources" / "port.md").is_file()
    claims = tmp_path / "claims.md"
    claims.write_text("## port-grew\n\nThe port grew.\n\n- evidence: The railway came.\n", "utf-8")
    empty = folder / "claims" / "new.md"
    empty.write_text("## port\n\nThe port grew.\n", "utf-8")
    assert [_project_at(path, yes=True) for path in (claims, empty)] == [claims, empty]


def test_a_paper_with_nothing_to_draft_is_served_all_the_same(tmp_path: Path) -> None:
    paper = tmp_path / "short.txt"
    paper.write_text("A title\n\nOne sentence stands here.\n")
    page = Page(Session(_project_at(paper, yes=True), "Ada"))
    assert "One sentence stands here." in page.get("/api/paper")
    page.done("/api/claims", {"start": 9, "end": 34}, "absent")
    assert page.get("/api/state")["claims"][0]["anchors"][0]["state"] == "verbatim"


def test_nothing_is_written_where_the_answer_is_no(tmp_path: Path) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_bytes((ROOT / "sources" / "paper.txt").read_bytes())
    with mock.patch("click.confirm", return_value=False), pytest.raises(ArgmapError, match="Nothing was written"):
        _project_at(paper, yes=False)
    assert [path.name for path in tmp_path.iterdir()] == ["paper.txt"]


def test_what_is_no_project_and_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(ArgmapError, match="No project"):
        Session(_project_at(tmp_path, yes=False), "")


def test_pages_of_a_pdf_are_shown_as_pictures(tmp_path: Path) -> None:
    root = lay_out(tmp_path / "project")
    (root / "sources" / "paper.pdf").write_bytes(pdf_of([[(72, 700, 11, "Trains made the towns grow.")]]))
    (root / "argmap.toml").write_text('paper = "sources/paper.pdf"\n')
    page = Page(Session(root, "Ada"))
    assert page.get("/api/state")["pages"] == 1
    picture = page.send("GET", "/api/page/1.png?scale=1")
    assert picture.headers["content-type"] == "image/png" and picture.content.startswith(b"\x89PNG\r\n")
    assert len(page.send("GET", "/api/page/1.png?scale=2").content) > len(picture.content)
    assert page.send("GET", "/api/page/2.png").status_code == 400
    assert page.send("GET", "/api/page/1.png?scale=99999999999").status_code == 200
    assert Page(Session(lay_out(tmp_path / "text"), "")).send("GET", "/api/page/1.png").status_code == 400
