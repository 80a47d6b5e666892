"""Each verb, as the text of the files that it leaves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from workshop_page import CLAIMS, PAPER, WORKS, Page

GREW, DOUBLED, SHRANK = (f"## {part}" for part in CLAIMS.split("## ")[1:])
HEAD = "# The argument\n\n"


def claims(root: Path) -> str:
    return (root / "claims" / "a.md").read_text()


def at(words: str, nth: int = 1) -> dict[str, int]:
    start = -1
    for _ in range(nth):
        start = PAPER.index(words, start + 1)
    return {"start": start, "end": start + len(words)}


def test_a_selection_becomes_a_claim_where_the_paper_has_it(page: Page, root: Path) -> None:
    told = page.done("/api/claims", at("Some towns shrank, though the line\npassed through them."))
    name = "some-towns-shrank-though-line"
    assert told["made"] == name
    words = "Some towns shrank, though the line passed through them."
    assert claims(root) == f"{CLAIMS}\n## {name}\n\n{words}\n\n> {words}\n"
    assert told["anchor"] == {"text": words, **at("Some towns shrank, though the line\npassed through them")}
    assert told["said"] == ("Claim made. 2 findings opened: nothing supports it; it leads to no conclusion."), [
        f["message"] for f in told["opened"]
    ]
    page.done("/api/claims", {**at("Coal was cheap."), "id": "coal-cheap"})
    page.done("/api/claims", {**at("The census of 1890 counts every town."), "id": "census-counts"})
    assert [line for line in claims(root).splitlines() if line.startswith("## ")][3:] == [
        f"## {name}",
        "## census-counts",
        "## coal-cheap",
    ]


def test_a_claim_without_a_selection_stands_where_it_is_asked_for(page: Page, root: Path) -> None:
    page.done(
        "/api/claims",
        {"text": "Trains\n were  slow.", "id": "trains-were-slow", "kind": "assumption", "after": "towns-doubled"},
    )
    made = "## trains-were-slow {assumption}\n\nTrains were slow.\n\n"
    assert claims(root) == HEAD + GREW + DOUBLED + made + SHRANK
    page.done("/api/claims", {"text": "# Not a heading.", "section": "More", "id": "odd"})
    assert claims(root).endswith(f"{SHRANK}\n# More\n\n## odd\n\n\\# Not a heading.\n")
    told = page.done("/api/claims", {"text": "First.", "file": "claims/new/b.md"}, file="claims/new/b.md")
    assert (root / "claims" / "new" / "b.md").read_text() == "## first\n\nFirst.\n" and told[
        "file"
    ] == "claims/new/b.md"


def test_an_id_is_never_given_twice(page: Page, root: Path) -> None:
    assert page.done("/api/claims", {"text": "Some shrank."})["made"] == "some-shrank-2"
    assert page.done("/api/claims", {"text": "Some shrank."})["made"] == "some-shrank-3"
    assert page.post("/api/claims", {"text": "Some shrank.", "id": "some-shrank"}).status_code == 400


EDITS: list[tuple[str, dict[str, Any], str, str]] = [
    ("towns-doubled", {"text": "Most towns doubled."}, "Many towns doubled.", "Most towns doubled."),
    ("towns-doubled", {"kind": "value"}, "## towns-doubled\n", "## towns-doubled {value}\n"),
    ("towns-grew", {"kind": "claim"}, "{conclusion}", "{claim}"),
    ("towns-doubled", {"note": "Look it up."}, "doubled.\n", "doubled.\n\nLook it up.\n"),
    ("towns-doubled", {"anchor": at("Many towns doubled")}, "doubled.\n", "doubled.\n\n> Many towns doubled\n"),
    (
        "towns-grew",
        {"anchors": {"1": at("Many towns doubled")}},
        "> Trains made the towns grow.",
        "> Many towns doubled",
    ),
    ("towns-grew", {"anchors": {"1": None}}, "> Trains made the towns grow.\n\n", ""),
    ("towns-doubled", {"said_by": "Mill"}, "- tags: draft\n", "- tags: draft\n- said-by: Mill\n"),
    ("towns-doubled", {"standard": "clear-and-convincing"}, "draft\n", "draft\n- standard: clear-and-convincing\n"),
    ("towns-doubled", {"accept": True}, "- tags: draft\n", ""),
    ("towns-doubled", {"tags": ["towns", "later"]}, "- tags: draft", "- tags: towns, later"),
    ("towns-grew", {"tags": ["a"]}, "- but: some-shrank\n", "- but: some-shrank\n- tags: a\n"),
]


@pytest.mark.parametrize(("claim", "asked", "before", "after"), EDITS)
def test_an_edit_of_a_claim_changes_its_own_lines(
    page: Page, root: Path, claim: str, asked: dict[str, Any], before: str, after: str
) -> None:
    page.done(f"/api/claims/{claim}", asked)
    begin = CLAIMS.index(f"## {claim}")
    place = CLAIMS.index(before, begin)
    assert claims(root) == CLAIMS[:place] + after + CLAIMS[place + len(before) :]


def test_notes_are_changed_and_taken_out_by_number(page: Page, root: Path) -> None:
    page.done("/api/claims/some-shrank", {"note": "One."})
    page.done("/api/claims/some-shrank", {"note": "Two."})
    page.done("/api/claims/some-shrank", {"notes": {"1": "- Uno."}})
    assert "Some towns shrank.\n\n\\- Uno.\n\nTwo.\n\n- evidence" in claims(root)
    page.done("/api/claims/some-shrank", {"notes": {"2": None}})
    page.done("/api/claims/some-shrank", {"notes": {"1": None}})
    assert claims(root) == CLAIMS
    assert page.post("/api/claims/some-shrank", {"notes": {"1": None}}).status_code == 400


def test_a_claim_is_deleted_when_no_step_names_it(page: Page, root: Path) -> None:
    refused = page.post("/api/claims/some-shrank", {"delete": True})
    assert refused.status_code == 400 and "towns-grew/but-1" in refused.json()["error"]
    page.done("/api/steps/towns-grew/but-1", {"delete": True})
    page.done("/api/claims/some-shrank", {"delete": True})
    assert claims(root) == (HEAD + GREW.replace("- but: some-shrank\n", "") + DOUBLED).removesuffix("\n")


def test_steps_are_drawn_linked_or_apart(page: Page, root: Path) -> None:
    page.done("/api/claims", {"text": "Trade grew.", "id": "trade-grew"})
    before = claims(root)
    told = page.done(
        "/api/steps",
        {
            "claim": "towns-grew",
            "key": "because",
            "premises": ["towns-doubled", "trade-grew"],
            "scheme": "argument from sign",
            "warrant": "What doubles has grown.",
            "unless": ["some-shrank"],
            "weight": 0.7,
        },
    )
    made = (
        "- because: towns-doubled + trade-grew\n  scheme: argument from sign\n  warrant: What doubles has grown.\n"
        "  unless: some-shrank\n  weight: 0.7\n"
    )
    assert told["made"] == "towns-grew/because-2"
    assert claims(root) == before.replace("- but: some-shrank\n", f"- but: some-shrank\n{made}")
    page.done("/api/steps/towns-grew/because-2", {"split": True})
    assert f"{made.replace(' + trade-grew', '')}- because: trade-grew\n" in claims(root)
    page.done("/api/steps/towns-grew/because-2", {"join": "towns-grew/because-3"})
    assert claims(root) == before.replace("- but: some-shrank\n", f"- but: some-shrank\n{made}")
    told = page.done("/api/steps", {"claim": "some-shrank", "premises": ["trade-grew", "towns-grew"], "linked": False})
    assert (
        "- evidence: Three towns of the line lost people.\n  type: statistic\n- because: trade-grew\n- because: towns-grew\n"
        in claims(root)
    )


def test_the_parts_of_a_step_are_set_changed_and_taken_out(page: Page, root: Path) -> None:
    step = "/api/steps/towns-grew/because-1"
    page.done(step, {"scheme": "argument from sign", "unless": ["some-shrank"], "answers": {"2": "some-shrank"}})
    below = "  scheme: argument from sign\n  unless: some-shrank\n  cq2: some-shrank\n"
    assert claims(root) == CLAIMS.replace("because: towns-doubled\n", f"because: towns-doubled\n{below}")
    page.done(step, {"key": "but", "scheme": "practical reasoning", "unless": [], "answers": {"2": None}})
    assert "- but: towns-doubled\n  scheme: practical reasoning\n- but: some-shrank\n" in claims(root)
    page.done("/api/steps/towns-grew/but-1", {"scheme": None, "key": "because", "premises": ["some-shrank"]})
    assert claims(root) == CLAIMS.replace("because: towns-doubled", "because: some-shrank")


def test_a_step_by_its_own_name(page: Page, root: Path) -> None:
    page.done("/api/steps/towns-grew/because-1", {"id": "main-step"})
    page.done("/api/steps/main-step", {"warrant": "What doubles grows."})
    assert "because: towns-doubled\n  id: main-step\n  warrant: What doubles grows.\n" in claims(root)


def test_evidence_in_words_and_from_the_paper(page: Page, root: Path) -> None:
    page.done(
        "/api/evidence",
        {
            "claim": "some-shrank",
            "text": "A letter.",
            "type": "document",
            "from": "census-1890",
            "locator": "p. 3",
            "quotes": ["lost <!-- people"],
        },
    )
    page.done(
        "/api/evidence", {"claim": "towns-doubled", **at("Many towns doubled in ten years", 2), "locator": "section 2"}
    )
    assert claims(root).endswith(
        "- evidence: A letter.\n  type: document\n  from: @census-1890, p. 3\n  > lost <\\!-- people\n"
    )
    assert (
        "- tags: draft\n- evidence: Many towns doubled in ten years\n  from: this paper, section 2\n"
        "  > Many towns doubled in ten years. Prices fell by 30 per cent between 1870 and 1890.\n" in claims(root)
    )
    page.done("/api/evidence/some-shrank/evidence-2", {"text": "Two letters.", "type": None, "quotes": []})
    assert claims(root).endswith("- evidence: Two letters.\n  from: @census-1890, p. 3\n")
    page.done("/api/evidence/some-shrank/evidence-1", {"delete": True})
    page.done("/api/evidence/some-shrank/evidence-1", {"delete": True})
    assert claims(root).endswith("## some-shrank\n\nSome towns shrank.\n")


def test_citations(page: Page, root: Path) -> None:
    told = page.done(
        "/api/citations",
        {"claim": "some-shrank", "key": "@census-1890", "locator": "p. 9", "mark": "4", "quote": "fewer than before"},
    )
    assert told["made"] == "some-shrank/cites-1"
    assert claims(root) == f"{CLAIMS}- cites: @census-1890, p. 9 [^4]\n  > fewer than before\n"
    page.done(
        "/api/citations/towns-doubled/cites-1",
        {"locator": "pp. 12-13", "mark": "(Census 1890)", "quotes": ["every town is counted", "twice"]},
    )
    assert '- cites: @census-1890, pp. 12-13 "(Census 1890)"\n  > every town is counted\n\n  > twice\n- tags' in claims(
        root
    )
    assert page.post("/api/citations", {"claim": "some-shrank", "key": "census-1891"}).status_code == 400
    page.done("/api/citations/some-shrank/cites-1", {"delete": True})
    assert claims(root).endswith(SHRANK)


def test_waivers(page: Page, root: Path) -> None:
    page.done("/api/waivers", {"claim": "some-shrank", "code": "evd003", "reason": "Public record."})
    assert claims(root) == f"{CLAIMS}- waive: EVD003 Public record.\n"
    page.done("/api/waivers", {"claim": "some-shrank", "code": "EVD003", "reason": "Known."})
    assert claims(root) == f"{CLAIMS}- waive: EVD003 Known.\n"
    page.done("/api/waivers", {"claim": "some-shrank", "code": "EVD003", "delete": True})
    assert claims(root) == CLAIMS


def test_a_verdict_goes_into_the_log_with_its_fingerprint(page: Page, root: Path) -> None:
    told = page.done(
        "/api/verdicts",
        {"handle": "towns-doubled/cites-1", "verdict": "supports", "note": "seen"},
        file="claims/reviews.jsonl",
    )
    line = json.loads((root / "claims" / "reviews.jsonl").read_text())
    assert (line["subject"], line["verdict"], line["reviewer"], line["note"]) == (
        "towns-doubled/cites-1",
        "supports",
        "Ada",
        "seen",
    )
    assert line["seen"]["words"] == "every town is counted" and told["file"] == "claims/reviews.jsonl"
    assert page.get("/api/claim/towns-doubled")["claim"]["verdicts"][0]["reviewer"] == "Ada"
    page.done(
        "/api/verdicts", {"handle": "towns-grew", "verdict": "accepted", "reviewer": "Bo"}, file="claims/reviews.jsonl"
    )
    assert {json.loads(line)["reviewer"] for line in (root / "claims" / "reviews.jsonl").read_text().splitlines()} == {
        "Ada",
        "Bo",
    }
    assert (
        page.post("/api/verdicts", {"handle": "nobody", "verdict": "accepted"}, file="claims/reviews.jsonl").status_code
        == 400
    )


def test_a_rename_reaches_steps_and_verdicts(page: Page, root: Path) -> None:
    page.done("/api/verdicts", {"handle": "some-shrank", "verdict": "accepted"}, file="claims/reviews.jsonl")
    page.done("/api/rename", {"old": "some-shrank", "new": "a-few-shrank"})
    assert claims(root) == CLAIMS.replace("some-shrank", "a-few-shrank")
    assert '"subject": "a-few-shrank"' in (root / "claims" / "reviews.jsonl").read_text()
    page.done("/api/claims/towns-doubled", {"id": "many-doubled", "text": "Many did."})
    assert "- because: many-doubled\n" in claims(root) and "## many-doubled\n\nMany did.\n" in claims(root)
    page.done("/api/rename", {"old": "census-1890", "new": "census", "source": True})
    assert (root / "sources" / "works.bib").read_text() == WORKS.replace("census-1890", "census")
    assert "- cites: @census, p. 12" in claims(root)


def test_a_fix_of_a_finding(page: Page, root: Path) -> None:
    file = root / "claims" / "a.md"
    file.write_text(CLAIMS.replace("- because: towns-doubled", "- because: towns-doubld"))
    page.session.refresh()
    finding = next(f for f in page.get("/api/state")["findings"] if f["fixes"] and "towns-doubld" in f["message"])
    page.done("/api/fix", {"finding": finding["id"], "fix": 0})
    assert claims(root) == CLAIMS


def test_a_whole_file_may_be_broken_and_is_told_of(page: Page, root: Path) -> None:
    page.done("/api/files/claims/a.md", {"text": CLAIMS + "- becuase: towns-grew\n"})
    problems = page.get("/api/state")["files"]["claims/a.md"]["problems"]
    assert [p["code"] for p in problems] and problems[0]["line"] == CLAIMS.count("\n") + 1
    assert page.get("/api/files/claims/a.md")["text"].endswith("- becuase: towns-grew\n")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/claims", {}),
        ("/api/claims", {"text": 5}),
        ("/api/claims", {"text": "A", "kind": "thesis"}),
        ("/api/claims", {"text": "A", "id": "Not An Id"}),
        ("/api/claims", {"text": "A", "after": "nobody"}),
        ("/api/claims", {"text": "\ud800"}),
        ("/api/claims", {"text": "A" * 30_000}),
        ("/api/claims", {"start": -5, "end": 4}),
        ("/api/claims", {"start": 3, "end": 10**9}),
        ("/api/claims", {"start": "a", "end": 4}),
        ("/api/claims", {"start": True, "end": 4}),
        ("/api/claims", {**at("Coal"), "pieces": [[1, "x"]]}),
        ("/api/claims", {"text": "A", "file": "../b.md"}),
        ("/api/claims", {"text": "A", "file": "claims/../../b.md"}),
        ("/api/claims", {"text": "A", "file": "claims/.hidden.md"}),
        ("/api/claims", {"text": "A", "file": "README.md"}),
        ("/api/claims/towns-grew", {}),
        ("/api/claims/nobody", {"text": "A"}),
        ("/api/claims/towns-grew", {"tags": ["a, b"]}),
        ("/api/claims/towns-grew", {"anchor": 7}),
        ("/api/steps", {"claim": "towns-grew", "premises": []}),
        ("/api/steps", {"claim": "towns-grew", "premises": ["nobody"]}),
        ("/api/steps", {"claim": "towns-grew", "premises": ["towns-grew"]}),
        ("/api/steps", {"claim": "towns-grew", "premises": ["some-shrank"], "weight": 7}),
        ("/api/steps", {"claim": "towns-grew", "premises": ["some-shrank"], "weight": "nan"}),
        ("/api/steps/towns-grew/because-9", {"scheme": "x"}),
        ("/api/steps/towns-grew/because-x", {"scheme": "x"}),
        ("/api/steps/some-shrank/evidence-1", {"scheme": "x"}),
        ("/api/steps/towns-grew/because-1", {"split": True}),
        ("/api/steps/towns-grew/because-1", {"join": "towns-grew/but-1"}),
        ("/api/evidence", {"claim": "towns-grew"}),
        ("/api/evidence", {"claim": "towns-grew", "text": "A", "type": "rumour"}),
        ("/api/citations", {"claim": "towns-grew"}),
        ("/api/waivers", {"claim": "towns-grew", "code": "nonsense", "reason": "x"}),
        ("/api/waivers", {"claim": "towns-grew", "code": "EVD003"}),
        ("/api/rename", {"old": "towns-grew", "new": "some-shrank"}),
        ("/api/fix", {"finding": "0"}),
        ("/api/files/../../etc/passwd", {"text": ""}),
        ("/api/files/argmap.md", {"text": ""}),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(page: Page, root: Path, path: str, body: Any) -> None:
    answer = page.post(path, body)
    assert answer.status_code in (400, 404), answer.text
    assert answer.json()["error"]
    assert claims(root) == CLAIMS and not (root / ".argmap").exists()
    assert {p.name for p in root.rglob("*.md")} == {"a.md"}


def test_a_preview_tells_the_difference_and_writes_nothing(page: Page, root: Path) -> None:
    before = page.get("/api/state")
    told = page.done("/api/preview", {"verb": "steps", "claim": "towns-doubled", "premises": ["some-shrank"]})
    assert "+- because: some-shrank\n" in told["diff"] and told["made"] == "towns-doubled/because-1"
    assert {"opened", "closed", "flipped", "coverage"} <= told.keys()
    assert claims(root) == CLAIMS and page.get("/api/state") == before and not (root / ".argmap").exists()


def test_line_ends_of_another_system_are_kept(page: Page, root: Path) -> None:
    file = root / "claims" / "a.md"
    file.write_bytes(CLAIMS.replace("\n", "\r\n").encode())
    page.session.refresh()
    page.done("/api/claims", {**at("Coal was cheap."), "id": "coal-cheap"})
    page.done("/api/steps", {"claim": "coal-cheap", "premises": ["some-shrank"], "scheme": "x"})
    data = file.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") and data.endswith(b"- because: some-shrank\r\n  scheme: x\r\n")


def test_what_the_page_shows_is_what_check_finds_on_disk(page: Page, root: Path) -> None:
    from argmap.checks import run_checks
    from argmap.findings.fingerprint import fingerprints
    from argmap.project import load

    page.done("/api/claims", {**at("Coal was cheap."), "id": "coal-cheap"})
    page.done("/api/steps", {"claim": "towns-doubled", "premises": ["coal-cheap"]})
    page.done("/api/verdicts", {"handle": "towns-doubled/cites-1", "verdict": "partly"}, file="claims/reviews.jsonl")
    fresh = run_checks(load(root)).findings
    assert [f["id"] for f in page.get("/api/state")["findings"]] == fingerprints(fresh)


def test_the_state_since_a_revision_holds_what_differs(page: Page) -> None:
    first = page.get("/api/state")
    page.done("/api/steps", {"claim": "towns-doubled", "premises": ["some-shrank"]})
    page.done("/api/steps/towns-grew/but-1", {"delete": True})
    now, told = page.get("/api/state"), page.get(f"/api/state?since={first['rev']}")
    assert not told["full"] and set(told["changed"]) >= {"towns-doubled", "towns-grew"}
    for part in ("claims", "steps", "findings"):
        known = {entry["id"]: entry for entry in first[part] if entry["id"] not in told["gone"][part]}
        known |= {entry["id"]: entry for entry in told[part]}
        assert known == {entry["id"]: entry for entry in now[part]}
    assert page.get("/api/state?since=99999")["full"]
