"""The files around a LaTeX source: what it includes and which bibliographies it names, inside its folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import in_project, may_read_below, read_file
from argmap.ground.looks import is_there, true_place
from argmap.ground.places import TextFile
from argmap.manuscript.readers.bibliographies import find_bibliography
from argmap.manuscript.readers.latex.citing import BIBLIOGRAPHY, CiteCommand, read_cite, read_quotation
from argmap.manuscript.readers.latex.context import as_latex
from argmap.manuscript.readers.latex.macros import Macros
from argmap.manuscript.readers.latex.syntax import FOOTNOTE_STYLES, VERBATIM, Arguments
from argmap.manuscript.readers.latex.unset import as_set, switches_off
from argmap.sources import Source
from argmap.tongues.encodings import decode

_DEEPEST = 10
_MOST_FILES = 300
_LARGEST = 20_000_000
_MOST_FOLDERS_UP = 4
_HEAD = 3000
_MOST_COVER_FILES = 4
_COMMENT = re.compile(r"(?<!\\)(?:\\\\)*%[^\n]*")
_VERBATIM = re.compile(
    rf"\\begin\s?\{{({'|'.join(re.escape(name) for name in sorted(VERBATIM))})\}}|\\verb\*?([^\sA-Za-z*])"
)
_INCLUDE = re.compile(
    r"\\(?:input|include|subfile|subfileinclude|InputIfFileExists)\s*\{([^{}]{1,300})\}"
    r"|\\input[ \t]+([^\s{}\\%]{1,300})|\\(?:sub)?import\s*\{([^{}]{1,200})\}\s*\{([^{}]{1,200})\}"
)
_BIBLIOGRAPHY = re.compile(
    rf"\\(?:{BIBLIOGRAPHY})"
    r"\s*(?:\[[^\]]{0,200}\])?\s*\{([^{}]{1,2000})\}|\\putbib\s*\[([^\[\]]{1,2000})\]"
)
_FILE_WITHIN = re.compile(r"\\begin\s?\{filecontents\*?\}\s?(?:\[[^\]]{0,100}\])?\s?\{([^{}]{1,200})\}")
_OWN_LIST = re.compile(
    r"\\bibitem(?![A-Za-z])|\\begin\s?\{CSLReferences\}|\\(?:hypertarget|protect\\hypertarget)\{refs\}"
)
_PLAIN_NAME = re.compile(r"[ \t]*([\w./-]{1,200})")
_ROOT = re.compile(
    r"^\s*%\s*!\s*TEX\s+root\s*=\s*(\S[^\r\n]{0,200})|^\s*\\documentclass\s?\[([^\[\]]{1,200})\]\s?\{subfiles\}",
    re.IGNORECASE | re.MULTILINE,
)
_COMMAND = re.compile(r"\\(?:begin\s?\{(displaycquote)\}|([A-Za-z]+)\*?)")
_PACKAGE = re.compile(
    r"\\(usepackage|RequirePackage|documentclass|LoadClass)\s?(?:\[(?:[^\[\]]|\[[^\[\]]*\]){0,2000}\]\s?)?\{([^{}]{1,300})\}"
)
_STYLES = {"usepackage": "sty", "RequirePackage": "sty", "documentclass": "cls", "LoadClass": "cls"}
_BIBLATEX = re.compile(
    r"\\(?:usepackage|RequirePackage)\s?\[([^\[\]]{0,2000})\]\s?\{(biblatex(?:-chicago)?)\}"
    r"|\\ExecuteBibliographyOptions\s?\{([^{}]{0,1000})\}"
)
_OPTION = re.compile(r"(?:^|,)\s*(autocite|citestyle|style)\s*=\s*\{?([^,{}]*)")
_SOURCES = frozenset(["", ".tex", ".ltx", ".latex", ".bib", ".bbl", ".txt"])


@dataclass(frozen=True, slots=True)
class Survey:
    r"""What a source and the files it includes say of the works that they cite.

    - `named`: the bibliographies that they name, each with its file or why there is none; `within`: works that stand
      in a source of their own inside the paper (``filecontents``).
    - `keys`: the keys cited; `all_works`: whether the list shows all works of the bibliographies (``\nocite{*}``).
    - `has_list`: whether there is a list of works in the text itself.
    - `off`: the conditionals that are false; `has_chapters`: whether there are headings of that level.
    - `macros`: the commands that they, the packages beside them and the work that they are part of define.
    - `cites_in_notes`: whether the style sets in a note what ``\autocite`` cites.
    """

    named: Mapping[str, Path | str]
    within: tuple[Source, ...]
    keys: tuple[str, ...]
    all_works: bool
    has_list: bool
    off: frozenset[str]
    has_chapters: bool
    macros: Macros
    cites_in_notes: bool


class Folder:
    """The folder of a paper. Files outside it are never opened; files that include each other are read once around.

    A paper that is set from a folder above it names its files from there. Where every file that it includes lies so
    under one of the next folders above, that folder is the paper's, if it is in the paper's project or the person
    allows it: a stranger's paper does not look around in the folder that somebody keeps it in.
    """

    def __init__(self, path: Path | None, shown_as: str) -> None:
        self.path = true_place(path) if path else None
        self.root = self.path.parent if self.path else Path()
        self.shown = shown_as
        self.remarks: list[str] = []
        self.texts: list[str] = []
        self._folders: tuple[Path, ...] = (self.root,) if self.path else ()
        self._open: list[Path] = [self.path] if self.path else []

    def survey(self, main: str) -> Survey:
        """What the source and its inclusions say of the works that they cite."""
        off = switches_off(_COMMENT.sub("", main))
        first = _spoken(as_set(main, off))
        self._look_above([_included(match) for match in _INCLUDE.finditer(first)])
        texts, seen = [first], {self.path}
        at = 0
        while at < len(texts) and len(texts) < _MOST_FILES:
            for match in _INCLUDE.finditer(texts[at]):
                path = self._resolve(_included(match))
                if path and path not in seen and (text := self._text(path)) is not None:
                    seen.add(path)
                    texts.append(_spoken(as_set(text, off)))
            at += 1
        root = self._root_of(main)
        packages = [*root, *(_spoken(text) for text in self._packages((*root, *texts)))]
        macros = Macros()
        macros.take((*packages, *texts))
        named = [
            n.strip()
            for text in (*packages, *texts)
            for m in _BIBLIOGRAPHY.finditer(text)
            for n in (m[1] or m[2]).split(",")
        ]
        keys = tuple(dict.fromkeys(key for text in texts for key in _keys(text, macros)))
        within = _files_within(main)
        return Survey(
            {name: self._bibliography(name) for name in filter(None, named) if not _is_within(name, within)},
            tuple(source for name, text in within.items() if name.endswith(".bib") for source in _entries(name, text)),
            keys,
            "*" in keys,
            any(_OWN_LIST.search(text) for text in texts),
            off,
            any(re.search(r"\\chapter\*?[\[{]", text) for text in texts),
            macros,
            any(map(_cites_in_notes, (*packages, *texts))),
        )

    def _root_of(self, main: str) -> list[str]:
        """The source of the whole work that a chapter says it belongs to, which may name the bibliographies."""
        match = _ROOT.search(main, 0, _HEAD)
        if self.path is None or match is None:
            return []
        try:
            candidates = [
                true_place(self.root / f"{(match[1] or match[2]).strip()}{suffix}") for suffix in ("", ".tex")
            ]
            found = next((p for p in candidates if p.suffix == ".tex" and is_there(p)), None)
        except (OSError, ValueError, RuntimeError):
            return []
        if found is None or found.parent not in self.path.parents[: _MOST_FOLDERS_UP + 1]:
            return []
        if not self._may_look_in(found.parent):
            return []
        self._folders = (*self._folders, found.parent)
        text = self._text(found)
        return [_spoken(as_set(text, switches_off(_COMMENT.sub("", text))))] if text is not None else []

    def _packages(self, texts: Sequence[str]) -> Iterator[str]:
        """The texts of the packages and classes that lie in the paper's folder."""
        names = dict.fromkeys(
            f"{name.strip()}.{_STYLES[m[1]]}" for t in texts for m in _PACKAGE.finditer(t) for name in m[2].split(",")
        )
        for path in filter(None, map(self._resolve, names)):
            if (text := self._text(path)) is not None:
                yield text

    def _look_above(self, names: Sequence[str]) -> None:
        """Takes the nearest folder above as the root, where all files that the source includes lie under it."""
        if self.path is None or not names or all(self._resolve(name) for name in names):
            return
        for above in self.path.parents[1 : _MOST_FOLDERS_UP + 1]:
            folders = (*self._folders, above)
            if above.parent != above and all(_under(folders, name) for name in names):
                if self._may_look_in(above):
                    self._folders = folders
                return

    def _may_look_in(self, folder: Path) -> bool:
        allowed = folder.is_relative_to(self.root) or may_read_below(folder)
        if not allowed:
            self.remarks.append(
                f"It is part of what lies in {folder}, above its own folder, and that was not read: `--allow-outside` "
                "allows it."
            )
        return allowed

    def _bibliography(self, name: str) -> Path | str:
        if self.path:
            name = name.replace("\\jobname", self.path.stem)
        found = find_bibliography(name, self._folders, ".bib")
        if isinstance(found, Path):
            self._tell_where(found)
        return found

    def open(self, name: str) -> TextFile | None:
        """The file that the source includes under this name; None, with a remark, where it cannot be read."""
        path = self._resolve(name)
        if path is None:
            self.remarks.append(f"The included file {name} is not in the paper's folder and was left out.")
            return None
        if path in self._open:
            self.remarks.append(f"The file {name} includes itself; it was read once.")
            return None
        if len(self._open) > _DEEPEST:
            self.remarks.append(f"The file {name} is included more than {_DEEPEST} files deep and was left out.")
            return None
        text = self._text(path)
        if text is None:
            self.remarks.append(f"The included file {name} cannot be read as text and was left out.")
            return None
        self._open.append(path)
        return self._opened(path, text)

    def look_into(self, name: str) -> str | None:
        """The text of the file that the source includes under this name, where it lies in the paper's folder."""
        path = self._resolve(name)
        return self._text(path) if path and path not in self._open else None

    def with_first_files(self, text: str) -> str:
        """A source with the files put in that it includes first in its text, among which a cover may be."""
        for _ in range(_MOST_COVER_FILES):
            begin = text.find("\\begin{document}")
            match = _INCLUDE.search(text, begin, begin + _HEAD) if begin >= 0 else None
            if match is None:
                break
            text = text[: match.start()] + (self.look_into(_included(match)) or "") + text[match.end() :]
        return text

    def close(self) -> None:
        """The file opened last has been read."""
        self._open.pop()

    def generated(self) -> TextFile | None:
        """The reference list that BibTeX left beside the source."""
        path = self.root / f"{self.path.stem}.bbl" if self.path else None
        text = self._text(path) if path and is_there(path) else None
        return self._opened(path, text) if path and text is not None else None

    def _opened(self, path: Path, text: str) -> TextFile:
        self.texts.append(text)
        return TextFile(self._shown(path), text)

    def _shown(self, path: Path) -> str:
        """How the user would write the path of a file in the paper's folder."""
        return os.path.normpath(Path(self.shown).parent / os.path.relpath(path, self.root))

    def _resolve(self, name: str) -> Path | None:
        return _under(self._folders, name)

    def _text(self, path: Path) -> str | None:
        try:
            text = as_latex(decode(read_file(path, _LARGEST), path.name)[0])
        except (OSError, ArgmapError):
            return None
        self._tell_where(path)
        return text

    def _tell_where(self, path: Path) -> None:
        """Says of a file that lies outside the paper's folder, and outside the project, that it was read."""
        told = f"{path} was read, which lies outside the paper's folder."
        if not (path.is_relative_to(self.root) or in_project(path) or told in self.remarks):
            self.remarks.append(told)


