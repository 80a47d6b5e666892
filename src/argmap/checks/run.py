"""Running the checks: which are selected, what was waived, and what happens when one breaks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from argmap.argument.model import Waiver
from argmap.checks.drafts import find_drafts
from argmap.checks.plugins import plugin_troubles
from argmap.checks.registry import ABOUT, About, Check, all_checks
from argmap.checks.syn_files import as_finding, diagnostic_findings
from argmap.findings.finding import Finding
from argmap.findings.order import ranked
from argmap.ground.codes import CHECK_FAILED, NO_WORDS, PLUGIN_FAILED, syntax_codes
from argmap.ground.diagnostics import SEVERITIES, Diagnostic, Severity
from argmap.ground.kept import Types, fetch, keep, place_of
from argmap.ground.values import dataclass
from argmap.settings import Settings
from argmap.tongues.lists import name_of
from argmap.tongues.prose import has_words

if TYPE_CHECKING:
    from argmap.project import Project


@dataclass(frozen=True, slots=True)
class Outcome:
    """The findings, worst first; those that a person waived, with the waiver; and the codes that were run."""

    findings: tuple[Finding, ...]
    waived: tuple[tuple[Finding, Waiver], ...]
    ran: tuple[str, ...]


def run_checks(
    project: Project,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    about: Sequence[About] = ABOUT,
    memory: Memory | None = None,
) -> Outcome:
    """Run every check that `select` and `ignore` (codes or prefixes, with the project's own) leave, on `project`.

    `memory` is that of earlier runs on the same project: what a check of the paper then looked at need not be looked at
    again where it is still the same.
    """
    chosen = [
        check
        for check in all_checks().values()
        if check.about in about and is_selected(check.code, project, select, ignore)
    ]
    found = list(diagnostic_findings(project)) if "files" in about else []
    found += [as_finding(project, t, syntax_codes()[PLUGIN_FAILED].slug) for t in plugin_troubles(project)]
    unheard = [check for check in chosen if not has_words(check.words, check.tongue_in(project))]
    found += _not_checkable(unheard, project)
    chosen = [check for check in chosen if check not in unheard]
    memory = memory or Memory()
    memory.recall(project)
    for check in chosen:
        found += memory.run(check, project)
    memory.keep(project)
    drafts = find_drafts(project)
    found = [replace(f, severity="note") if drafts.concern(f) else f for f in found]
    if project.settings.severity:
        found = [_with_own_severity(f, project) for f in found]
    # what a plugin or a check left out would have found may be just what was selected
    wanted = {
        code: is_selected(code, project, () if code in (PLUGIN_FAILED, NO_WORDS) else select, ignore)
        for code in {f.code for f in found}
    }
    found = [f for f in found if f.code == CHECK_FAILED or (f.severity in SEVERITIES and wanted[f.code])]
    found = [_with_bearing(f, project) if f.claim else f for f in found]
    kept, waived = _apply_waivers(found, project)
    return Outcome(ranked(kept), tuple(waived), tuple(c.code for c in chosen))


def said_while_reading(project: Project, diagnostics: Iterable[Diagnostic]) -> list[Finding]:
    """What a reading room says, as findings of a project: as grave as its settings have it, and no others."""
    found = (as_finding(project, d, syntax_codes()[d.code].slug) for d in diagnostics if d.code in syntax_codes())
    own = [_with_own_severity(finding, project) for finding in found]
    return [f for f in own if f.severity in SEVERITIES and is_selected(f.code, project, (), ())]


_Found = tuple[Mapping[str, object], tuple[Finding, ...]]
"""What a check looked at, and what it found."""
_NOTHING: _Found = ({}, ())
# What `Project` answers by its paper, as read, and by its tongue, and by nothing else.
_OF_PAPER = frozenset(("document", "paper", "prose", "tongue"))
_TYPES: Types = {
    "argmap.findings.finding": frozenset(("Finding",)),
    "argmap.ground.places": frozenset(("Span",)),
    "argmap.ground.message": frozenset(("Message", "Name")),
}


class Memory:
    """What the checks of a paper found, with what they looked at: a paper stays while its claims are worked on.

    A check is a pure function of the project. What it asked the project for is noted, and where all of it is the very
    same value the next time, so are its findings. What argmap's own checks found in a paper alone is kept from one
    command to the next.
    """

    def __init__(self) -> None:
        self._known: dict[str, _Found] = {}
        self._place: Path | None = None
        self._kept: Mapping[str, tuple[Finding, ...]] = {}

    def recall(self, project: Project) -> None:
        """Take over what an earlier command found in the paper of a project."""
        paper = project.document
        place = place_of(b"", "found", paper.made_of, project.tongue) if paper and paper.made_of else None
        if place and place != self._place:
            self._kept = fetch(place, dict, _TYPES) or {}
            asked = {"document": paper, "tongue": project.tongue}
            self._known.update((code, (asked, found)) for code, found in self._kept.items())
        self._place = place

    def keep(self, project: Project) -> None:
        """Keep for the next command what was found in the paper of a project alone."""
        if self._place is None:
            return
        checks = all_checks()
        new = {
            code: found
            for code, (asked, found) in self._known.items()
            if code not in self._kept
            and asked.get("document") is project.document
            and asked.keys() <= _OF_PAPER
            and checks[code].is_own
            and not any(f.code == CHECK_FAILED for f in found)
        }
        if new:
            self._kept = {**self._kept, **new}
            keep(self._kept, self._place)

    def run(self, check: Check, project: Project) -> Iterable[Finding]:
        """What a check finds, taken from the last time where nothing that it looked at has changed."""
        if check.about != "paper":
            return _guarded(check, project)
        asked, found = self._known.get(check.code, _NOTHING)
        if not asked or any(not _is_still(getattr(project, name), value) for name, value in asked.items()):
            noting = _Noting(project)
            found = tuple(_guarded(check, cast("Project", noting)))
            self._known[check.code] = noting.asked, found
        return found


def _is_still(now: object, then: object) -> bool:
    return now is then or (isinstance(now, (str, Path, Settings)) and now == then)


class _Noting:
    """A project that notes what it is asked for."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self.asked: dict[str, object] = {}

    def __getattr__(self, name: str) -> object:
        self.asked[name] = value = getattr(self._project, name)
        return value


def is_selected(code: str, project: Project, select: Sequence[str], ignore: Sequence[str]) -> bool:
    """Whether a code is wanted: the command line's selection replaces the settings'; ignoring wins over selecting."""
    wanted = tuple(select) or project.settings.select
    unwanted = (*ignore, *(() if select else project.settings.ignore))
    return (not wanted or code.startswith(tuple(wanted))) and not code.startswith(tuple(unwanted) or ("\0",))


def _not_checkable(unheard: Sequence[Check], project: Project) -> Iterator[Finding]:
    """One finding for each tongue that checks have no words for, and not one for each check."""
    for tongue in dict.fromkeys(check.tongue_in(project) for check in unheard):
        silent = [check for check in unheard if check.tongue_in(project) == tongue]
        names = ", ".join(f"{check.slug.replace('-', ' ')} ({check.code})" for check in silent)
        yield Finding(
            code=NO_WORDS,
            slug=syntax_codes()[NO_WORDS].slug,
            severity="note",
            certainty="certain",
            message=f"argmap does not know the words of {name_of(tongue)} that these checks look for: {names}",
            path=project.settings.paper or project.shown_root,
            # a bare paper has no settings
            help='Where this is not its language, name it in the settings: `language = "en"`.'
            if project.shown_root != project.settings.paper
            else None,
            not_checkable=True,
        )


def _guarded(check: Check, project: Project) -> Iterable[Finding]:
    if check.about == "paper" and project.document is None:
        return ()
    kind = project.document.kind if project.document else ""
    try:
        found = list(check.run(project))
        if check.may_be_certain(kind):
            return found
        return [f if f.not_checkable else replace(f, certainty="candidate") for f in found]
    except MemoryError:  # says nothing of the check, and whoever set a limit wants to know
        raise
    except Exception as error:  # a broken check must be loud, and must not hide what the others found
        return [
            Finding(
                code=CHECK_FAILED,
                slug=syntax_codes()[CHECK_FAILED].slug,
                severity="error",
                certainty="certain",
                message=f"The check {check.code} broke and found nothing: {type(error).__name__}: {error}",
                path=project.shown_root,
                help="This is a mistake in the check, not in your files; please report it.",
                not_checkable=True,
            )
        ]


def _with_own_severity(finding: Finding, project: Project) -> Finding:
    prefixes = sorted((p for p in project.settings.severity if finding.code.startswith(p)), key=len)
    if not prefixes:
        return finding
    return replace(finding, severity=_as_severity(project.settings.severity[prefixes[-1]]))


def _with_bearing(finding: Finding, project: Project) -> Finding:
    bearing = project.bearing.get(finding.claim or "", 0.0)
    return finding if bearing == finding.bearing else replace(finding, bearing=bearing)


def _as_severity(word: str) -> Severity:
    return word  # type: ignore[return-value]  # "off" passes through and is dropped by the caller


def _apply_waivers(found: Iterable[Finding], project: Project) -> tuple[list[Finding], list[tuple[Finding, Waiver]]]:
    kept: list[Finding] = []
    waived: list[tuple[Finding, Waiver]] = []
    for finding in found:
        claim = project.argument.claims.get(finding.claim or "")
        waiver = next((w for w in claim.waivers if w.code == finding.code), None) if claim else None
        if waiver:
            waived.append((finding, waiver))
        else:
            kept.append(finding)
    return kept, waived
