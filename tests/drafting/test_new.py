"""`argmap new`: a draft that checks clean of faults of the files, whatever the paper's format and whatever it holds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from argmap.checks import run_checks
from argmap.cli.new import command
from argmap.drafting.cues import cues_of
from argmap.drafting.naming import name_claims
from argmap.drafting.project import draft_project
from argmap.ground.diagnostics import ArgmapError
from argmap.project import load
from printed_pdf import column, pdf_of
from word_files import call, field, notes, p, r, word_file

_PARAGRAPHS = (
    "This paper argues that the port of Varden must keep its customs house, whatever the crown may wish.",
    "The port shipped 40,000 tons of grain in 1712. Therefore, it was the largest port of the northern coast.",
    "The guild grew rich because the harbour stayed open in the long winters of that century.",
    "It might be objected that trade was free for all. However, the merchants of the south paid a higher toll (Holm 1988: 14).",
    "Nothing else is known.",
)
_REFERENCES = (
    "Falk, Peter. 1994. Fires of the Coast. Lund: Northern Press.",
    "Grieg, Hans. 1990. Tolls. Oslo: Fjord Press.",
    "Holm, Anna. 1988. Grain and Guilds. Lund: Northern Press.",
)


def _txt() -> bytes:
    body = "\n\n".join(_PARAGRAPHS)
    return ("The Port\n\n1. Grain\n\n" + body + "\n\nReferences\n\n" + "\n".join(_REFERENCES) + "\n").encode()


def _md() -> bytes:
    body = "\n\n".join(_PARAGRAPHS).replace("(Holm 1988: 14)", "[@holm, p. 14]")
    return f"# The Port\n\n## Grain\n\n{body}\n".encode()


def _tex() -> bytes:
    body = "\n\n".join(_PARAGRAPHS).replace("(Holm 1988: 14)", r"\cite[p.~14]{holm}").replace("%", r"\%")
    return (
        rf"\documentclass{{article}}\title{{The Port}}\begin{{document}}\maketitle\section{{Grain}}{body}"
        r"\bibliography{works-cited}\end{document}"
    ).encode()


def _docx() -> bytes:
    body = p("Grain", "Heading1") + "".join(
        f"<w:p>{r(text)}{call('footnote', 1) if 'toll' in text else ''}</w:p>" for text in _PARAGRAPHS
    )
    footnotes = notes("footnote", "Anna Holm, Grain and Guilds (Lund: Northern Press, 1988), 14.")
    return word_file(body, footnotes=footnotes)


def _jats() -> bytes:
    body = "".join(f"<p>{text}</p>" for text in _PARAGRAPHS).replace(
        "(Holm 1988: 14)", '(<xref ref-type="bibr" rid="holm">Holm 1988</xref>)'
    )
    return (
        '<?xml version="1.0"?><article><front><article-meta><title-group><article-title>The Port</article-title>'
        f"</title-group></article-meta></front><body><sec><title>Grain</title>{body}</sec></body><back><ref-list>"
        '<ref id="holm"><element-citation><person-group person-group-type="author"><name><surname>Holm</surname>'
        "<given-names>Anna</given-names></name></person-group><year>1988</year><source>Grain and Guilds</source>"
        "</element-citation></ref></ref-list></back></article>"
    ).encode()


def _html() -> bytes:
    body = "".join(f"<p>{text}</p>" for text in _PARAGRAPHS)
    return f"<!doctype html><html><body><h1>The Port</h1><h2>Grain</h2>{body}</body></html>".encode()


def _pdf() -> bytes:
    lines = [line for text in _PARAGRAPHS for line in [*re.findall(r".{1,80}(?:\s|$)", text), ""]]
    return pdf_of([column(70, 770, 11, ["1. Grain", "", *(line.strip() for line in lines)])])


PAPERS = {
    "port.txt": _txt,
    "port.md": _md,
    "port.tex": _tex,
    "port.docx": _docx,
    "port.xml": _jats,
    "port.html": _html,
    "port.pdf": _pdf,
}


def _faults(folder: Path) -> list[str]:
    """Faults of the files, and anchors that are not in the paper word for word."""
    project = load(folder)
    outcome = run_checks(project, select=("SYN", "QUO", "CIT001"))
    found = [f"{f.code} {f.path}: {f.message}" for f in outcome.findings if f.severity != "note"]
    for claim in project.argument.claims.values():
        assert claim.anchors, claim.id
        found += [
            f"{claim.id}: {a.text} is {a.match.state if a.match else None}"
            for a in claim.anchors
            if not a.match or a.match.state != "verbatim"
        ]
    return found


@pytest.mark.parametrize("name", PAPERS)
def test_a_draft_of_any_format_checks_clean_and_quotes_the_paper(name: str, tmp_path: Path) -> None:
    paper = tmp_path / name
    paper.write_bytes(PAPERS[name]())
    if name.endswith(".tex"):
        (tmp_path / "works-cited.bib").write_text(
            "@book{holm, author = {Holm, Anna}, title = {Grain and Guilds}, year = {1988}}\n", "utf-8"
        )
    drafted = draft_project(paper, tmp_path / "draft")
    assert not _faults(tmp_path / "draft")
    assert drafted.claims >= 5
    assert (tmp_path / "draft" / "sources" / name).read_bytes() == paper.read_bytes()


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    paper = tmp_path / "port.txt"
    paper.write_bytes(_txt())
    draft_project(paper, tmp_path / "draft")
    return tmp_path / "draft"


def test_the_announced_thesis_becomes_the_conclusion_in_its_own_words(draft: Path) -> None:
    argument = load(draft).argument
    conclusions = [claim for claim in argument.claims.values() if claim.kind == "conclusion"]
    assert [claim.text for claim in conclusions] == [
        "The port of Varden must keep its customs house, whatever the crown may wish."
    ]
    assert conclusions[0].anchors[0].text.startswith("This paper argues that")


@pytest.mark.parametrize(
    ("claim", "step", "premise"),
    [
        ("It was the largest port of the northern coast.", "reasons", "The port shipped 40,000 tons of grain in 1712."),
        (
            "The guild grew rich.",
            "reasons",
            "The harbour stayed open in the long winters of that century.",
        ),
        (
            "It might be objected that trade was free for all.",
            "objections",
            "The merchants of the south paid a higher toll.",
        ),
    ],
)
def test_words_that_join_sentences_become_steps(draft: Path, claim: str, step: str, premise: str) -> None:
    argument = load(draft).argument
    by_text = {c.text: c for c in argument.claims.values()}
    assert claim in by_text and premise in by_text, sorted(by_text)
    steps = getattr(by_text[claim], step)
    assert [s.premises for s in steps] == [(by_text[premise].id,)]


def test_a_citation_is_attached_with_its_page_and_its_work(draft: Path) -> None:
    project = load(draft)
    cited = [c for claim in project.argument.claims.values() for c in claim.citations]
    assert len(cited) == 1
    assert (cited[0].locator, cited[0].mark) == ("p. 14", "(Holm 1988: 14)")
    work = project.bibliography.sources[cited[0].key]
    assert (work.authors, work.year) == (("Holm, Anna",), "1988")
    assert work.note is not None and work.note.startswith("Draft, to be checked.")


def test_works_that_a_word_file_holds_in_its_fields_are_in_the_bibliography_of_the_draft(tmp_path: Path) -> None:
    def cited(name: str, given: str, year: str, title: str, printed: str) -> str:
        work = {"type": "article-journal", "title": title, "author": [{"family": name, "given": given}]}
        data = {"uris": [f"http://manager.example/{name}"], "itemData": {**work, "issued": {"date-parts": [[year]]}}}
        return field("ADDIN ZOTERO_ITEM CSL_CITATION " + json.dumps({"citationItems": [data]}), printed)

    holm = cited("Holm", "Anna", "1988", "Grain and Guilds", "(Holm 1988)")
    falk = cited("Falk", "Peter", "1994", "Fires of the Coast", "(Falk 1994)")
    lines = [r(text).replace("(Holm 1988: 14)", f"</w:t></w:r>{holm}<w:r><w:t>") for text in _PARAGRAPHS]
    body = p("Grain", "berschrift1") + "".join(f"<w:p>{line}</w:p>" for line in lines)
    body += f"<w:p>{r('But who burnt the ships ')}{falk}{r('?')}</w:p>"
    (tmp_path / "port.docx").write_bytes(word_file(body))
    draft_project(tmp_path / "port.docx", tmp_path / "draft")
    project = load(tmp_path / "draft")
    keys = {c.key for claim in project.argument.claims.values() for c in claim.citations}
    works = project.bibliography.sources
    assert keys == {"holm-1988"} and works.keys() == {"holm-1988", "falk-1994"}
    assert (works["holm-1988"].type, works["holm-1988"].title) == ("article", "Grain and Guilds")


def test_everything_is_marked_as_a_draft(draft: Path) -> None:
    text = (draft / "claims" / "argument.md").read_text("utf-8")
    assert text.startswith("<!-- Drafted by argmap")
    assert text.count("- tags: draft") == text.count("\n## ")
    assert "Drafted" in (draft / "sources" / "works.bib").read_text("utf-8")
    assert "Drafted" in (draft / "argmap.toml").read_text("utf-8")


def test_nothing_is_written_into_a_folder_that_holds_something(tmp_path: Path) -> None:
    paper = tmp_path / "port.txt"
    paper.write_bytes(_txt())
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.md").write_text("mine", "utf-8")
    with pytest.raises(ArgmapError, match="not empty"):
        draft_project(paper, tmp_path / "full")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.md"]
    with pytest.raises(ArgmapError, match="not empty"):
        draft_project(paper, paper)


@pytest.mark.parametrize("text", ["", "Nothing here.", "Is this a question about 1712?"])
def test_a_paper_without_anything_to_draft_is_refused_and_nothing_is_written(text: str, tmp_path: Path) -> None:
    (tmp_path / "port.txt").write_text(text, "utf-8")
    with pytest.raises(ArgmapError):
        draft_project(tmp_path / "port.txt", tmp_path / "draft")
    assert not (tmp_path / "draft").exists()


@pytest.mark.parametrize(
    "sentence",
    [
        "The port shipped <!-- 40,000 --> tons of grain in 1712 and more, as everybody in the town could see from the quay.",
        "> The port shipped 40,000 tons of `grain` in 1712 and more, as everybody in the town could see from the quay.",
        "# The port shipped 40,000 tons in the year 1712 and many more.",
        "- because: the port shipped 40,000 tons of grain in 1712.",
        r"The port \{shipped\} 40,000 tons \of grain in 1712 -- and more --> still, as everybody in the town could see.",
        'The port “shipped” 40,000 tons, ‘so’ "they" say, in 1712 (see "Holm" 1988: 14).',
        "Der Hafen verschiffte 1712 über 40,000 Tonnen Getreide aus Çanakkale nach Göteborg.",
        "1712 1713 1714 1715 1716 1717 1718.",
        "The port shipped grain in that year" + "." * 2_000 + "and nobody in the whole town knew of it.",
        "Ο λιμένας εξήγαγε 40,000 τόνους σιτηρών το 1712 σύμφωνα με τα βιβλία.",
        "The na\ufffd\ufffdon shipped 40,000 tons of grain in 1712 by rela\ufffdon.",
        "The port of the town shipped 40,000 tons (Holm 1988: 14 <!-- and more (Falk 1994: 2) --> and nobody in it knew.",
        "@holm shipped 40,000 tons in 1712, [@falk] and {conclusion} said so before anybody else in the town had heard of it.",
    ],
)
def test_a_paper_that_looks_like_the_claims_language_is_only_text(sentence: str, tmp_path: Path) -> None:
    thesis = "This paper argues that the customs house of the port must stay where it is."
    plain = "The guild kept its own ledgers for three centuries."
    (tmp_path / "port.txt").write_text(f"The Port\n\n1. Grain\n\n{thesis}\n\n{sentence}\n\n{plain}\n", "utf-8")
    drafted = draft_project(tmp_path / "port.txt", tmp_path / "draft")
    assert drafted.claims + drafted.left_out >= 2
    assert not _faults(tmp_path / "draft")


def test_the_command_says_what_it_drafted(tmp_path: Path) -> None:
    (tmp_path / "port.txt").write_bytes(_txt())
    result = CliRunner().invoke(command, [str(tmp_path / "port.txt"), str(tmp_path / "draft")])
    assert result.exit_code == 0
    assert "1 conclusion candidate" in result.output
    assert f"argmap check {tmp_path / 'draft'}" in result.output


def test_claims_of_the_same_words_are_numbered_on(tmp_path: Path):
    cues = cues_of("en")
    assert cues is not None
    named = name_claims([(str(n), "Trade grew by 12 percent in 1998.") for n in range(4)], cues)
    assert list(named.values()) == [f"trade-grew-12-percent-1998{end}" for end in ("", "-2", "-3", "-4")]


def test_what_was_read_otherwise_than_it_stands_is_named_beside_it(tmp_path: Path) -> None:
    body = "\n\n".join(_PARAGRAPHS).replace("Nothing", "The na\ufffdon of the rela\ufffdons")
    text = f"1. The na\ufffdon\n\nThe ac\ufffdon of the poli\ufffdcal guild cost 4,000 marks in 1712.\n\n{body}\n"
    paper = tmp_path / "paper.txt"
    paper.write_text(text, encoding="utf-8")

    draft_project(paper, tmp_path / "draft")

    files = [*sorted((tmp_path / "draft" / "claims").iterdir()), tmp_path / "draft" / "offers.md"]
    written = "\n".join(file.read_text("utf-8") for file in files)
    assert "argmap read “ac\ufffdon” as “action”, “poli\ufffdcal” as “political”" in written
    assert "> The ac\ufffdon of the poli\ufffdcal guild" in written


@pytest.mark.parametrize(
    ("tongue", "sentence", "kept"),
    [
        ("en", "Many students could not obtain the original code from the authors.", "could-not-obtain"),
        ("en", "Many students couldn't obtain the original code.", "could-not-obtain"),
        ("en", "The students can't obtain the code.", "cannot-obtain"),
        ("en", "The view that real wages rise with output was never confirmed.", "never-confirmed"),
        ("en", "The old harbour of the small town survived without any help.", "without-any"),
        ("en", "The reform of the courts in the north hardly changed the law.", "hardly-changed"),
        ("en", "The clerks of the port of Varna in those years were unable to read.", "unable-read"),
        ("en", "Trade between the two coasts grows every year only if tolls fall.", "only-if-tolls"),
        ("en", "No treaty between the towns was ever signed.", "no-treaty"),
        (
            "en",
            "Trade requires ships; ships require salt; salt is not taxed.",
            "trade-requires-ships-require-salt-not-taxed",
        ),
        ("de", "Die alten Zölle der Stadt wurden von den Händlern nie bezahlt.", "nie-bezahlt"),
        ("de", "Die Händler konnten den ursprünglichen Text der Urkunde nicht erhalten.", "nicht-erhalten"),
        ("de", "Die große Reform der alten Gerichte blieb ohne jede Wirkung.", "ohne-jede"),
        ("fr", "Les étudiants n’ont jamais obtenu le code des auteurs.", "ne-jamais-obtenu"),
        ("fr", "Les marchands de la ville du nord paient les taxes sans protester.", "sans-protester"),
        ("es", "Los comerciantes del puerto del norte pagaron los tributos sin protestar.", "sin-protestar"),
        ("es", "Los estudiantes no pudieron obtener el código.", "no-pudieron"),
        ("it", "Gli studenti del primo anno di medicina non hanno mai letto il testo.", "non-mai-letto"),
        ("pt", "Os comerciantes do porto do norte pagaram os tributos sem protestar.", "sem-protestar"),
        ("pt", "Os estudantes não conseguiram obter o código.", "nao-conseguiram"),
        ("tr", "Öğrenciler kodun aslını bu çalışmanın yazarlarından bir türlü elde edemediler.", "edemediler"),
        ("tr", "Limandaki tüccarların ödediği eski vergiler hakkında yeterli kanıt yoktur.", "yoktur"),
        ("tr", "Kuzeydeki küçük liman kenti bu uzun savaştan yardımsız çıktı.", "yardımsız"),
        ("sq", "Studentët e universitetit të vjetër të Tiranës nuk e morën kodin.", "nuk-moren"),
        ("sq", "Tregtarët e vjetër të portit të veriut s'paguan asnjë taksë.", "s-paguan"),
    ],
)
def test_an_id_keeps_the_words_that_deny_or_restrict(tongue: str, sentence: str, kept: str) -> None:
    cues = cues_of(tongue)
    assert cues is not None
    assert kept in name_claims([("one", sentence)], cues)["one"]


@pytest.mark.parametrize(
    ("note", "listed", "key"),
    [
        ("The toll was never paid in the years in which the harbour froze.", True, None),
        ("The toll was never paid in the years in which the harbour froze.", False, "note-1"),
        ("The register of tolls was kept in the tower until 1731 and is lost.", True, "note-1"),
    ],
)
def test_a_note_that_only_remarks_is_no_work_where_works_are_listed(
    note: str, listed: bool, key: str | None, tmp_path: Path
) -> None:
    paragraphs = "".join(f"<w:p>{r(text)}{call('footnote', 1) if 'toll' in text else ''}</w:p>" for text in _PARAGRAPHS)
    entries = p("References", "Heading1") + "".join(p(entry) for entry in _REFERENCES) if listed else ""
    paper = tmp_path / "paper.docx"
    paper.write_bytes(word_file(p("Grain", "Heading1") + paragraphs + entries, footnotes=notes("footnote", note)))
    draft_project(paper, tmp_path / "draft")
    project = load(tmp_path / "draft")
    assert [name for name in project.bibliography.sources if name.startswith("note-")] == ([key] if key else [])
    assert not [finding for finding in run_checks(project).findings if finding.code == "CIT001"]


def test_what_the_authors_found_has_its_place_in_the_paper_as_evidence(tmp_path: Path) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text(
        "# Lamps\n\n## Introduction\n\nThis paper argues that lamps make streets safe.\n\n"
        "## Results\n\nOf 44 streets 31 had no accident after lamps were put up. Therefore lamps make streets safer at "
        "night. As Table 2 shows, dark streets had twice the accidents. The town paid for all of them (Holt 1990). "
        "Therefore the town could count them.\n\n## Conclusion\n\nLamps make streets safe.\n\n"
        "## References\n\nHolt, Anna. 1990. *Lamps*. Lund: Northern Press.\n",
        "utf-8",
    )
    draft_project(paper, tmp_path / "draft")
    project = load(tmp_path / "draft")
    from_paper = {
        claim.text: evidence.locator for claim in project.argument.claims.values() for evidence in claim.evidence
    }
    assert from_paper["Of 44 streets 31 had no accident after lamps were put up."] == "“Results”"
    assert not any("Holt" in text or "town paid" in text for text in from_paper)
    assert not any(claim.kind == "conclusion" and claim.evidence for claim in project.argument.claims.values())
    assert {finding.severity for finding in run_checks(project).findings if finding.code.startswith("EVD")} <= {"note"}
