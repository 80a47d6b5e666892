"""Comments and what answers them, put together."""

from __future__ import annotations

from collections.abc import Sequence


def threads_of(above: Sequence[int | None]) -> dict[int, list[int]]:
    """Each comment that answers none, by its index, with all that follow from it; `above` is what each one answers.

    Of comments that answer one another in a circle, one counts as the first.
    """
    roots: dict[int, int] = {}
    for k in range(len(above)):
        path: dict[int, None] = {}
        at = k
        while at not in roots and at not in path and (up := above[at]) is not None:
            path[at] = None
            at = up
        root = roots.get(at, at)
        for step in (at, *path):
            roots[step] = root
    found: dict[int, list[int]] = {}
    for k, root in roots.items():
        found.setdefault(root, [])
        if k != root:
            found[root].append(k)
    return {root: sorted(found[root]) for root in sorted(found)}
