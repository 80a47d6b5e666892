"""Measures what all maps of a project cost, and how readable they are: lines that cross, lines that run behind cards.

Arguments are generated (trees with cross links, linked premises, objections, undercutters), or read from a project.
CPU seconds count this process and the layout process. Run: `python benchmarks/cost_of_maps.py [PROJECT]`.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from argmap.evaluation import evaluate
from argmap.maps import Drawing, all_views, draw_all, neighbourhood, to_dot, to_svg
from argmap.maps.drawing import Route
from maps_arguments import generated
from shared.table import head, row

SIZES = (5, 14, 60, 150, 400, 1000, 5000, 10000)
_STEPS = 12


def main() -> None:
    """Print one line a size, and one for the project where one is named."""
    head(
        "claims", "maps", "views", "layout", "svg", "dot", "sum, s", "KB/map", "crossings/line", "hidden/line", "by"
    )  # fmt: skip
    for size in SIZES:
        measure(str(size), generated(size, sections=max(1, min(size // 12, 100))))
    if len(sys.argv) > 1:
        from argmap.project import load

        measure("project", load(Path(sys.argv[1])).argument)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def measure(name: str, argument) -> None:  # type: ignore[no-untyped-def]
    """All maps of a report and the neighbourhood of the first claim."""
    evaluation = evaluate(argument)
    _ = evaluation.labels, evaluation.load, evaluation.single_points
    clock = [cpu()]
    views = (*all_views(argument, evaluation), neighbourhood(argument, evaluation, next(iter(argument.claims))))
    clock.append(cpu())
    drawings = draw_all(views)
    clock.append(cpu())
    written = [to_svg(drawing) for drawing in drawings]
    clock.append(cpu())
    for view in views:
        to_dot(view)
    clock.append(cpu())
    spent = [after - before for before, after in pairwise(clock)]
    lines = sum(len(drawing.routes) for drawing in drawings) or 1
    crossing = sum(map(count_crossings, drawings)) / lines
    hidden = sum(map(count_hidden, drawings)) / lines
    size = sum(map(len, written)) / len(written) / 1024
    engines = ",".join(sorted({drawing.engine for drawing in drawings}))
    seconds = (f"{part:.3f}" for part in (*spent, sum(spent)))
    row(name, len(views), *seconds, f"{size:.0f}", f"{crossing:.2f}", f"{hidden:.2f}", engines)


def cpu() -> float:
    """CPU seconds of this process and of those it has waited for."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def points_on(route: Route) -> Iterator[tuple[float, float]]:
    """Points along a route, close enough to stand for it."""
    points = route.points
    for start in range(0, len(points) - 1, 3):
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = points[start : start + 4]
        for step in range(_STEPS + 1):
            t = step / _STEPS
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            yield a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy


def count_hidden(drawing: Drawing) -> int:
    """Lines that run behind a card which they do not concern."""
    hidden = 0
    for route in drawing.routes:
        points = list(points_on(route))
        ends = (route.link.source, route.link.target)
        for name, box in drawing.boxes.items():
            if name not in ends and any(
                box.x + 2 < x < box.right - 2 and box.y + 2 < y < box.bottom - 2 for x, y in points
            ):
                hidden += 1
                break
    return hidden


def count_crossings(drawing: Drawing) -> int:
    """Pairs of lines that cross, those that share an end not counted."""
    paths = [list(points_on(route)) for route in drawing.routes]
    bounds = [(min(x for x, _ in p), max(x for x, _ in p), min(y for _, y in p), max(y for _, y in p)) for p in paths]
    found = 0
    for one in range(len(paths)):
        for other in range(one + 1, len(paths)):
            first, second = drawing.routes[one].link, drawing.routes[other].link
            if {first.source, first.target} & {second.source, second.target}:
                continue
            a, b = bounds[one], bounds[other]
            if a[1] < b[0] or b[1] < a[0] or a[3] < b[2] or b[3] < a[2]:
                continue
            found += _cross(paths[one], paths[other])
    return found


def _cross(one: list[tuple[float, float]], other: list[tuple[float, float]]) -> bool:
    def side(p: tuple[float, float], q: tuple[float, float], r: tuple[float, float]) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return any(
        side(p, q, r) * side(p, q, s) < 0 and side(r, s, p) * side(r, s, q) < 0
        for p, q in pairwise(one)
        for r, s in pairwise(other)
    )


if __name__ == "__main__":
    main()
