"""A small invented project for the tests of the report: every label, every kind of match, damage, overlaps, a ring.

The argument is about lighting the streets of a town that does not exist, so that nobody takes it for a real paper's.
"""

from __future__ import annotations

from pathlib import Path

PAPER = """Lighting the streets of Ebersau

Abstract

This paper argues that Ebersau should light its streets all night. Streets that are lit are safer, and the cost is
small.

1. Introduc\ufffdon

Ebersau switches its lamps o\ufffd at midnight. The council says that nobody walks at
night. In 2014 the town counted 212 walkers a\ufffder midnight.\u00b9 The mayor holds that lamps
attract thieves (Brandt 2010: 44).

2. What lamps do

Lit streets have fewer accidents.\u00b2 Every other town in the valley lights its streets all night. The lamps of
Ebersau burn 3,000 hours in a year. Nobody likes the dark. It is cheap to light a street because lamps are cheap, and
lamps are cheap because it is cheap to light a street.

3. Conclusion

Ebersau should therefore light its streets all night.

1. Keller, Anna. Walking at night. Ebersau: Talverlag, 2014, p. 12.
2. Moser, Jan, and Ida Roth. "Lamps and accidents." Journal of Streets 7 (2011): 101.
"""

CLAIMS = """# Conclusion

## light-all-night {conclusion}

Ebersau should light its streets all night.

> Ebersau should therefore light its streets all night.

- because: people-walk + light-prevents-accidents
  scheme: practical reasoning
  warrant: A town should spare its people accidents that it can prevent cheaply.
  unless: lamps-attract-thieves
- because: others-do-it
- but: lamps-cost-power

# What is known

## people-walk

More than two hundred people walk in Ebersau after midnight.

> In 2014 the town counted 212 walkers after midnight.

- cites: @keller-2014, p. 12 [^1]
  > the town counted 212 walkers after midnight
- because: counted-in-2014

## counted-in-2014

The town counted its walkers in 2014.

> the town counted 212 walkers

- evidence: The count of the town of Ebersau, 2014.
  type: document

## light-prevents-accidents

Lit streets have fewer accidents.

> Lit streets have fewer accidents.

- cites: @moser-roth-2011, p. 101 [^2]

## others-do-it

Every other town in the valley lights its streets all night.

> Every other town in the valley lights its streets all night.

## lamps-cost-power {assumption}

Lamps use power that must be paid for.

Taken from common knowledge.

# What is doubted

## lamps-attract-thieves

Lamps attract thieves.

> lamps attract thieves

- said-by: the mayor
- cites: @brandt-2010, p. 44 "(Brandt 2010: 44)"
- but: thieves-need-dark

## thieves-need-dark

Thieves prefer the dark.

- cites: @missing-work

## cheap-to-light

It is cheap to light a street.

> It is cheap to light a street because lamps are cheap

- because: lamps-are-cheap

## lamps-are-cheap

Lamps are cheap.

> lamps are cheap because it is cheap to light a street

- because: cheap-to-light

## nobody-walks

Nobody walks at night in Ebersau.

> In 2014 the town counted 312 walkers after midnight.

- said-by: the council
- cites: @keller-2014
  > nobody walks
- but: people-walk
"""

WORKS = """@book{keller-2014,
  author = {Keller, Anna},
  title = {Walking at night},
  publisher = {Talverlag},
  year = {2014},
  url = {https://example.org/keller},
}

@article{moser-roth-2011,
  author = {Moser, Jan and Roth, Ida},
  title = {Lamps and accidents},
  journal = {Journal of Streets},
  year = {2011},
  pages = {101--120},
  doi = {10.1234/streets.7.101},
}

@book{brandt-2010,
  author = {Brandt, Otto},
  title = {Thieves at night},
  year = {2010},
  url = {javascript:alert(1)},
}

@misc{never-cited,
  title = {A leaflet},
}
"""

SETTINGS = """paper = "sources/paper.txt"
bibliography = ["sources/works.bib"]
"""


def write_project(folder: Path, *, paper: str = PAPER, claims: str = CLAIMS, works: str = WORKS) -> Path:
    """Write the project into `folder` and return it."""
    for name in ("claims", "sources"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "argmap.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "claims" / "lamps.md").write_text(claims, encoding="utf-8")
    (folder / "sources" / "paper.txt").write_text(paper, encoding="utf-8")
    (folder / "sources" / "works.bib").write_text(works, encoding="utf-8")
    return folder


def many_claims(number: int) -> tuple[str, str]:
    """A paper and a claims file of `number` claims in sections of fifty, each supported by the next two."""
    sentences = [
        f"Lamp number {n} of the town was lit for {n % 24} hours in the night of the count." for n in range(number)
    ]
    paper = "\n\n".join(" ".join(sentences[at : at + 8]) for at in range(0, number, 8))
    parts = []
    for n, sentence in enumerate(sentences):
        if n % 50 == 0:
            parts.append(f"# Street {n // 50}\n")
        kind = " {conclusion}" if n == 0 else ""
        reasons = "".join(f"- because: lamp-{m}\n" for m in (2 * n + 1, 2 * n + 2) if m < number)
        ground = f"- cites: @keller-2014, p. {n % 90 + 1}\n" if n % 3 else ""
        parts.append(f"## lamp-{n}{kind}\n\n{sentence}\n\n> {sentence}\n\n{reasons}{ground}")
    return paper, "\n".join(parts)


def report_of(folder: Path, select: tuple[str, ...] = (), **files: str) -> Path:
    """The report of a project with these files; its path."""
    from argmap.checks import run_checks
    from argmap.outputs.report.render import write_report
    from argmap.project import load

    project = load(write_project(folder, **files))
    outcome = run_checks(project, select=select)
    out = folder / "report.html"
    write_report(project, outcome.findings, out, ran=outcome.ran)
    return out
