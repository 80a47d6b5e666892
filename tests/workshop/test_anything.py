"""Whatever is asked, something is answered: no act ends the server, and none is a fault of its own."""

from __future__ import annotations

import asyncio
import random
import shutil
from collections import Counter
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from argmap.workshop import server
from argmap.workshop.guard import Guard
from argmap.workshop.server import Workshop
from argmap.workshop.session import Session
from workshop_page import CLAIMS, THOROUGH, Page

KEYS = [
    "text",
    "kind",
    "id",
    "note",
    "notes",
    "anchor",
    "anchors",
    "said_by",
    "assume",
    "standard",
    "tags",
    "accept",
    "delete",
    "start",
    "end",
    "pieces",
    "file",
    "after",
    "section",
    "claim",
    "key",
    "premises",
    "linked",
    "scheme",
    "warrant",
    "unless",
    "weight",
    "answers",
    "split",
    "join",
    "type",
    "from",
    "locator",
    "quotes",
    "quote",
    "mark",
    "via",
    "code",
    "reason",
    "handle",
    "verdict",
    "reviewer",
    "old",
    "new",
    "source",
    "finding",
    "fix",
    "words",
    "title",
]
VALUES: list[Any] = [
    None, True, False, 0, 1, -1, 40, 120, 10**30, 0.5, float("1e308"), "", " ", "x", "towns-grew", "some-shrank",
    "towns-doubled/cites-1", "towns-grew/because-1", "census-1890", "@census-1890", "p. 3", "because", "but", "claim",
    "supports", "EVD003", "document", "# x", "> x", "- because: y", "<!-- ", "-->", "a\nb", "\x00\x1b[31m", "\u202e", "𝒜",
    "\ud800", "x" * 9000, "{", "[^1]", '"', "this paper", "claims/a.md", "../x.md", [], [1], ["towns-grew"], ["a", "a"],
    [["x"]], [[0, 5], [9, 20]], {}, {"1": None}, {"1": "y"}, {"x": 1}, {"start": 0, "end": 9}, {"1": {"start": 0, "end": 9}},
]  # fmt: skip
TARGETS = (
    "",
    "/towns-grew",
    "/towns-grew/because-1",
    "/some-shrank/evidence-1",
    "/towns-doubled/cites-1",
    "/x/y/z",
    "/%00",
)


PLAIN: dict[str, list[tuple[str, dict[str, Any]]]] = {
    "claims": [
        ("", {"text": "New."}),
        ("", {"start": 20, "end": 60}),
        ("/towns-grew", {"text": "Else."}),
        ("/towns-grew", {"note": "N."}),
    ],
    "steps": [
        ("", {"claim": "towns-doubled", "premises": ["some-shrank"]}),
        ("/towns-grew/because-1", {"scheme": "x"}),
    ],
    "evidence": [("", {"claim": "towns-grew", "text": "E."}), ("/some-shrank/evidence-1", {"text": "F."})],
    "citations": [("", {"claim": "towns-grew", "key": "census-1890"}), ("/towns-doubled/cites-1", {"locator": "p. 4"})],
    "waivers": [("", {"claim": "towns-grew", "code": "EVD003", "reason": "Known."})],
    "verdicts": [("", {"handle": "towns-grew", "verdict": "accepted"})],
    "rename": [("", {"old": "some-shrank", "new": "few-shrank"})],
    "fix": [("", {"finding": "x"})],
    "files": [("/claims/a.md", {"text": CLAIMS})],
    "undo": [("", {})],
    "redo": [("", {})],
}


def ask(page: Page, chance: random.Random) -> int:
    verb = chance.choice([*PLAIN])
    target, plain = chance.choice(PLAIN[verb])
    body = {**plain, **{chance.choice(KEYS): chance.choice(VALUES) for _ in range(chance.choice((0, 1, 1, 2)))}}
    if chance.random() < 0.1:
        body.pop(chance.choice([*body]), None) if body else None
    if chance.random() < 0.15:
        target = chance.choice(TARGETS)
    path = f"/api/{verb}{target}"
    if chance.random() < 0.2:
        path, body = "/api/preview", {"verb": verb, "target": target.removeprefix("/"), **body}
    answer = page.post(path, body, file="claims/reviews.jsonl" if verb == "verdicts" else "claims/a.md")
    assert answer.status_code in (200, 400, 404, 409), (verb, body, answer.text)
    assert answer.json()
    return answer.status_code


