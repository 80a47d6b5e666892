"""The second round: what became of each point of the last letter, and what the author's response says to it.

The last letter is made anew from the project as it was. Each of its findings is looked for among those of the project
as it is. Where one is gone it is told what was seen in its place: a source, a reason, an answer, a deleted or rewritten
sentence, or nothing. A point counts as answered only where that which it asked for is there to be seen; where words
only changed or moved, that is said, and left to a reader.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from argmap.argument.model import Claim, Step
from argmap.checks.works import in_list
from argmap.comparison import renamed_claims, shape_of
from argmap.evaluation.questions import answered_questions
from argmap.findings.finding import Finding
from argmap.ground.message import Message, Name
from argmap.ground.text import bare_words
from argmap.manuscript.account import account_of
from argmap.outputs.letter.gate import kinds, wording_of
from argmap.outputs.letter.points import Entry, Part, Point, entry_of
from argmap.outputs.letter.quotes import best_anchor, in_words, name_claim, say_premises, sentence, with_place
from argmap.outputs.letter.response import Answer, Response
from argmap.outputs.letter.words import Voice
from argmap.outputs.terminal.difference import difference_pieces

if TYPE_CHECKING:
    from argmap.manuscript.document import Document
    from argmap.project import Project

State = Literal["settled", "changed", "open", "withdrawn"]
# places shown of a point: those of which something was seen, and those of which nothing was
_SEEN, _UNSEEN = 6, 2
# two sentences with this likeness of their letters (of 100) are one that was rewritten; so are those with nearly the
# same words, where one was split or joined
_REWRITTEN, _SAME_WORDS, _FEWEST_WORDS = 55, 85, 5
_SAME_QUOTE, _SHORTEST_QUOTE = 60, 25
# words shown on each side of a change
_AROUND = 6
# where being found no more is by itself what was asked for: these look at the paper's own apparatus and letters
_MECHANICAL = ("FTN", "CIT", "QUO", "TXT02", "TXT03", "TXT05")
_OF_STEPS = ("ARG006", "ARG007", "ARG011", "ARG012", "ARG013", "ARG018", "REV012")
Run = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a point of the last letter: `what` it was, and with what was seen of it (`text`); where words
    changed, these before and now, in runs of (words, whether they changed). `seen` names what was seen."""

    what: str
    text: str
    state: State
    seen: str
    before: tuple[Run, ...] = ()
    now: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Followed:
    """A point of the last letter with its number there; `answer` is the author's passage, `said` how it was told."""

    number: int
    heading: str
    state: str
    state_words: str
    places: tuple[Place, ...]
    more: str
    said: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class SecondRound:
    """The points of the last letter; `head` are the fixed words, `lead` says what was compared and how it stands."""

    head: Mapping[str, str]
    lead: str
    note: str
    points: tuple[Followed, ...]


@dataclass(frozen=True, slots=True)
class LastRound:
    """What the second round is about: the project as it was with what its checks found, its day, and the response.

    `waived` are findings of today that a person has waived.
    """

    project: Project
    findings: Sequence[Finding]
    waived: Sequence[Finding] = ()
    date: str = ""
    response: Document | None = None


def follow(
    voice: Voice, last: LastRound, parts: Iterable[Part], project: Project, findings: Sequence[Finding]
) -> tuple[SecondRound, frozenset[Finding]]:
    """What became of the points of the last letter, and the findings of today that belong to them."""
    rounds = _Rounds(voice, last, project, findings)
    response = Response(last.response) if last.response else None
    points = [point for part in parts for point in part.points]
    # what was there already, and not in the letter, is nothing new either; the points choose first
    rounds.match((*(finding for point in points for finding in point.findings), *last.findings))
    followed = tuple(_follow(rounds, point, response) for point in points)
    counts = Counter(point.state for point in followed)
    told = [voice(f"second_round.counts.{state}", count=counts[state]) for state in _STATES if counts[state]]
    lead = [
        voice("second_round.lead.dated", date=voice.date(last.date))
        if last.date
        else voice("second_round.lead.undated"),
        voice("second_round.lead.counts", count=len(points), counts=voice.listed(told))
        if points
        else voice("second_round.lead.none"),
        *([voice("second_round.lead.response")] if response and points else []),
    ]
    words: Mapping[str, str] = voice.tables["second_round"]["head"]
    note = voice("second_round.lead.note") if points else ""
    return SecondRound(words, " ".join(lead), note, followed), frozenset(rounds.matched.values())


