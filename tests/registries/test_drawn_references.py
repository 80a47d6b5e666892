"""A thousand drawn references against the stand-in: no true one accused, every wrong DOI told, each state right.

The registry also holds what misleads: works of one title in parts, by one author on near subjects, reviews and
corrections under the work's own title, supplements, records that name nobody.
"""

import random
from collections import Counter, defaultdict

import pytest
from stand_in_registries import StandIn, serving, work
from test_lookup import asked, entry, project

from argmap.checks import run_checks
from argmap.project import load

WORDS = [
    "trade",
    "salt",
    "river",
    "town",
    "law",
    "debt",
    "war",
    "grain",
    "wool",
    "tax",
    "market",
    "king",
    "church",
    "school",
    "labour",
    "land",
    "road",
    "harbour",
    "guild",
    "coin",
    "price",
    "famine",
    "plague",
    "census",
    "border",
    "empire",
    "colony",
    "treaty",
    "army",
    "peasant",
    "noble",
    "bishop",
    "printing",
    "silver",
    "copper",
    "horse",
    "mill",
]
ADJECTIVES = [
    "early",
    "late",
    "rural",
    "urban",
    "medieval",
    "modern",
    "colonial",
    "northern",
    "southern",
    "imperial",
    "domestic",
    "foreign",
    "common",
    "hidden",
]
PLACES = [
    "Bohemia",
    "Tuscany",
    "Anatolia",
    "Flanders",
    "Castile",
    "Saxony",
    "Wales",
    "Bengal",
    "Moravia",
    "Provence",
    "Epirus",
    "Galicia",
    "Thrace",
    "Silesia",
]
FORMS = (
    "The {a} {w} and the {x} of {p}",
    "{w} and {x} in {a} {p}, {y}–{z}",
    "On the {a} {w} of {p}: a study of {x} and {v}",
    "Why {w} followed {x}: {a} {v} in {p}",
    "From {w} to {x}. The {a} {v} of {p}",
    "{a} {w}: {x} & {v} in {p} (part {n})",
)
FAMILIES = (
    (
        "Smith Kovács Müller Ng O'Brien García-López Öztürk Dvořák van der Berg Lindström Hoxha Papadopoulos Şahin Çelik Łukasik "
        "Brown Green Li Zhang Tanaka Rossi Dupont Nowak Silva Jensen Ivanova Haddad Okafor Mehta Kim"
    )
    .replace("van der Berg", "van_der_Berg")
    .split()
)
GIVEN = [
    "Anna",
    "Béla",
    "Hans",
    "Mei",
    "Seán",
    "María",
    "Elif",
    "Jan",
    "Pieter",
    "Astrid",
    "Arben",
    "Eleni",
    "Can",
    "Zofia",
    "John",
    "Wei",
    "Ken",
    "Luca",
    "Claire",
    "Ana",
    "Olga",
]


