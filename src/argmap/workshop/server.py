"""The workshop over HTTP: routes, events, the page. One process, one event loop, no threads.

What a verb does is worked out in the loop itself: two edits never overlap, and a project of ordinary size is read and
checked again in less time than a person notices.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import socket
import sys
import traceback
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from argmap.ground.diagnostics import ArgmapError
from argmap.ground.files import Held
from argmap.ground.template_folders import template_folders
from argmap.ground.unseen import show_unseen
from argmap.workshop import state as states
from argmap.workshop.desk import Refused
from argmap.workshop.edits import VERBS
from argmap.workshop.guard import Guard, Guarded, policy
from argmap.workshop.lookups import completions, passages_for, subject_card
from argmap.workshop.pages import Pages
from argmap.workshop.session import ABSENT, Answer, Conflict, Session
from argmap.workshop.undo import NothingToUndo
from argmap.workshop.watching import changes_in, folders_of

_KEPT_STATES = 30
_HEARTBEAT = 15.0
_POLL, _LOOK_AGAIN = 0.1, 3.0
"""Seconds between two questions to the watcher, and between two looks at the files where no watcher tells."""
_LONGEST_HEAD = 20.0
"""Seconds in which the head of a request must have arrived."""
_MOST_CONNECTIONS = 400
_STATIC = {".js": "text/javascript", ".css": "text/css"}


class Workshop:
    """The application of one session."""

    def __init__(self, session: Session, guard: Guard) -> None:
        self.session = session
        self.guard = guard
        self.pages = Pages(session)
        self._listeners: set[asyncio.Queue[tuple[str, Any] | None]] = set()
        self._states: OrderedDict[int, states.Plain] = OrderedDict()
        self._stopping = False
        session.on_change = self._changed

    def app(self) -> Guarded:
        """The application with its guard before it."""
        get, post = self._get, self._post
        verbs = [
            Route(f"/api/{verb}{tail}", post(self._verb(verb)), methods=["POST"])
            for verb in VERBS
            for tail in ("", "/{target:path}")
        ]
        routes = [
            Route("/", get(self._page)),
            Route("/static/{name}", get(self._static)),
            Route("/api/state", get(self._state)),
            Route("/api/events", self._events),
            Route("/api/paper", get(self._paper)),
            Route("/api/claim/{id}", get(self._claim)),
            Route("/api/map", get(self._map)),
            Route("/api/files/{path:path}", get(self._file)),
            Route("/api/subject/{handle:path}", get(self._subject)),
            Route("/api/passages", get(self._passages)),
            Route("/api/complete", get(self._complete)),
            Route("/api/letter", get(self._letter)),
            Route("/api/page/{number:int}.png", get(self._picture)),
            Route("/api/preview", post(self._preview), methods=["POST"]),
            Route("/api/undo", post(self._undo), methods=["POST"]),
            Route("/api/redo", post(self._redo), methods=["POST"]),
            *verbs,
        ]
        return Guarded(Starlette(routes=routes, exception_handlers={HTTPException: _http_error}), self.guard)  # type: ignore[dict-item]

    # what is answered, and how refusals are

    def _get(self, handler: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
        async def answered(request: Request) -> Response:
            return self._told(lambda: handler(request))

        return answered

    def _post(self, handler: Callable[[Request, Any], Response]) -> Callable[[Request], Awaitable[Response]]:
        async def answered(request: Request) -> Response:
            try:
                body = json.loads(await request.body() or b"{}")
            except (ValueError, RecursionError):
                return _error(400, "The request is not JSON.")
            if not isinstance(body, dict):
                return _error(400, "The request is no JSON object.")
            return self._told(lambda: handler(request, body))

        return answered

    def _told(self, handler: Callable[[], Response]) -> Response:
        try:
            return handler()
        except Refused as error:
            return _error(400, str(error), problems=[states.diagnostic_entry(p) for p in error.problems])
        except Conflict as error:
            return _error(
                409,
                str(error),
                "Show both, take theirs, or put yours beside it: nothing is lost.",
                file=error.file,
                etag=error.etag,
                theirs=error.theirs,
                mine=error.mine,
                merged=error.merged,
            )
        except NothingToUndo as error:
            return _error(404, str(error))
        except NotFound as error:
            return _error(404, str(error))
        except Held as error:
            return _error(423, str(error), "What you asked for was not done; it is in the page still.")
        except ArgmapError as error:
            return _error(400, str(error))
        except Exception as error:  # one act that fails must not end the work on the others, and must not be silent
            return _error(500, _told_of_fault(error), "What you asked for was not done. Please report this line.")

    # reading

    def _page(self, _request: Request) -> Response:
        nonce = secrets.token_urlsafe(18)
        html = self.pages.page(nonce, self._whole(), self.guard.read_only)
        return Response(html, media_type="text/html", headers={"content-security-policy": policy(nonce)})

    def _static(self, request: Request) -> Response:
        name = request.path_params["name"]
        suffix = Path(name).suffix
        if suffix not in _STATIC or not name.startswith(("workshop", "report")) or not name.isascii():
            raise NotFound(f"There is no {name}.")
        for folder in template_folders(None):
            path = folder / name
            if path.is_file() and path.parent == folder:
                return Response(path.read_bytes(), media_type=_STATIC[suffix])
        raise NotFound(f"There is no {name}.")

    def _whole(self) -> states.Plain:
        """The state of the reading there is now; worked out once."""
        session = self.session
        if session.rev not in self._states:
            self._states[session.rev] = states.whole_state(session.reading)
            while len(self._states) > _KEPT_STATES:
                self._states.popitem(last=False)
        undo, redo = session.journal.next("undo"), session.journal.next("redo")
        return {
            **self._states[session.rev],
            "rev": session.rev,
            "full": True,
            "gone": {"claims": [], "steps": [], "findings": []},
            "changed": [],
            "read_only": self.guard.read_only,
            "reviewer": session.reviewer,
            "undo": {"said": undo.said} if undo else None,
            "redo": {"said": redo.said} if redo else None,
        }

    def state_since(self, rev: int | None) -> states.Plain:
        """What the page is told: all of it, or what differs from a revision that is known still."""
        now, before = self._whole(), self._states.get(rev or 0)
        return now if before is None else {**states.since(now, before), "full": False}

    def _state(self, request: Request) -> Response:
        asked = request.query_params.get("since", "")
        return JSONResponse(self.state_since(int(asked) if asked.isdecimal() and len(asked) < 12 else None))

    def _paper(self, _request: Request) -> Response:
        return Response(self.pages.paper(), media_type="text/html")

    def _claim(self, request: Request) -> Response:
        name = request.path_params["id"]
        entry = next((claim for claim in self._whole()["claims"] if claim["id"] == name), None)
        if entry is None:
            raise NotFound(f"There is no claim “{name[:80]}”.")
        file = entry["file"]
        etag = self.session.reading.etags.get(file)
        return JSONResponse({"html": self.pages.card(name), "claim": entry, "file": file, "etag": etag})

    def _map(self, request: Request) -> Response:
        svg = self.pages.map(dict(request.query_params))
        return Response(svg, media_type="image/svg+xml")

    def _file(self, request: Request) -> Response:
        path = request.path_params["path"]
        reading = self.session.reading
        if path not in reading.texts:
            raise NotFound(f"The project has no file {path[:200]} that can be shown as text.")
        told = self._whole()["files"][path]
        return JSONResponse({"path": path, "text": reading.texts[path], **told})

    def _subject(self, request: Request) -> Response:
        return JSONResponse(subject_card(self.session.project, request.path_params["handle"]))

    def _passages(self, request: Request) -> Response:
        return JSONResponse({"items": passages_for(self.session.project, request.query_params.get("claim", ""))})

    def _complete(self, request: Request) -> Response:
        asked = request.query_params
        found = completions(
            self.session.project, asked.get("kind", "claim"), asked.get("q", "")[:200], asked.get("key", "")
        )
        return JSONResponse({"items": found})

    def _letter(self, _request: Request) -> Response:
        return JSONResponse(self.pages.letter())

    def _picture(self, request: Request) -> Response:
        picture = self.pages.picture(request.path_params["number"], request.query_params.get("scale", ""))
        return Response(picture, media_type="image/png")

    # changing

    def _verb(self, verb: str) -> Callable[[Request, Any], Response]:
        def done(request: Request, body: Any) -> Response:
            etag = _etag_in(request)
            if etag is None and verb != "fix":  # a finding is told by what was found
                return _error(428, "A change says which text it is of.", "Send If-Match with the etag of the file.")
            return self._answer(self.session.do(verb, request.path_params.get("target"), body, etag))

        return done

    def _preview(self, request: Request, body: Any) -> Response:
        verb = body.pop("verb", "")
        target = body.pop("target", None)
        answer, diff = self.session.preview(str(verb), target and str(target), body, _etag_in(request))
        return JSONResponse({**states.answer_entry(answer), "rev": self.session.rev, "diff": diff})

    def _undo(self, _request: Request, _body: Any) -> Response:
        return self._answer(self.session.undo())

    def _redo(self, _request: Request, _body: Any) -> Response:
        return self._answer(self.session.redo())

    def _answer(self, answer: Answer) -> Response:
        return JSONResponse({**states.answer_entry(answer), "rev": self.session.rev})

    # telling

    def _changed(self, paths: Sequence[str], outside: bool) -> None:
        problems: dict[str, int] = {}
        for diagnostic in self.session.project.diagnostics:
            problems[diagnostic.path] = problems.get(diagnostic.path, 0) + 1
        by = "outside" if outside else "you"
        self._tell(("change", {"rev": self.session.rev, "files": list(paths), "problems": problems, "by": by}))

    def _tell(self, event: tuple[str, Any] | None) -> None:
        for listener in self._listeners:
            listener.put_nowait(event)

    async def _events(self, _request: Request) -> Response:
        async def stream() -> AsyncIterator[str]:
            waiting: asyncio.Queue[tuple[str, Any] | None] = asyncio.Queue()
            self._listeners.add(waiting)
            try:
                yield _event("hello", {"rev": self.session.rev})
                while not self._stopping:
                    try:
                        event = await asyncio.wait_for(waiting.get(), _HEARTBEAT)
                    except TimeoutError:
                        yield ": still here\n\n"
                        continue
                    if event is None:
                        break
                    yield _event(*event)
                yield _event("bye", {})
            finally:
                self._listeners.discard(waiting)

        return StreamingResponse(stream(), media_type="text/event-stream")

    async def watch(self) -> None:
        """Look at the files whenever something changes in their folders, until the server stops."""
        folders: tuple[Path, ...] = ()
        told: Iterator[bool] = iter(())
        while not self._stopping:
            with contextlib.suppress(OSError):  # a folder went while it was looked into
                wanted = folders_of(self.session.root, self.session.project.inputs())
                if wanted != folders:
                    folders, told = wanted, changes_in(wanted)
            for _ in range(round(_LOOK_AGAIN / _POLL)):
                await asyncio.sleep(_POLL)
                try:
                    changed = next(told, False)
                except (OSError, RuntimeError):  # a folder went while it was asked about
                    folders, changed = (), True
                if changed or self._stopping:
                    break
            try:
                self.session.refresh()
            except ArgmapError:
                folders = ()  # the project is gone for a moment, as in a checkout
            except Exception as error:
                _told_of_fault(error)

    def stop(self) -> None:
        """End every stream, so that the server can."""
        self._stopping = True
        self._tell(None)


class NotFound(ArgmapError):
    """What was asked for is not there."""


def _told_of_fault(error: Exception) -> str:
    """What went wrong inside argmap, in a line that is put out on standard error as well."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    line = show_unseen(f"argmap: fault: {what} ({Path(last.filename).name}:{last.lineno}, {last.name})")
    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(f"{line}\n")
    return line


