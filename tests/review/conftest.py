"""A published portal of three counties in a real repository, copied for each test."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.review.review import Review, review
from tests.intake.conftest import COUNTY, PROJECT, SITE
from tests.support.repository import Repository

MINE, OTHER, ELSEWHERE = "counties/210198", "counties/210197", "counties/210298"
PAYMENTS = """日期,项目编号,金额,收款单位,用途,凭证号,更正
2021-03-01,{code}-2020-01,74.40,甲公司,首付款,一号,
2021-04-01,{code}-2020-01,10.00,甲公司,进度款,,
"""
MAINTAINERS = """维护人:
  - 范围: 全省
    账号: [province-admin, province/maintainers]
  - 范围: '2101'
    账号: shenyang
  - 范围: '210198'
    账号: [Qinghe-SWJ, second]
  - 范围: '210197'
    账号: other
"""
ADMIN, CITY, CLERK = "province-admin", "shenyang", "qinghe-swj"
Reviewing = Callable[..., Review]


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The portal as the main line has it; to copy, not to change."""
    made = Repository(tmp_path_factory.mktemp("review") / "portal")
    made.write("site.yaml", SITE)
    made.write("policies/2020-226.md", "---\n标题: 通知\n成文日期: 2020-09-14\n---\n\n正文\n")
    made.write("maintainers.yaml", MAINTAINERS)
    for folder in (MINE, OTHER, ELSEWHERE):
        code = folder[-6:]
        made.write(
            f"{folder}/county.yaml",
            COUNTY.format(code=code).replace("沈阳", "大连" if code[3] == "2" else "沈阳"),
        )
        for number in ("01", "02"):
            made.write(f"{folder}/projects/{number}.yaml", PROJECT.format(code=code, number=number))
        made.write(f"{folder}/payments.csv", PAYMENTS.format(code=code))
    made.write(f"{MINE}/Thumbs.db", "left behind by a file manager")
    made.commit("published")
    return made.root


@pytest.fixture
def repository(portal: Path, tmp_path: Path) -> Repository:
    """A copy with the branch ``mine`` checked out."""
    root = tmp_path / "checkout"
    shutil.copytree(portal, root, symlinks=True)
    made = Repository(root, _hours=1)
    made.git("checkout", "-q", "-b", "mine")
    return made


def reviewed(repository: Repository, actor: str = CLERK, base: str = "main") -> Review:
    return review(repository.content, base, actor, None, date(2022, 6, 30))


def kinds(found: Review) -> list[str]:
    return [refusal.kind for refusal in found.refusals]


def errors(found: Review) -> list[str]:
    return [one.code for one in found.new if one.severity.value == "error"]
