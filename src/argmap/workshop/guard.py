"""Who may talk to the workshop: the page that argmap itself opened, and nobody else.

Any web page can send requests to a server on this machine, any program can resolve a name to 127.0.0.1, and another
person's account can connect to it. So a request must name this server as its host, must not come from another site,
must show, to read anything, the cookie that the opened address sets, and, to change anything, the token that only its
fragment holds. A cookie goes to every server on this machine, since browsers do not part cookies by port; a fragment
goes to none.
"""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

from argmap.ground.diagnostics import ArgmapError

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

TOKEN_HEADER = "x-argmap-token"  # noqa: S105 (its name, not its value)
LARGEST_BODY = 1_000_000
"""In bytes."""
SLOWEST_BODY = 15.0
"""Seconds in which a body must have arrived."""
LOOPBACK = ("127.0.0.1", "::1")
_OPENING = "/open/"
_LOCKED_OUT = (
    403,
    "This browser was not opened by `argmap serve`.",
    "Open the address that `argmap serve` has printed.",
)
_SAME_SITE = ("same-origin", "none")
_CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def check_address(host: str, knowingly: bool) -> None:
    """Refuse an address that others than this machine can reach, unless the person says that they know it."""
    if host not in (*LOOPBACK, "localhost") and not knowingly:
        raise ArgmapError(
            f"At {host} everyone who reaches this machine could read the project. The workshop serves 127.0.0.1 and "
            "::1 alone; from elsewhere, come through ssh (`ssh -L 8765:127.0.0.1:8765 …`), or say `--i-know`."
        )


def _new_token() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Guard:
    """What is let through. `host` and `port` are where the server listens, `read_only` refuses every change."""

    host: str
    port: int
    read_only: bool = False
    token: str = field(default_factory=_new_token)
    key: str = field(default_factory=_new_token)

    @property
    def origin(self) -> str:
        """The address of the page, without a path."""
        return f"http://{_authority(self.host, self.port)}"

    @property
    def address(self) -> str:
        """What is opened in the browser; it sets the cookie and leads to the page, and the fragment goes along."""
        return f"{self.origin}{_OPENING}{self.key}#t={self.token}"

    @property
    def cookie(self) -> str:
        """The cookie of a browser that was opened at that address, as it sends it."""
        return f"argmap-{self.port}={self.key}"

    def opens(self, path: str) -> bool:
        """Whether a path is that of the opened address."""
        return secrets.compare_digest(path.encode("utf-8", "replace"), f"{_OPENING}{self.key}".encode())

    @property
    def _authorities(self) -> frozenset[str]:
        names = {self.host, *(("localhost", "127.0.0.1") if self.host in (*LOOPBACK, "localhost") else ())}
        found = {_authority(name, self.port) for name in names}
        return frozenset(found | ({name.rpartition(":")[0] for name in found} if self.port == 80 else set()))

    def refuses(self, method: str, headers: Iterable[tuple[bytes, bytes]]) -> tuple[int, str, str] | None:
        """Status, what is wrong, and what to do, of a request that is not let through; None for one that is."""
        given: dict[str, str] = {}
        for name, value in headers:
            key = name.decode("latin-1").lower()
            if key in given and key in ("host", "origin", TOKEN_HEADER, "content-length", "if-match"):
                return 400, f"The header {key} is given twice.", ""
            given[key] = value.decode("latin-1")
        if given.get("host", "").lower() not in self._authorities:
            return 421, "This server does not answer for that host.", f"Open {self.origin}/."
        origins = {f"http://{name}" for name in self._authorities}
        if "origin" in given and given["origin"] not in origins:
            return 403, "The request comes from another site.", ""
        followed = method == "GET" and given.get("sec-fetch-mode") == "navigate"  # a link somewhere leads here
        if given.get("sec-fetch-site", "none") not in _SAME_SITE and not followed:
            return 403, "The request comes from another site.", ""
        if method in ("GET", "HEAD"):
            return None if self._knows(given.get("cookie", "")) else _LOCKED_OUT
        if method not in _CHANGING:
            return 405, f"{method} is not answered.", ""
        if "origin" not in given:
            return 403, "The request does not say which page it comes from.", ""
        if not secrets.compare_digest(given.get(TOKEN_HEADER, "").encode(), self.token.encode()):
            return (
                403,
                "The token is missing, or is of an earlier run.",
                "Open the address that `argmap serve` has printed; what you typed stays in the page.",
            )
        if given.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            return 415, "A change is sent as application/json.", ""
        if not given.get("content-length", "0").isdigit() or int(given.get("content-length", "0")) > LARGEST_BODY:
            return 413, f"The request is larger than {LARGEST_BODY // 1_000_000} MB.", "Change the file in an editor."
        return None

    def _knows(self, cookies: str) -> bool:
        wanted = self.cookie.encode()
        return any(secrets.compare_digest(one.strip().encode("latin-1"), wanted) for one in cookies.split(";"))


