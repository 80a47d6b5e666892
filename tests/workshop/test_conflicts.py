"""Two write one text at the same time: nothing is lost, whoever they are."""

from __future__ import annotations

import os
import random
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from argmap.ground.diagnostics import ArgmapError
from argmap.workshop import session
from argmap.workshop.merge import merge
from argmap.workshop.session import Session
from workshop_page import CLAIMS, THOROUGH, Page, lay_out

FILE = "claims/a.md"


def test_edits_that_do_not_touch_are_merged(page: Page, root: Path) -> None:
    seen = page.etag()
    page.done("/api/claims/towns-doubled", {"text": "Most towns doubled."}, seen)
    told = page.done("/api/claims/some-shrank", {"text": "Few towns shrank."}, seen)
    assert told["merged"] and told["etag"] == page.etag()
    text = (root / FILE).read_text()
    assert text == CLAIMS.replace("Many towns doubled.", "Most towns doubled.").replace("Some towns", "Few towns")


@pytest.mark.skipif(sys.platform == "win32", reason="locks of folders are POSIX's")
def test_while_another_program_writes_an_edit_waits_and_is_then_refused(
    page: Page, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    monkeypatch.setattr(session, "_LONGEST_WAIT", 0.1)
    handle = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        told = page.post("/api/claims", {"text": "A."})
        assert told.status_code == 423 and told.json()["error"] and (root / FILE).read_text() == CLAIMS
        fcntl.flock(handle, fcntl.LOCK_UN)
        page.done("/api/claims", {"text": "A."})
    finally:
        os.close(handle)


def test_two_new_items_of_one_claim_are_both_kept(page: Page, root: Path) -> None:
    seen = page.etag()
    page.done("/api/evidence", {"claim": "some-shrank", "text": "One letter."}, seen)
    page.done("/api/evidence", {"claim": "some-shrank", "text": "Another letter."}, seen)
    assert (root / FILE).read_text() == f"{CLAIMS}- evidence: One letter.\n- evidence: Another letter.\n"


def test_edits_of_one_place_are_answered_with_both_texts_and_can_be_resolved(page: Page, root: Path) -> None:
    seen = page.etag()
    page.done("/api/claims/some-shrank", {"text": "Few towns shrank."}, seen)
    told = page.post("/api/claims/some-shrank", {"text": "No town shrank."}, seen)
    assert told.status_code == 409
    conflict = told.json()
    assert conflict["file"] == FILE and conflict["etag"] == page.etag()
    assert conflict["theirs"] == CLAIMS.replace("Some towns shrank", "Few towns shrank")
    assert conflict["mine"] == CLAIMS.replace("Some towns shrank", "No town shrank")
    assert "Few towns shrank." in conflict["merged"] and "No town shrank." in conflict["merged"]
    assert (root / FILE).read_text() == conflict["theirs"]
    page.done(f"/api/files/{FILE}", {"text": conflict["mine"]}, conflict["etag"])
    assert (root / FILE).read_text() == conflict["mine"]


def test_two_claims_of_one_id_are_a_conflict(page: Page, root: Path) -> None:
    seen = page.etag()
    page.done("/api/claims", {"text": "These words.", "id": "same"}, seen)
    told = page.post("/api/claims", {"text": "Other words.", "id": "same"}, seen)
    assert told.status_code == 409 and told.json()["mine"].endswith("Other words.\n")
    # one edit that is sent twice is one edit
    seen = page.etag()
    for _ in range(2):
        assert page.done("/api/claims", {"text": "Once more."}, seen)["made"] == "once-more"
    assert (page.session.root / FILE).read_text().count("Once more.") == 1


def test_a_change_from_outside_is_seen_before_an_edit_is_written(page: Page, root: Path) -> None:
    seen = page.etag()
    by_hand = CLAIMS.replace("Trains made the towns grow.\n\n>", "Railways made the towns grow.\n\n>")
    (root / FILE).write_text(by_hand)
    page.done("/api/claims/some-shrank", {"text": "Few towns shrank."}, seen)
    assert (root / FILE).read_text() == by_hand.replace("Some towns", "Few towns")


def test_a_file_that_was_taken_away_is_not_written_anew(page: Page, root: Path) -> None:
    seen = page.etag()
    (root / FILE).unlink()
    told = page.post("/api/claims/some-shrank", {"text": "Few towns shrank."}, seen)
    assert told.status_code == 409 and told.json()["theirs"] == "" and "Few towns" in told.json()["mine"]
    assert not (root / FILE).exists()


def test_a_file_that_somebody_else_has_just_made_is_not_written_over(page: Page, root: Path) -> None:
    (root / "claims" / "b.md").write_text("## by-hand\n\nBy hand.\n")
    told = page.post("/api/claims", {"text": "New.", "file": "claims/b.md"}, "absent")
    assert told.status_code == 409
    assert (root / "claims" / "b.md").read_text() == "## by-hand\n\nBy hand.\n"


@pytest.mark.parametrize(
    ("theirs", "mine", "merged"),
    [
        ("a\nB\nc\nd\n", "a\nb\nc\nD\n", "a\nB\nc\nD\n"),
        ("a\nb\nc\nd\nx\n", "a\nb\nc\nd\ny\n", "a\nb\nc\nd\nx\ny\n"),
        ("a\nb\nc\nd\nx\n", "a\nb\nc\nd\nx\n", "a\nb\nc\nd\nx\n"),
        ("b\nc\nd\n", "a\nb\nc\nd\ny\n", "b\nc\nd\ny\n"),
        ("a\nB\nc\nd\n", "a\nb2\nc\nd\n", None),
        ("a\nc\nd\n", "a\nb\nB\nc\nd\n", None),
        ("a\nb\n", "a\nb\nc\nD\n", None),
        ("", "a\nb\nc\nd\ne\n", None),
    ],
)
def test_a_merge_of_lines(theirs: str, mine: str, merged: str | None) -> None:
    found = merge("a\nb\nc\nd\n", theirs, mine)
    assert found.conflict == (merged is None)
    if merged is not None:
        assert found.text == merged
    for line in (set(theirs.split()) | set(mine.split())) - set("abcd"):
        assert line in found.text.split()


def test_a_change_right_behind_a_write_is_not_taken_for_the_write(page: Page, root: Path) -> None:
    session, by_hand = page.session, CLAIMS.replace("Trains made", "Rails made")
    adopt = session._adopt
    session._adopt = lambda reading: ((root / FILE).write_text(by_hand), adopt(reading))[1]  # type: ignore[method-assign]
    page.done("/api/claims/some-shrank", {"text": "Few towns shrank."})
    session._adopt = adopt  # type: ignore[method-assign]
    assert session.refresh() and session.reading.texts[FILE] == by_hand
    page.done("/api/claims/some-shrank", {"text": "No town shrank."})
    assert (root / FILE).read_text() == by_hand.replace("Some towns", "No town")


def test_a_change_that_could_not_be_read_at_first_is_read_later(session: Session, root: Path) -> None:
    (root / FILE).write_text(CLAIMS.replace("Some towns", "Few towns"))
    read = session._read
    session._read = lambda *_: (_ for _ in ()).throw(ArgmapError("gone"))  # type: ignore[method-assign]
    with pytest.raises(ArgmapError):
        session.refresh()
    session._read = read  # type: ignore[method-assign]
    assert session.refresh() and "Few towns" in session.reading.texts[FILE]


class Interleaving:
    """Two tabs that have seen texts of different ages, and a person with an editor who waits for nobody."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.root = lay_out(folder)
        (self.root / "argmap.toml").write_text('select = ["SYN"]\n')
        self.file = self.root / FILE
        self.session = Session(self.root, "Ada")
        self.page = Page(self.session)
        self.seen = {tab: (self.page.etag(), CLAIMS) for tab in "AB"}
        self.kept: list[str] = []
        self.counts: Counter[str] = Counter()
        self.number = 0
        self.read = self.session._read
        self.session._read = self.interrupted  # type: ignore[method-assign]

    def interrupted(self, data: Any, known: Any) -> Any:
        """Somebody may write just while an edit is worked out, before it is written."""
        made = self.read(data, known)
        if self.random.random() < 0.15:
            self.outside()
        return made

    def word(self) -> str:
        self.number += 1
        return f"word{self.number}."

    def outside(self) -> None:
        text, word = self.file.read_text(), self.word()
        claims = [found.start() for found in re.finditer("^## ", text, re.MULTILINE)]
        match self.random.randrange(3):
            case 0:
                place = self.random.choice(claims)
                text = f"{text[:place]}<!-- {word} -->\n\n{text[place:]}"
            case 1:
                text = f"{text.rstrip()}\n\n## by-hand-{self.number}\n\nBy hand {word}\n"
            case _:
                sentence = text.index("\n\n", self.random.choice(claims)) + 2
                place = text.find("\n", sentence)
                text = f"{text[:place]}\n\nA note, {word}{text[place:]}"
        self.file.write_text(text)
        self.kept.append(word)
        self.counts["outside"] += 1

    def tab(self) -> None:
        tab, word = self.random.choice("AB"), self.word()
        etag, text = self.seen[tab]
        claim = self.random.choice(re.findall(r"^## (\S+)", text, re.MULTILINE))
        sentence = self.random.random() < 0.3
        path, body = self.random.choice(
            [
                ("/api/claims", {"text": f"Claim {word}", "after": claim}),
                ("/api/claims", {"text": f"Claim {word}"}),
                ("/api/evidence", {"claim": claim, "text": f"Evidence {word}"}),
                (f"/api/claims/{claim}", {"note": f"Note {word}"}),
            ]
        )
        if sentence:
            path, body = f"/api/claims/{claim}", {"text": f"Sentence of {claim} {word}"}
        before = self.file.read_text()
        told = self.page.post(path, body, etag)
        self.counts[str(told.status_code)] += 1
        assert told.status_code in (200, 409), told.text
        if told.status_code == 200:
            self.counts["merged"] += told.json()["merged"]
            if sentence:
                # an edit that was made on another sentence than the one that stood there would have lost that one
                assert sentence_of(text, claim) == sentence_of(before, claim)
                self.kept = [kept for kept in self.kept if kept not in (sentence_of(before, claim) or "").split()]
            self.kept.append(word)
        else:
            assert told.json()["mine"] is None or word in told.json()["mine"]
            assert word not in self.file.read_text()
        if self.random.random() < 0.5:
            shown = self.page.get("/api/files/" + FILE)
            self.seen[tab] = shown["etag"], shown["text"]

    def run(self, steps: int) -> Counter[str]:
        for _ in range(steps):
            if self.random.random() < 0.2:
                self.outside()
            else:
                self.tab()
            text = self.file.read_text().split()
            missing = [word for word in self.kept if word not in text]
            assert not missing, f"lost: {missing}"
        return self.counts


def sentence_of(text: str, claim: str) -> str | None:
    found = re.search(rf"^## {claim}(?: .*)?\n\n(.*)$", text, re.MULTILINE)
    return found[1] if found else None


def run_all(folder: Path, projects: int, steps: int) -> Counter[str]:
    counts: Counter[str] = Counter()
    for seed in range(projects):
        counts += Interleaving(folder / str(seed), seed).run(steps)
    # the test is worth nothing where no two writes met
    assert counts["409"] and counts["merged"] and counts["outside"] and counts["200"] > counts["409"]
    return counts


def test_in_forty_interleavings_nothing_is_lost(tmp_path: Path) -> None:
    run_all(tmp_path, 2, 20)


@pytest.mark.long
def test_in_many_interleavings_nothing_is_lost(tmp_path: Path) -> None:
    counts = run_all(tmp_path, 7 * THOROUGH, 40)  # a thousand in `make crash`
    assert counts["200"] + counts["409"] + counts["outside"] > 270 * THOROUGH
