"""A second import brings a project up to date: nothing is doubled, and nothing that a person wrote is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_aif import DEBATE, aif_json, node

from argmap.exchange.brought import RECORD
from argmap.exchange.foreign import Foreign, Inference, Statement
from argmap.exchange.importing import import_into
from argmap.project import Project, load
from commands import argmap
from volume import few_of

EDITED = """

- evidence: A census of 1990.
- cites: @k, p. 3
- because: my-own
  warrant: Mine.
- tags: mine

A note of mine.
"""


@pytest.fixture
def debate(tmp_path: Path) -> Path:
    (tmp_path / "debate.json").write_bytes(DEBATE)
    assert argmap(tmp_path, "import", "aif", "debate.json", "d").returncode == 0
    return tmp_path


def again(folder: Path) -> str:
    done = argmap(folder, "import", "aif", "debate.json", "d")
    assert done.returncode == 0, done.stderr
    return done.stdout


def everything(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_nothing_changes_when_the_file_has_not(debate: Path):
    before = everything(debate / "d")
    assert "nothing changed" in again(debate)
    assert everything(debate / "d") == before


def test_what_a_person_added_stays_and_no_layout_is_touched(debate: Path):
    path = debate / "d/claims/argument.md"
    text = path.read_text().replace("- origin: aif:1\n", "- origin:   aif:1" + EDITED)
    text = text.replace("origin: aif:10", "warrant: Riches are\n  what we want.\n  unless: my-own\n  origin: aif:10")
    text += "\n## my-own\n\nA claim\nof my own.\n\n- because: harmed-paid\n"
    path.write_text(text)
    assert "nothing changed" in again(debate)
    assert path.read_text() == text


def changed(debate: Path) -> None:
    whole = json.loads(DEBATE)
    for record in whole["nodes"]:
        if record["nodeID"] == "2":
            record["text"] = "Trade makes people rich"
    whole["nodes"] = [n for n in whole["nodes"] if n["nodeID"] not in ("4", "11", "12")]
    whole["nodes"] += [node("7", "I", "Peace follows trade"), node("14", "RA")]
    whole["edges"] += [{"fromID": "7", "toID": "14"}, {"fromID": "14", "toID": "1"}]
    (debate / "debate.json").write_text(json.dumps(whole))


def test_what_the_file_changed_is_changed(debate: Path):
    path = debate / "d/claims/argument.md"
    path.write_text(
        path.read_text().replace("- origin: aif:1\n", "- origin: aif:1" + EDITED) + "\n## my-own\n\nMine.\n"
    )
    changed(debate)
    said = again(debate)
    assert "1 claim new; 2 claims changed; 1 claim no more in the file and kept" in said
    claims = load(debate / "d").argument.claims
    assert claims["trade-makes-rich"].text == "Trade makes people rich"
    top = claims["trade-should-grow"]
    assert [step.premises for step in top.reasons] == [
        ("trade-makes-rich", "riches-good"), ("my-own",), ("peace-follows-trade",),
    ]  # fmt: skip
    assert not top.objections and "trade-harms-some" in claims
    assert top.evidence and top.citations and top.notes == ("A note of mine.",) and top.tags == ("mine",)
    assert top.reasons[1].warrant == "Mine."
    before = everything(debate / "d")
    assert "1 claim no more in the file and kept" in again(debate)
    assert everything(debate / "d") == before


def test_a_conclusion_that_a_person_took_back_stays_a_claim(debate: Path):
    path = debate / "d/claims/argument.md"
    text = path.read_text().replace(" {conclusion}", "").replace("<!-- proposed", "<!-- was proposed")
    path.write_text(text)
    assert "nothing changed" in again(debate)
    assert path.read_text() == text


def test_a_proposal_goes_when_something_is_drawn_from_the_claim(debate: Path):
    whole = json.loads(DEBATE)
    whole["nodes"] += [node("8", "I", "Let us sign the treaty"), node("15", "RA")]
    whole["edges"] += [{"fromID": "1", "toID": "15"}, {"fromID": "15", "toID": "8"}]
    (debate / "debate.json").write_text(json.dumps(whole))
    again(debate)
    assert load(debate / "d").argument.conclusions == ("let-us-sign-treaty",)
    assert (debate / "d/claims/argument.md").read_text().count("<!-- proposed") == 1


@pytest.mark.parametrize("what", ["another argument", "other files", "a file", "a mistake"])
def test_nothing_is_written_over_what_is_not_its_own(debate: Path, what: str):
    folder = debate / "d"
    if what == "another argument":
        (debate / "debate.json").write_bytes(aif_json([node("500", "I", "Something else")]))
    elif what == "other files":
        folder = debate / "e"
        folder.mkdir()
        (folder / "x").write_text("x")
    elif what == "a file":
        folder = debate / "f"
        folder.write_text("x")
    else:
        path = folder / "claims/argument.md"
        path.write_text(path.read_text() + "\n| a | table |\n")
    before = everything(debate)
    done = argmap(debate, "import", "aif", "debate.json", folder.name)
    assert done.returncode == 2 and done.stderr.startswith("argmap: error: ")
    assert everything(debate) == before


def _argument(sentence: str, text: str) -> Foreign:
    statements = (Statement("1", sentence), Statement("2", "Riches are good."))
    inferences = (Inference("10", conclusion="1", premises=("2",)),)
    return Foreign("aif", statements, inferences, texts={"talk.txt": text})


def test_a_sentence_and_a_text_that_a_person_edited_are_kept_and_told(tmp_path: Path):
    import_into(_argument("Trade should grow.", "Some talk."), tmp_path / "d")
    claims, text = tmp_path / "d/claims/argument.md", tmp_path / "d/sources/talk.txt"
    claims.write_text(claims.read_text().replace("Trade should grow.", "Free trade should grow."))
    text.write_text("Some talk, with its letters mended.")
    mine = everything(tmp_path / "d")
    for _ in range(2):
        done = import_into(_argument("Trade must grow.", "Some more talk."), tmp_path / "d")
        assert done.kept == ("trade-should-grow", "sources/talk.txt") and not done.changed
        now = everything(tmp_path / "d")
        assert {name: now[name] for name in mine if name != RECORD} == {n: mine[n] for n in mine if n != RECORD}
    assert not import_into(_argument("Free trade should grow.", text.read_text()), tmp_path / "d").kept


def test_what_nobody_edited_follows_the_file(tmp_path: Path):
    import_into(_argument("Trade should grow.", "Some talk."), tmp_path / "d")
    done = import_into(_argument("Trade must grow.", "Some more talk."), tmp_path / "d")
    assert done.changed == ("trade-should-grow",) and not done.kept
    assert "Trade must grow." in (tmp_path / "d/claims/argument.md").read_text()
    assert (tmp_path / "d/sources/talk.txt").read_text() == "Some more talk."


@pytest.mark.parametrize("broken", ["", "[]", '{"files": 3, "sentences": {}}', "[" * 9_000, "\x00", '{"files": {}}'])
def test_where_the_record_is_broken_nothing_here_is_written_over(tmp_path: Path, broken: str):
    import_into(_argument("Trade should grow.", "Some talk."), tmp_path / "d")
    (tmp_path / "d" / RECORD).write_text(broken)
    done = import_into(_argument("Trade must grow.", "Some more talk."), tmp_path / "d")
    assert done.kept == ("trade-should-grow", "sources/talk.txt")
    assert "Trade should grow." in (tmp_path / "d/claims/argument.md").read_text()


def test_the_command_names_what_it_kept(debate: Path):
    path = debate / "d/claims/argument.md"
    path.write_text(path.read_text().replace("\nTrade makes rich", "\nTrade made them rich"))
    changed(debate)
    assert "kept though the file differs: trade-makes-rich." in again(debate)


def test_what_came_is_known_when_imports_without_it_were_made_meanwhile(tmp_path: Path):
    whole = _argument("Trade should grow.", "Some talk.")
    import_into(whole, tmp_path / "d")
    import_into(Foreign("aif", whole.statements[1:], texts={"other.txt": "Another talk."}), tmp_path / "d")
    claims = tmp_path / "d/claims/argument.md"
    claims.write_text(claims.read_text().replace("aif:2\n", "aif:2, kialo:2\n"))
    import_into(Foreign("kialo", (Statement("1", "Bread is good."), *whole.statements[1:])), tmp_path / "d")
    done = import_into(_argument("Trade must grow.", "Some more talk."), tmp_path / "d")
    assert done.changed == ("trade-should-grow",) and not done.kept
    assert (tmp_path / "d/sources/talk.txt").read_text() == "Some more talk."


def _take_out(debate: Path, claim: str) -> None:
    """Take a claim out as a person does: its block, and what names it."""
    path = debate / "d/claims/argument.md"
    blocks = path.read_text().split("\n## ")
    kept = [block for block in blocks if not block.startswith(claim)]
    path.write_text("\n## ".join(kept).replace(f"{claim} + ", "").replace(f" + {claim}", ""))


def _unknown(project: Project) -> set[str]:
    """Claims that are named and not there."""
    named = {name for step in project.argument.steps() for name in (*step.premises, *step.unless)}
    named |= {name for claim in project.argument.claims.values() for name in claim.restates}
    return named - project.argument.claims.keys()


@pytest.mark.parametrize(
    "claim", few_of(["riches-good", "trade-makes-rich", "trade-grow", "harmed-paid", "trade-harms-some"], 2)
)
def test_what_a_person_deleted_stays_out_and_is_told_with_the_way_back(debate: Path, claim: str):
    sentence = load(debate / "d").argument.claims[claim].text
    _take_out(debate, claim)
    for _ in range(2):
        said = again(debate)
        assert f"Deleted here since an import, and left out: “{sentence}”." in said and "--with-deleted" in said
        project = load(debate / "d")
        assert claim not in project.argument.claims and not _unknown(project)
    done = argmap(debate, "import", "aif", "debate.json", "d", "--with-deleted")
    assert "1 claim new" in done.stdout and "left out" not in done.stdout
    assert load(debate / "d").argument.claims[claim].text == sentence
    assert "nothing changed" in again(debate)


def test_another_sentence_under_the_number_of_a_deleted_claim_is_new(debate: Path):
    _take_out(debate, "riches-good")
    whole = json.loads(DEBATE)
    next(record for record in whole["nodes"] if record["nodeID"] == "3")["text"] = "Riches can be shared"
    (debate / "debate.json").write_text(json.dumps(whole))
    said = again(debate)
    assert "1 claim new" in said and "left out" not in said
    assert "riches-can-shared" in load(debate / "d").argument.claims
