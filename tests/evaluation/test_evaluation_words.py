"""Labels in words, suppositions, explanations, and the commands that show them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from textwrap import fill

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from argmap.argument.model import Argument
from argmap.cli import _argmap
from argmap.evaluation import evaluate
from argmap.evaluation.cut_sets import find_cut_sets
from argmap.evaluation.explain import explain_claim
from argmap.evaluation.leaf_words import changed_meanings
from argmap.evaluation.options import EvaluationOptions
from argmap.evaluation.outcome import evaluate_again
from argmap.evaluation.robustness import vary_conventions
from argmap.evaluation.whatif import suppose
from argmap.ground.diagnostics import ArgmapError
from argmap.outputs.json.evaluation import evaluation_document
from argmap.outputs.terminal.evaluation import _wrap, evaluation_text, whatif_text
from argument_maker import make_argument, make_claim

SOURCED = make_claim("sourced", cites=["book"])
BARE = make_claim("bare")
CITED = make_claim("c", because=["sourced"])
HALF = {"premises": "sourced", "weight": 0.5}
WARRANTED = {"premises": "sourced", "warrant_claim": "bare"}
REPORTED = make_claim("c", cites=["b"], said_by="Smith")
ATTACKED = make_claim("c", cites=["b"], but=["sourced"])


def label_of(argument: Argument, claim: str, states: Mapping[str, str] | None = None) -> tuple[str, str]:
    labelled = evaluate(argument, states).labels[claim]
    return labelled.label, labelled.because


@pytest.mark.parametrize(
    ("claim", "states", "label", "because"),
    [
        (
            CITED,
            {"sourced/cites-1": "verified"},
            "established",
            "whose citation a person judged to support it",
        ),
        (
            CITED,
            {},
            "provisional",
            "it rests on sourced, whose citation nobody has checked",
        ),
        (make_claim("c", because=["bare"]), {}, "unsupported", "its only reason rests on bare, which cites nothing"),
        (make_claim("c", because=["sourced + bare"]), {}, "unsupported", "rests on bare, which cites nothing"),
        (
            make_claim("c", because=["bare", "bare"]),
            {},
            "unsupported",
            "none of its 2 reasons stands: one rests on bare",
        ),
        (
            CITED,
            {"sourced/cites-1": "refuted"},
            "unsupported",
            "only evidence was refuted",
        ),
        (CITED, {"c/because-1": "refuted"}, "unsupported", "its reason was rejected"),
        (make_claim("c", cites=["b"], because=["bare"]), {"c": "refuted"}, "defeated", "a reviewer rejected it"),
        (ATTACKED, {}, "contested", "weigh the same (1)"),
        (
            make_claim("c", cites=["b"], but=["sourced"]),
            {"c/cites-1": "verified"},
            "contested",
            "that nobody has judged",
        ),
        (
            make_claim("c", because=[HALF], but=["sourced"]),
            {},
            "defeated",
            "outweighs",
        ),
        (make_claim("c", because=["bare"], but=["sourced"]), {}, "defeated", "the objection from sourced stands"),
        (
            make_claim("c", because=[{"premises": "sourced", "unless": ("sourced",)}]),
            {},
            "defeated",
            "its reason from sourced is undercut by sourced",
        ),
        (
            make_claim("c", because=[{"premises": "sourced", "weight": 0.4}], standard="clear-and-convincing"),
            {},
            "unsupported",
            "weighs 0.4, less than",
        ),
        (make_claim("c", because=["c"]), {}, "circular", "a ring that comes back to itself: c → c"),
        (make_claim("c", but=["c"], cites=["b"]), {}, "contested", "nothing settles the ring of attacks"),
        (make_claim("c", kind="question", cites=["b"]), {}, "unsupported", "an open question"),
        (
            make_claim("c", cites=["b"], said_by="Smith"),
            {"c/cites-1": "verified"},
            "provisional",
            "a view reported of Smith",
        ),
        (make_claim("c", assume="for now"), {}, "provisional", "it is assumed"),
        (make_claim("c", kind="definition"), {}, "established", "it is a definition"),
        (
            make_claim("c", because=[{"premises": "sourced", "warrant_claim": "bare"}]),
            {},
            "unsupported",
            "rests on bare",
        ),
    ],
)
def test_label_and_reason(claim, states, label: str, because: str) -> None:
    found = label_of(make_argument(claim, SOURCED, BARE), "c", states)
    assert found[0] == label
    assert because in found[1]


def test_way_leads_through_every_claim_down_to_the_evidence() -> None:
    argument = make_argument(make_claim("top", because=["mid"]), make_claim("mid", because=["sourced"]), SOURCED)
    labelled = evaluate(argument).labels["top"]
    assert labelled.rests_on == ("mid", "sourced", "sourced/cites-1")
    assert labelled.because == (
        "it rests on mid and so, in the end, on sourced, whose citation nobody has checked (sourced/cites-1)"
    )


def test_claim_above_a_ring_names_the_ring() -> None:
    argument = make_argument(
        make_claim("top", because=["a"]), make_claim("a", because=["b"]), make_claim("b", because=["a"])
    )
    label, because = label_of(argument, "top")
    assert label == "circular"
    assert "a → b → a" in because


def test_ring_of_support_under_an_open_attack_is_contested() -> None:
    argument = make_argument(
        make_claim("a", because=["b"]),
        make_claim("b", because=["a"], but=["x"]),
        make_claim("x", cites=["k"], but=["y"]),
        make_claim("y", cites=["k"], but=["x"]),
    )
    label, because = label_of(argument, "a")
    assert label == "contested"
    assert because == "its support runs in a ring, and an attack on the ring stays open"


def test_question_counts_once_a_reason_answers_it() -> None:
    open_ = make_argument(make_claim("c", because=["q"]), make_claim("q", kind="question", cites=["b"]))
    answered = make_argument(
        make_claim("c", because=["q"]), make_claim("q", kind="question", because=["sourced"]), SOURCED
    )
    assert label_of(open_, "c")[0] == "unsupported"
    assert label_of(answered, "c")[0] == "provisional"


@pytest.mark.long
def test_chain_of_20000_claims_is_evaluated_whole() -> None:
    count = 20_000
    claims = [make_claim(f"c{n}", because=[f"c{n + 1}"], kind="claim" if n else "conclusion") for n in range(count - 1)]
    evaluation = evaluate(make_argument(*claims, make_claim(f"c{count - 1}", cites=["book"])))
    assert evaluation.labels["c0"].label == "provisional"
    assert len(evaluation.labels["c0"].rests_on) == 24
    assert evaluation.labels["c0"].rests_on[-1] == f"c{count - 1}"
    assert evaluation.strength["c0"] == pytest.approx((0.45, 0.45, 0.45))
    assert evaluation.load[f"c{count - 1}"] == count - 1
    assert len(evaluation.single_points["c0"]) == count - 1


# -- suppositions ----------------------------------------------------------------------------------------------------

TWO_LEGS = make_argument(
    make_claim("top", kind="conclusion", because=["left", "right"]),
    make_claim("left", cites=["book"]),
    make_claim("right", cites=["paper"]),
    make_claim("doubt"),
)


def test_rejecting_one_of_two_reasons_flips_that_claim_only() -> None:
    found = suppose(evaluate(TWO_LEGS), reject=["left"])
    assert [(f.claim, f.before.label, f.after.label) for f in found.flips] == [("left", "provisional", "defeated")]


def test_rejecting_both_sources_topples_the_conclusion() -> None:
    found = suppose(evaluate(TWO_LEGS), reject=["@book", "@paper"])
    assert {f.claim for f in found.flips} == {"top", "left", "right"}
    assert found.after.labels["top"].because == (
        "none of its 2 reasons stands: one rests on left, which loses what it rests on"
    )


def test_granting_a_citation_counts_it_as_verified() -> None:
    found = suppose(evaluate(TWO_LEGS), grant=["left/cites-1"])
    assert {f.claim: f.after.label for f in found.flips} == {"top": "established", "left": "established"}


def test_what_was_supposed_holds_in_a_further_supposition_and_under_other_options() -> None:
    first = suppose(evaluate(TWO_LEGS), reject=["@paper"], grant=["left/cites-1"]).after
    both = suppose(first, grant=["doubt"]).after
    other_options = EvaluationOptions(quotations_verified=True, every_standard="preponderance")
    for again in (both, suppose(first, grant=["right/cites-1"]).after, evaluate_again(first, other_options)):
        assert {c: again.labels[c].label for c in ("top", "left", "right")} == {
            "top": "established",
            "left": "established",
            "right": "unsupported",
        }


@pytest.mark.parametrize(
    ("reject", "grant", "message"),
    [
        (["lefft"], [], 'Did you mean "left"'),
        (["left"], ["left"], "both rejected and granted"),
        ([], ["top/because-1"], "is a step"),
    ],
)
def test_supposition_that_makes_no_sense_is_refused(reject, grant, message: str) -> None:
    with pytest.raises(ArgmapError, match=message):
        suppose(evaluate(TWO_LEGS), reject, grant)


def test_more_cut_sets_than_wanted_are_said_to_exist() -> None:
    names = [f"p{n}" for n in range(6)]
    argument = make_argument(
        make_claim("top", kind="conclusion", because=[" + ".join(names)]), *(make_claim(n, cites=[n]) for n in names)
    )
    found = find_cut_sets(evaluate(argument), "top", limit=4)
    assert len(found.sets) == 4
    assert not found.complete


def test_other_conventions_show_what_flips() -> None:
    argument = make_argument(
        make_claim("top", kind="conclusion", because=["sourced"], but=[{"premises": "sourced", "weight": 0.6}]), SOURCED
    )
    flips = {
        variant.name: {f.claim: f.after.label for f in variant.flips}
        for variant in vary_conventions(evaluate(argument))
    }
    assert flips["clear-and-convincing for every claim"] == {"top": "contested"}
    assert flips["linked premises by their minimum"] == {}
    assert flips["verified evidence only"] == {"top": "unsupported", "sourced": "unsupported"}


# -- what people and programs read -----------------------------------------------------------------------------------


def test_explanation_reads_from_verdict_to_evidence() -> None:
    argument = make_argument(
        make_claim("top", kind="conclusion", because=[{"premises": "left", "unless": ("doubt",)}], but=["doubt"]),
        make_claim("left", cites=["book"]),
        make_claim("doubt"),
    )
    text = explain_claim(argument, evaluate(argument), "top")
    order = ["top: provisional", "It stands, provisionally", "The way down:", "left/cites-1 cites book", "For it:"]
    order += ["unless: doubt (unsupported, so it does not undercut the step)", "Against it:", "does not hold"]
    order += ["It no longer stands if any one of these falls: left.", "Strength:"]
    places = [text.find(words) for words in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)


def test_what_if_says_when_a_conclusion_comes_to_hang_on_one_claim() -> None:
    evaluation = evaluate(TWO_LEGS)
    text = " ".join(whatif_text(evaluation, suppose(evaluation, reject=["left"])).split())
    assert "The conclusion top stays provisional, and hangs on 1 single claim (before: 0)." in text


def test_document_has_the_published_shape() -> None:
    document = evaluation_document(evaluate(TWO_LEGS))
    assert list(document) == [
        "version",
        "claims",
        "quotation_counts_as",
        "not_applied",
        "warnings",
        "doubted_sources",
        "conclusions",
        "single_points_of_failure",
        "levers",
        "cut_sets",
    ]
    of_claim = ["label", "status", "because", "strength", "grounds", "rests_on", "load"]
    assert list(document["claims"]["top"]) == of_claim
    assert document["conclusions"] == ["top"]
    assert document["single_points_of_failure"] == []
    assert document["cut_sets"] == {"sets": [["left", "right"]], "complete": True}
    json.dumps(document)


PROJECT = """# Case

