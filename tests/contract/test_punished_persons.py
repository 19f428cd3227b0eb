"""A person whom a decision in enforcement.csv is on: the name is in nothing that is published, said or kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator import intake
from generator.engine.steps.county_work import check_county
from generator.engine.steps.whole_portal import ground_of
from generator.history import read_history
from generator.render.portal_artifacts import county_artifacts
from tests.support.one_county import AS_OF, CODE, OneCounty, one_county
from tests.support.packed_files import opened
from tests.support.project import tree

NAME = "郭翀骉"
HEAD = "日期,承办单位,行为,处理机关,处理结果,依据,文号,后续\n"
ROW = "2021-09-{day:02d},{company},{act},县市场监督管理局,{result},{basis},{day}号,{later}\n"
SOUND = {
    "company": "",
    "act": "销售的蜂蜜与标签不符",
    "result": "罚款0.5万元",
    "basis": "产品质量法",
    "later": "",
}
CASES: tuple[tuple[Mapping[str, str], ...], ...] = (
    ({"company": NAME}, {}, {}),
    ({"company": f"个体工商户{NAME}"}, {"company": "甲商店"}, {"company": "甲商店"}),
    ({}, {"company": f"甲商店（经营者：{NAME}）"}, {}),
    ({}, {}, {"company": f"{NAME}（个体工商户）"}),
    ({"act": f"经营者{NAME}销售假酒"}, {}, {}),
    ({}, {"result": f"对当事人{NAME}罚款0.5万元"}, {"result": "罚款0.6万元"}),
    ({}, {"later": f"法定代表人为{NAME}。"}, {"later": f"被处罚人：{NAME}，已缴清"}),
    ({"basis": f"负责人 {NAME}的笔录"}, {"basis": f"负责人 {NAME}的笔录"}, {"basis": "笔录"}),
)
"""What is written in each row in each of three versions, where it is not sound."""


@dataclass
class Made:
    published: dict[str, bytes]
    said: str
    """Messages and cures of findings."""
    kept: dict[str, bytes]
    """The store of the history."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("punished")
    county = one_county(folder / "column")
    for version in range(3):
        rows = [ROW.format_map({**SOUND, **case[version], "day": day}) for day, case in enumerate(CASES, 1)]
        county.write("enforcement.csv", HEAD + "".join(rows))
        county.commit()
        found = drawn(county, folder / "cache")
    assert NAME in county.path("enforcement.csv").read_text("utf-8")
    return found


def drawn(county: OneCounty, cache: Path) -> Made:
    content = county.repository.content
    history = read_history(content, cache)
    ground = ground_of(intake.read_portal(content), content, AS_OF, AS_OF, history)
    checked = check_county(ground, CODE, history.county(CODE))
    assert checked.disclosure
    found = checked.published_findings
    art = county_artifacts(checked.disclosure, found, checked.checklist, ground.portal, checked.history)
    pages = {page.url: page.body.markdown.encode() for page in art.pages}
    others = {"texts": art.texts, "search": repr(art.search).encode(), "summary": repr(art.summary).encode()}
    said = repr([(finding.message, finding.cure, finding.terms) for finding in checked.findings])
    files = {address: opened(data) for address, data in art.files.items()}
    return Made({**files, **pages, **others}, said + repr(history.limits()), tree(cache))


def test_the_name_is_in_nothing(made: Made) -> None:
    forms = [NAME.encode(code) for code in ("utf-8", "utf-16-le", "gb18030")]
    forms += ["".join(f"\\u{ord(mark):04x}" for mark in NAME).encode()]
    everything = {**made.published, "said": made.said.encode(), **made.kept}
    assert made.kept
    assert {path for path, data in everything.items() if any(form in data for form in forms)} == set()


def test_what_is_sound_is_published_and_what_is_not_is_reported(made: Made) -> None:
    page = made.published[f"counties/{CODE}.html"].decode()
    # of the two refused rows one stands as it was
    assert page.count("认定：销售的蜂蜜与标签不符") == len(CASES) - 1
    assert "承办单位：甲商店。" in page
    assert "罚款0.6万元" in page
    assert made.said.count("这里写的像是个人姓名") == 2