def _authority(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def policy(nonce: str) -> str:
    """The Content-Security-Policy of the page: its own script and style, its own server, and nothing else."""
    rules = {
        "default-src": "'none'",
        "script-src": f"'nonce-{nonce}'",
        "style-src": f"'nonce-{nonce}'",
        "img-src": "'self' data: blob:",
        "connect-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


_HEADERS: Mapping[bytes, bytes] = {
    b"cache-control": b"no-store",
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-resource-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"x-frame-options": b"DENY",
}
"""On every answer: nothing is kept, guessed, embedded or told to others."""
_BARE_POLICY = b"default-src 'none'; frame-ancestors 'none'"


class Guarded:
    """An ASGI application that lets through to another what its guard lets through."""

    def __init__(self, app: App, guard: Guard) -> None:
        self._app = app
        self._guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        guarded = self._sending(send)
        refused = self._guard.refuses(scope["method"], scope["headers"])
        changes = scope["method"] in _CHANGING and scope["path"] != "/api/preview"
        if refused is None and self._guard.read_only and changes:
            refused = 403, "The project is only shown: `argmap serve` was started with --read-only.", ""
        if refused is _LOCKED_OUT and self._guard.opens(scope["path"]):
            await _lead_in(guarded, self._guard.cookie)
            return
        if refused:
            await _answer(guarded, *refused)
            return
        if scope["method"] in _CHANGING:
            body = await _whole_body(receive)
            if isinstance(body, tuple):
                await _answer(guarded, *body)
                return
            receive = _replayed(body, receive)
        await self._app(scope, receive, guarded)

    def _sending(self, send: Send) -> Send:
        async def guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                given = {name.lower() for name, _ in headers}
                headers += [(name, value) for name, value in _HEADERS.items() if name not in given]
                if b"content-security-policy" not in given:
                    headers.append((b"content-security-policy", _BARE_POLICY))
                message = {**message, "headers": headers}
            await send(message)

        return guarded


async def _whole_body(receive: Receive) -> bytes | tuple[int, str, str]:
    """The body, or the refusal of one that is too large or too slow."""
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(SLOWEST_BODY):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    return 400, "The request ended before it was whole.", ""
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > LARGEST_BODY:
                    return 413, f"The request is larger than {LARGEST_BODY // 1_000_000} MB.", ""
                if not message.get("more_body"):
                    return b"".join(parts)
    except TimeoutError:
        return 408, "The request took too long to arrive.", ""


def _replayed(body: bytes, receive: Receive) -> Receive:
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> MutableMapping[str, Any]:
        return waiting.pop() if waiting else await receive()

    return replay


async def _lead_in(send: Send, cookie: str) -> None:
    headers = [
        (b"location", b"/"),
        (b"set-cookie", f"{cookie}; Path=/; HttpOnly; SameSite=Lax".encode()),
        (b"content-length", b"0"),
    ]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


async def _answer(send: Send, status: int, error: str, help_: str) -> None:
    data = json.dumps({"error": error, **({"help": help_} if help_ else {})}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(data)).encode())]
    if status in (408, 413):
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": data})