_STATES = ("answered", "partly", "changed", "open", "withdrawn")


def _follow(rounds: _Rounds, point: Point, response: Response | None) -> Followed:
    voice = rounds.voice
    asked = any(entry.asks for entry in point.entries)
    pairs = zip(point.entries, point.findings, strict=True) if asked else ()
    places = [rounds.ask_again(entry, finding) for entry, finding in pairs] or list(rounds.places(point.findings))
    states = {place.state for place in places}
    if states == {"withdrawn"}:
        state = "withdrawn"
    elif states <= {"settled", "withdrawn"}:
        state = "answered"
    elif "settled" in states:
        state = "partly"
    else:
        state = "changed" if "changed" in states else "open"
    if {place.seen for place in places} == {"same"}:
        places = [replace(place, text=place.what) for place in places]
    seen = [place for place in places if place.state != "open"]
    unseen = [place for place in places if place.state == "open"]
    shown = (*seen[:_SEEN], *unseen[:_UNSEEN])
    left = len(places) - len(shown)
    answer = response.answer(point.number, _said(point, places)) if response else None
    return Followed(
        number=point.number,
        heading=point.heading,
        state=state,
        state_words=voice(f"second_round.states.{state}"),
        places=shown,
        more=voice(f"second_round.more.{'open' if len(unseen) > _UNSEEN else 'seen'}", count=left) if left else "",
        said=_say_answer(voice, answer) if response else "",
        answer=voice.quote(answer.text) if answer else "",
    )


def _said(point: Point, places: Sequence[Place]) -> list[str]:
    """All that the last letter said in a point, for finding it again in a response."""
    return [point.heading, *(entry.text for entry in point.entries), *(place.what for place in places)]


def _say_answer(voice: Voice, answer: Answer | None) -> str:
    if answer is None:
        return ""
    if answer.by == "number":
        return voice("second_round.answer.number", label=voice.quote(answer.label))
    return voice(f"second_round.answer.{answer.by}")


