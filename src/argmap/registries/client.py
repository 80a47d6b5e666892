"""Sends requests to registries as they ask to be asked: slowly, by name, with patience that has an end.

As many requests to one registry at once, and as long between two, as its manners say, or its own headers then. A
failure is tried again a little later; a registry that asks to wait longer than the run may last, refuses, or
fails three times one after the other is left alone for the rest of the run. No redirect is followed to another host.
Each request runs in a thread of its own that is left behind when its time is up: neither a name that is not resolved
nor an answer that drips can hold up the run. httpx is imported by the first request.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.version import VERSION
from argmap.registries import ARXIV, CROSSREF, DATACITE, HANDLES, OPENALEX, arxiv, crossref, datacite, handles, openalex
from argmap.registries.asking import NoAnswerError, Registry, Reply, Request
from argmap.registries.recording import Player, record

if TYPE_CHECKING:
    import ssl

    import httpx

MODULES: Mapping[str, Registry] = {
    CROSSREF: crossref,
    DATACITE: datacite,
    HANDLES: handles,
    OPENALEX: openalex,
    ARXIV: arxiv,
}
PAUSES = {CROSSREF: 0.2, DATACITE: 0.3, HANDLES: 0.2, OPENALEX: 0.2, ARXIV: 3.0}
"""Seconds between two requests: Crossref's public pool takes five a second, DataCite 1,000 in five minutes, arXiv one
in three seconds; the others have named no number that could be verified."""
_POLITE_PAUSE, _POLITE_AT_ONCE = 0.1, 3  # Crossref's, for who says by what mail to be reached
_MOST_AT_ONCE = 8
_LONGEST_ANSWER, _LARGEST_ANSWER = 20.0, 8_000_000
_TRIES, _MOST_FAILURES, _LONGEST_WAIT = 3, 3, 60.0
_REFUSED = frozenset((401, 403, 418, 451))
_LATER = frozenset((408, 425, 429, 500, 502, 503, 504))
_T = TypeVar("_T")
_MIRROR = "ARGMAP_REGISTRIES"


@dataclass
class Client:
    """Asks registries for one run, which ends `seconds` from its making.

    `mail` is told to them so that they can write to who asks; `key` is the person's at OpenAlex. What comes of each
    request is appended to `recording`; with a `player` nothing is sent, and a recording answers. The clock and the
    sleep can be others in tests. Several threads may ask at once: `at_once` says how many a registry bears.
    """

    mail: str | None = None
    key: str | None = None
    seconds: float = 600.0
    recording: Path | None = None
    player: Player | None = None
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    pauses: Mapping[str, float] = field(default_factory=lambda: PAUSES)
    closed: dict[str, str] = field(default_factory=dict)
    _next: dict[str, float] = field(default_factory=dict)
    _failures: dict[str, int] = field(default_factory=dict)
    _paces: dict[str, float] = field(default_factory=dict)
    _at_once: dict[str, int] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _http: Any = None

    def __post_init__(self) -> None:
        self._until = self.clock() + self.seconds
        if self.mail:
            self._paces[CROSSREF] = min(_POLITE_PAUSE, self.pauses.get(CROSSREF, _POLITE_PAUSE))
            self._at_once[CROSSREF] = _POLITE_AT_ONCE

    def at_once(self, registry: str) -> int:
        """How many requests the registry bears at once: one, but for Crossref and what a registry's headers name."""
        return 1 if registry in self.closed else self._at_once.get(registry, 1)

    @property
    def over(self) -> bool:
        """Whether the time of the run is up."""
        return self.clock() >= self._until

    def ask(self, request: Request) -> Reply:
        """The reply to a request. Raises NoAnswerError, with the reason in words, where none came."""
        if self.player:
            return self.player.reply(request)
        if self.recording is None:
            return self._ask(request)
        outcome: Reply | NoAnswerError | None = None
        asked = moment_now()
        try:
            outcome = self._ask(request)
            return outcome
        except NoAnswerError as error:
            outcome = error
            raise
        finally:
            if outcome:
                with self._lock:
                    record(self.recording, request, asked, outcome)

    def _ask(self, request: Request) -> Reply:
        registry = request.registry
        if registry in self.closed:
            raise NoAnswerError(self.closed[registry])
        why = "it did not answer"
        for attempt in range(_TRIES):
            self._wait_for_turn(registry)
            try:
                reply, wait = self._once(request)
            except NoAnswerError as error:
                why, wait = str(error), None
            else:
                if reply is not None:
                    self._failures[registry] = 0
                    return reply
                why = f"it asks to wait {_say_seconds(wait)}" if wait else "it is overburdened"
            with self._lock:
                self._next[registry] = max(self._next.get(registry, 0.0), self.clock() + max(wait or 0.0, 2.0**attempt))
            if (wait or 0.0) > min(_LONGEST_WAIT, self._until - self.clock()):
                self._close(registry, why)
            if registry in self.closed:
                raise NoAnswerError(self.closed[registry])
        with self._lock:
            self._failures[registry] = failures = self._failures.get(registry, 0) + 1
        if failures >= _MOST_FAILURES:
            self._close(registry, f"{why}, {_MOST_FAILURES} times one after the other")
        raise NoAnswerError(why)

    def _close(self, registry: str, why: str) -> None:
        self.closed.setdefault(registry, why)

    def _wait_for_turn(self, registry: str) -> None:
        """Take the registry's next turn, which is then that of no other thread, and sleep until it has come."""
        with self._lock:
            now = self.clock()
            turn = max(now, self._next.get(registry, 0.0))
            if turn >= self._until:
                raise NoAnswerError("the time of this run was up")
            self._next[registry] = turn + self._paces.get(registry, self.pauses.get(registry, 0.2))
        if turn > now:
            self.sleep(turn - now)
        if registry in self.closed:  # by another thread meanwhile
            raise NoAnswerError(self.closed[registry])

    def _once(self, request: Request) -> tuple[Reply | None, float | None]:
        """The reply, or None and how long the registry asks to wait."""
        limit = min(_LONGEST_ANSWER, max(1.0, self._until - self.clock()))
        status, headers, body = _within(limit, lambda: self._send(request, limit), self._forget)
        self._heed(request.registry, headers)
        if status in _REFUSED:
            self._close(request.registry, f"it refused with the status {status}")
            raise NoAnswerError(self.closed[request.registry])
        if 300 <= status < 400:
            raise NoAnswerError("it led to another address, which was not followed")
        if status in _LATER:
            return None, _retry_after(headers.get("retry-after"))
        return Reply(status, body), None

    def _heed(self, registry: str, headers: Mapping[str, str]) -> None:
        """Take the pace that a registry names, and stop where it says that nothing is left for today."""
        limit = _whole(headers.get("x-rate-limit-limit", ""))
        interval = _whole(headers.get("x-rate-limit-interval", "").rstrip("s"))
        if limit and interval:
            self._paces[registry] = interval / limit
        if most := _whole(headers.get("x-concurrency-limit", "")):
            self._at_once[registry] = min(most, _MOST_AT_ONCE)
        if headers.get("x-ratelimit-remaining", "").strip() == "0":
            self._close(registry, "it has nothing left for today")

    def _send(self, request: Request, limit: float) -> tuple[int, Mapping[str, str], bytes]:
        import httpx

        with self._lock:
            if self._http is None:
                agent = f"argmap/{VERSION} (argument compiler{f'; mailto:{self.mail}' if self.mail else ''})"
                self._http = httpx.Client(verify=_trusted(), timeout=10.0, headers={"User-Agent": agent})
            http = self._http
        address = address_of(request)
        if self.key and request.registry == OPENALEX:
            address += f"{'&' if '?' in address else '?'}api_key={self.key}"
        try:
            with http.stream("GET", address) as response:
                return response.status_code, response.headers, _read(response, self.clock() + limit, self.clock)
        except httpx.TimeoutException:
            raise NoAnswerError("it did not answer in time") from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise NoAnswerError(f"it could not be reached ({type(error).__name__})") from None

    def _forget(self) -> None:
        self._http = None


