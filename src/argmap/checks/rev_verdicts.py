"""REV: what people have judged, and what has changed since they did."""

from __future__ import annotations

from collections.abc import Iterator

from argmap.checks.registry import Check, check
from argmap.checks.syn_files import raised
from argmap.findings.finding import Finding
from argmap.ground.message import claim_name, item_name, say, work_name
from argmap.ground.text import shorten
from argmap.project import Project
from argmap.reviews import Verdict
from argmap.reviews.judgements import IN_PAPER, Judgement
from argmap.reviews.offers import settled_by_passages, work_of
from argmap.reviews.subject import Subject

_SHOWN = 160


def _judged(project: Project) -> Iterator[Judgement]:
    """What somebody has judged; in a project without verdicts nothing is made ready to be judged."""
    if project.reviews.verdicts:
        yield from (judgement for judgement in project.judgements.values() if judgement.verdict)


@check("REV001", "never-reviewed", "note")
def never_reviewed(project: Project) -> Iterator[Finding]:
    """No person has judged the citations and evidence of a claim on which a conclusion rests.

    Why: whether a source says what it is cited for is a judgement; until somebody has made it, the claim stands
    provisionally at best.

    Example: a claim of the path to the conclusion with two `- cites:` and no line in claims/reviews.jsonl.

    Mend: look the place up and record what you find: `argmap verdict claim-id/cites-1 supports`, or `argmap review`.
    Nothing is reported before the first verdict of the project has been given.
    """
    if not project.reviews.verdicts:
        return
    from argmap.argument.paths import supporting_claims

    on_path = supporting_claims(project.argument)
    settled = settled_by_passages(project.judgements)
    for claim in project.argument.claims.values():
        items = claim.grounds
        if claim.id not in on_path or not items:
            continue
        if not any(project.judgements[item.id].verdict or item.id in settled for item in items):
            yield never_reviewed.finding(
                items[0].span,
                say(
                    "Nobody has judged what {} rests on ({} item{})",
                    claim_name(claim.id),
                    len(items),
                    "s" if len(items) > 1 else "",
                ),
                claim=claim.id,
            )


@check("REV002", "verdict-stale", "warning")
def verdict_stale(project: Project) -> Iterator[Finding]:
    """Something has changed since a person judged it.

    Why: the verdict was about other words; it no longer counts.

    Example: the claim said "may weaken" when it was judged, and now says "weakens".

    Mend: look at the difference and judge again (`argmap review` begins with these).
    """
    for judgement in _judged(project):
        if judgement.stale and judgement.verdict:
            changes = judgement.changes[:3]
            shown = "; ".join(
                f"{part}: “{shorten(then, _SHOWN)}” → “{shorten(now, _SHOWN)}”" for part, then, now in changes
            )
            subject = judgement.subject
            yield verdict_stale.finding(
                subject.span,
                say(
                    "{} has changed since {} judged it ({}, {})",
                    item_name(subject.id),
                    judgement.verdict.reviewer,
                    judgement.verdict.verdict,
                    judgement.verdict.date[:10],
                ),
                claim=subject.claim or None,
                because=shown or "the fingerprint differs; what was judged was not recorded",
            )


@check("REV003", "verdict-without-note", "note")
def verdict_without_note(project: Project) -> Iterator[Finding]:
    """A negative verdict gives no reason.

    Why: the author of the paper can do nothing with "does not support" alone.

    Example: `argmap verdict trade-grew/cites-1 does-not-support` without `--note`.

    Mend: record the verdict again with `--note "…"`.
    """
    for judgement in _judged(project):
        verdict = judgement.current
        if verdict and verdict.negative and not verdict.note:
            yield verdict_without_note.finding(
                judgement.subject.span,
                say(
                    "{} judged {} “{}” and does not say why",
                    verdict.reviewer,
                    item_name(judgement.subject.id),
                    verdict.verdict,
                ),
                claim=judgement.subject.claim or None,
            )


@check("REV004", "judged-negative", "warning")
def judged_negative(project: Project) -> Iterator[Finding]:
    """A person has found that a source does not support what it is cited for.

    Why: this is what an audit is for; the claim cannot rest on it.

    Example: `contradicts` on a citation, with the note "p. 54 says the opposite".

    Mend: correct the claim or the citation; the verdict then goes stale and is asked for again.
    """
    yield from _found_wanting(project, judged_negative)


