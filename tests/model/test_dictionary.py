"""The data dictionary that people read lists what the models hold, and no more."""

import json

import pytest

from generator.model.dictionary import File, dictionary
from generator.model.files import COUNTY_FILES, PROVINCE_FILES
from generator.model.schema import schemas
from generator.render.open_contracting import INDEX_SCHEMA
from generator.render.open_json import published_schemas
from generator.render.portal_artifacts import merge, province_artifacts
from generator.render.published_changes import SCHEMA as CHANGES_SCHEMA
from tests.support.portal import PORTAL, artifacts, province, spotless
from tests.support.record_fields import leaves

FILES = dictionary()
KINDS = (*PROVINCE_FILES, *COUNTY_FILES)


@pytest.mark.parametrize(
    ("file", "number"),
    [(file, at) for at, file in enumerate(FILES)],
    ids=lambda one: getattr(one, "path", ""),
)
def test_every_value_of_a_file_is_listed(file: File, number: int) -> None:
    kind = KINDS[number]
    named = {" › ".join(step for step in leaf.path if isinstance(step, str)) for leaf in leaves(kind)}
    listed = [entry.label for entry in file.entries]
    assert named - {"正文"} <= set(listed)
    assert len(set(listed)) == len(listed)
    outer = {label for label in listed if any(other.startswith(f"{label} › ") for other in listed)}
    assert set(listed) - outer == named - {"正文"}


def test_what_a_field_is() -> None:
    project = next(file for file in FILES if file.schema == "project")
    told = {entry.label: entry for entry in project.entries}
    assert told["扶持资金额度"][1:6] == ("金额", (), "通知要求公开", "万元", "五（六）")
    assert (told["项目编号"].kind, told["项目编号"].need) == ("项目编号", "必填")
    assert (told["支持方向"].need, told["状态"].need) == ("", "")
    assert told["支持方向"].choices[:2] == ("物流配送", "农产品进城")
    assert (told["承办单位"].kind, told["资金用途"].kind) == ("分项填写", "列表，每项分项填写")
    assert told["备注"].need == ""
    assert project.path == "counties/<行政区划代码>/projects/<序号>.yaml"


def test_every_file_has_its_schema_published() -> None:
    county = spotless()
    made = artifacts(county)
    whole = merge([made], province_artifacts((made,), province(county), PORTAL))
    published = {name for name in whole.files if name.startswith("data/schemas/")}
    handed_in = {f"data/schemas/{file.schema}.schema.json" for file in FILES}
    assert handed_in == {f"data/schemas/{name}" for name, _ in schemas()}
    assert published == handed_in | {f"data/schemas/{name}" for name, _ in published_schemas()} | {
        CHANGES_SCHEMA,
        f"data/schemas/{INDEX_SCHEMA}",
    }
    schema = json.loads(whole.files["data/schemas/project.schema.json"])
    assert set(schema["required"]) == {"项目编号", "项目名称"}
    page = next(page.body.markdown for page in whole.pages if page.stem == "data/dictionary")
    assert all(
        f"data/schemas/{file.schema}.schema.json" in page or f"schemas/{file.schema}.schema.json" in page
        for file in FILES
    )
    assert "| 扶持资金额度 | 金额，单位 万元 | 通知要求公开 | 五（六） |" in page
