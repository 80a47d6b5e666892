"""Drawings hold together whatever the engine: text in its card, lines at their ends, the same bytes every time."""

import math
import os
import stat
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.ground.diagnostics import ArgmapError
from argmap.maps import all_views, draw, draw_all, neighbourhood, path_to_conclusion, to_dot, to_svg, whole_map
from argmap.maps import engine as engines
from argmap.maps.dot import _said
from argmap.maps.drawing import _is_clear
from argmap.maps.faces import face_of
from argmap.maps.layout import Box, layout_source
from argmap.maps.measure import text_width
from maps_arguments import (
    argument_of,
    because,
    claim,
    evidence,
    fifteen_claims,
    five_claims,
    fourteen_claims,
    generated,
    judged,
    rotating_labels,
)

GOLDEN = Path(__file__).parents[1] / "golden" / "maps"
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</script><script>alert(1)</script> ]]> &amp; "quoted" \u202egnp.exe\u2066 \x00\x07 <b>&#x3c;'
FOURTEEN, FIFTEEN = fourteen_claims(), fifteen_claims()
needs_embedded = pytest.mark.skipif(
    engines.importlib.util.find_spec("pygraphviz") is None,
    reason="pygraphviz is not installed; it has no wheel for some machines",
)


def assert_holds_together(drawing):
    """The geometry that every drawing must have."""
    for name, face in drawing.faces.items():
        box = drawing.boxes[name]
        assert (box.width, box.height) == (face.width, face.height)
        assert box.x >= 0 and box.right <= drawing.width and box.y >= 0 and box.bottom <= drawing.height
        for run in face.runs:
            assert run.width == pytest.approx(text_width(run.text, run.size, run.bold))
            assert run.x >= 5 and run.x + run.width <= face.width - 5, run
            assert 0 < run.y < face.height
    boxes = list(drawing.boxes.items())
    for place, (name, one) in enumerate(boxes):
        for other_name, other in boxes[place + 1 :]:
            apart = one.right <= other.x or other.right <= one.x or one.bottom <= other.y or other.bottom <= one.y
            assert apart, (name, other_name)
    for route in drawing.routes:
        source, target = drawing.boxes[route.link.source], drawing.boxes[route.link.target]
        (x0, y0), (x1, y1) = route.points[0], route.points[-1]
        assert len(route.points) % 3 == 1
        assert x0 == pytest.approx(source.x, abs=0.2) and source.y <= y0 <= source.bottom
        assert x1 == pytest.approx(target.right, abs=0.2) and target.y <= y1 <= target.bottom
        assert all(math.isfinite(n) for point in route.points for n in point)
    for words in (*drawing.heading, *drawing.legend):
        assert words.x + words.width <= drawing.width


def assert_no_line_behind_a_card(drawing):
    for route in drawing.routes:
        for name, box in drawing.boxes.items():
            if name in (route.link.source, route.link.target):
                continue
            inside = Box(box.x + 2, box.y + 2, box.width - 4, box.height - 4)
            assert _is_clear(route.points, [inside]), (route.link, name)


@pytest.mark.parametrize("engine", [pytest.param("embedded", marks=needs_embedded), "tidy"])
@pytest.mark.parametrize("number", [1, 5, 14, 15, 60, pytest.param(400, marks=pytest.mark.long)])
def test_cards_lines_and_words_are_where_they_belong(engine, number):
    argument = {5: five_claims, 14: fourteen_claims, 15: fifteen_claims}.get(number, lambda: generated(number))()
    for drawing in draw_all(all_views(argument, rotating_labels(argument)), engine):
        assert drawing.engine == engine
        assert_holds_together(drawing)
        if engine == "embedded":
            assert_no_line_behind_a_card(drawing)


def test_the_conclusion_stands_at_the_left_and_premises_to_the_right():
    argument = five_claims()
    for engine in ("embedded", "tidy"):
        boxes = draw(whole_map(argument, judged(argument)), engine).boxes
        step = boxes["ban-cars/because-1"]
        assert boxes["ban-cars"].right < step.x
        assert step.right < min(boxes[c].x for c in ("air-is-bad", "cars-cause-it", "wind-clears-it"))


