"""The claims language: what each line means, and what is said about a line that means nothing."""

from __future__ import annotations

import pytest

from argmap.ground import codes
from argmap.ground.codes import syntax_codes
from argmap.ground.text import nearest
from argmap.notation import parse
from argmap.notation.tree import Claim, Comment
from hostile import in_little_time, parts_and_wholes

FILE = """# Conclusion

## stay {conclusion}

Albania must stay in the alliance,
come what may.

> its orientation has to remain
> within the realm

> a second anchor
>
> in two paragraphs

A note by the auditor.

- because: turkey-diverges +
    security-is-shared
  id: main-step
  scheme: practical reasoning
  warrant: A state should anchor
    its security there.
  unless: it-is-temporary
  unless: it-is-denied
  weight: 0.8
  cq2: costs-are-low
- but: turkey-was-indispensable
- cites: [see @rubin-2001, pp. 54-56, passim] [^6]
  > words of the source
  type: study
  via: @smith-1990, p. 2
- evidence: The Chief of Staff visited in November 1991.
  type: event
  from: @davutoglu-2008, p. 3
<!-- a comment
     of two lines -->
- said-by: Davutoğlu
- standard: clear-and-convincing
- tags: army, trade
- assume: The treaty is public.
- waive: EVD003 It is public record.
"""


def only_claim(text: str) -> Claim:
    parsed = parse(text, "x.md")
    assert parsed.diagnostics == ()
    (claim,) = parsed.tree.claims
    return claim