class _Unit(NamedTuple):
    """A sentence, note or entry of a paper: where it stands, and as what it reads, with damaged words mended."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Trace:
    """What became of a sentence: `same`, `rewritten` or `deleted`; its words now; citations that it did not have."""

    kind: Literal["same", "rewritten", "deleted"]
    before: str
    now: str = ""
    cites: tuple[str, ...] = ()


class _Rounds:
    """The project as it was and as it is, with what belongs together in them."""

    def __init__(self, voice: Voice, last: LastRound, project: Project, findings: Sequence[Finding]) -> None:
        self.voice = voice
        self.old, self.new = last.project, project
        self._found, self._waived = findings, last.waived
        self._renamed = renamed_claims(self.old.argument.claims, self.new.argument.claims)
        self.matched: dict[Finding, Finding] = {}
        self._unread = {f.code[:3] for f in findings if f.not_checkable and project.is_in_paper(f.path)}
        # a part that is there no longer was more likely lost by the file than mended
        was, now = self.old.document, self.new.document
        if was and was.notes and not (now and now.notes):
            self._unread.add("FTN")
        if was and in_list(was) and not (now and in_list(now)):
            self._unread.add("CIT")
        self._alarmed = bool(project.document and account_of(project.document).alarms)
        kind = [one.document.kind if one.document else "" for one in (self.old, self.new)]
        self._other_format = kind[0] != kind[1]

    # --- which finding of today is one of then

    def match(self, findings: Iterable[Finding]) -> None:
        """Find each finding of then among those of today and those waived since; each answers one at most."""
        findings = list(dict.fromkeys(findings))
        same: dict[object, list[Finding]] = {}
        for other in (f for f in (*self._found, *self._waived) if not f.not_checkable):
            same.setdefault(_key(other, {}), []).append(other)
        for finding in findings:
            if alike := same.get(_key(finding, self._renamed)):
                self.matched[finding] = alike.pop(0)
        free = [other for others in same.values() for other in others]
        for likeness in (self._is_of_claim, self._is_at_words, self._says_same):
            for finding in (f for f in findings if f not in self.matched):
                scored = [(likeness(finding, other), other) for other in free if other.code == finding.code]
                best = max((pair for pair in scored if pair[0] > 0), key=lambda pair: pair[0], default=None)
                if best:
                    self.matched[finding] = best[1]
                    free.remove(best[1])

    def _claim(self, name: str | None) -> str | None:
        return self._renamed.get(name, name) if name else None

    def _is_of_claim(self, old: Finding, new: Finding) -> float:
        return float(bool(old.claim) and self._claim(old.claim) == new.claim and old.code not in _OF_STEPS)

    def _is_at_words(self, old: Finding, new: Finding) -> float:
        from rapidfuzz import fuzz

        one, other = (bare_words(f.quote or "") for f in (old, new))
        if old.claim or new.claim or min(len(one), len(other)) < _SHORTEST_QUOTE:
            return 0.0
        return float(fuzz.ratio(one, other, score_cutoff=_SAME_QUOTE))

    def _says_same(self, old: Finding, new: Finding) -> float:
        """The same but for its numbers, as where notes were counted anew; the nearest numbers first."""
        if old.claim or new.claim or _WITHOUT_NUMBERS.sub("#", old.message) != _WITHOUT_NUMBERS.sub("#", new.message):
            return 0.0
        one, other = ([int(number) for number in re.findall(r"\d+", f.message)] for f in (old, new))
        return 1 / (1 + sum(abs(a - b) for a, b in zip(one, other, strict=True)))

    # --- what was seen

    def places(self, findings: Iterable[Finding]) -> Iterator[Place]:
        """Each finding of a point with what became of it, once for all that read the same."""
        told: dict[str, Place] = {}
        for finding in findings:
            place = self._look(finding, self._what(finding))
            told.setdefault(place.text, place)
        yield from told.values()

    def _what(self, finding: Finding) -> str:
        """What a finding is about; of an objection or what undercuts a step, this and not all the step."""
        claims = self.old.argument.claims
        if against := self._against(finding):
            told = (with_place(self.voice, *name_claim(self.old, self.voice, claims[name])) for name in against)
            return self.voice.together(told)
        wording = wording_of(finding, self.voice.tongue)
        assert wording is not None  # it stood in the last letter
        entry = entry_of(self.old, self.voice, finding, wording)
        placed = with_place(self.voice, sentence(entry.text), entry.place)
        return f"{placed.rstrip('.')} – {sentence(entry.note)}" if entry.note else placed

    def _against(self, finding: Finding) -> tuple[str, ...]:
        """The claims of an objection, or those that undercut a step, where a finding is about these."""
        step = next((s for s in self.old.argument.steps() if s.span == finding.span), None)
        return {"ARG011": step.premises, "ARG012": step.unless}.get(finding.code, ()) if step else ()

    def ask_again(self, entry: Entry, finding: Finding) -> Place:
        """Whether a critical question of a step is still open."""
        step = next((s for s in self.old.argument.steps() if s.span == finding.span), None)
        now = self._same_step(step) if step else None
        if now is None:
            return self._place(entry.text, "changed", "step_gone")
        if now.scheme != (step.scheme if step else None):
            return self._place(entry.text, "changed", "scheme")
        if entry.asks not in answered_questions(now, self.new.evaluation):
            return self._place(entry.text, "open", "same")
        answer = now.answers.get(entry.asks, "")
        claim = self.new.argument.claims.get(answer)
        return self._place(entry.text, "settled", "answer", text=sentence(claim.text if claim else answer))

    def _place(self, what: str, state: State, seen: str, trace: _Trace | None = None, /, **values: object) -> Place:
        said = self.voice(f"second_round.seen.{seen}", **values)
        before: tuple[Run, ...] = ()
        now: tuple[Run, ...] = ()
        if trace and trace.kind == "rewritten":
            before, now = _changes(trace.before, trace.now)
        at = "at_question" if what.endswith("?") else "at"
        text = self.voice(f"second_round.seen.{at}", what=what.rstrip("."), seen=said)
        return Place(what, text, state, seen, before, now)

    def _look(self, finding: Finding, text: str) -> Place:
        trace = self._trace(finding)
        was = self.old.argument.claims.get(finding.claim or "")
        claim = self.new.argument.claims.get(self._claim(finding.claim) or "")
        again = self.matched.get(finding)
        if again in self._waived:
            return self._place(text, "withdrawn", "withdrawn", trace)
        if again is not None:
            return self._look_again(finding, again, text, trace)
        if finding.code[:3] in self._unread or (self._alarmed and kinds()[finding.code].get("absence")):
            return self._place(text, "open", "unread")
        if was is None:
            return self._gone_from_paper(finding, text, trace)
        if claim is None:
            if trace is None or trace.kind != "rewritten":
                deleted = trace is not None and trace.kind == "deleted"
                return self._place(text, "settled" if deleted else "changed", "deleted" if deleted else "dropped")
            return self._place(text, "changed", "rewritten", trace)
        if self._is_met(finding):
            return self._place(text, "settled", "judged", trace)
        seen = next(self._gains(finding, was, claim), None)
        if seen:
            state, key, values = seen
            return self._place(text, state, key, trace, **values)
        if trace and trace.kind == "deleted":
            return self._place(text, "settled", "deleted")
        return self._place(text, "changed", "rewritten" if trace and trace.kind == "rewritten" else "unclear", trace)

    def _is_met(self, finding: Finding) -> bool:
        """Whether a person who found something wanting, or another, has judged it anew, and well."""
        if not kinds()[finding.code].get("noted"):
            return False
        judged = next((j for j in self.old.judgements.values() if j.subject.span == finding.span and j.current), None)
        if judged is None:
            return False
        name, slash, item = judged.subject.id.partition("/")
        again = self.new.judgements.get(f"{self._claim(name)}{slash}{item}")
        now = again.current if again else None
        return now is not None and now.verdict in ("supports", "accepted")

    def _look_again(self, finding: Finding, again: Finding, text: str, trace: _Trace | None) -> Place:
        """What is still found: whether its words changed all the same."""
        tongue = self.voice.tongue
        if wording_of(finding, tongue) and wording_of(again, tongue) is None:
            return self._place(text, "changed", "weaker", trace)
        if trace and trace.kind == "deleted" and finding.claim:
            return self._place(text, "changed", "deleted_still")
        repeated = kinds()[finding.code]["each"] == "{message}" and self.voice.can_say(again.message)
        if repeated and not finding.claim and finding.message != again.message:
            # where it says less than before, a part was mended; other numbers may come of counting anew
            was, now = (Counter(re.findall(r"[^\W\d]+", f.message)) for f in (finding, again))
            said = sentence(in_words(self.new, self.voice, again.message))
            return self._place(text, "changed" if now < was else "open", "reads_now", trace, text=said)
        if trace and trace.kind == "rewritten":
            if trace.cites and finding.claim:
                return self._place(text, "changed", "cited_unjudged", trace, marks=self.voice.listed(trace.cites))
            return self._place(text, "open", "rewritten_same", trace)
        return self._place(text, "open", "same")

    def _gone_from_paper(self, finding: Finding, text: str, trace: _Trace | None) -> Place:
        mechanical = finding.code.startswith(_MECHANICAL) and not self._other_format
        if trace and trace.kind == "deleted":
            return self._place(text, "settled", "deleted")
        if trace and trace.kind == "rewritten":
            if trace.cites:
                return self._place(text, "settled", "cited", trace, marks=self.voice.listed(trace.cites))
            if mechanical:
                return self._place(text, "settled", "mended_rewritten", trace)
            return self._place(text, "changed", "rewritten", trace)
        mended = mechanical and (not finding.code.startswith("CIT") or self._is_linked(finding))
        return self._place(text, "settled" if mended else "changed", "mended" if mended else "unclear")

    def _is_linked(self, finding: Finding) -> bool:
        """Whether a citation has its entry now, or an entry its citation: checks are silent also on lists that they
        could not read."""
        document = self.new.document
        words = bare_words(finding.quote or "")
        if document is None or finding.code not in ("CIT020", "CIT021"):
            return False
        if finding.code == "CIT020":
            return any(mark.references for mark in document.marks if bare_words(mark.text) == words)
        entries = {reference.id for reference in document.references if bare_words(reference.text) == words}
        return any(entries.intersection(mark.references) for mark in document.marks)

    def _gains(self, finding: Finding, was: Claim, claim: Claim) -> Iterator[tuple[State, str, dict[str, object]]]:
        """What a claim has now that a finding on it asked for, the most telling first."""
        if finding.code in _OF_STEPS:
            yield from self._gains_of_step(finding, was)
            return
        if finding.code.startswith("QUO"):
            good = [q for item in claim.grounds for q in item.quotations if q.match and q.match.state in _AGREES]
            words = next((q.text for q in good if bare_words(q.text) != bare_words(finding.quote or "")), "")
            if words:
                yield "settled", "quotation", {"text": self.voice.quote(" ".join(words.split()))}
            return
        cited = {c.key for c in was.citations} | {e.source for e in was.evidence if e.source}
        works = {c.key for c in claim.citations} | {e.source for e in claim.evidence if e.source}
        if new := sorted(works - cited):
            names = self.voice.listed([self._work(key) for key in new])
            yield "settled", "source", {"count": len(new), "works": names}
        known = {e.text for e in was.evidence}
        for evidence in claim.evidence:
            if evidence.text not in known and finding.code != "EVD003":
                yield "settled", "evidence", {"text": sentence(evidence.text)}
        if finding.code.startswith("ARG00"):
            shapes = {shape_of(step, self._renamed) for step in was.reasons}
            for step in claim.reasons:
                if shape_of(step, {}) not in shapes:
                    yield "settled", "reason", {"text": say_premises(self.new, self.voice, step)}
        if claim.assumed and not was.assumed:
            yield "changed", "assumed", {}

    def _gains_of_step(self, finding: Finding, was: Claim) -> Iterator[tuple[State, str, dict[str, object]]]:
        claims = self.new.argument.claims
        step = next((s for s in (*was.reasons, *was.objections) if s.span == finding.span), None)
        now = self._same_step(step) if step else None
        if step is None or now is None:
            yield "changed", "objection_gone" if step and step.kind == "objection" else "step_gone", {}
            return
        # an objection is answered by what speaks against it or undercuts it, an undercutter by what speaks against it
        doubted = now.premises if finding.code == "ARG011" else now.unless
        answers = [
            premise for name in doubted for objection in claims[name].objections for premise in objection.premises
        ]
        answers += now.unless if finding.code == "ARG011" else ()
        if finding.code in ("ARG011", "ARG012") and answers:
            yield "settled", "answer", {"text": " ".join(sentence(claims[name].text) for name in answers)}
        warrant = now.warrant or (claims[now.warrant_claim].text if now.warrant_claim else "")
        if finding.code in ("ARG013", "ARG018") and warrant:
            yield "settled", "warrant", {"text": sentence(warrant)}

    def _same_step(self, step: Step) -> Step | None:
        claim = self.new.argument.claims.get(self._claim(step.claim) or "")
        steps = (*claim.reasons, *claim.objections) if claim else ()
        return next((s for s in steps if shape_of(s, {}) == shape_of(step, self._renamed)), None)

    def _work(self, key: str) -> str:
        source = self.new.bibliography.sources.get(key)
        return self.voice.work(source) if source else key

    # --- what became of the words

    def _trace(self, finding: Finding) -> _Trace | None:
        """What became of the sentence that a finding is about; None where it is about none of the paper's."""
        document = self.old.document
        if document is None or self.new.document is None:
            return None
        start = finding.span.start if finding.span and document.is_of(finding.path) else None
        name = next(iter(self._against(finding)), finding.claim or "")
        claim = self.old.argument.claims.get(name)
        if start is None and claim:
            anchor = best_anchor(claim)
            start = anchor.match.start if anchor and anchor.match else None
        unit = next((unit for unit in self._then if start is not None and unit.start <= start < unit.end), None)
        return self._trace_of(unit) if unit else None

    def _trace_of(self, unit: _Unit) -> _Trace | None:
        from rapidfuzz import fuzz, process

        plain = bare_words(unit.text)
        if plain in self._now:
            return _Trace("same", unit.text, self._now[plain].text)
        found = process.extractOne(plain, list(self._fresh), scorer=fuzz.ratio, score_cutoff=_REWRITTEN)
        if found is None and len(plain.split()) >= _FEWEST_WORDS:
            long = [words for words in self._fresh if len(words.split()) >= _FEWEST_WORDS]
            found = process.extractOne(plain, long, scorer=fuzz.token_set_ratio, score_cutoff=_SAME_WORDS)
        if found is None:
            # what is not found may not have been read, or read otherwise in another format
            return None if self._alarmed or self._other_format else _Trace("deleted", unit.text)
        now = self._fresh[found[0]]
        return _Trace("rewritten", unit.text, now.text, self._new_marks(unit, now))

    def _new_marks(self, was: _Unit, now: _Unit) -> tuple[str, ...]:
        """The citations in a sentence of today that it did not have; the numbers of notes may have changed."""
        old, new = self.old.document, self.new.document
        assert old is not None and new is not None
        had = Counter(_cited(mark.kind, mark.text) for mark in old.marks if was.start <= mark.start < was.end)
        there = [mark for mark in new.marks if now.start <= mark.start < now.end]
        # a paper without a list may cite in brackets that no reader takes for marks
        brackets = (match[0] for match in _YEAR_IN_BRACKETS.finditer(now.text))
        marks = [] if there else [bracket for bracket in brackets if bracket not in was.text]
        for mark in there:
            kind = _cited(mark.kind, mark.text)
            if had[kind]:
                had[kind] -= 1
            else:
                marks.append(
                    mark.text if mark.kind != "note" else self.voice("second_round.seen.note", label=mark.text)
                )
        return tuple(marks)

    @cached_property
    def _then(self) -> tuple[_Unit, ...]:
        return tuple(_units(self.old))

    @cached_property
    def _now(self) -> dict[str, _Unit]:
        found: dict[str, _Unit] = {}
        for unit in _units(self.new):
            found.setdefault(bare_words(unit.text), unit)
        return found

    @cached_property
    def _fresh(self) -> dict[str, _Unit]:
        """What the paper has now and had not then."""
        known = {bare_words(unit.text) for unit in self._then}
        return {words: unit for words, unit in self._now.items() if words not in known}


