"""One message for one missing thing, however many records refer to it; all of them are withheld."""

import json
from datetime import date
from pathlib import Path

import pytest

from generator.engine import examine, records_in_error
from generator.model.finding import Finding, Severity
from generator.model.place import Place
from generator.rules.reports import format_findings
from generator.rules.reports.together import together
from tests.intake.conftest import COUNTY, PROJECT, SITE, write

CODE, AS_OF = "210198", date(2022, 6, 30)
MISSING = {
    "a policy": ("相关政策文件: [没有]\n", "找不到编号为“没有”的政策文件"),
    "an attachment": ("附件: [没有.pdf]\n", "attachments/ 里找不到“没有.pdf”"),
}


def county(root: Path, projects: int, text: str) -> Path:
    write(root / "site.yaml", SITE)
    write(root / f"counties/{CODE}/county.yaml", COUNTY.format(code=CODE))
    for number in range(1, projects + 1):
        body = PROJECT.format(code=CODE, number=f"{number:02d}")
        write(root / f"counties/{CODE}/projects/{number:02d}.yaml", body + text)
    return root


def errors(root: Path) -> tuple[Finding, ...]:
    return tuple(one for one in examine(root, None, AS_OF, 1) if one.severity is Severity.ERROR)


@pytest.mark.parametrize("case", MISSING)
@pytest.mark.parametrize("number", [1, 2, 4, 9])
def test_what_is_missing_is_told_once(tmp_path: Path, case: str, number: int) -> None:
    text, message = MISSING[case]
    found = errors(county(tmp_path / "content_data", number, text))
    assert records_in_error(found) == number
    told = json.loads(format_findings(found, "json"))
    assert told["summary"]["error"] == len(told["findings"]) == 1
    (one,) = told["findings"]
    assert one["file"] == f"counties/{CODE}/projects/01.yaml"
    assert one["message"].startswith(message)
    if number > 1:
        assert f"共有 {number} 处写了它，其余在 projects/02.yaml 第" in one["message"]
        assert one["message"].endswith(" 等") == (number > 4)
    for form in ("text", "github", "markdown", "sarif"):
        assert format_findings(found, form).count(message) <= 2  # SARIF has it twice a result


def test_a_missing_project_is_told_once_whoever_names_it(tmp_path: Path) -> None:
    root = county(tmp_path / "content_data", 1, "")
    rows = "".join(f"2021-04-0{day},{CODE}-2020-77,1.00,甲公司,进度款,{day}号\n" for day in (1, 2, 3))
    write(root / f"counties/{CODE}/payments.csv", f"日期,项目编号,金额,收款单位,用途,凭证号\n{rows}")
    case = f"---\n标题: 带货\n类别: 电商扶贫\n日期: 2021-05-01\n项目编号: [{CODE}-2020-77]\n---\n\n文。\n"
    write(root / f"counties/{CODE}/cases/dai.md", case)
    found = [one for one in errors(root) if one.code == "E007"]
    assert len(found) == 2
    (one,) = together(found)
    assert "各台账共有 3 行写了它，另有 1 处在 cases/dai.md 第" in one.message


def test_other_faults_stay_apart() -> None:
    def fault(code: str, message: str, file: str, county: str = CODE) -> Finding:
        return Finding(code, Severity.ERROR, message, Place(file, 1), "改", county=county)

    apart = [
        fault("E003", "同样的话", "a"),
        fault("E003", "同样的话", "b"),
        fault("E007", "没有甲", "a"),
        fault("E007", "没有乙", "a"),
        fault("E007", "没有甲", "a", "210197"),
        Finding("E007", Severity.NOTICE, "没有甲", Place("c", 1), "改", county=CODE),
    ]
    assert together(apart) == apart