def _keys(text: str, macros: Macros, depth: int = 0) -> list[str]:
    """The keys that a source cites, those among them that stand in calls of its own commands."""
    arguments = Arguments(text)
    found: list[str] = []
    for match in _COMMAND.finditer(text):
        name = match[1] or macros.aliases.get(match[2], match[2])
        if depth < _DEEPEST and (written := macros.written_out(name, arguments, match.end())):
            found += _keys(written[0], macros, depth + 1)
        elif macros.cites(name) or match[1]:
            found += _keys_of(read_cite(arguments, name, match.end()))
        elif "cquote" in name and (quoted := read_quotation(arguments, name, match.end())):
            found += _keys_of(quoted.cited)
    return found


def _keys_of(cited: CiteCommand | None) -> list[str]:
    return [key for key, _, _ in cited.keys if "#" not in key] if cited else []


def _cites_in_notes(text: str) -> bool:
    """Whether options of biblatex in a source say, or a style that they name, that citations stand in notes."""
    found: dict[str, str] = {}
    for match in _BIBLATEX.finditer(text):
        given = match[1] or match[3] or ""
        if match[2] == "biblatex-chicago" and "authordate" not in given:
            found.setdefault("style", "chicago-notes")
        found.update(_OPTION.findall(given))
    if "autocite" in found:
        return found["autocite"].strip().startswith("foot")
    style = found.get("citestyle") or found.get("style") or ""
    return style.strip().rpartition("/")[2] in FOOTNOTE_STYLES


