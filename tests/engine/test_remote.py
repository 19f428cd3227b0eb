"""A site at an address: a real S3 server on this machine; what keeps it from being written is one line."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.engine.output.remote import content_type
from generator.render.open_workbook import MEDIA_TYPE
from tests.support.bucket import Door, in_bucket, s3_server
from tests.support.gongkai import gongkai
from tests.support.preview import free_port
from tests.support.project import project, tree


@pytest.fixture
def door() -> Iterator[tuple[Any, Door]]:
    with s3_server() as found:
        yield found


@pytest.fixture
def bucket(door: tuple[Any, Door]) -> Any:
    """The file system of a server with one bucket, ``column``."""
    return door[0]


def said(folder: Path, address: str) -> tuple[int, list[str]]:
    done = gongkai("--root", folder, "build", "--site-dir", address)
    usual = ("未给出 --published", "未找到 git 历史")
    return done.returncode, [line for line in done.stderr.splitlines() if not line.startswith(usual)]


def test_a_site_in_a_bucket_is_the_site(tmp_path: Path, door: tuple[Any, Door]) -> None:
    """Where the server refuses in the middle, the old index, feeds and manifest stand; the next build mends it."""
    system, before_it = door
    folder = project(tmp_path / "p", ("210396",))
    assert said(folder, str(tmp_path / "site")) == (0, [])
    assert said(folder, "s3://column/zhsf") == (0, [])
    old = in_bucket(system, "zhsf")
    assert old == tree(tmp_path / "site")
    kinds = {
        address: system.info(f"column/zhsf/{address}")["ContentType"]
        for address in ("index.html", "atom.xml", "projects/210396-2020-01.md", "manifest.json")
    }
    assert kinds == {
        "index.html": "text/html; charset=utf-8",
        "atom.xml": "application/xml",
        "projects/210396-2020-01.md": "text/markdown; charset=utf-8",
        "manifest.json": "application/json",
    }
    record = folder / "content_data/counties/210396/projects/01.yaml"
    text, count = re.subn(r"(?m)^扶持资金额度: .*$", "扶持资金额度: 123.45", record.read_text("utf-8"))
    assert count == 1
    record.write_text(text, "utf-8")
    before_it.refuses = lambda key: key == "zhsf/funds.html"
    code, lines = said(folder, "s3://column/zhsf")
    assert code == 2
    assert lines == [
        "gongkai：写到 s3://column/zhsf 时中断（无权限）：样式、脚本和附件、记录的网页是新的，汇总的网页、数据和检索新旧混在一起，"
        "订阅和日历、首页、公开清单是旧的。请再生成一次，会接着写完。"
    ]
    there = in_bucket(system, "zhsf")
    assert b"123.45" in there["projects/210396-2020-01.html"]
    for address in ("index.html", "feed.xml", "manifest.json", "funds.html"):
        assert there[address] == old[address]
    before_it.refuses = lambda _: False
    assert said(folder, "s3://column/zhsf") == (0, [])
    assert said(folder, str(tmp_path / "site")) == (0, [])
    assert in_bucket(system, "zhsf") == tree(tmp_path / "site")


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("gs://column/zhsf", "gs:// 的驱动未安装，请先安装（s3:// 是 s3fs，gs:// 是 gcsfs）。"),
        ("abfs://column/zhsf", "abfs:// 的驱动未安装，请先安装（s3:// 是 s3fs，gs:// 是 gcsfs）。"),
        ("foo://column/zhsf", "不认识 foo:// 这种地址。"),
        ("s4://column", "不认识 s4:// 这种地址。"),
        ("s3://", "地址 s3:// 未写全。"),
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
        ("data/gongkai.xlsx", MEDIA_TYPE),
        ("assets/a.svg", "image/svg+xml"),
        ("a.png", "image/png"),
        ("attachments/210396/意见书.pdf", "application/pdf"),
        ("search/t/210396", "application/octet-stream"),
        ("v1.2/LICENSE", "application/octet-stream"),
    ],
)
def test_every_file_has_its_type_on_every_machine(address: str, kind: str) -> None:
    assert content_type(address) == kind