def _found_wanting(project: Project, of: Check) -> Iterator[Finding]:
    """The negative verdicts of which a check tells."""
    for judgement in _judged(project):
        verdict, subject = judgement.current, judgement.subject
        if verdict and verdict.negative and _told_by(project, subject, verdict) is of:
            what = say("the text of ") if subject.kind == "source" else ""
            yield of.finding(
                subject.span,
                say("{} judged {}{}: {}", verdict.reviewer, what, item_name(subject.id), say(verdict.verdict)),
                claim=subject.claim or None,
                because=verdict.note or None,
            )


def _told_by(project: Project, subject: Subject, verdict: Verdict) -> Check:
    # evidence that no source is named for is a reason that the paper gives
    if subject.kind == "step" or (subject.kind == "evidence" and subject.work in (None, IN_PAPER)):
        return step_judged
    if subject.kind != "claim":
        return judged_negative
    # who rejects a draft may mean that the paper argues for no such thing
    denied = verdict.verdict == "rejected" and not project.argument.claims[subject.claim].is_draft
    return claim_rejected if denied else claim_misworded


@check("REV012", "step-judged", "warning")
def step_judged(project: Project) -> Iterator[Finding]:
    """A person has found that the premises of a step, even if true, do not speak for (or against) its claim, or that
    evidence for which no source is named, or this paper, does not bear it out.

    Why: the claim cannot rest on it, whatever its premises rest on.

    Example: `does-not-support` on `trade-grew/because-1`, with the note "one port is not the coast".

    Mend: give a reason that carries the claim, or a warrant that says how this one does; the verdict then goes stale.
    """
    yield from _found_wanting(project, step_judged)


@check("REV013", "claim-rejected", "warning")
def claim_rejected(project: Project) -> Iterator[Finding]:
    """A person has rejected what a claim says.

    Why: nothing can rest on it until its author has answered.

    Example: `rejected` on `trade-grew`, with the note "Table 3 shows the opposite".

    Mend: correct what is said, or answer the objection; the verdict goes stale when the claim changes.
    """
    yield from _found_wanting(project, claim_rejected)


@check("REV014", "claim-misworded", "warning")
def claim_misworded(project: Project) -> Iterator[Finding]:
    """A person has found that the paper does not say what a claim says, or that the claim is not fairly worded; or has
    rejected a claim that argmap drafted.

    Why: this is about the claims file and no fault of the paper, so the referee letter is silent about it.

    Example: `contradicts` on `turkey-helped`, with the note "the paper says willingness, not help".

    Mend: word the claim as the paper does, or take it out; the verdict then goes stale and is asked for again.
    """
    yield from _found_wanting(project, claim_misworded)


@check("REV009", "reviewers-differ", "warning")
def reviewers_differ(project: Project) -> Iterator[Finding]:
    """Two people judged the same thing as it stands, and one of them found it wanting.

    Why: the verdict that was given last is the one that counts, which settles nothing: the other would be lost.

    Example: one reviewer records `does-not-support` on `trade-grew/cites-1`, and a second one `supports` the day after.

    Mend: settle it between the two. When whoever gave way records the verdict that both hold, nothing is told any more.
    """
    for judgement in _judged(project):
        counts = judgement.current
        if counts is None or counts.verdict == "cannot-access":
            continue
        for other in project.reviews.others(counts):
            if other.negative != counts.negative and other.verdict != "cannot-access":
                yield reviewers_differ.finding(
                    judgement.subject.span,
                    say(
                        "{} judged {} “{}”, and {} “{}”: the later verdict counts",
                        other.reviewer,
                        item_name(judgement.subject.id),
                        other.verdict,
                        counts.reviewer,
                        counts.verdict,
                    ),
                    claim=judgement.subject.claim or None,
                    because=f"{other.reviewer}: {other.note}" if other.note else None,
                )


@check("REV005", "verdict-on-nothing", "warning")
def verdict_on_nothing(project: Project) -> Iterator[Finding]:
    """A verdict is about something that is no longer in the project.

    Why: the claim or the citation was removed; the judgement is lost. A verdict goes with what was judged: a citation
    that stands elsewhere under its claim, and a claim in another file or under another id, keep theirs.

    Example: a verdict on `trade-grew/cites-2` while the claim has one citation, of another work.

    Mend: rename claims with `argmap rename`; give the verdict again on what replaced it.
    """
    log = project.review_log.relative_to(project.root).as_posix()
    placed = {id(judgement.verdict) for judgement in _judged(project)}
    for subject, verdict in project.reviews.latest().items():
        if subject not in project.judgements and id(verdict) not in placed:
            yield verdict_on_nothing.finding(
                log,
                say(
                    "{} judged {} ({}), which is no longer there", verdict.reviewer, item_name(subject), verdict.verdict
                ),
            )