_AGREES = ("verbatim", "noise")
_WITHOUT_NUMBERS = re.compile(r"\d+")
_YEAR_IN_BRACKETS = re.compile(r"\([^()]*[^\W\d_]{2,}[^()]*\b(?:1[5-9]|20)\d\d[a-z]?\b[^()]*\)")


def _cited(kind: str, text: str) -> str:
    return kind if kind in ("note", "numeric") else bare_words(text)


def _units(project: Project) -> Iterator[_Unit]:
    """The sentences, notes and entries of a paper."""
    document = project.document
    if document is None:
        return
    mended = {line.sentence.start: line.text for paragraph in project.prose for line in paragraph.lines}
    for one in document.sentences:
        yield _Unit(one.start, one.end, mended.get(one.start, one.text))
    for note in document.notes:
        yield _Unit(note.start, note.end, note.body)
    for reference in document.references:
        if reference.origin == "list" and reference.end > reference.start:
            yield _Unit(reference.start, reference.end, reference.text)


def _key(finding: Finding, renamed: Mapping[str, str]) -> object:
    """What a finding is told by wherever it stands: its code, its claim, its words and what it says."""
    claim = renamed.get(finding.claim, finding.claim) if finding.claim else None
    return finding.code, claim, bare_words(finding.quote or ""), _named(finding.message, renamed)