class Draw:
    """Works, and references to them with faults, from one seed."""

    def __init__(self, seed, number):
        self.drawn = random.Random(seed)
        self.number = 0
        self.works = [self.work() for _ in range(number)]
        self.registry = [self.recorded(item) for item in self.works]
        for item in self.works[::7]:  # what stands under the title of a work and is not it
            title, doi = item["title"], item["doi"]
            self.registry += [
                work(f"{doi}.r", f"Book review: {title}", [self.person()], item["year"] + 1),
                work(f"{doi}.c", f"Correction to: {title}", item["authors"], item["year"] + 1),
                work(f"{doi}.p", title, [], item["year"], type="peer-review"),
                work(f"{doi}.s", title, item["authors"], item["year"], type="component"),
                work(f"{doi}.n", title, [], item["year"]),
            ]

    def person(self):
        return (self.drawn.choice(FAMILIES).replace("_", " "), self.drawn.choice(GIVEN))

    def title(self):
        pick = self.drawn.choice
        y = self.drawn.randrange(1400, 1900)
        w, x, v = self.drawn.sample(WORDS, 3)
        made = pick(FORMS).format(a=pick(ADJECTIVES), w=w, x=x, v=v, p=pick(PLACES), y=y, z=y + 40, n=pick("12"))
        return made[0].upper() + made[1:]

    def work(self):
        self.number += 1
        authors = [self.person() for _ in range(self.drawn.choice((1, 1, 2, 2, 3, 6)))]
        return {
            "title": self.title(),
            "authors": list(dict.fromkeys(authors)),
            "year": self.drawn.randrange(1960, 2024),
            "doi": f"10.{self.drawn.randrange(1000, 9999)}/w{self.number}."
            + self.drawn.choice(("a", "(x)", "a,b", "s<1>")),
        }

    def recorded(self, item):
        """As the registry has it: in capitals, with markup, a hyphen of Unicode, a subtitle apart, initials."""
        title, more = item["title"], {}
        how = self.drawn.randrange(6)
        if how == 0:
            title = title.upper()
        elif how == 1:
            title = title.replace(" and ", " <i>and</i> ").replace("&", "&amp;")
        elif how == 2 and ": " in title:
            title, _, sub = title.partition(": ")
            more = {"subtitle": [sub]}
        elif how == 3:
            title = title.replace("–", "‐")
        year = item["year"]
        if self.drawn.random() < 0.3:
            more |= {"published-online": {"date-parts": [[year - 1]]}, "published-print": {"date-parts": [[year]]}}
        return work(item["doi"], title, item["authors"], year, **more)

    # -- references --------------------------------------------------------------------------------------------------

    def written(self, item, doi):
        """A true reference as people write it."""
        pick = self.drawn.random
        title = item["title"]
        if ": " in title and pick() < 0.2 and len(title.partition(": ")[0].split()) > 3:
            title = title.partition(": ")[0]
        names = [
            f"{family}, {given[0]}." if pick() < 0.5 else f"{family}, {given}" for family, given in item["authors"]
        ]
        if len(names) > 3 and pick() < 0.5:
            names = [*names[:1], "others"]
        if pick() < 0.1:
            names = [name.replace("ü", '{\\"u}').replace("é", "{\\'e}").replace("á", "\\'{a}") for name in names]
        shown = self.drawn.choice(("{}", "https://doi.org/{}", "doi:{}", "{}.", "http://dx.doi.org/{}"))
        if doi and pick() < 0.2:
            doi = doi.upper()
        return {
            "title": title.replace("&", "\\&"),
            "author": " and ".join(names),
            "year": item["year"],
            "doi": shown.format(doi) if doi else "",
        }

    def misspelt(self, title):
        letters = list(title)
        for _ in range(self.drawn.choice((1, 1, 2))):
            at = self.drawn.randrange(1, len(letters) - 1)
            if letters[at].isalpha() and letters[at - 1].isalpha():
                letters[at - 1], letters[at] = letters[at], letters[at - 1]
        return "".join(letters)

    def other(self, item):
        """Another work, of which no person is one of this work's."""
        while True:
            found = self.drawn.choice(self.works)
            if not {n for a in found["authors"] for n in a} & {n for a in item["authors"] for n in a}:
                return found

    def reference(self, kind):
        """The fields of a reference of this kind, and the states that are right for it."""
        item = self.drawn.choice(self.works)
        with_doi = self.drawn.random() < 0.6
        doi = item["doi"] if with_doi else ""
        fields = self.written(item, doi)
        if kind == "true":
            return fields, {"found"} if with_doi else {"found", "not-found"}
        if kind == "misspelt":
            fields["title"] = self.misspelt(fields["title"])
            return fields, {"found"} if with_doi else {"found", "not-found"}
        if kind == "wrong year":
            fields["year"] = item["year"] + self.drawn.choice((-9, -5, -4, 4, 7, 20))
            return fields, {"differs"} if with_doi else {"not-found"}
        if kind == "mixed":
            other = self.other(item)
            fields["author"] = self.written(other, "")["author"]
            return fields, {"differs"} if with_doi else {"not-found", "unclear", "another-work"}
        if kind == "wrong DOI":
            fields["doi"] = self.other(item)["doi"]
            return fields, {"another-work"}
        if kind == "no DOI at all":
            fields["doi"] = f"{item['doi']}{self.drawn.randrange(10, 99)}"
            return fields, {"not-registered"}
        invented = self.work()
        fields = self.written(invented, invented["doi"] if kind == "invented, with a DOI" else "")
        if kind == "invented, with a DOI":
            return fields, {"not-registered"}
        if kind == "held by none":
            fields["type"] = self.drawn.choice(("book", "phdthesis", "techreport", "misc"))
            return fields, {"not-found", "not-looked-up"}
        return fields, {"not-found"}


SHARES = {
    "true": 30, "misspelt": 12, "wrong year": 10, "mixed": 10, "wrong DOI": 10, "no DOI at all": 8, "invented": 6,
    "invented, with a DOI": 4, "held by none": 10,
}  # fmt: skip
TRUE = ("true", "misspelt", "held by none", "invented")
WRONG_DOI = {"wrong DOI": "REG004", "no DOI at all": "REG005", "invented, with a DOI": "REG005"}


@pytest.mark.parametrize(
    ("seed", "number"), [(1, 40), pytest.param(20261126, 1000, marks=pytest.mark.long)], ids=["40", "1000"]
)
def test_drawn_references_come_out_as_what_they_are(tmp_path, monkeypatch, seed, number):
    draw = Draw(seed, number // 2)
    kinds = draw.drawn.choices(list(SHARES), list(SHARES.values()), k=number)
    expected, entries = {}, []
    for place, kind in enumerate(kinds):
        fields, right = draw.reference(kind)
        expected[f"k{place}"] = (kind, right)
        entries.append(entry(f"k{place}", **fields))
    root = project(tmp_path, *entries)
    with serving(StandIn(draw.registry)) as held:
        outcome, _ = asked(root, held, monkeypatch, confirm=True, seconds=600.0)
    assert not outcome.unanswered
    loaded = load(root)
    told = defaultdict(set)
    for finding in run_checks(loaded, select=["REG"]).findings:
        told[finding.message.partition("@")[2].split()[0].rstrip(":")].add(finding.code)
    wrong = [
        (key, kind, loaded.standings[key].state, loaded.standings[key].differences)
        for key, (kind, right) in expected.items()
        if loaded.standings[key].state not in right
    ]
    assert not wrong
    accused = {key: told[key] for key, (kind, _) in expected.items() if kind in TRUE and told[key]}
    assert not accused
    missed = [key for key, (kind, _) in expected.items() if kind in WRONG_DOI and WRONG_DOI[kind] not in told[key]]
    assert not missed
    found = Counter(kind for key, (kind, _) in expected.items() if loaded.standings[key].state == "found")
    assert found["true"] >= 0.95 * Counter(kinds)["true"]
