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


def set_sentence(text: str, claims: Mapping[str, str], own: str = "", in_full: bool = False) -> Markup:
    """The sentence as markup, begun with a capital and closed with a stop.

    `claims` gives the text of each claim by its id; `own` is the claim on whose card the sentence stands, which needs
    no link to itself. `in_full` puts the claims' own words, in quotation marks, where the sentence has their ids.
    """
    from markupsafe import Markup, escape

    text = text.strip()
    if not text:
        return Markup()
    parts: list[Markup] = []
    at = 0
    for found in _TOKEN.finditer(text):
        parts.append(escape(text[at : found.start()]))
        at = found.end()
        claim, handle = found["id"], (found["handle"] or "").lstrip("/")
        if found["code"]:
            parts.append(Markup("<code>{}</code>").format(found["code"]))
        elif claim not in claims:
            parts.append(escape(found[0]))
        elif claim == own:
            parts.append(escape(handle or found[0]))
        elif handle or not in_full:
            shown = handle if in_full else found[0]
            link = Markup('<a class="id" href="#claim-{}" title="{}">{}</a>')
            parts.append(link.format(claim, claims[claim], shown))
        else:
            link = Markup('“<a class="c" href="#claim-{}">{}</a>”')
            parts.append(link.format(claim, claims[claim].removesuffix(".")))
    parts.append(escape(text[at:]))
    parts[0] = parts[0][:1].upper() + parts[0][1:]
    return Markup("").join(parts) + ("" if text[-1] in ".?!:…" else ".")
