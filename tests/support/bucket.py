"""A real S3 server on this machine, with one bucket; it can be told to refuse what is written to it."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from fsspec.core import url_to_fs
from moto.server import ThreadedMotoServer

BUCKET = "column"


class Door:
    """Stands before the server."""

    def __init__(self, server: Callable[..., Iterable[bytes]]) -> None:
        self.server = server
        self.refuses: Callable[[str], bool] = lambda _: False
        """Whether the file of a key may not be written."""

    def __call__(self, request: dict[str, Any], answer: Callable[..., object]) -> Iterable[bytes]:
        key = request["PATH_INFO"].removeprefix(f"/{BUCKET}/").encode("latin-1").decode()
        if request["REQUEST_METHOD"] in {"PUT", "POST"} and self.refuses(key):
            answer("403 Forbidden", [("Content-Type", "application/xml")])
            return [b"<Error><Code>AccessDenied</Code><Message>no</Message></Error>"]
        return self.server(request, answer)


@contextmanager
def s3_server() -> Iterator[tuple[Any, Door]]:
    """The file system of the bucket, and the door; the environment names the server while it runs."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    assert server._server is not None
    door = server._server.app = Door(server._server.app)
    host, port = server.get_host_and_port()
    settings = {
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
    }
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        system, _ = url_to_fs(f"s3://{BUCKET}", use_listings_cache=False, skip_instance_cache=True)
        if not system.exists(BUCKET):  # servers in one process share what they hold
            system.mkdir(BUCKET)
        yield system, door
    finally:
        server.stop()
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def in_bucket(system: Any, folder: str) -> dict[str, bytes]:
    """Address → bytes of every file below a folder of the bucket."""
    root = f"{BUCKET}/{folder}/"
    paths = system.find(root)
    return {path.removeprefix(root): data for path, data in system.cat(paths).items()} if paths else {}
