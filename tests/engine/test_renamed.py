"""A renamed firm whose counties are built one at a time: the tree that grew is the tree of a clean build."""

import shutil
from pathlib import Path

import pytest

from generator.model.identifiers import contractor_key
from tests.intake.conftest import COUNTY, PROJECT, SITE, write
from tests.support.project import build, project, tree

X = "91110000600037341L"
OLD = f"contractors/{contractor_key('甲公司', None)}.html"
A, B, C = "210197", "210198", "210199"
TODAY = f"承办单位:\n  名称: 乙公司\n  统一社会信用代码: {X}\n"
FORMER = f"{TODAY}  曾用名: 甲公司\n"


def enter(folder: Path, code: str, contractor: str, money: str = "350.00") -> None:
    text = PROJECT.format(code=code, number="01").replace("350.00", money)
    write(folder / f"content_data/counties/{code}/projects/01.yaml", text + contractor)


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = project(tmp_path_factory.mktemp("renamed") / "checkout", ())
    data = folder / "content_data"
    shutil.rmtree(data / "notices")
    write(data / "site.yaml", SITE)
    for code in (A, B, C):
        write(data / f"counties/{code}/county.yaml", COUNTY.format(code=code))
    enter(folder, A, TODAY)
    enter(folder, B, "承办单位:\n  名称: 甲公司\n")
    enter(folder, C, "承办单位:\n  名称: 丙公司\n")
    return folder


def test_each_step_gives_the_tree_of_a_clean_build(province: Path) -> None:
    build(province)
    pages = []
    steps = (
        (A, FORMER, "350.00"),  # it says what it was called
        (B, "承办单位:\n  名称: 甲公司\n", "120.00"),  # a county that uses the former name changes
        (C, "承办单位:\n  名称: 丙公司\n  曾用名: 甲公司\n", "350.00"),  # another claims the name
    )
    for code, contractor, money in steps:
        enter(province, code, contractor, money)
        build(province)
        pages.append(tree(province / "site"))
    shutil.rmtree(province / ".cache")
    build(province, province / "clean")
    assert pages[-1] == tree(province / "clean")
    leading, changed, apart = pages
    assert f'url={X}.html"'.encode() in leading[OLD]
    page = f"contractors/{X}.html"
    assert "350.00" in leading[page].decode()
    assert "120.00" in changed[page].decode()
    assert b"http-equiv" not in apart[OLD]
    assert "120.00" not in apart[page].decode()
