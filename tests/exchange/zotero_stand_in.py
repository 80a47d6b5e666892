"""A stand-in for Zotero's API on this machine, run as a program: it prints its port, and each request on a line."""

from __future__ import annotations

import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit


def main() -> None:
    with open(sys.argv[1], encoding="utf-8") as stream:  # noqa: PTH123
        answers = json.load(stream)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = parse_qs(parts.query)
            print(self.command, self.path, flush=True)
            status = answers.get("status", 200)
            kind = asked.get("itemType", ["csl"])[0]
            known = answers.get(parts.path, {}).get(kind)
            if known is None and status == 200:
                status = 404
            start, limit = int(asked["start"][0]), int(asked["limit"][0])
            page = (known or [])[start : start + limit]
            body = json.dumps({"items": page} if kind == "csl" else page).encode() if status == 200 else b"no"
            self.send_response(status)
            if answers.get("location"):
                self.send_header("Location", answers["location"])
            self.send_header("Total-Results", str(len(known or [])))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
