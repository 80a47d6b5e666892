"""What was done is taken back byte for byte, and not where somebody else has been since."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from argmap.checks import run_checks
from argmap.project import load
from argmap.workshop.session import Session
from argmap.workshop.undo import Journal
from commands import a_copy
from workshop_page import CLAIMS, PAPER, THOROUGH, Page, lay_out


def own_files(root: Path) -> dict[str, bytes]:
    found = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return {path: data for path, data in found.items() if not path.startswith(".argmap/")}


def twenty(page: Page) -> None:
    """Twenty edits of every sort, in two claims files, the log and the bibliography."""
    start = PAPER.index("Coal")
    page.done("/api/claims", {"start": start, "end": start + 15, "id": "coal-cheap"})
    page.done("/api/claims", {"text": "In a new file.", "file": "claims/b.md", "id": "new-file"}, file="claims/b.md")
    page.done("/api/steps", {"claim": "towns-grew", "premises": ["coal-cheap", "new-file"], "scheme": "x"})
    page.done("/api/steps/towns-grew/because-2", {"split": True})
    page.done("/api/steps/towns-grew/because-1", {"warrant": "So it is.", "unless": ["some-shrank"]})
    page.done("/api/claims/new-file", {"text": "Still new.", "kind": "value"}, file="claims/b.md")
    page.done("/api/claims/coal-cheap", {"note": "Look."})
    page.done("/api/claims/coal-cheap", {"notes": {"1": None}})
    page.done("/api/evidence", {"claim": "coal-cheap", "text": "A price list.", "quotes": ["a", "b"]})
    page.done("/api/evidence/coal-cheap/evidence-1", {"quotes": ["b"], "type": "document"})
    page.done("/api/citations", {"claim": "coal-cheap", "key": "census-1890"})
    page.done("/api/waivers", {"claim": "coal-cheap", "code": "EVD003", "reason": "Known."})
    page.done("/api/verdicts", {"handle": "towns-grew", "verdict": "accepted"}, file="claims/reviews.jsonl")
    page.done("/api/verdicts", {"handle": "some-shrank", "verdict": "rejected"}, file="claims/reviews.jsonl")
    page.done("/api/rename", {"old": "some-shrank", "new": "few-shrank"})
    page.done("/api/rename", {"old": "census-1890", "new": "census", "source": True})
    page.done("/api/steps/towns-grew/but-1", {"delete": True})
    page.done("/api/claims/towns-doubled", {"accept": True})
    page.done("/api/steps/towns-grew/because-1", {"unless": []})
    page.done("/api/claims/few-shrank", {"delete": True})


def test_twenty_edits_are_taken_back_and_done_again_byte_for_byte(page: Page, root: Path) -> None:
    before = own_files(root)
    twenty(page)
    after = own_files(root)
    for _ in range(20):
        page.done("/api/undo", {})
    assert own_files(root) == before
    assert page.post("/api/undo", {}).status_code == 404
    for _ in range(20):
        page.done("/api/redo", {})
    assert own_files(root) == after
    assert page.post("/api/redo", {}).status_code == 404
    assert run_checks(load(root)).findings == page.session.reading.outcome.findings


def test_a_file_that_undo_takes_away_is_no_change_from_outside(page: Page, root: Path) -> None:
    log = root / "claims" / "reviews.jsonl"
    page.done("/api/verdicts", {"handle": "towns-grew", "verdict": "accepted"}, file="claims/reviews.jsonl")
    assert log.exists()
    page.session.undo()
    assert not log.exists() and "claims/reviews.jsonl" not in page.session.reading.texts
    assert not page.session.refresh()
    page.session.redo()
    assert log.exists() and not page.session.refresh()


def test_the_journal_outlives_the_server(page: Page, root: Path) -> None:
    before = own_files(root)
    page.done("/api/claims/towns-grew", {"note": "Look."})
    page.done("/api/rename", {"old": "some-shrank", "new": "few-shrank"})
    again = Page(Session(root, "Bo"))
    assert again.get("/api/state")["undo"]["said"].startswith("Renamed")
    for _ in range(2):
        again.done("/api/undo", {})
    assert own_files(root) == before


@pytest.mark.long
def test_a_journal_of_twenty_edits_outlives_the_server(page: Page, root: Path) -> None:
    before = own_files(root)
    twenty(page)
    again = Page(Session(root, "Bo"))
    assert again.get("/api/state")["undo"]["said"].startswith("Claim deleted")
    for _ in range(20):
        again.done("/api/undo", {})
    assert own_files(root) == before


def test_undo_finds_its_place_when_others_wrote_elsewhere(page: Page, root: Path) -> None:
    file = root / "claims" / "a.md"
    page.done("/api/claims/some-shrank", {"text": "A few towns shrank."})
    file.write_text("<!-- by hand -->\n\n" + file.read_text().replace("Many towns", "Most towns"))
    page.done("/api/undo", {})
    assert file.read_text() == "<!-- by hand -->\n\n" + CLAIMS.replace("Many towns", "Most towns")


@pytest.mark.parametrize("by_hand", ["Few towns shrank.", ""])
def test_undo_of_what_others_changed_since_is_refused_and_says_why(page: Page, root: Path, by_hand: str) -> None:
    file = root / "claims" / "a.md"
    page.done("/api/claims/some-shrank", {"text": "A few towns shrank."})
    file.write_text(file.read_text().replace("A few towns shrank.", by_hand))
    told = page.post("/api/undo", {})
    assert told.status_code == 409 and "changed since" in told.json()["error"]
    assert by_hand in file.read_text() and "Some towns" not in file.read_text()


def test_a_new_edit_ends_what_could_be_done_again(page: Page) -> None:
    page.done("/api/claims/some-shrank", {"text": "A few towns shrank."})
    page.done("/api/undo", {})
    assert page.get("/api/state")["redo"]["said"] == "Sentence changed."
    page.done("/api/claims/some-shrank", {"text": "No town shrank."})
    assert page.get("/api/state")["redo"] is None
    assert page.post("/api/redo", {}).status_code == 404


@pytest.mark.parametrize(
    "text", ["", "{", "[]\n", '{"files": 3}\n', "\x00\xff", "null\n" * 3, '{"files": {"a": [[1]]}}\n']
)
def test_a_journal_that_cannot_be_read_is_begun_anew(page: Page, root: Path, text: str) -> None:
    (root / ".argmap").mkdir()
    (root / ".argmap" / "journal.jsonl").write_text(text)
    assert page.post("/api/undo", {}).status_code == 404
    page.done("/api/claims/some-shrank", {"text": "A few towns shrank."})
    page.done("/api/undo", {})
    assert own_files(root)["claims/a.md"].decode() == CLAIMS


def test_nothing_is_written_through_a_link_out_of_the_project(page: Page, root: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / ".argmap").symlink_to(outside)
    assert page.post("/api/claims", {"text": "A."}).status_code == 400
    (root / ".argmap").unlink()
    (root / "claims" / "link").symlink_to(outside)
    assert page.post("/api/claims", {"text": "A.", "file": "claims/link/b.md"}, "absent").status_code == 400
    assert not list(outside.iterdir()) and own_files(root)["claims/a.md"].decode() == CLAIMS


def write(root: Path) -> None:
    """Write one claim after another, and tell of each, until the process is killed."""
    session = Session(root, "Ada")
    print("ready", flush=True)
    for number in range(10**6):
        session.do("claims", None, {"text": f"Claim {number}.", "id": f"claim-{number}"}, None)
        print(number, flush=True)


def killed_while_writing(root: Path, writes: int, wait: float) -> int:
    """Start a writer, kill it after some writes and a little, and give the number of the last write that it told of."""
    writer = subprocess.Popen(
        ["a copy"], preexec_fn=a_copy(lambda: write(root)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    told = -1
    assert writer.stdout.readline() == "ready\n"
    while told < writes:
        told = int(writer.stdout.readline())
    time.sleep(wait)
    os.kill(writer.pid, signal.SIGKILL)
    rest = writer.stdout.read().split()
    writer.wait()
    return int(rest[-1]) if rest else told


def check_after_a_kill(root: Path, told: int) -> None:
    session = Session(root, "Ada")
    ids = list(session.project.argument.claims)
    written = [name for name in ids if name.startswith("claim-")]
    assert len(written) - 1 in (told, told + 1) and written == [f"claim-{n}" for n in range(len(written))]
    assert not session.project.diagnostics
    assert [entry.said for entry in Journal.read(root).entries][-1:] == ["Claim made."]
    entries = len(Journal.read(root).entries)
    assert entries == min(200, len(written))
    for _ in range(min(3, entries)):
        session.undo()
    assert len(session.project.argument.claims) == len(ids) - min(3, entries)
    assert not [path for path in root.rglob("*") if path.name.endswith(".tmp")]


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_server_killed_while_it_writes_leaves_whole_files_and_a_journal_that_fits(tmp_path: Path) -> None:
    for number, wait in enumerate((0.0, 0.013)):
        root = lay_out(tmp_path / str(number))
        check_after_a_kill(root, killed_while_writing(root, 3, wait))


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_many_kills_in_many_writes(tmp_path: Path) -> None:
    for number in range(10 * THOROUGH):
        root = lay_out(tmp_path / str(number))
        check_after_a_kill(root, killed_while_writing(root, 4, number * 0.0068 / THOROUGH))
