"""Renames a claim or a citation key wherever the files name it, as span edits.

A claim's id stands in headings, in `because`, `but`, `unless` and `restates`, and as a warrant or an answer to a
critical question; handles in the review log begin with it. Words in prose that happen to be the same are not ids and
stay.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from argmap.ground import codes
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.edits import Edit
from argmap.ground.text import did_you_mean
from argmap.notation.citation import is_plain_key
from argmap.notation.parser import ParsedClaims, parse
from argmap.notation.tree import ClaimsFile, Property, Words
from argmap.notation.vocabulary import CRITICAL_QUESTION, id_from, is_id

_HARMLESS = frozenset(
    {
        codes.DUPLICATE_ID,
        codes.SELF_REFERENCE,
        codes.MISSING_SENTENCE,
        codes.UNKNOWN_KIND,
        codes.BAD_WEIGHT,
        codes.BAD_STANDARD,
        codes.UNKNOWN_EVIDENCE_TYPE,
    }
)


def rename_claim(texts: Mapping[str, str], old: str, new: str) -> dict[str, list[Edit]]:
    """Edits by path that rename the claim `old` to `new` in the claims files `texts`, given by path.

    Raises ArgmapError where `old` does not exist, `new` is taken or no id, or a file has lines that were not
    understood, since they might name the claim.
    """
    files = {path: parse(text, path) for path, text in texts.items()}
    ids = [claim.id.text for parsed in files.values() for claim in parsed.tree.claims]
    if old not in ids:
        raise ArgmapError(f"There is no claim `{old}`. {did_you_mean(old, ids, shown='`{}`')}".rstrip())
    if not is_id(new):
        raise ArgmapError(f"`{new}` is no id: write lower-case words joined by hyphens: `{id_from(new) or 'a-claim'}`.")
    if new in ids:
        raise ArgmapError(f"There is a claim `{new}` already.")
    require_understood(files.values())
    return _collect(
        (path, Edit(words.span.start, words.span.end, new))
        for path, parsed in files.items()
        for words in _claim_ids(parsed.tree)
        if words.text == old
    )


def rename_source(texts: Mapping[str, str], old: str, new: str) -> dict[str, list[Edit]]:
    """Edits by path that rename the citation key `old` to `new` in the claims files `texts`.

    Raises ArgmapError where `new` is no key, or a file has lines that were not understood.
    """
    if not new or re.search(r"[\s,{}()\"'\\%#~=@\ud800-\udfff]", new):
        raise ArgmapError(f"`{new}` is no citation key: it has no spaces, commas, quotes, brackets or \\ % # ~ = @.")
    files = {path: parse(text, path) for path, text in texts.items()}
    require_understood(files.values())
    bare = new if is_plain_key(new) else f"{{{new}}}"
    return _collect(
        (path, Edit(key.span.start, key.span.end, new if texts[path][key.span.start - 1] == "{" else bare))
        for path, parsed in files.items()
        for key in _citation_keys(parsed.tree)
        if key.text == old
    )


def rename_in_log(text: str, old: str, new: str) -> list[Edit]:
    """Edits of a review log, so that the verdicts on `old` and on its parts follow the claim."""
    subject = re.compile(r'"subject"\s*:\s*"' + re.escape(json.dumps(old, ensure_ascii=False)[1:-1]) + r'(?=["/])')
    return [Edit(found.end() - len(old), found.end(), new) for found in subject.finditer(text)]


def rename_in_bibtex(text: str, old: str, new: str) -> list[Edit]:
    """Edits of the fields of a BibTeX file that name another entry. The entries' own keys have spans."""
    field = re.compile(
        r"\b(?:crossref|xdata|xref|related)\s*=\s*[{\"]\s*(" + re.escape(old) + r")\s*[}\"]", re.IGNORECASE
    )
    return [Edit(found.start(1), found.end(1), new) for found in field.finditer(text)]


def _collect(edits: Iterator[tuple[str, Edit]]) -> dict[str, list[Edit]]:
    found: dict[str, list[Edit]] = {}
    for path, edit in edits:
        found.setdefault(path, []).append(edit)
    return found


def require_understood(files: Iterable[ParsedClaims]) -> None:
    """Raises ArgmapError where lines were not understood, since they might name what is to be changed."""
    for parsed in files:
        for diagnostic in parsed.diagnostics:
            if diagnostic.code not in _HARMLESS:
                place = f"{diagnostic.path}:{diagnostic.span.line}" if diagnostic.span else diagnostic.path
                raise ArgmapError(
                    f"{place}: {diagnostic.message} ({diagnostic.code}). Mend it first: what is not understood might "
                    "name what is to be changed. Nothing was changed."
                )


def _claim_ids(tree: ClaimsFile) -> Iterator[Words]:
    for claim in tree.claims:
        yield claim.id
        yield from claim.restates
        for step in (*claim.reasons, *claim.objections):
            yield from step.premises
            for node in step.body:
                if type(node) is Property and (node.key in ("unless", "warrant") or CRITICAL_QUESTION.match(node.key)):
                    yield node.value


def _citation_keys(tree: ClaimsFile) -> Iterator[Words]:
    for claim in tree.claims:
        yield from (cites.citation.key for cites in claim.cites)
        bodies = (*(cites.body for cites in claim.cites), *(evidence.body for evidence in claim.evidence))
        for node in (node for body in bodies for node in body):
            if type(node) is Property and node.citation is not None:
                yield node.citation.key
