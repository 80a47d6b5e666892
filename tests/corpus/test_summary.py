"""What the records of many papers say together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from argmap.corpus.page import render_summary
from argmap.corpus.records import Record, failure, record_of
from argmap.corpus.summary import summarise
from argmap.corpus.tables import say_summary, summary_text
from argmap.registries.retraction_watch import build


def finding(code: str, severity: str = "warning", certainty: str = "certain", **other: Any) -> dict[str, Any]:
    row = {"code": code, "slug": "some-slug", "severity": severity, "certainty": certainty, "strength": 1.0}
    row |= {"checkable": True, "shown": True, "message": "", "page": None, "line": None, "quote": None}
    return row | other


def work(authors: str, year: str | None, title: str | None, doi: str | None = None) -> dict[str, Any]:
    return {"authors": authors.split("; "), "year": year, "title": title, "container": None, "doi": doi}


def record(path: str, *findings: dict[str, Any], works: tuple[dict[str, Any], ...] = (), **other: Any) -> Record:
    made: dict[str, Any] = dict(failure(Path(path), "", "audited", ""))
    return made | {"error": None, "format": "pdf", "findings": [*findings], "works": [*works]} | other  # type: ignore[return-value]


def test_the_worst_paper_stands_first_and_weak_candidates_are_not_counted() -> None:
    summary = summarise(
        [
            record("a/one.pdf", finding("CIT021", "note"), finding("TXT010", certainty="candidate", shown=False)),
            record("a/two.pdf", finding("CIT004"), finding("CIT004"), finding("TXT010", certainty="candidate")),
            record("b/three.tex", finding("TXT010", certainty="candidate"), format="latex"),
            record("b/four.tex", finding("SYN092", "note", checkable=False), format="latex"),
            failure(Path("b/five.pdf"), "", "crashed", "Its process ended (SIGSEGV)."),
        ]
    )
    assert [(line.path, *line.weight, line.unchecked) for line in summary.lines] == [
        ("a/two.pdf", 0, 2, 0, 1, 0),
        ("a/one.pdf", 0, 0, 1, 0, 0),
        ("b/three.tex", 0, 0, 0, 1, 0),
        ("b/four.tex", 0, 0, 0, 0, 1),
    ]
    assert [(line.code, line.papers, line.certain, line.candidates, line.unchecked) for line in summary.codes] == [
        ("TXT010", 2, 0, 2, 0),
        ("CIT004", 1, 2, 0, 0),
        ("CIT021", 1, 1, 0, 0),
        ("SYN092", 1, 0, 0, 1),
    ]
    assert [(g.name, g.papers, g.certain, g.failed) for g in dict(summary.groups)["By format"]] == [
        ("latex", 2, 0, 0),
        ("not read", 1, 0, 1),
        ("pdf", 2, 3, 0),
    ]
    assert [(g.name, g.papers, g.failed) for g in dict(summary.groups)["By folder"]] == [("a", 2, 0), ("b", 3, 1)]
    assert say_summary(summary) == (
        "5 papers: 4 audited, 1 not. 3 certain findings, 2 candidates to be judged by a person; "
        "nothing found in 1 paper."
    )
    text = summary_text(summary)
    assert "ended the process that audited it" in text and "SIGSEGV" in text


@pytest.mark.parametrize(
    ("works", "papers", "years"),
    [
        # one DOI, however it is written, is one work
        ((work("Ott", "2010", "A", "10.1/X"), work("Otto", "2011", "B", "https://doi.org/10.1/x")), 2, ["2010", "2011"]),
        # a title of some words and the first author's name
        ((work("Ott, A", "2010", "Lamps and the night in towns"), work("Ott", "2012", "Lamps and the Night in Towns.")), 2, ["2010", "2012"]),
        # a paper that gives no DOI cites the work to which another gives one
        ((work("Ott", "2010", "Lamps and the night in towns"), work("Ott", "2010", "Lamps and the night in towns", "10.1/x")), 2, ["2010"]),
    ],
)  # fmt: skip
def test_works_that_papers_share_are_told_with_the_years_given(works: Any, papers: int, years: list[str]) -> None:
    found = summarise([record(f"{n}.pdf", works=(one, one)) for n, one in enumerate(works)]).works
    assert [(w.papers, [year for year, _ in w.years]) for w in found] == [(papers, years)]


@pytest.mark.parametrize(
    "works",
    [
        (work("Ott", "2010", "Introduction"), work("Ott", "2010", "Introduction")),
        (work("Ott", "2010", "Lamps and the night in towns"), work("Ess", "2010", "Lamps and the night in towns")),
        (work("Ott", "2010", "Lamps", "10.1/x"), work("Ott", "2010", "Lamps", "10.1/y")),
        (work("Ott", "2010", None), work("Ott", "2010", None)),
    ],
)
def test_works_that_may_be_two_are_not_told_as_one(works: Any) -> None:
    assert not summarise([record(f"{n}.pdf", works=(one,)) for n, one in enumerate(works)]).works


def test_the_page_lets_nothing_in_and_is_the_same_twice() -> None:
    hostile = "<script>alert(1)</script>\x1b[2J"
    records = [
        record(
            f"{hostile}.pdf", finding("CIT004"), title=hostile, works=(work(hostile, "2010", hostile * 3, "10.1/x"),)
        ),
        record("b.pdf", works=(work("Ott", hostile, "B", "10.1/x"),)),
        failure(Path("c.pdf"), "", "refused", hostile),
    ]
    page = render_summary(summarise(records))
    assert "<script" not in page and "\x1b" not in page
    assert "default-src &#39;none&#39;" in page
    assert page == render_summary(summarise(records))
    assert "\x1b" not in summary_text(summarise(records), everything=True)


def test_papers_are_told_apart_by_the_year_and_the_journal_that_they_state() -> None:
    double = finding("TXT021")
    summary = summarise(
        [
            record("a.xml", double, journal="Lamps", year="2001"),
            record("b.xml", double, double, journal="Lamps", year="2002"),
            record("c.pdf"),
        ]
    )
    told = [(group.name, group.papers, group.certain, group.codes) for group in dict(summary.groups)["By journal"]]
    assert told == [("Lamps", 2, 3, (("TXT021", 2),)), ("not stated", 1, 0, ())]
    assert [(group.name, group.certain) for group in dict(summary.groups)["By year"]] == [
        ("2001", 1),
        ("2002", 2),
        ("not stated", 0),
    ]
    text, page = summary_text(summary), render_summary(summary)
    assert "By journal" in text and "By year" in text and "By journal" in page and "By year" in page


JATS = """<article><front><journal-meta><journal-title-group>
<journal-title xml:lang="en">Lamps &amp; Light</journal-title>
</journal-title-group></journal-meta><article-meta><title-group><article-title>On lamps</article-title></title-group>
<pub-date pub-type="epub"><day>3</day><month>2</month><year>2011</year></pub-date></article-meta></front><body>
<sec><title>One</title><p>Lamps of the town burn all night and nobody likes the dark. They are dear.</p></sec></body>
</article>"""
HTML = """<!doctype html><html><head><title>On lamps</title>
<meta content="Lamps's &amp; Light" name="citation_journal_title"><META name='citation_publication_date' content='2011/02/03'>
</head><body><h1>On lamps</h1><p>Lamps of the town burn all night and nobody likes the dark. They are dear.</p></body></html>"""


@pytest.mark.parametrize(
    ("name", "text", "stated"),
    [
        ("a.xml", JATS, ("Lamps & Light", "2011")),
        ("a.html", HTML, ("Lamps's & Light", "2011")),
        ("c.xml", JATS.replace("<month>2<", "<month>²<"), ("Lamps & Light", "2011")),
        ("d.html", HTML.replace("2011/02/03", "2011/2/3"), ("Lamps's & Light", "2011")),
        ("b.xml", JATS.replace("<year>2011</year>", "<year>soon</year>").replace("journal-title", "x"), (None, None)),
        ("a.txt", HTML.partition("<p>")[2] + " 2011 <journal-title>No</journal-title>", (None, None)),
    ],
)
def test_a_record_has_the_journal_and_year_that_the_paper_states(
    name: str, text: str, stated: tuple[str | None, str | None], tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    found = record_of(tmp_path / name)
    assert found["state"] == "audited", found
    assert (found["journal"], found["year"]) == stated


RETRACTIONS = """RetractionDate,RetractionDOI,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason
2/3/2015 0:00,10.1/notice,10.1000/lamps,0,Retraction,Error;
2/3/2015 0:00,10.1/notice2,10.1000/right,0,Correction,Error;
"""


def test_works_that_were_retracted_are_told_with_the_papers_that_cite_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lamps, right = (
        work("Brandt, A", "2010", "On <b>lamps", "10.1000/LAMPS"),
        work("Keller, B", "2011", "Right", "10.1000/right"),
    )
    stopped = {**lamps, "doi": "https://doi.org/10.1000/lamps."}
    papers = [record("a.pdf", works=(lamps, right)), record("b.pdf", works=(stopped, stopped)), record("c.pdf")]
    monkeypatch.setenv("ARGMAP_CACHE", str(tmp_path))
    assert summarise(papers).retracted == (), "no data on this machine"
    build(RETRACTIONS.encode(), "2026-01-01T00:00:00Z")
    summary = summarise(papers)
    (one,) = summary.retracted
    assert (one.doi, one.nature, one.papers) == ("10.1000/lamps", "retraction", ("a.pdf", "b.pdf"))
    assert "retraction of 2015-02-03: a.pdf, b.pdf" in summary_text(summary)
    page = render_summary(summary)
    assert 'id="retracted"' in page and "On &lt;b&gt;lamps" in page


def test_a_work_of_many_authors_is_named_with_one_full_stop() -> None:
    many = work("Brandt, A; Keller, B; Holm, C", "2010", "Lamps of the small towns")
    (cited,) = summarise([record("a.pdf", works=(many,)), record("b.pdf", works=(many,))]).works
    assert cited.name == "Brandt et al. Lamps of the small towns"
