"""Which claims and lines each view chooses, and what it says of those it leaves out."""

import pytest

from argmap.maps import (
    all_views,
    neighbourhood,
    overview,
    path_to_conclusion,
    section_map,
    unsupported_only,
    whole_map,
)
from argmap.maps.drawing import legend_entries
from argmap.maps.style import LINKS
from argmap.maps.views import MOST_BOXES
from maps_arguments import argument_of, because, claim, five_claims, fourteen_claims, generated, judged, rotating_labels


def links(view):
    return {(link.source, link.target, link.kind) for link in view.links}


def card(view, identifier):
    return next(card for card in view.cards if card.id == identifier)


def words(found):
    return [f"{row.strong} {row.text}".strip() for row in found.rows]


def test_linked_premises_meet_at_a_joint_and_an_undercutter_meets_the_step():
    argument = five_claims()
    view = whole_map(argument, judged(argument, wind_clears_it="unsupported"))
    step = "ban-cars/because-1"
    assert links(view) == {
        ("air-is-bad", step, "supports"),
        ("cars-cause-it", step, "supports"),
        (step, "ban-cars", "supports"),
        (f"{step}/how", step, "warrants"),
        ("wind-clears-it", step, "undercuts"),
        ("shops-lose", "ban-cars", "attacks"),
    }
    assert [joint.id for joint in view.joints] == [step]
    assert "cause to effect" in view.joints[0].name


def test_a_step_whose_undercutter_stands_is_drawn_as_missing_support():
    argument = five_claims()
    view = whole_map(argument, judged(argument))
    assert ("ban-cars/because-1", "ban-cars", "missing") in links(view)
    assert ("air-is-bad", "ban-cars/because-1", "supports") in links(view)


def test_support_that_does_not_stand_is_drawn_as_missing():
    argument = five_claims()
    view = whole_map(argument, judged(argument, air_is_bad="unsupported"))
    assert ("air-is-bad", "ban-cars/because-1", "missing") in links(view)
    assert ("cars-cause-it", "ban-cars/because-1", "supports") in links(view)
    assert ("ban-cars/because-1", "ban-cars", "missing") in links(view)
    assert words(card(view, "shops-lose")) == []


def test_a_draft_for_which_nothing_was_found_is_called_one_and_alarms_nobody():
    drafted = ("draft",)
    first = claim("first", tags=drafted, kind="conclusion", reasons=(because("first", "second"),))
    argument = argument_of({"One": (first, claim("second", tags=drafted), claim("third"))})
    evaluation = judged(argument, default="unsupported")
    view = whole_map(argument, evaluation)
    badges = {c.id: [b.word for b in c.badges] for c in view.cards}
    assert badges == {"first": ["conclusion", "draft"], "second": ["draft"], "third": ["unsupported"]}
    assert words(card(view, "second")) == []
    assert links(view) == {("second", "first", "supports")}
    assert {c.id for c in unsupported_only(argument, evaluation).cards} == {"third"}
    assert card(overview(argument, evaluation), "section/one").counts == (("unsupported", 1), ("draft", 1))


def test_cards_say_what_part_a_claim_plays_and_how_it_stands():
    argument = fourteen_claims()
    view = whole_map(argument, judged(argument, counter="defeated", norm="unsupported"))
    badges = {c.id: [b.word for b in c.badges] for c in view.cards}
    assert badges["thesis"] == ["conclusion", "provisional"]
    assert badges["counter"] == ["objection", "defeated"]
    assert badges["norm"] == ["value", "unsupported"]
    assert badges["assumed"] == ["assumption"]
    assert badges["open"] == ["question"]
    assert card(view, "counter").look == "defeated"
    assert "reported view of The opposition" in words(card(view, "counter"))
    assert ("reply", "counter", "rebuts") in links(view)


def test_rows_are_folded_and_counted():
    argument = fourteen_claims()
    rows = card(whole_map(argument, judged(argument)), "many-sources").rows
    assert len(rows) == 5
    assert rows[-1].text == "and 5 more"


