"""Tells what the elements of a page are: frame, notes, lists of works, formulas, what is not shown."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files

from argmap.manuscript.document import BlockKind
from argmap.manuscript.readers.markup import Node, Tree
from argmap.manuscript.readers.stated import stated_date

HEADINGS = {f"h{level}": level for level in range(1, 7)}
KINDS: dict[str, BlockKind] = {
    "p": "paragraph",
    "li": "item",
    "dt": "item",
    "dd": "item",
    "figcaption": "caption",
    "caption": "caption",
    "tr": "table",
    "pre": "code",
    "address": "paragraph",
    "summary": "paragraph",
}
_KNOWN = tomllib.loads(files("argmap.manuscript.readers.html").joinpath("html.toml").read_text(encoding="utf-8"))
DROPPED, INLINE, BLOCKS, TARGETS = (
    frozenset(_KNOWN[name].split()) for name in ("dropped", "inline", "blocks", "targets")
)
CITES = ("d-cite", "dt-cite")
FOOTNOTES = ("d-footnote", "dt-fn")
_FRAME_WORDS = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|sidebar|breadcrumbs?|cookie|banner|advert|ads?|share|social|related|comments?"
    r"|toc|masthead|newsletter|subscribe|skip|pagination|mw-editsection|mw-jump-link|noprint|toolbar|metrics|altmetric"
    r"|navigation|navbox|hatnote|catlinks|printfooter|quarto-(?:citation|reuse|copyright)"
    r"|recommend(?:ed|ations)|how-?to-?cite|cite-?this|citation-(?:box|tools|export)|suggested-citation)(?:$|[\s_-])",
    re.IGNORECASE,
)
UNSEEN_CLASS = re.compile(
    r"(?:^|\s)(?:tooltip-?(?:text|content|inner|body)|popover(?:-body|-content)?|popup|hover-?card|modal|sr-only|hidden"
    r"|visually-?hidden|off-?screen|margin-toggle|sidenote-number|screen-reader(?:-text)?|d-none|MathJax_Preview"
    r"|noprint|mw-editsection|ltx_note_mark|ltx_tag_note)(?:$|\s)",
    re.IGNORECASE,
)
# ids that Pandoc, Sphinx or LaTeXML made, of the words of a heading or the key of a work
_MADE_ID = re.compile(r"(?:^|\s)(?:level\d|section|csl-entry|ltx_bibitem)(?:$|\s)")
_CLOSED = re.compile(r"(?:^|\s)closed(?:$|\s)")
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_NOTE_WORDS = re.compile(
    r"(?:^|[\s_-])(?:foot-?notes?|end-?notes?|fn|notes?|doc-endnotes?|doc-footnote)(?:$|[\s_:-]|\d)", re.IGNORECASE
)
_LIST_WORDS = re.compile(
    r"(?:^|[\s_-])(?:references?|bibliograph(?!ic)\w*|works-?cited|doc-bibliography|citations|citation-?list|literature|reflist"
    r"|csl-bib-body)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LEGEND_WORDS = re.compile(r"(?:^|[\s_-])(?:fig(?:ure)?s?|legend|caption|thumbcaption)(?:$|[\s_-])", re.IGNORECASE)
_NOTE_ID = re.compile(
    r"(?:^|[_:-])(?:c?ite_note|_?ftn|_?edn|fn|footnote|endnote|note|n)[_:.-]?(?:.*?)(\d+)?$", re.IGNORECASE
)
_DISPLAYED = re.compile(r"(?:^|\s)(?:display|katex-display|MathJax_Display|displaymath|ltx_equation)(?:$|\s)")
_NOTE_IN_LINE = re.compile(r"(?:^|\s)ltx_role_(?:foot|end)note(?:$|\s)")
# Tufte's, and those of WordPress: the body stands in the line, and is shown in the margin, or when somebody asks
_SIDENOTE = re.compile(r"(?:^|\s)(?:(?:side|margin)-?note|modern-footnotes-footnote__note|footnote_tooltip)(?:$|\s)")
_WHOLE_ENTRY = re.compile(r"(?:^|\s)(?:csl-entry|ltx_bibitem)(?:$|\s)")
_LABEL = re.compile(r"(?:^|\s)ltx_tag_bibitem(?:$|\s)|(?:^|\s)ltx_role_refnum(?:$|\s)")
_TITLE = re.compile(
    r"(?:^|\s)(?:title|ltx_title_document|(?:article|entry|post|page)-?title|firstHeading|MsoTitle)(?:$|\s)",
    re.IGNORECASE,
)
_NAMES_WINDOW = re.compile(r"\s[|–—·•«»-]")
_META_DATES = (
    "citation_publication_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "article:published_time",
)
_META_TITLES = ("citation_title", "dc.title", "og:title")
_META_JOURNALS = ("citation_journal_title",)
# What Word names its styles when it saves a page.
_WORD_STYLES: tuple[tuple[str, BlockKind], ...] = (
    ("MsoTitle", "title"),
    ("MsoBibliography", "reference"),
    ("MsoListParagraph", "item"),
    ("MsoListBullet", "item"),
    ("MsoCaption", "caption"),
    ("MsoQuote", "quote"),
    ("MsoToc", "furniture"),
    ("MsoHeader", "furniture"),
    ("MsoFooter", "furniture"),
)
_BACK = frozenset(("↩", "↩︎", "^", "↑", "⏎", "back", "[back]", "↵", "⇑", "Jump up"))


def names_of(node: Node) -> str:
    """Class, id and role of an element in one string."""
    return " ".join(node.attributes.get(name, "") for name in ("class", "id", "role"))


def is_unseen(node: Node) -> bool:
    """Whether an element is not shown as the page opens: hidden, a tooltip, a window of its own, for hearing only."""
    attributes = node.attributes
    if "hidden" in attributes or attributes.get("aria-hidden") == "true" or attributes.get("role") == "tooltip":
        return True
    if _NOT_SHOWN.search(attributes.get("style", "")):
        return True
    if node.tag in INLINE and _CLOSED.search(attributes.get("class", "")):
        return True
    return bool(UNSEEN_CLASS.search(attributes.get("class", ""))) and node.tag not in ("body", "article", "main")


def has_frame_words(node: Node, entry: bool) -> bool:
    """Whether an element is named as what frames a paper: navigation, banners, tools, boxes on how to cite it.

    The id of an entry, a heading or a section is made of the author's words: "ref-doe_social_2019", "related-work".
    """
    names = node.attributes.get("class", "")
    if not (entry or node.tag in HEADINGS or _MADE_ID.search(names) or (node.tag == "section" and not names)):
        names = names_of(node)
    return bool(_FRAME_WORDS.search(names)) and node.tag not in ("p", "body", "article", "main")


def has_note_words(node: Node) -> bool:
    """Whether an element is named as a note or a list of notes."""
    return bool(_NOTE_WORDS.search(names_of(node)))


def has_list_words(node: Node) -> bool:
    """Whether an element is named as a list of works."""
    return bool(_LIST_WORDS.search(names_of(node)))


def is_legend(node: Node) -> bool:
    """Whether what an element says belongs to a figure."""
    return node.tag == "figure" or bool(_LEGEND_WORDS.search(node.attributes.get("class", "")))


def is_formula(node: Node) -> bool:
    """Whether an element is a formula: MathML, or what MathJax, KaTeX, Pandoc or Distill set one in."""
    names = node.attributes.get("class", "").split()
    return node.tag in ("math", "d-math", "dt-math", "mjx-container") or (
        node.tag in ("span", "div", "p", "table") and bool({"math", "katex", "katex-display", "MathJax"} & {*names})
    )


def is_displayed(node: Node) -> bool:
    """Whether a formula stands on a line of its own."""
    attributes = node.attributes
    return (
        "block" in attributes
        or attributes.get("display") in ("block", "true")
        or bool(_DISPLAYED.search(attributes.get("class", "")))
        or any(inner.attributes.get("display") == "block" for inner in node.find_all("math"))
    )


def is_note_in_line(node: Node) -> bool:
    """Whether an element is a note whose body stands where it is called: Distill's, LaTeXML's, Tufte's, WordPress's."""
    names = node.attributes.get("class", "")
    if node.tag in ("span", "small") and _SIDENOTE.search(names):
        return not any(is_legend(above) for above in _above(node))
    return node.tag in FOOTNOTES or bool(_NOTE_IN_LINE.search(names))


def _above(node: Node) -> Iterator[Node]:
    at = node.parent
    while at is not None:
        yield at
        at = at.parent


def is_whole_entry(node: Node) -> bool:
    """Whether an element is one entry of a list of works, with all blocks that it is made of."""
    return bool(_WHOLE_ENTRY.search(node.attributes.get("class", "")))


def is_label(node: Node) -> bool:
    """Whether an element is the printed label of an entry."""
    return bool(_LABEL.search(node.attributes.get("class", "")))


def kind_by_style(node: Node) -> BlockKind | None:
    """What a paragraph is by the style that Word gave it."""
    name = node.attributes.get("class", "")
    return next((kind for style, kind in _WORD_STYLES if name.startswith(style)), None)


def title_heading(tree: Tree) -> Node | None:
    """The heading that is the title of the page: of the first level the first that is named so, or the only one.

    Where a site sets its own name as a heading too, it is the one that the window is named after: "Mills | My notes".
    """
    found = [heading for heading in tree.root.find_all("h1") if tree.words(heading)]
    named = [h for h in found if any(_TITLE.search(h.attributes.get(name, "")) for name in ("class", "id"))]
    if named or len(found) == 1:
        return named[0] if named else found[0]
    window = f"{tree.words(tree.root.first('title'))} |"
    return next(
        (
            h
            for h in tree.root.find_all("h1", "h2")
            if _NAMES_WINDOW.match(window, len(tree.words(h))) and tree.words(h) and window.startswith(tree.words(h))
        ),
        None,
    )


def stated_in_head(tree: Tree) -> dict[str, str]:
    """What the meta elements of a page state, by their names."""
    return {
        node.attributes.get("name", node.attributes.get("property", "")).lower(): node.attributes.get("content", "")
        for node in tree.root.find_all("meta")
    }


def title_of(tree: Tree, heading: Node | None, stated: Mapping[str, str], file: str) -> str:
    """The title of a page that has none in its main text: a heading above it, what the head states, or the window's.

    Programs name the window of a paper without a title after its file, here without its suffix.
    """
    window = tree.words(tree.root.first("title"))
    return tree.words(heading) or _first_of(stated, _META_TITLES) or (window if window != file else "")


def date_of(stated: Mapping[str, str]) -> str | None:
    """When the page's head says that the paper came out, as YYYY, YYYY-MM or YYYY-MM-DD."""
    return stated_date(_first_of(stated, _META_DATES))