def claim_with(lines: str) -> str:
    return f"# S\n\n## a\n\nX.\n\n{lines}\n"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_every_form_of_line_is_understood(mark: str, end: str, last: bool) -> None:
    text = mark + (FILE if last else FILE.rstrip("\n")).replace("\n", end)
    claim = only_claim(text)
    assert (claim.id.text, claim.kind) == ("stay", "conclusion")
    assert claim.sentence and claim.sentence.text == "Albania must stay in the alliance, come what may."
    assert [note.text for note in claim.notes] == ["A note by the auditor."]
    assert [anchor.text for anchor in claim.anchors] == [
        "its orientation has to remain within the realm",
        "a second anchor\n\nin two paragraphs",
    ]
    (reason,), (objection,) = claim.reasons, claim.objections
    assert [premise.text for premise in reason.premises] == ["turkey-diverges", "security-is-shared"]
    assert reason.id and reason.id.text == "main-step"
    assert reason.scheme and reason.scheme.text == "practical reasoning"
    assert reason.warrant and reason.warrant.text == "A state should anchor its security there."
    assert [words.text for words in reason.unless] == ["it-is-temporary", "it-is-denied"]
    assert reason.weight == 0.8
    assert {number: words.text for number, words in reason.answers.items()} == {2: "costs-are-low"}
    assert [premise.text for premise in objection.premises] == ["turkey-was-indispensable"]
    (cites,) = claim.cites
    assert (cites.citation.key.text, cites.citation.value, cites.citation.label) == ("rubin-2001", "54-56", "page")
    assert (cites.citation.prefix, cites.citation.suffix) == ("see", "passim")
    assert cites.citation.mark and cites.citation.mark.text == "[^6]"
    assert [quote.text for quote in cites.quotations] == ["words of the source"]
    assert cites.type and cites.type.text == "study" and cites.via and cites.via.key.text == "smith-1990"
    (evidence,) = claim.evidence
    assert evidence.type and evidence.type.text == "event"
    assert evidence.source and evidence.source.key.text == "davutoglu-2008"
    assert [tag.text for tag in claim.tags] == ["army", "trade"]
    for key, value in (
        ("said-by", "Davutoğlu"),
        ("standard", "clear-and-convincing"),
        ("assume", "The treaty is public."),
    ):
        found = claim.attribute(key)
        assert found and found.value.text == value
    assert [(waiver.code.text, waiver.reason.text) for waiver in claim.waivers] == [("EVD003", "It is public record.")]
    assert [node.text for node in claim.body if type(node) is Comment] == ["<!-- a comment\n     of two lines -->"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_spans_cover_exactly_the_words(end: str) -> None:
    text = FILE.replace("\n", end)
    claim = only_claim(text)
    (reason,) = claim.reasons
    (cites,) = claim.cites
    citation = cites.citation
    assert claim.sentence and citation.locator and citation.mark and reason.scheme
    for words in (
        claim.id,
        *reason.premises,
        reason.scheme,
        *reason.unless,
        citation.key,
        citation.locator,
        citation.mark,
        claim.waivers[0].code,
        claim.waivers[0].reason,
        *claim.tags,
    ):
        assert text[words.span.start : words.span.end] == words.text
    assert (reason.premises[1].span.line, reason.premises[1].span.column) == (18, 5)
    assert text[reason.span.start : reason.span.end].startswith("- because")
    assert text[reason.span.start : reason.span.end].endswith("cq2: costs-are-low")
    assert (
        text[claim.anchors[0].span.start : claim.anchors[0].span.end]
        == f"> its orientation has to remain{end}> within the realm"
    )
    assert claim.kind_span and text[claim.kind_span.start : claim.kind_span.end] == "conclusion"
    assert text[claim.span.start :].startswith("## stay") and text[: claim.span.end].endswith("public record.")


MISTAKES = [
    (codes.UNKNOWN_KEY, claim_with("- becuase: b"), "becuase", "because"),
    (codes.UNKNOWN_KEY, claim_with("- Because: b"), "Because", "because"),
    (codes.UNKNOWN_PROPERTY, claim_with("- because: b\n  scheem: x"), "scheem", "scheme"),
    (codes.UNKNOWN_PROPERTY, claim_with("- evidence: b\n  scheme: x"), "scheme", "from"),
    (codes.UNKNOWN_PROPERTY, claim_with("- tags: b\n  type: study"), "type", "no properties"),
    (codes.UNKNOWN_KIND, "## a {conclusoin}\n\nX.", "conclusoin", "{conclusion}"),
    (codes.UNKNOWN_KIND, "## a {value\n\nX.", "value", "{value}"),
    (codes.BAD_ID, "## Turkey_First\n\nX.", "Turkey_First", "turkey-first"),
    (codes.BAD_ID, "##\n\nX.", "##", "## turkey"),
    (codes.BAD_ID, claim_with("- because: b\n  unless: B"), "B", "`b`"),
    (codes.BAD_ID, claim_with("- because: b\n  unless: c + d"), "c + d", "one claim a line"),
    (codes.DUPLICATE_ID, "## a\n\nX.\n\n## a\n\nY.", "a", "another id"),
    (codes.TEXT_BEFORE_CLAIM, "# S\n\nStray.\n\n## a\n\nX.", "Stray.", "## id"),
    (codes.TEXT_BEFORE_CLAIM, "- because: b\n\n## a\n\nX.", "- because: b", "## id"),
    (codes.MISSING_SENTENCE, "## a\n\n> only an anchor", "a", "sentence"),
    (codes.PROPERTY_WITHOUT_ITEM, claim_with("  scheme: x"), "scheme", "under an item"),
    (codes.PROPERTY_WITHOUT_ITEM, claim_with("- because: b\n\nA note.\n\n  scheme: x"), "scheme", "under an item"),
    (codes.EMPTY_VALUE, claim_with("- because:"), "because", "Name the claim"),
    (codes.EMPTY_VALUE, claim_with("- because: b\n  scheme:"), "scheme", "value"),
    (codes.EMPTY_VALUE, claim_with(">"), ">", "Copy the words"),
    (codes.BAD_WEIGHT, claim_with("- because: b\n  weight: 80%"), "80%", "0.8"),
    (codes.BAD_WEIGHT, claim_with("- because: b\n  weight: 1.5"), "1.5", "0.8"),
    (codes.BAD_STANDARD, claim_with("- standard: preponderence"), "preponderence", "preponderance"),
    (codes.UNKNOWN_EVIDENCE_TYPE, claim_with("- evidence: b\n  type: statistics"), "statistics", "statistic"),
    (codes.MALFORMED_CITATION, claim_with("- cites: Rubin 2001"), "Rubin 2001", "@key"),
    (codes.MALFORMED_CITATION, claim_with("- cites: @a; @b"), "@a; @b", "one item for each"),
    (codes.MALFORMED_CITATION, claim_with("- evidence: b\n  from: Rubin"), "Rubin", "@key"),
    (codes.SELF_REFERENCE, claim_with("- because: b\n  warrant: a"), "a", "another claim"),
    (codes.SELF_REFERENCE, claim_with("- but: b\n  unless: a"), "a", "another claim"),
    (codes.WRONG_HEADING, "## a\n\nX.\n\n### Deep heading", "###", "## a claim"),
    (codes.WRONG_HEADING, "##a\n\nX.", "##", "## a"),
    (codes.WRONG_HEADING, "#\n\n## a\n\nX.", "#", "# Title"),
    (codes.UNKNOWN_LINE, claim_with("* because: b"), "* because: b", "- key: value"),
    (codes.UNKNOWN_LINE, claim_with("– because: b"), "– because: b", "- because: …"),
    (codes.UNKNOWN_LINE, claim_with("-\u00a0because: b"), "-\u00a0because: b", "- because: …"),
    (codes.UNKNOWN_LINE, claim_with("-because:\u00a0b"), "-because:\u00a0b", "- because: …"),
    (codes.UNKNOWN_LINE, claim_with("• Because: b"), "• Because: b", "- because: …"),
    (codes.UNKNOWN_LINE, claim_with("- some words"), "- some words", "- key: value"),
    (codes.UNKNOWN_LINE, claim_with("1. first"), "1. first", "\\"),
    (codes.UNKNOWN_LINE, claim_with("```python"), "```python", "\\"),
    (codes.UNKNOWN_LINE, claim_with("---"), "---", "\\"),
    (codes.UNKNOWN_LINE, claim_with("| a | b |"), "| a | b |", "\\"),
    (codes.UNKNOWN_LINE, claim_with("<div>"), "<div>", "\\"),
    (codes.UNKNOWN_LINE, claim_with("[^1]: A footnote."), "[^1]: A footnote.", "\\"),
    (codes.UNKNOWN_LINE, claim_with("    indented code"), "indented code", "margin"),
    (codes.UNKNOWN_LINE, claim_with("- because: b\n scheme: x"), "scheme: x", "two spaces"),
    (codes.UNKNOWN_LINE, claim_with("- because: b\n  - but: c"), "- but: c", "margin"),
    (codes.LAZY_LINE, claim_with("> quoted\nand more"), "and more", "empty line"),
    (codes.LAZY_LINE, claim_with("- evidence: b\nand more"), "and more", "empty line"),
    (codes.UNTERMINATED_COMMENT, claim_with("<!-- never closed\n## b"), "<!--", "-->"),
    (codes.INLINE_COMMENT, claim_with("A note <!-- hidden --> here."), "<!--", "own line"),
    (codes.INLINE_COMMENT, claim_with("<!-- hidden --> here."), "here.", "new line"),
    (codes.MALFORMED_PREMISES, claim_with("- because: b, c"), "b, c", "b + c"),
    (codes.MALFORMED_PREMISES, claim_with("- because: b + + c"), "+ ", "a + b"),
    (codes.MALFORMED_PREMISES, claim_with("- because: it is simply very true"), "it is simply very true", "evidence"),
    (codes.REPEATED, claim_with("- because: b + b"), "b", "one of them"),
    (codes.REPEATED, claim_with("- because: b\n  scheme: x\n  scheme: y"), "scheme", "one of them"),
    (codes.REPEATED, claim_with("- said-by: B\n- said-by: C"), "said-by", "one of them"),
    (codes.MISPLACED_QUOTATION, claim_with("- because: b\n  > quoted"), "> quoted", "cites"),
    (codes.MALFORMED_WAIVER, claim_with("- waive: EVD003"), "EVD003", "why"),
    (codes.MALFORMED_WAIVER, claim_with("- waive: because I say so"), "because", "the code"),
    (codes.MISSING_DASH, claim_with("because: b"), "because:", "- because"),
    (codes.MISSING_DASH, claim_with("- evidence: b\nbecause: c"), "because:", "- because"),
]


@pytest.mark.parametrize(("code", "text", "at", "help"), MISTAKES)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_mistake_is_reported_once_at_its_words_with_a_remedy(
    code: str, text: str, at: str, help: str, end: str
) -> None:
    text = text.replace("\n", end)
    found = parse(text, "x.md").diagnostics
    assert [diagnostic.code for diagnostic in found] == [code]
    span = found[0].span
    assert span is not None and text[span.start : span.end] == at
    assert help in (found[0].help or "")


def test_each_code_of_the_parser_has_an_example_above() -> None:
    elsewhere = {
        codes.UNREADABLE_FILE,
        codes.NOT_UTF8,
        codes.UNRESOLVED_CLAIM,
        codes.TOO_MANY_MISTAKES,
        codes.BAD_SETTING,
        codes.PLUGIN_FAILED,
        codes.CHECK_FAILED,
        codes.NO_WORDS,
    }
    assert {code for code, *_ in MISTAKES} | elsewhere == set(syntax_codes())


def test_each_code_has_a_slug_of_its_own_and_a_page_with_a_remedy() -> None:
    named = {value for name, value in vars(codes).items() if name.isupper()}
    pages = syntax_codes()
    assert set(pages) == named
    assert len({page.slug for page in pages.values()}) == len(pages)
    for page in pages.values():
        assert page.summary.endswith(".") and "\nMend: " in page.page, page.code


def test_a_file_with_ten_mistakes_reports_ten() -> None:
    text = """stray

## First_Claim {valu}

X.

- becuase: b
  weigth: 0.5
- cites: nothing
- evidence: y
  type: statistics
- standard: none
- waive: EVD003
### Deeper
"""
    assert len(parse(text, "x").diagnostics) == 10


def test_a_duplicate_names_the_first_place() -> None:
    (found,) = parse("## a\n\nX.\n\n## a\n\nY.", "x").diagnostics
    assert [(span.line, span.column) for span, _ in found.related] == [(1, 4)]


def test_after_a_slip_the_item_still_counts() -> None:
    (claim,) = parse(claim_with("- becuase: b, c\n  scheem: analogy"), "x").tree.claims
    (reason,) = claim.reasons
    assert [premise.text for premise in reason.premises] == ["b", "c"]
    assert reason.scheme and reason.scheme.text == "analogy"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("\\- not an item", "- not an item"),
        ("\\# not a heading", "# not a heading"),
        ("1\\. not a list", "1. not a list"),
        ("because\\: not an item", "because: not an item"),
        ("a <\\!-- b", "a <!-- b"),
        ("\\\\- backslash", "\\- backslash"),
        ("10:30 is no key, nor is no: or 'x' # here", "10:30 is no key, nor is no: or 'x' # here"),
        ("Two lines\n  of prose", "Two lines of prose"),
        ("Ends in blanks \t", "Ends in blanks"),
        ("Keeps\u2028odd\x0bbreaks\u00a0", "Keeps\u2028odd\x0bbreaks\u00a0"),
    ],
)
def test_prose_reads_as_it_is_meant(written: str, read: str) -> None:
    claim = only_claim(f"## a\n\nX.\n\n{written}\n")
    assert [note.text for note in claim.notes] == [read]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("> 'Smith: # *x* - no'", "'Smith: # *x* - no'"),
        (">no space", "no space"),
        ("> > quoted twice", "quoted twice"),
        ("> \\> a mark", "> a mark"),
        ("  > indented", "indented"),
        ("> ## no heading\n> - because: no item", "## no heading - because: no item"),
    ],
)
def test_quotations_need_no_escaping(written: str, read: str) -> None:
    assert [anchor.text for anchor in only_claim(f"## a\n\nX.\n\n{written}\n").anchors] == [read]


