"""What a check is, and where all of them are found.

A check is one pure function from a project to findings. Its decorator gives it a stable code; its docstring is the
page that `argmap explain CODE` prints and that `docs/checks.md` is made of: a first line that says what is found,
then why it matters, an example, and how to mend it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, TypedDict, Unpack

from argmap.findings.finding import Certainty, Finding
from argmap.findings.strength import usual_strength
from argmap.ground.diagnostics import Severity
from argmap.ground.places import Span
from argmap.ground.values import dataclass
from argmap.manuscript.formats import FORMATS

if TYPE_CHECKING:
    from argmap.manuscript.document import Document
    from argmap.project import Project

About = Literal["argument", "paper", "files"]
ABOUT: tuple[About, ...] = ("files", "argument", "paper")

MARKED_UP = tuple(kind for kind, form in FORMATS.items() if form.marked_up)
"""Formats that say themselves what is a note, a citation, an entry; in the others it is told by size and place."""

FAMILIES: dict[str, str] = {
    "SYN": "the files: the claims language, settings, encodings",
    "ARG": "the argument: support, rings, objections, warrants, schemes",
    "EVD": "the evidence: how many sources, how good, how old",
    "CIT": "the citations: entries, marks, pages, styles",
    "FTN": "the footnotes: numbers, marks and bodies",
    "QUO": "the quotations: are the words there",
    "TXT": "the paper's text: damage, uncited assertions, contradictions",
    "COV": "the coverage: what of the paper no claim accounts for",
    "REG": "the registries: is the work known there, does its record differ, was it retracted",
    "REV": "the reviews: judged by whom, and stale since when",
}


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why findings about a paper may be called certain, in one sentence, and in which formats (every one where empty).

    Either the fact needs no reading of a layout, or it was measured: of at least 20 findings from at least 10 papers
    that nobody had prepared, none was judged false (`measured`; the judgements lie in ``benchmarks/data/judged.tsv``).
    """

    why: str
    formats: tuple[str, ...] = ()
    measured: bool = False


class Details(TypedDict, total=False):
    """What a finding may say beside its place and its message."""

    claim: str | None
    help: str | None
    because: str | None
    related: Iterable[tuple[Span, str]]
    severity: Severity | None
    certainty: Certainty | None
    not_checkable: bool
    kind: str


class _Stretch(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


# a "sentence" can be a whole file without a full stop, and be found fault with at each of its words
_LONGEST_QUOTE = 4000


@dataclass(frozen=True, slots=True)
class Check:
    """A check with its code. `about` says what it needs: the argument, only a paper, or the files themselves.
    One about a paper is run only where there is one (`Project.paper`).

    What a check says of a paper is at most a candidate, unless it has `grounds` to be certain. `words` are the lists of
    a tongue (``prose.toml``) without which it cannot listen; where the paper's tongue has them not, it is not run.
    """

    code: str
    slug: str
    severity: Severity
    certainty: Certainty
    about: About
    page: str
    run: Callable[[Project], Iterable[Finding]]
    grounds: Grounds | None = None
    words: tuple[str, ...] = ()

    def may_be_certain(self, kind: str) -> bool:
        """Whether a finding of this check may be called certain in a paper of this format."""
        if self.about != "paper":
            return True
        return self.grounds is not None and (not self.grounds.formats or kind in self.grounds.formats)

    def tongue_in(self, project: Project) -> str:
        """The tongue it listens to: of the paper, or of the claims for what is said of the argument."""
        return project.claims_tongue if self.about == "argument" else project.tongue

    @property
    def is_own(self) -> bool:
        """Whether it is argmap's own, and no plugin's."""
        return self.run.__module__.startswith("argmap.checks.")

    @property
    def weight(self) -> str:
        """How grave its findings are, how sure they can be, and why: ``warning, certain`` or longer."""
        if self.about != "paper":
            return f"{self.severity}, {self.certainty}"
        if self.grounds is None:
            return f"{self.severity}, candidate"
        where = f" in {' and '.join(self.grounds.formats)}" if self.grounds.formats else ""
        return f"{self.severity}; can be certain{where}, else candidate. {self.grounds.why}"

    @property
    def summary(self) -> str:
        """The first line of the check's page."""
        return self.page.partition("\n")[0]

    def at(self, document: Document, stretch: _Stretch, message: str, **more: Unpack[Details]) -> Finding:
        """A finding about a stretch of the paper (a sentence, a mark, a note, an entry), with its words."""
        end = min(stretch.end, stretch.start + _LONGEST_QUOTE)
        quote = document.text[stretch.start : end]
        return self.finding(document.place(stretch.start, stretch.end), message, quote=quote, **more)

    def finding(
        self,
        place: Span | str,
        message: str,
        *,
        claim: str | None = None,
        quote: str | None = None,
        help: str | None = None,
        because: str | None = None,
        related: Iterable[tuple[Span, str]] = (),
        severity: Severity | None = None,
        certainty: Certainty | None = None,
        not_checkable: bool = False,
        kind: str = "",
    ) -> Finding:
        """A finding of this check at `place`: a span, or the path of a file as a whole.

        `kind` tells apart what one check finds where some of it is likelier worth a look (`usual_strength`).
        """
        span = None if isinstance(place, str) else place
        return Finding(
            code=self.code,
            slug=self.slug,
            severity=severity or self.severity,
            certainty=certainty or self.certainty,
            message=message,
            path=place if isinstance(place, str) else place.path,
            span=span,
            help=help,
            because=because,
            quote=quote,
            claim=claim,
            related=tuple(related),
            not_checkable=not_checkable,
            strength=usual_strength(self.code, kind),
        )


_CODE = re.compile(r"[A-Z]{3}[0-9]{3}\Z")
_CHECKS: dict[str, Check] = {}


def check(
    code: str,
    slug: str,
    severity: Severity,
    certainty: Certainty = "certain",
    *,
    about: About = "argument",
    grounds: Grounds | None = None,
    words: tuple[str, ...] = (),
) -> Callable[[Callable[[Project], Iterable[Finding]]], Check]:
    """Register a function as the check `code`: three capitals and three digits.

    `grounds` say why what it finds in a paper may be certain; without them it gives candidates only. `words` are the
    lists that it needs of the tongue it listens to. Raises ValueError for a code that is taken or malformed: a mistake
    in the module that registers.
    """
    if not _CODE.match(code):
        raise ValueError(f"{code!r} is no code of three capitals and three digits")

    def register(run: Callable[[Project], Iterable[Finding]]) -> Check:
        if code in _CHECKS:
            raise ValueError(f"two checks have the code {code}")
        sure = "candidate" if about == "paper" and grounds is None else certainty
        made = Check(code, slug, severity, sure, about, inspect.cleandoc(run.__doc__ or ""), run, grounds, words)
        _CHECKS[code] = made
        return made

    return register


@cache
def _load_own_checks() -> None:
    for module in sorted(path.stem for path in Path(__file__).parent.glob("*_*.py")):
        import_module(f"argmap.checks.{module}")


def all_checks() -> dict[str, Check]:
    """Every check by code, our own families first, in the order of their codes; then those of plugins.

    A module of checks is named for its family and its subject: ``cit_entries.py``.
    """
    from argmap.checks.plugins import load_check_plugins

    _load_own_checks()
    load_check_plugins()
    order = {family: index for index, family in enumerate(FAMILIES)}
    return dict(sorted(_CHECKS.items(), key=lambda item: (order.get(item[0][:3], len(order)), item[0])))
