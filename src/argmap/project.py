"""Reading a project, and joining what was read into one value that everything else looks at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from argmap.argument import model
from argmap.argument.join import join
from argmap.argument.model import Argument
from argmap.argument.paths import bearing_on_conclusions
from argmap.ground import codes
from argmap.ground.diagnostics import ArgmapError, Diagnostic
from argmap.ground.files import mark_of, read_file, reading_project, settle, unsaved
from argmap.ground.places import TextFile
from argmap.ground.values import dataclass
from argmap.library.finder import Finder
from argmap.library.pins import read_pins
from argmap.library.source_texts import SourceTexts, search_text
from argmap.manuscript.document import Document
from argmap.notation import ParsedClaims, parse
from argmap.notation.tree import Claim, ClaimsFile
from argmap.project_files import (
    LARGEST,
    Role,
    bibliography_files,
    claims_files,
    find_root,
    find_settings,
    inputs_of,
    log_of,
    may_hold_claims,
)
from argmap.quotations import Match
from argmap.registries import STORE
from argmap.reviews import ReviewLog, read_log
from argmap.reviews.judgements import Judgement, judge
from argmap.reviews.support_states import support_states
from argmap.settings import Settings, read_settings
from argmap.sources import Bibliography, load_bibliography
from argmap.tongues.lists import tongue_called

if TYPE_CHECKING:
    from argmap.evaluation import Evaluation
    from argmap.prose.coverage import Coverage
    from argmap.prose.paragraphs import Paragraph
    from argmap.quotations.passages import PassageIndex
    from argmap.registries.answers import Answers
    from argmap.registries.standing import Standing


@dataclass(frozen=True)
class Project:
    """A project as read and joined. `shown_root` is what messages about the project as a whole name.

    `text_files` holds the texts of all files that spans point into, by the path that the spans name.
    """

    root: Path
    shown_root: str
    settings: Settings
    files: tuple[ClaimsFile, ...]
    bibliography: Bibliography
    document: Document | None
    argument: Argument
    texts: SourceTexts
    reviews: ReviewLog = field(default_factory=ReviewLog)
    told: tuple[Diagnostic, ...] = ()
    """What was wrong in all files but the review log."""
    text_files: Mapping[str, TextFile] = field(default_factory=dict)
    answers: Answers | None = None
    parsed: Mapping[str, ParsedClaims] = field(default_factory=dict, repr=False)
    paper_marks: Mapping[Path, object] = field(default_factory=dict)
    bibliography_marks: Mapping[Path, object] = field(default_factory=dict)
    """What tells that the files of the paper, and of the bibliography, still read as they did."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What is wrong in its files."""
        return (*self.told, *self.reviews.diagnostics)

    @property
    def paper(self) -> Document:
        """The paper, for a check that is about it: without one such a check is not run, and this raises ValueError."""
        if self.document is None:
            raise ValueError("This project has no paper.")
        return self.document

    def is_in_paper(self, path: str) -> bool:
        """Whether a file is the paper, or one that its text was read from as well."""
        return self.document is not None and self.document.is_of(path)

    def role_of(self, path: str) -> Role | None:
        """What a file is in the project, by its path in it; None for one that is no part of it."""
        place = self.root / path
        if place == self.review_log:
            return "reviews"
        if may_hold_claims(self.root, self.settings, place):
            return "claims"
        if self.is_in_paper(path):
            return "paper"
        if path in self.text_files:
            return "settings" if path == self.shown_root else "bibliography"
        return None

    @cached_property
    def evaluation(self) -> Evaluation:
        """What stands, under the project's own standard of proof."""
        from argmap.evaluation import EvaluationOptions, evaluate

        states = support_states(self.argument, self.judgements if self.reviews.verdicts else {})
        options = EvaluationOptions(
            standard=self.settings.standard, quotations_verified=self.settings.quotation_counts_as == "verified"
        )
        return evaluate(self.argument, states, options)

    @cached_property
    def judgements(self) -> Mapping[str, Judgement]:
        """Everything that can be judged, by its handle, with the last verdict on it."""
        return judge(self.argument, self.reviews, self.bibliography.sources, self.texts.text_now)

    @cached_property
    def standings(self) -> Mapping[str, Standing]:
        """What registries said of each work, by key; empty where none was ever asked (`argmap lookup`)."""
        if self.answers is None:
            return {}
        from argmap.registries.standing import standings

        return standings(self.bibliography.sources, self.answers, self.date)

    @property
    def title(self) -> str:
        """What the settings call it, else what its paper is called; empty where neither says."""
        return self.settings.title or (self.document.title if self.document else None) or ""

    @property
    def shown_title(self) -> str:
        """Its title, else the heading under which all its claims stand, as in a debate; empty where there is none."""
        if self.title or self.document:
            return self.title
        headings = {section.title.text for file in self.files for section in file.sections if section.title}
        return headings.pop() if len(headings) == len(self.argument.sections) == 1 else ""

    @property
    def date(self) -> str:
        """When the paper came out (YYYY, YYYY-MM or YYYY-MM-DD): as set, else as stated; empty where neither says."""
        return self.settings.date or (self.document.date if self.document else None) or ""

    @property
    def review_log(self) -> Path:
        """Where verdicts are kept."""
        return self.root / log_of(self.root, self.settings)

    def inputs(self) -> frozenset[Path]:
        """Every file that the project is made of now, and those that would belong to it if they were there.

        Asked anew it also knows claims, texts and bibliographies that have been put beside the others since.
        """
        paper = self.root / self.settings.paper if self.settings.paper else None
        return inputs_of(self.root, self.settings, _files_of_paper(self.root, paper, self.document) if paper else ())

    @cached_property
    def nodes(self) -> Mapping[str, Claim]:
        """The claims as they stand in the files, by their ids: the first of each, as the argument has it."""
        return {claim.id.text: claim for file in reversed(self.files) for claim in reversed(file.claims)}

    @cached_property
    def bearing(self) -> Mapping[str, float]:
        """How much of a conclusion's support passes through each claim that leads to one."""
        return bearing_on_conclusions(self.argument)

    @cached_property
    def tongue(self) -> str:
        """The tongue whose words are listened for in the paper: as the settings name it, or as told from its words.

        English where it cannot be told; the audit says so.
        """
        return (self.document and self.document.tongue) or self.settings.language or "en"

    @cached_property
    def claims_tongue(self) -> str:
        """The tongue that the claims are written in, which need not be the paper's; that where they are too few."""
        from argmap.tongues.telling import tell_tongue

        told = tell_tongue(claim.text for claim in self.argument.claims.values())
        return told.code if told else self.tongue

    @cached_property
    def prose(self) -> tuple[Paragraph, ...]:
        """The paper's running text as the checks read it; empty without a paper."""
        from argmap.prose.paragraphs import paragraphs

        return paragraphs(self.document) if self.document else ()

    @cached_property
    def passages(self) -> PassageIndex:
        """The paper's sentences, to be asked for those that may bear on a claim; none without a paper."""
        from argmap.quotations.passages import PassageIndex

        paper = self.document
        if paper is None:
            return PassageIndex("")
        sentences = [(sentence.start, sentence.end) for sentence in paper.sentences]
        return PassageIndex(paper.text, sentences, paper.repairs, paper.tongue or "en")

    @cached_property
    def coverage(self) -> Coverage:
        """How much of the paper the claims account for."""
        from argmap.prose.coverage import Coverage, measure_coverage, signs_in

        if self.document is None:
            return Coverage()
        signs = signs_in(self.document, self.tongue, lambda: self.prose)
        return measure_coverage(self.argument, signs, len(self.document.sentences))