def _named(message: str, renamed: Mapping[str, str]) -> tuple[object, ...]:
    """A message by its form and what fills it, claims under the ids that they have now; numbers of places left out."""
    if not isinstance(message, Message):
        return (message,)
    values = (
        renamed.get(value.id, value.id)
        if isinstance(value, Name)
        else _named(value, renamed)
        if isinstance(value, Message)
        else str(value)
        for value in message.values
    )
    return (message.form, *values)


def _changes(before: str, now: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Two sentences in runs of words, those that differ marked; long runs that both have are cut."""
    pieces = difference_pieces(before, now)
    runs = [
        (kind, _cut(words.split(), at == 0, at == len(pieces) - 1) if kind == "same" else words)
        for at, (kind, words) in enumerate(pieces)
    ]
    ours = tuple((words, kind != "same") for kind, words in runs if kind != "come")
    theirs = tuple((words, kind != "same") for kind, words in runs if kind != "gone")
    return ours, theirs


def _cut(words: list[str], first: bool, last: bool) -> str:
    """A run of words that both sentences have: what is near a change."""
    head, tail = ([] if first else words[:_AROUND]), ([] if last else words[-_AROUND:])
    if len(words) <= len(head) + len(tail) + 1 or (first and last):
        return " ".join(words)
    return " ".join([*head, "…", *tail])
