"""What the checks say of kept answers: each state, once a work, and nothing of what a registry lacks."""

import pytest

from argmap.checks import run_checks
from argmap.project import load
from argmap.registries.answers import Answer, keep_answers
from argmap.registries.records import Notice, Record

TITLE = "Growth of trade in the valleys of the upper Danube"
WORKS = f"""@article{{smith,
  author = {{Smith, Anna}}, title = {{{TITLE}}}, journal = {{Trade}}, year = {{2010}}, doi = {{10.1000/x}}
}}
@book{{book, author = {{Roe, Jo}}, title = {{A book on the trade of small towns}}, year = {{1999}}, publisher = {{Press}}}}
"""
CLAIMS = """# S

## top {conclusion}

Trade grew.

- because: sold

## sold

More was sold.

- cites: @smith, p. 4

## bought

More was bought.

- cites: @smith, p. 5
- cites: @book, p. 6
"""


def project(root, *answers, claims=CLAIMS, works=WORKS):
    (root / "claims").mkdir(exist_ok=True)
    (root / "claims" / "all.md").write_text(claims, "utf-8")
    (root / "sources").mkdir(exist_ok=True)
    (root / "sources" / "works.bib").write_text(works, "utf-8")
    if answers:
        keep_answers(root, answers)
    return load(root)


def of(registry="crossref", query="doi:10.1000/x", day="2026-11-26", records=(), **more):
    return Answer(registry, query, f"{day}T10:00:00Z", tuple(records), **more)


def record(title=TITLE, persons=("Smith, Anna",), years=(2010,), **more):
    return Record("10.1000/x", title, persons=persons, years=years, **more)


def found_in(loaded):
    return run_checks(loaded, select=["REG"]).findings


def test_nothing_is_said_where_nothing_was_asked(tmp_path):
    loaded = project(tmp_path)
    assert loaded.standings == {} and found_in(loaded) == ()


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ([of(records=[record()])], "found"),
        ([of()], "not-looked-up"),
        ([of(), of("datacite")], "not-looked-up"),
        ([of(), of("datacite"), of("doi.org")], "not-looked-up"),
        ([of(), of("datacite"), of("doi.org", records=[Record("10.1000/x", agency="mEDRA")])], "not-looked-up"),
        ([of(query="doi:10.1000/other")], "not-looked-up"),
    ],
)
def test_what_is_absent_or_unknown_is_no_finding(tmp_path, answers, state):
    loaded = project(tmp_path, *answers)
    assert loaded.standings["smith"].state == state and found_in(loaded) == ()


def test_a_book_that_no_registry_has_is_no_finding(tmp_path):
    query = "works:A book on the trade of small towns | Roe | 1999"
    loaded = project(tmp_path, of(query=query))
    assert loaded.standings["book"].state == "not-found" and found_in(loaded) == ()


def test_a_retracted_source_is_told_once_with_what_is_lost_without_it(tmp_path):
    loaded = project(
        tmp_path, of(records=[record(notices=(Notice("retraction", "2012-05-01", "10.1000/r", "publisher"),))])
    )
    (finding,) = found_in(loaded)
    assert (finding.code, finding.severity, finding.certainty, finding.claim) == (
        "REG001",
        "warning",
        "certain",
        "sold",
    )
    assert finding.message == "@smith was retracted (2012-05-01, told by publisher, doi:10.1000/r)"
    assert "the conclusion top becomes unsupported" in finding.because and "sold" in finding.because
    before = {claim: found.label for claim, found in loaded.evaluation.labels.items()}
    assert before["sold"] == "provisional", "a retracted source is not refuted by itself"


def test_a_waiver_at_any_claim_that_cites_it_is_for_all(tmp_path):
    claims = CLAIMS.replace("p. 5\n", "p. 5\n- waive: REG001 an example of a retraction\n")
    loaded = project(tmp_path, of(records=[record(notices=(Notice("retraction"),))]), claims=claims)
    outcome = run_checks(loaded, select=["REG"])
    assert outcome.findings == () and len(outcome.waived) == 1


@pytest.mark.parametrize("word", ["retracted", "zurückgezogen"])
def test_a_work_cited_as_retracted_is_a_note(tmp_path, word):
    works = WORKS.replace("year = {2010}", f"year = {{2010}}, note = {{{word}}}")
    loaded = project(tmp_path, of(records=[record(notices=(Notice("retraction"),))]), works=works)
    assert [f.severity for f in found_in(loaded)] == ["note"]


def test_a_title_alone_is_a_hint(tmp_path):
    (finding,) = found_in(project(tmp_path, of(records=[record("RETRACTED: " + TITLE)])))
    assert (finding.code, finding.certainty) == ("REG001", "candidate")


@pytest.mark.parametrize(
    ("nature", "codes"),
    [
        ("retraction", ["REG001"]),
        ("withdrawal", ["REG001"]),
        ("concern", ["REG002"]),
        ("partial-retraction", ["REG002"]),
        ("correction", ["REG003"]),
        ("replacement", ["REG003"]),
        ("reinstatement", []),
    ],
)
def test_each_nature_has_its_own_finding(tmp_path, nature, codes):
    loaded = project(tmp_path, of(records=[record(notices=(Notice(nature, "2012-05-01"),))]))
    assert [finding.code for finding in found_in(loaded)] == codes
    assert loaded.standings["smith"].notice.nature == nature


def test_retraction_watch_counts_where_crossref_says_nothing(tmp_path):
    watch = of("retraction-watch", records=[Record("10.1000/x", notices=(Notice("retraction", "2012-05-01"),))])
    assert [f.code for f in found_in(project(tmp_path, of(records=[record()]), watch))] == ["REG001"]


