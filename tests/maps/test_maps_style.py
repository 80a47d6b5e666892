"""The style table keeps its promises: contrast in both themes, glyphs inside their box, one look for one meaning."""

import re
import xml.etree.ElementTree as ET

import pytest

from argmap.maps import draw, draw_pages, overview, sheet_named, to_svg, whole_map
from argmap.maps.measure import shorten, text_width, wrap
from argmap.maps.style import ELEMENTS, GROUND, LINKS, attributes_of, stylesheet
from maps_arguments import fourteen_claims, rotating_labels


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ELEMENTS)
def test_words_and_borders_of_every_element_can_be_seen(name, theme):
    colours, ground = ELEMENTS[name].colours(theme), GROUND[theme]
    body = ground.conclusion_text if name == "conclusion" else ground.text
    assert contrast(colours.text, colours.fill) >= 4.5
    assert contrast(body, colours.fill) >= 4.5
    if name != "conclusion":
        assert contrast(ground.quiet, colours.fill) >= 4.5
        assert contrast(colours.text, ground.page) >= 4.5
    for behind in (ground.page, ground.group):
        assert contrast(colours.border, behind) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_lines_and_words_on_the_page_can_be_seen(theme):
    ground = GROUND[theme]
    for behind in (ground.page, ground.group):
        assert contrast(ground.text, behind) >= 4.5
        assert contrast(ground.quiet, behind) >= 4.5
        for link in LINKS.values():
            assert contrast(link.colour(theme), behind) >= 3


def test_every_status_differs_from_the_good_one_in_glyph_word_and_border():
    good = ELEMENTS["established"]
    for name in ("unsupported", "defeated", "circular"):
        bad = ELEMENTS[name]
        assert bad.word == name
        assert (bad.glyph, bad.path, bad.line) != (good.glyph, good.path, good.line)
        assert bad.line_width > good.line_width


def test_glyphs_stay_in_their_box():
    for element in ELEMENTS.values():
        numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", element.path)]
        assert max(map(abs, numbers)) <= 5, element.name


def test_the_stylesheet_names_every_element_in_both_themes_and_loads_nothing():
    rules = stylesheet()
    for element in ELEMENTS.values():
        for colours in (element.light, element.dark):
            line = next(r for r in rules.splitlines() if f"fill: {colours.fill}; stroke: {colours.border};" in r)
            assert f".argmap-map .card.{element.name}" in line
    assert "prefers-color-scheme: dark" in rules
    assert "[data-theme='dark']" in rules
    assert "url(" not in rules and "@import" not in rules


@pytest.mark.parametrize(
    ("text", "bold", "expected"),
    [
        ("Hello", False, 7.22 + 5.56 + 2.22 + 2.22 + 5.56),
        ("Hello", True, 7.22 + 5.56 + 2.78 + 2.78 + 6.11),
        ("ğ", False, 5.56),  # as wide as its base letter
        ("e\u0301", False, 5.56),  # a combining accent takes no room
        ("漢字", False, 20.0),  # wide scripts take a full square
        ("", False, 0.0),
    ],
)
def test_widths_are_those_of_arial(text, bold, expected):
    assert text_width(text, 10, bold) == pytest.approx(expected)


@pytest.mark.parametrize(
    "text",
    [
        "one two three four five six seven eight nine ten",
        "W" * 90,
        "https://example.org/" + "a" * 60,
        "漢字" * 40,
        "a b",
        "",
    ],
)
@pytest.mark.parametrize("bold", [False, True])
def test_no_wrapped_line_is_wider_than_asked_and_nothing_is_lost(text, bold):
    lines = wrap(text, 100, 11.5, bold)
    assert all(text_width(line, 11.5, bold) <= 100 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_text_cut_to_lines_ends_in_an_ellipsis_that_fits():
    lines = wrap("word " * 60, 100, 11.5, most_lines=3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert text_width(lines[-1], 11.5) <= 100


def test_shortening_keeps_what_fits_and_never_exceeds():
    assert shorten("short", 100, 10) == "short"
    assert shorten("a long text that does not fit", 60, 10).endswith("…")
    assert text_width(shorten("a long text that does not fit", 60, 10), 10) <= 60
    assert shorten("anything", 2, 10) == ""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_the_rules_colour_is_coloured_where_no_rule_is_read(theme):
    """Office programs paint black what is coloured by a rule with more than one class."""
    argument = fourteen_claims()
    pages = draw_pages(whole_map(argument, rotating_labels(argument)), sheet_named("a4"))
    for drawing in (*pages, draw(overview(argument, rotating_labels(argument)), "tidy")):
        root = ET.fromstring(to_svg(drawing, theme=theme))
        for element in root.iter():
            if element.tag.rpartition("}")[2] in ("rect", "path", "circle", "text"):
                assert element.get("fill"), element.attrib
                assert element.get("fill") != "none" or element.get("stroke") or "rule" in element.get("class")


def test_attributes_say_what_the_rules_say():
    assert attributes_of("path", "line supports weight-2", "", "light") == (
        f' fill="none" stroke-width="3" stroke="{LINKS["supports"].light}"'
    )
    conclusion = ELEMENTS["conclusion"].light
    assert f'fill="{conclusion.border}"' in attributes_of("path", "glyph tone conclusion", "legend", "light")
    assert f'fill="{conclusion.text}"' in attributes_of("path", "glyph tone conclusion", "main", "light")
