"""Works and annotations of Zotero: from its API on this machine, or from a file of CSL-JSON or of that API.

A highlight or a note in a PDF becomes a claim that cites its work, with the words and the page; the works become a
bibliography in CSL-JSON beside the claims. The API is that of Zotero 7 (``/api/users/0``); what it gives has the form
of the web API, version 3: ``items?format=csljson``, and annotations and attachments as JSON with their ``data``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any
from urllib.parse import unquote, urlsplit

from argmap.exchange.foreign import Cited, Foreign, Statement, folded
from argmap.exchange.json_files import load_json, records_in, text_in
from argmap.exchange.loss import LossReport
from argmap.ground.diagnostics import ArgmapError
from argmap.ground.places import TextFile
from argmap.notation.citation import is_plain_key
from argmap.notation.vocabulary import id_from
from argmap.sources.bibliography.csl_json import read_csl_json

BIBLIOGRAPHY = "zotero.json"
_ITEM_KEY = re.compile(r"(?:^|[/_])([A-Z0-9]{8})$")
_FILE = re.compile(r"file:(?://[^/]*)?")
_WORDLESS = frozenset({"ink", "image"})
_Record = Mapping[str, Any]


def read(data: bytes, name: str) -> tuple[Foreign, LossReport]:
    """Read works and annotations. Raises ArgmapError where there are none."""
    value = load_json(data, name)
    if isinstance(value, dict) and "config" in value:
        raise ArgmapError(f"{name} is Better BibTeX JSON. Export the works as Better CSL JSON instead.")
    parts = value if isinstance(value, dict) else {"items": value}
    records = [
        record for part in ("items", "attachments", "annotations") for record in records_in(parts.get(part), name, part)
    ]
    loss = LossReport()
    loss.keep("work", 0)
    works, attachments, annotations = _sorted(records, loss)
    if not works and not annotations:
        raise ArgmapError(f"{name} holds no works of Zotero. Export them as CSL JSON or Better CSL JSON.")
    keys = _keys(works)
    files: dict[str, list[str]] = {}
    for attachment in attachments.values():
        if path := _path(attachment):
            files.setdefault(text_in(_data(attachment), "parentItem"), []).append(path)
    listed = []
    for item_key, work in works.items():
        made = {"id": keys[item_key], **{k: v for k, v in work.items() if k not in ("id", "citation-key")}}
        made["custom"] = {"zotero": item_key}
        if item_key in files:
            made["file"] = ";".join(files[item_key])
        listed.append(made)
        loss.keep("work")
    order = {key: place for place, key in enumerate(works)}
    statements = []
    for annotation in sorted(annotations, key=lambda one: _place(one, attachments, order)):
        if statement := _statement(annotation, attachments, works, keys, loss):
            statements.append(statement)
    written = json.dumps(listed, ensure_ascii=False, indent=2) + "\n"
    return Foreign(
        "zotero",
        tuple(statements),
        title="Zotero",
        sidecar={BIBLIOGRAPHY: written.encode("utf-8", "replace")},
        bibliographies=(BIBLIOGRAPHY,),
    ), loss


def _data(record: _Record) -> _Record:
    data = record.get("data")
    return data if isinstance(data, dict) else {}


def _sorted(
    records: Iterable[_Record], loss: LossReport
) -> tuple[dict[str, _Record], dict[str, _Record], list[_Record]]:
    """Works in CSL by the keys of their items, attachments by theirs, and annotations."""
    works: dict[str, _Record] = {}
    attachments: dict[str, _Record] = {}
    annotations: list[_Record] = []
    for record in records:
        kind = text_in(_data(record), "itemType")
        key = (text_in(record, "key") or text_in(record, "id") or text_in(record, "citation-key")).strip()
        if kind == "annotation":
            annotations.append(record)
        elif kind == "attachment":
            attachments[key] = record
        elif kind == "note":
            loss.lose("note", key, "only what is marked in a text becomes a claim")
        elif kind and not isinstance(record.get("csljson"), dict):
            loss.lose("work", key, "not in CSL (ask the API for format=csljson)")
        elif kind and key:
            works[key] = record["csljson"]
        elif text_in(record, "type") and key:
            found = _ITEM_KEY.search(text_in(record, "id"))
            works[found[1] if found else key] = record
        else:
            loss.lose("work", key or "?", "without an id or a type")
    return works, attachments, annotations


def _keys(works: Mapping[str, _Record]) -> dict[str, str]:
    """The key of each work in the bibliography: its citation key, else its author, year and first word of its title.

    A key that two works would have gets the item's behind it, so that it does not hang on the order of the file.
    """
    wanted = {}
    for item_key, work in works.items():
        own = text_in(work, "citation-key") or text_in(work, "id")
        if not is_plain_key(own) or _ITEM_KEY.search(own):
            (source,) = read_csl_json(TextFile("", json.dumps([{**work, "id": item_key}])), lambda _: None)
            names = [*source.authors, *source.editors]
            title = re.findall(r"[^\W\d_]{4,}", source.title or "")
            own = id_from(" ".join([*(name.partition(",")[0] for name in names[:1]), source.year or "", *title[:1]]))
        wanted[item_key] = own or id_from(item_key) or "work"
    often = Counter(wanted.values())
    return {item: f"{key}-{id_from(item)}" if often[key] > 1 else key for item, key in wanted.items()}


def _path(attachment: _Record) -> str:
    """The file of an attachment by its folder and name, which say enough to find it; empty where there is none."""
    data, links = _data(attachment), attachment.get("links")
    enclosure = links.get("enclosure") if isinstance(links, dict) else None
    href = text_in(enclosure, "href") if isinstance(enclosure, dict) else ""
    path = unquote(_FILE.sub("", href)) if _FILE.match(href) else text_in(data, "path")
    path = path.removeprefix("attachments:").removeprefix("storage:") or text_in(data, "filename")
    if not path or ";" in path:
        return ""
    parts = (PureWindowsPath(path) if "\\" in path else PurePosixPath(path)).parts
    if len(parts) == 1:
        return f"{text_in(attachment, 'key')}/{parts[0]}"  # as Zotero lays them out
    return "/".join(parts[-2:])


def _place(annotation: _Record, attachments: Mapping[str, _Record], order: Mapping[str, int]) -> tuple[int, str, str]:
    work = _work_of(annotation, attachments)
    data = _data(annotation)
    return order.get(work, len(order)), text_in(data, "annotationSortIndex"), text_in(annotation, "key")


def _work_of(annotation: _Record, attachments: Mapping[str, _Record]) -> str:
    attachment = attachments.get(text_in(_data(annotation), "parentItem"), {})
    return text_in(_data(attachment), "parentItem")


def _statement(
    annotation: _Record,
    attachments: Mapping[str, _Record],
    works: Mapping[str, _Record],
    keys: Mapping[str, str],
    loss: LossReport,
) -> Statement | None:
    """What becomes of an annotation: what a person wrote about the words, else the words themselves, as a claim."""
    data, id = _data(annotation), text_in(annotation, "key")
    kind = text_in(data, "annotationType") or "highlight"
    words, comment = folded(text_in(data, "annotationText")), folded(text_in(data, "annotationComment"))
    if kind in _WORDLESS and not comment:
        loss.lose("annotation", id, "a drawing or a picture, without words")
        return None
    if not words and not comment:
        loss.lose("annotation", id, "without words")
        return None
    if kind in _WORDLESS:
        loss.change("annotation", id, "a drawing or a picture, of which only the comment is kept")
    work = _work_of(annotation, attachments)
    page = folded(text_in(data, "annotationPageLabel"))
    locator = f"p. {page}" if page and re.fullmatch(r"[\w .–-]{1,20}", page) else ""
    cites: tuple[Cited, ...] = ()
    evidence: tuple[str, ...] = ()
    if work in works:
        cites = (Cited(keys[work], locator, words),)
        if kind not in _WORDLESS:
            loss.keep("annotation")
    else:
        evidence = (words,) if words else ()
        if kind not in _WORDLESS:
            loss.change("annotation", id, "of a work that is not in the file, so that nothing is cited")
    if text_in(data, "annotationColor"):
        loss.lose("colour", id, "a claims file has no place for colours")
    tags = data.get("tags")
    title = folded(text_in(works[work], "title")) if work in works else ""
    return Statement(
        id,
        comment or words,
        section=title,
        cites=cites,
        evidence=evidence,
        tags=tuple(text_in(tag, "tag") for tag in tags if isinstance(tag, dict)) if isinstance(tags, list) else (),
    )


# From Zotero itself


def ask(address: str, seconds: float = 20.0) -> bytes:
    """What Zotero on this machine has, as one JSON for `read`. Nothing is sent but GET requests, to this machine only.

    The address may name a library or a collection (``http://localhost:23119/api/users/0/collections/KEY``). Raises
    ArgmapError, with a remedy, where Zotero does not run, does not let other programs in, or is another one.
    """
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or 23119
    except ValueError:
        raise ArgmapError(f"{address} is no address.") from None
    if host not in ("localhost", "127.0.0.1", "::1") or parts.scheme.lower() != "http":
        raise ArgmapError(f"{address} is not on this machine. Zotero is asked at http://localhost:23119 only.")
    place = parts.path.rstrip("/") or "/api/users/0"
    if not re.fullmatch(r"/api/(?:users|groups)/\d+(?:/collections/[A-Z0-9]{8})?", place):
        raise ArgmapError(
            f"{place} is no library of Zotero: /api/users/0, /api/groups/NUMBER, and /collections/KEY behind them."
        )
    library = re.sub(r"/collections/.*", "", place)
    items = _pages(host, port, f"{place}/items?format=csljson", seconds)
    attachments = _pages(host, port, f"{library}/items?itemType=attachment", seconds)
    annotations = _pages(host, port, f"{library}/items?itemType=annotation", seconds)
    if place != library:  # what belongs to works of the collection
        inside = {found[1] for item in items if (found := _ITEM_KEY.search(text_in(item, "id")))}
        attachments = [one for one in attachments if text_in(_data(one), "parentItem") in inside]
        known = {text_in(one, "key") for one in attachments}
        annotations = [one for one in annotations if text_in(_data(one), "parentItem") in known]
    return json.dumps({"items": items, "attachments": attachments, "annotations": annotations}).encode()


_PAGE = 500
_MOST_PAGES = 400
_LARGEST_ANSWER = 64_000_000


def _pages(host: str, port: int, path: str, seconds: float) -> list[_Record]:
    found: list[_Record] = []
    for number in range(_MOST_PAGES):
        value, total = _get(host, port, f"{path}&limit={_PAGE}&start={number * _PAGE}", seconds)
        page = list(records_in(value.get("items") if isinstance(value, dict) else value, "Zotero's answer", "items"))
        if number and page and page == found[: len(page)]:
            break  # it does not know of pages, and has told everything
        found += page
        if len(page) < _PAGE or (total is not None and len(found) >= total):
            break
    return found


def _get(host: str, port: int, path: str, seconds: float) -> tuple[Any, int | None]:
    from http.client import HTTPConnection, HTTPException

    from argmap.ground.version import VERSION

    shown = f"http://{host}:{port}"
    connection = HTTPConnection(host, port, timeout=seconds)
    try:
        connection.request("GET", path, headers={"Zotero-API-Version": "3", "User-Agent": f"argmap/{VERSION}"})
        answer = connection.getresponse()
        data = answer.read(_LARGEST_ANSWER + 1)
        status, total = answer.status, answer.getheader("Total-Results") or ""
    except ConnectionRefusedError:
        raise ArgmapError(f"Zotero does not run, or not at {shown}. Start it, and try again.") from None
    except (OSError, HTTPException) as error:
        raise ArgmapError(f"Zotero did not answer at {shown}: {error or type(error).__name__}.") from None
    finally:
        connection.close()
    if status == 403:
        raise ArgmapError(
            "Zotero lets no other program look into its library. Switch it on in Zotero: Settings, Advanced, “Allow "
            "other applications on this computer to communicate with Zotero”. Then try again."
        )
    if status != 200:
        what = (
            "it has no such library or collection, or is older than Zotero 7" if status == 404 else "that is no answer"
        )
        raise ArgmapError(f"{shown} answered with {status}: {what}. Nothing was written.")
    if len(data) > _LARGEST_ANSWER:
        raise ArgmapError(
            f"{shown} answered with more than {_LARGEST_ANSWER // 1_000_000} MB. Name a collection of it."
        )
    return load_json(data, "Zotero's answer"), int(total) if total.isdecimal() else None
