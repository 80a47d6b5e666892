"""A server on loopback that answers as the registries do, with their faults: for tests, and to try `argmap lookup` by hand.

Forms after Crossref's recorded answers (habanero's tests, June 2026) and the descriptions of the other services. Run as
a program it serves the works of a JSON file (a list of Crossref works) and prints what to set::

    python tests/registries/stand_in_registries.py works.json
    ARGMAP_REGISTRIES=http://127.0.0.1:PORT argmap lookup --yes
"""

from __future__ import annotations

import json
import re
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

PAGE = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Please sign in.</body></html>"


def work(doi: str, title: str, authors: list[tuple[str, str]], year: int, **more: Any) -> dict[str, Any]:
    """A work as Crossref has it; authors are (family, given)."""
    return {
        "DOI": doi,
        "type": "journal-article",
        "title": [title],
        "author": [{"given": given, "family": family, "sequence": "additional", "affiliation": []} for family, given in authors],
        "issued": {"date-parts": [[year]]},
        "published": {"date-parts": [[year]]},
        "container-title": ["Journal of Trade"],
        "relation": {},
        **more,
    }  # fmt: skip


def update(type: str, year: int, doi: str = "10.9999/notice", source: str = "publisher") -> dict[str, Any]:
    """What stands under `updated-by` of a work, and under `update-to` of a notice."""
    return {
        "DOI": doi, "type": type, "label": type.title(), "source": source,
        "updated": {"date-parts": [[year, 2, 6]], "date-time": f"{year}-02-06T00:00:00Z", "timestamp": 0},
    }  # fmt: skip


