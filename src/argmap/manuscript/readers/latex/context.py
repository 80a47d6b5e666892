r"""ConTeXt, the other format of TeX: what its sources say, said in LaTeX, every sign at its place.

The commands that matter are written out in LaTeX in as many letters, and what is left over of them becomes blank. So
one reader reads both, and a line and a column are those of the user's file.
"""

from __future__ import annotations

import re

from argmap.manuscript.readers.latex.syntax import matching_braces

_CONTEXT = re.compile(r"\\start(?:text|component|product|chapter|section|title)\b")
_LATEX = re.compile(r"\\(?:documentclass|documentstyle|begin\s*\{document\})")
# a heading with its title among its options, by what it is in LaTeX; those without a number are unnumbered ones
_HEADINGS = {
    "part": "part",
    "chapter": "chapter",
    "title": "chapter",
    "section": "section",
    "subject": "section",
    "subsection": "subsection",
    "subsubject": "subsection",
    "subsubsection": "subsubsection",
    "subsubsubject": "subsubsection",
}
_SETUP = r"[^\[\]{}]*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}[^\[\]{}]*)*"
_OPTIONS = rf"(?:\[{_SETUP}\][ \t]*)"
_HEADING = re.compile(rf"\\start({'|'.join(_HEADINGS)})\s*\[({_SETUP})\]")
_PLAIN_HEADING = re.compile(rf"\\(title|sub(?:sub){{0,2}}ject){_OPTIONS}?(?=\{{)")
_TITLE = re.compile(r"\btitle\s*=\s*(?:\{|(?P<bare>[^,\]{}]+))")
_QUOTES = re.compile(r"\\(start|stop)(quotation|blockquote|extract)\b")
_LISTS = re.compile(r"\\(start|stop)itemi[sz]e\b")
_NOTE = re.compile(r"\\(start|stop)(footnote|endnote)\b")
_LEFT_OUT = re.compile(
    r"\\start(typing|formula|MPcode|MPpage|luacode|tabulate|table|TABLE|xtable|combination|setups|mode)\b"
)
_CITED = re.compile(rf"\\(?:text|inline)?cit(?:e|ation)\s*((?:\[{_SETUP}\]\s*)?)\[([^\[\]{{}}=]+)\]")
_PLACE = re.compile(r"righttext\s*=\s*\{?\s*,?\s*([^{}\[\],]+)")
_WORKS = re.compile(
    rf"\\(?:usebtxdataset|setupbibtex)\s*(?:\[[^\[\]]*\]\s*)?\[(?:{_SETUP}database\s*=\s*)?([^\[\]=,]+)[^\]]*\]"
)
_QUOTED = re.compile(r"\\(quotation|quote)(?=\s*\{)")
_FLOAT = re.compile(rf"\\place(?:figure|table|intermezzo)\s*{_OPTIONS}{{0,2}}(?=\{{)")
_PART_FILE = re.compile(r"\\(start)?(?:component|product|project|environment)[ \t]+([\w./-]+)")


def as_latex(text: str) -> str:
    """A source of ConTeXt as the reader of LaTeX reads it, as long as it was; any other as it is."""
    if not _CONTEXT.search(text) or _LATEX.search(text):
        return text
    signs = list(text)
    braces = matching_braces(text)

    def put(start: int, end: int, words: str) -> None:
        """`words` for a stretch that is as long or longer; its line ends stay."""
        kept = [sign if sign in "\r\n" else " " for sign in text[start:end]]
        if len(words) <= end - start:
            signs[start:end] = [*words, *kept[len(words) :]]

    for found in _LEFT_OUT.finditer(text):
        stop = text.find(f"\\stop{found[1]}", found.end())
        if stop >= 0:
            put(found.start(), stop + len("\\stop") + len(found[1]), "")
    chapters = re.search(r"\\(?:start)?chapter\b", text)
    for found in _HEADING.finditer(text):
        title = _TITLE.search(text, found.start(2), found.end(2))
        if title is None:
            continue
        first = title.start("bare") if title["bare"] else title.end()
        last = title.end("bare") if title["bare"] else braces.get(title.end() - 1, title.end())
        name = "title" if found[1] == "title" and not chapters else _HEADINGS[found[1]]
        put(found.start(), first, "")
        put(found.start(), first - 1, f"\\{name}")
        signs[first - 1] = "{"
        put(last, found.end(), "}")
    for found in _PLAIN_HEADING.finditer(text):
        name = "title" if found[1] == "title" and not chapters else _HEADINGS[found[1]]
        put(found.start(), found.end(), f"\\{name}")
    for found in _QUOTES.finditer(text):
        put(*found.span(), "\\begin{quote}" if found[1] == "start" else "\\end{quote}")
    for found in _LISTS.finditer(text):
        put(*found.span(), "\\begin{list}" if found[1] == "start" else "\\end{list}")
    for found in _NOTE.finditer(text):
        put(*found.span(), "\\footnote{" if found[1] == "start" else "}")
    for found in _CITED.finditer(text):
        place = _PLACE.search(found[1])
        put(*found.span(), f"\\cite{f'[{place[1].strip()}]' if place else ''}{{{found[2].strip()}}}")
    for found in _WORKS.finditer(text):
        put(*found.span(), f"\\bibliography{{{found[1].strip()}}}")
    for found in _QUOTED.finditer(text):
        opened = text.index("{", found.end())
        if (closed := braces.get(opened)) is not None:
            put(found.start(), opened, "\\relax")  # which prints nothing, and takes the blanks behind it
            signs[opened], signs[closed] = ("“", "”") if found[1] == "quotation" else ("‘", "’")
    for found in _FLOAT.finditer(text):
        put(*found.span(), "\\caption")
        after = braces.get(found.end())
        shown = re.compile(r"\s*\{").match(text, after + 1) if after is not None else None
        if shown and (closed := braces.get(shown.end() - 1)) is not None:
            put(shown.end() - 1, closed + 1, "")
    for found in _PART_FILE.finditer(text):
        put(*found.span(), "" if found[1] else f"\\input{{{found[2]}}}")
    return "".join(signs)
