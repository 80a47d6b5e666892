"""Fixes of the argument (ARG): what a person may say under a claim or a step, with the place made for the words."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.checks.fixes.edits import add_item, add_property, words_at, write
from argmap.checks.fixes.registry import mends
from argmap.findings.finding import Finding
from argmap.ground.edits import BLANK, Edit, Fix
from argmap.notation.tree import Step
from argmap.project import Project


def _step(project: Project, finding: Finding) -> Step | None:
    """The step that a finding is about."""
    node = project.nodes.get(finding.claim or "")
    steps = (*node.reasons, *node.objections) if node else ()
    return next((step for step in steps if step.span == finding.span), None)


@mends("ARG001", "ARG002")
def support(project: Project, finding: Finding) -> Iterator[Fix]:
    """A source, evidence, or why the claim is taken as given."""
    node = project.nodes.get(finding.claim or "")
    if node is not None:
        yield add_item(project, node, "Cite a source", f"cites: @{BLANK}", "the work's key")
        yield add_item(project, node, "Give evidence", f"evidence: {BLANK}", "what the claim rests on")
        yield add_item(project, node, "Mark it `assume`", f"assume: {BLANK}", "why it is taken as given")


@mends("ARG008")
def split_premises(project: Project, finding: Finding) -> Iterator[Fix]:
    """Each linked premise as a reason of its own."""
    step = _step(project, finding)
    if step and (fix := split_step(project.text_files[step.span.path].text, step)):
        yield fix


def split_step(text: str, step: Step) -> Fix | None:
    """The fix that gives each premise of a step of a file by itself; None where it has one, or a line under it.

    What stands under a step (a warrant, a scheme) is of all its premises together.
    """
    if len(step.premises) < 2 or step.body:
        return None
    end = "\r\n" if "\r\n" in text else "\n"
    items = end.join(f"- {step.key}: {premise.text}" for premise in step.premises)
    return write("Give the premises as independent reasons", step.span, items)


@mends("ARG014")
def warrant(project: Project, finding: Finding) -> Iterator[Fix]:
    """The warrant, or the scheme."""
    if step := _step(project, finding):
        yield add_property(project, step, "Give the warrant", f"warrant: {BLANK}", "why the premises speak for it")
        yield add_property(project, step, "Name the scheme", f"scheme: {BLANK}", "the scheme's name")


@mends("ARG015")
def nearest_scheme(project: Project, finding: Finding) -> Iterator[Fix]:
    """The scheme with the nearest name."""
    from argmap.argument.schemes import suggest_scheme

    step = _step(project, finding)
    if step and step.scheme and (near := suggest_scheme(step.scheme.text)):
        yield write(f"Write `{near}`", step.scheme.span, near)


@mends("ARG016")
def answers(project: Project, finding: Finding) -> Iterator[Fix]:
    """A place for the answer to each open critical question."""
    from argmap.argument.schemes import find_scheme
    from argmap.evaluation.questions import answered_questions

    node = _step(project, finding)
    step = next((s for s in project.argument.steps() if s.span == finding.span), None)
    scheme = find_scheme(step.scheme) if step and step.scheme else None
    if node is None or step is None or scheme is None:
        return
    answered = answered_questions(step, project.evaluation)
    for number, question in enumerate(scheme.questions, 1):
        if number not in answered and number not in node.answers:
            yield add_property(project, node, f"Answer question {number}: {question}", f"cq{number}: {BLANK}", question)


@mends("ARG020", "EVD008")
def given_twice(project: Project, finding: Finding) -> Iterator[Fix]:
    """The second of two items that say the same, where nothing stands under it."""
    span = finding.span
    if span is None or "\n" in words_at(project, span):
        return
    text = project.text_files[span.path].text
    start = span.start - span.column + 1
    end = text.find("\n", span.end) + 1 or len(text)
    if not text[start : span.start].strip(" \t") and not text[span.end : end].strip():
        yield Fix("Take the second out", {span.path: (Edit(start, end, ""),)})


@mends("*")
def waiver(project: Project, finding: Finding) -> Iterator[Fix]:
    """The finding is accepted, and the reason kept with the claim."""
    node = project.nodes.get(finding.claim or "")
    if node is not None and finding.code != "SYN099":
        yield add_item(
            project, node, f"Waive {finding.code} here", f"waive: {finding.code} {BLANK}", "why the finding is accepted"
        )
