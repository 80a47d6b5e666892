"""Reads HTML: the main text of a page with its headings, lists, quotations, tables, footnotes and reference list.

What frames the text (navigation, banners, comments, scripts) is left out: by its element, its role or its class, and
by choosing the element that holds most of the paragraphs. Footnotes are told by links that lead to the element which
holds the body and, mostly, back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from argmap.diagnostics import ArgmapError
from argmap.manuscript.document import BlockKind, Document, Mark, MarkKind, Note
from argmap.manuscript.draft import Draft
from argmap.manuscript.encoding import decode
from argmap.manuscript.headings import heads_references
from argmap.manuscript.markup import Node, Tree, parse_markup, pieces_of
from argmap.manuscript.tracing import SUPERSCRIPTS, TracedText
from argmap.manuscript.understanding import understand
from argmap.places import TextFile

_DROPPED = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "nav",
        "header",
        "footer",
        "aside",
        "form",
        "button",
        "svg",
        "iframe",
        "object",
        "select",
        "textarea",
        "figure-menu",
        "canvas",
        "math",
        "audio",
        "video",
        "dialog",
        "menu",
    ]
)
_FRAME_WORDS = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|sidebar|breadcrumbs?|cookie|banner|advert|ads?|share|social|related|comments?"
    r"|toc|masthead|popup|"
    r"newsletter|subscribe|skip|pagination|mw-editsection|mw-jump-link|noprint)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOTE_WORDS = re.compile(
    r"(?:^|[\s_-])(?:foot-?notes?|end-?notes?|fn|notes?|doc-endnotes?|doc-footnote)(?:$|[\s_:-]|\d)", re.IGNORECASE
)
_LIST_WORDS = re.compile(
    (
        r"(?:^|[\s_-])(?:references?|bibliograph\w*|works-?cited|doc-bibliography|citations?|literature|reflist"
        r"|csl-bib-body)(?:$|[\s_-])"
    ),
    re.IGNORECASE,
)
_NOTE_ID = re.compile(
    r"(?:^|[_:-])(?:c?ite_note|_?ftn|_?edn|fn|footnote|endnote|note|n)[_:.-]?(?:.*?)(\d+)?$", re.IGNORECASE
)
_BACK = frozenset(("↩", "↩︎", "^", "↑", "⏎", "back", "[back]", "↵", "⇑", "Jump up"))
_KINDS: dict[str, BlockKind] = {
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
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "mark",
        "meter",
        "output",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)


def read_html(data: bytes, shown_as: str) -> Document:
    """Read the bytes of an HTML page. Raises `ArgmapError` where it holds no text to read."""
    text, remarks = decode(_with_declared_encoding(data), shown_as)
    tree = parse_markup(text, is_html=True)
    draft = _Reader(tree, shown_as).draft((*remarks, *tree.remarks))
    if not draft.blocks:
        raise ArgmapError(
            f"{shown_as} holds no text outside scripts and navigation. Save the page with its text, or give the "
            f"paper's PDF."
        )
    return understand(draft)


def _with_declared_encoding(data: bytes) -> bytes:
    """The page as UTF-8 where it declares another encoding than UTF-8 and is none."""
    match = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,40})", data[:4096], re.IGNORECASE)
    if match is None or match.group(1).lower() in (b"utf-8", b"utf8"):
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return data.decode(match.group(1).decode("ascii")).encode()
        except (UnicodeDecodeError, LookupError):
            return data
    return data


@dataclass(slots=True)
class _Reader:
    """Walks a page once; `targets` are the elements that links lead to, `bodies` those that are note bodies."""

    tree: Tree
    shown_as: str
    out: TracedText = field(init=False)
    targets: dict[str, Node] = field(default_factory=dict)
    bodies: dict[int, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    notes: dict[str, Note] = field(default_factory=dict)
    marks: list[tuple[Mark, str]] = field(default_factory=list)

    def draft(self, remarks: tuple[str, ...]) -> Draft:
        self.out = TracedText(TextFile(self.shown_as, self.tree.text))
        for node in self.tree.root.find_all(*_WITH_IDS, *_HEADINGS):
            for name in ("id", "name"):
                if name in node.attributes:
                    self.targets.setdefault(node.attributes[name], node)
        self._find_notes()
        main = self._main()
        self._flow(main, False)
        text, blocks, places = self.out.finish()
        marks = tuple(self._linked(mark, target) for mark, target in self.marks)
        title = next((text[b.start : b.end] for b in blocks if b.kind == "title"), None) or self.tree.words(
            self.tree.root.first("title")
        )
        return Draft(
            self.shown_as,
            "html",
            text,
            blocks,
            title=" ".join(title.split()) or None,
            notes=tuple(self.notes.values()),
            marks=marks,
            marks_complete=bool(marks),
            remarks=remarks,
            places=places,
        )

    def _find_notes(self) -> None:
        """A link is a note call where it leads inside the page to a body: by its name, or where the body links back."""
        for link in self.tree.root.find_all("a"):
            target = link.attributes.get("href", "")
            if not target.startswith("#") or len(target) < 2:
                continue
            if self._inside_a_body(link):
                continue  # the way back
            body = self.targets.get(target[1:])
            words = self.tree.words(link).strip("[]()†‡* ")
            if body is None or _above(link, body) or not (re.fullmatch(r"[\d]{1,4}|[a-z]|[ivxlc]{1,6}|", words)):
                continue
            holder = _holder(body)
            if (
                id(holder) in self.bodies
                or _is_note_body(target[1:], holder)
                or (_raised(link) and holder.tag not in _HEADINGS)
            ) and not (_above(link, holder) or self._is_reference(holder)):
                self.bodies.setdefault(id(holder), target[1:])
                self.numbers.setdefault(self.bodies[id(holder)], len(self.numbers) + 1)

    def _inside_a_body(self, node: Node) -> bool:
        above: Node | None = node
        while above is not None:
            if id(above) in self.bodies:
                return True
            above = above.parent
        return False

    def _is_reference(self, node: Node) -> bool:
        above: Node | None = node
        while above is not None:
            names = (
                f"{above.attributes.get('class', '')} {above.attributes.get('id', '')} "
                f"{above.attributes.get('role', '')}"
            )
            if _NOTE_WORDS.search(names) and above is not node:
                return False
            if _LIST_WORDS.search(names) and above is not node:
                return not re.search(r"cite_note|(?:^|[_-])fn", node.attributes.get("id", ""))
            above = above.parent
        return False

    def _main(self) -> Node:
        """The element that holds the paper: `main` or `article` where they hold most of the text."""
        body = self.tree.root.first("body") or self.tree.root
        total = self._weight(body)
        for tag in ("article", "main"):
            best = max(body.find_all(tag), key=self._weight, default=None)
            if best and self._weight(best) > 0.6 * total:
                return body if self._notes_outside(best) else best
        return body

    def _notes_outside(self, node: Node) -> bool:
        return any(not _above_or_same(self.targets[name], node) for name in self.numbers if name in self.targets)

    def _weight(self, node: Node) -> int:
        return sum(p.end - p.start for p in node.find_all("p"))

    def _flow(self, node: Node, in_list_of_works: bool, kind: BlockKind = "paragraph") -> None:
        """Blocks below a node; text and inline elements between block elements make paragraphs of their own."""
        loose: list[Node | tuple[int, int, bool]] = []
        for child in node.children:
            if isinstance(child, tuple) or self._is_running_text(child):
                loose.append(child)
                continue
            self._paragraph(loose, kind, in_list_of_works)
            loose = []
            if isinstance(child, tuple) or self._is_frame(child):
                continue
            if id(child) in self.bodies:
                self._note(child)
                continue
            names = (
                f"{child.attributes.get('class', '')} {child.attributes.get('id', '')} "
                f"{child.attributes.get('role', '')}"
            )
            works = in_list_of_works or bool(_LIST_WORDS.search(names) and not _NOTE_WORDS.search(names))
            if level := _HEADINGS.get(child.tag):
                in_list_of_works = heads_references(self.tree.words(child))
                self._heading(child, level)
            elif child.tag in _KINDS and not self._holds_blocks(child):
                inner = _KINDS[child.tag] if kind == "paragraph" or child.tag != "p" else kind
                self._paragraph(list(child.children), inner, works)
            elif child.tag == "li":
                self._flow(child, works, "item")
            else:
                self._flow(child, works, "quote" if child.tag == "blockquote" else kind)
        self._paragraph(loose, kind, in_list_of_works)

    def _is_running_text(self, node: Node) -> bool:
        return node.tag in _INLINE and id(node) not in self.bodies and not self._holds_blocks(node)

    def _holds_blocks(self, node: Node) -> bool:
        return any(
            (n.tag not in _INLINE and n.tag not in ("td", "th")) or id(n) in self.bodies
            for n in node.find_all(*_BLOCK_TAGS)
        ) or any(id(n) in self.bodies for n in node.nodes())

    def _is_frame(self, node: Node) -> bool:
        if node.tag in _DROPPED or node.attributes.get("aria-hidden") == "true" or "hidden" in node.attributes:
            return node.tag != "header" or not node.first("h1")
        if re.search(r"display\s*:\s*none", node.attributes.get("style", "")):
            return True
        names = f"{node.attributes.get('class', '')} {node.attributes.get('id', '')} {node.attributes.get('role', '')}"
        return (
            bool(_FRAME_WORDS.search(names))
            and self._weight(node) < 2000
            and node.tag not in ("p", "body", "article", "main")
        )

    def _heading(self, node: Node, level: int) -> None:
        start = self.out.length
        self._inline(list(node.children))
        is_title = level == 1 and len(list(self.tree.root.find_all("h1"))) == 1
        self.out.block("title" if is_title else "heading", start, level)
        self.out.part()

    def _paragraph(self, children: list[Node | tuple[int, int, bool]], kind: BlockKind, works: bool) -> None:
        if all(isinstance(child, tuple) and not self.tree.text[child[0] : child[1]].strip() for child in children):
            return
        start = self.out.length
        self._inline(children)
        words = self.out.since(start).strip()
        if kind in ("paragraph", "item") and works and len(words) > 15:
            kind = "reference"
        if self.out.block(kind, start):
            self.out.part()

    def _inline(self, children: list[Node | tuple[int, int, bool]], skip_back_links: bool = False) -> None:
        for child in children:
            if isinstance(child, tuple):
                for words, first, last in pieces_of(self.tree.text, child[0], child[1]):
                    self.out.put(words, first, last)
            elif child.tag == "br":
                self.out.put("\n", child.start, child.end)
            elif child.tag in _DROPPED or child.tag == "img":
                continue
            elif self._is_call(child):
                self._call(child)
            elif skip_back_links and _is_back_link(self.tree, child):
                continue
            elif child.tag == "sup" and not list(child.nodes()) and self.tree.words(child).isdigit():
                start = self.out.length
                words = self.tree.words(child)
                self.out.put(words.translate(SUPERSCRIPTS), child.start, child.end)
                if start and self.out.since(start - 1)[:1].isspace():
                    continue
            else:
                self._inline(list(child.children), skip_back_links)
                if child.tag in ("td", "th"):
                    self.out.put("\t", child.end, child.end)
                elif child.tag not in _INLINE:
                    self.out.put("\n", child.end, child.end)

    def _is_call(self, node: Node) -> bool:
        link = node if node.tag == "a" else node.first("a") if node.tag == "sup" else None
        return link is not None and self._called(link) is not None

    def _called(self, link: Node) -> str | None:
        body = self.targets.get(link.attributes.get("href", " ")[1:])
        if body is None:
            return None
        holder = _holder(body)
        name = self.bodies.get(id(holder))
        return None if name is None or _above(link, holder) else name

    def _call(self, node: Node) -> None:
        links = [node] if node.tag == "a" else [a for a in node.find_all("a") if self._called(a)]
        for link in links:
            name = self._called(link)
            words = self.tree.words(link)
            digits = re.sub(r"\D", "", words)
            number = int(digits[:6]) if digits else self.numbers[name or ""]
            start = self.out.length
            self.out.put(digits.translate(SUPERSCRIPTS) or words, link.start, link.end)
            mark_kind: MarkKind = "note"
            self.marks.append(
                (
                    Mark("", words, mark_kind, start, self.out.length, number=number, group=len(self.marks) + 1),
                    name or "",
                )
            )

    def _note(self, node: Node) -> None:
        name = self.bodies[id(node)]
        called = next((m for m, target in self.marks if target == name), None)
        start = self.out.length
        label = called.text.strip("[]() ") if called else str(self.numbers.get(name, ""))
        own = re.match(r"\W{0,2}\d{1,4}\W", self.tree.words(node))
        if not own and label:
            self.out.put(f"{label}. ", node.start, node.start)
        body_start = self.out.length
        self._inline(list(node.children), skip_back_links=True)
        body = " ".join(self.out.since(body_start).split())
        if own:
            body = re.sub(r"^\W{0,2}\d{1,4}[\].):]?\s*", "", body)
        block = self.out.block("note", start)
        if block:
            digits = re.sub(r"\D", "", label)
            number = called.number if called else int(digits) if digits else None
            self.notes[name] = Note(
                f"n{len(self.notes) + 1}", number, label, body.strip(" ↩︎^↑"), block.start, block.end
            )
        self.out.part()

    def _linked(self, mark: Mark, target: str) -> Mark:
        note = self.notes.get(target)
        return replace(mark, note=note.id) if note else mark


_BLOCK_TAGS = (
    *[
        "address",
        "article",
        "aside",
        "blockquote",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "thead",
        "tr",
        "ul",
    ],
    *_HEADINGS,
)
_WITH_IDS = (
    "a",
    "li",
    "p",
    "div",
    "span",
    "sup",
    "td",
    "tr",
    "dd",
    "dt",
    "section",
    "aside",
    "cite",
    "small",
    "article",
    "table",
    "ol",
)


def _holder(node: Node) -> Node:
    """The block that holds the note body which an anchor stands in."""
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
        and at.parent.tag in ("li", "dd", "div")
        and len([n for n in at.parent.nodes() if n.tag == "p"]) == 1
        and at.parent.tag != "div"
    ):
        return at.parent
    return at


def _is_note_body(name: str, holder: Node) -> bool:
    names = f"{holder.attributes.get('class', '')} {holder.attributes.get('role', '')}"
    if _NOTE_WORDS.search(names) or _NOTE_ID.search(name):
        return holder.tag not in (*_HEADINGS, "section", "article", "body", "ol", "table")
    return False


def _raised(link: Node) -> bool:
    return bool((link.parent and link.parent.tag == "sup") or link.first("sup"))


def _is_back_link(tree: Tree, node: Node) -> bool:
    link = node if node.tag == "a" else node.first("a") if node.tag in ("sup", "span", "b") else None
    if link is None or not link.attributes.get("href", "").startswith("#"):
        return False
    words = tree.words(node).strip()
    return (
        words in _BACK
        or bool(re.fullmatch(r"[\^↑↩︎\s]*(?:\[?\d{0,4}\]?\.?|[a-z])?", words))
        or "backref" in link.attributes.get("class", "")
    )


def _above(node: Node, ancestor: Node) -> bool:
    at = node.parent
    while at is not None:
        if at is ancestor:
            return True
        at = at.parent
    return False


def _above_or_same(node: Node, ancestor: Node) -> bool:
    return node is ancestor or _above(node, ancestor)