def test_claims_before_any_section_stand_in_one_without_a_title() -> None:
    tree = parse("## a\n\nX.\n\n# S\n\n## b\n\nY.", "x").tree
    assert [(section.title and section.title.text, len(section.claims)) for section in tree.sections] == [
        (None, 1),
        ("S", 1),
    ]


def test_comments_are_kept_where_they_stand() -> None:
    text = "<!-- 1 -->\n\n# S\n\n<!-- 2 -->\n\n## a\n\n<!-- 3 -->\n\nX.\n\n"
    text += "- because: b\n  <!-- 4 -->\n  scheme: x\n<!-- 5 -->\n"
    tree = parse(text, "x").tree
    (section,) = tree.sections
    (claim,) = section.claims
    assert [comment.text for comment in tree.preamble] == ["<!-- 1 -->"]
    assert [node.text for node in section.body if type(node) is Comment] == ["<!-- 2 -->"]
    assert [node.text for node in claim.body if type(node) is Comment] == ["<!-- 3 -->", "<!-- 5 -->"]
    assert [node.text for node in claim.reasons[0].body if type(node) is Comment] == ["<!-- 4 -->"]
    assert claim.reasons[0].scheme is not None


def test_a_binary_file_is_cut_short_with_a_word_about_it() -> None:
    found = parse("\x00\x01| garbage\n\n" * 5000, "x").diagnostics
    assert found[-1].code == codes.TOO_MANY_MISTAKES
    assert len(found) <= 1001


