"""Says of which pages of a PDF the text is missing or odd, and what to do: what is read there is not what is printed.

Told by counts over a page, never by single words, so that formulas, tables and words of other tongues are not accused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from argmap.manuscript.account import pages_in_words
from argmap.manuscript.readers.pdf.lines import PrintedLine

OCR = "Run a character recognition over it first (for example `ocrmypdf in.pdf out.pdf`)."
_ANEW = "Export it anew, or have the text recognised anew (for example `ocrmypdf --force-ocr in.pdf out.pdf`)."
_FEWEST_WORDS = 40
# as much of a page as tells whether its words have vowels
_LOOKED_AT = 1000
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")
_VIETNAMESE = re.compile(r"[Ạ-ỹ]")
_VOWEL = re.compile(r"[aeiouyAEIOUYÀ-ɏ]")
_LOST = re.compile(r"[\ufffd\x00-\x08\x0e-\x1f\ue000-\uf8ff]")
# Letters of Mac OS Roman shown as Windows shows their bytes: ä ö ü é è ß come out inside words as Š š Ÿ Ž and signs.
_OTHER_BYTES = re.compile(r"[a-zà-ÿ][ŠŸŽ‡†‰ˆ¤][a-zà-ÿ]")
_FEWEST_WRONG = 3


def remarks_on(pages: Sequence[Sequence[PrintedLine]], shown_as: str) -> tuple[str, ...]:
    """A sentence for each kind of fault, with its pages, and what to do."""
    texts = ["\n".join(line.words for line in lines) for lines in pages]
    return tuple(
        remark
        for found, remark in (
            (_numbers(texts, lambda text: not text), "hold no text. If they are scans, see to them: " + OCR),
            (
                _numbers(texts, _is_cut),
                "have their words cut into pieces, and are not read as they are printed. " + _ANEW,
            ),
            (_numbers(texts, _is_unmapped), "have letters that the file does not name. " + _ANEW),
            (_numbers(texts, _is_mistaken), "have wrong letters inside words, from a mistaken encoding. " + _ANEW),
        )
        for remark in _told(found, len(pages), shown_as, remark)
    )


def _numbers(texts: Sequence[str], is_so: Callable[[str], bool]) -> list[int]:
    return [number for number, text in enumerate(texts, 1) if is_so(text)]


def _told(found: Sequence[int], pages: int, shown_as: str, remark: str) -> Iterator[str]:
    if found:
        yield f"{len(found)} of {pages} pages of {shown_as} {remark} ({pages_in_words(found).capitalize()}.)"


def _is_cut(text: str) -> bool:
    """The words are hardly longer than a syllable, and next to none is long; Vietnamese is so by nature."""
    words = _LATIN.findall(text)
    if len(words) < _FEWEST_WORDS or len(words) < 0.7 * len(text.split()) or _VIETNAMESE.search(text):
        return False
    long = sum(len(word) > 6 for word in words)
    return sum(map(len, words)) < 3.4 * len(words) and long < 0.02 * len(words)


def _is_unmapped(text: str) -> bool:
    """A tenth of the signs is unknown, or most longer words are without a vowel."""
    if len(_LOST.findall(text)) > max(_FEWEST_WORDS, 0.1 * len(text)):
        return True
    words = [word for word in _LATIN.findall(text, 0, _LOOKED_AT) if len(word) > 3 and not word.isupper()]
    return len(words) >= _FEWEST_WORDS and sum(not _VOWEL.search(word) for word in words) > 0.3 * len(words)


def _is_mistaken(text: str) -> bool:
    return len(_OTHER_BYTES.findall(text)) >= _FEWEST_WRONG