@pytest.mark.parametrize("engine", ["embedded", "tidy"])
@pytest.mark.parametrize("argument", [FOURTEEN, FIFTEEN, generated(20, 4), generated(38, 8)])
def test_the_first_conclusion_stands_first_whichever_section_holds_it(argument, engine):
    sections = {section.title: [argument.claims[c] for c in section.claims] for section in argument.sections}
    names = list(sections)
    turns = [[*names[turn:], *names[:turn]] for turn in range(min(4, len(names)))]
    turned = [argument_of({title: sections[title] for title in titles}) for titles in turns]
    for drawing in draw_all([whole_map(argument, judged(argument)) for argument in turned], engine):
        main = drawing.boxes[next(card.id for card in drawing.view.cards if card.look == "conclusion")]
        above = [b for b in drawing.boxes.values() if b.bottom <= main.y and b.x < main.right and main.x < b.right]
        assert not above
        if len(sections) < 5:
            assert len(drawing.frames) == len(sections)
        if argument in (FOURTEEN, FIFTEEN):
            uppermost, _ = min(drawing.frames, key=lambda frame: frame[1].y)
            assert any(drawing.boxes[member] == main for member in uppermost.members)


def test_frames_of_sections_hold_their_cards_and_do_not_overlap():
    argument = fourteen_claims()
    for engine in ("embedded", "tidy"):
        drawing = draw(whole_map(argument, judged(argument)), engine)
        assert len(drawing.frames) == 3
        for group, frame in drawing.frames:
            for member in group.members:
                box = drawing.boxes[member]
                assert (
                    frame.x < box.x and box.right < frame.right and frame.y + 17 < box.y and box.bottom < frame.bottom
                )
        frames = [frame for _, frame in drawing.frames]
        for place, one in enumerate(frames):
            for other in frames[place + 1 :]:
                assert one.right <= other.x or other.right <= one.x or one.bottom <= other.y or other.bottom <= one.y


@pytest.mark.parametrize("name", ["five", "fourteen"])
def test_maps_are_as_they_were(name):
    """Golden files, laid out by the engine that needs nothing; ARGMAP_UPDATE_GOLDEN=1 writes them anew."""
    argument = {"five": five_claims, "fourteen": fourteen_claims}[name]()
    view = whole_map(argument, judged(argument, air_is_bad="unsupported", counter="defeated", first="established"))
    for ending, text in (("svg", to_svg(draw(view, "tidy"))), ("dot", to_dot(view))):
        path = GOLDEN / f"{name}.{ending}"
        if os.environ.get("ARGMAP_UPDATE_GOLDEN"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8")


@pytest.mark.long
@needs_embedded
def test_the_same_argument_gives_the_same_bytes_in_another_process_without_fonts(tmp_path):
    (tmp_path / "fonts.conf").write_text("<fontconfig><dir>/nowhere</dir></fontconfig>")
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from maps_arguments import *\n"
        "from argmap.maps import *\n"
        "a = fourteen_claims(); sys.stdout.buffer.write(to_svg(draw(whole_map(a, judged(a)), 'embedded')).encode())"
    )
    command = [sys.executable, "-c", program, str(Path(__file__).parents[1])]
    bare = {**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "PYTHONHASHSEED": "7"}
    outputs = {
        subprocess.run(command, capture_output=True, check=True, env=env).stdout
        for env in (bare, {**os.environ, "PYTHONHASHSEED": "1"})
    }
    assert len(outputs) == 1
    assert b'data-engine="embedded"' in outputs.pop()


