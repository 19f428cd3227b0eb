"""Workers give the same results however many there are; one that dies is named, not waited for."""

import gc
import os
import pickle
import signal
import weakref
from pathlib import Path

import pytest

from generator.engine.output.site_listing import LookJob
from generator.engine.running.workers import Alone, Local, Processes, WorkerLostError, _shares
from generator.engine.steps.counted import CountJob
from generator.engine.steps.jobs import CountyJob, DrawingJob
from generator.engine.steps.search_index import IndexJob
from generator.render.province import DRAWINGS
from generator.site.frame import ThemeFrame
from tests.support.one_county import OneCounty, one_county
from tests.support.portal import AS_OF, SITE, artifacts
from tests.support.project import ROOT


def double(shared: int, job: int) -> int:
    return shared * job


def dies_once(folder: str, job: str) -> str:
    mark = Path(folder) / job
    if job == "210198" and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return job


def dies(_: None, job: str) -> str:
    if job == "210198":
        os.kill(os.getpid(), signal.SIGKILL)
    return job


JOBS = ["210196", "210197", "210198", "210199"]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_results_do_not_depend_on_the_number_of_workers(count: int) -> None:
    jobs = list(range(20))
    assert dict(Processes(count).run(double, 3, jobs)) == dict(Alone().run(double, 3, jobs))


@pytest.mark.parametrize("jobs", [0, 1, 7, 100, 5000])
@pytest.mark.parametrize("workers", [1, 2, 64])
def test_jobs_are_handed_out_once_each_and_one_by_one_at_the_end(jobs: int, workers: int) -> None:
    shares = list(_shares(jobs, workers))
    assert [job for share in shares for job in share] == list(range(jobs))
    assert all(len(share) == 1 for share in shares[-workers:])


def test_a_county_whose_worker_died_is_tried_again(tmp_path: Path) -> None:
    assert dict(Processes(2).run(dies_once, str(tmp_path), JOBS)) == {job: job for job in JOBS}


def test_a_county_that_ends_its_worker_twice_is_named() -> None:
    with pytest.raises(WorkerLostError, match="210198"):
        dict(Processes(2).run(dies, None, JOBS))


def stands_in(_: None, job: str) -> str:
    return f"{job} lost"


def test_something_may_stand_in_for_a_county_that_ends_its_worker_twice() -> None:
    found = dict(Processes(2).run(dies, None, JOBS, stands_in))
    assert found == {job: job if job != "210198" else "210198 lost" for job in JOBS}


@pytest.mark.parametrize(
    ("job", "words"),
    [
        (CountyJob("210198", None, {}), "示范县 210198"),
        (CountJob(("210197", "210198")), "示范县 210197 等 2 个"),
        (LookJob("projects/"), "网站的文件夹 projects/"),
        (LookJob(""), "网站的根文件夹"),
        (IndexJob("a"), "检索目录"),
        (DrawingJob(DRAWINGS[0], {}), f"全省的网页 {DRAWINGS[0].name}"),
    ],
)
def test_every_job_has_a_name(job: object, words: str) -> None:
    assert str(WorkerLostError(job)).startswith(f"处理“{words}”时")


def test_a_mistake_in_a_job_is_raised_not_swallowed() -> None:
    with pytest.raises(TypeError):
        dict(Processes(2).run(double, None, [1, 2]))  # type: ignore[misc]


def test_a_handful_of_counties_is_not_worth_a_worker() -> None:
    assert isinstance(Local().crew(3), Alone)
    assert isinstance(Local(2).crew(3), Processes)
    assert isinstance(Local(1).crew(300), Alone)


def test_the_frame_travels_to_another_process() -> None:
    frame = ThemeFrame(str(ROOT / "mkdocs.yml"), SITE, AS_OF, ("index",))
    assert pickle.loads(pickle.dumps(frame)) == frame


@pytest.fixture
def one(tmp_path: Path) -> OneCounty:
    return one_county(tmp_path)


def test_a_county_is_freed_without_a_search_for_garbage(one: OneCounty) -> None:
    """Workers search for garbage seldom: what a county leaves would fill their memory."""
    artifacts(one.county())
    gc.disable()
    try:
        county = one.county()
        assert artifacts(county).pages
        seen = weakref.ref(county)
        del county
        assert seen() is None
    finally:
        gc.enable()
