"""The word lists of natural languages: one loader, one folder a tongue, and what the tongue of a paper decides."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import argmap
from argmap.checks.run import run_checks
from argmap.findings.finding import Finding
from argmap.project import load, project_of_paper
from argmap.tongues.awaited import Awaited, alone, core
from argmap.tongues.known_words import everyday_elsewhere, general_words
from argmap.tongues.lists import lists_of, lists_of_all, tongue_called, tongues_with
from argmap.tongues.prose import either

ROOM = Path(argmap.__file__).parent
DATA = ROOM / "tongues" / "data"
OURS = ("de", "en", "es", "fr", "it", "pt", "sq", "tr")


def test_everyday_words_are_those_that_the_lists_say_were_met_often() -> None:
    often = {word for word, times in general_words("es").items() if times >= 200}
    assert len(often) > 1_000 and often <= everyday_elsewhere()
    assert {"ababillarse", "aarónica"}.isdisjoint(everyday_elsewhere())


def test_nothing_but_the_room_of_tongues_opens_its_files() -> None:
    names = {path.name for path in DATA.rglob("*.*")}
    others = [path for path in ROOM.rglob("*.py") if path.parent.name != "tongues"]
    assert not [path for path in others if names & {*re.findall(r'"([^"\s]+)"', path.read_text("utf-8"))}]


@pytest.mark.parametrize("file", ["abbreviations.txt", "citing.txt", "headings.txt", "small-words.txt"])
def test_every_tongue_we_read_has_what_reading_needs(file: str) -> None:
    assert set(OURS) <= set(tongues_with(file))


def test_the_lists_of_all_tongues_are_those_of_each() -> None:
    joined = lists_of_all("headings")["references"]
    assert {"references", "literaturverzeichnis", "kaynakça"} <= joined
    assert joined == {
        name for tongue in tongues_with("headings.txt") for name in lists_of(tongue, "headings")["references"]
    }


def test_a_tongue_without_a_file_has_no_lists() -> None:
    assert lists_of("xx", "headings") == {}


@pytest.mark.parametrize("path", sorted(DATA.rglob("*.toml")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_list_says_a_word_twice(path: Path) -> None:
    for name, words in lists_of(path.parent.name, path.stem).items():
        assert len(words) == len(set(words)), name
        assert not [word for word in words if word != re.sub(r"\s+", " ", word.strip())], name


HUNGARIAN = """A dolgozat címe

A falvak lakossága nem csak a háború után nőtt meg, hanem már a század elején is, és ez az oka annak, hogy a legtöbb
ember a városba ment. Most már minden faluban van iskola, de ez nem volt így, amikor az első könyv erről megjelent. A
könyvek szerint ez volt a legnagyobb változás az országban, és még nem ismerjük minden okát.
"""


def audited(tmp_path: Path, text: str, **settings: str) -> list[Finding]:
    """What is found in a project that holds nothing but this paper and these settings."""
    (tmp_path / "paper.txt").write_text(text, "utf-8")
    written = "".join(f'{key} = "{value}"\n' for key, value in settings.items())
    (tmp_path / "argmap.toml").write_text(f'paper = "paper.txt"\n{written}', "utf-8")
    return list(run_checks(load(tmp_path)).findings)


def test_checks_without_words_for_the_tongue_say_so_once(tmp_path: Path) -> None:
    said = [finding for finding in audited(tmp_path, HUNGARIAN) if finding.code == "SYN092"]
    assert [(finding.not_checkable, finding.severity) for finding in said] == [(True, "note")]
    assert said[0].message.startswith("argmap does not know the words of Hungarian that these checks look for: ")
    assert "TXT051" in said[0].message


def test_a_check_that_was_asked_for_and_left_out_is_told(tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text(HUNGARIAN, "utf-8")
    outcome = run_checks(project_of_paper(tmp_path / "paper.txt"), select=["TXT051"])
    assert [finding.code for finding in outcome.findings] == ["SYN092"]
    assert outcome.ran == ()


@pytest.mark.parametrize(("language", "left_out"), [("en", False), ("hu", True)])
def test_the_settings_outweigh_what_was_told(tmp_path: Path, language: str, left_out: bool) -> None:
    text = "The treaty was signed on 24 July. It has been in force in the two countries since that day.\n" * 4
    codes = {finding.code for finding in audited(tmp_path, text, language=language)}
    assert ("SYN092" in codes, "TXT051" in codes) == (left_out, not left_out)


@pytest.mark.parametrize(
    ("name", "tongue"),
    [("ngerman", "de"), ("German", "de"), ("de-AT", "de"), ("tr", "tr"), ("brazilian", "pt"), ("klingon", None)],
)
def test_a_tongue_is_known_by_the_names_that_bibliographies_use(name: str, tongue: str | None) -> None:
    assert tongue_called(name) == tongue


_LISTED = ["im erscheinen", "o.j", "hrsg", "mart", "İstanbul", "ısı", "l'été", "bachelorarbeit*", "σς", "p"]


@given(
    st.lists(st.sampled_from(_LISTED), min_size=1, max_size=4),
    st.lists(
        st.sampled_from([*_LISTED, "IM  ERSCHEINEN", "ISTANBUL", "ISI", "Hrsg.", "L’ÉTÉ", "und", "ΣΣ"]), max_size=6
    ),
)
def test_a_pattern_that_waits_for_its_words_answers_as_the_pattern_does(words: list[str], text: list[str]) -> None:
    prose = " ".join(text)
    compiled = re.compile(rf"(?<![\w-]){either(words)}(?![\w-])", re.I)
    for awaited in (Awaited(lambda: compiled, partial(map, fold, words)) for fold in (core, alone)):
        assert [m.span() for m in awaited.finditer(prose)] == [m.span() for m in compiled.finditer(prose)]
        assert (awaited.search(prose) is None) == (compiled.search(prose) is None)


def test_a_pattern_is_compiled_only_for_a_text_that_holds_a_word_it_needs() -> None:
    made: list[str] = []

    def make() -> re.Pattern[str]:
        made.append("once")
        return re.compile("hrsg", re.I)

    awaited = Awaited(make, lambda: ["hrsg"])
    assert awaited.search("nothing of the kind") is None
    assert not made
    assert awaited.search("Hrsg. von A. Ried") and awaited.search("ders., Hrsg.")
    assert made == ["once"]


@pytest.mark.parametrize(
    ("awaited", "text"),
    [
        (Awaited(lambda: pytest.fail("compiled"), lambda: [alone("see")]), "He foresees that it is seen."),
        (Awaited(lambda: pytest.fail("compiled"), lambda: [alone("see also")]), "See, for example, also Ried."),
        (Awaited(lambda: pytest.fail("compiled"), form=r"\d{4}"), "Ried, no year, p. 12"),
    ],
)
def test_a_word_that_stands_alone_and_a_form_are_looked_for_as_such(awaited: Awaited, text: str) -> None:
    assert awaited.search(text) is None


def test_a_form_is_looked_for_where_the_pattern_would_be_tried() -> None:
    awaited = Awaited(lambda: re.compile(r"[a-z]+ \d{4}"), form=r"\D*\d{4}")
    assert awaited.match("ried 1999")[0] == "ried 1999"  # type: ignore[index]
    assert awaited.match("1990, ried 1999", 6)[0] == "ried 1999"  # type: ignore[index]
    assert awaited.match("ried 1999", 5) is awaited.fullmatch("ried 199") is None
    assert awaited.sub("", "x ried 1999 y") == "x  y"
