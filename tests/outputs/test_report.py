"""The report without a browser: what its page data say, what keeps it inert, and that the same input gives the same bytes."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from argmap.argument.model import Argument, Claim, Quotation
from argmap.checks import run_checks
from argmap.cli.report import command
from argmap.findings.finding import Finding
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.message import aside, claim_name, item_name, say, say_claims
from argmap.ground.places import Span, say_place
from argmap.ground.template_folders import template_folders
from argmap.ground.text import shorten
from argmap.ground.unseen import show_unseen
from argmap.manuscript.document import Block, Document, Repair, Sentence
from argmap.outputs.report.assemble import build_page, group_by_check, show_findings
from argmap.outputs.report.page import ClaimLink, Page, Problem
from argmap.outputs.report.paper import lay_out_paper
from argmap.outputs.report.render import render, write_report
from argmap.outputs.report.safety import safe_href
from argmap.outputs.report.sentences import Called, set_sentence
from argmap.outputs.wording import name_source, write_reference
from argmap.project import Project, load
from argmap.quotations import Match
from argmap.sources import Source
from report_project import CLAIMS, PAPER, many_claims, write_project

NOWHERE = Span("x", 0, 0, 1, 1, 1, 1)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return load(write_project(tmp_path_factory.mktemp("lamps")))


@pytest.fixture(scope="module")
def page(project: Project) -> Page:
    return build_page(project, run_checks(project).findings, summaries={"ARG002": "A claim stands on nothing."})


def claim(name: str, *anchors: tuple[int, int]) -> Claim:
    found = tuple(Quotation("…", NOWHERE, Match("verbatim", 1.0, start, end)) for start, end in anchors)
    return Claim(name, "claim", f"Claim {name}.", "s", NOWHERE, NOWHERE, anchors=found)


def lay_out(document: Document, *claims: Claim, problems: tuple[tuple[Problem, int, int], ...] = ()):
    argument = Argument({c.id: c for c in claims})
    links = {c.id: ClaimLink(c.id, c.text, "provisional") for c in claims}
    return lay_out_paper(document, argument, links, problems, "Title")


def read_rows(paper) -> list[str]:
    return ["".join(p.text or p.mended or "" for s in row.segments for p in s.parts) for row in paper.rows]


# what the page says


def test_verdict_is_one_sentence_on_the_conclusion(page: Page) -> None:
    assert page.headline == "The conclusion is contested: live reasons for it and against it are in balance."


def test_counts_add_up_to_the_claims(page: Page) -> None:
    assert sum(count.number for count in page.counts) == page.claims == 11


def test_argument_without_a_conclusion_says_so(tmp_path: Path) -> None:
    project = load(write_project(tmp_path, claims=CLAIMS.replace(" {conclusion}", "")))
    assert build_page(project, (), summaries={}).headline.startswith("The argument names no conclusion")


def test_project_without_claims_still_has_a_report(tmp_path: Path) -> None:
    project = load(write_project(tmp_path, claims="# Nothing yet\n"))
    html = render(project, ())
    assert "There are no claims yet" in html
    assert "nobody walks" in html


def test_project_without_a_paper_still_has_a_report(tmp_path: Path) -> None:
    folder = write_project(tmp_path)
    (folder / "argmap.toml").write_text('bibliography = ["sources/works.bib"]\n')
    html = render(load(folder), ())
    assert 'id="paper"' not in html
    assert "Lamps attract thieves" in html


def test_worst_problems_are_ranked_and_each_check_has_one(page: Page) -> None:
    severities = [worst.problem.severity for worst in page.worst]
    assert severities == sorted(severities, key=["error", "warning", "note"].index)
    codes = [worst.problem.code for worst in page.worst]
    assert len(codes) == len(set(codes))


def test_conclusion_that_does_not_stand_shows_where_it_fails(page: Page) -> None:
    (conclusion,) = page.conclusions
    assert "fails" in conclusion.hangs_title
    assert [link.id for link in conclusion.hangs_on] == ["others-do-it"]
    assert [link.id for link in conclusion.against] == ["lamps-cost-power"]


def test_what_would_move_a_conclusion_most_is_told_in_words_and_not_what_topples_it_again(tmp_path: Path) -> None:
    claims = (
        "# Case\n\n## top {conclusion}\n\nTop holds.\n\n- because: leg\n- because: arm\n- but: doubt\n\n"
        "## leg\n\nLegs carry.\n\n- assume: granted\n\n## arm\n\nArms help.\n\n- assume: granted\n\n"
        "## doubt\n\nSome doubt it.\n\n- assume: granted\n"
    )
    project = load(write_project(tmp_path, claims=claims))
    (conclusion,) = build_page(project, (), summaries={}).conclusions
    told = {link.id: words for _, answers in conclusion.levers for link, words in answers}
    assert told and not set(told) & {link.id for link in conclusion.hangs_on}
    html = render(project, ())
    for question, answers in conclusion.levers:
        assert f"{question}:" in html and 0 < len(answers) <= 2
        for link, words in answers:
            assert f'{link.text}</a> <span class="quiet">({words})</span>' in html


def test_work_without_an_entry_is_listed_as_such(page: Page) -> None:
    missing = [work for work in page.works if not work.known]
    assert [(work.key, work.times) for work in missing] == [("missing-work", 1)]


def test_problems_of_an_entry_stand_with_the_work(page: Page) -> None:
    leaflet = next(work for work in page.works if work.key == "never-cited")
    assert leaflet.times == 0
    assert {"CIT002", "CIT004"} <= {problem.code for problem in leaflet.problems}


def test_list_beside_the_map_tells_every_claim_once_in_full(page: Page) -> None:
    told: list[str] = []

    def walk(items) -> None:
        for item in items:
            if not item.repeat:
                told.append(item.claim.id)
            walk(item.children)

    walk(page.outline)
    assert sorted(told) == sorted(card.id for chapter in page.chapters for card in chapter.cards)


def test_checks_that_found_nothing_are_named(project: Project) -> None:
    page = build_page(project, (), summaries={}, ran=("ARG001", "ARG002"))
    assert page.quiet_checks == ("ARG001", "ARG002")


# the paper


def test_overlapping_anchors_cut_the_text_at_every_boundary() -> None:
    text = "One two three four five."
    paper = lay_out(
        Document("p", "text", text, blocks=(Block("paragraph", 0, 24),)), claim("a", (0, 13)), claim("b", (4, 18))
    )
    (row,) = paper.rows
    marks = [("".join(p.text for p in s.parts), s.claims) for s in row.segments]
    assert marks == [("One ", ("a",)), ("two three", ("a", "b")), (" four", ("b",)), (" five.", ())]
    assert [link.id for link in row.claims] == ["a", "b"]


def test_closest_fitting_claim_is_the_one_that_is_linked() -> None:
    text = "One two three four five."
    paper = lay_out(
        Document("p", "text", text, blocks=(Block("paragraph", 0, 24),)), claim("long", (0, 24)), claim("short", (4, 7))
    )
    inner = next(s for s in paper.rows[0].segments if len(s.claims) == 2)
    assert inner.claims[0] == "short"


def test_claim_made_twice_stands_beside_both_places() -> None:
    text = "First words. Second words."
    blocks = (Block("paragraph", 0, 12), Block("paragraph", 13, 26))
    paper = lay_out(Document("p", "text", text, blocks=blocks), claim("a", (0, 11), (13, 25)))
    assert [[link.id for link in row.claims] for row in paper.rows] == [["a"], ["a"]]
    assert [s.starts for row in paper.rows for s in row.segments if s.starts] == [("a",)]


def test_claim_without_words_in_the_paper_is_listed_apart() -> None:
    paper = lay_out(Document("p", "text", "Text.", blocks=(Block("paragraph", 0, 5),)), claim("lost"))
    assert [link.id for link in paper.homeless] == ["lost"]


def test_damaged_word_shows_lost_and_proposed_letters() -> None:
    repair = Repair("rela\ufffdon", "relation", 0.99, 2, 9)
    document = Document("p", "text", "A rela\ufffdon.", blocks=(Block("paragraph", 0, 10),), repairs=(repair,))
    parts = [p for s in lay_out(document).rows[0].segments for p in s.parts]
    assert [(p.text, p.lost, p.mended) for p in parts] == [
        ("A ", None, None),
        ("rela", None, None),
        ("", "\ufffd", "ti"),
        ("on", None, None),
        (".", None, None),
    ]


def test_anchor_that_begins_inside_a_damaged_word_loses_nothing() -> None:
    repair = Repair("rela\ufffdon", "relation", 0.99, 2, 9)
    document = Document("p", "text", "A rela\ufffdon here.", blocks=(Block("paragraph", 0, 15),), repairs=(repair,))
    paper = lay_out(document, claim("a", (5, 14)))
    assert read_rows(paper) == ["A relation here."]
    assert [link.id for link in paper.rows[0].claims] == ["a"]


def test_paragraph_interrupted_by_a_note_is_put_together_again() -> None:
    text = "It goes\n1. A note.\non here. More."
    blocks = (Block("paragraph", 0, 7), Block("note", 8, 18), Block("paragraph", 19, 33))
    sentence = Sentence("s1", "It goes on here.", 0, 27, None, 0, ((0, 7), (19, 27)))
    paper = lay_out(Document("p", "text", text, blocks=blocks, sentences=(sentence,)))
    assert [(row.kind, words) for row, words in zip(paper.rows, read_rows(paper), strict=True)] == [
        ("paragraph", "It goes on here. More."),
        ("note", "1. A note."),
    ]


def test_line_ends_and_hyphens_are_folded() -> None:
    text = "the Euro-\n  Atlantic\r\nstructures"
    paper = lay_out(Document("p", "text", text, blocks=(Block("paragraph", 0, len(text)),)))
    assert read_rows(paper) == ["the Euro-Atlantic structures"]


def test_furniture_of_the_page_is_left_out() -> None:
    blocks = (Block("paragraph", 0, 5), Block("furniture", 6, 8))
    assert read_rows(lay_out(Document("p", "text", "Words 17", blocks=blocks))) == ["Words"]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=12))
def test_marked_text_reads_as_the_text_whatever_overlaps(stretches: list[tuple[int, int]]) -> None:
    text = "abcdefghij klmnopqrst uvwxyz ABCDEFGHIJK"
    claims = [claim(f"c{n}", (min(s), max(s))) for n, s in enumerate(stretches)]
    paper = lay_out(Document("p", "text", text, blocks=(Block("paragraph", 0, 40),)), *claims)
    assert read_rows(paper) == [text]
    for n, stretch in enumerate(stretches):
        marked = "".join(p.text for s in paper.rows[0].segments if f"c{n}" in s.claims for p in s.parts)
        assert marked == text[min(stretch) : max(stretch)]


# words


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        (("Keller, Anna",), "Keller 2014"),
        (("Moser, Jan", "Roth, Ida"), "Moser & Roth 2014"),
        (("A, B", "C, D", "E, F"), "A et al. 2014"),
        ((), "Walking at night 2014"),
    ],
)
def test_work_is_named_by_author_and_year(authors: tuple[str, ...], expected: str) -> None:
    assert name_source(Source("k", "book", NOWHERE, authors=authors, title="Walking at night", year="2014")) == expected


def test_reference_leaves_out_what_is_not_known() -> None:
    assert write_reference(Source("k", "book", NOWHERE, title="A leaflet")) == "A leaflet (n.d.)."


CALLED = Called(
    {
        "people-walk": "People <walk>.",
        "ports": "Ports grow.",
        "well-being": "All are well.",
        "long": f"{'Word ' * 30}end.",
    },
    {"moser-2014": "Moser 2014"},
    frozenset({"people-walk/cites-1"}),
)
WALK = '“<a class="c" href="#claim-people-walk" title="people-walk">People &lt;walk&gt;</a>”'
PORTS = '“<a class="c" href="#claim-ports" title="ports">Ports grow</a>”'


def test_sentence_quotes_claims_and_ends_in_a_stop() -> None:
    said = say("it rests on {}, see `assume`{}", claim_name("people-walk"), aside("people-walk/cites-1"))
    assert said == "it rests on people-walk, see `assume` (people-walk/cites-1)"
    assert set_sentence(said, CALLED) == f"It rests on {WALK}, see <code>assume</code>."
    assert set_sentence(say("it differs{}", aside("QUO011")), CALLED) == "It differs."
    # where nothing else shows what is meant, it is named
    assert set_sentence(say("it differs{}", aside("QUO011")), Called()) == "It differs (QUO011)."
    assert set_sentence(say("it differs{}", aside("gone/cites-1")), CALLED) == "It differs (gone/cites-1)."


def test_a_message_names_claims_by_their_words_and_no_word_that_looks_like_an_id() -> None:
    said = say("{} rests on {}: a well-being of `people-walk`", claim_name("ports"), claim_name("people-walk"))
    assert set_sentence(said, CALLED, own="people-walk") == (
        f'{PORTS} rests on <span title="people-walk">this claim</span>: a well-being of <code>people-walk</code>.'
    )


def test_a_message_does_not_say_the_words_of_a_claim_twice() -> None:
    said = say("{}, and more: {}", say("Nothing supports {}", claim_name("ports")), "Ports grow.")
    assert set_sentence(said, CALLED) == f"Nothing supports {PORTS}, and more."
    assert (
        set_sentence(said, CALLED, own="ports") == 'Nothing supports <span title="ports">this claim</span>, and more.'
    )
    other = say("Nothing supports {}: {}", claim_name("ports"), "All are well.")
    assert set_sentence(other, CALLED) == f"Nothing supports {PORTS}: All are well."


@pytest.mark.parametrize(
    ("handle", "own", "words"),
    [
        ("people-walk/cites-1", "", f"The citation for {WALK}"),
        ("people-walk/cites-1", "people-walk", '<span title="people-walk/cites-1">Its citation</span>'),
        ("people-walk/because-2", "people-walk", '<span title="people-walk/because-2">Its second reason</span>'),
        ("people-walk/cites-1/passage-0a1b2c3d", "", f"The passage for the citation for {WALK}"),
        ("people-walk/evidence-11", "", f"The piece of evidence 11 for {WALK}"),
        ("people-walk/but-1", "", f"The first objection to {WALK}"),
        ("gone/but-1", "", "Gone/but-1"),
        ("@moser-2014", "", '<a class="c" href="#source-moser-2014" title="@moser-2014">Moser 2014</a>'),
        ("@nobody", "", '<span title="@nobody">@nobody</span>'),
    ],
)
def test_what_hangs_on_a_claim_is_counted_and_works_are_named(handle: str, own: str, words: str) -> None:
    item = words.replace('title="people-walk"', f'title="{handle}"') if not own else words
    assert set_sentence(say("{} was judged", item_name(handle)), CALLED, own) == f"{item} was judged."


def test_premises_are_joined_by_a_word() -> None:
    assert set_sentence(say("{} fall", say_claims(["ports", "people-walk"])), CALLED) == f"{PORTS} and {WALK} fall."
    # what is not typed is no name, whatever it looks like
    assert set_sentence("people-walk is @moser-2014", CALLED) == "People-walk is @moser-2014."


def test_a_sentence_for_a_link_holds_none_and_a_long_claim_is_cut_unless_asked_for() -> None:
    said = say("{} leads nowhere", claim_name("long"))
    assert "<a" not in set_sentence(said, CALLED, links=False)
    assert "Word …</a>” leads" in set_sentence(said, CALLED)
    assert "Word end</a>” leads" in set_sentence(said, CALLED, in_full=True)


def test_no_stop_follows_a_quotation_that_has_one() -> None:
    assert set_sentence("It says “so it is …”", CALLED) == "It says “so it is …”"
    assert set_sentence("It says “so”", CALLED) == "It says “so”."
    assert set_sentence(say("It hangs on {}", claim_name("long")), CALLED).endswith("…</a>”.")
    assert set_sentence(say("It hangs on {}", claim_name("long")), CALLED, links=False).endswith("…</span>”.")


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 10, "short"),
        ("one two three", 10, "one two …"),
        ("one, two three", 9, "one …"),
        ("x" * 30, 5, "xxxx…"),
    ],
)
def test_shortening_cuts_at_a_word(text: str, limit: int, expected: str) -> None:
    assert shorten(text, limit) == expected


def test_place_in_a_paged_file_names_the_page() -> None:
    assert say_place("a.pdf", Span("a.pdf", 0, 1, 7, 1, 7, 2, page=3)) == "a.pdf, page 3, line 7"


# safety


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "http:///x",
        "java\nscript:x",
        "https://[bad",
        "",
    ],
)
def test_dangerous_addresses_are_no_links(address: str) -> None:
    assert safe_href(address) is None


@pytest.mark.parametrize(
    "address", ["https://example.org/x?y=1#z", "http://example.org", "mailto:a@example.org", "#claim-x"]
)
def test_harmless_addresses_are_links(address: str) -> None:
    assert safe_href(address) == address


def test_invisible_characters_are_shown_by_name() -> None:
    assert show_unseen("a\u202eb\x07c\ud800") == "a‹U+202E›b‹U+0007›c‹U+D800›"
    assert show_unseen("قلم \u200cő\n\tz") == "قلم \u200cő\n\tz"


def test_scripts_and_styles_match_their_hashes(project: Project) -> None:
    import base64
    import hashlib

    html = render(project, ())
    for tag, directive in (("style", "style-src"), ("script", "script-src")):
        bodies = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        (body,) = bodies
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode().replace("+", "&#43;")
        assert f"{directive} &#39;sha256-{digest}" in html.replace("+", "&#43;")
    assert not re.search(r"<[^>]+\s(?:on\w+|style)=", html)


# files


def test_same_input_gives_the_same_bytes(project: Project) -> None:
    findings = run_checks(project).findings
    assert render(project, findings) == render(load(project.root), findings)


def test_report_holds_nothing_of_the_machine_or_the_clock(project: Project) -> None:
    html = render(project, run_checks(project).findings)
    assert str(project.root) not in html
    assert str(Path.home()) not in html


def test_unchanged_report_is_not_written_again(project: Project, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "report.html"
    assert write_report(project, (), out)
    before = out.stat().st_mtime_ns
    assert not write_report(project, (), out)
    assert out.stat().st_mtime_ns == before


def test_report_that_cannot_be_written_is_a_clear_error(project: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArgmapError, match="cannot be written"):
        write_report(project, (), tmp_path / "file" / "report.html")


def test_command_writes_where_it_is_told(tmp_path: Path) -> None:
    folder = write_project(tmp_path / "project")
    out = tmp_path / "out.html"
    result = CliRunner().invoke(command, [str(folder), "-o", str(out)])
    assert result.exit_code == 0, result.output
    assert out.read_text("utf-8").startswith("<!doctype html>")
    assert "up to date" in CliRunner().invoke(command, [str(folder), "-o", str(out)]).output


def test_own_templates_stand_before_the_shipped_ones(tmp_path: Path) -> None:
    assert template_folders(tmp_path)[0] == tmp_path
    with pytest.raises(ArgmapError, match="does not exist"):
        template_folders(tmp_path / "none")


def test_project_may_bring_a_style_of_its_own(tmp_path: Path) -> None:
    folder = write_project(tmp_path)
    (folder / "looks").mkdir()
    (folder / "looks" / "report.css").write_text("body { color: rebeccapurple; }")
    (folder / "argmap.toml").write_text('paper = "sources/paper.txt"\ntemplates = "looks"\n')
    assert "rebeccapurple" in render(load(folder), (), templates=folder / "looks")
    assert "rebeccapurple" not in render(load(folder), ())


def test_script_stays_small() -> None:
    (folder, *_) = template_folders()
    assert len((folder / "report.js").read_bytes()) < 16_000


@pytest.mark.long
def test_report_on_two_thousand_claims_tells_some_things_once(tmp_path: Path) -> None:
    paper, claims = many_claims(2000)
    project = load(write_project(tmp_path, paper=paper, claims=claims))
    page = build_page(project, (), summaries={})
    assert page.compact
    assert len(page.chapters) == 40


def test_paper_is_quoted_with_its_damage_intact() -> None:
    assert "\ufffd" in PAPER  # the tests of damage above rest on it


def test_every_letter_of_the_paper_view_tells_its_offset() -> None:
    text = "the Euro-\n  Atlantic\r\n  \u202eseen  and a\ufffder it"
    repair = Repair("a\ufffder", "after", 0.9, text.index("a\ufffder"), text.index("a\ufffder") + 4)
    document = Document("p", "text", text, blocks=(Block("paragraph", 0, len(text)),), repairs=(repair,))
    (row,) = lay_out(document).rows
    parts = [part for segment in row.segments for part in segment.parts]
    assert (row.start, parts[-1].end) == (0, len(text))
    assert all(before.end == part.start for before, part in pairwise(parts))
    assert all(text[p.start : p.end] == p.text for p in parts if p.literal)
    assert {(p.at, p.till) for p in parts if not p.literal} == {(p.start, p.end) for p in parts if not p.literal}
    assert [p.text or p.lost for p in parts if not p.literal] == ["-", " ", "‹U+202E›", " ", "\ufffd"]


def test_a_draft_that_nobody_has_read_is_not_judged(tmp_path: Path) -> None:
    drafted = re.sub(r"(?m)^(## .*\n\n.*\n)", r"\1\n- tags: draft\n", CLAIMS)
    folder = write_project(tmp_path, claims=drafted)
    page = build_page(load(folder), (), summaries={})
    assert page.headline == "These claims were picked out by a program, and nobody has read them yet."
    assert "may well be in the paper" in page.drafted
    assert not re.search(r'class="headline l-', render(load(folder), ()))
    accepted = load(write_project(tmp_path / "b", claims=drafted.replace("- tags: draft\n", "", 1)))
    assert "contested" in build_page(accepted, (), summaries={}).headline


def test_what_a_draft_lacks_is_said_of_the_draft_in_every_place(tmp_path: Path) -> None:
    bare = "# A\n\n## one {conclusion}\n\nLamps help.\n\n- because: two\n- tags: draft\n\n## two\n\nTwo.\n\n- tags: draft\n"
    page = build_page(load(write_project(tmp_path / "a", claims=bare)), (), summaries={})
    (conclusion,) = page.conclusions
    assert (conclusion.claim.label, str(conclusion.because)) == ("draft", "no reason was found for it that holds up")
    assert [(count.label, count.number) for count in page.counts] == [("draft", 2)]
    assert {(card.label, str(card.because)) for chapter in page.chapters for card in chapter.cards} == {("draft", "")}
    assert "draft" in [label.name for label in page.legend]
    read = bare.replace("- tags: draft\n", "")
    page = build_page(load(write_project(tmp_path / "b", claims=read)), (), summaries={})
    assert [(count.label, count.number) for count in page.counts] == [("unsupported", 2)]
    assert "draft" not in [label.name for label in page.legend]


def test_a_conclusion_on_which_nothing_bears_has_no_picture(tmp_path: Path) -> None:
    lone = load(write_project(tmp_path, claims="# A\n\n## one {conclusion}\n\nLamps help.\n\n## two\n\nTwo.\n"))
    assert 'class="picture"' not in render(lone, ())


def test_what_could_not_be_checked_is_called_neither_certain_nor_a_guess(project: Project) -> None:
    found = Finding("FTN004", "note-unread", "note", "certain", "It may be there.", "p", not_checkable=True)
    other = replace(found, not_checkable=False, certainty="candidate")
    (group,) = group_by_check(show_findings([found, other], {}, None), {})
    assert (group.certain, group.candidate, group.unchecked) == (0, 1, 1)
    assert [problem.not_checkable for problem in group.problems] == [False, True]
