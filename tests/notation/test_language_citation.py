"""Pandoc's citation syntax, and the paper's mark behind it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.notation import parse
from argmap.notation.citation import CitationError, parse_citation
from argmap.notation.tree import Cites
from argmap.notation.write import write_citation


@pytest.mark.parametrize(
    ("text", "key", "locator", "label", "value", "mark"),
    [
        ("@rubin-2001", "rubin-2001", None, None, None, None),
        ("@rubin-2001, p. 54 [^6]", "rubin-2001", "p. 54", "page", "54", "[^6]"),
        ("@rubin-2001 [^6]", "rubin-2001", None, None, None, "[^6]"),
        ("@rubin-2001, pp. 3-5, 7 and 9–11", "rubin-2001", "pp. 3-5, 7 and 9–11", "page", "3-5, 7 and 9–11", None),
        ("@k, 54", "k", "54", "page", "54", None),
        ("@k, p.54", "k", "p.54", "page", "54", None),
        ("@k, §3", "k", "§3", "section", "3", None),
        ("@k, § 3", "k", "§ 3", "section", "3", None),
        ("@k, S. 12f.", "k", "S. 12f.", "page", "12f.", None),
        ("@k, ch. iv", "k", "ch. iv", "chapter", "iv", None),
        ("@k, vol. 2", "k", "vol. 2", "volume", "2", None),
        ("@k, fn. 12", "k", "fn. 12", "note", "12", None),
        ("@k, at 10:30", "k", "at 10:30", "time", "10:30", None),
        ("@k [p. 33]", "k", "p. 33", "page", "33", None),
        ("@k {ii, A, D-Z}", "k", "ii, A, D-Z", "page", "ii, A, D-Z", None),
        ("@k, article 12", "k", "article 12", "article", "12", None),
        ("@{any key, even this}, p. 2", "any key, even this", "p. 2", "page", "2", None),
        ('@davutoglu, p. 381 "(Davutoğlu 2008: 381)"', "davutoglu", "p. 381", "page", "381", "(Davutoğlu 2008: 381)"),
        ("@davutoglu “(2008: 381)”", "davutoglu", None, None, None, "(2008: 381)"),
        ("@a:b/c.d_e, 1", "a:b/c.d_e", "1", "page", "1", None),
        ("@Łukasz2010, s. 4", "Łukasz2010", "s. 4", "page", "4", None),
    ],
)
def test_a_citation_is_taken_apart(
    text: str, key: str, locator: str | None, label: str | None, value: str | None, mark: str | None
) -> None:
    found = parse_citation(text)
    assert text[slice(*found.key_at)] == found.key == key
    assert (text[slice(*found.locator_at)] if found.locator_at else None) == locator
    assert (found.label, found.value) == (label, value)
    assert (text[slice(*found.mark_at)] if found.mark_at else None) == mark


@pytest.mark.parametrize(
    ("text", "prefix", "bare", "locator", "suffix"),
    [
        ("[see @k, pp. 3-5, and passim]", "see", False, "pp. 3-5", "and passim"),
        ("[-@k]", "", True, None, ""),
        ("-@k, p. 3", "", True, "p. 3", ""),
        ("[e.g. @k, for the view of the army]", "e.g.", False, None, "for the view of the army"),
        ("@k, among others", "", False, None, "among others"),
        ("@k {ii}, with a suffix", "", False, "ii", "with a suffix"),
        ("[see also -@k, 12; a minor work]", "see also", True, "12", "a minor work"),
    ],
)
def test_prefix_suffix_and_bare_form(text: str, prefix: str, bare: bool, locator: str | None, suffix: str) -> None:
    found = parse_citation(text)
    assert (found.prefix, found.bare, found.suffix) == (prefix, bare, suffix)
    assert (text[slice(*found.locator_at)] if found.locator_at else None) == locator


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Davutoğlu 2008, p. 381", "no citation key"),
        ("someone@example.org", "no citation key"),
        ("@", "has no name"),
        ("@, p. 3", "has no name"),
        ("@{}", "empty or not closed"),
        ("@{never closed", "empty or not closed"),
        ("@a, p. 3; @b", "Two works"),
        ("[@a; @b]", "Two works"),
    ],
)
def test_what_is_no_citation_of_one_work_is_refused_with_a_remedy(text: str, says: str) -> None:
    with pytest.raises(CitationError, match=says) as refused:
        parse_citation(text)
    assert refused.value.help


def test_an_address_in_the_suffix_is_no_second_work() -> None:
    assert parse_citation("@k, written to a@b.org").suffix == "written to a@b.org"


@given(st.text(max_size=40) | st.lists(st.sampled_from([*'@{}[]^,;"“”-§ ', "p.", "12", "key", "ii"])).map("".join))
def test_any_text_is_a_citation_or_refused(text: str) -> None:
    try:
        found = parse_citation(text)
    except CitationError:
        return
    assert text[slice(*found.key_at)] == found.key != ""
    for stretch in (found.locator_at, found.mark_at):
        assert stretch is None or 0 <= stretch[0] <= stretch[1] <= len(text)


@pytest.mark.parametrize("locator", ["", ", p. 3", ", pp. 3-5", ", pp. 3–5"])
@pytest.mark.parametrize("mark", ["", " [^1]", " [^*]"])
@pytest.mark.parametrize("key", ["k", "rubin-kirisci-2001", "a:b.c", "Łukasz_2010"])
def test_the_quick_way_reads_a_plain_citation_as_the_general_way_does(key: str, locator: str, mark: str) -> None:
    quick = parse_citation(f"@{key}{locator}{mark}")
    general = parse_citation(f"[@{key}{locator}]{mark}")  # brackets change nothing but take the general way
    assert (quick.key, quick.label, quick.value) == (general.key, general.label, general.value)
    assert (quick.prefix, quick.suffix, quick.bare) == (general.prefix, general.suffix, general.bare) == ("", "", False)
    assert (quick.locator_at is None) == (general.locator_at is None) == (not locator)
    assert (quick.mark_at is None) == (general.mark_at is None) == (not mark)


@pytest.mark.parametrize(
    ("written", "again"),
    [
        ("@k", "@k"),
        ("-@k, p. 12 [^3]", "-@k, p. 12 [^3]"),
        ("[see @k, p. 2]", "[see @k, p. 2]"),
        ("@{k, l}, 3-5, 7", "@{k, l}, 3-5, 7"),
        ("@k, pp. 3–5, and notes", "@k, pp. 3–5, and notes"),
        ("@k {3, 4}", "@k, 3, 4"),  # braces where a place would not be known for one without them
        ("@k {fig 3}", "@k {fig 3}"),
        ("@k {p. 12, 14 and on}, and more", "@k {p. 12, 14 and on}, and more"),
        ("@k, chap. 2 “words”", '@k, chap. 2 "words"'),
    ],
)
def test_a_citation_is_written_as_short_as_it_can_be_read(written: str, again: str) -> None:
    (claim,) = parse(f"## a\n\nA.\n\n- cites: {written}\n", "a.md").tree.claims
    (node,) = (part for part in claim.body if isinstance(part, Cites))
    assert write_citation(node.citation) == again