def load(path: Path, overlay: Mapping[Path, str] | None = None, known: Project | None = None) -> Project:
    """Read the project that holds `path`. What is wrong in its files is in `Project.diagnostics`; nothing is lost.

    A claims file outside any project is read alone. `overlay` holds texts that an editor has not saved yet, by their
    files, which are read in the place of what is on the disk: claims (new files too), settings, bibliographies, the
    paper. `known` is the project as it was loaded before: its paper and the works' texts are taken over where no
    file of them has changed, since reading those is most of the work. Raises ArgmapError only where there is no project
    at all.
    """
    with unsaved(overlay or {}):
        try:
            root, settings_path = find_root(path)
        except ArgmapError:
            if path.suffix != ".md" or not path.is_file():
                raise
            return load_alone(path)
        settle(root)
        with reading_project(root):
            return _load(root, settings_path, known=known)


def load_names(path: Path) -> tuple[Argument, Bibliography]:
    """The argument and the works of the project that holds `path`, without its paper: what a shell completes.

    Raises ArgmapError where there is no project.
    """
    root, settings = find_settings(path)
    with reading_project(root):
        argument, _ = join([one.tree for one in _read_claims(root, settings, [], {}).values()])
        return argument, _read_bibliography(root, settings, [], {})[0]


def load_alone(file: Path) -> Project:
    """A project of nothing but one claims file, with the bibliographies that lie beside it. As for `load` otherwise.

    What claims and quotations count as in the project that the file belongs to, they count as in the file alone.
    """
    root = file.resolve().parent
    beside = tuple(path.name for path in sorted(root.glob("*.bib")))
    around = _settings_around(file.resolve())
    alone = replace(
        Settings(claims=file.name, bibliography=beside),
        standard=around.standard,
        quotation_counts_as=around.quotation_counts_as,
        unargued_counts_as=around.unargued_counts_as,
    )
    with reading_project(root):
        return _load(root, None, alone)