def test_every_card_is_a_named_link_in_the_order_of_the_argument():
    argument = fourteen_claims()
    root = ET.fromstring(to_svg(draw(whole_map(argument, judged(argument)), "tidy")))
    links = root.findall(f".//{SVG}a")
    assert [link.get("href") for link in links] == [f"#claim-{c}" for c in argument.claims]
    for link, found in zip(links, argument.claims.values(), strict=True):
        assert found.text in link.get("aria-label")
        assert "because" in link.get("aria-label")
    assert root.get("role") == "group"
    named = {element.get("id"): element for element in root.iter() if element.get("id")}
    assert named[root.get("aria-labelledby")].tag == f"{SVG}title"
    assert named[root.get("aria-describedby")].tag == f"{SVG}desc"
    lines = [g for g in root.iter(f"{SVG}g") if g.get("class") == "link"]
    assert all(line.get("aria-label") for line in lines) and lines
    assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"


def test_the_legend_says_in_words_what_is_on_the_map_and_nothing_else():
    argument = five_claims()
    drawing = draw(whole_map(argument, judged(argument, shops_lose="unsupported")), "tidy")
    said = {words.text for words in drawing.legend if words.bold}
    assert said == {
        "conclusion",
        "provisional",
        "unsupported",
        "objection",
        "evidence",
        "support",
        "missing support",
        "attacks",
        "undercuts",
        "warrant",
        "joint",
    }


@pytest.mark.parametrize("engine", ["embedded", "tidy"])
@pytest.mark.parametrize("title", ["Short", "Box 1. " + "A heading that goes on " * 4, "W" * 60, "\u6c34" * 40])
def test_the_title_of_a_section_stays_within_its_frame_and_can_be_had_whole(title, engine):
    argument = argument_of({"Ends": [claim("a", kind="conclusion", reasons=(because("a", "b"),))], title: [claim("b")]})
    root = ET.fromstring(to_svg(draw(whole_map(argument, judged(argument)), engine)))
    for frame in root.iter(f"{SVG}g"):
        box, words = frame.find(f"{SVG}rect[@class='group']"), frame.find(f"{SVG}text")
        if box is None:
            continue
        ends = float(words.get("x")) + text_width(words.text, float(words.get("font-size")), bold=True)
        assert ends <= float(box.get("x")) + float(box.get("width")) - 8
        whole = frame.findtext(f"{SVG}title", words.text)
        assert whole in ("Ends", title.strip()) and (whole == words.text) == (len(whole) < 10)


def test_an_embedded_map_brings_no_styles_and_ids_of_its_own():
    argument = generated(60)
    ids = []
    for drawing in draw_all(all_views(argument, judged(argument)), "tidy"):
        text = to_svg(drawing, embedded=True)
        assert "<style" not in text and "<?xml" not in text and " style=" not in text
        ids += [element.get("id") for element in ET.fromstring(text).iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def hostile_argument():
    bad = claim(
        "bad",
        HOSTILE,
        said_by=HOSTILE,
        evidence=(evidence("bad", HOSTILE, type=HOSTILE, source=HOSTILE),),
        reasons=(because("bad", "other", scheme=HOSTILE, warrant=HOSTILE),),
    )
    return argument_of({f"Section {HOSTILE}": [bad, claim("other", "漢字 " * 30 + "e" * 300)]})


def test_hostile_text_stays_text():
    argument = hostile_argument()
    view = whole_map(argument, judged(argument, bad="unsupported"), {HOSTILE: HOSTILE})
    drawing = draw(view)
    assert_holds_together(drawing)
    text = to_svg(drawing)
    root = ET.fromstring(text)
    assert not list(root.iter(f"{SVG}script"))
    assert "\u202e" not in text and "\u2066" not in text and "\x00" not in text
    assert "‹U+202E›" in text
    allowed = {"svg", "title", "desc", "style", "rect", "g", "text", "path", "circle", "a"}
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= allowed
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]


@needs_embedded
def test_hostile_text_cannot_speak_dot():
    argument = hostile_argument()
    view = whole_map(argument, judged(argument), {HOSTILE: HOSTILE})
    source = layout_source(view, {item.id: face_of(item) for item in view.items})
    assert "script" not in source and "Section" not in source
    (drawn,) = engines.run_embedded([("dot", "json0", to_dot(view))], 20)
    assert isinstance(drawn, bytes) and drawn.count(b'"name": "bad"') == 1
    for forbidden in ("image=", "shapefile=", "imagepath", "fontpath", "<IMG"):
        assert forbidden not in to_dot(view)