## top {conclusion}

The bridge is safe.

- because: left
- but: right
  weight: 0.5

## left

It was inspected.

- evidence: The report of 2020.
  type: document

## right

It creaks.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "case.md").write_text(PROJECT, "utf-8")
    return tmp_path


def run(name: str, *arguments: str) -> str:
    from importlib import import_module

    found = CliRunner().invoke(import_module(f"argmap.cli.{name}").command, list(arguments), catch_exceptions=False)
    assert found.exit_code == 0, found.output
    return found.stdout


def test_evaluate_prints_one_json_document(project: Path) -> None:
    document = json.loads(run("evaluate", str(project), "--format", "json"))
    assert document["claims"]["top"]["label"] == "provisional"
    assert document["single_points_of_failure"] == ["left"]


def test_evaluate_says_the_conclusion_first_and_the_conventions_last(project: Path) -> None:
    text = run("evaluate", str(project))
    assert text.startswith("top: provisional\n")
    assert text.rstrip().endswith("it is not a probability")


@pytest.mark.parametrize(
    ("semantics", "words"),
    [("preferred", "preferred: 1 extension\n  {top, left}"), ("euler", "0.540  left"), ("grounded", "{top, left}")],
)
def test_evaluate_compares_with_other_semantics(project: Path, semantics: str, words: str) -> None:
    assert words in run("evaluate", str(project), "--semantics", semantics)


