"""Reads references in Chinese and Japanese, whose marks say what each part is.

Works stand in 《》 or 『』, what is part of one in 〈〉 or 「」 (``李華：〈論水〉，《水學刊》，第3期``); in the
style of GB/T 7714 a letter behind the title tells its kind (``王明. 水史[M]. 北京: 清流出版社, 2001: 12-15``).
"""

from __future__ import annotations

import re
from functools import lru_cache

from argmap.sources.references.fields import Said
from argmap.sources.references.grammar import Grammar, pattern
from argmap.sources.references.words import any_of

_HAN = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_KINDS = {
    "M": "book",
    "J": "article",
    "D": "thesis",
    "C": "conference",
    "N": "newspaper",
    "R": "report",
    "S": "standard",
    "P": "patent",
    "EB": "webpage",
}


@lru_cache(maxsize=1)
def _hint() -> re.Pattern[str]:
    return re.compile(rf"[{_HAN}]")


@lru_cache(maxsize=1)
def _grammar() -> Grammar:
    year = r"(?P<year>(?:1[4-9]|20)\d\d)"
    return Grammar(
        marked=pattern(
            r"(?P<head>[^《『〈「]{0,80}?)\s?[：:，,、]?\s?(?:[〈「](?P<part>[^〉」]{1,120})[〉」][，,、。\s]*)?"
            r"(?:(?:載|载|收入|收錄於)[^《『]{0,30})?[《『](?P<work>[^》』]{1,160})[》』](?P<rest>.*)"
        ),
        coded=pattern(
            r"(?:[\[［][^\W\d_]{2,6}[\]］]\s?)?(?P<head>[^.．。]{1,80})[.．。]\s?(?P<title>[^\[\]［］]{2,160}?)\s?[\[［](?P<kind>(?i:EB|[MJDCNRSP]))(?i:/OL)?[\]］][.．。]?\s?(?P<rest>.*)"
        ),
        year=pattern(rf"(?<!\d){year}(?!\d)"),
        pages=pattern(
            rf"(?P<before>\d{{1,4}}(?:\s?[-–—－~〜]\s?\d{{1,4}})?)\s?[頁页]|(?:第|頁|页|{any_of('pages')}\.?)\s?(?P<pages>\d{{1,4}}(?:\s?[-–—－~〜]\s?\d{{1,4}})?)(?!\d|\s?[期巻卷號号年])"
            rf"|[:：]\s?(?P<last>\d{{1,4}}(?:[-–—－]\d{{1,4}})?)[.。]?\s*\Z",
            re.IGNORECASE,
        ),
        issue=pattern(r"第?\s?(?P<issue>\d{1,4})\s?[期號号]|[(（](?P<coded>\d{1,3})[)）]"),
        volume=pattern(r"第?\s?(?P<volume>\d{1,4})\s?[卷巻]"),
        imprint=pattern(
            rf"(?:(?P<place>[{_HAN}]{{2,8}})\s?[：:]\s?)?(?P<publisher>[{_HAN}]{{1,20}}(?:出版社|書店|书店|書局|书局|書院|出版|印書館|印书馆|社|書房))"
        ),
        role=pattern(r"[\s,，]*(?:著|編著|编著|主編|主编|編|编|撰|譯|译|等)+\Z"),
        edits=pattern(r"(?:主編|主编|編|编)等?\Z"),
    )


def read_east_asian(text: str) -> Said | None:
    """The fields of a reference in Chinese or Japanese whose title is marked, or None."""
    if max(text, default="") < "\u3040" or not _hint().search(text):  # the class is dear to compile
        return None
    known = _grammar()
    fields: dict[str, str | tuple[str, ...]] = {}
    # names in Latin letters are read as in any other reference
    if (match := known.coded.match(text)) and _hint().search(match["head"]):
        fields["title"], fields["kind"] = match["title"], _KINDS[match["kind"].upper()]
        if match["kind"].upper() in ("J", "N"):
            fields["container"] = re.split(r"[,，.．]", match["rest"])[0].strip()
    elif match := known.marked.match(text):
        fields["title"] = match["part"] or match["work"]
        if match["part"]:
            fields["container"] = match["work"]
        fields["kind"] = "article" if match["part"] else "book"
    else:
        return None
    head, rest = match["head"].strip(" ：:，,、。"), match["rest"]
    edited = known.edits.search(head)
    names = tuple(name for part in re.split(r"[、，,；;・]", known.role.sub("", head)) if (name := part.strip(" ：")))
    if any(len(name) > 20 for name in names):
        return None  # a sentence stands before the title
    fields["editors" if edited else "authors"] = names
    if year := known.year.search(rest):
        fields["year"] = year["year"]
    if made := known.imprint.search(rest):
        fields["publisher"], fields["place"] = made["publisher"], made["place"] or ""
    for name in ("volume", "issue"):
        if numbered := getattr(known, name).search(rest):
            fields[name] = next(filter(None, numbered.groups()))
    if pages := known.pages.search(rest):
        within = fields.get("container")
        fields["pages" if within else "locator"] = pages["before"] or pages["pages"] or pages["last"]
    return Said({name: value for name, value in fields.items() if value})