@given(st.text(max_size=120), st.text(max_size=40))
def test_any_text_at_all_gives_a_sound_map(words, author):
    argument = argument_of({words: [claim("a", words, said_by=author, kind="conclusion"), claim("b", author)]})
    drawing = draw(whole_map(argument, judged(argument)), "tidy")
    assert_holds_together(drawing)
    ET.fromstring(to_svg(drawing))


@pytest.mark.parametrize(
    "pattern",
    [
        "javascript:alert('{id}')",
        "JaVaScRiPt:{id}",
        "data:text/html,{id}",
        "//evil.example/{id}",
        "#no-id",
        "a b{id}",
        '"{id}',
    ],
)
def test_links_that_lead_astray_are_refused(pattern):
    drawing = draw(whole_map(five_claims(), judged(five_claims())), "tidy")
    with pytest.raises(ArgmapError):
        to_svg(drawing, claim_link=pattern)


@pytest.mark.parametrize(
    "pattern", ["#c-{id}", "../report/index.html#claim-{id}", "https://example.org/x?c={id}#y", "{id}.html"]
)
def test_links_to_places_paths_and_web_addresses_are_kept(pattern):
    drawing = draw(whole_map(five_claims(), judged(five_claims())), "tidy")
    assert f'href="{pattern.replace("{id}", "ban-cars")}"' in to_svg(drawing, claim_link=pattern)


