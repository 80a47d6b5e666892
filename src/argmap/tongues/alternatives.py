"""One of many words as a regular expression, made so that it is soon told where none of them stands."""

from __future__ import annotations

from collections.abc import Sequence

from argmap.tongues.awaited import as_needed


def one_of(forms: Sequence[tuple[str, str]]) -> str:
    """A group that matches one of some words, each given with its expression, in the order in which they are tried.

    Those that begin with one letter stand together behind it, so that at each place of a text one letter is looked at
    for all of them: the words of a list are tried one after the other where case is ignored. An expression begins
    with the first letter of its word as it is; a word that begins with none keeps all in their order.
    """
    begun: dict[str, list[tuple[str, str]]] = {}
    for word, form in forms:
        begun.setdefault(as_needed(word)[1:2] if word[:1].isalpha() else "", []).append((word, form))
    if "" in begun:
        return f"(?:{'|'.join(form for _, form in forms)})"
    return f"(?:{'|'.join(map(_behind_its_letter, begun.values()))})"


def _behind_its_letter(forms: list[tuple[str, str]]) -> str:
    letters = {word[0] for word, _ in forms}
    if len(forms) == 1 or len(letters) > 1:
        return "|".join(form for _, form in forms)
    return f"{letters.pop()}(?:{'|'.join(form[1:] for _, form in forms)})"