@pytest.mark.parametrize(
    ("seed", "rounds"),
    [(0, 30), *(pytest.param(seed, 500, marks=pytest.mark.long) for seed in range(1, 1 + 2 * THOROUGH))],
)
def test_random_requests_are_answered(page: Page, root: Path, seed: int, rounds: int) -> None:
    chance = random.Random(seed)
    counts: Counter[int] = Counter()
    for _ in range(rounds):
        counts[ask(page, chance)] += 1
        if chance.random() < 0.3:
            (root / "claims" / "a.md").write_text(CLAIMS)
        text = (root / "claims" / "a.md").read_text()
        assert "\x00" not in text and "\x1b" not in text
    assert counts[200] > rounds / 8 and counts[400]
    assert page.get("/api/state")["rev"]


def test_random_questions_are_answered(page: Page) -> None:
    for path in (
        "map?view=x", "map?view=claim", "map?view=claim&claim=x", "map?view=section&section=y", "map?radius=-1&view=claim",
        "map?view=path&claim=towns-grew", "map?view=unsupported", "map?view=all", "map?view=overview", "page/1.png",
        "page/99999999999999999999.png", "subject/x", "subject/@x", "subject/@census-1890", "subject/towns-grew/because-1",
        "subject/a/b/c/passage-00000000", "complete?kind=x", "complete?q=%00", "passages", "passages?claim=x", "letter",
        "claim/x", "files/x", "files/..%2f..%2fx", "files/claims", "state?since=x", "state?since=-1",
        "state?since=99999999999999999999", "paper", "nowhere", "",
    ):  # fmt: skip
        answer = page.send("GET", f"/api/{path}")
        assert answer.status_code in (200, 400, 404), (path, answer.text)


def test_a_fault_is_told_and_does_not_end_the_server(page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    with mock.patch("argmap.workshop.edits.new_claim", side_effect=KeyError("spot")):
        told = page.post("/api/claims", {"text": "A."})
    assert told.status_code == 500 and "fault: KeyError" in told.json()["error"]
    said = capsys.readouterr().err
    assert said.startswith("argmap: fault: KeyError") and said.count("\n") == 1
    page.done("/api/claims", {"text": "A."})


def test_files_are_watched_through_a_checkout_that_takes_the_folder_away(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_POLL", 0.02)
    monkeypatch.setattr(server, "_LOOK_AGAIN", 0.2)
    session = Session(root, "Ada")
    workshop = Workshop(session, Guard("127.0.0.1", 1))

    async def until(wanted: Any) -> None:
        for _ in range(250):
            if wanted():
                return
            await asyncio.sleep(0.02)
        raise AssertionError("the change was not seen")

    async def work() -> None:
        watching = asyncio.create_task(workshop.watch())
        await asyncio.sleep(0.2)
        (root / "claims" / "a.md").write_text(CLAIMS + "\n## one\n\nOne.\n")
        await until(lambda: "one" in session.project.argument.claims)
        shutil.rmtree(root / "claims")
        await until(lambda: not session.project.argument.claims)
        (root / "claims" / "deep").mkdir(parents=True)
        (root / "claims" / "deep" / "b.md").write_text("## two\n\nTwo.\n")
        await until(lambda: "two" in session.project.argument.claims)
        (root / "claims" / "deep" / "b.md").write_text("## three\n\nThree.\n")
        await until(lambda: "three" in session.project.argument.claims)
        settings = (root / "argmap.toml").read_text()
        (root / "argmap.toml").unlink()
        shutil.rmtree(root / "claims")
        await asyncio.sleep(0.3)
        (root / "argmap.toml").write_text(settings + 'title = "Back"\n')
        await until(lambda: session.project.title == "Back")
        workshop.stop()
        await watching

    asyncio.run(work())
