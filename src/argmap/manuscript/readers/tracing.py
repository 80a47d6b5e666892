"""The text of a paper without its markup, which still knows where in the user's files each character came from.

Readers of marked-up formats write what reads as text into a `TracedText`, piece by piece with the place of each piece
in the source; the `PlacedText` that comes of it turns offsets of the clean text into lines and columns of the files.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from argmap.ground.places import Span, TextFile
from argmap.manuscript.document import Block, BlockKind

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def tail_of(parts: Sequence[str], length: int, start: int) -> str:
    """The text from `start` on of what is written in parts, which have this length together."""
    collected: list[str] = []
    for words in reversed(parts):
        if length <= start:
            break
        length -= len(words)
        collected.append(words)
    return "".join(reversed(collected))[max(0, start - length) :]


class _Piece(NamedTuple):
    """A stretch of the clean text from `at` on that came from `start:end` of a source; literal where letters agree."""

    at: int
    start: int
    end: int
    source: int
    literal: bool


class PlacedText(TextFile):
    """A clean text whose spans have the lines and columns of the files it was read from.

    `start` and `end` of its spans count characters of the clean text, as everywhere; path, lines and columns are
    those of the source.
    """

    __slots__ = ("_at", "_pieces", "_sources")

    def __init__(self, text: str, pieces: tuple[_Piece, ...], sources: tuple[TextFile, ...]) -> None:
        super().__init__(sources[0].path, text)
        self._pieces = pieces
        self._at = [piece.at for piece in pieces]
        self._sources = sources

    @property
    def files(self) -> tuple[TextFile, ...]:
        """The files that it was read from, with their markup."""
        return self._sources

    def position(self, offset: int) -> tuple[int, int]:
        """1-based line and column, in its own source file, of an offset of the clean text."""
        source, place = self._source_of(offset, is_end=False)
        return source.position(place)

    def span(self, start: int, end: int) -> Span:
        """The span of a stretch of the clean text, with the lines and columns of the source file."""
        source, first = self._source_of(start, is_end=False)
        other, last = self._source_of(end, is_end=True) if end > start else (source, first)
        if other is not source or last < first:
            last = first
        found = source.span(first, last)
        return found._replace(start=start, end=end)

    def _source_of(self, offset: int, *, is_end: bool) -> tuple[TextFile, int]:
        if not self._pieces:
            return self._sources[0], 0
        index = max(0, bisect_right(self._at, offset - 1 if is_end and offset else offset) - 1)
        piece = self._pieces[index]
        if piece.literal:
            return self._sources[piece.source], min(piece.start + offset - piece.at, piece.end)
        return self._sources[piece.source], piece.end if is_end else piece.start


class TracedText:
    """Collects the clean text and its blocks. `length` is the offset at which the next piece will stand."""

    def __init__(self, *sources: TextFile) -> None:
        self._sources = list(sources)
        self._parts: list[str] = []
        self._pieces: list[_Piece] = []
        self._blocks: list[Block] = []
        self.length = 0

    def add_source(self, source: TextFile) -> int:
        """A further file that pieces come from; returns its number."""
        self._sources.append(source)
        return len(self._sources) - 1

    def put(self, words: str, start: int, end: int, source: int = 0) -> None:
        """Append `words`, read from `start:end` of a source."""
        if not words:
            return
        self._pieces.append(_Piece(self.length, start, end, source, len(words) == end - start))
        self._parts.append(words)
        self.length += len(words)

    def part(self) -> None:
        """Ends a line and leaves one blank, unless the text is there already."""
        if self.length:
            tail = "".join(self._parts[-2:])[-2:]
            missing = "\n\n" if not tail.endswith("\n") else "" if tail == "\n\n" else "\n"
            end = self._pieces[-1].end if self._pieces else 0
            self.put(missing, end, end, self._pieces[-1].source if self._pieces else 0)

    def block(self, kind: BlockKind, start: int, level: int = 0) -> Block | None:
        """Makes a block of what was put since `start`, without the white space around it; None where nothing was."""
        words = self.since(start)
        left = len(words) - len(words.lstrip())
        if left == len(words):
            return None
        block = Block(kind, start + left, start + len(words.rstrip()), level=level)
        self._blocks.append(block)
        return block

    def since(self, start: int) -> str:
        """The text from `start` on."""
        return tail_of(self._parts, self.length, start)

    @property
    def last_kind(self) -> BlockKind | None:
        """The kind of the block made last."""
        return self._blocks[-1].kind if self._blocks else None

    def finish(self) -> tuple[str, tuple[Block, ...], PlacedText]:
        """The clean text, its blocks in order, and its places."""
        text = "".join(self._parts)
        blocks = tuple(sorted(self._blocks, key=lambda block: (block.start, block.end)))
        return text, blocks, PlacedText(text, tuple(self._pieces), tuple(self._sources))
