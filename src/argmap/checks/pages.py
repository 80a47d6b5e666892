"""The page of each code, wherever it is raised: what it means, why it matters, an example, how to mend it."""

from __future__ import annotations

from argmap.checks.registry import all_checks
from argmap.ground.codes import syntax_codes
from argmap.ground.text import say_list
from argmap.notation.vocabulary import EVIDENCE_TYPES, KEYS, KINDS, STANDARDS

_WORDS = {"keys": KEYS, "kinds": KINDS, "standards": STANDARDS, "types": EVIDENCE_TYPES}


def pages() -> dict[str, tuple[str, str]]:
    """Code → (slug, page) for every code that a finding can have, in the order of the families."""
    found = {code: (code_of.slug, _filled(code_of.page)) for code, code_of in syntax_codes().items()}
    found |= {code: (check.slug, check.page) for code, check in all_checks().items()}
    order = list(found)
    families = list(dict.fromkeys(code[:3] for code in ("SYN", *order)))
    return dict(sorted(found.items(), key=lambda item: (families.index(item[0][:3]), item[0])))


def summaries() -> dict[str, str]:
    """Code → the first line of its page."""
    return {code: page.partition("\n")[0] for code, (_, page) in pages().items()}


def _filled(page: str) -> str:
    """A page with the words of the claims language that it leaves to its vocabulary."""
    for name, words in _WORDS.items():
        page = page.replace(f"{{one of the {name}}}", str(say_list([f"`{word}`" for word in words], "or")))
    return page
