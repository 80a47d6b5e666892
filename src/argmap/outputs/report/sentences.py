"""The program's sentences as they stand on the page: claims by their words, works by author and year, `code` as code.

Labels and findings name things by their ids, as a terminal must. A reader has not seen these: here a claim is quoted
and linked, what hangs on it is counted ("its second reason"), and the id shows on hover.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from markupsafe import Markup

from argmap.ground.message import Name, parts_of
from argmap.ground.text import shorten
from argmap.outputs.webpage import escaped

if TYPE_CHECKING:
    from argmap.outputs.report.page import Page

_CODE = re.compile(r"`([^`\n]{1,200})`")
_KINDS = {"because": "reason", "but": "objection", "cites": "citation", "evidence": "piece of evidence"}
_COUNT = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_SHORT = 90
_STOPS = (".", "?", "!", ":", "…")
_BEFORE_WORDS = re.compile(r"\s*(?:<[^>]*>)?")


@dataclass(frozen=True, slots=True)
class Called:
    """What things are called on the page: the text of each claim and the short name of each work, by id and key.

    `only` holds the items that are the only ones of their kind under their claim; `most` is the length to which a claim
    is cut inside a sentence; `hover` is false where the page is too large to give each id twice.
    """

    claims: Mapping[str, str] = field(default_factory=dict)
    works: Mapping[str, str] = field(default_factory=dict)
    only: frozenset[str] = frozenset()
    most: int = _SHORT
    hover: bool = True


def called_on(page: Page) -> Called:
    """What things are called on this page."""
    cards = [card for chapter in page.chapters for card in chapter.cards]
    return Called(
        claims={card.id: card.text for card in cards},
        works={work.key: work.short for work in page.works},
        only=frozenset(only for card in cards for only in _only_items(card.id, card.handles)),
        most=_SHORT // 2 if page.compact else _SHORT,
        hover=not page.compact,
    )


def _only_items(claim: str, handles: Iterable[str]) -> list[str]:
    kinds: dict[str, list[str]] = {}
    for handle in handles:
        kinds.setdefault(handle.rpartition("-")[0], []).append(f"{claim}/{handle}")
    return [items[0] for items in kinds.values() if len(items) == 1]


def set_sentence(text: str, called: Called, own: str = "", *, in_full: bool = False, links: bool = True) -> Markup:
    """The sentence as markup, begun with a capital and closed with a stop.

    `own` is the claim on whose card the sentence stands, which is "this claim" there. `in_full` gives the words of the
    others uncut. Without `links` the sentence can itself stand in a link.
    """
    if not text.strip():
        return Markup()
    told = _without_repetition(parts_of(text), called)
    # put together as plain strings: markup that is joined and asked piece by piece took most of a report's time
    said: list[str] = []
    for part in told:
        if isinstance(part, Name):
            said.append(_name(part, called, own, in_full, links))
            continue
        at = 0
        for found in _CODE.finditer(part) if "`" in part else ():
            said += [_plain(part[at : found.start()]), f"<code>{escaped(found[1])}</code>"]
            at = found.end()
        said.append(_plain(part[at:]))
    first = next((n for n, part in enumerate(said) if part), 0)
    said[first] = _capital(said[first])
    sentence = "".join(said).rstrip()
    # a claim is quoted without its stop, and one that is cut ends no sentence
    last = _last_word(sentence) if isinstance(told[-1], Name) else _last_word(sentence).rstrip("”’\"'")
    return Markup(sentence if last[-1:] in _STOPS else f"{sentence}.")  # noqa: S704 – each part of it is escaped


def _plain(words: str) -> str:
    """Escaped; premises stand between their names, where a terminal has a sign."""
    return " and " if words == " + " else escaped(words)


def _last_word(markup: str) -> str:
    """The last word as it is read, without the tags around it."""
    while markup.endswith(">"):  # of a tag, since those of the text are escaped
        markup = markup[: markup.rindex("<")].rstrip()
    return unescape(markup[markup.rfind(" ") + 1 :])


def _capital(part: str) -> str:
    """With a capital letter at the beginning of its words, which may stand in a link."""
    found = _BEFORE_WORDS.match(part)
    at = found.end() if found else 0
    return part[:at].lstrip() + part[at : at + 1].upper() + part[at + 1 :]


def _without_repetition(parts: list[str | Name], called: Called) -> list[str | Name]:
    """Without the claim's own words at the end: they stand in place of its id."""
    before = parts[-2] if len(parts) > 2 else None
    if isinstance(before, str) and before.endswith(": "):
        named = [called.claims.get(part.id) for part in parts if isinstance(part, Name)]
        if parts[-1] in named:
            return [*parts[:-2], *filter(None, [before.removesuffix(": ")])]
    return parts


def _name(name: Name, called: Called, own: str, in_full: bool, links: bool) -> str:
    """What a name stands for, in words; linked to the card of the claim or the entry of the work, if there is one."""
    if name.kind == "work":
        words, address, known = called.works.get(name.id, str(name)), f"#source-{name.id}", name.id in called.works
        return _link(words, address if links and known else "", str(name) if called.hover else "")
    claim, _, item = name.id.partition("/")
    if name.kind == "aside" and called.claims and (claim in called.claims or not item):
        return ""  # it stands on the claim's card
    if name.kind == "aside" or claim not in called.claims:
        return escaped(str(name))
    text = called.claims[claim]
    item, _, passage = item.partition("/")
    kind, _, number = item.rpartition("-")
    if not item:
        what = ""
    elif kind in _KINDS and number.isdecimal() and 0 < int(number) <= len(_COUNT):
        what = _KINDS[kind] if f"{claim}/{item}" in called.only else f"{_COUNT[int(number) - 1]} {_KINDS[kind]}"
    else:
        what = f"{_KINDS.get(kind, kind)} {number}".strip()
    before = "the passage for " if passage else ""
    if claim == own:
        return _link(f"{before}its {what}" if what else "this claim", "", name.id if called.hover else "")
    words = text.removesuffix(".") if in_full else shorten(text.removesuffix("."), called.most)
    shown = f"“{_link(words, f'#claim-{claim}' if links else '', name.id if called.hover else '')}”"
    return f"{before}the {escaped(what)} {'to' if kind == 'but' else 'for'} {shown}" if what else shown


def _link(words: str, address: str, title: str) -> str:
    hover = f' title="{escaped(title)}"' if title else ""
    if address:
        return f'<a class="c" href="{escaped(address)}"{hover}>{escaped(words)}</a>'
    return f"<span{hover}>{escaped(words)}</span>" if hover else escaped(words)
