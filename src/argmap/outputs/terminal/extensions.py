"""What is accepted under one of Dung's semantics, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def extensions_text(document: Mapping[str, Any]) -> str:
    """The document of `outputs.json.extensions` in words, without a final line end."""
    count = len(document["extensions"])
    noun = "extension" if count == 1 else "extensions"
    more = "" if document["complete"] else " and more exist"
    lines = [f"{document['semantics']}: {count} {noun}{more}"]
    lines += ["  {" + ", ".join(extension) + "}" for extension in document["extensions"]]
    if count > 1:
        lines.append("in all of them: " + (", ".join(document["in_all"]) or "nothing"))
        lines.append("in some of them: " + (", ".join(document["in_some"]) or "nothing"))
    return "\n".join(lines)
