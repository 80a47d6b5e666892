"""The files around a LaTeX source: what it includes and which bibliographies it names, inside its folder."""

from __future__ import annotations

import re
from pathlib import Path

from argmap.diagnostics import ArgmapError
from argmap.manuscript.encoding import decode
from argmap.manuscript.latex_syntax import Arguments, is_cite
from argmap.places import TextFile

_DEEPEST = 10
_MOST_FILES = 300
_LARGEST = 20_000_000
_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_INCLUDE = re.compile(
    r"\\(?:input|include|subfile|subfileinclude)\s*\{([^{}]{1,300})\}|\\(?:sub)?import\s*\{([^{}]{1,200})\}\s*\{"
    r"([^{}]{1,200})\}"
)
_BIBLIOGRAPHY = re.compile(
    r"\\(bibliography|addbibresource|addglobalbib)\s*(?:\[[^\]]{0,200}\])?\s*\{([^{}]{1,2000})\}"
)


class Folder:
    """The folder of a paper. Files outside it are never opened; files that include each other are read once around."""

    def __init__(self, path: Path | None, shown_as: str) -> None:
        self.path = path.resolve() if path else None
        self.root = self.path.parent if self.path else Path()
        self.shown = shown_as
        self.remarks: list[str] = []
        self.has_chapters = False
        self._open: list[Path] = [self.path] if self.path else []

    def survey(self, main: str) -> tuple[list[Path], list[str], bool]:
        r"""The bibliography files that the source and its inclusions name, the keys cited, and whether all are."""
        texts, seen = [main], {self.path}
        at = 0
        while at < len(texts) and len(texts) < _MOST_FILES:
            for match in _INCLUDE.finditer(_COMMENT.sub("", texts[at])):
                name = match.group(1) or f"{match.group(2)}/{match.group(3)}"
                path = self._resolve(name.strip())
                if path and path not in seen and (text := self._text(path)) is not None:
                    seen.add(path)
                    texts.append(text)
            at += 1
        plain = [_COMMENT.sub("", text) for text in texts]
        self.has_chapters = any(re.search(r"\\chapter\*?[\[{]", text) for text in plain)
        named = [n.strip() for text in plain for m in _BIBLIOGRAPHY.finditer(text) for n in m.group(2).split(",")]
        paths = [p for name in dict.fromkeys(named) if (p := self._bibliography(name))]
        if not named and self.path and len(beside := sorted(self.root.glob("*.bib"))) == 1:
            paths = beside
        keys = list(dict.fromkeys(key for text in plain for key in _keys(text)))
        return paths, keys, "*" in keys

    def _bibliography(self, name: str) -> Path | None:
        path = self._resolve(name, ".bib")
        if path is None and self.path and not self.root.joinpath(self.path.stem + ".bbl").is_file():
            self.remarks.append(
                f"The bibliography {name} is not in the paper's folder; the keys it explains stay unexplained."
            )
        return path

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
        return TextFile(self._shown(path), text)

    def close(self) -> None:
        """The file opened last has been read."""
        self._open.pop()

    def generated(self) -> TextFile | None:
        """The reference list that BibTeX left beside the source."""
        path = self.root / f"{self.path.stem}.bbl" if self.path else None
        text = self._text(path) if path and path.is_file() else None
        return TextFile(self._shown(path), text) if path and text is not None else None

    def _shown(self, path: Path) -> str:
        """How the user would write the path of a file in the paper's folder."""
        return str(Path(self.shown).parent / path.relative_to(self.root))

    def _resolve(self, name: str, suffix: str = ".tex") -> Path | None:
        if self.path is None or not name or "\0" in name or len(name) > 300:
            return None
        try:
            for candidate in (self.root / name, self.root / f"{name}{suffix}"):
                found = candidate.resolve()
                if found.is_relative_to(self.root) and found.is_file():
                    return found
        except (OSError, ValueError, RuntimeError):
            return None
        return None

    def _text(self, path: Path) -> str | None:
        try:
            if path.stat().st_size > _LARGEST:
                return None
            return decode(path.read_bytes(), path.name)[0]
        except (OSError, ArgmapError):
            return None


def _keys(text: str) -> list[str]:
    arguments = Arguments(text)
    found = []
    for match in re.finditer(r"\\([A-Za-z]*[cC]ite[A-Za-z]*)\*?", text):
        if is_cite(match.group(1)) and (cited := arguments.cite(match.group(1), match.end())):
            found += [key for key, _, _ in cited.keys]
    return found
