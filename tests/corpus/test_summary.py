"""What the records of many papers say together."""

from __future__ import annotations

import json
import os
import re
import tracemalloc
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from argmap.corpus.page import render_summary
from argmap.corpus.records import Record, failure, record_of, write_record
from argmap.corpus.summary import Summary, tallying
from argmap.corpus.tables import read_records, say_counts, summary_text, write_parquet
from argmap.ground import limited
from argmap.ground.diagnostics import ArgmapError
from argmap.registries.retraction_watch import build
from commands import argmap


def finding(code: str, severity: str = "warning", certainty: str = "certain", **other: Any) -> dict[str, Any]:
    row = {"code": code, "slug": "some-slug", "severity": severity, "certainty": certainty, "strength": 1.0}
    row |= {"checkable": True, "shown": True, "message": "", "because": None, "page": None, "line": None, "quote": None}
    return row | other


def work(authors: str, year: str | None, title: str | None, doi: str | None = None) -> dict[str, Any]:
    return {"authors": authors.split("; "), "year": year, "title": title, "container": None, "doi": doi}


def record(path: str, *findings: dict[str, Any], works: tuple[dict[str, Any], ...] = (), **other: Any) -> Record:
    made: dict[str, Any] = dict(failure(Path(path), "", "audited", ""))
    return made | {"error": None, "format": "pdf", "findings": [*findings], "works": [*works]} | other  # type: ignore[return-value]


