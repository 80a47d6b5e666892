"""Semantic tokens: ids, keys, schemes, marks and the language's own words, each in its colour."""

from __future__ import annotations

from lsprotocol import types

from argmap.lsp.desk import Desk, Held

_TYPES = {
    "claim": types.SemanticTokenTypes.Function,
    "work": types.SemanticTokenTypes.Type,
    "scheme": types.SemanticTokenTypes.EnumMember,
    "mark": types.SemanticTokenTypes.Number,
    "kind": types.SemanticTokenTypes.Modifier,
    "key": types.SemanticTokenTypes.Keyword,
    "code": types.SemanticTokenTypes.Macro,
}
LEGEND = types.SemanticTokensLegend(list(_TYPES.values()), [types.SemanticTokenModifiers.Definition])


def tokens(desk: Desk, held: Held) -> types.SemanticTokens:
    """The names of a claims file in the protocol's coding: five numbers each, places told from the one before."""
    numbers = list(_TYPES)
    data: list[int] = []
    line = column = 0
    for name in desk.names(held):
        start, end = (desk.places.position(held.file, at) for at in (name.span.start, name.span.end))
        if start.line != end.line or start == end or (start.line, start.character) < (line, column):
            continue  # over several lines, or within another name
        same = start.line == line and bool(data)
        data += [
            start.line - line,
            start.character - column if same else start.character,
            end.character - start.character,
            numbers.index(name.kind),
            int(name.defines),
        ]
        line, column = start.line, start.character
    return types.SemanticTokens(data)
