"""A real scheduler and two workers in processes of their own, one of which is killed in mid-build."""

import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks.synthetic import write_portal
from generator.console import Failure
from generator.engine.output.site_listing import files_in
from generator.engine.output.staging import begin, staging_folder
from generator.engine.running import cluster
from generator.engine.steps.jobs import CountyJob
from generator.engine.steps.shared_disk import NotSharedError, sight
from generator.engine.store.cache import source
from generator.site.mkdocs import build_site
from tests.support.bucket import in_bucket, s3_server
from tests.support.gongkai import gongkai
from tests.support.project import ROOT, project, tree

GONGKAI = Path(sys.executable).with_name("gongkai")
COUNTIES = 20


@dataclass
class Workers:
    address: str
    processes: list[subprocess.Popen[bytes]]
    scheduler: subprocess.Popen[bytes]


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[Workers]:
    with running(tmp_path) as found:
        yield found


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    """For tests that kill none of them."""
    with running(tmp_path_factory.mktemp("lasting")) as found:
        yield found


@contextmanager
def running(folder: Path, without: Path | None = None) -> Iterator[Workers]:
    """A scheduler and two workers."""
    where = folder / "scheduler.json"
    options = ("--host", "127.0.0.1", "--no-dashboard")
    started = [start("scheduler", *options, "--port", "0", "--scheduler-file", str(where))]
    while not where.is_file() or not where.read_text("utf-8").strip():
        assert started[0].poll() is None
        time.sleep(0.05)
    address = json.loads(where.read_text("utf-8"))["address"]
    own = ("--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
    started += [start("worker", address, *options, *own, without=without) for _ in range(2)]
    try:
        yield Workers(address, started[1:], started[0])
    finally:
        for process in started:
            process.kill()
            process.wait()


def start(role: str, *options: str, without: Path | None = None) -> subprocess.Popen[bytes]:
    """A scheduler or a worker; ``without`` is a folder that it does not see, as on a machine without a shared disk."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{role}", *options]
    if without is not None:
        hidden = f'mount -t tmpfs none "{without}" && exec "$@"'
        command = ["unshare", "--mount", "sh", "-c", hidden, "sh", *command]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def portal(folder: Path, counties: int = COUNTIES, projects: int = 5) -> Path:
    made = project(folder, ())
    write_portal(made / "content_data", counties, projects)
    return made


def build(folder: Path, site: str | Path, *options: str) -> subprocess.Popen[str]:
    command = [str(GONGKAI), "--root", str(folder), "build", "--site-dir", str(site), *options]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def alone(folder: Path, site: str | Path) -> None:
    """A build without a cluster."""
    run = gongkai("--root", folder, "build", "--site-dir", site, "--workers", "2")
    assert run.returncode == 0, run.stderr


def test_a_cluster_makes_the_same_bytes_though_a_worker_is_killed(tmp_path: Path, workers: Workers) -> None:
    folder = portal(tmp_path / "p")
    alone(folder, tmp_path / "alone")
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
    alone(folder, local)
    alone(folder, f"file://{remote}")
    assert tree(remote) == tree(local)
    assert files_in(folder / "site") == {}


def vanishing(run: "subprocess.Popen[str]", staged: Callable[[], Iterable[Path]]) -> list[Path]:
    """The first pages that workers write vanish at once, though they say that these are there. Which pages went.

    Args:
        staged: the folder that the build writes to, as soon as there is one; until then there is nothing to hurry for.
    """
    while run.poll() is None and not (folders := list(staged())):
        time.sleep(0.005)
    gone: list[Path] = []
    while run.poll() is None and not gone:
        for page in folders[0].glob("files/counties/*.html"):
            page.unlink()
            gone.append(page)
    return gone


def one_line(run: "subprocess.Popen[str]") -> str:
    """What was said by a build that came to nothing."""
    _, errors = run.communicate()
    assert run.returncode == 2, errors
    usual = ("未给出 --published", "未找到 git 历史")
    said = [line for line in errors.splitlines() if not line.startswith(usual)]
    assert len(said) == 1, errors
    return said[0]


def test_a_scheduler_that_dies_is_one_line(tmp_path: Path, workers: Workers) -> None:
    folder = portal(tmp_path / "p")
    site = tmp_path / "site"
    run = build(folder, site, "--dask", workers.address)
    staged = staging_folder(site) / "files"
    while run.poll() is None and not list(staged.glob("counties/*.html")):
        time.sleep(0.01)
    workers.scheduler.kill()
    assert one_line(run) == f"gongkai：网站未生成：Dask 调度器 {workers.address} 中途断开。"
    assert not site.exists()


CAN_HIDE = shutil.which("unshare") and not subprocess.run(
    ["unshare", "--mount", "true"], capture_output=True, check=False
).returncode  # fmt: skip


@pytest.mark.skipif(not CAN_HIDE, reason="only root may mount")
@pytest.mark.parametrize("hidden", ["sites", "p/content_data", "p"])
def test_workers_without_the_shared_disk_are_one_line(tmp_path: Path, hidden: str) -> None:
    folder = project(tmp_path / "p", ("210396", "210197"))
    (tmp_path / "sites").mkdir()
    with running(tmp_path, without=tmp_path / hidden) as workers:
        run = build(folder, tmp_path / "sites/site", "--dask", workers.address)
        line = one_line(run)
    assert line.startswith("gongkai：网站未生成：节点 ")
    assert "不是同一个文件夹" in line
    assert not (tmp_path / "sites/site").exists()


@pytest.mark.parametrize("hidden", ["site", "data", "another site", "other data"])
def test_workers_that_see_other_files_are_named(tmp_path: Path, hidden: str) -> None:
    """As where there is no shared disk: the worker is given jobs as if it saw what it does not."""
    folder = project(tmp_path / "p", ("210396",))
    content, site = folder / "content_data", tmp_path / "site"
    begin(site, {})
    seen = source(content / "counties/210396", None).digest
    there = sight(content, site, {"210396": seen})
    job = CountyJob("210396", None, {})
    there.hold(job)
    if hidden == "site":
        shutil.rmtree(staging_folder(site))
    elif hidden == "another site":
        sight(content, site, {})
    elif hidden == "data":
        shutil.rmtree(content / "counties/210396")
    else:
        (content / "counties/210396/projects/01.yaml").write_text("x", "utf-8")
    with pytest.raises(NotSharedError, match="210396" if "data" in hidden else "site") as told:
        there.hold(job)
    assert "共享磁盘" in str(pickle.loads(pickle.dumps(told.value)))


def test_a_build_whose_workers_wrote_elsewhere_leaves_the_site(tmp_path: Path, lasting: Workers) -> None:
    """The worker's files vanish as soon as they are written: what it claims is not there."""
    folder = portal(tmp_path / "p", 6, 3)
    site = tmp_path / "site"
    run = build(folder, site, "--dask", lasting.address)
    assert vanishing(run, lambda: site.parent.glob(staging_folder(site).name))
    line = one_line(run)
    assert "个文件在本机看不到，如 counties/" in line
    assert not site.exists()


def test_a_cluster_builds_for_a_bucket_with_every_check(tmp_path: Path, lasting: Workers) -> None:
    """The same site; and where workers wrote elsewhere nothing at all is sent."""
    folder = portal(tmp_path / "p", 6, 3)
    with s3_server() as (system, _):
        run = build(folder, "s3://column/cluster", "--dask", lasting.address)
        assert vanishing(run, lambda: (folder / ".cache/build").glob("*/.site.next"))
        assert "个文件在本机看不到，如 counties/" in one_line(run)
        assert in_bucket(system, "cluster") == {}
        run = build(folder, "s3://column/cluster", "--dask", lasting.address)
        assert run.wait() == 0, run.communicate()
        alone(folder, tmp_path / "alone")
        assert in_bucket(system, "cluster") == tree(tmp_path / "alone")


def test_a_scheduler_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    folder = project(tmp_path / "p", ("210396",))
    with pytest.raises(Failure, match=r"^网站未生成：连不上 Dask 调度器 tcp://127\.0\.0\.1:9。$"):
        build_site(folder, as_of=None, site_dir=tmp_path / "site", clean=False, cluster="tcp://127.0.0.1:9")
    assert not (tmp_path / "site").exists()
