"""A mistake of the program costs one file, one rule or one county, never the others; it is told without any data."""

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.engine.steps import examination, jobs
from generator.engine.steps.county_work import Ground, check_county
from generator.engine.steps.jobs import CountyJob
from generator.engine.steps.whole_portal import ground_of
from generator.intake.portal_files import read_portal
from generator.intake.reading.source import read_source
from generator.intake.records import record_files as files
from generator.intake.screening.report import Report
from generator.model.fault import fault_id
from generator.model.finding import Finding
from generator.render import portal_artifacts as drawing
from generator.render.press import county_press
from generator.rules import run
from generator.rules.base import Hit, Rule, Scene
from generator.views.county import county_view
from tests.support.built import BuiltOnce
from tests.support.portal import AS_OF
from tests.support.project import build, project, tree

BAD, GOOD, OTHER = "210197", "210396", "210697"
SECRET = "13812345678"
PAGE = f"counties/{BAD}.html"


class WontTravelError(Exception):
    """Cannot be pickled: its own argument is a function."""

    def __init__(self) -> None:
        super().__init__(lambda: SECRET)


def too_deep() -> None:
    too_deep()


def out_of_memory() -> None:
    raise MemoryError


def wont_travel() -> None:
    raise WontTravelError


def wrong_value() -> None:
    raise ValueError(SECRET)


FAULTS = [too_deep, out_of_memory, wont_travel, wrong_value]
NAMES = {
    too_deep: "RecursionError",
    out_of_memory: "MemoryError",
    wont_travel: "WontTravelError",
    wrong_value: "ValueError",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project(tmp_path / "project")


@pytest.fixture
def published(built_once: BuiltOnce, tmp_path: Path) -> Path:
    """The same, built."""
    return built_once(tmp_path / "published")


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    """What the build has said."""

    def words() -> str:
        text = "\n".join(record.getMessage() for record in caplog.records)
        assert SECRET not in text
        assert "Traceback" not in text
        return text

    return words


def touch(folder: Path, code: str) -> None:
    """Another value in a county, so that it is made anew."""
    path = folder / f"content_data/counties/{code}/projects/01.yaml"
    path.write_text(path.read_text("utf-8").replace("建设内容: ", "建设内容: 另外，"), "utf-8")


def failing_for_one(function: Callable[..., Any], fails: Callable[[], None]) -> Callable[..., Any]:
    """The function, which fails where one of its arguments is the county or one of its files."""

    def made(*arguments: Any, **named: Any) -> Any:
        if any(_is_of_bad(argument) for argument in arguments):
            fails()
        return function(*arguments, **named)

    return made


def _is_of_bad(value: object) -> bool:
    code = getattr(value, "code", None) or getattr(value, "county", "")
    return BAD in {code, getattr(code, "code", "")}


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("fails", FAULTS, ids=NAMES.get)
def test_a_county_whose_pages_fail_keeps_them_as_they_stand(
    published: Path,
    monkeypatch: pytest.MonkeyPatch,
    told: Callable[[], str],
    fails: Callable[[], None],
    workers: int,
) -> None:
    before = tree(published / "site")
    for code in (BAD, GOOD):
        touch(published, code)
    with monkeypatch.context() as patch:
        patch.setattr(drawing, "county_view", failing_for_one(county_view, fails))
        assert build(published, workers=workers) == 0
    after = tree(published / "site")
    assert f"E013 生成本县网页时程序出错（{NAMES[fails]}" in told()
    assert f"counties/{BAD}" in told()
    own = [address for address in before if BAD in address and address.startswith(("projects/", "counties/"))]
    assert len(own) > 20
    assert [address for address in own if after.get(address) != before[address]] == []
    assert "另外，".encode() in after[f"projects/{GOOD}-2020-01.html"]
    assert build(published, workers=workers) == 0
    assert "另外，".encode() in (published / f"site/projects/{BAD}-2020-01.html").read_bytes()


def test_a_county_that_never_had_pages_is_left_out_and_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, told: Callable[[], str]
) -> None:
    monkeypatch.setattr(drawing, "county_press", failing_for_one(county_press, wrong_value))
    monkeypatch.setattr(drawing, "county_view", failing_for_one(county_view, wont_travel))
    assert build(folder, workers=2) == 0
    assert not (folder / "site" / PAGE).exists()
    assert (folder / f"site/counties/{GOOD}.html").is_file()
    assert "已生成；1 条记录未通过核对" in told()


def test_the_slow_lane_outlives_it_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, told: Callable[[], str]
) -> None:
    folder = project(tmp_path / "project", (BAD, GOOD), fast_lane="false")
    monkeypatch.setattr(drawing, "county_view", failing_for_one(county_view, wont_travel))
    assert build(folder) == 0
    assert (folder / f"site/counties/{GOOD}.html").is_file()
    assert f"E013 生成本县网页时程序出错（{NAMES[wont_travel]}" in told()


def test_a_page_that_cannot_be_framed_leaves_nothing_half_written(
    published: Path, monkeypatch: pytest.MonkeyPatch, told: Callable[[], str]
) -> None:
    before = tree(published / "site")
    touch(published, BAD)
    framed = jobs.frame

    def fails_late(parts: Any, workshop: Any) -> Any:
        made = framed(parts, workshop)
        if PAGE in made.documents:
            wrong_value()
        return made

    monkeypatch.setattr(jobs, "frame", fails_late)
    assert build(published) == 0
    after = tree(published / "site")
    assert [address for address in before if after.get(address) != before[address]] == []
    assert "E013" in told()


