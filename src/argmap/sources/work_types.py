"""Types of works: what CSL 1.0.2, BibTeX, RIS and EndNote call them."""

from __future__ import annotations

# CSL, BibTeX, RIS and EndNote; the first line of a name is what it becomes.
_TYPES = (
    ("article-journal", "article", "JOUR", "journal article"),
    ("article-magazine", "article", "MGZN", "magazine article"),
    ("article-newspaper", "article", "NEWS", "newspaper article"),
    ("manuscript", "unpublished", "MANSCPT", "manuscript"),
    ("article", "unpublished", "UNPB", "unpublished work"),
    ("book", "book", "BOOK", "book"),
    ("book", "mvbook", "BOOK", "edited book"),
    ("book", "collection", "EDBOOK", "electronic book"),
    ("book", "mvcollection", "EBOOK", ""),
    ("book", "reference", "", ""),
    ("book", "proceedings", "", "conference proceedings"),
    ("chapter", "incollection", "CHAP", "book section"),
    ("chapter", "inbook", "ECHAP", "electronic book section"),
    ("chapter", "suppbook", "", ""),
    ("entry-encyclopedia", "inreference", "ENCYC", "encyclopedia"),
    ("entry-dictionary", "inreference", "DICT", "dictionary"),
    ("paper-conference", "inproceedings", "CPAPER", "conference paper"),
    ("paper-conference", "conference", "CONF", ""),
    ("thesis", "thesis", "THES", "thesis"),
    ("thesis", "phdthesis", "", ""),
    ("thesis", "mastersthesis", "", ""),
    ("report", "techreport", "RPRT", "report"),
    ("report", "report", "", ""),
    ("webpage", "online", "ELEC", "web page"),
    ("webpage", "electronic", "WEB", "electronic article"),
    ("webpage", "www", "", ""),
    ("post-weblog", "online", "BLOG", "blog"),
    ("dataset", "dataset", "DATA", "dataset"),
    ("software", "software", "COMP", "computer program"),
    ("patent", "patent", "PAT", "patent"),
    ("legislation", "legislation", "STAT", "statute"),
    ("legal_case", "jurisdiction", "CASE", "case"),
    ("bill", "legislation", "BILL", "bill"),
    ("motion_picture", "movie", "MPCT", "film or broadcast"),
    ("song", "audio", "SOUND", "audiovisual material"),
    ("map", "image", "MAP", "map"),
    ("graphic", "artwork", "ART", "artwork"),
    ("pamphlet", "booklet", "PAMP", "pamphlet"),
    ("periodical", "periodical", "SER", "serial"),
    ("personal_communication", "letter", "PCOMM", "personal communication"),
    ("standard", "standard", "STAND", "standard"),
    ("review", "review", "", ""),
    ("report", "manual", "", ""),
    ("document", "misc", "GEN", "generic"),
)
_PLACE = {"csl-json": 0, "bibtex": 1, "ris": 2, "endnote-xml": 3}


def csl_type(form: str, name: str) -> str:
    """What CSL calls a type of a format, in lower case; empty where it has no name for it."""
    place, name = _PLACE[form], name.lower()
    return name if form == "csl-json" else next((row[0] for row in _TYPES if name and row[place].lower() == name), "")


def type_in(form: str, csl: str) -> str:
    """What a format calls a type of CSL; empty where it has no name for it."""
    place = _PLACE[form]
    return next((row[place] for row in _TYPES if row[0] == csl and row[place]), "")
