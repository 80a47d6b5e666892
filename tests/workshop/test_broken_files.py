"""Files that are half written, broken, or gone while they are served: the workshop answers, and recovers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from argmap.workshop.session import Session
from workshop_page import CLAIMS, THOROUGH, Page, lay_out

HARD = f"""<!-- a comment
over lines -->
{CLAIMS}
- cites: [see @{{an old key, with a comma}}, pp. 3-5, and passim] "(marked)"
  type: study
  via: @census-1890
  > words of the source
  >
  > and more
- because: towns-doubled + towns-grew
  id: main-step
  weight: 0.5
  cq2: towns-grew
- waive: EVD003 Known.
- assume: For now.

\\- a note that looks like an item
"""


def truncations(root: Path, texts: list[str]) -> None:
    """At each text the state is told and an edit is answered; at the end all is well again."""
    session = Session(root, "Ada")
    page = Page(session)
    file = root / "claims" / "a.md"
    for text in texts:
        file.write_text(text)
        assert session.refresh() or file.read_text() == session.reading.texts["claims/a.md"]
        state: Any = page.get("/api/state")
        assert state["files"]["claims/a.md"]["etag"]
    for text in texts[:: max(1, len(texts) // 40)]:
        file.write_text(text)
        session.refresh()
        told = page.post("/api/claims", {"text": "While it is broken."})
        assert told.status_code in (200, 400), told.text
        assert text.rstrip() in file.read_text()
        assert ("while-broken" in page.get("/api/state")["order"]) == (told.status_code == 200)
    file.write_text(HARD)
    session.refresh()
    assert "main-step" in {step["id"] for step in page.get("/api/state")["steps"]}


def prefixes(text: str) -> list[str]:
    return [text[:end] for end in range(len(text) + 1)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = lay_out(tmp_path / "project")
    (root / "argmap.toml").write_text("")
    return root


@pytest.mark.parametrize("step", [61, pytest.param(11, marks=pytest.mark.long)])
def test_at_prefixes_of_a_claims_file_the_server_answers(root: Path, step: int) -> None:
    truncations(root, prefixes(HARD)[::step])


OURS = {path.stem: path for path in sorted((Path(__file__).parents[2] / "claims").glob("*.md"))}


@pytest.mark.long
@pytest.mark.parametrize("name", ["hard", *OURS])
def test_at_every_prefix_of_a_claims_file_the_server_answers(root: Path, name: str) -> None:
    text = OURS[name].read_text("utf-8") if name in OURS else HARD
    truncations(root, prefixes(text)[-150 * THOROUGH :])


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00", b"\x00" * 5000, b"## a\n\nA \xe9.\n", "\ufeff## a\n\nA.\n".encode(), b""]
)
def test_bytes_that_are_no_claims_are_told_of_and_not_written_over(root: Path, data: bytes) -> None:
    page = Page(Session(root, "Ada"))
    file = root / "claims" / "a.md"
    file.write_bytes(data)
    page.session.refresh()
    state = page.get("/api/state")["files"]["claims/a.md"]
    told = page.post("/api/claims", {"text": "New.", "file": "claims/a.md"}, state["etag"])
    if state["writable"]:
        assert told.status_code in (200, 400) and file.read_bytes().startswith(data.rstrip())
    else:
        assert told.status_code >= 400 and file.read_bytes() == data


def test_settings_that_break_and_a_project_that_goes_leave_the_server_up(root: Path) -> None:
    page = Page(Session(root, "Ada"))
    (root / "argmap.toml").write_text("title = [")
    page.session.refresh()
    assert any(f["code"].startswith("SYN") for f in page.get("/api/state")["findings"])
    (root / "argmap.toml").write_text('title = "Again"\n')
    page.session.refresh()
    assert page.get("/api/state")["title"] == "Again"
    (root / "argmap.toml").unlink()
    (root / "claims" / "a.md").unlink()
    told = page.post("/api/claims", {"text": "Where to?"}, "absent")
    assert told.status_code == 400 and "No project" in told.json()["error"]
    assert page.get("/api/state")["title"] == "Again"


def test_a_claim_may_hold_what_a_page_must_not_run(root: Path) -> None:
    page = Page(Session(root, "Ada"))
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) {{ 7*7 }}"
    made = page.done("/api/claims", {"text": evil})["made"]
    assert page.get("/api/state")["claims"][-1]["text"] == evil
    html = page.get(f"/api/claim/{made}")["html"] + page.send("GET", "/").text
    assert "<script>alert" not in html and "<img src=x" not in html and "49" not in html.split("alert(1)")[1][:60]
