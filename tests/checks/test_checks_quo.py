"""The checks of quotations: what must fire on a source's words or on an anchor, and what must not."""

from __future__ import annotations

import pytest

from argmap.checks import run_checks
from argmap.checks.quo_sources import pages_of
from argmap.editing.recording import record_verdict
from argmap.library.page_numbers import find_page_numbers
from argmap.manuscript import read
from argmap.project import load

BIB = "@book{smith2010, author = {Smith, Anna}, title = {On Trade}, year = {2010}, publisher = {Press}}\n"
TEXT = """It is plain that the treaty was not, in the view of most observers, effective in any of the provinces.

The minister, it may be argued, agreed to the terms in 1998 and signed the paper in Rome. The second envoy, a tall man
from the north of the country, left the town on the same evening. Trade between the two ports grew by 12 percent.
"""


def quoting(words: str, key: str = "smith2010") -> str:
    return f"# S\n\n## main {{conclusion}}\n\nIt is so.\n\n- cites: @{key}, p. 1\n  > {words}\n"


def anchored(words: str) -> str:
    return f"# S\n\n## main {{conclusion}}\n\nIt is so.\n\n> {words}\n\n- evidence: E.\n"


CASES: dict[str, tuple[str, set[str]]] = {
    "word for word": ("Trade between the two ports grew by 12 percent", set()),
    "other words": ("nothing like these words was ever written by anybody", {"QUO0x0"}),
    "a digit": ("Trade between the two ports grew by 21 percent", {"QUO0x1"}),
    "a negation dropped": ("the treaty was, in the view of most observers, effective in any of the provinces", {"QUO0x1"}),
    "a negation in the gap": ("the treaty was […] effective in any of the provinces", {"QUO0x1"}),
    "a negation in brackets": ("Trade between the two ports [never] grew by 12 percent", {"QUO0x1"}),
    "a name": ("agreed to the terms in 1998 and signed the paper in Paris", {"QUO0x1"}),
    "an unmarked omission": ("The second envoy left the town on the same evening", {"QUO0x1"}),
    "a marked omission": ("The second envoy […] left the town on the same evening", set()),
    "a hedge in the gap": ("The minister […] agreed to the terms in 1998 and signed the paper", {"QUO017"}),
    "a number in brackets": ("The minister, it may be argued, agreed to the [12] terms in 1998", {"QUO017"}),
    "a name in brackets": ("[Italy's] minister, it may be argued, agreed to the terms in 1998", set()),
    "two short words": ("the treaty", {"QUO016"}),
    "short and nowhere": ("a cat", {"QUO016"}),
}  # fmt: skip


@pytest.mark.parametrize(("words", "expected"), CASES.values(), ids=CASES.keys())
def test_words_of_a_source(make_project, words: str, expected: set[str]):
    project = make_project(quoting(words), bib=BIB, texts={"smith2010.txt": TEXT})
    assert {f.code for f in run_checks(project, select=["QUO"]).findings} == {c.replace("0x", "01") for c in expected}


@pytest.mark.parametrize(("words", "expected"), CASES.values(), ids=CASES.keys())
def test_words_of_the_paper(make_project, words: str, expected: set[str]):
    project = make_project(anchored(words), paper=TEXT)
    codes = {"QUO0x0": "QUO001", "QUO0x1": "QUO002"}
    assert {f.code for f in run_checks(project, select=["QUO"]).findings} == {codes.get(c, c) for c in expected}


def test_every_alteration_is_shown_with_both_wordings(make_project):
    project = make_project(
        quoting("Trade between the two ports grew by 21 percent"), bib=BIB, texts={"smith2010.txt": TEXT}
    )
    (finding,) = run_checks(project, select=["QUO"]).findings
    assert '"21" where the source has "12"' in finding.message


UNCHECKED = {
    "no text": (quoting("Trade between the two ports grew"), {}, "there is no text of @smith2010"),
    "a broken text": (quoting("Trade between the two ports grew"), {"smith2010.pdf": "%PDF-1.4 no"}, "smith2010.pdf"),
    "an empty text": (quoting("Trade between the two ports grew"), {"smith2010.txt": ""}, "is empty"),
    "no work": (quoting("Trade grew by 12 percent").replace("cites: @smith2010, p. 1", "evidence: E."), {}, "no work is named"),
}  # fmt: skip


