"""An evaluation in words for a terminal: the conclusions first, then what they hang on, then all claims by section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import fill

from argmap.evaluation.cut_sets import find_cut_sets
from argmap.evaluation.grounds import ASSUMPTION_STRENGTH, DEFINITION_STRENGTH, UNJUDGED_FACTOR, UNTYPED_STRENGTH
from argmap.evaluation.leaf_words import say_verified
from argmap.evaluation.not_applied import NotApplied
from argmap.evaluation.outcome import Evaluation
from argmap.evaluation.robustness import vary_conventions
from argmap.evaluation.runs import LABELS, SHOWN_LABELS, STANDING
from argmap.evaluation.sensitivity import Levers, find_levers
from argmap.evaluation.whatif import WhatIf
from argmap.outputs.wording import OF_DRAFTS, say_drafted, say_levers

_WIDTH = 100
_MOST_NAMED = 10
_MOST_SETS = 5
_MOST_STAYING = 3
_ALL = 0.995
_OF_PREMISES = "linked premises"


def evaluation_text(evaluation: Evaluation, not_applied: NotApplied | None = None, doubted: Sequence[str] = ()) -> str:
    """The whole evaluation, without a final line end; what it was made without comes before everything else.

    `doubted` are sentences on sources that were taken back, and what is lost without them; they come after conclusions.
    """
    lines: list[str] = []
    if not_applied and not_applied.warnings:
        lines += ["These labels were worked out without all that the file names:"]
        lines += [line for warning in not_applied.warnings for line in _wrap(f"{warning}.", 2)]
        lines += [""]
    if drafted := say_drafted(evaluation.argument):
        lines += [*_wrap(f"{drafted} {OF_DRAFTS}", 0), ""]
    for conclusion, levers in find_levers(evaluation).items():
        lines += [*_conclusion(evaluation, conclusion, levers), ""]
    if not evaluation.conclusions:
        lines += ["There is no conclusion: no claim has the kind {conclusion}.", ""]
    if doubted:
        lines += ["Sources that were taken back or are in doubt; they count as before, since that refutes nothing:"]
        lines += [line for sentence in doubted for line in _wrap(sentence, 2)]
        lines += [""]
    counts = Counter(evaluation.shown(claim)[0] for claim in evaluation.labels)
    by_label = ", ".join(f"{counts[word]} {word}" for word in SHOWN_LABELS if counts[word])
    lines.append(f"{_count(len(evaluation.labels), 'claim')}: {by_label}")
    lines += _by_section(evaluation)
    lines += ["", *_robustness(evaluation), "", *_conventions(evaluation)]
    return "\n".join(lines)


def whatif_text(before: Evaluation, found: WhatIf) -> str:
    """Every label that flips, conclusions first, without a final line end."""
    if not found.flips:
        return "Nothing changes: no label flips."
    lines = [f"{_count(len(found.flips), 'label')} {'flips' if len(found.flips) == 1 else 'flip'}:"]
    conclusions = set(before.conclusions)
    for flip in sorted(found.flips, key=lambda f: f.claim not in conclusions):
        mark = " (conclusion)" if flip.claim in conclusions else ""
        lines += ["", f"{flip.claim}{mark}: {flip.before.label} → {flip.after.label}"]
        lines += _wrap(f"{flip.after.because}.", 2)
    flipped = {flip.claim for flip in found.flips}
    kept = {c: _change_of_hinges(before, found.after, c) for c in before.conclusions if c not in flipped}
    if sum(not changed for changed in kept.values()) > _MOST_STAYING:
        counts = Counter[str](before.labels[conclusion].label for conclusion, changed in kept.items() if not changed)
        staying = ", ".join(f"{counts[word]} {word}" for word in LABELS if counts[word])
        lines += ["", f"{_count(counts.total(), 'conclusion')} stay as they are: {staying}."]
        kept = {conclusion: changed for conclusion, changed in kept.items() if changed}
    for conclusion, changed in kept.items():
        lines += ["", *_wrap(f"The conclusion {conclusion} stays {before.labels[conclusion].label}{changed}.", 0)]
    return "\n".join(lines)


def _change_of_hinges(before: Evaluation, after: Evaluation, conclusion: str) -> str:
    """How many claims topple a conclusion alone, where that is not what it was."""
    was, now = (len(set(e.single_points.get(conclusion, ())) - {conclusion}) for e in (before, after))
    if was == now:
        return ""
    claims = (
        f"no single claim any longer (before: {was})" if not now else f"{_count(now, 'single claim')} (before: {was})"
    )
    return f", and hangs on {claims}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _wrap(text: str, indent: int) -> list[str]:
    pad = " " * indent
    if indent + len(text) <= _WIDTH and text.isprintable() and text[:1].strip() and text[-1:].strip():
        return [pad + text]  # most lines of a large argument
    return fill(text, _WIDTH, initial_indent=pad, subsequent_indent=pad, break_on_hyphens=False).splitlines()


def _named(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more


def _levers(evaluation: Evaluation, conclusion: str, found: Levers) -> Iterator[str]:
    for question, claims in say_levers(evaluation, conclusion, found):
        yield from _wrap(f"{question}: {', '.join(f'{claim} ({words})' for claim, words in claims)}.", 2)


def levers_text(evaluation: Evaluation) -> str:
    """What would change each conclusion most, without a final line end."""
    lines = [] if evaluation.conclusions else ["There is no conclusion: no claim has the kind {conclusion}."]
    for conclusion, levers in find_levers(evaluation).items():
        told = list(_levers(evaluation, conclusion, levers))
        lines += [f"{conclusion}: {evaluation.shown(conclusion)[0]}, strength {_band(evaluation.strength[conclusion])}"]
        lines += told or ["  No claim alone would change its strength."]
    return "\n".join(lines)


def _any_of(names: tuple[str, ...], noun: str = "") -> str:
    return f"any one of these {len(names)}{noun and noun + 's'}" if len(names) > 1 else f"this one{noun}"


def _conclusion(evaluation: Evaluation, conclusion: str, levers: Levers) -> Iterator[str]:
    label, because = evaluation.shown(conclusion)
    yield f"{conclusion}: {label}"
    yield from _wrap(evaluation.argument.claims[conclusion].text, 2)
    yield from _wrap(f"{label}: {because}.", 2)
    yield f"  strength {_band(evaluation.strength[conclusion])}"
    # where each passes on all that it gains, the reason just given has named them
    if levers.removed or any(abs(change) < _ALL for _, change in levers.stronger):
        yield from _levers(evaluation, conclusion, levers)
    if label not in STANDING:
        return
    points, sources = evaluation.single_points[conclusion], evaluation.single_sources[conclusion]
    if points:
        yield from _wrap(f"It no longer stands if {_any_of(points)} falls: {_named(points)}.", 2)
    if sources:
        yield from _wrap(f"It no longer stands without {_any_of(sources, ' source')}: {_named(sources)}.", 2)
    cuts = find_cut_sets(evaluation, conclusion, _MOST_SETS + len(points))
    larger = [cut for cut in cuts.sets if len(cut) > 1]
    if larger:
        yield "  It no longer stands if these fall together:"
        for cut in larger[:_MOST_SETS]:
            yield from _wrap(" + ".join(cut), 4)
        if not cuts.complete or len(larger) > _MOST_SETS:
            yield "    (more exist)"


def _by_section(evaluation: Evaluation) -> Iterator[str]:
    argument = evaluation.argument
    listed: set[str] = set()
    groups = [(section.title, section.claims) for section in argument.sections]
    listed.update(claim for _, claims in groups for claim in claims)
    groups.append(("", tuple(claim for claim in argument.claims if claim not in listed)))
    for title, claims in groups:
        if not claims:
            continue
        yield from ("", f"# {title}" if title else "# (no section)")
        for claim in claims:
            label, because = evaluation.shown(claim)
            yield f"{label:<12} {claim}  {_band(evaluation.strength[claim])}"
            if claim not in evaluation.conclusions:  # of which the reason stands above
                yield from _wrap(f"{because}.", 13)


def _band(band: tuple[float, float, float] | None) -> str:
    if band is None:
        return "no strength"
    low, middle, high = band
    return f"{low:.2f} – {high:.2f} (middle {middle:.2f})" if high - low >= 0.005 else f"{middle:.2f}"


def _robustness(evaluation: Evaluation) -> Iterator[str]:
    conclusions = set(evaluation.conclusions)
    yield "Under other conventions:"
    idle = []
    for variant in vary_conventions(evaluation):
        bands = {name: band for name, band in variant.conclusions.items() if band != evaluation.strength[name]}
        if not variant.flips and not (variant.name.startswith(_OF_PREMISES) and bands):
            idle.append(variant.name)
            continue
        flipped = [flip for flip in variant.flips if flip.claim in conclusions]
        words = f"{_count(len(variant.flips), 'label')} flip" if variant.flips else "no label flips"
        words = words.replace("1 label flip", "1 label flips") if len(variant.flips) == 1 else words
        changes = "; ".join(f"{flip.claim} becomes {flip.after.label}" for flip in flipped)
        yield from _wrap(f"{variant.name}: {words}" + (f": {changes}" if changes else ""), 2)
        if variant.name.startswith(_OF_PREMISES) and bands:
            yield from _wrap(f"strengths: {'; '.join(f'{name} {_band(band)}' for name, band in bands.items())}", 4)
    if idle:
        yield from _wrap(f"nothing changes with {'; with '.join(idle)}", 2)


def _conventions(evaluation: Evaluation) -> Iterator[str]:
    options = evaluation.options
    standard = options.every_standard or options.standard
    whose = "for every claim" if options.every_standard else "for claims that name none"
    granted = say_verified(options) + ("" if options.verified_only else ", then also what nobody has judged")
    yield "Conventions used:"
    yield f"  standard of proof: {standard} {whose}"
    yield from _wrap(f"granted: {granted}", 2)
    if given := sum(claim.given for claim in evaluation.argument.claims.values()):
        yield f"  taken as given, as the settings say: {_count(given, 'claim')} for which nothing is said"
    yield f"  linked premises: {options.premises}; one source counts once; base strengths of leaves by type:"
    types = ", ".join(f"{kind} {value:g}" for kind, value in options.type_strength.items())
    yield from _wrap(
        f"{types}, no type {UNTYPED_STRENGTH:g}; times {UNJUDGED_FACTOR:g} where nobody has judged it; "
        f"assumption {ASSUMPTION_STRENGTH:g}, definition {DEFINITION_STRENGTH:g}",
        4,
    )
    yield "  a strength orders claims by what is said for and against them; it is not a probability"