def moment_now() -> str:
    """This moment as answers are dated."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def address_of(request: Request) -> str:
    """Where a request goes; ``ARGMAP_REGISTRIES`` names a server that stands in for all, each in a folder of it."""
    mirror = os.environ.get(_MIRROR, "").rstrip("/")
    base = f"{mirror}/{request.registry}" if mirror else MODULES[request.registry].ADDRESS
    return base + request.path


@cache
def _trusted() -> ssl.SSLContext:
    """Whose certificates count; to read them takes longer than most answers."""
    import httpx

    return httpx.create_ssl_context()


def _read(response: httpx.Response, until: float, clock: Callable[[], float]) -> bytes:
    parts, size = [], 0
    for part in response.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > _LARGEST_ANSWER:
            raise NoAnswerError("its answer is larger than any record")
        if clock() > until:
            raise NoAnswerError("it did not answer in time")
    return b"".join(parts)


def _within(seconds: float, work: Callable[[], _T], left_behind: Callable[[], None]) -> _T:
    """What `work` returns, or its exception, where it ends in time; else the thread it runs in is left behind."""
    outcome: list[tuple[bool, Any]] = []

    def run() -> None:
        try:
            outcome.append((True, work()))
        except BaseException as error:
            outcome.append((False, error))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds + 1.0)
    if not outcome:
        left_behind()
        raise NoAnswerError("it did not answer in time")
    done, value = outcome[0]
    if not done:
        raise value
    result: _T = value
    return result


def _whole(text: str) -> int:
    """The number that a header says; 0 where it says none."""
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _retry_after(value: str | None) -> float | None:
    """Seconds to wait, of a header that names them or a date."""
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        try:
            return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
        except (ValueError, TypeError, OverflowError):
            return None


def _say_seconds(seconds: float | None) -> str:
    seconds = seconds or 0.0
    if seconds >= 7200:
        return f"{seconds / 3600:.0f} hours"
    return f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:.0f} seconds"


def need_httpx() -> None:
    """Raises ArgmapError where the library is missing with which registries are asked."""
    from importlib.util import find_spec

    if find_spec("httpx") is None:
        raise ArgmapError('Asking registries needs httpx: `pip install "argmap[lookup]"`.')
