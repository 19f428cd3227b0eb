"""What is published of a county stands in the order of its degrees."""

from generator.engine.steps.county_work import CheckedCounty
from generator.rules import check_county, is_major
from generator.rules.example import scene


def test_what_is_major_comes_first_and_what_is_told_to_the_submitter_alone_does_not_come() -> None:
    faults = (
        "方案: {实施方案: {备案: null}, 决策过程: []}\n案例: []\n县: {公开专栏: null, 专项资金: {中央财政: '900'}}\n"
        "项目: {'01': {状态: 投入使用, 相关政策文件: null}}"
    )
    found = check_county(scene(faults))
    published = [one.code for one in CheckedCounty("210198", None, found).published_findings]
    assert {"F102", "L101", "I102", "I109", "I114"} <= set(published)
    assert "I115" in {one.code for one in found} - set(published)
    assert [is_major(code) for code in published] == sorted(map(is_major, published), reverse=True)
    ordinary = [code for code in published if not is_major(code)]
    assert ordinary == [one.code for one in found if one.code in ordinary], (
        "each degree in the order of the files"
    )
