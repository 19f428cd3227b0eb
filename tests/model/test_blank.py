"""A blank file holds every field of its record, and is in order as it stands."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.intake import read_county
from generator.model.base import Record, record_inside
from generator.model.blank import blank
from generator.model.county import County
from generator.model.fields import held_by
from generator.model.files import COUNTY_FILES, Format
from generator.model.outcome import Outcome
from generator.model.plan import Plan
from generator.model.project import Project
from generator.model.types import Flag
from generator.scaffold import county, project


def keys_of(model: type[Record]) -> dict[str, Any]:
    """Label → labels of what is in it; a flag without a word of help is for the program, which sets it."""
    found = {}
    for info in model.model_fields.values():
        if held_by(info) != Flag or info.description:
            inside = record_inside(info.annotation)
            found[info.alias or ""] = keys_of(inside) if inside else {}
    return found


def keys_in(value: Any) -> dict[str, Any]:
    if isinstance(value, list):
        return keys_in(value[0]) if value else {}
    return {key: keys_in(inner) for key, inner in value.items()} if isinstance(value, dict) else {}


@pytest.mark.parametrize("model", [County, Plan, Project, Outcome])
def test_every_field_stands_in_it(model: type[Record]) -> None:
    """What may be left out is a comment; without its mark it is YAML."""
    filled = yaml.load(re.sub("(?m)^# ", "", blank(model, {})), Loader=yaml.BaseLoader)
    assert keys_in(filled) == keys_of(model)


def test_what_is_given_stands_in_it_and_the_rest_as_comment() -> None:
    given = {"id": "210198-2020-01", "title": "'冷库: 一号'", "direction": "物流配送"}
    assert yaml.safe_load(blank(Project, given)) == {
        "项目编号": "210198-2020-01",
        "项目名称": "冷库: 一号",
        "支持方向": "物流配送",
    }
    text = blank(Project, given)
    assert "# 状态: 未开工  # 未开工 / 在建 /" in text
    assert "# 续建: true  # 从以前年度接着建设的写 true" in text
    assert "# 方向原文:  # 安排表里的说法" in text
    assert "# 扶持资金额度: 100.00  # 万元\n" in text
    assert "#   方式: 公开招标  # 公开招标 / 邀请招标" in text
    assert "#   批准:  # 批准撤回的机关和文号\n" in text


def test_blank_files_are_in_order(tmp_path: Path) -> None:
    """As they are made, nothing is said of them but what is not disclosed yet."""
    county(tmp_path, "210198", "示例县", city="沈阳", cohort=2020, demo=True)
    project(tmp_path, "210198", "冷库", "物流配送")
    found = read_county(tmp_path, "210198", frozenset())
    assert [finding.message for finding in found.problems] == []
    assert found.disclosure is not None
    assert [made.title for made in found.disclosure.projects] == ["冷库"]


def test_a_new_county_has_every_file_of_one_record(tmp_path: Path) -> None:
    """As the data dictionary lists them, each with every key; projects are made one by one."""
    county(tmp_path, "210198", "示例县", city="沈阳", cohort=2020, demo=True)
    kinds = [kind for kind in COUNTY_FILES if kind.format is Format.YAML and "*" not in kind.path]
    assert {"county.yaml", "plan.yaml", "outcome.yaml", "contracts.yaml"} <= {kind.path for kind in kinds}
    for kind in kinds:
        text = (tmp_path / "counties/210198" / kind.path).read_text("utf-8")
        filled = yaml.load(re.sub("(?m)^# ", "", text.partition("\n")[2]), Loader=yaml.BaseLoader)
        assert keys_in(filled).keys() >= keys_of(kind.model).keys(), kind.path
