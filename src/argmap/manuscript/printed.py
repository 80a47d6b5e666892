"""Counts the words that a marked-up file prints, on another way than its reader reads it.

Each count is crude and knows nothing of the readers: what it has more of than the text as read was lost on the way.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from argmap.manuscript.account import count_words

_MARKDOWN_UNPRINTED = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*|<!--|\$\$", re.MULTILINE)
_MARKDOWN_NOISE = re.compile(
    # tags, targets of links and pictures, their attributes, shortcodes, keys of notes
    r"</?[A-Za-z][^<>]{0,1000}>|\]\([^()\s]{0,2000}[^()\n]{0,300}\)|\{\{[<%][^{}]{0,500}\}\}|\{[#.=][^{}]{0,300}\}"
    r"|\{[a-z-]{1,30}=[^{}]{0,300}\}|^ {0,3}\[[^\]]{1,200}\]:[ \t]*<?(?:\w+:)?//\S+|\[\^[^\]\s]{1,80}\]",
    re.MULTILINE,
)
_TEX_NOISE = re.compile(
    # comments, arguments that print nothing, then the names of commands
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