HOSTILE = [
    "# " + " " * 50_000 + "x #",
    "# a" + " " * 50_000 + "b",
    "## a {" + "{" * 50_000,
    claim_with("- because: " + "a + " * 20_000 + "b"),
    claim_with("- because: a" + "\n  + b" * 20_000),
    claim_with("> " * 50_000),
    claim_with("- " * 50_000 + "x"),
    claim_with("- evidence: x" + "\n  more" * 50_000),
    claim_with("- cites: @" + "a." * 50_000),
    claim_with("- cites: @a, " + "p. " * 30_000),
    claim_with("[" * 50_000 + "]: x"),
    claim_with("<!--" * 20_000),
    "## " + "a-" * 50_000,
    "- x: y\n" * 20_000,
]


@parts_and_wholes({str(number): text for number, text in enumerate(HOSTILE)})
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    parsed = in_little_time(lambda text: parse(text, "x"), text)
    assert all(0 <= d.span.start <= d.span.end <= len(text) for d in parsed.diagnostics if d.span)


@pytest.mark.parametrize(
    ("word", "known", "near"),
    [
        ("becuase", ["but", "because"], "because"),
        ("statistics", ["statistic", "study"], "statistic"),
        ("Turkey-First", ["turkey-first"], "turkey-first"),
        ("turkey-frist-to-help", ["turkey-first-to-help", "turkey-diverges"], "turkey-first-to-help"),
        ("xyz", ["because", "but"], None),
        ("", ["because"], None),
        ("x", [], None),
    ],
)
def test_the_nearest_word_is_proposed_only_where_one_is_near(word: str, known: list[str], near: str | None) -> None:
    assert nearest(word, known) == near


def test_a_claim_ends_with_its_own_last_line():
    text = "## a\n\nA.\n\n- because: b\n\n# More\n\n## b\n\nB.\n<!-- about b -->\n\n\n## c\n\nC.\n  \n"
    spans = [text[claim.span.start : claim.span.end] for claim in parse(text, "a.md").tree.claims]
    assert spans == ["## a\n\nA.\n\n- because: b", "## b\n\nB.\n<!-- about b -->", "## c\n\nC."]


def test_a_claim_ends_before_an_indented_heading_too():
    text = "## b\r\n- tags: x\r\n ## c\r\n\r\nC.\r\n\r\n##d\r\nD.  \r\n##\r\n\r\n### e\r\n"
    spans = [text[claim.span.start : claim.span.end] for claim in parse(text, "a.md").tree.claims]
    assert spans == ["## b\r\n- tags: x", "## c\r\n\r\nC.", "##d\r\nD.", "##", "### e"]
