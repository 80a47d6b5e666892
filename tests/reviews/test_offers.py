"""Passages offered for citations that quote nothing: candidates, and what a person's verdict on one does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from argmap.checks import run_checks
from argmap.cli.passages import command as passages
from argmap.cli.review import command as review
from argmap.editing.recording import record_verdict
from argmap.ground.diagnostics import ArgmapError
from argmap.outputs.report.assemble import build_page
from argmap.project import Project, load
from argmap.quotations.passages import Passage
from argmap.reviews.agenda import review_agenda
from argmap.reviews.offers import offer_passages
from argmap.verifiers import Judgement, VerifierError

BIB = "@book{smith2010, author = {Smith, Anna}, title = {On Trade}, year = {2010}, publisher = {Press}}\n"
TEXT = (
    "Trade between the two ports may have grown by 12 percent in 1998. The customs house was closed for years. "
    "Ministers in Rome expected otherwise.\n"
)
CLAIM = (
    "# S\n\n## main {conclusion}\n\nTrade between the ports grew by 12 percent in 1998.\n\n- cites: @smith2010, p. 1\n"
)
CITED = "main/cites-1"


@pytest.fixture
def project(make_project) -> Project:
    return make_project(CLAIM, bib=BIB, texts={"smith2010.txt": TEXT})


def offers(project: Project):
    (citation,) = project.argument.claims["main"].citations
    return offer_passages(citation, project.argument, project.texts, project.judgements)


def test_the_passage_that_is_meant_is_offered_with_what_to_compare(project: Project):
    first = offers(project)[0]
    assert first.passage.text.startswith("Trade between the two ports")
    assert {(c.kind, c.agrees) for c in first.passage.compared} == {("number", True), ("hedge", False)}
    assert (first.place.path, first.place.line) == ("sources/texts/smith2010.txt", 1)


FIRES = {
    "a bare citation": (CLAIM, True),
    "evidence with its work": (CLAIM.replace("cites: @smith2010, p. 1", "evidence: Trade grew by 12 percent.\n  from: @smith2010"), True),
    "the words are quoted": (CLAIM + "  > Trade between the two ports may have grown by 12 percent\n", False),
    "another work": (CLAIM.replace("smith2010", "jones2011"), False),
    "evidence without a work": (CLAIM.replace("cites: @smith2010, p. 1", "evidence: Trade grew by 12 percent."), False),
    "nothing alike": (CLAIM.replace("Trade between the ports grew by 12 percent in 1998", "Bees dance"), False),
}  # fmt: skip


@pytest.mark.parametrize(("claims", "fires"), FIRES.values(), ids=FIRES.keys())
def test_passages_are_offered_where_nobody_quoted(make_project, claims: str, fires: bool):
    project = make_project(claims, bib=BIB, texts={"smith2010.txt": TEXT})
    findings = run_checks(project, select=["QUO015"]).findings
    assert [(f.severity, f.certainty) for f in findings] == ([("note", "candidate")] if fires else [])


def test_a_check_does_not_wait_for_a_library(make_project, monkeypatch):
    monkeypatch.setattr("argmap.checks.quo_sources.MOST_BYTES_READ", 10)
    project = make_project(CLAIM, bib=BIB, texts={"smith2010.txt": TEXT})
    (finding,) = run_checks(project, select=["QUO015"]).findings
    assert "@smith2010" in finding.message and finding.not_checkable
    assert project.texts.size_to_read("smith2010") > 0  # it was not read


def test_an_offer_alone_changes_nothing(project: Project):
    assert project.evaluation.labels["main"].label == "provisional"


def test_a_person_who_finds_the_passage_verifies_the_citation(project: Project):
    record_verdict(project, offers(project)[0].handle, "supports", reviewer="R")
    judged = load(project.root)
    assert judged.evaluation.labels["main"].label == "established"
    assert run_checks(judged, select=["QUO015", "REV001"]).findings == ()
    assert CITED not in {j.subject.id for j in review_agenda(judged.argument, judged.judgements, {})}


def test_the_report_shows_the_passage_with_its_citation(project: Project):
    record_verdict(project, offers(project)[0].handle, "supports", reviewer="Ada")
    page = build_page(load(project.root), (), summaries={})
    (support,) = page.chapters[0].cards[0].supports
    assert [(j.verdict, j.reviewer, "12 percent" in j.note) for j in support.judged] == [("supports", "Ada", True)]


def test_a_passage_goes_stale_with_its_claim(project: Project):
    record_verdict(project, offers(project)[0].handle, "supports", reviewer="R")
    path = project.root / "claims" / "all.md"
    path.write_text(path.read_text().replace("12 percent", "21 percent"))
    changed = load(project.root)
    assert changed.evaluation.labels["main"].label == "provisional"
    assert "REV002" in {f.code for f in run_checks(changed, select=["REV"]).findings}


def test_a_passage_that_was_refused_is_not_offered_again_and_refutes_nothing(project: Project):
    first = offers(project)[0]
    record_verdict(project, first.handle, "does-not-support", note="only may", reviewer="R")
    judged = load(project.root)
    assert first.handle not in {offer.handle for offer in offers(judged)}
    assert judged.evaluation.labels["main"].label == "provisional"


def test_a_passage_that_nobody_offered_cannot_be_judged(project: Project):
    with pytest.raises(ArgmapError, match="argmap passages main/cites-1"):
        record_verdict(project, f"{CITED}/passage-00000000", "supports", reviewer="R")


def test_a_forged_passage_in_the_log_counts_for_nothing(project: Project):
    record_verdict(project, offers(project)[0].handle, "supports", reviewer="R")
    log = project.review_log
    log.write_text(log.read_text().replace("may have grown", "has grown"))
    forged = load(project.root)
    assert forged.evaluation.labels["main"].label == "provisional"
    assert "REV005" in {f.code for f in run_checks(forged, select=["REV"]).findings}


def run(command, project: Project, *arguments: str, keys: str = ""):
    return CliRunner().invoke(command, [*arguments, "--project", str(project.root)], input=keys)


def test_passages_are_printed_for_people_and_programs(project: Project):
    text = run(passages, project, "main").output
    assert "Trade between the two ports may have grown" in text
    assert "hedges differ: none in the claim, may in the passage" in text
    document = json.loads(run(passages, project, CITED, "--format", "json").output)
    schema = Path(__file__).parents[2] / "docs" / "schemas" / "passages.json"
    Draft202012Validator(json.loads(schema.read_text())).validate(document)
    assert document["items"][0]["passages"][0]["handle"] == offers(project)[0].handle


@pytest.mark.parametrize(
    ("claims", "texts", "why"),
    [
        (CLAIM, {}, "There is no text of @smith2010"),
        (CLAIM, {"smith2010.pdf": "%PDF-1.4 broken"}, "could not be read"),
        (CLAIM.replace("Trade between the ports grew by 12 percent in 1998", "Bees dance"), {"smith2010.txt": TEXT}, "no passage"),
        (CLAIM.replace("cites: @smith2010, p. 1", "evidence: Seen."), {}, "It names no work"),
    ],
)  # fmt: skip
def test_where_nothing_is_offered_the_reason_is_said(make_project, claims: str, texts: dict[str, str], why: str):
    assert why in run(passages, make_project(claims, bib=BIB, texts=texts), "main").output


def test_one_key_accepts_a_passage_and_one_takes_it_back(project: Project):
    done = run(review, project, "--by", "Ada", keys="1\nu\n1\nq\n")
    assert "[1]" in done.output, done.output
    (line,) = project.review_log.read_text().splitlines()
    assert json.loads(line)["subject"] == offers(project)[0].handle


class Judge:
    """A verifier that quotes the passage, lies about the second, and then stops."""

    name = "judge"

    def judge(self, claim: str, given: list[Passage]):
        yield Judgement(given[0], "supports", 0.9, "Trade between the two ports", "judge")
        yield Judgement(given[0], "supports", 0.9, "words that are not there at all", "judge")
        raise VerifierError("The money is spent.")


def test_a_verifier_speaks_only_with_words_of_the_passage(project: Project, monkeypatch):
    monkeypatch.setattr("argmap.verifiers.load_verifiers", lambda settings, path: ((Judge(),), ()))
    done = run(passages, project, "main", "--verifier", "judge")
    assert "judge thinks: supports (0.90), by “Trade between the two ports”" in " ".join(done.output.split())
    assert "not there at all" not in done.stdout
    assert "thrown away" in done.stderr and "The money is spent" in done.stderr
    assert load(project.root).evaluation.labels["main"].label == "provisional"


def test_a_verifier_is_asked_only_when_it_is_switched_on(project: Project, monkeypatch):
    monkeypatch.setattr("argmap.verifiers.load_verifiers", lambda settings, path: pytest.fail("nobody asked"))
    assert run(passages, project, "main").exit_code == 0


def test_a_verifier_that_is_not_installed_is_an_error(project: Project):
    with pytest.raises(ArgmapError, match="not installed"):
        CliRunner().invoke(
            passages, ["main", "--verifier", "nobody", "--project", str(project.root)], catch_exceptions=False
        )


def fake_sentence_transformers(monkeypatch, vectors) -> None:
    """A package that speaks as sentence-transformers does, with a model named "known" only."""
    import sys
    import types

    class Vectors(list):
        def tolist(self):
            return list(self)

    class SentenceTransformer:
        def __init__(self, name, local_files_only):
            assert local_files_only, "nothing may be fetched"
            if name != "known":
                raise OSError(f"{name} is not in the local store")

        def encode(self, texts, normalize_embeddings):
            return Vectors(vectors(text) for text in texts)

    module = types.ModuleType("sentence_transformers")
    module.SentenceTransformer = SentenceTransformer
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)


def test_a_model_on_this_machine_ranks_passages_by_sense_too(make_project, monkeypatch):
    text = "Trade and ports are old. The ports had trade. Commerce between the harbours rose by an eighth.\n"
    made = make_project(CLAIM, bib=BIB, texts={"smith2010.txt": text})
    asked = []

    def vectors(words):
        asked.append(words)
        return [1.0, 0.0] if "Commerce" in words or words.startswith("Trade between") else [0.0, 1.0]

    fake_sentence_transformers(monkeypatch, vectors)
    arguments = ["main", "--project", str(made.root), "--format", "json"]
    plain = CliRunner().invoke(passages, arguments)
    ranked = CliRunner().invoke(passages, [*arguments, "--model", "known"])
    assert plain.exit_code == ranked.exit_code == 0
    assert asked[0].startswith("Trade between")
    first = json.dumps(json.loads(ranked.output))
    assert "Commerce" in first
    assert plain.output != ranked.output


def test_a_model_that_is_not_there_is_an_error_with_a_remedy(project: Project, monkeypatch):
    fake_sentence_transformers(monkeypatch, lambda words: [1.0])
    done = CliRunner().invoke(passages, ["main", "--project", str(project.root), "--model", "unknown"])
    assert isinstance(done.exception, ArgmapError) and "Fetch it once" in str(done.exception)


def test_without_the_package_the_error_names_the_extra(project: Project, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    done = CliRunner().invoke(passages, ["main", "--project", str(project.root), "--model", "known"])
    assert isinstance(done.exception, ArgmapError) and "argmap[embeddings]" in str(done.exception)
