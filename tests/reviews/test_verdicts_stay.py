"""A verdict stays with what it was given on, whatever is put in, moved, reordered or saved in another way around it."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from argmap.checks.run import run_checks
from argmap.editing.pinning import pin_texts
from argmap.editing.recording import record_verdict
from argmap.project import Project, load
from argmap.reviews.offers import settled_by_passages
from commands import argmap

BIB = (
    "@book{grey2001, author = {Grey, Ann}, title = {On Towns}, year = {2001}}\n"
    "@book{holt1999, author = {Holt, Ben}, title = {On Tolls}, year = {1999}}\n"
)
TEXT = "The café by the mill was painted green in May.  \nThe council did raise the toll in the end.\n"
ITEMS = "- cites: @grey2001, 3\n- cites: @grey2001, 9\n"
CLAIMS = "# S\n\n## toll {{conclusion}}\n\nThe toll was doubled by the council.\n\n- because: need + will\n{items}\n"
OTHERS = "\n## need\n\nMoney was needed.\n\n- assume: known\n\n## will\n\nThe will was there.\n\n- assume: known\n"


@pytest.fixture
def judged(make_project) -> Project:
    """A project with a verdict on the second citation, and one on the step."""
    project = make_project(CLAIMS.format(items=ITEMS) + OTHERS, bib=BIB, texts={"grey2001.txt": TEXT})
    record_verdict(project, "toll/cites-2", "supports", reviewer="R")
    record_verdict(load(project.root), "toll/because-1", "accepted", reviewer="R")
    return load(project.root)


def rewritten(project: Project, text: str) -> Project:
    (project.root / "claims" / "all.md").write_text(text, encoding="utf-8")
    return load(project.root)


def verdicts(project: Project) -> dict[str, str]:
    given = {name: j for name, j in project.judgements.items() if j.verdict}
    return {name: "stale" if j.stale else j.verdict.verdict for name, j in given.items()}


HARMLESS = {
    "a citation put in above": (CLAIMS.format(items=f"- cites: @holt1999\n{ITEMS}") + OTHERS, "toll/cites-3"),
    "the order of citations": (CLAIMS.format(items="- cites: @grey2001, 9\n- cites: @grey2001, 3\n") + OTHERS, "toll/cites-1"),
    "one taken out above": (CLAIMS.format(items="- cites: @grey2001, 9\n") + OTHERS, "toll/cites-1"),
    "lines set anew": (CLAIMS.format(items=ITEMS).replace("doubled by", "doubled\nby") + OTHERS, "toll/cites-2"),
    "the order of premises": (CLAIMS.format(items=ITEMS).replace("need + will", "will + need") + OTHERS, "toll/cites-2"),
    "a title of a section": (CLAIMS.format(items=ITEMS).replace("# S\n", "# Another\n") + OTHERS, "toll/cites-2"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "handle"), HARMLESS.values(), ids=HARMLESS.keys())
def test_a_verdict_goes_where_its_citation_goes(judged, text: str, handle: str) -> None:
    now = rewritten(judged, text)
    assert verdicts(now) == {handle: "supports", "toll/because-1": "accepted"}
    assert not run_checks(now, select=["REV002", "REV005"]).findings


def test_a_claim_in_another_file_keeps_its_verdicts(judged) -> None:
    (judged.root / "claims" / "later").mkdir()
    (judged.root / "claims" / "all.md").rename(judged.root / "claims" / "later" / "moved.md")
    assert verdicts(load(judged.root)) == {"toll/cites-2": "supports", "toll/because-1": "accepted"}


def test_a_renamed_paper_leaves_verdicts_alone(make_project) -> None:
    project = make_project("# S\n\n## toll\n\nIt rose.\n\n> the toll rose\n", paper="In May the toll rose.\n")
    record_verdict(project, "toll", "accepted", reviewer="R")
    (project.root / "sources" / "paper.txt").rename(project.root / "sources" / "final.txt")
    settings = project.root / "argmap.toml"
    settings.write_text(settings.read_text().replace("paper.txt", "final.txt"))
    assert verdicts(load(project.root)) == {"toll": "accepted"}


def test_what_changed_is_stale_where_it_stands_now(judged) -> None:
    text = CLAIMS.format(items=f"- cites: @holt1999\n{ITEMS}").replace("doubled", "raised") + OTHERS
    assert verdicts(rewritten(judged, text)) == {"toll/cites-3": "stale", "toll/because-1": "stale"}


def test_a_verdict_given_on_what_took_the_name_over_does_not_hide_the_first(judged) -> None:
    now = rewritten(judged, CLAIMS.format(items=f"- cites: @holt1999\n{ITEMS}") + OTHERS)
    record_verdict(now, "toll/cites-2", "contradicts", note="says nothing", reviewer="R")
    found = verdicts(load(judged.root))
    assert (found["toll/cites-3"], found["toll/cites-2"]) == ("supports", "contradicts")


def test_a_verdict_that_was_given_anew_is_not_given_to_the_citation_beside_it(judged) -> None:
    text = CLAIMS.format(items=ITEMS.replace("9", "10")) + OTHERS
    now = rewritten(judged, text)
    assert verdicts(now)["toll/cites-2"] == "stale"
    record_verdict(now, "toll/cites-2", "supports", reviewer="R")
    assert verdicts(load(judged.root)) == {"toll/cites-2": "supports", "toll/because-1": "accepted"}


def test_a_passage_that_bears_a_citation_out_goes_with_it(make_project) -> None:
    from argmap.reviews.offers import offer_passages

    text = CLAIMS.format(items="- cites: @grey2001\n") + OTHERS
    project = make_project(text, bib=BIB, texts={"grey2001.txt": TEXT})
    item = project.argument.claims["toll"].citations[0]
    offer = offer_passages(item, project.argument, project.texts, project.judgements)[0]
    record_verdict(project, offer.handle, "supports", reviewer="R")
    now = rewritten(project, text.replace("- cites", "- cites: @holt1999\n- cites", 1))
    assert settled_by_passages(now.judgements) == {"toll/cites-2"}
    assert not run_checks(now, select=["REV002", "REV005"]).findings


SAME_TEXT = {
    "line ends": TEXT.replace("\n", "\r\n").encode(),
    "a byte order mark": b"\xef\xbb\xbf" + TEXT.encode(),
    "accents in two characters": unicodedata.normalize("NFD", TEXT).encode(),
    "no spaces at the ends of lines": TEXT.replace("  \n", "\n").encode(),
}


@pytest.mark.parametrize("data", SAME_TEXT.values(), ids=SAME_TEXT.keys())
def test_a_text_that_is_saved_in_another_way_is_the_same_text(judged, data: bytes) -> None:
    pin_texts(judged, judged.root / "argmap.toml")
    _text_of(judged).write_bytes(data)
    now = load(judged.root)
    assert verdicts(now)["toll/cites-2"] == "supports"
    assert not run_checks(now, select=["REV002", "REV006"]).findings


def test_another_word_is_another_text(judged) -> None:
    pin_texts(judged, judged.root / "argmap.toml")
    _text_of(judged).write_text(TEXT.replace("did raise", "did not raise"))
    found = run_checks(load(judged.root), select=["REV002", "REV006"]).findings
    assert {finding.code for finding in found} == {"REV002", "REV006"}


def test_a_pin_of_the_bytes_as_they_are_still_fits(judged) -> None:
    import hashlib

    early = hashlib.sha256(_text_of(judged).read_bytes()).hexdigest()
    settings = judged.root / "argmap.toml"
    settings.write_text(f'{settings.read_text()}\n[pins]\ngrey2001 = "sha256-{early}"\n')
    now = load(judged.root)
    assert not run_checks(now, select=["REV006"]).findings
    assert pin_texts(now, settings) == ()


def _text_of(project: Project) -> Path:
    return project.root / "sources" / "texts" / "grey2001.txt"


def test_a_verdict_stays_with_a_work_that_gets_another_key(judged: Project):
    record_verdict(judged, "@grey2001", "accepted", reviewer="R")
    before = verdicts(load(judged.root))
    done = argmap(judged.root, "rename", "--source", "grey2001", "grey")
    assert done.returncode == 0, done.stderr
    (judged.root / "sources" / "texts" / "grey2001.txt").rename(judged.root / "sources" / "texts" / "grey.txt")
    after = verdicts(load(judged.root))
    assert after == {name.replace("@grey2001", "@grey"): verdict for name, verdict in before.items()}
    assert len(after) == 3 and "stale" not in after.values()


@pytest.mark.parametrize(
    ("name", "paper", "refused"),
    [
        ("p.tex", "\\documentclass{article}\\begin{document}The toll rose \\citep{grey2001}.\\bibliography{works}\\end{document}", True),
        ("p.md", "---\nbibliography: works.bib\n---\n\nThe toll rose [@grey2001, p. 3].\n", True),
        ("p.tex", "\\documentclass{article}\\begin{document}The toll rose \\citep{holt1999}.\\bibliography{works}\\end{document}", False),
        ("p.md", "The toll rose (Grey 2001).\n\n# References\n\nGrey, Ann. 2001. *On Towns*.\n", False),
    ],
)  # fmt: skip
def test_a_key_by_which_the_paper_itself_cites_is_not_renamed(make_project, name: str, paper: str, refused: bool):
    """The paper would cite a work without an entry, and its author would be told of it."""
    project = make_project(CLAIMS.format(items=ITEMS) + OTHERS, bib=BIB, settings=f'paper = "sources/{name}"')
    (project.root / "sources" / name).write_text(paper, encoding="utf-8")
    bib = (project.root / "sources" / "works.bib").read_bytes()
    done = argmap(project.root, "rename", "--source", "grey2001", "grey")
    assert (done.returncode != 0) == refused, done.stderr
    assert ((project.root / "sources" / "works.bib").read_bytes() == bib) == refused
    assert ("The paper itself cites by the key" in done.stderr) == refused
