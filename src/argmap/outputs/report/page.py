"""What the report shows, as plain values: every sentence, link and count is decided before a template sees it.

The templates hold no logic beyond loops and "is it there", so that the page can be tested without a browser and drawn
differently without touching a rule. The habit is coverage.py's: dataclasses for page data, dumb templates.
"""

from __future__ import annotations

from argmap.ground.text import plural, say_list, shorten
from argmap.ground.values import dataclass
from argmap.outputs.report.since_review import SinceShown


@dataclass(frozen=True, slots=True)
class Label:
    """How a claim came out: `name` is the evaluation's label and the CSS class, `meaning` a few words on it."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ClaimLink:
    """A claim mentioned somewhere: enough to read it and to go there."""

    id: str
    text: str
    label: str
    load: int = 0

    @property
    def phrase(self) -> str:
        """The claim as part of a longer sentence: without its stop."""
        return self.text.removesuffix(".")

    @property
    def cut(self) -> str:
        """The claim cut to two lines, for the first screen."""
        return shorten(self.text, 110)

    @property
    def short(self) -> str:
        """The claim cut to half a line, for a page that holds too many to give each in full wherever it is named."""
        return shorten(self.phrase, 48)


@dataclass(frozen=True, slots=True)
class Compared:
    """One difference between quoted words and the text they are said to stand in; `harmless` where the file is to
    blame for it and nobody else."""

    kind: str
    quoted: str
    found: str
    harmless: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """Quoted words with the outcome of looking for them. `state` is the match's, or ``not-compared``."""

    text: str
    state: str
    outcome: str
    why: str
    differences: tuple[Compared, ...]
    place: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A person's verdict on something, with who gave it and when; `stale` where the thing has changed since."""

    verdict: str
    reviewer: str
    date: str
    note: str
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Support:
    """A citation or a piece of evidence under a claim. `lead` names it; `source` is the key of the work.

    `handle` is the part of its name that sentences about it use (``cites-1``). `unjudged` says of quoted words that
    nobody has judged whether they support the claim; empty where somebody has, or nothing is quoted.
    """

    handle: str
    kind: str
    lead: str
    source: str | None
    known: bool
    mark: str | None
    type: str | None
    via: str | None
    quotations: tuple[Quoted, ...]
    judged: tuple[Judged, ...]
    unjudged: str = ""