def test_an_identifier_of_another_work(tmp_path):
    other = record("Larval development of tree frogs under drought", ("Lee, Kim",), (1999,))
    (finding,) = found_in(project(tmp_path, of(records=[other])))
    assert (finding.code, finding.certainty) == ("REG004", "certain")
    assert "Larval development" in finding.message and TITLE in finding.because


def test_another_title_of_the_same_year_may_be_a_translation(tmp_path):
    other = record("Das Wachstum des Handels an der oberen Donau", ("Landesmuseum",))
    (finding,) = found_in(project(tmp_path, of(records=[other])))
    assert (finding.code, finding.certainty) == ("REG004", "candidate")


def test_a_title_by_others_needs_two_registries_that_agree(tmp_path):
    query = "works:A book on the trade of small towns | Roe | 1999"
    hit = Record("10.1000/b", "A book on the trade of small towns", persons=("Lee, Kim",), years=(1999,), type="book")
    loaded = project(tmp_path, of(query=query, records=[hit]))
    assert loaded.standings["book"].state == "unclear" and found_in(loaded) == ()
    loaded = project(tmp_path, of("openalex", "doi:10.1000/b", records=[hit]))
    (finding,) = found_in(loaded)
    assert (finding.code, finding.certainty) == ("REG004", "candidate")


def test_a_title_that_the_bibliography_has_by_those_others_too_is_no_finding(tmp_path):
    query = "works:A book on the trade of small towns | {} | 1999"
    hit = Record("10.1000/b", "A book on the trade of small towns", persons=("Lee, Kim",), years=(1999,), type="book")
    both = WORKS + "@book{lee, author = {Lee, Kim}, title = {A book on the trade of small towns}, year = {1999}}\n"
    answers = [of(query=query.format(name), records=[hit]) for name in ("Roe", "Lee")]
    loaded = project(tmp_path, *answers, of("openalex", "doi:10.1000/b", records=[hit]), works=both)
    assert found_in(loaded) == () and loaded.standings["book"].state == "unclear"


def test_a_doi_that_is_not_registered_was_asked_for_twice(tmp_path):
    both = [of(), of("datacite")]
    assert found_in(project(tmp_path, *both, of("doi.org", day="2026-11-24"))) == ()
    (finding,) = found_in(project(tmp_path, *both, of("doi.org")))
    assert (finding.code, finding.certainty) == ("REG005", "certain") and "2026-11-24" in finding.because


def test_a_difference_is_a_candidate_with_both_sides(tmp_path):
    (finding,) = found_in(project(tmp_path, of(records=[record(years=(2001,))])))
    assert (finding.code, finding.certainty, finding.severity) == ("REG006", "candidate", "note")
    assert finding.message == "The year of @smith is 2010 here and 2001 at Crossref"


def test_preprints_and_notices_are_notes(tmp_path):
    loaded = project(
        tmp_path, of(records=[record(published="10.1000/p", notice_of=(Notice("retraction", doi="10.1/y"),))])
    )
    assert [(f.code, f.severity) for f in found_in(loaded)] == [("REG007", "note"), ("REG008", "note")]


def test_a_broken_line_is_a_finding_about_the_files(tmp_path):
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "registry.jsonl").write_text("{\n", "utf-8")
    assert [f.code for f in found_in(project(tmp_path))] == ["REG009"]


def test_no_message_accuses(tmp_path):
    from argmap.checks.registry import all_checks

    for check in all_checks().values():
        if check.code.startswith("REG"):
            assert not {"fake", "fabricated", "hallucinated", "invented"} & set(check.page.lower().split())


DATED = {
    "p.md": "---\ntitle: T\ndate: {}\n---\n\nTrade grew in towns.\n",
    "p.html": '<html><head><meta name="citation_publication_date" content="{}"></head><body><p>Trade grew.</p></body></html>',
    "p.xml": "<article><front><article-meta><pub-date>{}</pub-date></article-meta></front><body><p>Trade grew.</p></body>"
    "</article>",
}


@pytest.mark.parametrize("name", [*DATED, "set"])
@pytest.mark.parametrize(
    ("paper", "told"),
    [
        ("2015-03-09", "before"),
        ("2010", "after"),
        ("2012-04", "after"),
        ("2012", ""),
        ("2012-05", ""),
        ("2012-05-01", ""),
    ],
)
def test_a_notice_came_before_or_after_the_paper_where_the_dates_tell(tmp_path, name, paper, told):
    settings = f"date = '{paper}'\n"
    if name != "set":
        parts = zip(("year", "month", "day"), paper.split("-"), strict=False)
        day = "".join(f"<{part}>{value}</{part}>" for part, value in parts) if name == "p.xml" else paper
        (tmp_path / name).write_text(DATED[name].format(day.replace("-", "/") if name == "p.html" else day), "utf-8")
        settings = f"paper = '{name}'\n"
    (tmp_path / "argmap.toml").write_text(settings, "utf-8")
    loaded = project(tmp_path, of(records=[record(notices=(Notice("retraction", "2012-05-01"),))]))
    (finding,) = found_in(loaded)
    came = f", {told} this paper of {paper}" if told else ""
    assert finding.message == f"@smith was retracted (2012-05-01{came})"
    assert loaded.standings["smith"].notice_came == (told or None)


def test_a_notice_without_a_day_came_neither_before_nor_after(tmp_path):
    (tmp_path / "argmap.toml").write_text("date = 2015-03-09\n", "utf-8")
    loaded = project(tmp_path, of(records=[record(notices=(Notice("retraction"),))]))
    assert loaded.date == "2015-03-09" and "paper" not in found_in(loaded)[0].message