@pytest.mark.parametrize(("claims", "texts", "why"), UNCHECKED.values(), ids=UNCHECKED.keys())
def test_what_was_not_compared_is_told_with_the_reason_and_accuses_nobody(make_project, claims, texts, why):
    findings = run_checks(make_project(claims, bib=BIB, texts=texts), select=["QUO"]).findings
    assert [(f.code, f.severity, f.not_checkable) for f in findings] == [("QUO013", "note", True)]
    assert why in findings[0].message


def paged(first: int, count: int = 4, footer: str = "{n}") -> str:
    words = ("north", "south", "east", "west", "middle", "upper", "lower")
    return "\f".join(
        f"The treaty of the {words[n]} was signed in a town that nobody remembers. Ships came in 19{n}7 and went.\n\n"
        f"The people of the {words[n]} wrote no letters, and the court of the {words[n]} kept none.\n\n"
        f"{footer.format(n=first + n)}\n"
        for n in range(count)
    )


PAGES = {
    "the page cited": (paged(53), "p. 55", set()),
    "another page": (paged(53), "p. 54", {"QUO014"}),
    "a range that holds it": (paged(53), "pp. 54-6", set()),
    "the number beside the title": (paged(53, footer="{n}   On Trade"), "p. 54", {"QUO014"}),
    "the title before the number": (paged(53, footer="On Trade, 2010   {n}"), "p. 55", set()),
    "no locator": (paged(53), "", set()),
    "a chapter": (paged(53), "ch. 3", set()),
    "pages without numbers": (paged(53, footer="On Trade"), "p. 54", set()),
    "the same number on every page": (paged(53, footer="2010"), "p. 54", set()),
    "one page only": (paged(53, count=1).replace("north", "east"), "p. 54", set()),
    "no pages at all": (paged(53).replace("\f", "\n"), "p. 54", set()),
}


@pytest.mark.parametrize(("text", "locator", "expected"), PAGES.values(), ids=PAGES.keys())
def test_the_cited_page_is_held_against_the_printed_one(make_project, text: str, locator: str, expected: set[str]):
    claims = quoting("The treaty of the east was signed in a town that nobody remembers")
    claims = claims.replace(", p. 1", f", {locator}" if locator else "")
    project = make_project(claims, bib=BIB, texts={"smith2010.txt": text})
    assert {f.code for f in run_checks(project, select=["QUO"]).findings} == expected


