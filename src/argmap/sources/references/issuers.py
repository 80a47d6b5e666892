"""Tells who published a work and where: ``MIT Press, Cambridge, MA``, ``Paris, Seuil``, ``San Jose, CA. AAAI Press``.

A publisher is known by a word in its name, a place by standing in a list, before a state or country, or behind the
name of a gathering.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from argmap.sources.references.fields import YEAR
from argmap.sources.references.grammar import Grammar, pattern
from argmap.sources.references.words import any_of, capitals, word_lists


class Issuer(NamedTuple):
    """Publisher and place, each None where it was not seen, and how sure they are."""

    publisher: str | None
    place: str | None
    certainty: float


@lru_cache(maxsize=1)
def issuer_words() -> Grammar:
    """The patterns of publishers, places and gatherings."""
    flags = re.IGNORECASE
    place = (
        rf"(?:[{capitals()}][\w’'-]+\.?(?:\s(?:[{capitals()}][\w’'-]+|am|an\sder|bei|im|de|du|la|upon|on)\.?){{0,2}}"
        r"(?:\sa\.\s?(?:M|d)\.?)?)"
    )
    return Grammar(
        places=lambda: frozenset(word_lists()["places"]),
        region=pattern(rf"(?:{any_of('regions')}|[A-Z]{{2}}|D\.\s?C)\.?"),
        # the name of a place: "Sydney", "San Jose", "Frankfurt/New York"
        place=pattern(rf"{place}(?:[/-]{place})*(?:\s\([{capitals()}]\w+\))?"),
        imprint=pattern(
            rf"(?P<place>[{capitals()}][^():;\d]{{1,60}}?(?:\s\([{capitals()}][\w.\s]{{1,15}}\))?"
            rf"(?:;\s[{capitals()}][^():;\d]{{1,30}}?)?)\s?:\s"
            rf"(?P<publisher>[^():;]{{2,120}}?)(?:[,;]?\s(?P<year>[cC©]?\s?{YEAR}[a-z]?|{any_of('undated')}\.?))?\.?\s*\Z"
        ),
        imprint_behind=pattern(
            rf",\s(?P<place>{place}(?:\s?/\s?{place})?):\s(?P<publisher>[{capitals()}][^:,]{{1,60}}(?:,\s[{capitals()}][^:,]{{1,60}})?)\Z",
            form=r",\s(?s:.*):\s[^:]+\Z",
        ),
        place_behind=pattern(rf"(?<=[^\W\d][^\W\d])\.\s(?P<place>{place}(?:/{place})?)\Z"),
        series=pattern(rf"(?<!\w)(?:{any_of('series')})(?!\w)", flags, hears=["series"]),
        publisher=pattern(rf"(?<!\w)(?:{any_of('bodies.publishers', 'bodies.words')})(?!\w)", flags),
        gathering=pattern(
            (
                rf"(?<!\w){any_of('kinds.conference')}(?!\w)|\b(?:arXiv|Journal|Review|Revue|Zeitschrift|Annals|Letters"
                rf"|Bulletin|Magazine|Quarterly|Transactions|Notices)\b"
            ),
            flags,
        ),
    )


def _is_region(part: str) -> bool:
    known = issuer_words()
    return part in known.places or known.region.fullmatch(part) is not None


def _is_publisher(part: str) -> bool:
    known = issuer_words()
    return known.publisher.search(part) is not None and not known.gathering.search(part)


def read_issuer(text: str, *, place_first: bool) -> Issuer:
    """Publisher and place of a text that holds nothing else.

    `place_first` decides where no word does, as the comma style of notes writes `Paris, Seuil`.
    """
    known = issuer_words()
    parts = [part.strip(" .") for part in re.split(r",\s+", text) if part.strip(" .")]
    published = [_is_publisher(part) for part in parts]
    if len(parts) == 1:
        if parts[0] in known.places or (place_first and not published[0] and known.place.fullmatch(parts[0])):
            return Issuer(None, parts[0], 0.8)
        return Issuer(parts[0], None, 0.7 if published[0] else 0.2)
    if any(published) and not published[0]:
        first = published.index(True)
        if all(_is_region(part) or known.place.fullmatch(part) for part in parts[:first]):
            return Issuer(", ".join(parts[first:]), ", ".join(parts[:first]), 0.75)
    end = len(parts)
    while end > 1 and _is_region(parts[end - 1]) and not published[end - 1]:
        end -= 1
    # the town before its state, or behind a publisher that is known
    town = end > 1 and not published[end - 1] and known.place.fullmatch(parts[end - 1])
    if town and ((end < len(parts) and parts[end] not in known.places) or any(published[: end - 1])):
        end -= 1
    elif end == len(parts) and any(published):
        return Issuer(", ".join(parts), None, 0.4)
    if end == len(parts):
        end = 1 if place_first else len(parts) - 1
        before, after = ", ".join(parts[:end]), ", ".join(parts[end:])
        return Issuer(after, before, 0.3) if place_first else Issuer(before, after, 0.2)
    return Issuer(", ".join(parts[:end]), ", ".join(parts[end:]), 0.7 if any(published) else 0.3)


def cut_issuer(text: str, *, dated: bool = False) -> tuple[str, Issuer]:
    """The name of a work or a gathering, and the publisher and the place that stood behind its commas.

    A series there is left out. A name alone counts as a place behind the name of a gathering, or where the year
    followed (`dated`).
    """
    known = issuer_words()
    if match := known.imprint_behind.search(text):  # "Handbuch der Deiche, Ulm: Aare Verlag", ". Ulm" where dated
        return text[: match.start()], Issuer(match["publisher"].strip(" .,"), match["place"], 0.85)
    if dated and (match := known.place_behind.search(text)):
        return text[: match.start()], Issuer(None, match["place"], 0.7)
    open_to_places = dated or bool(known.gathering.search(text))
    if open_to_places:  # "… (IJCAI-91) Sydney, Australia"
        text = re.sub(rf"(?<=\))\s(?=[{capitals()}][\w’'-]+,)", ", ", text)
    parts = re.split(r",\s+", text)
    places: list[str] = []
    publisher = None
    while len(parts) > 1:
        last = parts[-1].strip(" .")
        if not publisher and _is_publisher(last):
            publisher = last
        elif len(places) < 3 and (_is_region(last) or (open_to_places and known.place.fullmatch(last))):
            if known.gathering.search(last):
                break
            places.insert(0, last)
        elif not known.series.search(last):
            break
        parts.pop()
    return ", ".join(parts), Issuer(publisher, ", ".join(places) or None, 0.7)