def _settings_around(file: Path) -> Settings:
    try:
        root, settings = find_settings(file)
    except ArgmapError:
        return Settings()
    return settings if may_hold_claims(root, settings, file) else Settings()


def _load(
    root: Path, settings_path: Path | None, settings: Settings | None = None, known: Project | None = None
) -> Project:
    problems: tuple[Diagnostic, ...] = ()
    if settings is None:
        settings, problems = read_settings(settings_path, settings_path.name) if settings_path else (Settings(), ())
    diagnostics = list(problems)
    text_files: dict[str, TextFile] = {}
    if settings_path:
        with suppress(OSError):  # which the settings have told
            text = read_file(settings_path, LARGEST).decode("utf-8", errors="replace")
            text_files[settings_path.name] = TextFile(settings_path.name, text)
    parsed = _read_claims(root, settings, diagnostics, text_files, known)
    files = tuple(one.tree for one in parsed.values())
    bibliography, bibliography_marks = _read_bibliography(root, settings, diagnostics, text_files, known)
    same = known if known and _is_same_paper(root, settings, known) else None
    document = same.document if same else _read_paper(root, settings, diagnostics)
    text_files |= _files_of(document) if document else {}
    pins = read_pins(settings.pins, bibliography.sources)
    texts = SourceTexts(root / settings.texts, settings.texts, pins, _tongues(bibliography), root)
    if known is not None and texts.same_as(known.texts):
        texts = known.texts
    shown_log = log_of(root, settings)
    finder = Finder(document, search_text) if document else None
    find_in_paper = finder.find if finder else _no_paper(settings)
    argument, unresolved = join(
        files, find_in_paper, texts.find, unargued_as_given=settings.unargued_counts_as == "assumed"
    )
    if known is None:  # while claims are edited each state would be kept
        texts.keep_found()
        if finder:
            finder.keep()
    answers = _read_answers(root)
    project = Project(
        root=root,
        shown_root=settings_path.name if settings_path else settings.claims,
        settings=settings,
        files=files,
        bibliography=bibliography,
        document=document,
        argument=argument,
        texts=texts,
        reviews=read_log(root / shown_log, shown_log),
        told=(*diagnostics, *(answers.diagnostics if answers else ()), *unresolved),
        text_files=text_files,
        answers=answers,
        parsed=parsed,
        bibliography_marks=bibliography_marks,
        paper_marks=same.paper_marks if same else _marks_of_paper(root, settings, document),
    )
    if read := _read_drafts(project):
        judged = project.judgements  # tags are no part of what is judged
        project = replace(project, argument=replace(argument, claims={**argument.claims, **read}))
        project.__dict__["judgements"] = judged
    # what was made of the paper alone holds for it still
    project.__dict__.update({name: same.__dict__[name] for name in _OF_PAPER if same and name in same.__dict__})
    return project


def _read_drafts(project: Project) -> dict[str, model.Claim]:
    """The drafted claims that a person has judged to be what the paper says: drafts no more."""
    drafted = [claim for claim in project.argument.claims.values() if claim.is_draft]
    if not drafted or not project.reviews.verdicts:
        return {}
    return {
        claim.id: replace(claim, tags=tuple(tag for tag in claim.tags if tag != "draft"))
        for claim in drafted
        if (last := project.judgements[claim.id].current)
        # one reviewer may accept as the paper's what another finds to be wrong
        and any(given.verdict in ("supports", "accepted") for given in (last, *project.reviews.others(last)))
    }


_OF_PAPER = ("prose", "passages")


def _files_of_paper(root: Path, paper: Path, document: Document | None) -> list[Path]:
    if document is None:
        return [paper]
    beside = [listed.name for listed in document.bibliographies if listed.name]
    return [
        paper,
        *(root / file.path for file in (document.places.files if document.places else ())),
        *(paper.parent / f"{name}{suffix}" for name in beside for suffix in ("", ".bib")),
    ]


def _marks_of_paper(root: Path, settings: Settings, document: Document | None) -> dict[Path, object]:
    if settings.paper is None or document is None:
        return {}
    return {path: mark_of(path) for path in _files_of_paper(root, root / settings.paper, document)}