def summarise(records: Iterable[Record]) -> Summary:
    with tallying() as tally:
        for one in records:
            tally.add(one)
        return tally.summary(None)


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
    assert [(line.path, *line.weight, line.unchecked) for line in summary.lines.first] == [
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
    assert [(g.name, g.papers, g.certain, g.failed) for g in dict(summary.groups)["By format"].first] == [
        ("latex", 2, 0, 0),
        ("not read", 1, 0, 1),
        ("pdf", 2, 3, 0),
    ]
    assert [(g.name, g.papers, g.failed) for g in dict(summary.groups)["By folder"].first] == [("a", 2, 0), ("b", 3, 1)]
    assert summary.lines.first[0].codes == (("CIT004", 2), ("TXT010", 1))
    assert "CIT004 (2), TXT010 (1)" in render_summary(summary)
    assert say_counts(summary.counts) == (
        "5 papers: 4 audited, 1 not. 3 certain findings, 2 candidates to be judged by a person; "
        "nothing found in 1 paper."
    )
    text = summary_text(summary)
    assert "ended the process that audited it" in text and "SIGSEGV" in text


def test_the_page_says_what_was_found_in_each_paper_and_where_the_certain_first() -> None:
    noted = finding(
        "CIT021", "note", "candidate", message="Holm 2010 is never cited", quote="Holm, A. (2010).", because="x"
    )
    page = render_summary(
        summarise(
            [
                record("a.docx", noted, finding("CIT029", message="It stands twice", line=3), format="docx"),
                record("b.pdf", finding("TXT021", message="“the the”", page=4, line=9, quote="the the")),
                record("c.md", finding("TXT010", "error", message="<b>", line=7, shown=True), format="markdown"),
                record("d.md", finding("TXT010", "error", "candidate", message="weak one", shown=False)),
                record("e.pdf", finding("FTN004", "note", message="unread", checkable=False, page=2)),
            ]
        )
    )
    told = re.findall(r"<li>(.*?)<span class=\"sub\">(.*?)</span></li>", page)
    assert told == [
        ("&lt;b&gt;", "TXT010, certain, error, line 7"),
        ("It stands twice", "CIT029, certain, warning"),
        ("Holm 2010 is never cited (x)", "CIT021, candidate, “Holm, A. (2010).”"),
        ("“the the”", "TXT021, certain, warning, page 4"),
        ("unread", "FTN004, not checkable, page 2"),
    ]


def test_papers_in_which_no_citation_and_no_work_was_seen_are_named_and_not_accused() -> None:
    lamps = work("Ott", "2010", "Lamps")
    summary = summarise(
        [
            record("bare.docx"),
            record("lists.docx", works=(lamps,)),
            record("cites.docx", citations=2),
            failure(Path("broken.docx"), "", "refused", "It is damaged."),
        ]
    )
    assert (summary.bare.first, summary.bare.total) == (("bare.docx",), 1)
    for shown in (summary_text(summary), render_summary(summary)):
        assert "they cite nothing, or in a way that was not read" in shown
    assert "they cite nothing" not in summary_text(summarise([record("lists.docx", works=(lamps,))]))


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
    found = summarise([record(f"{n}.pdf", works=(one, one)) for n, one in enumerate(works)]).works.first
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
    assert not summarise([record(f"{n}.pdf", works=(one,)) for n, one in enumerate(works)]).works.first


def test_a_work_that_gets_its_doi_from_a_later_paper_is_named_as_the_first_names_it() -> None:
    title = "Lamps and the night in towns"
    told = (
        work("Ott, A", "2010", title.upper()),
        work("Ott", "2011", title, "10.1/x"),
        work("Roe", "2011", "B", "10.1/x"),
    )
    (one,) = summarise([record(f"{n}.pdf", works=(cited,)) for n, cited in enumerate(told)]).works.first
    assert (one.name, one.papers) == (f"Ott. {title.upper()}", 3)
    assert one.years == (("2011", 2), ("2010", 1)) and len(one.titles) == 3


def test_of_a_paper_that_was_audited_twice_the_later_record_counts_in_the_place_of_the_first() -> None:
    lamps = work("Ott", "2010", "Lamps and the night in towns")
    failed = failure(Path("a.pdf"), "", "crashed", "")
    with tallying() as tally:
        for one in (
            failed,
            failure(Path("b.pdf"), "", "refused", ""),
            record("c.pdf", finding("CIT004"), works=(lamps,)),
        ):
            tally.put(one)
        tally.put(record("a.pdf", finding("TXT010", "error"), works=(lamps,)))
        assert [line.path for line in tally.summary(None).lines.first] == ["a.pdf", "c.pdf"]
        assert [cited.papers for cited in tally.summary(None).works.first] == [2]
        assert tally.counts().heaviest == 0
        tally.put(failed)
        summary = tally.summary(None)
    assert [path for path, *_ in summary.failed.first] == ["a.pdf", "b.pdf"]
    assert not summary.works.total and [line.code for line in summary.codes] == ["CIT004"]


def test_a_table_that_is_cut_says_how_much_is_left() -> None:
    works = tuple(work("Ott", "2010", f"Lamps and the night in {n}") for n in range(30))
    records = [record(f"{n:02}.pdf", finding("CIT004"), works=works, year=str(1990 + n)) for n in range(25)]
    with tallying() as tally:
        for one in records:
            tally.add(one)
        cut = tally.summary(22)
    whole = summarise(records)
    assert (len(cut.works.first), cut.works.total) == (22, 30) and cut.works.first == whole.works.first[:22]
    assert cut.lines.first == whole.lines.first[:22] and cut.lines.total == 25
    text = summary_text(cut)
    assert text == summary_text(whole)
    for left in ("… and 5 more papers", "… and 20 more works", "… and 5 more groups"):
        assert left in text
    assert "… and" not in summary_text(whole, everything=True)


def test_what_is_held_does_not_grow_with_the_papers() -> None:
    def drawn(number: int) -> Iterator[Record]:
        for n in range(number):
            works = tuple(work("Ott", "2010", f"Lamps and the night in {n % 7} and {m}") for m in range(6))
            yield record(f"{n}.pdf", finding("CIT004"), works=works)

    def peak(number: int) -> int:
        tracemalloc.start()
        with tallying() as tally:
            for one in drawn(number):
                tally.add(one)
            tally.summary(20)
        _, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    peak(50)  # what is loaded and kept by the way
    # a record is some 4 kB; Python keeps tuples that were let go for the next ones
    assert peak(200) - peak(50) < 1_000 * 150


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("path", 1), ("path", None), ("state", "well"), ("state", ["audited"]), ("findings", 3), ("findings", [3]),
        ("findings", [{}]), ("findings", [finding("X", "grave")]), ("findings", [finding("X", line="1")]),
        ("works", [work("A", "2010", "B") | {"authors": "A"}]), ("works", [work("A", "2010", "B") | {"year": 2010}]),
        ("seconds", "1"), ("seconds", 10**400), ("seconds", None), ("limits", [None]), ("year", 2010),
    ],
)  # fmt: skip
def test_a_line_with_values_of_another_kind_is_no_record(name: str, value: Any, tmp_path: Path) -> None:
    good = record("a.pdf", finding("CIT004"), works=(work("Ott", "2010", "B"),))
    (tmp_path / "good.jsonl").write_text(write_record(good))
    assert list(read_records(tmp_path / "good.jsonl")) == [good]
    (tmp_path / "bad.jsonl").write_text(write_record(good) + json.dumps(good | {name: value}))
    with pytest.raises(ArgmapError, match=r"bad\.jsonl:2:1: this line is no record"):
        list(read_records(tmp_path / "bad.jsonl"))


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


