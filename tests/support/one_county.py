"""One county under git that a test may spoil, read and checked as a build does it."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator import intake
from generator.engine.steps.county_work import CheckedCounty, check_county
from generator.engine.steps.whole_portal import ground_of
from generator.history import read_history
from generator.model.disclosure import CountyDisclosure
from generator.model.finding import Severity
from tests.intake.conftest import COUNTY, PROJECT, SITE
from tests.support.repository import Repository

CODE = "210198"
P1, P2 = f"{CODE}-2020-01", f"{CODE}-2020-02"
AS_OF = date(2022, 6, 30)
FIRST = date(2022, 3, 1)
"""The day of the first commit, and of the next twenty."""

PROGRESS = f"日期,项目编号,进度,状态,说明\n2021-05-31,{P1},20,在建,开工\n2021-06-30,{P1},40,在建,过半\n"
PAYMENTS = (
    "日期,项目编号,金额,收款单位,用途,凭证号\n"
    f"2021-03-10,{P1},50.00,甲公司,首付款,一号\n"
    f"2021-04-10,{P2},30.00,乙公司,首付款,二号\n"
)
FILES = {
    "county.yaml": COUNTY.format(code=CODE),
    "projects/01.yaml": PROJECT.format(code=CODE, number="01"),
    "projects/02.yaml": PROJECT.format(code=CODE, number="02"),
    "plan.yaml": "实施方案:\n  标题: 实施方案\n  印发日期: 2021-01-15\n",
    "outcome.yaml": "整改清单:\n  - {编号: 一, 问题: 标识不全, 期限: 2021-12-31}\n",
    "cases/yi-ge.md": "---\n标题: 一个案例\n类别: 农村物流解决方案\n日期: 2021-08-01\n---\n正文。\n",
    "progress.csv": PROGRESS,
    "payments.csv": PAYMENTS,
}


@dataclass
class OneCounty:
    """Its files in a checkout."""

    repository: Repository

    def write(self, name: str, text: str, encoding: str = "utf-8") -> None:
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).write_bytes(text.encode(encoding))

    def change(self, name: str, old: str, new: str) -> None:
        self.repository.change(f"counties/{CODE}/{name}", old, new)

    def path(self, name: str) -> Path:
        return self.repository.content / "counties" / CODE / name

    def commit(self) -> None:
        self.repository.commit("change")

    def checked(self) -> CheckedCounty:
        content = self.repository.content
        history = read_history(content, None)
        ground = ground_of(intake.read_portal(content), content, AS_OF, AS_OF, history)
        return check_county(ground, CODE, history.county(CODE))

    def county(self) -> CountyDisclosure:
        """What may be published of it."""
        found = self.checked().disclosure
        assert found is not None
        return found


def one_county(folder: Path) -> OneCounty:
    """Two projects and a file of every kind, committed, nothing wrong with them."""
    made = OneCounty(Repository(folder))
    made.repository.write("site.yaml", SITE)
    for name, text in FILES.items():
        made.write(name, text)
    made.commit()
    assert errors(made.checked()) == []
    return made


def errors(checked: CheckedCounty) -> list[str]:
    """Codes of what is wrong."""
    return [found.code for found in checked.findings if found.severity is Severity.ERROR]


def is_same(one: CountyDisclosure, other: CountyDisclosure) -> bool:
    """Whether the records of two disclosures are the same."""
    return replace(one, withheld=(), unsettled="") == replace(other, withheld=(), unsettled="")