def test_evaluate_reads_a_framework_of_another_program(tmp_path: Path) -> None:
    file = tmp_path / "x.af"
    file.write_text("p af 3\n1 2\n2 1\n2 3\n", "utf-8")
    document = json.loads(run("evaluate", str(file), "--semantics", "preferred", "--format", "json"))
    assert document["extensions"] == [["1", "3"], ["2"]]
    assert document["in_all"] == []


def test_evaluate_names_what_would_move_a_conclusion_most(project: Path) -> None:
    text, document = run("evaluate", str(project)), json.loads(run("evaluate", str(project), "--format", "json"))
    levers = document["levers"]["top"]
    assert {lever["claim"] for lever in levers["removed"]} <= set(document["claims"]) - {"top"}
    assert all(lever["change"] < 0 for lever in levers["removed"]) and levers["removed"] and levers["stronger"]
    first = levers["removed"][0]
    now = document["claims"]["top"]["strength"][1]
    words = f"{first['claim']} ({now:.2f} → {now + first['change']:.2f})"
    assert f"If one of these fell, the strength of the conclusion would change most: {words}" in " ".join(text.split())
    alone = run("whatif", "--project", str(project))
    assert alone.startswith("top: ") and words in " ".join(alone.split())
    supposed = json.loads(run("whatif", "--project", str(project), "--reject", first["claim"], "--format", "json"))
    assert first["claim"] not in {lever["claim"] for lever in supposed["levers"]["top"]["removed"]}