def _under(folders: Sequence[Path], name: str) -> Path | None:
    """The file of that name in the paper's folder, or a source of that name below a folder above it."""
    if not name or "\0" in name or len(name) > 300:
        return None
    try:
        for place, folder in enumerate(folders):
            for candidate in (folder / name, folder / f"{name}.tex"):
                found = true_place(candidate)
                if not found.is_relative_to(folder) or not is_there(found):
                    continue
                hidden = any(part.startswith(".") for part in found.relative_to(folder).parts)
                if place == 0 or (found.suffix.lower() in _SOURCES and not hidden):
                    return found
    except (OSError, ValueError, RuntimeError):
        return None
    return None


def included_name(arguments: Arguments, name: str, at: int) -> tuple[str, int]:
    """The file that an including command names with the arguments at `at`, and the offset after; no name, no file."""
    found = arguments.required(at)
    if found is None:
        plain = _PLAIN_NAME.match(arguments.text, at) if name == "input" else None
        return (plain[1], plain.end()) if plain else ("", at)
    target, at = arguments.text[found[0] : found[1]].strip(), found[2]
    if name in ("import", "subimport") and (second := arguments.required(at)):
        target, at = f"{target}/{arguments.text[second[0] : second[1]].strip()}", second[2]
    return target, at


def _included(match: re.Match[str]) -> str:
    return (match[1] or match[2] or f"{match[3]}/{match[4]}").strip()


def _spoken(text: str) -> str:
    """A source without its comments and without what it shows word for word."""
    parts, kept = [], 0
    unclosed: set[str] = set()
    text = _COMMENT.sub("", text)
    while match := _VERBATIM.search(text, kept):
        closes = f"\\end{{{match[1]}}}" if match[1] else match[2]
        close = -1 if closes in unclosed else text.find(closes, match.end())
        if close < 0:
            unclosed.add(closes)
        parts.append(text[kept : match.start()])
        kept = match.end() if close < 0 else close + len(closes)
    return "".join((*parts, text[kept:]))


def _files_within(text: str) -> dict[str, str]:
    """The files that stand in the source itself, each with its text."""
    found: dict[str, str] = {}
    for match in _FILE_WITHIN.finditer(text):
        close = text.find("\\end{filecontents", match.end())
        if close < 0:
            break
        found[match.group(1).strip()] = text[match.end() : close]
    return found


def _is_within(name: str, within: Mapping[str, str]) -> bool:
    return name in within or f"{name}.bib" in within


def _entries(name: str, text: str) -> list[Source]:
    from argmap.sources.bibliography.bibtex import read_bibtex

    return read_bibtex(TextFile(name, text), lambda _: None)