def test_words_that_run_over_a_page_stand_on_both(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(paged(53))
    document = read(path)
    numbers = find_page_numbers(document)
    over = document.text.index("\f")
    assert numbers.of(over - 30, over + 30) == {53, 54}


@pytest.mark.parametrize(
    ("locator", "expected"),
    [
        ("p. 54", {54}),
        ("pp. 375-7", {375, 376, 377}),
        ("pp. 5, 9–11", {5, 9, 10, 11}),
        ("p. xii", {-12}),
        ("vol. 2, p. 44", {44}),
        ("p. 54, n. 12", {54}),
        ("ch. 3", set()),
        ("passim", set()),
        ("pp. 1-99999", set(range(1, 2002))),
    ],
)
def test_locators_name_pages(locator: str, expected: set[int]):
    assert pages_of(locator) == expected


def test_words_that_print_may_have_misread_accuse_nobody(make_project):
    """`see` for `seen` in a text with the marks of print; nothing of it is said to be too short."""
    text = TEXT + "\f" + "Its effects were seen in the schools of both towns.\n"
    quote = "Its effects were see in the schools of both towns"
    findings = run_checks(make_project(quoting(quote), bib=BIB, texts={"smith2010.txt": text}), select=["QUO"]).findings
    assert [(f.code, f.not_checkable) for f in findings] == [("QUO013", True)]
    assert "Look at the page" in findings[0].message
    findings = run_checks(make_project(anchored(quote), paper=text), select=["QUO"]).findings
    assert [(f.code, f.not_checkable) for f in findings] == [("QUO003", True)]
    typed = text.replace("\f", "\n")
    project = make_project(quoting(quote), bib=BIB, texts={"smith2010.txt": typed})
    assert {f.code for f in run_checks(project, select=["QUO"]).findings} == {"QUO011"}


@pytest.mark.parametrize(
    ("source", "quote", "told"),
    [
        ("Most of the towns gained by the new bridge.", "… the towns gained by the new bridge", "Most"),
        ("A minority of the towns gained by the bridge.", "… the towns gained by the bridge", "minority of"),
        ("The towns, it may be, gained by the bridge.", "The towns […] gained by the bridge", "may"),
        ("Perhaps the towns gained by the new bridge.", "The towns gained by the new bridge", "Perhaps"),
        ("The towns (one refused) gained by the bridge.", "The towns … gained by the bridge", "refused"),
    ],
)
def test_what_softened_the_words_and_was_left_out_is_a_candidate(make_project, source: str, quote: str, told: str):
    project = make_project(quoting(quote), bib=BIB, texts={"smith2010.txt": f"{TEXT}\n{source}\n"})
    (finding,) = run_checks(project, select=["QUO"]).findings
    assert (finding.code, finding.certainty) == ("QUO017", "candidate")
    assert f"“{told}”" in finding.message


BESIDE = {
    "nothing in common": (
        "The ministry doubled the defence budget.",
        "After that the town grew slowly and the harbour was rebuilt in the spring. Nothing else happened to it.",
        "the harbour was rebuilt in the spring",
        True,
    ),
    "a word of another form": (
        "The rebuilding of all harbours took one season.",
        "After that the town grew slowly and the harbour was rebuilt in the spring. Nothing else happened to it.",
        "the town grew slowly and the harbour",
        False,
    ),
    "a word in the sentence beside it": (
        "The ministry doubled the defence budget.",
        "The budget was large. It was read out in the spring and signed by all of those who had come for it.",
        "It was read out in the spring and signed",
        False,
    ),
    "a number": (
        "In 1867 the ministry fell for good.",
        "After that the town grew slowly and the harbour was rebuilt in 1867. Nothing else happened to it.",
        "the harbour was rebuilt in 1867",
        False,
    ),
    "part of a compound, German": (
        "Die Steuer traf vor allem kleine Händler.",
        "Der Rat beschloss in diesem Jahr die Hafensteuer und die neue Ordnung für das Tor der Stadt.",
        "beschloss in diesem Jahr die Hafensteuer",
        False,
    ),
    "nothing in common, German": (
        "Das Ministerium verdoppelte die Ausgaben der Armee.",
        "Der Rat beschloss in diesem Jahr die Hafensteuer und die neue Ordnung für das Tor der Stadt.",
        "beschloss in diesem Jahr die Hafensteuer",
        True,
    ),
    "another tongue": (
        "The ministry doubled the defence budget and it was known to all of them in the town.",
        "Der Rat beschloss in diesem Jahr die Hafensteuer und die neue Ordnung für das Tor der Stadt.",
        "beschloss in diesem Jahr die Hafensteuer",
        False,
    ),
}


@pytest.mark.parametrize(("claim", "text", "quote", "told"), BESIDE.values(), ids=BESIDE.keys())
def test_words_that_share_none_with_the_claim_are_a_candidate(make_project, claim, text, quote, told: bool):
    claims = f"# S\n\n## towns {{conclusion}}\n\n{claim}\n\n- cites: @smith2010, p. 1\n  > {quote}\n"
    settings = 'language = "de"\n' if claim.startswith("D") else ""
    project = make_project(claims, bib=BIB, texts={"smith2010.txt": text}, settings=settings)
    findings = run_checks(project, select=["QUO"]).findings
    assert [(f.code, f.certainty) for f in findings] == ([("QUO018", "candidate")] if told else [])
    record_verdict(project, "towns/cites-1", "supports", reviewer="R")
    assert not run_checks(load(project.root), select=["QUO018"]).findings