def failing(code: str, fails: Callable[[], None]) -> tuple[Rule, ...]:
    """The catalogue with one rule that fails after its first word."""

    def check(scene: Scene) -> Iterator[Hit]:
        yield Hit(run.failed(scene.county.code, "").place, "不作数")
        fails()

    return tuple(replace(entry, check=check) if entry.code == code else entry for entry in run.catalogue())


@pytest.mark.parametrize("code", ["F108", "G102", "I101", "V101", "A102"])
@pytest.mark.parametrize("fails", FAULTS, ids=NAMES.get)
def test_a_rule_that_fails_says_nothing_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, folder: Path, code: str, fails: Callable[[], None]
) -> None:
    ground = ground_of(read_portal(folder / "content_data"), folder / "content_data", None, AS_OF)
    right = check_county(ground, BAD)
    catalogue = failing(code, fails)
    monkeypatch.setattr(run, "catalogue", lambda: catalogue)
    found = check_county(ground, BAD)
    faults = [finding for finding in found.findings if finding.code == "E013"]
    assert [fault.message.partition("（")[0] for fault in faults] == [f"核对规则 {code}时程序出错"]
    assert NAMES[fails] in faults[0].message
    others = [finding for finding in found.findings if finding.code != "E013"]
    assert others == [finding for finding in right.findings if finding.code != code]
    assert found.disclosure == right.disclosure


@pytest.mark.parametrize("reader", ["read_yaml", "sound_rows", "read_markdown"])
@pytest.mark.parametrize("fails", FAULTS, ids=NAMES.get)
def test_a_file_that_cannot_be_read_for_a_mistake_of_ours_is_named(
    monkeypatch: pytest.MonkeyPatch, folder: Path, reader: str, fails: Callable[[], None]
) -> None:
    content = folder / "content_data"
    ground = ground_of(read_portal(content), content, None, AS_OF)
    spoilt = {"read_yaml": "projects/02.yaml", "sound_rows": "payments.csv", "read_markdown": "cases"}[reader]
    read = getattr(files, reader)

    def one(*arguments: Any) -> Any:
        report = next((item for item in arguments if isinstance(item, Report)), None)
        if spoilt in str(report.file if report else arguments[-1]):
            fails()
        return read(*arguments)

    monkeypatch.setattr(files, reader, one)
    found = check_county(ground, BAD)
    faults = [finding for finding in found.findings if finding.code == "E013"]
    assert faults
    assert all(fault.place.file.startswith(f"counties/{BAD}/{spoilt}") for fault in faults)
    assert all(NAMES[fails] in fault.message and SECRET not in fault.message for fault in faults)
    assert found.disclosure is not None
    assert found.disclosure.by_id.keys() >= {f"{BAD}-2020-01"}


def killed(ground: Ground, job: CountyJob) -> tuple[Finding, ...]:
    if job.code == BAD:
        os.kill(os.getpid(), signal.SIGKILL)
    return check_county(ground, job.code, job.history).findings


def test_a_county_that_ends_its_process_is_named_and_the_others_are_checked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examination, "_examined", killed)
    done = CliRunner().invoke(main, ["--root", str(folder), "check", "--workers", "2"])
    assert done.exit_code == 1
    assert f"counties/{BAD}" in done.output
    assert "E013 处理本县时，进程两次意外结束" in done.output
    assert f"counties/{GOOD}/" in done.output


def test_a_county_that_ends_its_process_keeps_its_pages(
    published: Path, monkeypatch: pytest.MonkeyPatch, told: Callable[[], str]
) -> None:
    before = (published / "site" / PAGE).read_bytes()
    for code in (BAD, GOOD):
        touch(published, code)

    def ends(*_: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(drawing, "county_view", failing_for_one(county_view, ends))
    assert build(published, workers=2) == 0
    assert (published / "site" / PAGE).read_bytes() == before
    assert "另外，".encode() in (published / f"site/projects/{GOOD}-2020-01.html").read_bytes()
    assert "E013 处理本县时，进程两次意外结束" in told()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_mistake_in_a_page_of_the_whole_column_is_one_line_and_leaves_the_site(
    published: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], workers: int
) -> None:
    import_module("distributed")  # it pickles the context of an exception, too
    before = tree(published / "site")
    touch(published, BAD)
    monkeypatch.setattr("generator.engine.steps.jobs.contractor_artifacts", lambda *_: wont_travel())
    from generator.site.mkdocs import build_site

    capsys.readouterr()
    assert build_site(published, as_of=None, site_dir=published / "site", clean=False, workers=workers) == 1
    said = [line for line in capsys.readouterr().err.split("\n") if line.startswith("gongkai：")]
    assert len(said) == 1
    assert "网站未生成：处理“承办单位" in said[0]
    assert "时程序出错（WontTravelError" in said[0]
    assert tree(published / "site") == before


def test_a_fault_is_named_by_type_and_line_without_its_message() -> None:
    try:
        read_source(None, 1, None)  # type: ignore[arg-type]
    except Exception as error:  # noqa: BLE001 - whatever it is
        named = fault_id(error)
    assert named.startswith(
        ("TypeError intake/reading/source.py:", "AttributeError intake/reading/source.py:")
    )
    try:
        wrong_value()
    except ValueError as error:
        assert fault_id(error) == "ValueError"
