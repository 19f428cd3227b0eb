"""The quick way takes no file that the careful way would say something of, wherever in it the fault stands."""

import pytest

from generator.intake.quick import quick_record
from generator.model.project import Project
from tests.intake.conftest import PROJECT

GOOD = PROJECT.format(code="210197", number="01")
MOBILE = "13800138000"


def test_a_good_file_is_taken() -> None:
    assert quick_record(GOOD + "# 已核对\n建设内容:\n", Project, "01.yaml")


@pytest.mark.parametrize(
    "faulty",
    [
        GOOD + f"建设内容: 电话 {MOBILE}\n",
        GOOD + "建设内容: 电话 138\n  0013 8000\n",
        GOOD + '建设内容: "电话 1380013\\u0038000"\n',
        GOOD + f"# 电话 {MOBILE}\n",
        GOOD + f"建设内容: 内容 # {MOBILE}\n",
        f"%TAG ! {MOBILE}\n---\n{GOOD}",
        GOOD + f"{MOBILE}:\n",
        GOOD + f"{MOBILE}: ~\n",
        GOOD + f"绩效目标:\n  - {{指标: 行政村, {MOBILE}: }}\n",
    ],
)
def test_private_data_is_left_to_the_careful_way(faulty: str) -> None:
    assert quick_record(faulty, Project, "01.yaml") is None
