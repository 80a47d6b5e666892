"""Pins: which text of a source was meant, and what happens when it is another one."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.checks import run_checks
from argmap.editing.pinning import pin_texts, write_pins
from argmap.editing.recording import record_verdict
from argmap.ground.diagnostics import ArgmapError
from argmap.project import load
from commands import argmap

OLD, NEW = "a" * 64, "b" * 64
TEXT = "It is plain that the treaty was not effective in any of the provinces that signed it in that year.\n"
BIB = "@book{smith2010, author = {Smith, Anna}, title = {On Trade}, year = {2010}, publisher = {Press}}\n"
QUOTING = (
    "# S\n\n## main {conclusion}\n\nIt is so.\n\n- cites: @smith2010, p. 1\n"
    "  > the treaty was not effective in any of the provinces\n"
)


def sum_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def codes(project, *families: str) -> set[str]:
    return {f.code for f in run_checks(project, select=families or ("REV",)).findings}


EDITS = {
    "an empty file": ("", "argmap.toml", '[pins]\nk = "sha256-{new}"\n'),
    "no table yet": ('paper = "p.txt"\n', "argmap.toml", 'paper = "p.txt"\n\n[pins]\nk = "sha256-{new}"\n'),
    "no line end at the end": ('paper = "p.txt"', "argmap.toml", 'paper = "p.txt"\n\n[pins]\nk = "sha256-{new}"\n'),
    "an old sum": ('[pins]\nk   =  "{old}" # mine\n', "argmap.toml", '[pins]\nk   =  "sha256-{new}" # mine\n'),
    "an old sum in single quotes": ("[pins]\n'k' = '{old}'\n", "argmap.toml", "[pins]\n'k' = \"sha256-{new}\"\n"),
    "another pin": ('[pins]\na = "{old}"\n', "argmap.toml", '[pins]\na = "{old}"\nk = "sha256-{new}"\n'),
    "a table behind it": (
        '[pins]\na = "{old}"\n\n# what weighs\n[severity]\nk = "off"\n',
        "argmap.toml",
        '[pins]\na = "{old}"\nk = "sha256-{new}"\n\n# what weighs\n[severity]\nk = "off"\n',
    ),
    "a key of that name elsewhere": (
        '[severity]\nk = "off"\n[pins]\n',
        "argmap.toml",
        '[severity]\nk = "off"\n[pins]\nk = "sha256-{new}"\n',
    ),
    "windows line ends": (
        '[pins]\r\na = "{old}"\r\n',
        "argmap.toml",
        '[pins]\r\na = "{old}"\r\nk = "sha256-{new}"\r\n',
    ),
    "pyproject": (
        '[tool.argmap]\ntitle = "T"\n\n[tool.ruff]\nk = 1\n',
        "pyproject.toml",
        '[tool.argmap]\ntitle = "T"\n\n[tool.ruff]\nk = 1\n\n[tool.argmap.pins]\nk = "sha256-{new}"\n',
    ),
}


@pytest.mark.parametrize(("before", "name", "after"), EDITS.values(), ids=EDITS.keys())
def test_a_pin_is_one_line_and_every_other_byte_is_kept(before: str, name: str, after: str):
    def filled(text: str) -> str:
        return text.replace("{old}", OLD).replace("{new}", NEW)

    assert write_pins(filled(before), name, {"k": NEW}) == filled(after)


@pytest.mark.parametrize(
    "text",
    [
        'pins = { a = "x" }\n',
        "pins = 3\n",
        'pins.a = "x"\n',
        "[[pins]]\n",
        "not toml\n",
        'x = """\n[pins]\n"""\npins = 3\n',
    ],
)
def test_settings_that_cannot_be_edited_safely_are_refused(text: str):
    with pytest.raises(ArgmapError):
        write_pins(text, "argmap.toml", {"k": NEW})


@given(st.dictionaries(st.text(st.characters(codec="utf-8"), min_size=1, max_size=12), st.just(OLD), max_size=4))
def test_keys_of_any_letters_are_written_or_refused(pins: dict[str, str]):
    try:
        changed = write_pins('title = "T"\n', "argmap.toml", pins)
    except ArgmapError:
        return
    read = tomllib.loads(changed)
    assert read["title"] == "T"
    assert read.get("pins", {}) == {key: f"sha256-{sum_}" for key, sum_ in pins.items()}


def test_pinning_writes_the_sums_of_the_texts_and_nothing_the_second_time(make_project):
    project = make_project(QUOTING, bib=BIB, texts={"smith2010.txt": TEXT, "stray.txt": "Nobody's text.\n"})
    path = project.root / "argmap.toml"
    (pinned,) = pin_texts(project, path)
    assert (pinned.key, pinned.sum, pinned.before) == ("smith2010", sum_of(TEXT), None)
    again = load(project.root)
    assert again.settings.pins == {"smith2010": f"sha256-{sum_of(TEXT)}"}
    before = path.read_bytes()
    assert pin_texts(again, path) == ()
    assert path.read_bytes() == before


def test_a_right_pin_in_the_bibliography_is_left_there(make_project):
    bib = BIB.replace("publisher", f"sha256 = {{{sum_of(TEXT)}}}, publisher")
    project = make_project(QUOTING, bib=bib, texts={"smith2010.txt": TEXT})
    assert pin_texts(project, project.root / "argmap.toml") == ()
    assert codes(project) == set()


def test_a_text_that_is_not_there_cannot_be_pinned(make_project):
    project = make_project(QUOTING, bib=BIB, texts={"smith2010.txt": TEXT})
    with pytest.raises(ArgmapError, match='Did you mean "smith2010"'):
        pin_texts(project, project.root / "argmap.toml", ["smth2010"])


PINNED = {
    "the right sum": (f'[pins]\nsmith2010 = "{sum_of(TEXT)}"\n', BIB, True, set()),
    "the right sum, capitals and prefix": (f'[pins]\nsmith2010 = "sha256-{sum_of(TEXT).upper()}"\n', BIB, True, set()),
    "another sum": (f'[pins]\nsmith2010 = "{OLD}"\n', BIB, True, {"REV006"}),
    "another sum in the bibliography": ("", BIB.replace("year", f"sha256 = {{{OLD}}}, year"), True, {"REV006"}),
    "the settings win": (f'[pins]\nsmith2010 = "{sum_of(TEXT)}"\n', BIB.replace("year", f"sha256 = {{{OLD}}}, year"), True, set()),
    "a pin without a text": (f'[pins]\nsmith2010 = "{OLD}"\n', BIB, False, {"REV007"}),
    "no sum at all": ('[pins]\nsmith2010 = "yes"\n', BIB, True, {"REV007"}),
    "a quoted text without a pin": ("", BIB, True, {"REV008"}),
    "no text and no pin": ("", BIB, False, set()),
}  # fmt: skip


@pytest.mark.parametrize(("pins", "bib", "there", "expected"), PINNED.values(), ids=PINNED.keys())
def test_texts_are_held_against_their_pins(make_project, pins: str, bib: str, there: bool, expected: set[str]):
    project = make_project(QUOTING, bib=bib, settings=pins, texts={"smith2010.txt": TEXT} if there else {})
    assert codes(project) == expected


def with_verdict(make_project, *, pin: bool, text: bool = True):
    texts = {"smith2010.txt": TEXT} if text else {}
    pins = f'[pins]\nsmith2010 = "{sum_of(TEXT)}"\n' if pin else ""
    project = make_project(QUOTING, bib=BIB, settings=pins, texts=texts)
    record_verdict(project, "main/cites-1", "supports", reviewer="R")
    return load(project.root)


def test_a_verdict_on_a_pinned_text_goes_stale_when_the_text_changes(make_project):
    project = with_verdict(make_project, pin=True)
    assert project.judgements["main/cites-1"].current
    (project.root / "sources/texts/smith2010.txt").write_text(TEXT + "More.\n")
    changed = load(project.root)
    assert codes(changed) == {"REV002", "REV006"}
    ((part, then, now),) = changed.judgements["main/cites-1"].changes
    assert part == "source text" and then != now
    assert changed.evaluation.labels["main"].label == "provisional"  # its words are found, and judged by nobody now


def test_a_verdict_fits_where_the_text_may_not_be_passed_on(make_project):
    project = with_verdict(make_project, pin=True)
    (project.root / "sources/texts/smith2010.txt").unlink()
    elsewhere = load(project.root)
    assert elsewhere.judgements["main/cites-1"].current
    assert codes(elsewhere) == {"REV007"}


def test_a_text_that_is_pinned_after_the_verdict_leaves_it_standing(make_project):
    project = with_verdict(make_project, pin=False)
    pin_texts(project, project.root / "argmap.toml")
    assert load(project.root).judgements["main/cites-1"].current


def test_another_text_that_is_pinned_after_the_verdict_does_not(make_project):
    project = with_verdict(make_project, pin=False)
    (project.root / "sources/texts/smith2010.txt").write_text("Another edition.\n")
    pin_texts(load(project.root), project.root / "argmap.toml")
    assert load(project.root).judgements["main/cites-1"].stale


def test_a_verdict_given_without_the_text_is_bound_to_none(make_project):
    project = with_verdict(make_project, pin=False, text=False)
    (project.root / "sources/texts/smith2010.txt").write_text(TEXT)
    pin_texts(load(project.root), project.root / "argmap.toml")
    assert load(project.root).judgements["main/cites-1"].current


def test_no_text_is_opened_that_nothing_asks_for(make_project, monkeypatch):
    from argmap.manuscript import reading

    claims = "# S\n\n## main {conclusion}\n\nIt is so.\n\n- evidence: E.\n"
    project = make_project(claims, bib=BIB, texts={"smith2010.txt": TEXT})
    opened: list[Path] = []
    monkeypatch.setattr(reading, "_bytes", lambda path, name: opened.append(path) or b"x")
    run_checks(project)
    assert opened == []


def test_a_text_that_is_too_large_is_not_read(make_project, monkeypatch):
    monkeypatch.setattr("argmap.library.source_texts.LARGEST_TEXT", 10)
    (finding,) = run_checks(make_project(QUOTING, bib=BIB, texts={"smith2010.txt": TEXT}), select=["QUO"]).findings
    assert finding.code == "QUO013" and "larger than" in finding.message


def test_a_rejected_text_verifies_nothing(make_project):
    counted = 'quotation-counts-as = "verified"\n'
    project = make_project(QUOTING, bib=BIB, settings=counted, texts={"smith2010.txt": TEXT})
    assert project.evaluation.labels["main"].label == "established"
    record_verdict(project, "@smith2010", "rejected", note="the wrong edition", reviewer="R")
    judged = load(project.root)
    assert judged.evaluation.labels["main"].label == "provisional"
    assert "REV004" in codes(judged)


def test_a_source_without_a_text_cannot_be_judged(make_project):
    project = make_project(QUOTING, bib=BIB)
    with pytest.raises(ArgmapError, match="no text of @smith2010"):
        record_verdict(project, "@smith2010", "accepted", reviewer="R")
    with pytest.raises(ArgmapError, match="Did you mean"):
        record_verdict(project, "@smth2010", "accepted", reviewer="R")


def test_a_text_that_is_missing_is_told_with_the_way_to_have_it(make_project):
    project = make_project(QUOTING, bib=BIB)
    for arguments in (["pin", "smith2010"], ["passages", "main"], ["verdict", "@smith2010", "accepted", "--by", "A"]):
        done = argmap(project.root, *arguments)
        told = " ".join(f"{done.stdout} {done.stderr}".split())
        assert "Put it there as smith2010.pdf" in told and "`argmap pin --from FOLDER`" in told, arguments


def test_a_work_of_which_only_a_note_tells_is_shown_to_whoever_judges_with_that_note(make_project):
    noted = "@misc{smith2010, note = {Draft. Note 3 reads: Anna Smith to the council, in May.}, keywords = {draft}}\n"
    shown = argmap(make_project(QUOTING, bib=noted).root, "review", "--by", "A", typed="q\n").stdout
    assert "Note 3 reads: Anna Smith to the council, in May." in " ".join(shown.split())
    titled = argmap(make_project(QUOTING, bib=BIB).root, "review", "--by", "A", typed="q\n").stdout
    assert "On Trade" in titled and "Draft" not in titled
