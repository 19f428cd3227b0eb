"""不含个人信息 in the history: what the province answers for today was sound before too, that value and no other."""

from pathlib import Path

import pytest

from tests.history.test_refused_versions import ID1, P1, PROGRESS, PROGRESS_HEAD, Told, project, row
from tests.support.repository import Repository

# what is sound apart from a card number or a mail address that the rules take for a person's
CARD, OTHER, MAIL = "6222021234567895556", "6222021234567897776", "dzsw@163.com"
LIST = "not-private.yaml"
NOTICE, PLAN = "notices/2022-01.md", "counties/210198/plan.yaml"


@pytest.fixture
def told(tmp_path: Path) -> Told:
    made = Repository(tmp_path / "checkout")
    made.write("site.yaml", "栏目名称: 示例\n")
    made.write("counties/210198/county.yaml", "名称: 青禾县\n")
    return Told(made, tmp_path / "cache")


def listed(*entries: tuple[str, str, str]) -> tuple[str, str]:
    lines = [
        f"  - 记录: {file}\n    栏目: {column}\n    值: '{value}'\n    说明: 已向财政局核实\n"
        for file, column, value in entries
    ]
    return LIST, "不含个人信息:\n" + "".join(lines)


def notice(text: str) -> str:
    return f"---\n标题: 通知\n发布机构: 省商务厅\n日期: 2022-01-04\n---\n\n{text}\n"


WRITTEN: dict[str, tuple[str, str, str, str, str]] = {
    # file, column, value, the first version, the second
    "a card number in a project": (
        *(P1, "建设内容", CARD),
        *(project(建设内容=f"账号{CARD}", 工作要求="甲"), project(建设内容=f"账号{CARD}", 工作要求="乙")),
    ),
    "a mail address in a project": (
        *(P1, "建设内容", MAIL),
        *(project(建设内容=f"咨询{MAIL}", 工作要求="甲"), project(建设内容=f"咨询{MAIL}", 工作要求="乙")),
    ),
    "written apart": (
        *(P1, "建设内容", "6222 0212 3456 7895 556"),
        *(project(建设内容=f"账号{CARD}", 工作要求="甲"), project(建设内容=f"账号{CARD}", 工作要求="乙")),
    ),
    "in a note": (
        *(P1, "正文", CARD),
        *(project(工作要求="甲") + f"# 账号{CARD}\n", project(工作要求="乙") + f"# 账号{CARD}\n"),
    ),
    "in a row": (
        *(PROGRESS, "说明", CARD),
        *(PROGRESS_HEAD + row(f"账号{CARD}"), PROGRESS_HEAD + row(f"账号{CARD}", percent=40)),
    ),
    "in a notice": (NOTICE, "正文", MAIL, notice(f"联系{MAIL}，甲。"), notice(f"联系{MAIL}，乙。")),
    "in a plan": (
        *(PLAN, "工作目标", CARD),
        f"实施方案:\n  标题: 方案\n  工作目标: 账号{CARD}\n  印发机关: 甲\n",
        f"实施方案:\n  标题: 方案\n  工作目标: 账号{CARD}\n  印发机关: 乙\n",
    ),
}


@pytest.mark.parametrize("case", WRITTEN)
def test_a_change_beside_it_is_told_once_it_is_answered(told: Told, case: str) -> None:
    """The answer came after both versions; what was kept of them is read anew."""
    file, column, value, first, second = WRITTEN[case]
    told.commit((file, first))
    assert told.commit((file, second)) == []
    told.is_growing = False
    told.commit(listed((file, column, value)))
    assert len(told.changes(None)) == 1
    assert told.skips() == []


@pytest.mark.parametrize(
    "entry",
    [
        (P1, "建设内容", OTHER),
        (P1, "工作要求", CARD),  # another column
        ("counties/210198/projects/02.yaml", "建设内容", CARD),  # another file
    ],
)
def test_no_other_value_is_answered_for(told: Told, entry: tuple[str, str, str]) -> None:
    told.commit((P1, project(建设内容=f"账号{CARD}")), listed(entry))
    assert told.commit((P1, project(建设内容="冷库"))) == []
    assert [skip.code for skip in told.skips()] == ["P003"]


@pytest.mark.parametrize(
    ("text", "code"), [("经办人11010519491231002X", "P001"), ("联系13800138000", "P002")]
)
def test_nobody_answers_for_an_id_number_or_a_mobile(told: Told, text: str, code: str) -> None:
    told.commit((P1, project(建设内容=text)), listed((P1, "建设内容", text[3:]), (P1, "建设内容", text)))
    assert told.commit((P1, project(建设内容="冷库"))) == []
    assert [skip.code for skip in told.skips()] == [code]


def test_a_value_that_was_another_is_refused_in_its_time(told: Told) -> None:
    told.commit((P1, project(建设内容=f"账号{OTHER}")), listed((P1, "建设内容", CARD)))
    assert told.commit((P1, project(建设内容=f"账号{CARD}"))) == []
    assert told.commit((P1, project(建设内容="冷库"))) == [(ID1, "建设内容", f"账号{CARD}", "冷库")]


@pytest.mark.parametrize("damage", ["不含个人信息:\n  - 记录: [\n", "不含个人信息: 是\n", "", "&a [*a]\n"])
def test_a_list_in_error_answers_for_nothing(told: Told, damage: str) -> None:
    told.commit((P1, project(建设内容=f"账号{CARD}")), (LIST, damage))
    assert told.commit((P1, project(建设内容="冷库"))) == []
    assert [skip.code for skip in told.skips()] == ["P003"]


def test_what_is_answered_no_more_is_refused_again(told: Told) -> None:
    told.commit((P1, project(建设内容=f"账号{CARD}")), listed((P1, "建设内容", CARD)))
    assert told.commit((P1, project(建设内容="冷库"))) == [(ID1, "建设内容", f"账号{CARD}", "冷库")]
    told.is_growing = False
    told.remove(LIST)
    assert told.changes(None) == []
    assert [skip.code for skip in told.skips()] == ["P003"]
