"""Rings in the graph of claims: strongly connected parts, and an order in which parents come first.

Tarjan's algorithm (1972), written without recursion so that a chain of any length is safe.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_LONG = 24
_LOOKS = 5_000
_LOOKS_A_LINK = 10


def order_parts(parents: Sequence[Sequence[int]]) -> list[list[int]]:
    """Strongly connected parts of a graph given by each node's parents, every part after the parts it depends on."""
    count = len(parents)
    number = [-1] * count
    low = [0] * count
    on_stack = [False] * count
    stack: list[int] = []
    parts: list[list[int]] = []
    seen = 0
    for root in range(count):
        if number[root] != -1:
            continue
        work = [(root, 0)]
        while work:
            node, at = work.pop()
            if at == 0:
                number[node] = low[node] = seen
                seen += 1
                stack.append(node)
                on_stack[node] = True
            mine = parents[node]
            descended = False
            while at < len(mine):
                parent = mine[at]
                at += 1
                if number[parent] == -1:
                    work.append((node, at))
                    work.append((parent, 0))
                    descended = True
                    break
                if on_stack[parent]:
                    low[node] = min(low[node], number[parent])
            if descended:
                continue
            if low[node] == number[node]:
                part = []
                while True:
                    member = stack.pop()
                    on_stack[member] = False
                    part.append(member)
                    if member == node:
                        break
                parts.append(sorted(part))
            if work:
                above = work[-1][0]
                low[above] = min(low[above], low[node])
    return parts


def is_ring(part: Sequence[int], parents: Sequence[Sequence[int]]) -> bool:
    """Whether a strongly connected part really goes round: more than one node, or a node that is its own parent."""
    return len(part) > 1 or part[0] in parents[part[0]]


def parents_first(part: Sequence[int], parents: Sequence[Sequence[int]]) -> list[int]:
    """The nodes of a part, each after its parents as far as a ring allows."""
    members = set(part)
    order: list[int] = []
    seen: set[int] = set()
    for root in part:
        if root in seen:
            continue
        seen.add(root)
        work = [(root, iter(parents[root]))]
        while work:
            node, above = work[-1]
            for parent in above:
                if parent in members and parent not in seen:
                    seen.add(parent)
                    work.append((parent, iter(parents[parent])))
                    break
            else:
                order.append(node)
                work.pop()
    return order


class Rings:
    """Rings that lead from single nodes back to themselves, in a graph given by each node's parents.

    A ring is a shortest one through its node, but nodes on one long ring share it. After a number of looks at links,
    linear in the size of the graph, no further ring is looked for.
    """

    def __init__(self, parents: Mapping[int, Sequence[int]]) -> None:
        self._parents = parents
        self._children: dict[int, set[int]] = {}
        for child, above in parents.items():
            for parent in above:
                self._children.setdefault(parent, set()).add(child)
        self.looks_left = _LOOKS + _LOOKS_A_LINK * sum(map(len, parents.values()))
        self._known: dict[int, tuple[list[int], int]] = {}

    def through(self, start: int, within: frozenset[int]) -> tuple[list[int], int] | None:
        """A ring inside the strongly connected `within`, each node before a parent, and the place of `start` in it.

        None where the looks are used up.
        """
        if start not in self._known:
            ring = self._find(start, within)
            if ring is None:
                return None
            on_it = ring if len(ring) > _LONG else ring[:1]
            self._known.update((node, (ring, place)) for place, node in enumerate(on_it))
        return self._known[start]

    def _find(self, start: int, within: frozenset[int]) -> list[int] | None:
        last_ones = self._children[start]
        came_from: dict[int, int] = {}
        queue = [start]
        for node in queue:
            if node in last_ones:
                way = [node]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return way[::-1]
            self.looks_left -= len(self._parents[node])
            if self.looks_left < 0:
                return None
            for parent in self._parents[node]:
                if parent in within and parent not in came_from:
                    came_from[parent] = node
                    queue.append(parent)
        return None
