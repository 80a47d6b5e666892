"""A map without judgment or ids, cut to a depth, and the argument in standard form."""

import re

import pytest

from argmap.maps import (
    as_table,
    as_text,
    draw,
    neighbourhood,
    overview,
    standard_form,
    to_svg,
    whole_map,
    without_ids,
    without_judgement,
)
from argmap.maps.style import ELEMENTS
from argmap.maps.views import Extent
from maps_arguments import (
    argument_of,
    because,
    but,
    claim,
    fifteen_claims,
    five_claims,
    fourteen_claims,
    judged,
    rotating_labels,
)

JUDGING = ("established", "provisional", "contested", "unsupported", "defeated", "circular")


def test_a_plain_map_says_nothing_of_what_stands_and_nothing_is_red():
    argument = fourteen_claims()
    bare = without_judgement(whole_map(argument, rotating_labels(argument)))
    said = re.sub(r"<style>.*?</style>", "", to_svg(draw(bare, "tidy")), flags=re.S)
    assert not re.search("|".join(JUDGING), said, re.IGNORECASE)
    assert "missing" not in said and "not found" not in said
    assert {card.look for card in bare.cards} <= {"conclusion", "objection", "assumption", "section", "step"}


def test_a_plain_syllogism_has_no_red():
    step = because("socrates-is-mortal", "socrates-is-a-man", "all-men-are-mortal")
    argument = argument_of(
        {
            "Socrates": [
                claim("socrates-is-mortal", kind="conclusion", reasons=(step,)),
                claim("socrates-is-a-man"),
                claim("all-men-are-mortal"),
            ]
        }
    )
    bare = without_judgement(whole_map(argument, judged(argument, "unsupported")))
    text = to_svg(draw(bare, "tidy"), theme="light")
    red = {ELEMENTS["unsupported"].light.border, ELEMENTS["unsupported"].light.text}
    used = set(re.findall(r'class="([^"]*)"', text))
    assert not [name for name in used if set(name.split()) & {"unsupported", "missing", "defeated", "circular"}]
    assert red  # the rules name the colour; no shape has a class that takes it


def test_a_plain_overview_counts_claims_without_labels():
    argument = fourteen_claims()
    bare = without_judgement(overview(argument, rotating_labels(argument)))
    assert all(card.counts == () for card in bare.cards)
    assert any(card.corner == "8 claims" for card in bare.cards)


def test_without_ids_cards_and_title_name_claims_by_their_words():
    argument = five_claims()
    bare = without_ids(neighbourhood(argument, judged(argument), "shops-lose"))
    assert {card.corner for card in bare.cards} == {""}
    assert bare.title == "Around “Shops lose is said by the paper.”"


@pytest.mark.parametrize(
    ("depth", "expected"),
    [(1, {"thesis", "first", "norm", "bridge", "second", "counter", "lone", "open", "defined"}), (9, None)],
)
def test_a_depth_keeps_what_is_near_and_says_what_it_left_out(depth, expected):
    argument = fourteen_claims()
    view = whole_map(argument, judged(argument), extent=Extent(depth=depth))
    shown = {card.id for card in view.cards if card.kind == "claim"}
    assert shown == (expected or set(argument.claims))
    assert any("not drawn" in note for note in view.notes) == (expected is not None)


def test_schemes_warrants_and_answered_questions_stand_at_the_joint():
    step = because(
        "c",
        "p",
        scheme="expert opinion",
        warrant="What experts say is mostly so.",
        answers={2: "a", 5: "Two others agree."},
    )
    argument = argument_of(
        {"One": [claim("c", kind="conclusion", reasons=(step,)), claim("p"), claim("a", "It is her field.")]}
    )
    view = whole_map(argument, judged(argument))
    how = next(card for card in view.cards if card.kind == "step")
    assert how.text == "Argument from expert opinion: What experts say is mostly so."
    assert [f"{row.strong} {row.text}".strip() for row in how.rows] == [
        "Question 2: It is her field.",
        "Question 5: Two others agree.",
        "4 more critical questions open",
    ]
    links = {(link.source, link.target, link.kind) for link in view.links}
    assert links == {
        ("p", "c/because-1", "supports"),
        ("c/because-1/how", "c/because-1", "warrants"),
        ("a", "c/because-1", "answers"),
        ("c/because-1", "c", "supports"),
    }
    fallen = whole_map(argument, judged(argument, a="unsupported"))
    how = next(card for card in fallen.cards if card.kind == "step")
    assert [row.strong for row in how.rows][:2] == ["Question 2, open:", "Question 5:"]
    asked = whole_map(argument, judged(argument), extent=Extent(questions=True))
    how = next(card for card in asked.cards if card.kind == "step")
    assert [row.strong for row in how.rows] == ["Question 2:", "Question 5:", "1.", "3.", "4.", "6."]


def test_standard_form_numbers_premises_and_conclusions_after_what_they_follow_from():
    reasons = (because("c", "m", "p3", warrant="What is so is so."),)
    argument = argument_of(
        {
            "One": [
                claim("c", "Therefore this.", kind="conclusion", reasons=reasons, objections=(but("c", "o"),)),
                claim("m", "A middle | step.", reasons=(because("m", "p1", "p2", unless=("u",), scheme="sign"),)),
                *(claim(name, f"{name.upper()} is so.") for name in ("p1", "p2", "p3", "u", "o")),
            ]
        }
    )
    lines = standard_form(argument, tuple(argument.claims))
    assert [(number, why) for number, _, why in lines] == [
        ("P1", ""),
        ("P2", ""),
        ("P3", ""),
        ("C1", "from P1 and P2 by argument from sign, unless P3"),
        ("P4", ""),
        ("P5", ""),
        ("∴ C2", "from C1 and P4, since what is so is so; against it: P5"),
    ]
    assert as_text(lines).splitlines()[-1].startswith("∴ C2.  Therefore this.")
    assert "| C1 | A middle \\| step. |" in as_table(lines)


def test_standard_form_ends_even_in_a_ring():
    argument = fourteen_claims()
    lines = standard_form(argument, tuple(argument.claims))
    assert len(lines) == len(argument.claims)
    assert lines[-1][0].startswith("∴")
    lines = standard_form(fifteen_claims(), ("habit-forms-early", "austria"))
    assert [number for number, _, _ in lines] == ["P1", "C1"]
