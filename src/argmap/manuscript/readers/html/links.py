"""Where the links of a page lead: to bodies of notes, and to entries of lists of works."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from argmap.manuscript.headings import heads_references
from argmap.manuscript.readers.html.parts import (
    HEADINGS,
    INLINE,
    TARGETS,
    has_list_words,
    has_note_words,
    holder,
    is_above,
    is_cited_as_note,
    is_note_body,
    is_raised,
)
from argmap.manuscript.readers.markup import Node, Tree

_LINES = frozenset((*HEADINGS, "p", "li", "dd", "td", "th", "blockquote", "figcaption", "caption"))
_CALL = re.compile(r"\d{1,4}|[a-z]|[ivxlc]{1,6}|")
_NUMBER = re.compile(r"[\[(]?\d{0,4}[\])]?")
_ELSEWHERE = re.compile(r"[A-Za-z][\w+.-]*:|//")
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d{4}\)([^\s<>]{1,2000}) -->")
_LEAST_OWN = 3
_CONTROLS = ("aria-controls", "popovertarget", "data-bs-target", "data-target")
YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d[a-z]?(?!\d)")


def with_buttons_as_links(tree: Tree) -> None:
    """Makes links of the buttons that open a note or a reference from within a line, and shows what they open.

    What is opened stands hidden in the page, below a heading and with a button of its own ("Footnote 2", "Close").
    """
    named = {node.attributes["id"]: node for node in tree.root.find_all(*TARGETS) if "id" in node.attributes}
    for button in tree.root.find_all("button"):
        number = button.attributes.get("data-footnote-id", "")  # littlefoot's
        controlled = [button.attributes.get(key, "").lstrip("#") for key in _CONTROLS]
        name = next((n for n in (*controlled, f"fn:{number}", f"fn{number}") if n in named), None)
        if name is None or not _stands_in_a_line(button):
            continue
        button.tag = "a"
        inner = named[name].attributes.get("aria-describedby", "")
        button.attributes["href"] = f"#{inner if inner in named and is_above(named[name], named[inner]) else name}"


def with_own_address_left_out(tree: Tree) -> None:
    """Makes links inside the page of those that name it by its whole address, as browsers write them when they save it.

    Its own is the address that it states in its head or was saved from, and one by which three names in it are called.
    """
    named = {
        node.attributes[name]
        for node in tree.root.find_all(*TARGETS)
        for name in ("id", "name")
        if name in node.attributes
    }
    links = [(node, *node.attributes.get("href", "").partition("#")[::2]) for node in tree.root.find_all("a")]
    called: defaultdict[str, set[str]] = defaultdict(set)
    for _, page, name in links:
        if name in named and _ELSEWHERE.match(page):
            called[page].add(name)
    saved = _SAVED_FROM.search(tree.text, 0, 2000)
    stated = {
        node.attributes.get("href") for node in tree.root.find_all("link") if node.attributes.get("rel") == "canonical"
    }
    own = (
        {page for page, names in called.items() if len(names) >= _LEAST_OWN} | stated | ({saved[1]} if saved else set())
    )
    for link, page, name in links:
        if name in named and page in own:
            link.attributes["href"] = f"#{name}"


def _stands_in_a_line(node: Node) -> bool:
    above = node.parent
    while above is not None and above.tag in INLINE:
        above = above.parent
    return above is not None and above.tag in _LINES


class Links:
    """The links of a page, found once.

    `bodies` and `entries` are the elements that are note bodies and entries of a list of works, by their ids here, with
    the names that lead to them; `numbers` the order in which the notes are called.
    """

    def __init__(self, tree: Tree) -> None:
        self.bodies: dict[int, str] = {}
        self.entries: dict[int, str] = {}
        self.numbers: dict[str, int] = {}
        self._tree = tree
        self._targets: dict[str, Node] = {}
        self._lists: set[int] = set()
        for node in tree.root.find_all(*TARGETS):
            for name in ("id", "name"):
                if name in node.attributes:
                    self._targets.setdefault(node.attributes[name], node)
        self._find_lists()
        self._find_notes()

    def called(self, link: Node) -> str | None:
        """The name of the note that a link calls from outside its body."""
        body = self._target(link)
        if body is None:
            return None
        block = holder(body)
        name = self.bodies.get(id(block))
        return None if name is None or is_above(block, link) else name

    def is_call(self, node: Node) -> bool:
        """Whether an element is a link that calls a note, or raises one."""
        link = node if node.tag == "a" else node.first("a") if node.tag == "sup" else None
        return link is not None and self.called(link) is not None

    def entry(self, link: Node) -> str | None:
        """The name of the entry that a link leads to, where it shows a number, a year or nothing."""
        body = self._target(link)
        name = self.entries.get(id(holder(body))) if body is not None else None
        words = self._tree.words(link)
        return name if name and (_NUMBER.fullmatch(words) or YEAR.search(words)) else None

    def bodies_outside(self, node: Node) -> bool:
        """Whether bodies of notes stand outside an element."""
        bodies = [self._targets[name] for name in self.numbers if name in self._targets]
        return any(body is not node and not is_above(node, body) for body in bodies)

    def _target(self, link: Node) -> Node | None:
        """The element that a link leads to in this page, which a link may name by its own address as well."""
        page, _, name = link.attributes.get("href", "").partition("#")
        return self._targets.get(name) if name and not _ELSEWHERE.match(page) else None

    def _find_lists(self) -> None:
        """Marks what stands below the headings of lists of works, up to the next heading."""
        parents = {id(node.parent): node.parent for node in self._tree.root.find_all(*HEADINGS)}
        for parent in filter(None, parents.values()):
            below = False
            for node in parent.nodes():
                if node.tag in HEADINGS:
                    below = heads_references(self._tree.words(node))
                elif below:
                    self._lists.add(id(node))

    def _find_notes(self) -> None:
        """A link is a note call where it leads inside the page to a body: by its name, or where the body links back.

        What stands in a list of works is no note, and a list whose entries are called again and again is one of works,
        but for what only leads on to an entry of another list ("Oak 2003, p. 4").
        """
        called: Counter[int] = Counter()
        holders: dict[int, Node] = {}
        for link in self._tree.root.find_all("a"):
            body = self._target(link)
            if body is None or self._inside_a_body(link) or is_above(body, link):
                continue  # nowhere, or the way back
            words = self._tree.words(link).strip("[]()†‡* ")
            block = holder(body)
            if is_above(block, link) or not (_CALL.fullmatch(words) or YEAR.search(words)):
                continue
            if self._is_entry(block):
                self.entries.setdefault(id(block), link.attributes["href"].rpartition("#")[2])
            elif _CALL.fullmatch(words) and (
                id(block) in self.bodies
                or is_note_body(link.attributes["href"].rpartition("#")[2], block)
                or (is_raised(link) and block.tag not in HEADINGS)
            ):
                self.bodies.setdefault(id(block), link.attributes["href"].rpartition("#")[2])
                self.numbers.setdefault(self.bodies[id(block)], len(self.numbers) + 1)
                called[id(block)] += 1
                holders[id(block)] = block
        works = {id(holders[key].parent) for key in called if called[key] > 1 and self._stands_in_list(holders[key])}
        for key, block in holders.items():
            if id(block.parent) in works and not self._leads_on(block):
                self.entries[key] = self.bodies.pop(key)

    def _leads_on(self, block: Node) -> bool:
        targets = filter(None, map(self._target, block.find_all("a")))
        return any(self._is_entry(found) for found in map(holder, targets) if found is not block)

    def _inside_a_body(self, node: Node) -> bool:
        above: Node | None = node
        while above is not None:
            if id(above) in self.bodies:
                return True
            above = above.parent
        return False

    def _is_entry(self, node: Node) -> bool:
        return node.attributes.get("role") == "doc-biblioentry" or (
            self._stands_in_list(node) and not is_cited_as_note(node)
        )

    def _stands_in_list(self, node: Node) -> bool:
        """Whether an element stands in a list of works, by the names of what is above it or by its heading."""
        if id(node) in self._lists:
            return True
        above = node.parent
        while above is not None:
            if has_note_words(above):
                return False
            if has_list_words(above) or id(above) in self._lists:
                return True
            above = above.parent
        return False
