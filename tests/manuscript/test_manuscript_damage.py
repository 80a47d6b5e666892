"""Lost letters: what is proposed for them, how surely, and that whole texts are left alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from argmap.manuscript.stages.damage import find_repairs
from argmap.project import load

PAPER = Path(__file__).parents[2] / "sources" / "paper.txt"

CLEAN = """The relation between the two nations has often been described as a matter of time. After the first
attempt at setting up better platforms for competition, the ministry identified five different conflicts and offered
a specific definition of each. The effects on traffic were significant, and officials confirmed that the official
figures reflect only part of the situation. Competing interests in the Ottoman period shifted the activities of many
cities; the identity of their inhabitants is still a question of interpretation. In addition, the committee admitted
that the setting of priorities had been difficult. Little was written about it until the late fifties. """


def proposals(text: str) -> dict[str, tuple[str, float]]:
    return {repair.lost: (repair.proposed, repair.confidence) for repair in find_repairs(text)}


@pytest.mark.parametrize(
    ("lost", "whole"),
    [
        ("rela\ufffdon", "relation"),
        ("a\ufffder", "after"),
        ("O\ufffdoman", "Ottoman"),
        ("a\ufffdempt", "attempt"),
        ("\ufffdes", "ties"),
        ("\ufffdme", "time"),
        ("pla\ufffdorms", "platforms"),
        ("shi\ufffded", "shifted"),
        ("be\ufffder", "better"),
        ("se\ufffdng", "setting"),
        ("compe\ufffd\ufffdon", "competition"),
        ("con\ufffdict", "conflict"),
    ],
)
def test_each_kind_of_lost_ligature_is_restored(lost: str, whole: str) -> None:
    text = f"The na\ufffdon and its poli\ufffdcs: {lost} was there."

    assert proposals(text)[lost][0] == whole


def test_every_lost_letter_of_the_projects_paper_is_proposed_surely() -> None:
    text = PAPER.read_bytes().decode("utf-8")

    repairs = find_repairs(text)

    assert sum(repair.lost.count("\ufffd") for repair in repairs) == text.count("\ufffd") == 283
    assert min(repair.confidence for repair in repairs) > 0.9
    assert all(text[repair.start : repair.end] == repair.lost for repair in repairs)


def damaged(text: str, groups: tuple[str, ...], sign: str) -> tuple[str, dict[int, str]]:
    """The text with groups of letters replaced, and what stood at each place."""
    pattern = re.compile("|".join(groups))
    parts, truth, length = [], {}, 0
    for word in re.findall(r"\w+|\W+", text):
        hurt = pattern.sub(sign, word)
        if hurt != word:
            truth[length] = word
        parts.append(hurt)
        length += len(hurt)
    return "".join(parts), truth


@pytest.mark.parametrize(
    "groups", [("ti", "tt", "ft"), ("ffi", "ff", "fi", "fl"), ("ffi", "ff", "fi", "fl", "tti", "ti", "tt", "ft")]
)
def test_unseen_english_is_restored_whatever_ligatures_were_lost(groups: tuple[str, ...]) -> None:
    text, truth = damaged(CLEAN, groups, "\ufffd")

    found = {repair.start: repair.proposed for repair in find_repairs(text)}

    wrong = {word: found.get(at) for at, word in truth.items() if found.get(at) != word}
    assert len(wrong) <= len(truth) * 0.03, wrong


def test_letters_dropped_without_a_trace_are_noticed_in_a_long_text() -> None:
    text, truth = damaged(CLEAN * 8, ("ti", "tt"), "")

    found = {repair.start: repair.proposed for repair in find_repairs(text)}

    right = sum(found.get(at) == word for at, word in truth.items())
    assert right > 0.55 * len(truth)
    assert all(truth.get(at) == proposed for at, proposed in found.items())


def test_a_space_left_by_a_dropped_ligature_is_closed() -> None:
    text, _ = damaged(CLEAN * 3, ("ti",), " ")

    assert proposals(text)["rela on"][0] == "relation"


def test_wrong_letters_in_place_of_ligatures_are_restored() -> None:
    found = proposals("The relaƟon was aŌer the seƩlement of the naƟon and its plaƞorm.")

    assert {lost: whole for lost, (whole, _) in found.items()} == {
        "relaƟon": "relation",
        "aŌer": "after",
        "seƩlement": "settlement",
        "naƟon": "nation",
        "plaƞorm": "platform",
    }


def test_presentation_forms_are_spelled_out() -> None:
    assert proposals("the ﬁrst ﬂight of the oﬃcer") == {
        "ﬁrst": ("first", 1.0),
        "ﬂight": ("flight", 1.0),
        "oﬃcer": ("officer", 1.0),
    }


def test_a_name_that_no_list_knows_is_not_guessed_at() -> None:
    found = proposals(
        "The na\ufffdon and its rela\ufffdons: a ques\ufffdon of poli\ufffdcs, ac\ufffdon and Kova\ufffd."
    )

    assert found["na\ufffdon"][1] > 0.9
    assert "Kova\ufffd" not in found


@pytest.mark.parametrize(
    "text",
    [
        CLEAN,
        CLEAN * 5,
        "Kuçovë, Davutoğlu, Kirişci und Müller trafen sich in Łódź; naïve façade, Ελλάδα, Россия. " * 20,
        "Der Krieg war lang und die Verhältnisse waren schwierig, wie wir alle wissen. " * 40,
    ],
)
def test_a_whole_text_gets_no_proposal(text: str) -> None:
    assert find_repairs(text) == ()


def test_one_lost_accented_letter_is_proposed_doubtfully() -> None:
    found = proposals("A na\ufffdve reading of the text.")

    assert found.get("na\ufffdve", ("naive", 0))[1] < 0.9


# Words of a list, too long to be taken for English without a small word of it, and English words in a German text.
HEADWORDS = (
    "Platforms, cities, traffic, officials, priorities, committee, ministry, figures. " * 8
    + "Rela\ufffdon, e\ufffdect."
)
GERMAN = (
    "Die Reihe heißt Rela\ufffdon und ist in der Stadt und auf dem Land mit dem Titel des Bandes nicht bekannt. " * 4
)


@pytest.mark.parametrize(
    ("text", "language", "repaired"),
    [
        (HEADWORDS, None, False),
        (HEADWORDS, "en", True),
        (CLEAN + "An in\ufffduence.", None, True),
        (CLEAN + "An in\ufffduence.", "de", False),
        (GERMAN, None, False),
    ],
)
def test_the_tongue_that_is_named_outweighs_what_is_told(text: str, language: str | None, repaired: bool) -> None:
    assert bool(find_repairs(text, language=language)) is repaired


@pytest.mark.parametrize(("language", "repaired"), [("", False), ('language = "en"', True)])
def test_the_tongue_in_the_settings_reaches_what_is_read(tmp_path: Path, language: str, repaired: bool) -> None:
    (tmp_path / "argmap.toml").write_text(f'paper = "paper.txt"\n{language}\n')
    (tmp_path / "paper.txt").write_text(HEADWORDS)
    document = load(tmp_path).document
    assert document and bool(document.repairs) is repaired
    assert document.tongue == ("en" if repaired else None)


def test_a_sign_that_is_damage_in_one_place_of_a_word_only_breaks_nothing():
    text = "The lamps were lit in every street.Â² Every oÂ¹Â¹Â¹Â¹Â¹Â-\n(Smith) was seen there, and every lamp again.\n"
    assert all(repair.proposed for repair in find_repairs(text))
