"""contracts.yaml in error: its last published version stands and says so; without one, nothing is concluded."""

from pathlib import Path

import pytest

from tests.engine.test_earlier_version_marks import site as pages
from tests.engine.test_earlier_version_site import BAD, GOOD, commit, county, git
from tests.engine.test_earlier_version_sums import NOT_TOLD, WITH, lines
from tests.support.project import project

P1 = f"{BAD}-2020-01"
CONTRACTS = f"""合同:
  - 合同编号: HT-01
    名称: 分拨中心合同
    方式: 公开招标
    投标供应商数: 2
    合同金额: 123.45
    合同日期: 2021-03-01
    涉及项目:
      - 项目编号: {P1}
"""
BROKEN = CONTRACTS + "- 不是\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = project(tmp_path / "project", counties=(BAD, GOOD))
    git(made, "init", "--quiet", "--initial-branch=main")
    commit(made)
    return made


def test_contracts_stand_as_published_or_are_not_concluded_from(folder: Path) -> None:
    file = county(folder, "contracts.yaml")
    page, other = f"counties/{BAD}.md", f"projects/{P1}.md"
    file.write_text(BROKEN, "utf-8")
    commit(folder)
    never = pages(folder)
    assert f"共 {NOT_TOLD} 份，现在的金额合计 {NOT_TOLD} 万元" in never[page]
    assert "123.45" not in never[page] + never[other]
    assert "B105" not in never[page]

    file.write_text(CONTRACTS, "utf-8")
    commit(folder)
    sound = pages(folder)
    assert lines(sound[page], "共 1 份") == ["共 1 份，现在的金额合计 123.45 万元，涉及几个项目的只计一次。"]
    assert "B105" in sound[page]
    assert "HT-01" in sound[other]

    file.write_text(BROKEN.replace("123.45", "999.99"), "utf-8")
    commit(folder)
    stands = pages(folder)
    assert f"现在的金额合计 123.45{WITH} 万元" in stands[page]
    assert "999.99" not in stands[page] + stands[other]
    for address in (page, other):
        assert "合同的记录最近一次提交未通过核对，以下为" in stands[address], address
    assert "- [B105]" not in stands[page]
    assert f"| **合计** | 123.45{WITH} |" in stands["funds.html"] or f"123.45{WITH}" in stands["funds.html"]