def test_a_warrant_that_is_a_claim_runs_into_the_joint_without_a_head():
    argument = fourteen_claims()
    view = whole_map(argument, judged(argument))
    warrant = next(link for link in view.links if link.kind == "warrants")
    assert (warrant.source, warrant.target, warrant.ended) == ("bridge", "thesis/because-1", False)


def test_a_claim_in_other_words_has_a_line_of_its_own_and_never_one_of_support():
    lit = claim("lit", kind="conclusion", reasons=(because("lit", "dark"),))
    inside = [lit, claim("dark"), claim("dusk", restates=("dark",))]
    argument = argument_of({"A": inside, "B": [claim("abstract", restates=("lit",))]})
    view = whole_map(argument, judged(argument))
    lines = {(link.source, link.target, link.kind, link.word, link.ended) for link in view.links}
    assert lines == {
        ("dark", "lit", "supports", "", True),
        ("abstract", "lit", "restates", "restates", False),
        ("dusk", "dark", "restates", "restates", False),
    }
    assert ("restates", "restates", "the same in other words") in legend_entries(view)
    assert LINKS["restates"].dash not in {link.dash for name, link in LINKS.items() if name != "restates"}
    section = section_map(argument, judged(argument), "a")
    assert [card.kind for card in section.cards if card.id == "abstract"] == ["outside"]
    assert "abstract" in {card.id for card in neighbourhood(argument, judged(argument), "lit", 1).cards}


def test_a_section_shows_its_claims_in_full_and_small_cards_for_what_it_touches():
    argument = fourteen_claims()
    view = section_map(argument, judged(argument), "the-replies")
    kinds = {c.id: c.kind for c in view.cards}
    assert kinds == {"thesis": "outside", "counter": "claim", "reply": "claim", "open": "claim", "defined": "claim"}


def test_a_card_says_which_of_its_reasons_the_map_lacks():
    argument = fourteen_claims()
    view = neighbourhood(argument, judged(argument), "fourth", 1)
    assert {c.id for c in view.cards} == {"fourth", "third"}
    assert view.focus == "fourth"
    view = neighbourhood(argument, judged(argument), "third", 1)
    assert words(card(view, "second")) == ["+ 1 reason not on this map"]


def test_a_neighbourhood_reaches_as_far_as_its_radius():
    argument = fourteen_claims()
    for radius, expected in ((1, {"many-sources", "first"}), (2, {"many-sources", "first", "thesis"})):
        assert {c.id for c in neighbourhood(argument, judged(argument), "many-sources", radius).cards} == expected


def test_the_path_of_a_claim_holds_only_what_lies_on_it_and_objections_to_that():
    argument = fourteen_claims()
    view = path_to_conclusion(argument, judged(argument), "fourth")
    assert {c.id for c in view.cards} == {"fourth", "third", "second", "thesis", "counter"}
    lone = path_to_conclusion(argument, judged(argument), "lone")
    assert "This claim reaches no conclusion." in lone.notes


def test_the_path_to_the_conclusion_leaves_out_what_bears_on_nothing():
    argument = fourteen_claims()
    shown = {c.id for c in path_to_conclusion(argument, judged(argument)).cards}
    assert "lone" not in shown and "open" not in shown
    assert {"thesis", "many-sources", "bridge", "counter"} <= shown


def test_only_what_does_not_stand_is_shown_with_what_hangs_on_it():
    argument = fourteen_claims()
    view = unsupported_only(argument, judged(argument, many_sources="unsupported", open="unsupported"))
    assert {c.id: c.kind for c in view.cards} == {"many-sources": "claim", "first": "outside"}
    assert "Every claim stands." in unsupported_only(argument, judged(argument)).notes


def test_the_overview_counts_labels_and_steps_between_sections():
    argument = fourteen_claims()
    view = overview(argument, judged(argument, lone="unsupported"))
    assert card(view, "section/the-reasons").counts == (("provisional", 7), ("unsupported", 1))
    strengths = {(link.source, link.target): link.strength for link in view.links}
    assert strengths["section/the-reasons", "thesis"] == 2
    assert card(view, "thesis").kind == "claim"