def test_whatif_shows_what_falls(project: Path) -> None:
    text = run("whatif", "--project", str(project), "--reject", "left/evidence-1")
    assert "top (conclusion): provisional → unsupported" in text
    document = json.loads(run("whatif", "--project", str(project), "--reject", "left", "--format", "json"))
    assert [flip["claim"] for flip in document["flips"]] == ["top", "left"]


def test_a_draft_is_called_one_and_a_conclusion_has_its_reason_once() -> None:
    draft = Argument({c.id: replace(c, tags=("draft",)) for c in TWO_LEGS.claims.values()})
    text = " ".join(evaluation_text(evaluate(draft)).split())
    assert text.startswith("These claims were picked out by a program, and nobody has read them yet.")
    assert "picked out" not in evaluation_text(evaluate(TWO_LEGS))
    one = replace(draft.claims["left"], tags=())
    assert "of these claims were picked" in evaluation_text(evaluate(Argument({**draft.claims, "left": one})))
    reason = evaluate(TWO_LEGS).labels["top"].because
    assert " ".join(evaluation_text(evaluate(TWO_LEGS)).split()).count(f"{reason}.") == 1


def test_conclusions_that_a_supposition_leaves_alone_are_counted_where_they_are_many() -> None:
    claims = [make_claim(f"c{n}", kind="conclusion", cites=["book"]) for n in range(5)]
    argument = Argument({c.id: c for c in (*claims, make_claim("other"))})
    text = whatif_text(evaluate(argument), suppose(evaluate(argument), reject=["other"]))
    assert "5 conclusions stay as they are: 5 provisional." in text and "c0" not in text


@given(st.text("ab \t\n\u00a0\u2028-", max_size=130), st.sampled_from((0, 2, 13)))
def test_a_line_that_fits_stands_as_it_would_be_wrapped(text: str, indent: int) -> None:
    pad = " " * indent
    filled = fill(text, 100, initial_indent=pad, subsequent_indent=pad, break_on_hyphens=False)
    assert _wrap(text, indent) == filled.splitlines()


@pytest.mark.parametrize("command", [["evaluate"], ["show"], ["show", "two"], ["explain", "one"], ["explain", "two"]])
def test_a_draft_that_nobody_has_read_is_called_one_on_the_terminal(make_project, command: list[str]) -> None:
    text = "# A\n\n## one {conclusion}\n\nOne.\n\n- because: two\n- tags: draft\n\n## two\n\nTwo.\n\n- tags: draft\n"
    root = str(make_project(text).root)
    place = [root] if command == ["evaluate"] else ["--project", root]
    told = CliRunner().invoke(_argmap, [*command, *place], catch_exceptions=False).stdout
    assert "draft" in told and "unsupported" not in told


def test_a_label_that_means_more_than_by_default_says_so() -> None:
    assert not changed_meanings(EvaluationOptions())
    meaning = changed_meanings(EvaluationOptions(quotations_verified=True))
    assert [*meaning] == ["established"] and "whose quotation is in the source" in meaning["established"]