def test_without_pygraphviz_and_dot_the_own_layout_draws(monkeypatch):
    monkeypatch.setattr(engines.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(engines, "find_program", lambda name: None)
    assert draw(whole_map(five_claims(), judged(five_claims()))).engine == "tidy"


def fake_dot(folder: Path, body: str) -> None:
    script = folder / "dot"
    script.write_text(f"#!{sys.executable}\n{body}\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)


@needs_embedded
@pytest.mark.skipif(os.name == "nt", reason="the stand-in for dot is a script")
def test_without_pygraphviz_an_installed_dot_draws(monkeypatch, tmp_path):
    fake_dot(
        tmp_path,
        "import sys, pygraphviz\n"
        "graph = pygraphviz.AGraph(string=sys.stdin.read())\n"
        "sys.stdout.buffer.write(graph.draw(prog=sys.argv[1][2:], format=sys.argv[2][2:]))",
    )
    monkeypatch.setattr(engines.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    drawing = draw(whole_map(fourteen_claims(), judged(fourteen_claims())))
    assert drawing.engine == "dot"
    assert_holds_together(drawing)


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for dot is a script")
@pytest.mark.parametrize(
    "body", ["import time; time.sleep(60)", "raise SystemExit(3)", "print('no json')", "print('{}')"]
)
def test_a_dot_that_hangs_fails_or_babbles_is_passed_over(monkeypatch, tmp_path, body):
    fake_dot(tmp_path, body)
    monkeypatch.setattr(engines.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    views = (whole_map(five_claims(), judged(five_claims())),) * 2
    assert [drawing.engine for drawing in draw_all(views, seconds=0.5)] == ["tidy", "tidy"]


@pytest.mark.long
@needs_embedded
def test_one_job_that_hangs_is_killed_and_costs_only_itself():
    # a dense random graph without limits keeps dot busy far longer than the test waits
    knot = "digraph{" + "".join(f"{a}->{(a * 7 + b * 13 + a * b) % 400};" for a in range(400) for b in range(12)) + "}"
    good = "digraph { a -> b }"
    started = time.monotonic()
    engines.run_embedded([("dot", "plain", good)], 60)
    # a busy machine takes seconds to start the process that draws
    limit = math.ceil(1 + 3 * (time.monotonic() - started))
    answers = engines.run_embedded([("dot", "plain", good), ("dot", "plain", knot), ("dot", "plain", good)], limit)
    assert isinstance(answers[0], bytes) and isinstance(answers[2], bytes)
    assert f"more than {limit} s" in answers[1]


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for Python is a script")
@needs_embedded
@pytest.mark.parametrize("ending", ["os.abort()", "raise SystemExit(3)", "raise ImportError('no library')"])
def test_a_layout_process_that_crashes_keeps_what_it_had_and_is_tried_again_only_so_often(
    monkeypatch, tmp_path, ending
):
    starts = counted_starts(monkeypatch, tmp_path, f"sys.stdin.readline()\nprint('ZG9uZQ==', flush=True)\n{ending}")
    answers = engines.run_embedded([("dot", "plain", "digraph {}")] * 9, 20)
    assert len(answers) == 9
    assert answers[0] == b"done" and isinstance(answers[1], str)
    assert starts() == (1 if "Import" in ending else 3)


def counted_starts(monkeypatch, folder: Path, body: str) -> Callable[[], int]:
    """Puts a program in Graphviz's place, and tells how often it was started."""
    program, log = folder / "python", folder / "starts"
    program.write_text(f"#!{sys.executable}\nimport os, sys\nopen({str(log)!r}, 'a').write('x')\n{body}\n")
    program.chmod(0o755)
    monkeypatch.setattr(engines.sys, "executable", str(program))
    monkeypatch.setattr(engines, "_waiting", [])
    return lambda: len(log.read_text())


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for Python is a script")
@needs_embedded
def test_a_layout_process_serves_the_next_batches_unless_it_is_gone_or_another_processes(monkeypatch, tmp_path):
    body = "for line in sys.stdin: [print('ZG9uZQ==', flush=True) for job in eval(line)]"
    starts = counted_starts(monkeypatch, tmp_path, body)
    jobs = [("dot", "plain", "digraph {}")] * 2
    assert [engines.run_embedded(jobs, 20) for _ in range(3)] == [[b"done"] * 2] * 3
    assert starts() == 1
    (kept,) = engines._waiting
    kept.process.kill()
    kept.process.wait()
    assert engines.run_embedded(jobs, 20) == [b"done"] * 2
    assert starts() == 2
    engines._waiting[0].end()


@needs_embedded
def test_a_job_that_graphviz_refuses_costs_only_itself():
    answers = engines.run_embedded([("dot", "plain", "digraph {"), ("dot", "plain", "digraph { a }")], 20)
    assert isinstance(answers[0], str) and isinstance(answers[1], bytes)


@needs_embedded
def test_dot_for_keeping_is_drawn_by_graphviz_with_every_card():
    argument = fourteen_claims()
    view = whole_map(argument, judged(argument, counter="defeated"))
    (drawn,) = engines.run_embedded([("dot", "svg", to_dot(view))], 20)
    text = drawn.decode()
    assert text.count('class="node"') == len(view.items)
    assert text.count('class="cluster"') == 3
    assert "DEFEATED" in text


@pytest.mark.parametrize("engine", [pytest.param("embedded", marks=needs_embedded), "tidy"])
def test_reasons_stand_in_the_order_of_the_claims_files_from_the_top(engine):
    reasons = (
        because("c", "p1", "p2", "p3"),
        because("c", "r2", number=2),
        because("c", "r3", number=3),
    )
    order = ("p1", "p2", "p3", "r2", "r3")
    argument = argument_of({"One": [claim("c", kind="conclusion", reasons=reasons), *map(claim, order)]})
    framed = whole_map(argument, judged(argument))
    for view in (
        framed,
        path_to_conclusion(argument, judged(argument)),
        neighbourhood(argument, judged(argument), "p2"),
    ):
        boxes = draw(view, engine).boxes
        for column in (order,) if engine == "embedded" else (order[:3], order[3:]):
            shown = [name for name in column if name in boxes]
            assert sorted(shown, key=lambda name: boxes[name].y) == shown, view.name


@given(st.text('ab1 #:/<>"\\\n', max_size=12))
def test_what_needs_no_escaping_is_quoted_as_the_library_quotes_it(text: str) -> None:
    import graphviz
    from graphviz.quoting import quote

    value = graphviz.escape(text)
    assert _said(value) == quote(value)