def _event(name: str, data: Any) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


def _error(status: int, error: str, help_: str = "", **more: Any) -> Response:
    return JSONResponse({"error": error, **({"help": help_} if help_ else {}), **more}, status)


async def _http_error(_request: Request, error: HTTPException) -> Response:
    return _error(error.status_code, error.detail)


def _etag_in(request: Request) -> str | None:
    given = request.headers.get("if-match")
    return None if given is None else given.strip().removeprefix("W/").strip('"')


class _Protocol(H11Protocol):
    """Closes a connection whose first request does not arrive: whoever sends a byte a minute holds none for long."""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._too_late = self.loop.call_later(_LONGEST_HEAD, self._close_unless_asked)

    def _close_unless_asked(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self._too_late.cancel()
        super().connection_lost(exc)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, workshop: Workshop) -> None:
        super().__init__(config)
        self._workshop = workshop

    def handle_exit(self, sig: int, frame: Any) -> None:
        self._workshop.stop()
        super().handle_exit(sig, frame)


def listen(host: str, port: int) -> socket.socket:
    """A socket at this address; any free port for 0. Raises ArgmapError where it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # where it would let two servers have one port
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise ArgmapError(f"{host}:{port} cannot be listened at: {error.strerror}. Name another --port.") from error
    made.set_inheritable(False)
    return made


def serve(session: Session, guard: Guard, listening: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until Ctrl-C. `ready` is called once the first request would be answered."""
    workshop = Workshop(session, guard)
    config = uvicorn.Config(
        workshop.app(),
        http=_Protocol,
        ws="none",
        lifespan="off",
        access_log=False,
        log_level="critical",
        proxy_headers=False,
        server_header=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_graceful_shutdown=2,
        h11_max_incomplete_event_size=32_768,
    )
    server = _Server(config, workshop)

    async def run() -> None:
        watching = asyncio.create_task(workshop.watch())
        serving = asyncio.create_task(server.serve([listening]))
        while not server.started and not serving.done():
            await asyncio.sleep(0.01)
        ready()
        await serving
        workshop.stop()
        await watching

    with contextlib.suppress(KeyboardInterrupt):  # which is how it is meant to end
        asyncio.run(run())


__all__ = ["ABSENT", "Workshop", "listen", "serve"]