@check("REV006", "source-text-changed", "error")
def source_text_changed(project: Project) -> Iterator[Finding]:
    """The text of a source is no longer the one that was pinned.

    Why: quotations that were found, and verdicts that were given, were about other bytes; another edition or another
    scan may have other words and other pages.

    Example: `[tool.argmap.pins]` has a sum for smith-2010, and sources/texts/smith-2010.pdf was replaced since.

    Mend: put the text back that was meant; or, when the new one is meant, run `argmap pin smith-2010` and judge again
    what has gone stale.
    """
    for pin in project.texts.pins.values():
        found = project.texts.sum(pin.key)
        if pin.sum is not None and found is not None and not project.texts.has_sum(pin.key, pin.sum):
            judged = [j for j in _judged(project) if j.stale and j.subject.work == pin.key]
            stale = f", and {len(judged)} verdict{'s' if len(judged) > 1 else ''} on it went stale" if judged else ""
            yield source_text_changed.finding(
                project.texts.shown(pin.key),
                say("The text of {} is not the one that was pinned{}", work_name(pin.key), stale),
                because=f"pinned: {pin.sum[:12]}…; there now: {found[:12]}…",
                help=f"Put the old text back, or run `argmap pin {pin.key}` and judge again.",
            )


@check("REV007", "pin-without-text", "note")
def pin_without_text(project: Project) -> Iterator[Finding]:
    """A text is pinned that is not there, or a pin holds no SHA-256 sum.

    Why: nothing can be compared. That is as it should be where a text may not be passed on; then its quotations and
    verdicts are as the person who had it left them.

    Example: a sum for smith-2010 in the settings, and no sources/texts/smith-2010.*.

    Mend: put the text there where you have it; take the pin out where the work is no longer cited; write a sum with
    `argmap pin`.
    """
    for pin in project.texts.pins.values():
        where = project.shown_root
        source = project.bibliography.sources.get(pin.key)
        place = source.span if pin.written == "bibliography" and source else where
        if pin.sum is None:
            told = say("The pin of {} is no SHA-256 sum: {}", work_name(pin.key), repr(pin.given[:20]))
            yield pin_without_text.finding(place, told, severity="error")
        elif project.texts.sum(pin.key) is None:
            why = project.texts.problem(pin.key) or f"there is no text of it in {project.texts.shown_as}/"
            yield pin_without_text.finding(
                place, say("{} is pinned, and could not be compared: {}", work_name(pin.key), why), not_checkable=True
            )


@check("REV008", "text-not-pinned", "note")
def text_not_pinned(project: Project) -> Iterator[Finding]:
    """Words are quoted from a text that is not pinned.

    Why: nobody is told when the text is replaced by another edition or scan, and the quotations may then be held
    against other words than those that were judged.

    Example: sources/texts/smith-2010.pdf, quoted under a citation, and no sum for it in the settings.

    Mend: `argmap pin smith-2010`.
    """
    items = [item for claim in project.argument.claims.values() for item in claim.grounds]
    quoted = dict.fromkeys(work_of(item) or "" for item in items if item.quotations)
    for key in quoted:
        if project.texts.path(key) and key not in project.texts.pins:
            yield text_not_pinned.finding(
                project.texts.shown(key),
                say("Words are quoted from the text of {}, which is not pinned", work_name(key)),
            )


@check("REV010", "review-line-unreadable", "error", about="files")
def review_line_unreadable(project: Project) -> Iterator[Finding]:
    """A line of the review log cannot be read, and the verdict in it does not count.

    Why: a judgement is lost. The line itself is kept when verdicts are added.

    Example: a line cut short, or with a verdict that does not exist.

    Mend: restore the line from git, or delete it and judge again.
    """
    yield from raised(project, review_line_unreadable)


@check("REV011", "review-merge-conflict", "error", about="files")
def review_merge_conflict(project: Project) -> Iterator[Finding]:
    """A merge conflict was left in the review log.

    Why: until it is settled no verdict can be added; those of both sides are read.

    Example: a line that begins with `<<<<<<<`.

    Mend: keep the lines of both sides and delete the marker lines; the order does not matter. With
    `claims/reviews.jsonl merge=union` in .gitattributes git does so by itself.
    """
    yield from raised(project, review_merge_conflict)