@pytest.mark.parametrize("value", [b"a", datetime(2026, 1, 1), Decimal(1), 1.5, {"a": [b"b"]}], ids=repr)
def test_a_parquet_table_of_anything_else_holds_no_results(value: object, tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow", reason="needs pyarrow (the parquet extra)")
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"path": [value]}), tmp_path / "other.parquet")
    with pytest.raises(ArgmapError, match=r"other\.parquet holds no results"):
        list(read_records(tmp_path / "other.parquet"))


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (lambda: {"path": ["x" * 12_000_000] * 4}, "takes more than 30 MB of memory"),
        (lambda: {f"c{n}": [1] for n in range(300)}, "it has 300 columns"),
        (lambda: {"path": ["x"] * 200_000}, "a group of it has 200,000 rows"),
    ],
)
def test_a_table_that_asks_for_any_amount_is_refused(
    table: Any, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pa = pytest.importorskip("pyarrow", reason="needs pyarrow (the parquet extra)")
    import pyarrow.parquet as pq

    pq.write_table(pa.table(table()), tmp_path / "big.parquet", compression="zstd")
    monkeypatch.setattr(limited, "MEMORY", 30_000_000)
    monkeypatch.setattr(limited, "can_limit", lambda: hasattr(os, "fork"))
    with pytest.raises(ArgmapError, match=says):
        list(read_records(tmp_path / "big.parquet"))


def test_a_table_of_many_groups_is_read_whole(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="needs pyarrow (the parquet extra)")
    records = [record(f"{n}.pdf") for n in range(2_500)]
    with (tmp_path / "many.parquet").open("wb") as file:
        write_parquet(records, file)
    assert [found["path"] for found in read_records(tmp_path / "many.parquet")] == [one["path"] for one in records]


def test_results_that_are_half_written_are_left_out_and_told(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r/papers-1.jsonl").write_text(write_record(record("a.pdf")))
    (tmp_path / "r/papers-2.jsonl.new").write_text(write_record(record("b.pdf"))[:40])
    (tmp_path / "r/papers-3.parquet.new").write_bytes(b"PAR1")
    done = argmap(tmp_path, "audit", "--summary", "r")
    assert done.returncode == 0 and "1 paper: 1 audited" in done.stdout, done.stderr
    assert "papers-2.jsonl.new is half written and left out" in done.stderr
    assert "papers-3.parquet.new is half written and left out" in done.stderr


def test_papers_are_told_apart_by_the_year_and_the_journal_that_they_state() -> None:
    double = finding("TXT021")
    summary = summarise(
        [
            record("a.xml", double, journal="Lamps", year="2001"),
            record("b.xml", double, double, journal="Lamps", year="2002"),
            record("c.pdf"),
        ]
    )
    told = [
        (group.name, group.papers, group.certain, group.codes) for group in dict(summary.groups)["By journal"].first
    ]
    assert told == [("Lamps", 2, 3, (("TXT021", 2),)), ("not stated", 1, 0, ())]
    assert [(group.name, group.certain) for group in dict(summary.groups)["By year"].first] == [
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
    assert summarise(papers).retracted.total == 0, "no data on this machine"
    build(RETRACTIONS.encode(), "2026-01-01T00:00:00Z")
    summary = summarise(papers)
    (one,) = summary.retracted.first
    assert (one.doi, one.nature, one.papers) == ("10.1000/lamps", "retraction", ("a.pdf", "b.pdf"))
    assert "retraction of 2015-02-03: a.pdf, b.pdf" in summary_text(summary)
    page = render_summary(summary)
    assert 'id="retracted"' in page and "On &lt;b&gt;lamps" in page


def test_a_work_of_many_authors_is_named_with_one_full_stop() -> None:
    many = work("Brandt, A; Keller, B; Holm, C", "2010", "Lamps of the small towns")
    (cited,) = summarise([record("a.pdf", works=(many,)), record("b.pdf", works=(many,))]).works.first
    assert cited.name == "Brandt et al. Lamps of the small towns"
