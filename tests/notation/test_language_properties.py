"""What must hold for any claims file: the promises of parser, writer, formatter and renamer."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.ground.edits import apply_edits
from argmap.ground.places import Span
from argmap.notation import parse
from argmap.notation.escapes import read_prose, write_prose
from argmap.notation.format import format_claims
from argmap.notation.rename import rename_claim
from argmap.notation.tree import (
    Attribute,
    Cites,
    Claim,
    ClaimsFile,
    Comment,
    Evidence,
    Paragraph,
    Property,
    Quote,
    Section,
    Step,
    Waive,
    Words,
)
from argmap.notation.vocabulary import EVIDENCE_TYPES, KINDS, STANDARDS, is_id
from argmap.notation.write import NOWHERE, write_claims


def outline(node: object) -> object:
    """The tree without its spans, to compare meanings. Whether a kind was written out is layout."""
    if isinstance(node, Span):
        return None
    if dataclasses.is_dataclass(node):
        fields = (field.name for field in dataclasses.fields(node) if field.name not in ("path", "kind_span"))
        return (type(node).__name__, *(outline(getattr(node, name)) for name in fields))
    if isinstance(node, tuple):
        return (type(node).__name__, *(outline(part) for part in node))
    return node


WORDS = """# ## ### > - * + < <!-- --> { } : \\ @ [ ] ^ | = ~ ``` + , . 1. 1) a b-c Word A_b because because: but:
    cites: evidence: waive: tags: weight: unless: scheme: id: cq1: type: via: from: said-by: standard: restates: origin:
    {conclusion} @key-1
    p. 12 pp. [^6] "quoted" EVD003 0.5 \u00a0 \u2028 \x0b \x00 \ufeff \ud83d ë <div> --- === [x]:"""
PIECES = st.sampled_from(WORDS.split()) | st.text(max_size=4)
LINES = st.builds(
    lambda indent, words, end: indent + end.join(words),
    st.sampled_from(["", "", "", " ", "  ", "   ", "    ", "\t"]),
    st.lists(PIECES, max_size=5),
    st.sampled_from([" ", " ", "", "  "]),
)
TEXTS = st.builds(
    lambda mark, lines, end: mark + end.join(lines),
    st.sampled_from(["", "", "\ufeff", "# S\n\n## a\n\nX.\n\n"]),
    st.lists(LINES, max_size=14),
    st.sampled_from(["\n", "\n", "\r\n", "\r"]),
)


def spans_in(node: object):
    if isinstance(node, Span):
        yield node
    elif isinstance(node, tuple):
        for part in node:
            yield from spans_in(part)
    elif dataclasses.is_dataclass(node):
        for field in dataclasses.fields(node):
            yield from spans_in(getattr(node, field.name))


def check_span(text: str, span: Span) -> None:
    assert 0 <= span.start <= span.end <= len(text)
    lines = re.split(r"\r\n|\r|\n", text[: span.start])
    assert (span.line, span.column) == (len(lines), len(lines[-1]) + 1)
    lines = re.split(r"\r\n|\r|\n", text[: span.end])
    assert (span.end_line, span.end_column) == (len(lines), len(lines[-1]) + 1)


@given(TEXTS)
def test_any_text_gives_a_tree_and_diagnostics_whose_spans_lie_in_the_text(text: str) -> None:
    parsed = parse(text, "x.md")
    for diagnostic in parsed.diagnostics:
        if diagnostic.span is not None:
            check_span(text, diagnostic.span)
        assert diagnostic.message and diagnostic.help
    for span in spans_in(parsed.tree):
        check_span(text, span)
    assert len(parsed.roles) == len(re.split(r"\r\n|\r|\n", text))


@given(TEXTS)
def test_formatting_keeps_the_meaning_and_is_idempotent(text: str) -> None:
    done = format_claims(text, "x.md")
    if done.refused:
        assert done.text == text
        return
    assert outline(parse(done.text, "x.md").tree) == outline(parse(text, "x.md").tree)
    assert format_claims(done.text, "x.md").text == done.text


@given(TEXTS)
def test_what_was_parsed_without_a_mistake_can_be_written_and_parsed_again(text: str) -> None:
    parsed = parse(text, "x.md")
    if parsed.diagnostics:
        return
    again = parse(write_claims(parsed.tree), "x.md")
    assert not again.diagnostics
    assert outline(again.tree) == outline(parsed.tree)


def words(text: str) -> Words:
    return Words(text, NOWHERE)


LINE_TEXT = (
    (
        st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), min_size=1, max_size=30)
        | st.lists(PIECES, min_size=1, max_size=4).map(" ".join)
    )
    .map(lambda text: re.sub(r"[\r\n]", " ", text).strip(" \t"))
    .filter(bool)
)
# layout drops empty tags and spaces beside the commas, which the writer of a tree is free to keep
TAGS = LINE_TEXT.filter(lambda text: text == ", ".join(filter(None, (tag.strip(" \t") for tag in text.split(",")))))
QUOTED = st.lists(LINE_TEXT, min_size=1, max_size=3).map("\n\n".join)
IDS = st.sampled_from(["a", "b-c", "turkey-first", "ë-1", "x2"])
COMMENTS = LINE_TEXT.filter(lambda text: ">" not in text and "--" not in text).map(
    lambda text: Comment(f"<!-- {text} -->", NOWHERE)
)


def prop(key: str, value: str) -> Property:
    return Property(key, words(value), NOWHERE)


ORIGINS = st.sampled_from(["aif:12", "aif:12, aif:13", "argdown:a%20b"])
PROPERTIES = st.lists(
    st.one_of(
        st.builds(prop, st.sampled_from(["scheme", "warrant", "cq1", "cq12"]), LINE_TEXT),
        st.builds(prop, st.just("unless"), IDS),
        st.builds(prop, st.just("origin"), ORIGINS),
        st.builds(prop, st.just("weight"), st.sampled_from(["0", "1", "0.5", ".25"])),
        COMMENTS,
    ),
    max_size=4,
    unique_by=lambda node: node.key if isinstance(node, Property) else object(),
).map(tuple)
TYPES = st.sampled_from(EVIDENCE_TYPES).map(lambda name: prop("type", name))
SOURCE_QUOTES = st.builds(Quote, QUOTED, st.just(NOWHERE))
SOURCE_BODY = st.lists(SOURCE_QUOTES | TYPES | COMMENTS, max_size=3, unique_by=lambda node: getattr(node, "key", node))
SOURCE_BODY = SOURCE_BODY.map(tuple)
CITED = st.sampled_from(
    [
        "@key, p. 54 [^6]",
        "[see @key, pp. 3-5, and passim]",
        "-@key",
        "@{odd key}, ch. 2",
        '@key "(Davutoğlu 2008: 381)"',
        "@key {ii, A, D-Z}, with a suffix",
        "@key-2 [p. 33]",
    ]
).map(lambda text: parse(f"# S\n\n## a\n\nX.\n\n- cites: {text}\n", "x").tree.claims[0].cites[0].citation)
ITEMS = st.one_of(
    st.builds(
        Step,
        st.sampled_from(["because", "but"]),
        st.lists(IDS.map(words), min_size=1, max_size=3, unique=True).map(tuple),
        st.just(NOWHERE),
        PROPERTIES,
    ),
    st.builds(Cites, st.just("cites"), CITED, st.just(NOWHERE), SOURCE_BODY),
    st.builds(Evidence, st.just("evidence"), LINE_TEXT.map(words), st.just(NOWHERE), SOURCE_BODY),
    st.builds(Attribute, st.just("tags"), TAGS.map(words), st.just(NOWHERE)),
    st.builds(
        Attribute,
        st.just("restates"),
        IDS.map(words),
        st.just(NOWHERE),
        st.lists(st.builds(prop, st.just("origin"), ORIGINS), max_size=1).map(tuple),
    ),
    st.builds(Waive, st.just("waive"), st.just(words("EVD003")), LINE_TEXT.map(words), st.just(NOWHERE)),
)
BODIES = st.builds(
    lambda sentence, rest: (Paragraph(sentence, NOWHERE), *rest),
    LINE_TEXT,
    st.lists(
        st.builds(Paragraph, LINE_TEXT, st.just(NOWHERE))
        | st.builds(Quote, QUOTED, st.just(NOWHERE))
        | COMMENTS
        | ITEMS,
        max_size=5,
    ),
)
CLAIMS = st.builds(
    lambda kind, body: Claim(words("z"), kind, None, NOWHERE, NOWHERE, body), st.sampled_from(KINDS), BODIES
)


@given(LINE_TEXT.filter(lambda text: not re.fullmatch(r"#+", text)), CLAIMS, st.sampled_from(STANDARDS))
def test_any_tree_that_is_written_parses_to_the_same_tree(title: str, claim: Claim, standard: str) -> None:
    body = (*claim.body, Attribute("standard", words(standard), NOWHERE))
    claim = dataclasses.replace(claim, body=body)
    tree = ClaimsFile("x", (Section(words(title), NOWHERE, (claim,)),))
    text = write_claims(tree)
    parsed = parse(text, "x")
    assert not parsed.diagnostics, text
    assert outline(parsed.tree) == outline(tree), text
    assert format_claims(text, "x").text == text


@given(CLAIMS, IDS)
def test_a_rename_keeps_every_other_byte_and_can_be_undone(claim: Claim, old: str) -> None:
    claim = dataclasses.replace(claim, id=words(old))
    text = write_claims(ClaimsFile("x", (Section(words("S"), NOWHERE, (claim,)),)))
    if any(d.code not in ("SYN017", "SYN007") for d in parse(text, "x").diagnostics):
        return
    edits = rename_claim({"x": text}, old, "quite-new")["x"]
    renamed = apply_edits(text, edits)
    assert all(text[edit.start : edit.end] == old for edit in edits)
    assert is_id("quite-new") and parse(renamed, "x").tree.claims[0].id.text == "quite-new"
    assert apply_edits(renamed, rename_claim({"x": renamed}, "quite-new", old)["x"]) == text


@pytest.mark.parametrize(
    "words", ["– because: all is lost", "-but: so", "•\u00a0Evidence: none", "\\– because: x", "— so"]
)
def test_prose_that_looks_like_an_item_is_written_so_that_it_stays_prose(words: str) -> None:
    parsed = parse(f"## a\n\nX.\n\n{write_prose(words)}\n", "a.md")
    assert not parsed.diagnostics
    assert read_prose(write_prose(words))[0] == words
