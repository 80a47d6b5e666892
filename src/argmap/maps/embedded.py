"""The program that runs Graphviz inside a process of its own: `python embedded.py`, which loads nothing of argmap.

Graphviz is a C library that may crash or never end on an unlucky graph, and neither may take argmap along. Jobs come
as JSON on standard input, a batch a line, `[[program, format, DOT], …]`; each answer is one line, base64 of what
Graphviz drew or `!` and the reason, written as soon as it is there, so that a batch that is killed keeps what was done.
"""

from __future__ import annotations

import base64
import json
import sys


def main() -> None:
    """Answer every job on standard input."""
    import pygraphviz

    for batch in sys.stdin:
        for program, format_, source in json.loads(batch):
            try:
                drawn = pygraphviz.AGraph(string=source).draw(prog=program, format=format_)
                answer = base64.b64encode(drawn).decode("ascii")
            except Exception as problem:  # Graphviz raises many kinds; one bad map must not end the batch
                answer = "!" + " ".join(str(problem).split())
            print(answer, flush=True)


if __name__ == "__main__":
    main()
