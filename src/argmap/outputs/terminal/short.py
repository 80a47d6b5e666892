"""The findings of a project on one screen: the files first, then the argument by weight, the rest counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from argmap.findings.finding import Finding
from argmap.findings.order import files_first
from argmap.ground.codes import CHECK_FAILED, PLUGIN_FAILED
from argmap.ground.places import TextFile
from argmap.ground.text import plural
from argmap.ground.unseen import on_one_line
from argmap.outputs.terminal.findings import say_severities, write_text

# with what is counted below it and the closing lines, this fills less than a screen of 40 lines
_LINES = 20
_MOST_KINDS = 7
_MOST_NAMED = 3
_WIDTH = 100


def write_short(
    findings: Sequence[Finding],
    files: Mapping[str, TextFile],
    *,
    of_paper: Collection[str],
    command: str,
    colour: bool = False,
) -> tuple[str, bool]:
    """What matters most as blocks of about `_LINES` lines, the rest counted by kind, with the command that shows it;
    and whether it says how to see everything.

    What is wrong with the files comes first, and what is said of the argument waits for it: the argument is not the
    one that was meant. `of_paper` are the codes of checks on the paper alone; they are one line where there is more.
    """
    apparatus = [f for f in findings if f.code in of_paper]
    own = [f for f in findings if f.code not in of_paper]
    broken = any(map(_breaks_reading, own))
    waiting = [f for f in own if broken and not f.code.startswith("SYN")]
    if not own:
        own, apparatus = apparatus, []
    ranked = files_first(f for f in own if not broken or f.code.startswith("SYN"))
    told, counted = _split(ranked, files, colour)
    lines = [block + "\n" for block in told]
    lines += _by_kind(counted)
    if waiting:
        held = plural(len(waiting), "finding")
        lines.append(f"Held back until the files can be read as they were meant: {held} on the argument.\n")
    if apparatus:
        lines.append(f"On the paper itself: {say_severities(apparatus)}. `{command} --about paper` shows them.\n")
    tells_all = bool(counted or waiting)
    if tells_all:
        kind = f", `--select {counted[0].code}` one kind" if counted else ""
        lines.append(f"`{command} --all` shows everything{kind}; `argmap explain CODE` says what one means.\n")
    return "".join(lines).rstrip("\n") + "\n" if lines else "", tells_all


def _breaks_reading(finding: Finding) -> bool:
    """Whether something in a file could not be taken as it was meant, and not just a check or a plugin broke."""
    return (
        finding.severity == "error"
        and finding.code.startswith("SYN")
        and finding.code not in (CHECK_FAILED, PLUGIN_FAILED)
    )


def _split(ranked: Sequence[Finding], files: Mapping[str, TextFile], colour: bool) -> tuple[list[str], list[Finding]]:
    """The blocks that are shown, and what is only counted: first one of each kind, then more of them while there is
    room. Notes are shown only where nothing weighs more.
    """
    candidates = [f for f in ranked if f.severity != "note"] or list(ranked)
    kinds: set[str] = set()
    first: list[Finding] = []
    again: list[Finding] = []
    for finding in candidates:
        (again if finding.code in kinds else first).append(finding)
        kinds.add(finding.code)
    blocks: dict[int, str] = {}
    room = _LINES
    for finding in (*first, *again):
        block = write_text([finding], files, colour=colour)
        needed = block.count("\n") + 1
        if blocks and needed > room:
            break
        blocks[id(finding)] = block
        room -= needed
    shown = [blocks[id(f)] for f in ranked if id(f) in blocks]
    return shown, [f for f in ranked if id(f) not in blocks]


def _by_kind(counted: Sequence[Finding]) -> list[str]:
    """One line a kind of error or warning, with some of the claims concerned, and one line for all notes."""
    if not counted:
        return []
    kinds: dict[str, list[Finding]] = {}
    for finding in counted:
        if finding.severity != "note":
            kinds.setdefault(finding.code, []).append(finding)
    lines = ["And:\n"] if kinds else []
    for code, of_kind in list(kinds.items())[:_MOST_KINDS]:
        head = of_kind[0]
        line = f"  {len(of_kind):3} {code} {head.severity}: {_words(head)}"
        claims = list(dict.fromkeys(f.claim for f in of_kind if f.claim))
        more = f" and {len(claims) - _MOST_NAMED} more" if len(claims) > _MOST_NAMED else ""
        named = f" ({', '.join(map(on_one_line, claims[:_MOST_NAMED]))}{more})" if claims else ""
        lines.append(f"{line}{named if len(line + named) <= _WIDTH else ''}\n")
    if rest := [f for of_kind in list(kinds.values())[_MOST_KINDS:] for f in of_kind]:
        lines.append(f"  {len(rest):3} of {plural(len(kinds) - _MOST_KINDS, 'other kind')}\n")
    notes = Counter(f.code for f in counted if f.severity == "note")
    if notes:
        slugs = {f.code: _words(f) for f in counted}
        lines.append(_joined(f"{plural(notes.total(), 'note')}: ", (f"{n} {slugs[c]}" for c, n in notes.most_common())))
    return lines


def _joined(head: str, parts: Iterable[str]) -> str:
    parts = list(parts)
    shown = parts[:1]
    for part in parts[1:]:
        if len(head + ", ".join((*shown, part))) > _WIDTH:
            break
        shown.append(part)
    more = len(parts) - len(shown)
    rest = f" and {plural(more, 'other kind')}" if more else ""
    return f"{head}{', '.join(shown)}{rest}\n"


def _words(finding: Finding) -> str:
    return finding.slug.replace("-", " ")
