"""Rings in the graph of claims: strongly connected parts, and an order in which parents come first.

Tarjan's algorithm (1972), written without recursion so that a chain of any length is safe.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


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


def find_ring(start: int, parents: Mapping[int, Sequence[int]], within: frozenset[int]) -> list[int]:
    """A shortest way from `start` back to itself through `within`, `start` first; empty where there is none."""
    came_from: dict[int, int] = {}
    queue = [start]
    for node in queue:
        for parent in parents[node]:
            if parent == start:
                way = [node]
                while way[-1] != start:
                    way.append(came_from[way[-1]])
                return way[::-1]
            if parent in within and parent not in came_from:
                came_from[parent] = node
                queue.append(parent)
    return []
