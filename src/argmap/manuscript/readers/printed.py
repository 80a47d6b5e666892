"""Counts the words that a marked-up file prints, on another way than its reader reads it.

Each count is crude and knows nothing of the readers: what it has more of than the text as read was lost on the way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from argmap.manuscript.account import count_words

_MARKDOWN_UNPRINTED = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*|<!--|\$\$", re.MULTILINE)
_MARKDOWN_NOISE = re.compile(
    # tags, targets of links and pictures, their attributes, shortcodes, keys of notes
    r"</?[A-Za-z][^<>]{0,1000}>|\]\([^()\s]{0,2000}[^()\n]{0,300}\)|\{\{[<%][^{}]{0,500}\}\}|\{[#.=:][^{}]{0,300}\}"
    r"|\{%[^{}]{0,500}%\}"
    r"|\{[a-z-]{1,30}=[^{}]{0,300}\}|^ {0,3}\[[^\]]{1,200}\]:[ \t]*<?(?:\w+:)?//\S+|\[\^[^\]\s]{1,80}\]",
    re.MULTILINE,
)
# What a tag of these names begins or ends, is one word with what stands around it.
_WITHIN_WORDS = re.compile(
    r"a|abbr|b|bold|code|del|em|ext-link|font|ins|i|italic|mark|monospace|named-content|sc|s|small|span|strike|strong"
    r"|styled-content|sub|sup|underline|u|xref"
)
_JATS_UNPRINTED = re.compile(
    r"alternatives|author-notes|contrib-group|custom-meta-group|disp-formula|graphic|inline-formula|label|math"
    r"|object-id|response|sub-article|supplementary-material|tex-math|trans-abstract"
)
_HTML_UNPRINTED = re.compile(
    r"script|style|template|noscript|nav|header|footer|aside|form|button|svg|iframe|object|select|textarea|canvas|math"
    r"|audio|video|dialog|menu|(?:d|dt)-(?:math|front-matter|cite)|mjx-container"
)
_HTML_UNSHOWN = re.compile(
    r"(?:^|\s)(?:math|katex|MathJax|modal|popover|hidden|sr-only|closed|tooltiptext)(?:$|\s)|display\s*:\s*none"
)
_TEX_NOISE = re.compile(
    # comments, arguments that print nothing, then the names of commands; on purpose not those that the reader knows
    r"(?<!\\)%[^\n]*"
    r"|\\(?:begin|end)\s?\{[^{}]{0,40}\}(?:\[[^\]]{0,200}\]|\{[^{}]{0,80}\}){0,4}"
    r"|\\(?:label|[A-Za-z]*ref|[A-Za-z]*cite[A-Za-z]*|bibitem|input|include|subfile|bibliography[a-z]*|[hv]space"
    r"|includegraphics|url|href|hypertarget|hyperlink|setlength|setcounter|usepackage|addcontentsline|vadjust pre)"
    r"\*?\s?(?:\[[^\]]{0,300}\]){0,2}(?:\{[^{}]{0,300}\}){0,2}"
    r"|\\(?:new|renew|provide)command[^\n]*|\\[A-Za-z@]+\*?(?:\[[^\]]{0,200}\])?|\\[^A-Za-z]"
)
_TEX_UNPRINTED = re.compile(
    r"\\begin\s?\{((?:equation|align|gather|multline|eqnarray|displaymath|tikzpicture|pgfpicture|picture|filecontents)"
    r"\*?)\}|\\\[|\$\$"
)
_TEX_MATH = re.compile(r"(?<!\\)\$[^$]{0,500}\$")


def printed_in_latex(source: str) -> int:
    """The words of a LaTeX source after its preamble, without comments, commands and mathematics."""
    _, begins, body = source.partition("\\begin{document}")
    text = body.partition("\\end{document}")[0] if begins else source
    text = _without(text, _TEX_UNPRINTED, _closes_tex)
    return count_words(_TEX_NOISE.sub(" ", _TEX_MATH.sub(" ", text)))


def printed_in_markdown(source: str) -> int:
    """The words of a Markdown source without its settings: no code between fences, comments, tags and targets."""
    text = _without(source, _MARKDOWN_UNPRINTED, _closes_markdown)
    return count_words(_MARKDOWN_NOISE.sub(" ", text))


def printed_in_html(text: str) -> int:
    """The words of a page that are shown in its body, without scripts, menus, forms, formulas and what frames it."""
    from lxml import etree

    root = etree.fromstring(text.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", recover=True))
    body = next((element for element in root.iter() if _tag(element) == "body"), root) if root is not None else None
    return count_words(_words_of(body, _is_unprinted_in_html)) if body is not None else 0


def _is_unprinted_in_html(element: Any, tag: str) -> bool:
    name = element.get("class") or ""
    return (
        _HTML_UNPRINTED.fullmatch(tag) is not None
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HTML_UNSHOWN.search(f"{name} {element.get('style') or ''}") is not None
    )


def printed_in_jats(text: str) -> int:
    """The words of a JATS article: title, abstracts, body, back, and figures set apart; an entry's words once."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, encoding="utf-8")
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        return 0
    article = next((element for element in root.iter() if _tag(element) == "article"), None)
    parts: list[Any] = []
    for child in article if article is not None else ():
        if _tag(child) == "front":
            parts += (element for element in child.iter() if _tag(element) in ("article-title", "abstract"))
        elif _tag(child) in ("body", "back", "floats-group"):
            parts.append(child)
    return sum(count_words(_words_of(part, _is_unprinted_in_jats)) for part in parts)


def _is_unprinted_in_jats(element: Any, tag: str) -> bool:
    beside = element.getparent()
    doubled = tag == "element-citation" and beside is not None and any(_tag(e) == "mixed-citation" for e in beside)
    return doubled or _JATS_UNPRINTED.fullmatch(tag) is not None


def _tag(element: Any) -> str:
    """The name of an element of lxml without its namespace; empty for a comment or an instruction."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _words_of(element: Any, is_unprinted: Callable[[Any, str], bool]) -> str:
    """The text nodes below an element of lxml, apart where a block begins or ends."""
    parts: list[str] = []
    stack: list[Any] = [element]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            parts.append(item)
            continue
        tag = _tag(item)
        apart = "" if _WITHIN_WORDS.fullmatch(tag) else " "
        if item is not element:
            stack.append(apart + (item.tail or ""))
        if tag and not is_unprinted(item, tag):
            stack.extend(reversed(item))
            parts.append(apart + (item.text or ""))
    return "".join(parts)


def _closes_markdown(opened: re.Match[str]) -> str:
    return opened["fence"] or ("-->" if opened[0] == "<!--" else "$$")


def _closes_tex(opened: re.Match[str]) -> str:
    return f"\\end{{{opened[1]}}}" if opened[1] else "\\]" if opened[0] == "\\[" else "$$"


def _without(text: str, opens: re.Pattern[str], closes: Callable[[re.Match[str]], str]) -> str:
    """The text without what stands between these; what never closes stays."""
    parts: list[str] = []
    kept = 0
    unclosed: set[str] = set()
    for opened in opens.finditer(text):
        end = closes(opened)
        if opened.start() < kept or end in unclosed:
            continue
        close = text.find(end, opened.end())
        if close < 0:
            unclosed.add(end)
            continue
        parts += (text[kept : opened.start()], " ")
        kept = close + len(end)
    return "".join((*parts, text[kept:]))