@dataclass
class StandIn:
    """What the registries hold, and how they fail.

    `faults` map a piece of a request's path to what happens then, in the order in which they are tried: a name of
    `_FAULTS`, or a number of times and a name (``"2 500"``). `asked` are the paths of all requests as they came,
    `agents` the user agents, `delay` what each answer takes, in seconds; `at_once` says how many requests each registry had under
    way at most, `headers` are Crossref's own.
    """

    works: list[dict[str, Any]] = field(default_factory=list)
    data: list[dict[str, Any]] = field(default_factory=list)
    elsewhere: dict[str, str] = field(default_factory=dict)
    preprints: dict[str, dict[str, str]] = field(default_factory=dict)
    second: list[dict[str, Any]] | None = None
    faults: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    at_once: dict[str, int] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    delay: float | Callable[[], float] = 0.0
    address: str = ""

    def __post_init__(self) -> None:
        self._lock, self._under_way = threading.Lock(), dict[str, int]()
        self.by_doi = {item["DOI"].lower(): item for item in self.works}
        self.data_by_doi = {item["DOI"].lower(): item for item in self.data}
        self.words: dict[str, set[int]] = {}
        for number, item in enumerate(self.works):
            for word in self._words_of(item):
                self.words.setdefault(word, set()).add(number)

    @contextmanager
    def under_way(self, path: str) -> Iterator[None]:
        """Counts a request while it lasts."""
        registry = path.split("/")[1]
        with self._lock:
            self._under_way[registry] = now = self._under_way.get(registry, 0) + 1
            self.at_once[registry] = max(self.at_once.get(registry, 0), now)
        try:
            yield
        finally:
            with self._lock:
                self._under_way[registry] -= 1

    @staticmethod
    def _words_of(item: dict[str, Any]) -> set[str]:
        names = " ".join(person.get("family", "") for person in item.get("author", []))
        return set(re.findall(r"\w{3,}", f"{' '.join(item.get('title', []))} {names}".lower()))

    # -- answers -----------------------------------------------------------------------------------------------------

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body for a path with its query."""
        registry, rest = re.match(r"/([^/]+)(/.*)", path).groups()
        parts = urlsplit(rest)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        found = {
            "crossref": self._crossref,
            "datacite": self._datacite,
            "doi.org": self._handles,
            "openalex": self._openalex,
            "arxiv": self._arxiv,
        }[registry](parts.path, query)
        own = {"x-rate-limit-limit": "1000", "x-rate-limit-interval": "1s", **self.headers}
        headers = own if registry == "crossref" else {}
        return found[0], headers, found[1].encode() if isinstance(found[1], str) else json.dumps(found[1]).encode()

    def _crossref(self, path: str, query: dict[str, str]) -> tuple[int, Any]:
        if path != "/works":
            found = self.by_doi.get(unquote(path.removeprefix("/works/")))
            if found is None:
                return 404, "Resource not found."
            return 200, {"status": "ok", "message-type": "work", "message-version": "1.0.0", "message": found}
        if "filter" in query:
            conditions = query["filter"].split(",")
            if not all(condition.startswith("doi:") for condition in conditions):  # as after a comma in a DOI
                return 400, {"status": "failed", "message-type": "validation-failure", "message": []}
            items = [self.by_doi[d] for c in conditions if (d := c.removeprefix("doi:").lower()) in self.by_doi]
        else:
            items = self._search(query["query.bibliographic"], int(query.get("rows", 20)))
        return 200, {
            "status": "ok", "message-type": "work-list", "message-version": "1.0.0",
            "message": {"facets": {}, "total-results": len(items), "items": items, "items-per-page": 5, "query": {}},
        }  # fmt: skip

    def _search(self, words: str, most: int) -> list[dict[str, Any]]:
        """The works that share most words: as with Crossref, something always comes back."""
        score: dict[int, int] = {}
        for word in set(re.findall(r"\w{3,}", words.lower())):
            for number in self.words.get(word, ()):
                score[number] = score.get(number, 0) + 1
        best = sorted(score, key=lambda number: (-score[number], number))[:most]
        return [self.works[number] for number in best]

    def _datacite(self, path: str, _query: dict[str, str]) -> tuple[int, Any]:
        doi = unquote(path.removeprefix("/dois/"))
        found = self.data_by_doi.get(doi)
        if found is None:
            return 404, {"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}
        creators = [
            {"name": f"{family}, {given}", "familyName": family, "givenName": given}
            for family, given in found["authors"]
        ]
        attributes = {
            "doi": doi, "titles": [{"title": found["title"]}], "creators": creators, "publicationYear": found["year"],
            "types": {"resourceTypeGeneral": found.get("kind", "Dataset")}, "container": {}, "dates": [],
            "relatedIdentifiers": found.get("related", []),
        }  # fmt: skip
        return 200, {"data": {"id": doi, "type": "dois", "attributes": attributes}}

    def _handles(self, path: str, _query: dict[str, str]) -> tuple[int, Any]:
        _, _, doi = path.rpartition("/doiRA/") if "/doiRA/" in path else path.partition("/api/handles/")
        doi = unquote(doi).lower()
        known = "Crossref" if doi in self.by_doi else "DataCite" if doi in self.data_by_doi else self.elsewhere.get(doi)
        if "/doiRA/" in path:
            return 200, [{"DOI": doi, "RA": known} if known else {"DOI": doi, "status": "DOI does not exist"}]
        if known is None:
            return 404, {"responseCode": 100, "handle": doi}
        url = {"index": 1, "type": "URL", "data": {"format": "string", "value": "https://example.org/"}, "ttl": 86400}
        return 200, {"responseCode": 1, "handle": doi, "values": [url]}

    def _openalex(self, path: str, query: dict[str, str]) -> tuple[int, Any]:
        works = self.works if self.second is None else self.second
        if "search" in query:
            return 200, {"meta": {}, "results": [self._as_openalex(item) for item in self._search(query["search"], 5)]}
        doi = unquote(path.removeprefix("/works/doi:"))
        found = next((item for item in works if item["DOI"].lower() == doi), None)
        return (200, self._as_openalex(found)) if found else (404, {"error": "Not found"})

    @staticmethod
    def _as_openalex(item: dict[str, Any]) -> dict[str, Any]:
        names = [f"{p.get('given', '')} {p.get('family', '')}".strip() for p in item.get("author", [])]
        return {
            "id": "https://openalex.org/W1", "doi": f"https://doi.org/{item['DOI'].lower()}", "title": item["title"][0],
            "display_name": item["title"][0], "publication_year": item["issued"]["date-parts"][0][0], "type": "article",
            "authorships": [{"author": {"display_name": name}, "raw_author_name": name} for name in names],
            "primary_location": {"source": {"display_name": "Journal of Trade"}}, "biblio": {}, "is_retracted": False,
        }  # fmt: skip

    def _arxiv(self, _path: str, query: dict[str, str]) -> tuple[int, str]:
        entries = ""
        for number in query["id_list"].split(","):
            found = self.preprints.get(number)
            if found:
                authors = "".join(
                    f"<author><name>{escape(name)}</name></author>" for name in found["authors"].split("; ")
                )
                more = "".join(f"<arxiv:{n}>{escape(found[n])}</arxiv:{n}>" for n in ("comment", "doi") if n in found)
                entries += (
                    f"<entry><id>http://arxiv.org/abs/{number}v2</id><title>{escape(found['title'])}</title>{authors}"
                    f"<published>{found['year']}-06-12T17:57:34Z</published><updated>{found['year']}-08-02T00:00:00Z</updated>"
                    f"{more}</entry>"
                )
        space = 'xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"'
        return 200, f'<?xml version="1.0" encoding="UTF-8"?><feed {space}><title>ArXiv Query</title>{entries}</feed>'

    # -- faults ------------------------------------------------------------------------------------------------------

    def fault_for(self, path: str) -> str:
        """The fault that befalls a request, counted down where it is for so many times; empty for none."""
        for piece, fault in self.faults.items():
            if piece in path:
                times, _, name = fault.rpartition(" ")
                if not times:
                    return name
                if int(times):
                    self.faults[piece] = f"{int(times) - 1} {name}"
                    return name
        return ""


class _Handler(BaseHTTPRequestHandler):
    stand_in: StandIn
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else the body waits for the answer to the head, 40 ms each time

    def do_GET(self) -> None:
        held = self.stand_in
        held.asked.append(self.path)
        held.agents.append(self.headers.get("User-Agent", ""))
        with suppress(BrokenPipeError, ConnectionResetError):
            self._reply(held.fault_for(self.path))

    def _reply(self, fault: str) -> None:
        held = self.stand_in
        if fault.isdecimal():
            more = {"Retry-After": "54000"} if fault == "429" else {"Retry-After": "0"} if fault == "503" else {}
            self._send(int(fault), more, b"no")
        elif fault == "login":
            self._send(302, {"Location": f"{held.address}/login"}, b"")
        elif fault == "page":
            self._send(200, {"Content-Type": "text/html"}, PAGE.encode())
        elif fault == "page404":
            self._send(404, {"Content-Type": "text/html"}, PAGE.encode())
        elif fault == "hang":
            time.sleep(8)
        elif fault == "drip":
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            for _ in range(40):
                self.wfile.write(b"{")
                self.wfile.flush()
                time.sleep(0.2)
        elif fault == "large":
            self._send(200, {}, b" " * 9_000_000)
        elif fault == "broken":
            self._send(200, {}, held.answer(self.path)[2][:-9])
        elif fault == "list":
            self._send(200, {}, b"[1, 2]")
        elif fault == "other-doi":
            status, headers, body = held.answer(self.path)
            self._send(status, headers, re.sub(rb'("(?:DOI|doi|handle)": ")[^"]*', rb"\g<1>10.9999/other", body))
        elif fault == "spent":
            self._send(429, {"x-ratelimit-remaining": "0"}, b"{}")
        else:
            # whoever has the answer may ask again before this thread goes on: no more than one is under way then
            with held.under_way(self.path):
                time.sleep(held.delay() if callable(held.delay) else held.delay)
                status, headers, body = held.answer(self.path)
            self._send(status, headers, body)
            held.answered.append(self.path)

    def _send(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: the requests are in `asked`."""