def _is_same_paper(root: Path, settings: Settings, known: Project) -> bool:
    """Whether the paper that the settings name is the one that is known, as it was."""
    was = (known.root, known.settings.paper, known.settings.language)
    return was == (root, settings.paper, settings.language) and bool(
        known.paper_marks and all(mark_of(path) == mark for path, mark in known.paper_marks.items())
    )


def _read_answers(root: Path) -> Answers | None:
    """What registries answered, where they were ever asked: most projects have no use for what reads it."""
    if not (root / STORE).exists():
        return None
    from argmap.registries.answers import read_answers

    return read_answers(root)


def project_of_paper(paper: Path) -> Project:
    """A project that holds nothing but a paper, for the checks to look at. Raises ArgmapError as `read` does."""
    from argmap.manuscript import read

    document = read(paper, str(paper))
    return Project(
        root=paper.parent,
        shown_root=str(paper),
        settings=Settings(paper=str(paper)),
        files=(),
        bibliography=Bibliography(),
        document=document,
        argument=Argument({}),
        texts=SourceTexts(paper.parent / "texts", "texts"),
        text_files=_files_of(document),
    )


def _files_of(document: Document) -> dict[str, TextFile]:
    lines = document.places or TextFile(document.path, document.text)
    return {file.path: file for file in lines.files}


def _tongues(bibliography: Bibliography) -> Mapping[str, str]:
    """The tongues that entries name, by their keys: ``langid = {ngerman}``, ``language = {tr}``."""
    found = {}
    for key, source in bibliography.sources.items():
        name = source.fields.get("langid") or source.fields.get("language")
        if name and (tongue := tongue_called(name)):
            found[key] = tongue
    return found


def _no_paper(settings: Settings) -> Callable[[str], Match]:
    why = f"the paper {settings.paper} could not be read" if settings.paper else "no paper is set in the settings"
    return lambda quote: Match("not-checkable", why=why)


def _read_claims(
    root: Path,
    settings: Settings,
    diagnostics: list[Diagnostic],
    text_files: dict[str, TextFile],
    known: Project | None = None,
) -> dict[str, ParsedClaims]:
    """What is understood of each claims file, by its path; what is known of one that reads as before is taken over."""
    found = {}
    for path in claims_files(root, settings):
        shown = path.relative_to(root).as_posix()
        text = _read_text(path, shown, diagnostics)
        if text is None:
            continue
        text_files[shown] = TextFile(shown, text)
        before = known.parsed.get(shown) if known and _reads_as_before(known, shown, text) else None
        found[shown] = before or parse(text, shown)
        diagnostics += found[shown].diagnostics
    return found


def _reads_as_before(known: Project, shown: str, text: str) -> bool:
    return shown in known.text_files and known.text_files[shown].text == text


def _read_text(path: Path, shown: str, diagnostics: list[Diagnostic]) -> str | None:
    try:
        return read_file(path, LARGEST).decode("utf-8")
    except OSError as error:
        message = f"The file cannot be read: {error.strerror}"
        diagnostics.append(Diagnostic(codes.UNREADABLE_FILE, message, shown, help="Mend that, or take it away."))
    except UnicodeDecodeError as error:
        diagnostics.append(
            Diagnostic(
                codes.NOT_UTF8,
                f"The file is not UTF-8 (byte {error.start + 1})",
                shown,
                help="Save it as UTF-8; it was left out.",
            )
        )
    return None


def _read_bibliography(
    root: Path,
    settings: Settings,
    diagnostics: list[Diagnostic],
    text_files: dict[str, TextFile],
    known: Project | None = None,
) -> tuple[Bibliography, dict[Path, object]]:
    """The works, taken over from what is known where their files read as they did; and what tells that they do."""
    paths = bibliography_files(root, settings)
    marks = {path: mark_of(path) for path in paths}
    same = known is not None and known.bibliography_marks == marks
    bibliography = known.bibliography if known and same else load_bibliography(paths, root)
    diagnostics += bibliography.diagnostics
    for path in paths:
        with suppress(OSError):  # which the bibliography has told
            text = read_file(path, LARGEST).decode("utf-8", errors="replace")
            shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
            text_files[shown] = TextFile(shown, text)
    return bibliography, marks


def _read_paper(root: Path, settings: Settings, diagnostics: list[Diagnostic]) -> Document | None:
    if settings.paper is None:
        return None
    from argmap.manuscript.kept import read_kept

    try:
        return read_kept(root / settings.paper, settings.paper, settings.language)
    except ArgmapError as error:
        diagnostics.append(Diagnostic(codes.UNREADABLE_FILE, str(error), settings.paper))
        return None
