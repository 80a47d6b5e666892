"""A map as trees that can be cut to fit pages: every claim once, in full; where it is met again, a pointer to it.

The trees are breadth-first from the conclusions, so that a claim hangs where it bears on them most directly, and their
branches keep the order of the claims files. A tree that is too deep or too broad for a page is cut where that leaves
the fewest pieces: too deep, at the last level that fits; too broad, from the leaves upwards, always at the broadest
branch (after the greedy cut of Kundu & Misra 1977, SIAM Journal on Computing 6: 151–154).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from argmap.maps.view import Card, Joint, Link, View


@dataclass(slots=True)
class Branch:
    """One step: what leads to a card, through a joint with its line or (`joint` is None) directly."""

    joint: Joint | None
    line: Link | None
    ends: list[tuple[Link, Node]]


@dataclass(slots=True)
class Node:
    """A card with the steps that lead to it.

    `above` is the card from which its tree was cut off, `more` the pointer on which the rest of its own steps hang.
    """

    card: Card
    branches: list[Branch] = field(default_factory=list)
    above: Card | None = None
    more: Card | None = None

    @property
    def children(self) -> list[Node]:
        """The cards one level further out, in order."""
        return [end for branch in self.branches for _, end in branch.ends]


Size = Callable[[Node], float]


def grow(view: View) -> list[Node]:
    """The trees of a view: first those of the conclusions, then of what else leads nowhere, then of leftover rings."""
    cards = {card.id: card for card in view.cards}
    joints = {joint.id: joint for joint in view.joints}
    into: dict[str, list[Link]] = {}
    for link in view.links:
        into.setdefault(link.target, []).append(link)
    sources = {link.source for link in view.links}
    roots = sorted((card for card in view.cards if card.id not in sources), key=lambda card: card.look != "conclusion")
    taken: set[str] = set()
    forest: list[Node] = []
    pointers = 0
    for group in (roots, *([card] for card in view.cards)):
        new = [Node(card) for card in group if card.id not in taken]
        taken |= {node.card.id for node in new}
        forest += new
        queue = deque(new)
        while queue:
            node = queue.popleft()
            lines = into.get(node.card.id, ())
            # a claim that answers a question and supports or attacks as well is drawn where it does the latter
            meant = {
                link.source
                for line in lines
                for link in (into.get(line.source, ()) if line.source in joints else (line,))
                if link.kind != "answers"
            }
            for line in lines:
                joint = joints.get(line.source)
                branch = Branch(joint, line if joint else None, [])
                for link in into.get(line.source, ()) if joint else (line,):
                    card = cards[link.source]
                    if card.id in taken or (link.kind == "answers" and card.id in meant):
                        pointers += 1
                        end = Node(pointer(card, pointers))
                    else:
                        taken.add(card.id)
                        end = Node(card)
                        queue.append(end)
                    branch.ends.append((link, end))
                if branch.ends:
                    node.branches.append(branch)
    return forest


def pointer(card: Card, number: int | str) -> Card:
    """The small card that stands for one drawn elsewhere; `number` keeps it apart from others of its kind."""
    badges, corner = card.badges[:1] if card.look == "conclusion" else card.badges[-1:], "→ this page"
    return replace(
        card, id=f"{card.id}@{number}", kind="elsewhere", badges=badges, corner=corner, rows=(), counts=(), about=""
    )


def levels_of(roots: Iterable[Node]) -> Iterator[list[Node]]:
    """The nodes level by level."""
    level = list(roots)
    while level:
        yield level
        level = [child for node in level for child in node.children]


def cut_to_fit(
    forest: list[Node], depth: float, breadth: float, along: Size, across: Size, gaps: tuple[float, float]
) -> list[Node]:
    """Cut trees until none is deeper than `depth` or broader than `breadth`; the pieces in reading order.

    `along` and `across` measure a node; `gaps` lie between levels and between neighbours. A piece may stay too large
    only where a single card with its nearest reasons is.
    """
    pieces: list[Node] = []
    waiting = list(reversed(forest))
    while waiting:
        root = waiting.pop()
        pieces.append(root)
        cut = [*_cut_depth(root, depth, along, gaps[0]), *_cut_breadth(root, breadth, across, gaps[1])]
        order = {id(node): place for place, node in enumerate(_walk(root))}
        # the cut-off trees follow in the order of the pointers that lead to them
        waiting += [node for _, node in sorted(cut, key=lambda pair: -order.get(id(pair[0]), len(order)))]
    return pieces


def _walk(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += reversed(node.children)


Cut = tuple[Node, Node]
"""A pointer that took the place of a tree, and the tree."""


def _detach(parent: Node, child: Node) -> Cut:
    stub = Node(pointer(child.card, "cut"))
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


def _cut_breadth(root: Node, breadth: float, across: Size, gap: float) -> list[Cut]:
    """Cut the broadest branches, from the leaves upwards, and what still does not fit into a piece of its own."""
    cuts: list[Cut] = []
    block: dict[int, float] = {}

    def broad(nodes: list[Node]) -> float:
        return sum(block[id(node)] for node in nodes) + gap * (len(nodes) - 1)

    for node in reversed([*_walk(root)]):
        while (total := broad(node.children)) > breadth:
            able = [child for child in node.children if child.branches]
            if not able:
                break
            cut = _detach(node, max(able, key=lambda child: block[id(child)]))
            block[id(cut[0])] = across(cut[0])
            cuts.append(cut)
        block[id(node)] = max(across(node), total)
    if broad(root.children) > breadth:
        rest = _overflow(root, breadth, block, gap)
        if rest is not None:
            cuts.append((root, rest))
    return cuts


def _overflow(root: Node, breadth: float, block: dict[int, float], gap: float) -> Node | None:
    """Take off the branches, or the ends of the first one, that do not fit, and hang them on a pointer to the card."""
    used = -gap
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
    return Branch(joint, line, [(replace(link, target=joint.id) if joint else link, end) for link, end in ends])