@dataclass(frozen=True, slots=True)
class StepShown:
    """A reason or an objection as a sentence with links."""

    id: str
    kind: str
    premises: tuple[ClaimLink, ...]
    scheme: str | None
    warrant: str | None
    warrant_claim: ClaimLink | None
    unless: tuple[ClaimLink, ...]
    weight: str | None
    answers: tuple[tuple[int, str, ClaimLink | None], ...]
    judged: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """Where a claim is put to work: it supports, speaks against, warrants or undercuts something about `target`."""

    verb: str
    target: ClaimLink


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding on the page. `id` is its address there, `href` where what it is about is shown.

    `listed` is False where its check found so much that the list of its findings is cut.
    """

    id: str
    code: str
    slug: str
    severity: str
    certainty: str
    message: str
    because: str | None
    help: str | None
    quote: str | None
    place: str
    href: str
    claim: str | None
    load: float
    not_checkable: bool
    listed: bool = True

    @property
    def address(self) -> str:
        """Where it is listed among the checks."""
        return self.id if self.listed else f"check-{self.code}"


@dataclass(frozen=True, slots=True)
class Band:
    """Strength as a band, lower end first; `words` says it in a sentence. All between 0 and 1."""

    low: float
    mid: float
    high: float
    words: str


@dataclass(frozen=True, slots=True)
class Card:
    """All that is known of one claim. `sources`, `codes` and `review` are what the filters look at."""

    id: str
    text: str
    kind: str
    label: str
    because: str
    section: str
    place: str
    load: int
    in_paper: bool
    on_map: bool
    notes: tuple[str, ...]
    said_by: str | None
    restates: tuple[ClaimLink, ...]
    assume: str | None
    standard: str | None
    tags: tuple[str, ...]
    anchors: tuple[Quoted, ...]
    reasons: tuple[StepShown, ...]
    objections: tuple[StepShown, ...]
    uses: tuple[Use, ...]
    supports: tuple[Support, ...]
    band: Band | None
    judged: tuple[Judged, ...]
    problems: tuple[Problem, ...]
    waivers: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    review: str

    @property
    def inside(self) -> str:
        """What is folded away on it, counted."""
        told = (
            (len(self.reasons), "reason", "reasons"),
            (len(self.objections), "objection", "objections"),
            (len(self.supports), "source", "sources"),
            (len(self.problems), "problem", "problems"),
        )
        return say_list([plural(number, one, many) for number, one, many in told if number]).capitalize() or "More"

    @property
    def handles(self) -> tuple[str, ...]:
        """What its reasons, objections, citations and evidence are called under it (``because-1``)."""
        steps = (step.id.rpartition("/")[2] for step in (*self.reasons, *self.objections))
        return (*steps, *(support.handle for support in self.supports))

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its problems, each once."""
        return tuple(dict.fromkeys(problem.code for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the argument with its cards."""

    id: str
    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A bit of text. Where letters are lost, `lost` is what stands in the file, `mended` what is proposed for it.

    `start` and `end` are its offsets in the paper's text. `at` is its start where that does not follow from what
    stands before it, letter for letter; `till` its end where it is shown otherwise than it stands.
    """

    text: str = ""
    lost: str | None = None
    mended: str | None = None
    hint: str = ""
    start: int = 0
    end: int = 0
    at: int | None = None
    till: int | None = None

    @property
    def literal(self) -> bool:
        """It is shown letter for letter."""
        return self.lost is None and len(self.text) == self.end - self.start


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of the paper's text that is marked in one way throughout.

    `claims` are the claims whose words it belongs to, the closest-fitting first; `starts` those that are met here for
    the first time, `enters` those that a stretch of words begins for here; `begins` the problems that begin here.
    `note` is the address of the note that a mark calls, `page` the label of the page that starts here.
    """

    parts: tuple[Part, ...]
    claims: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    enters: tuple[str, ...] = ()
    label: str = ""
    uncovered: bool = False
    note: str | None = None
    begins: tuple[str, ...] = ()
    severity: str = ""
    page: str | None = None

    @property
    def blank(self) -> bool:
        """Nothing to read and nothing to go to."""
        return not (self.starts or self.begins) and not any(p.lost or p.text.strip() for p in self.parts)


@dataclass(frozen=True, slots=True)
class Remark:
    """A problem noted in the margin; `count` is how many of its kind stand beside the same paragraph."""

    problem: Problem
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of the paper with what stands beside it. `start` is the offset of its first letter."""

    kind: str
    start: int
    level: int
    id: str | None
    segments: tuple[Segment, ...]
    claims: tuple[ClaimLink, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """The paper as it reads. `homeless` are claims whose words were not found in it; `alarms` say what was not read.

    `sentences` are the stretches of the paper's text that each sentence is made of; `page_starts` where pages begin.
    """

    title: str
    path: str
    rows: tuple[Row, ...]
    homeless: tuple[ClaimLink, ...]
    remarks: tuple[str, ...]
    alarms: tuple[str, ...]
    repairs: int
    covered: str
    sentences: tuple[tuple[tuple[int, int], ...], ...] = ()
    page_starts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """A source: how it reads as a reference, who cites it, and what is wrong with its entry.

    `doubt` is the word for it where it was taken back, `registries` says how it stands with them.
    """

    id: str
    key: str
    short: str
    reference: str
    href: str | None
    link_text: str
    place: str
    cited_by: tuple[ClaimLink, ...]
    times: int
    known: bool
    problems: tuple[Problem, ...]
    doubt: str = ""
    registries: str = ""


@dataclass(frozen=True, slots=True)
class CheckGroup:
    """All findings of one check; `unlisted` is how many of them are only counted.

    What could not be checked counts neither as certain nor as a candidate.
    """

    code: str
    slug: str
    summary: str
    severity: str
    certain: int
    candidate: int
    unchecked: int
    problems: tuple[Problem, ...]
    unlisted: int


@dataclass(frozen=True, slots=True)
class Worst:
    """One of the worst problems: the gravest finding of its check, and how many more of the same kind there are."""

    problem: Problem
    summary: str
    more: int
    text: str | None


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The verdict on one conclusion, in a sentence. `hangs_title` says what the claims in `hangs_on` are to it.

    `levers`: what else would change it most; a question, and the claims that answer it with what would happen.
    """

    claim: ClaimLink
    sentence: str
    because: str
    hangs_title: str
    hangs_on: tuple[ClaimLink, ...]
    hangs_on_works: tuple[tuple[str, str], ...]
    levers: tuple[tuple[str, tuple[tuple[ClaimLink, str], ...]], ...]
    against: tuple[ClaimLink, ...]
    band: Band | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many claims carry a label."""

    label: str
    number: int


@dataclass(frozen=True, slots=True)
class MapShown:
    """A drawn map: `svg` is trusted markup made by the maps room from escaped text. `of_section`: of one section."""

    id: str
    title: str
    caption: str
    svg: str
    of_section: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """An item of the map as a nested list: `role` says how it bears on the item above; `repeat` if told before."""

    role: str
    claim: ClaimLink
    repeat: bool
    children: tuple[Outline, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """An entry of a filter, with how many claims it keeps."""

    value: str
    text: str
    number: int


@dataclass(frozen=True, slots=True)
class Filters:
    """What the claims can be filtered by."""

    labels: tuple[Choice, ...]
    sections: tuple[Choice, ...]
    sources: tuple[Choice, ...]
    checks: tuple[Choice, ...]
    reviews: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The whole report. `made` are sentences on how it was made; nothing in it depends on the clock or the machine.

    `compact` is set where the claims are so many that the page must tell some things once only: a claim's first words
    stand in places where a smaller report repeats its sentence. `drafted` says what that means where nobody has read
    any claim yet.
    """

    title: str
    compact: bool
    headline: str
    drafted: str
    conclusions: tuple[Conclusion, ...]
    counts: tuple[Count, ...]
    claims: int
    severities: tuple[tuple[str, int], ...]
    worst: tuple[Worst, ...]
    not_checkable: int
    paper: Paper | None
    picture: MapShown | None
    maps: tuple[MapShown, ...]
    maps_notes: tuple[str, ...]
    outline: tuple[Outline, ...]
    chapters: tuple[Chapter, ...]
    filters: Filters
    works: tuple[Work, ...]
    checks: tuple[CheckGroup, ...]
    quiet_checks: tuple[str, ...]
    legend: tuple[Label, ...]
    made: tuple[str, ...]
    since_review: SinceShown | None = None
    asked: tuple[str, ...] = ()