@pytest.mark.parametrize("number", [1, 5, 14, 60, 400])
def test_no_drawing_holds_more_than_can_be_read_and_every_line_has_both_ends(number):
    argument = generated(number)
    evaluation = rotating_labels(argument)
    views = [
        *all_views(argument, evaluation),
        whole_map(argument, evaluation),
        *(neighbourhood(argument, evaluation, c, 3) for c in list(argument.claims)[:3]),
    ]
    for view in views:
        ids = [item.id for item in view.items]
        assert len(ids) == len(set(ids))
        assert len(ids) <= MOST_BOXES, view.name
        assert {end for link in view.links for end in (link.source, link.target)} <= set(ids)


def test_what_is_folded_is_said():
    argument = generated(400)
    evaluation = rotating_labels(argument)
    assert "400 claims are too many" in whole_map(argument, evaluation).notes[0]
    assert any("not drawn" in note for note in path_to_conclusion(argument, evaluation).notes)
    assert any("not drawn" in note for note in unsupported_only(argument, evaluation).notes)


def test_views_keep_the_order_of_the_argument():
    argument = fourteen_claims()
    order = list(argument.claims)
    for view in all_views(argument, judged(argument)):
        shown = [c.id for c in view.cards if c.kind != "section"]
        assert shown == sorted(shown, key=order.index)


def test_an_argument_without_claims_or_conclusion_is_no_error():
    empty = argument_of({})
    assert overview(empty, judged(empty)).cards == ()
    alone = argument_of({"One": [claim("a", reasons=(because("a", "a"),))]})
    assert [c.id for c in whole_map(alone, judged(alone)).cards] == ["a"]
    assert "This argument names no conclusion." in path_to_conclusion(alone, judged(alone)).notes
    with pytest.raises(KeyError):
        section_map(alone, judged(alone), "two")


@pytest.mark.parametrize(
    ("reasons", "below", "shown", "said"),
    [
        (3, 5, 19, "at most 2 steps away: 19 of 49 claims"),  # and no third ring, with 30 claims more
        (12, 3, 13, "at most 1 step away: 13 of 49 claims"),
        (48, 0, 40, "directly: 40 of 49 claims"),
    ],
)
def test_the_overview_of_a_debate_shows_what_is_nearest_to_its_conclusion(
    reasons: int, below: int, shown: int, said: str
) -> None:
    tops = [f"r{n}" for n in range(reasons)]
    lower = {top: [f"{top}-{n}" for n in range(below)] for top in tops}
    claims = [
        claim("c", kind="conclusion", reasons=tuple(because("c", top, number=n) for n, top in enumerate(tops, 1))),
        *(
            claim(top, reasons=tuple(because(top, one, number=n) for n, one in enumerate(lower[top], 1)))
            for top in tops
        ),
    ]
    rest = [one for top in tops for one in lower[top]]
    extra = [f"x{n}" for n in range(49 - len(claims) - len(rest))]
    for one in rest:
        own = extra[rest.index(one) :: len(rest)] if extra else []
        claims.append(claim(one, reasons=tuple(because(one, x, number=n) for n, x in enumerate(own, 1))))
    claims += map(claim, extra)
    argument = argument_of({"Debate": claims})
    view = overview(argument, judged(argument))
    assert len(view.cards) == shown and said in view.description
    assert view.cards[0].id == "c" and {"c", "r0"} <= {card.id for card in view.cards}


def test_the_overview_of_several_sections_or_of_few_claims_stays_one_of_sections() -> None:
    many = [claim(f"x{n}") for n in range(60)]
    for sections in (
        {"A": [claim("c", kind="conclusion")], "B": many[:30], "C": many[30:]},
        {"A": [claim("c"), *many]},
    ):
        argument = argument_of(sections)
        assert any(card.kind == "section" for card in overview(argument, judged(argument)).cards)
