"""A plan makes of a file the record that is built of the file's values, whatever its layout and its values."""

from collections.abc import Sequence

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.intake.reading.yaml_lines import outline, plain_lines
from generator.intake.records.building import MISFITS, builder_of
from generator.intake.records.layout_plans import plan_of
from generator.model.base import Record
from generator.model.place import Origin
from generator.model.project import Project
from tests.intake.conftest import PROJECT
from tests.intake.test_building import MODELS, assert_alike, file_values
from tests.intake.test_plain_yaml import with_texts

GOOD = PROJECT.format(code="210197", number="01")
USES = "资金用途:\n  - 类别: 信息化\n    用途: 甲\n    金额: 1\n  - 类别: {}\n    金额: {}\n    用途: 乙\n相关政策文件:\n- {}\n- 甲\n"


def by_plan(model: type[Record], beginnings: tuple[str, ...], texts: Sequence[str]) -> Record | None:
    """The record that a plan makes of a file; None when it is refused."""
    try:
        plan = plan_of(model, beginnings)
        return plan.record(texts, "file.yaml") if plan else None
    except MISFITS:
        return None


def by_values(model: type[Record], beginnings: tuple[str, ...], texts: Sequence[str]) -> Record | None:
    """The record that is built of a file's values; None when it is refused."""
    found = outline(beginnings)
    if found is None:
        return None
    try:
        record: Record = builder_of(model).record(with_texts(found.values, texts))
    except MISFITS:
        return None
    return record.located(Origin("file.yaml", found.marks))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@settings(max_examples=60)
@given(data=st.data())
def test_records_are_alike(model: type[Record], data: st.DataObject) -> None:
    values = data.draw(file_values(model))
    written = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=30_000)
    text = written.replace("'", "") if data.draw(st.booleans()) else written
    lines = plain_lines(text)
    if lines is None:
        return
    beginnings, texts = lines
    others = iter(data.draw(st.permutations([text for text in texts if text])))
    for its in (texts, [text and next(others) for text in texts], texts):
        planned, built = by_plan(model, beginnings, its), by_values(model, beginnings, its)
        assert_alike(planned, built)
        assert not (planned and built) or planned.origin == built.origin


def test_files_of_one_layout_share_a_plan() -> None:
    texts = [GOOD + USES.format("设施设备", "20", "乙"), GOOD + USES.format("服务", "5", "丙丁")]
    files = [lines for text in texts if (lines := plain_lines(text))]
    plans = [plan_of(Project, lines.beginnings) for lines in (*files, *files)]
    assert plans[1] is plans[2] is plans[3]
    first, second = (by_plan(Project, *lines) for lines in files)
    assert first is not None
    assert second is not None
    assert isinstance(first, Project)
    assert isinstance(second, Project)
    budget = [line for record in (first, second) for line in record.budget_lines or ()]
    assert [str(line.amount) for line in budget] == ["1", "20", "1", "5"]
    assert (*first.policies, *second.policies) == ("乙", "甲", "丙丁", "甲")
    places = {record.place("budget_lines", 1, "amount").line for record in (first, second)}
    assert places == {12}


@pytest.mark.parametrize(
    "ending",
    [
        "别的: 1\n",
        "项目名称: 再\n",
        "采购: 公开招标\n",
        "承办单位:\n  - 名称: 甲\n",
        "附件:\n  名称: 甲\n",
        "附件:\n  - 名称: 甲\n",
    ],
)
def test_what_fits_no_model_is_refused(ending: str) -> None:
    lines = plain_lines(GOOD + ending)
    assert lines is not None
    assert by_plan(Project, *lines) is None
