"""Maps on pages: nothing cut, nothing too small to read, no line behind a card, every claim once and findable."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.ground.diagnostics import ArgmapError
from argmap.maps import all_views, draw_pages, sheet_named, to_svg, whole_map
from argmap.maps.pages import SHEETS
from argmap.maps.style import BODY_SIZE
from argmap.maps.views import Extent
from maps_arguments import (
    argument_of,
    because,
    but,
    claim,
    fifteen_claims,
    five_claims,
    fourteen_claims,
    generated,
    judged,
    rotating_labels,
)

SVG = "{http://www.w3.org/2000/svg}"
WHOLE = Extent(whole=True)
ARGUMENTS = {
    "five": five_claims,
    "fourteen": fourteen_claims,
    "fifteen": fifteen_claims,
    "sixty": lambda: generated(60),
    "four hundred": lambda: generated(400),
    "a ring": lambda: argument_of(
        {"One": [claim("a", reasons=(because("a", "b"),)), claim("b", reasons=(because("b", "a"),))]}
    ),
    "a chain": lambda: argument_of(
        {"One": [claim(f"c{n}", reasons=(because(f"c{n}", f"c{n + 1}"),)) for n in range(300)] + [claim("c300")]}
    ),
    "a comb": lambda: argument_of(
        {
            "One": [
                claim("c", kind="conclusion", reasons=(because("c", *(f"p{n}" for n in range(60))),)),
                *(claim(f"p{n}", "A premise among very many that hold only together. " * 3) for n in range(60)),
            ]
        }
    ),
}


def points_on(points):
    """Points along a chain of Bézier curves."""
    for start in range(0, len(points) - 1, 3):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = points[start : start + 4]
        for step in range(25):
            t = step / 24
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            yield a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy


def assert_readable(pages, least):
    """What must be so on every page: size of type, whole sentences, no overlap, no line behind a card."""
    for number, page in enumerate(pages, 1):
        assert page.page.number == number and page.page.count == len(pages)
        assert BODY_SIZE * page.page.points >= least - 1e-6
        for card in page.view.cards:
            face, box = page.faces[card.id], page.boxes[card.id]
            assert (face.width, face.height) == (box.width, box.height), card
            assert box.x >= 0 and box.right <= page.width and box.y >= 0 and box.bottom <= page.height, card
            sentence = [run for run in face.runs if run.size >= BODY_SIZE]
            assert "".join("".join(run.text.split()) for run in sentence) == "".join(card.text.split())
            assert all(run.x >= 5 and run.x + run.width <= box.width - 5 for run in face.runs)
            small = "".join("".join(run.text.split()) for run in face.runs if run.size < BODY_SIZE)
            assert all("".join((row.strong + row.text).split()) in small for row in card.rows)
        boxes = sorted(page.boxes.items(), key=lambda item: item[1].x)
        for place, (name, one) in enumerate(boxes):
            for other_name, other in boxes[place + 1 :]:
                if other.x >= one.right:
                    break
                assert one.bottom <= other.y or other.bottom <= one.y, (name, other_name)
        cards = [page.boxes[card.id] for card in page.view.cards]
        for route in page.routes:
            for x, y in points_on(route.points):
                hit = [b for b in cards if b.x + 1 < x < b.right - 1 and b.y + 1 < y < b.bottom - 1]
                assert not hit, route.link
        for words in (*page.heading, *page.legend):
            assert words.x >= 0 and words.x + words.width <= page.width and words.y <= page.height


def assert_complete(view, pages):
    """Every card once in full, every link once, and each pointer knows the page of what it stands for."""
    home = {c.id: n for n, page in enumerate(pages, 1) for c in page.view.cards if c.kind != "elsewhere"}
    assert sorted(home) == sorted(card.id for card in view.cards)
    assert sum(card.kind != "elsewhere" for page in pages for card in page.view.cards) == len(view.cards)
    for page in pages:
        for card in page.view.cards:
            if card.kind == "elsewhere":
                assert card.page == home[card.id.split("@")[0]]
                if card.id.endswith("@on"):
                    row = f"→ more on page {page.page.number}"
                    assert any(r.text == row for p in pages for c in p.view.cards for r in c.rows), card
    drawn = [
        (link.source.split("@")[0], link.target.split("@")[0], link.kind) for page in pages for link in page.view.links
    ]
    # the line from a joint that was parted over pages is drawn on each of them
    assert set(drawn) == {(link.source, link.target, link.kind) for link in view.links}


# of the large ones the loop has two of many
OF_THE_LARGE = (("a comb", "16:9", "TB"), ("sixty", "a4", None))


@pytest.mark.parametrize(
    ("name", "sheet", "direction"),
    [
        pytest.param(
            name,
            sheet,
            direction,
            marks=pytest.mark.long
            if name in ("sixty", "four hundred", "a chain", "a comb") and (name, sheet, direction) not in OF_THE_LARGE
            else (),
        )
        for name in ARGUMENTS
        for sheet in ("a4", "letter", "16:9", "390x844px")
        for direction in ("LR", "TB", None)
        if name != "four hundred" or (sheet, direction) in (("a4", None), ("16:9", None), ("16:9", "TB"))
    ],
)
def test_pages_can_be_read_and_miss_nothing(name, sheet, direction):
    argument = ARGUMENTS[name]()
    view = whole_map(argument, rotating_labels(argument), extent=WHOLE)
    paper = sheet_named(sheet)
    pages = draw_pages(view, paper, direction)
    assert_readable(pages, paper.least)
    assert_complete(view, pages)
    assert {(page.width, page.height) for page in pages} == {(pages[0].width, pages[0].height)}


def test_paper_and_slides_ask_for_type_that_can_be_read():
    assert [(name, sheet.least) for name, sheet in SHEETS.items()] == [("a4", 8.0), ("letter", 8.0), ("16:9", 12.0)]


@pytest.mark.parametrize("sheet", ["a4", "16:9"])
def test_every_map_of_a_report_can_be_split_for_pages(sheet):
    argument = fourteen_claims()
    for view in all_views(argument, judged(argument)):
        if any(card.kind == "section" for card in view.cards):
            continue
        assert_readable(draw_pages(view, sheet_named(sheet)), sheet_named(sheet).least)


@pytest.mark.long
def test_without_a_wish_a_large_map_takes_far_fewer_pages():
    argument = generated(150)
    view = whole_map(argument, judged(argument), extent=WHOLE)
    for sheet in ("a4", "16:9"):
        assert len(draw_pages(view, sheet_named(sheet))) < 0.75 * len(draw_pages(view, sheet_named(sheet), "LR"))


def test_without_a_wish_a_small_map_is_fanned_out():
    small = whole_map(five_claims(), judged(five_claims()))
    assert draw_pages(small, sheet_named("a4")) == draw_pages(small, sheet_named("a4"), "LR")


def test_pages_go_section_by_section_and_point_to_one_another():
    argument = generated(60)
    view = whole_map(argument, judged(argument), extent=WHOLE)
    assert len(view.parts) > 1
    home = {member: part.title for part in view.parts for member in part.members}
    pages = draw_pages(view, sheet_named("a4"))
    met = []
    for page in pages:
        titles = sorted((w.y, w.x, w.text) for w in page.heading if w.bold and w.text in set(home.values()))
        for card in page.view.cards:
            if card.kind != "elsewhere":
                box = page.boxes[card.id]
                column = max(x for _, x, _ in titles if x <= box.x + 1)
                above = [text for y, x, text in titles if x == column and y <= box.y]
                assert above[-1] == home[card.id]
                met.append((page.page.number, column, box.y, home[card.id]))
    # each section in one run, that of the conclusion first
    runs = [title for title, _ in groupby(title for *_, title in sorted(met))]
    assert len(runs) == len(set(runs)) == len(view.parts)
    first = next(card.id for card in view.cards if card.look == "conclusion")
    assert runs[0] == home[first] and first in {card.id for card in pages[0].view.cards}
    # what leads to another section says to which page, and a pointer names what it stands for
    rows = [row.text for page in pages for card in page.view.cards for row in card.rows]
    assert any(re.fullmatch(r"← leads to pages? \d+(, \d+)*", text) for text in rows)
    texts = {card.id: card.text for card in view.cards}
    for card in (card for page in pages for card in page.view.cards if card.kind == "elsewhere"):
        assert texts[card.id.split("@")[0]].startswith(card.text.rstrip("…"))


def test_a_small_argument_fills_its_page_with_larger_type():
    conclusion = claim("c", kind="conclusion", reasons=(because("c", "p1", "p2"),))
    argument = argument_of({"One": [conclusion, claim("p1"), claim("p2")]})
    (page,) = draw_pages(whole_map(argument, judged(argument)), sheet_named("16:9"))
    assert BODY_SIZE * page.page.points > 14


def test_scale_asks_for_larger_type():
    argument = generated(60)
    view = whole_map(argument, judged(argument))
    plain, large = (draw_pages(view, sheet_named("a4"), scale=scale) for scale in (1.0, 1.5))
    assert BODY_SIZE * large[0].page.points >= 12 and len(large) > len(plain)


def test_reasons_stand_in_the_order_of_the_files_and_away_from_the_conclusion():
    reasons = (because("c", "p1", "p2"), because("c", "r2", number=2))
    objections = (but("c", "o"),)
    order = ("p1", "p2", "r2", "o")
    conclusion = claim("c", kind="conclusion", reasons=reasons, objections=objections)
    argument = argument_of({"One": [conclusion, *map(claim, order)]})
    view = whole_map(argument, judged(argument))
    (page,) = draw_pages(view, sheet_named("a4"), "LR")
    assert sorted(order, key=lambda name: page.boxes[name].y) == list(order)
    assert all(page.boxes[name].x > page.boxes["c"].right for name in order)
    (page,) = draw_pages(view, None, "TB")
    assert sorted(order, key=lambda name: page.boxes[name].x) == list(order)
    assert all(page.boxes[name].y > page.boxes["c"].bottom for name in order)


def assert_no_line_runs_over_a_card(drawing):
    for route in drawing.routes:
        for name, box in drawing.boxes.items():
            if name not in (route.link.source, route.link.target):
                inner = (box.x + 1, box.right - 1, box.y + 1, box.bottom - 1)
                for x, y in points_on(route.points):
                    assert not (inner[0] < x < inner[1] and inner[2] < y < inner[3]), (route.link, name)


def broad(kind):
    """Arguments that no screen has room for where all stands side by side below the conclusion."""
    names = [f"reason-{number}" for number in range(30)]
    if kind == "lone":
        return argument_of({"All": [claim("top", kind="conclusion"), *map(claim, names)]})
    if kind == "linked":
        reasons = (because("top", *names),)
    elif kind == "linked among others":
        reasons = (
            *(because("top", name, number=number) for number, name in enumerate(names[:2], 1)),
            because("top", *names[2:20], number=3),
        )
    elif kind == "linked and deep":
        reasons = (because("top", *names[:10]),)
    elif kind == "linked and undercut":
        reasons = (because("top", *names[:25], unless=tuple(names[25:])),)
    elif kind == "for and against":
        reasons = tuple(because("top", name, number=number) for number, name in enumerate(names[:20], 1))
    elif kind == "deep":
        reasons = tuple(because("top", name, number=number) for number, name in enumerate(names[:6], 1))
    else:
        reasons = tuple(because("top", name, number=number) for number, name in enumerate(names, 1))
    against = tuple(but("top", name, number=number) for number, name in enumerate(names[20:], 1))
    deep = {"deep": (6, 4), "linked and deep": (10, 2)}.get(kind, (0, 0))
    top = claim(
        "top",
        kind="conclusion",
        reasons=reasons,
        objections=against if kind in ("for and against", "linked among others") else (),
    )
    below = {
        name: tuple(because(name, names[deep[0] + deep[1] * n + m], number=m + 1) for m in range(deep[1]))
        for n, name in enumerate(names[: deep[0]])
    }
    return argument_of({"All": [top, *(claim(name, reasons=below.get(name, ())) for name in names)]})


@pytest.mark.parametrize("kind", ["apart", "linked"])
def test_below_a_single_reason_many_hang_in_columns_too(kind):
    names = [f"reason-{number}" for number in range(30)]
    each = tuple(because("low", name, number=number) for number, name in enumerate(names, 1))
    top = claim("top", kind="conclusion", objections=(but("top", "middle"),))
    middle = claim("middle", reasons=(because("middle", "low"),))
    low = claim("low", reasons=(because("low", *names),) if kind == "linked" else each)
    made = argument_of({"All": [top, middle, low, *map(claim, names)]})
    view = whole_map(made, judged(made))
    (drawing,) = draw_pages(view, None, "TB")
    assert_complete(view, (drawing,))
    stem = [drawing.boxes[name] for name in ("top", "middle", "low")]
    assert all(above.bottom + 15 < below.y for above, below in pairwise(stem))
    assert {round(box.x + box.width / 2) for box in stem} == {round(stem[0].x + stem[0].width / 2)}
    assert len({drawing.boxes[name].x for name in names}) > 3
    assert min(drawing.boxes[name].y for name in names) > stem[-1].bottom
    assert_no_line_runs_over_a_card(drawing)


_LINKED = ("linked", "linked among others", "linked and deep", "linked and undercut")


@pytest.mark.parametrize("kind", ["apart", "for and against", "deep", *_LINKED, "lone"])
def test_what_is_too_broad_below_a_conclusion_hangs_in_columns(kind):
    made = broad(kind)
    view = whole_map(made, judged(made))
    (drawing,) = draw_pages(view, None, "TB")
    assert drawing.width <= 1700
    assert_complete(view, (drawing,))
    top = drawing.boxes["top"]
    assert all(box.y > top.y for name, box in drawing.boxes.items() if name != "top") or kind == "lone"
    boxes = list(drawing.boxes.values())
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            apart = one.right <= other.x or other.right <= one.x or one.bottom <= other.y or other.bottom <= one.y
            assert apart, (one, other)
    assert_no_line_runs_over_a_card(drawing)


@pytest.mark.parametrize("kind", ["apart", "linked"])
def test_columns_keep_the_order_of_the_files_and_the_room_of_a_screen(kind):
    made = broad(kind)
    (drawing,) = draw_pages(whole_map(made, judged(made)), None, "TB")
    places = [drawing.boxes[f"reason-{number}"] for number in range(30)]
    assert places == sorted(places, key=lambda box: (box.x, box.y)) and len({box.x for box in places}) > 2
    assert 0.8 < drawing.width / drawing.height < 2.2


def test_the_joint_of_premises_in_columns_stands_above_them_and_no_other_line_ends_there():
    made = broad("linked among others")
    (drawing,) = draw_pages(whole_map(made, judged(made)), None, "TB")
    members = {f"reason-{number}" for number in range(2, 20)}
    (joint,) = {route.link.target for route in drawing.routes if route.link.source in members}
    assert {route.link.source for route in drawing.routes if route.link.target == joint} == members
    assert len({drawing.boxes[name].x for name in members}) > 1
    assert all(drawing.boxes[name].y > drawing.boxes[joint].bottom for name in members)
    others = {f"reason-{number}" for number in range(30)} - members
    assert not {drawing.boxes[name].x for name in others} & {drawing.boxes[name].x for name in members}


def test_what_has_room_beside_itself_below_a_conclusion_stands_there():
    top = claim("top", kind="conclusion", reasons=(because("top", "a"), because("top", "b", number=2)))
    made = argument_of({"All": [top, claim("a"), claim("b")]})
    (drawing,) = draw_pages(whole_map(made, judged(made)), None, "TB")
    assert drawing.boxes["a"].y == drawing.boxes["b"].y > drawing.boxes["top"].bottom


def test_a_pointer_leads_to_the_file_of_its_page_and_says_so():
    argument = generated(60)
    pages = draw_pages(whole_map(argument, judged(argument)), sheet_named("a4"))
    assert len(pages) > 1
    roots = [ET.fromstring(to_svg(page, page_link="map-{id}.svg")) for page in pages]
    for page, root in zip(pages, roots, strict=True):
        away = [c for c in page.view.cards if c.kind == "elsewhere" and c.page != page.page.number]
        leading = {a.get("href") for a in root.iter(f"{SVG}a") if a.get("data-elsewhere")}
        assert {f"map-{card.page}.svg" for card in away} <= leading
        assert all(card.corner == f"→ page {card.page}" for card in away)
        said = " ".join(text.text for text in root.iter(f"{SVG}text") if text.text)
        assert f"page {page.page.number} of {len(pages)}" in said
    assert roots[0].get("width") == "595.3pt"


def test_without_a_legend_none_is_drawn():
    argument = five_claims()
    view = replace(whole_map(argument, judged(argument)), legend=False)
    (page,) = draw_pages(view, sheet_named("a4"))
    assert page.legend == ()


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("A4", (595.3, 841.9)),
        ("200x100", (566.9, 283.5)),
        ("10x7.5in", (720, 540)),
        ("390×844px", (292.5, 633)),
        ("16:9", (960, 540)),
    ],
)
def test_pages_are_named_or_measured(name, size):
    sheet = sheet_named(name)
    assert (sheet.width, sheet.height) == pytest.approx(size, abs=0.1)
    assert (sheet.turned.width, sheet.turned.height) == (sheet.height, sheet.width)


@pytest.mark.parametrize("name", ["a5", "10x10", "x", "99999x99999", "-1x5", "a4x"])
def test_a_page_that_is_none_is_refused_with_what_may_be_asked_for(name):
    with pytest.raises(ArgmapError, match=r"a4|7 cm"):
        sheet_named(name)


@given(st.text(max_size=400), st.sampled_from(["a4", "16:9", "90x90mm"]), st.sampled_from(["LR", "TB"]))
def test_any_text_at_all_gives_sound_pages(words, sheet, direction):
    reasons = (because("c", "p", scheme=words, warrant=words),)
    argument = argument_of({words: [claim("c", words, kind="conclusion", reasons=reasons), claim("p", words * 3)]})
    for page in draw_pages(whole_map(argument, judged(argument)), sheet_named(sheet), direction):
        ET.fromstring(to_svg(page))
        assert all(run.x + run.width <= face.width - 5 for face in page.faces.values() for run in face.runs)


def test_the_same_argument_gives_the_same_pages():
    argument = generated(30)
    view = whole_map(argument, judged(argument))
    first, again = ([to_svg(page) for page in draw_pages(view, sheet_named("a4"))] for _ in range(2))
    assert first == again
    assert not re.search(r"\bnan\b|inf", "".join(first).split("</style>")[-1].casefold().replace("information", ""))
