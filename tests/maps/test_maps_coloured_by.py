"""Maps coloured by tag, sort of source or speaker: the word stands on the card, one colour a word, and a legend."""

import re

import pytest
from click.testing import CliRunner
from test_maps_style import contrast

from argmap.cli.map import command
from argmap.maps import COLOURED_BY, coloured, draw_pages, overview, path_to_conclusion, sheet_named, to_dot, to_svg
from argmap.maps.drawing import legend_entries
from argmap.maps.engine import draw
from argmap.maps.faces import face_of
from argmap.maps.measure import text_width
from argmap.maps.style import GROUND, KEYS, OTHER_KEY
from argmap.maps.views import whole_map
from maps_arguments import argument_of, because, cited, claim, evidence, judged


def argument(*tags):
    """A conclusion with one reason for each tuple of tags."""
    names = [f"reason-{number}" for number in range(1, len(tags) + 1)]
    top = claim("top", kind="conclusion", reasons=tuple(because("top", n, number=i) for i, n in enumerate(names, 1)))
    return argument_of({"All of it": [top, *(claim(n, tags=t) for n, t in zip(names, tags, strict=True))]})


def keys_of(view):
    return {card.id: [key.shown for key in card.keys] for card in view.cards if card.keys}


def shown(made, by="tag", of=whole_map):
    return coloured(of(made, judged(made)), made, by)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_on_strips_and_strips_on_cards_can_be_seen(theme):
    ground = GROUND[theme]
    for name, pair in KEYS.items():
        fill = pair[theme == "dark"]
        assert contrast(fill, ground.page) >= 4.5, name
        assert contrast(fill, ground.group) >= 3, name


def test_each_card_bears_its_words_and_the_legend_counts_them():
    view = shown(argument(("cost",), ("cost", "health"), (), ("draft",)))
    assert keys_of(view) == {"reason-1": ["cost"], "reason-2": ["cost", "health"]}
    told = [entry for entry in legend_entries(view) if entry[0] in KEYS]
    assert told == [("key-1", "cost", "2 claims"), ("key-2", "health", "1 claim")]


def test_what_is_coloured_by_source_and_speaker():
    top = claim("top", kind="conclusion", reasons=(because("top", "told"), because("top", "bare", number=2)))
    told = claim(
        "told",
        said_by="The mayor",
        citations=(cited("told", "a-2001", type="study"), cited("told", "b-2002", number=2)),
        evidence=(evidence("told", "Counted.", type="statistic"),),
    )
    made = argument_of({"All of it": [top, told, claim("bare")]})
    assert keys_of(shown(made, "source")) == {"told": ["statistic", "study", "work cited"]}
    assert keys_of(shown(made, "speaker")) == {"told": ["The mayor"]}


def test_a_word_has_one_colour_on_all_maps_of_an_argument():
    made = argument(("cost",), ("health",), ("health",))
    all_of_it, part = shown(made), shown(made, of=lambda a, e: path_to_conclusion(a, e, "reason-1"))
    tone = {key.word: key.tone for card in all_of_it.cards for key in card.keys}
    assert [key.tone for card in part.cards for key in card.keys] == [tone["cost"]]


def test_more_words_than_colours_share_the_last_and_keep_their_words():
    words = [f"word-{number}" for number in range(12)]
    view = shown(argument(*((word,) for word in words)))
    tones = [key.tone for card in view.cards for key in card.keys]
    assert len(set(tones)) == len(KEYS) and tones.count(OTHER_KEY) == 12 - (len(KEYS) - 1)
    assert {key.word for card in view.cards for key in card.keys} == set(words)


def test_a_section_tells_how_many_of_its_claims_bear_a_word():
    facts = [claim(n, tags=("cost",)) for n in ("one", "two")]
    top = claim("top", kind="conclusion", tags=("cost",), reasons=(because("top", "one"), because("top", "two")))
    view = shown(argument_of({"Decision": [top], "Facts": facts}), of=overview)
    assert keys_of(view) == {"top": ["cost"], "section/facts": ["cost (2)"]}
    assert ("key-1", "cost", "3 claims") in legend_entries(view)


@pytest.mark.parametrize("by", COLOURED_BY)
def test_a_map_on_which_nothing_is_coloured_says_so(by):
    assert "nothing is coloured" in shown(argument(()), by).notes[-1]


@pytest.mark.parametrize("tags", [("a",), ("environment", "justice", "x"), ("a very long word " * 9, "b"), ("ж" * 80,)])
def test_strips_stay_inside_their_card(tags):
    for width in (None, 190.0, 360.0):
        for card in shown(argument(tags)).cards:
            face = face_of(card, width)
            for block in face.blocks:
                assert block.x >= 5 and block.x + block.width <= face.width - 5
                assert block.y + block.height < face.height
            for run in face.runs:
                assert run.width == pytest.approx(text_width(run.text, run.size, run.bold))
                assert run.x >= 5 and run.x + run.width <= face.width - 5 and run.y < face.height


def test_every_way_of_writing_has_words_and_colours():
    view = shown(argument(("cost & care",), ("health",)))
    svg = to_svg(draw(view, "tidy"))
    assert svg.count(">cost &amp; care</text>") == 2
    assert re.search(r'<rect class="key-1" fill="#0B5FA5"', svg) and ".argmap-map .key-1" in svg
    pages = draw_pages(view, sheet_named("a4"))
    assert ">health</text>" in to_svg(pages[0])
    dot = to_dot(view)
    assert 'COLOR="#0B5FA5"><B>cost &amp; care</B>' in dot and "■ health" in dot


def test_maps_without_strips_bear_no_rule_for_them():
    made = argument(("cost",))
    assert "key-" not in to_svg(draw(whole_map(made, judged(made)), "tidy"))


def test_the_command_colours_by_what_is_asked(tmp_path):
    claims = tmp_path / "claims"
    claims.mkdir()
    (claims / "a.md").write_text(
        "# A\n\n## top {conclusion}\n\nTop.\n\n- because: one\n\n## one\n\nOne.\n\n- tags: cost\n"
    )
    for option in ("--colour-by", "--color-by"):
        done = CliRunner().invoke(command, [str(tmp_path), option, "tag", "--engine", "tidy"], catch_exceptions=False)
        assert ">cost</text>" in done.output
