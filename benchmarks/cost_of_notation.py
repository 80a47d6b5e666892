"""How long the notation of claims takes: parse, lay out and write 10,000 claims of about 5 MB. Run it by hand.

CPU seconds, the least of five, beside a plain Python loop in the same run, since the speed of shared machines drifts.
"""

from __future__ import annotations

from argmap.notation import parse
from argmap.notation.format import format_claims
from argmap.notation.write import write_claims
from shared.table import head, row, timed

CLAIMS = 10_000


def long_claims() -> str:
    """Long sentences and anchors, two items: 9 lines a claim."""
    sentence = "Turkey was among the first countries that were willing to give military support. " * 2
    anchor = "the first countries to show its willingness to provide military support to the armed forces " * 2
    return "".join(
        f"## claim-{n}\n\n{sentence}\n\n> {anchor}\n\n- because: claim-{n + 1} + claim-{n + 2}\n"
        f"- cites: @source-{n}, p. {n} [^{n}]\n\n"
        for n in range(CLAIMS)
    )


def dense_claims() -> str:
    """Many short items and properties: 14 lines a claim."""
    return "".join(
        f"## claim-{n}\n\nTurkey was among the first countries willing to give Albania military support.\n\n"
        "> Turkey was among the first countries to show its willingness to provide military support to Albania\n\n"
        f"- because: claim-{n + 1} + claim-{n + 2}\n  scheme: practical reasoning\n"
        f"  warrant: A state anchors its security where the interests of its allies coincide with its own.\n"
        f"- but: claim-{n + 3}\n- cites: @source-{n}, p. {n} [^{n}]\n- evidence: He visited in November 1991.\n"
        "  type: event\n\n"
        for n in range(CLAIMS)
    )


def main() -> None:
    """Print one line a measurement."""
    head("work", "least of five, s CPU")
    row("yardstick (3 million additions)", f"{timed(lambda: sum(n * n for n in range(3_000_000)), 5)[0]:.3f}")
    for name, text in (("long", long_claims()), ("dense", dense_claims())):
        size = f"{len(text) / 1e6:.1f} MB, {text.count(chr(10)):,} lines"
        tree = parse(text, "claims.md").tree
        works = {
            "parse": lambda text=text: parse(text, "claims.md"),
            "lay out": lambda text=text: format_claims(text, "claims.md"),
            "write": lambda tree=tree: write_claims(tree),
        }
        for work, run in works.items():
            row(f"{work}, {name} ({size})", f"{timed(run, 5)[0]:.3f}")


if __name__ == "__main__":
    main()
