"""Where a paper is its own source: what it says of itself, of what was done for it and of what came out of that."""

from __future__ import annotations

import re
from functools import cache

from argmap.manuscript.document import Document
from argmap.tongues.lists import lists_of
from argmap.tongues.prose import first_word, word_list

_PAPER = re.compile(
    r"\b(?:this|these|the present|our|my)\s+(?:[\w-]+\s+){0,2}(?:paper|article|study|essay|chapter|thesis|section|work|"
    r"research|analysis|data|dataset|sample|survey|experiments?|results?|findings|software|package|library|tool|course|"
    r"module|project|approach|guidebook|guide|tutorials?|notebooks?|lessons?|materials?|repository|curriculum|workshop|"
    r"book|system|model|method|algorithm|framework|implementation|example|simulation)\b"
    r"|\b(?:we|I|our|us|my|ours|you|your)\b|\bthe (?:present )?authors?\b(?! of)"
    r"|\b(?:Table|Figure|Fig|Section|Appendix|Listing|Equation|Eq|Chapter|Part|Lesson|Module|Notebook|Panel|Step)s?\.?"
    r"\s*\(?\d"
    r"|\b(?:first|second|third|last|next|following|final|previous)\s+(?:part|section|chapter|example)\b"
    r"|\b(?:shown|seen|described|discussed|mentioned|listed|given|see|as) (?:above|below|earlier|previously)\b",
    re.IGNORECASE,
)
# p < .05, n = 40, r(229) = -0.04: what was computed for the paper
_COMPUTED = re.compile(
    r"(?<![\w.])(?:[pnNMtFrzdkβαχηω]\w?|SD|SE|df|CI|OR|RR|HR|AIC|BIC|[A-Za-z]\w{0,3})\s?(?:\([^()]{1,20}\)\s?)?"
    r"[=<>≤≥≈±]\s?[-−–]?[\d.]|±|\b\d+% CI\b|[∑∏∫√∂∇≤≥≠≈∈∀∃]|\\[a-zA-Z]{2,}"
)
# a case that is only thought of
_SUPPOSED = re.compile(
    r"^(?:[\w\s]{0,25},\s)?(?:Suppose|Imagine|Assum(?:e|ing)|Consider|Let|Given|Say|Take|Think of|Recall|Note that|If|"
    r"When|Whenever)\b"
)
_CAPTION = re.compile(
    r"^(?:Source|Sources|Note|Notes|Legend|Keywords|Panel|Figure|Fig|Table|Question|Item|"
    r"Hypothesis|Example|Definition|Theorem|Lemma|Proof|Remark|Proposition|Answer|Abbildung|Tabelle|Tableau|Tabla|Tabella|"
    r"Quelle|Fuente|Fonte|Kaynak)s?\b\s*[\w.]{0,4}\s*[\d.:]"
)


def is_own(sentence: str, document: Document) -> bool:
    """Whether a sentence speaks of the paper, of its data, displays, examples and results: it needs no source then."""
    own = document.tongue or "en"
    tongue = own if "own-work" in lists_of(own, "prose") else "en"
    return bool(
        _PAPER.search(sentence)
        or _COMPUTED.search(sentence)
        or _SUPPOSED.match(sentence)
        or _CAPTION.match(sentence)
        or first_word("own-work", sentence, tongue)
        or _done().search(sentence)
        or (document.title and _names(document.title, sentence))
    )


def is_caption(first: str) -> bool:
    """Whether a paragraph with this first sentence is the caption of something, whatever the file calls it."""
    return _CAPTION.match(first) is not None


@cache
def _done() -> re.Pattern[str]:
    """ "were recruited", "was then measured": what is told so was done for the paper."""
    done = "|".join(word_list("done-for-the-paper"))
    return re.compile(rf"\b(?:was|were|been|is|are|being)\s+(?:\w+ly\s+|then\s+|also\s+|not\s+)?(?:{done})\b")


def _names(title: str, sentence: str) -> bool:
    """Whether a sentence names what the paper presents: "Ledger: a package for grain accounts"."""
    name, colon, _ = title.partition(":")
    return bool(colon) and len(name.split()) <= 2 and re.search(rf"\b{re.escape(name)}\b", sentence) is not None
