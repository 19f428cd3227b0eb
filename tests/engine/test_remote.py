"""A site at an address: a real S3 server on this machine; what keeps it from being written is one line."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fsspec.core import url_to_fs
from moto.server import ThreadedMotoServer

from generator.engine.output.remote import content_type
from tests.support.preview import free_port
from tests.support.project import project, tree

GONGKAI = Path(sys.executable).with_name("gongkai")


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The file system of a server with one bucket, ``column``."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    settings = {
        "AWS_ACCESS_KEY_ID": "x",
        "AWS_SECRET_ACCESS_KEY": "x",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    system, _ = url_to_fs("s3://column", use_listings_cache=False, skip_instance_cache=True)
    if not system.exists("column"):  # servers in one process share what they hold
        system.mkdir("column")
    yield system
    server.stop()


def said(folder: Path, address: str) -> tuple[int, list[str]]:
    command = [str(GONGKAI), "--root", str(folder), "build", "--site-dir", address]
    done = subprocess.run(command, env=os.environ, capture_output=True, text=True, check=False)
    usual = ("没有给出 --published", "这里没有 git 历史")
    return done.returncode, [line for line in done.stderr.splitlines() if not line.startswith(usual)]


def test_a_site_in_a_bucket_is_the_site(tmp_path: Path, bucket: Any) -> None:
    folder = project(tmp_path / "p", ("210396",))
    assert said(folder, str(tmp_path / "site")) == (0, [])
    assert said(folder, "s3://column/zhsf") == (0, [])
    there = {path.removeprefix("column/zhsf/"): bucket.cat_file(path) for path in bucket.find("column/zhsf")}
    assert there == tree(tmp_path / "site")
    kinds = {
        address: bucket.info(f"column/zhsf/{address}")["ContentType"]
        for address in ("index.html", "atom.xml")
    }
    assert kinds == {"index.html": "text/html; charset=utf-8", "atom.xml": "application/xml"}


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("gs://column/zhsf", "gs:// 的驱动没有安装，请先安装（s3:// 是 s3fs，gs:// 是 gcsfs）。"),
        ("abfs://column/zhsf", "abfs:// 的驱动没有安装，请先安装（s3:// 是 s3fs，gs:// 是 gcsfs）。"),
        ("foo://column/zhsf", "不认识 foo:// 这种地址。"),
        ("s4://column", "不认识 s4:// 这种地址。"),
        ("s3://", "地址 s3:// 没有写全。"),
    ],
)
def test_an_address_that_cannot_be_written_is_one_line(tmp_path: Path, address: str, line: str) -> None:
    folder = project(tmp_path / "p", ("210396",))
    assert said(folder, address) == (2, [f"gongkai：{line}"])


def test_an_endpoint_that_is_down_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bucket: Any
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    folder = project(tmp_path / "p", ("210396",))
    code, lines = said(folder, "s3://column/zhsf")
    assert code == 2
    assert lines == ["gongkai：读不到 s3://column/zhsf（连不上对方）。"]


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("counties/210396.html", "text/html; charset=utf-8"),
        ("projects/a.md", "text/markdown; charset=utf-8"),
        ("deadlines.ics", "text/calendar; charset=utf-8"),
        ("data/a.csv", "text/csv; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("feed.json", "application/json"),
        ("assets/a.svg", "image/svg+xml"),
        ("a.png", "image/png"),
        ("attachments/210396/意见书.pdf", "application/pdf"),
        ("search/t/210396", "application/octet-stream"),
        ("v1.2/LICENSE", "application/octet-stream"),
    ],
)
def test_every_file_has_its_type_on_every_machine(address: str, kind: str) -> None:
    assert content_type(address) == kind
