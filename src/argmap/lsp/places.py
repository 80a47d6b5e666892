"""Between places of ours and places of an editor: offsets in characters, and lines with columns in the editor's units.

An editor counts columns from 0, in bytes of UTF-8, in units of UTF-16 (the default) or in characters, as was agreed
when it connected. Everything that goes out or comes in passes here.
"""

from __future__ import annotations

from lsprotocol import types

from argmap.ground.places import TextFile

_UNITS = {
    types.PositionEncodingKind.Utf8: ("utf-8", 1),
    types.PositionEncodingKind.Utf16: ("utf-16-le", 2),
    types.PositionEncodingKind.Utf32: ("utf-32-le", 4),
}


class Places:
    """Turns offsets of a text into an editor's positions and back, in the units of `encoding`."""

    def __init__(self, encoding: types.PositionEncodingKind | str | None = None) -> None:
        self._codec, self._size = _UNITS[types.PositionEncodingKind(encoding or "utf-16")]

    def units(self, text: str) -> int:
        """How many units a text has. A lone surrogate has as many as a file would give it."""
        return len(text) if text.isascii() else len(text.encode(self._codec, "surrogatepass")) // self._size

    def position(self, file: TextFile, offset: int) -> types.Position:
        """The position of an offset, which may be that of the end."""
        line, column = file.position(max(0, min(offset, len(file.text))))
        start = file.line_starts[line - 1]
        return types.Position(line - 1, self.units(file.text[start : start + column - 1]))

    def range(self, file: TextFile, start: int, end: int) -> types.Range:
        """The range of a stretch of a text."""
        return types.Range(self.position(file, start), self.position(file, end))

    def offset(self, file: TextFile, position: types.Position) -> int:
        """The offset of a position: the end of the line where it lies behind it, the character it lies within."""
        starts = file.line_starts
        if position.line >= len(starts):
            return len(file.text)
        line, start = file.line(position.line + 1), starts[position.line]
        if line.isascii():
            return start + max(0, min(position.character, len(line)))
        units = 0
        for index, character in enumerate(line):
            units += self.units(character)
            if units > position.character:
                return start + index
        return start + len(line)

    def changed(self, file: TextFile, change: types.TextDocumentContentChangeEvent) -> TextFile:
        """A file after a change that an editor told of."""
        if not isinstance(change, types.TextDocumentContentChangePartial):
            return TextFile(file.path, change.text)
        start, end = self.offset(file, change.range.start), self.offset(file, change.range.end)
        return TextFile(file.path, f"{file.text[:start]}{change.text}{file.text[max(start, end) :]}")
