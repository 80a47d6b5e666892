"""A map as trees that can be cut to fit pages: every claim once, in full; where it is met again, a pointer to it.

The trees are breadth-first from the conclusions, so that a claim hangs where it bears on them most directly, and their
branches keep the order of the claims files. Where the view has sections each has trees of its own, and a pointer stands
for what belongs to another. A tree that is too deep or too broad for a page is cut where that leaves the fewest pieces:
too deep, at the last level that fits; too broad, from the leaves upwards, always at the broadest branch (after the
greedy cut of Kundu & Misra 1977, SIAM Journal on Computing 6: 151–154).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from argmap.ground.text import shorten
from argmap.maps.view import Card, Joint, Link, View

_NAMED = 64
_BESIDE = ("answers", "restates")


@dataclass(slots=True)
class Branch:
    """One step: what leads to a card, through a joint with its line or (`joint` is None) directly."""

    joint: Joint | None
    line: Link | None
    ends: list[tuple[Link, Node]]


@dataclass(slots=True)
class Node:
    """A card with the steps that lead to it.

    `above` is the card from which its tree was cut off, `more` the pointer on which the rest of its own steps hang,
    `onto` the cards of other sections that it leads to. `worded`: a line from it bears a word.
    """

    card: Card
    branches: list[Branch] = field(default_factory=list)
    above: Card | None = None
    more: Card | None = None
    onto: tuple[Card, ...] = ()
    worded: bool = False

    @property
    def children(self) -> list[Node]:
        """The cards one level further out, in order."""
        return [end for branch in self.branches for _, end in branch.ends]


Size = Callable[[Node], float]


def grow(view: View, homes: Mapping[str, str] | None = None) -> list[Node]:
    """The trees of a view: first those of the conclusions, then of what else leads nowhere, then of leftover rings.

    With `homes`, the section of each card by its id, no tree leaves its section, and one section follows the other:
    that of the first conclusion comes before all others.
    """
    homes = homes or {}
    cards = {card.id: card for card in view.cards}
    joints = {joint.id: joint for joint in view.joints}
    into: dict[str, list[Link]] = {}
    for link in view.links:
        into.setdefault(link.target, []).append(link)
    leads: dict[str, list[str]] = {}
    for link in view.links:
        leads.setdefault(link.source, []).append(link.target)
    onto = {
        card.id: tuple(
            dict.fromkeys(
                end for to in leads.get(card.id, ()) for end in (leads.get(to, ()) if to in joints else (to,))
            )
        )
        for card in view.cards
    }
    sections: dict[str, list[Card]] = {}
    for card in sorted(view.cards, key=lambda card: card.look != "conclusion"):
        sections.setdefault(homes.get(card.id, ""), [])
    for card in view.cards:
        sections[homes.get(card.id, "")].append(card)
    first = next(iter(sections), "")
    order = dict.fromkeys((first, *(homes.get(card.id, "") for card in view.cards)))
    taken: set[str] = set()
    forest: list[Node] = []
    pointers = 0
    for group in (group for section in order for group in _starts(sections.get(section, []), onto)):
        new = [Node(card) for card in group if card.id not in taken]
        taken |= {node.card.id for node in new}
        forest += new
        for node in new:
            home = homes.get(node.card.id, "")
            node.onto = tuple(cards[to] for to in onto[node.card.id] if to in cards and homes.get(to, "") != home)
        queue = deque(new)
        while queue:
            node = queue.popleft()
            lines = into.get(node.card.id, ())
            # a claim that answers a question, or restates a claim, and supports or attacks as well is drawn where it
            # does the latter
            meant = {
                link.source
                for line in lines
                for link in (into.get(line.source, ()) if line.source in joints else (line,))
                if link.kind not in _BESIDE
            }
            for line in lines:
                joint = joints.get(line.source)
                branch = Branch(joint, line if joint else None, [])
                for link in into.get(line.source, ()) if joint else (line,):
                    card = cards[link.source]
                    away = homes.get(card.id, "") != homes.get(node.card.id, "")
                    if away or card.id in taken or (link.kind in _BESIDE and card.id in meant):
                        pointers += 1
                        end = Node(pointer(card, pointers))
                    else:
                        taken.add(card.id)
                        end = Node(card)
                        queue.append(end)
                    branch.ends.append((link, end))
                    end.worded = bool(link.word or (joint and line.word and len(branch.ends) == 1))
                if branch.ends:
                    node.branches.append(branch)
    return forest


def _starts(cards: list[Card], onto: Mapping[str, tuple[str, ...]]) -> Iterator[list[Card]]:
    """From which of the cards trees grow: those that lead to none of the others, conclusions first; then any other."""
    here = {card.id for card in cards}
    yield sorted((c for c in cards if not here.intersection(onto[c.id])), key=lambda card: card.look != "conclusion")
    yield from ([card] for card in cards)


def pointer(card: Card, number: int | str) -> Card:
    """The small card that stands for one drawn elsewhere and names it; `number` keeps it apart from others like it."""
    return replace(
        card,
        id=f"{card.id}@{number}",
        kind="elsewhere",
        badges=card.badges[:1] if card.look == "conclusion" else card.badges[-1:],
        corner="→ this page",
        text=shorten(card.text, _NAMED).replace(" …", "…"),
        rows=(),
        counts=(),
        keys=(),
        about="",
    )


def levels_of(roots: Iterable[Node]) -> Iterator[list[Node]]:
    """The nodes level by level."""
    level = list(roots)
    while level:
        yield level
        level = [child for node in level for child in node.children]


def levels_in(root: Node) -> dict[int, int]:
    """The level of each node of a tree, by its identity."""
    return {id(node): number for number, level in enumerate(levels_of([root])) for node in level}


def cut_to_fit(
    forest: list[Node], depth: float, breadth: float, along: Size, across: Size, gaps: tuple[float, float]
) -> list[Node]:
    """Cut trees until none is deeper than `depth` or broader than `breadth`; the pieces in reading order.

    `along` and `across` measure a node; `gaps` lie between levels and between neighbours. A piece may stay too large
    only where a single card with its nearest reasons is.
    """
    return _cut(
        forest, lambda root: [*_cut_depth(root, depth, along, gaps[0]), *_cut_breadth(root, breadth, across, gaps[1])]
    )


def cut_to_hang(forest: list[Node], levels: int, height: float, size: Callable[[Node, int], float]) -> list[Node]:
    """Cut trees until none has more `levels` or takes more `height`, where every card stands below the one before.

    `size` measures a node on its level, with the gap below it.
    """

    def cut(root: Node) -> list[Cut]:
        cuts = _cut_depth(root, levels, lambda node: 1.0, 0.0)
        level_of = levels_in(root) | {id(stub): levels - 1 for stub, _ in cuts}

        def across(node: Node) -> float:
            return size(node, level_of.get(id(node), levels - 1))

        return [*cuts, *_cut_breadth(root, height, across, 0.0, hung=True)]

    return _cut(forest, cut)


def _cut(forest: list[Node], cut_off: Callable[[Node], list[Cut]]) -> list[Node]:
    pieces: list[Node] = []
    waiting = list(reversed(forest))
    while waiting:
        root = waiting.pop()
        pieces.append(root)
        cut = cut_off(root)
        order = {id(node): place for place, node in enumerate(walk(root))}
        # the cut-off trees follow in the order of the pointers that lead to them
        waiting += [node for _, node in sorted(cut, key=lambda pair: -order.get(id(pair[0]), len(order)))]
    return pieces


def walk(root: Node) -> Iterator[Node]:
    """The nodes of a tree in the order of reading: each before what leads to it."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(node.children)


