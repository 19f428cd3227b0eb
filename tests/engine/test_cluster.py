"""A real scheduler and two workers in processes of their own, one of which is killed in mid-build."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.synthetic import write_column
from generator.engine.cluster import earlier_files, file_system, remove_others
from generator.engine.mark import MANIFEST
from generator.engine.output import NotOursError, staging_folder
from generator.engine.standing import standing
from tests.support.project import ROOT, project, tree

GONGKAI = Path(sys.executable).with_name("gongkai")
COUNTIES = 30


@dataclass
class Workers:
    address: str
    processes: list[subprocess.Popen[bytes]]


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[Workers]:
    where = tmp_path / "scheduler.json"
    started = [
        start(
            "scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
            "--scheduler-file",
            str(where),
        )
    ]
    while not where.is_file() or not where.read_text("utf-8").strip():
        assert started[0].poll() is None
        time.sleep(0.05)
    address = json.loads(where.read_text("utf-8"))["address"]
    options = [
        "--host",
        "127.0.0.1",
        "--nthreads",
        "1",
        "--no-nanny",
        "--no-dashboard",
        "--local-directory",
        str(tmp_path),
    ]
    started += [start("worker", address, *options) for _ in range(2)]
    yield Workers(address, started[1:])
    for process in started:
        process.kill()
        process.wait()


def start(role: str, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{role}", *options]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def column(folder: Path) -> Path:
    made = project(folder, ())
    write_column(made / "content_data", COUNTIES, 10)
    return made


def build(folder: Path, site: str | Path, *options: str) -> subprocess.Popen[str]:
    command = [str(GONGKAI), "--root", str(folder), "build", "--site-dir", str(site), *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_cluster_makes_the_same_bytes_though_a_worker_is_killed(tmp_path: Path, workers: Workers) -> None:
    folder = column(tmp_path / "p")
    alone = build(folder, tmp_path / "alone", "--workers", "2")
    assert alone.wait() == 0, alone.communicate()
    site = tmp_path / "cluster"
    run = build(folder, site, "--dask", workers.address)
    staged = staging_folder(site) / "files"
    while run.poll() is None and len(list(staged.glob("counties/*.html"))) < 3:
        time.sleep(0.01)
    assert run.poll() is None, "the build was over before a worker could be killed"
    workers.processes[0].send_signal(signal.SIGKILL)
    _, errors = run.communicate()
    assert run.returncode == 0, errors
    ours, theirs = tree(site), tree(tmp_path / "alone")
    assert ours.keys() == theirs.keys()
    assert [address for address in ours if ours[address] != theirs[address]] == []
    assert workers.processes[0].wait() == -signal.SIGKILL


def test_the_site_goes_to_any_file_system(tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    local, remote = tmp_path / "local", tmp_path / "bucket"
    assert build(folder, local).wait() == 0
    run = build(folder, f"file://{remote}")
    assert run.wait() == 0, run.communicate()
    assert tree(remote) == tree(local)
    assert standing(folder / "site") == {}


def test_what_others_keep_at_an_address_stays() -> None:
    url = "memory://bucket/zhsf"
    system, root = file_system(url)
    theirs = {"CNAME": b"x", ".well-known/security.txt": b"y", "photos/1.jpg": b"z"}
    ours = ("index.html", "old/page.html", MANIFEST)
    assert earlier_files(url) == frozenset()
    for address, data in theirs.items():
        system.pipe_file(f"{root}/{address}", data)
    with pytest.raises(NotOursError, match="不是空的"):
        earlier_files(url)
    head = {"format": 1, "commit": "", "tree": "", "as_of": "2022-06-30", "versions": {}}
    listed = json.dumps({**head, "files": dict.fromkeys([*ours[:2], "../../photos/1.jpg"], "")}).encode()
    for address in ours:
        system.pipe_file(f"{root}/{address}", listed)
    system.pipe_file("/bucket/photos/1.jpg", b"above")
    remove_others(url, {"index.html", MANIFEST}, earlier_files(f"{url}/"))
    stand = {str(path).removeprefix(f"{root}/") for path in system.find(root)}
    assert stand == {*theirs, "index.html", MANIFEST}
    assert system.cat_file("/bucket/photos/1.jpg") == b"above"
    system.rm("/bucket", recursive=True)


def test_a_scheduler_that_is_not_there_is_named(tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    run = build(folder, tmp_path / "site", "--dask", "tcp://127.0.0.1:9")
    _, errors = run.communicate()
    assert run.returncode == 2
    assert "tcp://127.0.0.1:9" in errors
    assert "Traceback" not in errors