def journal_of(stated: Mapping[str, str]) -> str | None:
    """The journal that the page's head names."""
    return _first_of(stated, _META_JOURNALS) or None


def _first_of(stated: Mapping[str, str], names: Iterable[str]) -> str:
    return next((words for name in names if (words := " ".join(stated.get(name, "").split()))), "")


def is_cited_as_note(node: Node) -> bool:
    """Whether the id of an entry says that it is a note: Wikipedia keeps notes in lists of works."""
    return bool(re.search(r"cite_note|(?:^|[_-])fn", node.attributes.get("id", "")))


def holder(node: Node) -> Node:
    """The block that holds the note body or the entry which an anchor stands in."""
    at = node
    while (
        at.tag in ("a", "span", "sup", "b", "strong", "small", "cite", "em", "i")
        and at.parent is not None
        and at.parent.tag
    ):
        at = at.parent
    if (
        at.tag == "p"
        and at.parent is not None
        and at.parent.tag in ("li", "dd")
        and len([n for n in at.parent.nodes() if n.tag == "p"]) == 1
    ):
        return at.parent
    return at


def is_note_body(name: str, node: Node) -> bool:
    """Whether the element that a link leads to is a note body, by the names of both."""
    if node.attributes.get("role") in ("doc-footnote", "doc-endnote"):
        return True
    names = f"{node.attributes.get('class', '')} {node.attributes.get('role', '')}"
    if _NOTE_WORDS.search(names) or _NOTE_ID.search(name):
        return node.tag not in (*HEADINGS, "section", "article", "body", "ol", "table")
    return False


def is_raised(link: Node) -> bool:
    """Whether a link stands above the line."""
    return bool((link.parent and link.parent.tag == "sup") or link.first("sup"))


def is_back_link(tree: Tree, node: Node) -> bool:
    """Whether an element of a note body leads back to its call."""
    link = node if node.tag == "a" else node.first("a") if node.tag in ("sup", "span", "b") else None
    if link is None or not link.attributes.get("href", "").startswith("#"):
        return False
    words = tree.words(node).strip()
    return (
        words in _BACK
        or bool(re.fullmatch(r"[\^↑↩︎\s]*(?:\[?\d{0,4}\]?\.?|[a-z])?", words))
        or "backref" in link.attributes.get("class", "")
    )


def is_above(ancestor: Node, node: Node) -> bool:
    """Whether `node` stands inside `ancestor`."""
    return any(at is ancestor for at in _above(node))
