"""What each verb of the workshop does to the files of a project: span edits, and nothing is written here.

A verb gets the texts that its person saw and gives the texts as they are to be; every byte that it does not mean stays.
What would come out is parsed again before it is given: a verb never writes a line that has no meaning.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from argmap.ground.diagnostics import Diagnostic
from argmap.ground.text import did_you_mean
from argmap.notation import parse
from argmap.workshop.claim_verbs import edit_claim, new_claim
from argmap.workshop.desk import Body, Desk, Made, Refused, file_for_new, needed, shown, words_in
from argmap.workshop.ground_verbs import edit_citation, edit_evidence, new_citation, new_evidence, waive
from argmap.workshop.naming import rename
from argmap.workshop.span_edits import applied_to_all
from argmap.workshop.step_verbs import edit_step, new_step

if TYPE_CHECKING:
    from argmap.findings.finding import Finding
    from argmap.project import Project

_MAKING = ("claims", "steps", "evidence", "citations")


def make(
    project: Project,
    texts: Mapping[str, str],
    verb: str,
    target: str | None,
    body: Body,
    findings: Mapping[str, Finding] | None = None,
) -> Made:
    """What `verb` comes to on these texts. `target` is the id in its address, if it has one.

    `findings` are those of the project, by what tells each from the others. Raises Refused where it cannot be done,
    with what would be wrong.
    """
    do = VERBS.get(verb)
    if do is None:
        raise Refused(f'There is no verb "{shown(verb)}". {did_you_mean(verb, VERBS)}'.rstrip())
    desk = Desk(project, texts, findings or {})
    made = do(desk, target, body)
    changed = {path: text for path, text in made.texts.items() if texts.get(path) != text}
    if verb not in ("files", "fix"):
        _check_outcome(texts, changed)
        if target is None and made.made and verb in _MAKING:
            _check_there(Desk(project, {**texts, **changed}), made.made)
    return Made(changed, made.said, made.file, made.made, made.anchor)


def new_mistakes(before: str, after: str, path: str) -> list[Diagnostic]:
    """What is wrong with a claims file that was not wrong before."""
    found: list[Diagnostic] = []
    wrong = parse(after, path).diagnostics
    if not wrong:
        return found
    known = Counter((d.code, d.message) for d in parse(before, path).diagnostics)
    for diagnostic in wrong:
        key = (diagnostic.code, diagnostic.message)
        if known[key]:
            known[key] -= 1
        else:
            found.append(diagnostic)
    return found


def _check_outcome(before: Mapping[str, str], changed: Mapping[str, str]) -> None:
    for path, text in changed.items():
        if path.endswith(".md") and (wrong := new_mistakes(before.get(path, ""), text, path)):
            raise Refused(f"{wrong[0].message}. {wrong[0].help or ''}".rstrip(), wrong)


def _check_there(desk: Desk, handle: str) -> None:
    """What was made stands in the file as such, and not in a comment that was never closed, for one."""
    for there in (desk.claim, desk.item):
        with suppress(Refused):
            there(handle)
            return
    raise Refused(
        "The file is broken before that place, and what you make would be taken for something else. Mend it first."
    )


def _verdict(desk: Desk, _target: str | None, body: Body) -> Made:
    from argmap.editing.recording import judge_subject
    from argmap.reviews.log import with_verdict

    project = desk.project
    given = judge_subject(
        project,
        needed(body, "handle"),
        cast("Any", needed(body, "verdict")),
        note=words_in(body, "note") or "",
        reviewer=_reviewer(body),
    )
    path = project.review_log.relative_to(project.root).as_posix()
    text = with_verdict(desk.texts.get(path, ""), given)
    return Made({path: text}, f"Verdict recorded: {given.words}.", path, given.subject)


def _fix(desk: Desk, _target: str | None, body: Body) -> Made:
    from argmap.checks.fixes.registry import fixes_of

    finding = desk.findings.get(needed(body, "finding"))
    if finding is None:
        raise Refused("There is no such finding any more.")
    fixes = [fix for fix in fixes_of(desk.project, finding) if all(path in desk.texts for path in fix.edits)]
    number = body.get("fix", 0)
    if type(number) is not int or not 0 <= number < len(fixes):
        raise Refused("There is no such fix for it.")
    fix = fixes[number]
    if body.get("title") not in (None, fix.title):
        raise Refused("What is offered for it is another fix now. Look at it again.")
    if fix.asks:
        words = words_in(body, "words")
        if words is None:
            raise Refused(f'Say what is to stand there ("words"): {fix.asks}.')
        fix = fix.answered(words)
    for path in fix.edits:
        read = desk.project.text_files.get(path)
        if path not in desk.texts or read is None or read.text != desk.texts[path]:
            raise Refused(f"{path} cannot be changed here, or has changed. Mend it in an editor.")
    return Made(applied_to_all(desk, fix.edits), f"{fix.title.rstrip('.')}.", next(iter(fix.edits)), finding.claim)


def _reviewer(body: Body) -> str:
    name = words_in(body, "reviewer")
    if name is None:
        raise Refused(
            "Nobody is named as the one who judges. Start with `argmap serve --by NAME`, or say it once for all with "
            "`argmap config reviewer NAME`."
        )
    return name


def _whole_file(desk: Desk, target: str | None, body: Body) -> Made:
    text = body.get("text")
    if not isinstance(text, str) or not target:
        raise Refused('"text" is to be the whole text of the file.')
    if any(0xD800 <= ord(c) <= 0xDFFF for c in text):
        raise Refused('"text" holds half a character.')
    if target not in desk.texts:
        target = file_for_new(desk, {"file": target})
    return Made({target: text}, "File saved.", target, None)


VERBS: Mapping[str, Callable[[Desk, str | None, Body], Made]] = {
    "claims": lambda desk, target, body: (edit_claim if target else new_claim)(desk, target, body),
    "steps": lambda desk, target, body: (edit_step if target else new_step)(desk, target, body),
    "evidence": lambda desk, target, body: (edit_evidence if target else new_evidence)(desk, target, body),
    "citations": lambda desk, target, body: (edit_citation if target else new_citation)(desk, target, body),
    "waivers": waive,
    "verdicts": _verdict,
    "rename": rename,
    "fix": _fix,
    "files": _whole_file,
}
