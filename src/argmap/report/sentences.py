"""The program's sentences as they stand on the page: ids of claims become links, `code` is set as code.

Labels and findings name claims by their ids, as a terminal must; on the page a reader can follow them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

_TOKEN = re.compile(r"`(?P<code>[^`\n]{1,200})`|(?P<id>[a-z0-9]+(?:-[a-z0-9]+)+)(?P<handle>/[a-z]+-\d+)?")


def set_sentence(text: str, claims: Mapping[str, str], own: str = "") -> Markup:
    """The sentence as markup, begun with a capital and closed with a stop.

    `claims` gives the text of each claim by its id; `own` is the claim on whose card the sentence stands, which needs
    no link to itself.
    """
    from markupsafe import Markup, escape

    text = text.strip()
    if not text:
        return Markup()
    parts: list[Markup] = []
    at = 0
    for found in _TOKEN.finditer(text):
        before = text[at : found.start()]
        at = found.end()
        parts.append(escape(_capital(before) if not parts else before))
        claim = found["id"]
        if found["code"]:
            parts.append(Markup("<code>{}</code>").format(found["code"]))
        elif claim in claims and claim != own:
            parts.append(
                Markup('<a class="id" href="#claim-{}" title="{}">{}</a>').format(claim, claims[claim], found[0])
            )
        else:
            parts.append(escape(found[0] if before or len(parts) > 1 else _capital(found[0])))
    rest = text[at:]
    parts.append(escape(rest if parts else _capital(rest)))
    stop = "" if text[-1] in ".?!:…" else "."
    return Markup("").join(parts) + stop


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