Cut = tuple[Node, Node]
"""A pointer that took the place of a tree, and the tree."""


def _detach(parent: Node, child: Node) -> Cut:
    stub = Node(pointer(child.card, "cut"), worded=child.worded)
    child.worded = False
    for branch in parent.branches:
        branch.ends = [(link, stub if end is child else end) for link, end in branch.ends]
    child.above = parent.card
    return stub, child


def _cut_depth(root: Node, depth: float, along: Size, gap: float) -> list[Cut]:
    """Cut below the last level that fits; two levels are kept in any case."""
    used, last = 0.0, [root]
    for number, level in enumerate(levels_of([root])):
        used += max(map(along, level)) + (gap if number else 0.0)
        if used > depth and number > 1:
            break
        before, last = last, level
    else:
        return []
    return [_detach(parent, child) for parent in before for child in parent.children if child.branches]


def _cut_breadth(root: Node, breadth: float, across: Size, gap: float, hung: bool = False) -> list[Cut]:
    """Cut the broadest branches, from the leaves upwards, and what still does not fit into a piece of its own.

    With `hung` a card takes room before what leads to it, else beside it.
    """
    cuts: list[Cut] = []
    block: dict[int, float] = {}

    def broad(node: Node) -> float:
        own = across(node) if hung else -gap
        return own + sum(block[id(child)] + gap for child in node.children)

    for node in reversed([*walk(root)]):
        while (total := broad(node)) > breadth:
            able = [child for child in node.children if child.branches]
            if not able:
                break
            cut = _detach(node, max(able, key=lambda child: block[id(child)]))
            block[id(cut[0])] = across(cut[0])
            cuts.append(cut)
        block[id(node)] = max(across(node), total)
    if broad(root) > breadth:
        rest = _overflow(root, breadth, block, gap, across(root) if hung else -gap)
        if rest is not None:
            cuts.append((root, rest))
    return cuts


def _overflow(root: Node, breadth: float, block: dict[int, float], gap: float, used: float) -> Node | None:
    """Take off the branches, or the ends of the first one, that do not fit, and hang them on a pointer to the card."""
    for place, branch in enumerate(root.branches):
        for number, (_, end) in enumerate(branch.ends):
            used += block[id(end)] + gap
            if used <= breadth or not (place or number):
                continue
            rest = Node(pointer(root.card, "on"))
            if place:
                rest.branches, root.branches = root.branches[place:], root.branches[:place]
            else:
                rest.branches = [_part(branch, number), *root.branches[1:]]
                root.branches = [branch]
            root.more = rest.card
            return rest
    return None


def _part(branch: Branch, number: int) -> Branch:
    """Part a branch: its ends from `number` on, with a joint of their own."""
    ends, branch.ends = branch.ends[number:], branch.ends[:number]
    joint = replace(branch.joint, id=f"{branch.joint.id}@on") if branch.joint else None
    line = replace(branch.line, source=joint.id) if branch.line and joint else None
    ends[0][1].worded |= bool(line and line.word)
    return Branch(joint, line, [(replace(link, target=joint.id) if joint else link, end) for link, end in ends])
