"""A host on 127.0.0.1 that answers as the web servers of departments do: ETag, Last-Modified, 304 if nothing changed."""

import hashlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

_TYPES = {".xml": "application/xml", ".json": "application/json"}


class _File(NamedTuple):
    data: bytes
    etag: str
    modified: str


class Host(ThreadingHTTPServer):
    """Serves what was published last."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files: dict[str, _File] = {}
        self.answers: list[tuple[str, int]] = []
        """Address and status of each answer since they were last forgotten."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def publish(self, files: Mapping[str, bytes], moment: datetime) -> None:
        """Puts the files on the host; those with the same bytes keep their ETag and their time."""
        before, self.files = self.files, {}
        for name, data in files.items():
            etag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
            stands = before.get(name)
            if stands is None or stands.etag != etag:
                stands = _File(data, etag, format_datetime(moment.astimezone(UTC), usegmt=True))
            self.files[name] = stands


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Host

    def do_GET(self) -> None:
        name = self.path.lstrip("/")
        file = self.server.files.get(name)
        status = 404 if file is None else 304 if self._has(file) else 200
        self.server.answers.append((name, status))
        body = file.data if file is not None and status == 200 else b""
        self.send_response(status)
        if file is not None:
            self.send_header("ETag", file.etag)
            self.send_header("Last-Modified", file.modified)
            self.send_header("Content-Type", _TYPES[name[name.rindex(".") :]])
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _has(self, file: _File) -> bool:
        """Whether the reader has this version: the ETag decides, if it names one (RFC 9110, 13.2.2)."""
        known = self.headers.get("If-None-Match")
        if known is not None:
            return file.etag in known
        return self.headers.get("If-Modified-Since") == file.modified

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the test reports."""


@contextmanager
def host() -> Iterator[Host]:
    with Host() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