class _Server(ThreadingHTTPServer):
    """A server that leaves no thread behind: beside one, no reader can be given limits in the process of the tests."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._connections: list[tuple[socket.socket, threading.Thread]] = []

    def process_request(self, request: Any, client_address: Any) -> None:
        thread = threading.Thread(target=self.process_request_thread, args=(request, client_address), daemon=True)
        self._connections.append((request, thread))
        thread.start()

    def end_connections(self) -> None:
        """End those that a client has left open."""
        for request, thread in self._connections:
            with suppress(OSError):
                request.shutdown(socket.SHUT_RDWR)
            thread.join(3)


@contextmanager
def serving(stand_in: StandIn, port: int = 0) -> Iterator[StandIn]:
    """The stand-in at an address of loopback, while it lasts."""
    handler = type("Handler", (_Handler,), {"stand_in": stand_in})
    server = _Server(("127.0.0.1", port), handler)
    stand_in.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        server.server_close()
        server.end_connections()


if __name__ == "__main__":
    with serving(StandIn(json.loads(Path(sys.argv[1]).read_text("utf-8"))), int((sys.argv[2:] or ["0"])[0])) as running:
        print(f"export ARGMAP_REGISTRIES={running.address}", flush=True)
        with suppress(KeyboardInterrupt):
            threading.Event().wait()
