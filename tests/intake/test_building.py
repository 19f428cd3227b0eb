"""A record that is put together is the record that pydantic makes; what pydantic refuses is refused."""

import pickle
from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field, ValidationError, field_validator, model_validator

from generator.intake.records.building import MISFITS, builder_of
from generator.intake.records.validation import codes_of, without_absent
from generator.model.base import Label, Record, record_inside
from generator.model.files import COUNTY_FILES, LEDGERS, PROVINCE_FILES, Format
from generator.model.place import Origin
from generator.model.types import MAX_TEXT, Text


def _all_models() -> list[type[Record]]:
    """The models of the files that are read field by field, and all that lie in them."""
    found: dict[type[Record], None] = {}
    waiting = [kind.model for kind in (*COUNTY_FILES, *PROVINCE_FILES) if kind.format is not Format.MARKDOWN]
    while waiting:
        model = waiting.pop()
        found[model] = None
        waiting += [
            inner for info in model.model_fields.values() if (inner := record_inside(info.annotation))
        ]
    return list(found)


MODELS = _all_models()
TEXTS = (
    "2021-06-30",
    "2021-6-30",
    "2021-06",
    "2021",
    "0",
    "12.50",
    "100",
    "-5",
    "１２",
    "3万",
    "true",
    "否",
    "024-00000000",
    "13800138000",
    "https://example.gov.cn/a?b=1",
    "http://甲.cn/",
    "javascript:alert(1)",
    "210198",
    "210198-2020-01",
    "91210107MA10107008",
    "好",
    "优秀",
    "文字",
)


def _texts(model: type[Record], label: str) -> st.SearchStrategy[str]:
    """Texts for one field: mostly such as it takes."""
    texts = (*TEXTS, *codes_of(model, (label,)))
    fit = [text for text in texts if (label,) not in _faults(model, {label: text})]
    return st.one_of(*[st.sampled_from(fit or texts)] * 9, st.sampled_from(texts))


def _faults(model: type[Record], values: dict[str, Any]) -> set[tuple[int | str, ...]]:
    """Where pydantic finds fault."""
    try:
        model.model_validate(values, by_alias=True, by_name=False)
    except ValidationError as error:
        return {detail["loc"] for detail in error.errors()}
    return set()


def _raw(model: type[Record], label: str, annotation: Any) -> st.SearchStrategy[Any]:
    """What a file may hold for one field: mostly what is meant, now and then anything else."""
    inside = record_inside(annotation)
    texts = _texts(model, label)
    if inside is not None:
        record = st.deferred(lambda: file_values(inside))
        meant: st.SearchStrategy[Any] = record | st.lists(record, max_size=2)
    else:
        meant = texts | st.lists(texts, max_size=2)
    odd: st.SearchStrategy[Any] = (
        texts
        | st.just("第一行\n第二行")
        | st.none()
        | st.lists(texts, max_size=1)
        | st.just({})
        | st.just({"名称": "文字"})
    )
    return st.one_of(*[meant] * 6, odd)


def file_values(model: type[Record]) -> st.SearchStrategy[dict[str, Any]]:
    required: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {"别的": st.none()}
    for info in model.model_fields.values():
        held = required if info.is_required() else optional
        held[info.alias or ""] = _raw(model, info.alias or "", info.annotation)
    return st.fixed_dictionaries(required, optional=optional)


def _by_pydantic(model: type[Record], values: dict[str, Any]) -> Record | None:
    try:
        return model.model_validate(without_absent(values), by_alias=True, by_name=False)
    except ValidationError:
        return None


def _put_together(model: type[Record], values: dict[str, Any]) -> Record | None:
    try:
        record: Record = builder_of(model).record(values)
        return record
    except MISFITS:
        return None


def assert_alike(made: Record | None, plain: Record | None) -> None:
    if made is None or plain is None:
        assert made is plain
        return
    assert type(made) is type(plain)
    assert made == plain
    assert hash(made) == hash(plain)
    assert repr(made) == repr(plain)
    assert made.model_dump() == plain.model_dump()
    assert made.model_dump_json(by_alias=True) == plain.model_dump_json(by_alias=True)
    for ours, theirs in zip(_inside(made), _inside(plain), strict=True):
        assert ours.model_fields_set == theirs.model_fields_set
        assert list(ours.__dict__) == list(theirs.__dict__)
    assert pickle.loads(pickle.dumps(made)) == plain
    assert made.model_copy() == plain


def _inside(record: Record) -> Iterator[Record]:
    """A record and all records in it."""
    yield record
    for value in record.__dict__.values():
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Record):
                yield from _inside(inner)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@settings(max_examples=60)
@given(data=st.data())
def test_records_are_alike(model: type[Record], data: st.DataObject) -> None:
    values = data.draw(file_values(model))
    assert_alike(_put_together(model, values), _by_pydantic(model, values))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_what_is_no_value_is_refused_alike(model: type[Record]) -> None:
    for label in (*model.labels().values(), *model.model_fields, "别的"):
        odd: tuple[Any, ...] = ("x" * (MAX_TEXT + 1), "x\ny", ["x\ny"], {"x": "y"}, ["x", ["y"]], [{}])
        for value in odd:
            values = {label: value}
            assert_alike(_put_together(model, values), _by_pydantic(model, values))


@pytest.mark.parametrize("model", [kind.model for kind in LEDGERS], ids=lambda model: model.__name__)
@settings(max_examples=60)
@given(data=st.data())
def test_rows_are_alike(model: type[Record], data: st.DataObject) -> None:
    headings = tuple(model.labels().values())
    absent = {
        heading: st.nothing() if info.is_required() else st.just("")
        for heading, info in zip(headings, model.model_fields.values(), strict=True)
    }
    cells = [absent[heading] | _texts(model, heading) for heading in headings]
    rows = data.draw(st.lists(st.tuples(*cells), max_size=4))
    plain = [
        _by_pydantic(model, {heading: cell for heading, cell in zip(headings, row, strict=True) if cell})
        for row in rows
    ]
    try:
        columns = [[row[place] for row in rows] for place in range(len(headings))]
        made = builder_of(model).rows(headings, columns, [Origin("") for _ in rows])
    except MISFITS:
        assert None in plain
        return
    assert len(made) == len(plain)
    for ours, theirs in zip(made, plain, strict=True):
        assert theirs is not None
        assert ours == theirs
        assert repr(ours) == repr(theirs)
        assert ours.model_fields_set == theirs.model_fields_set
        assert ours.model_dump() == theirs.model_dump()


class _Checked(Record):
    text: Annotated[Text, Label("文字")]

    @field_validator("text")
    @classmethod
    def _check(cls, value: str) -> str:
        return value


class _CheckedWhole(Record):
    text: Annotated[Text, Label("文字")]

    @model_validator(mode="after")
    def _check(self) -> "_CheckedWhole":
        return self


class _Changing(Record):
    texts: list[Text] = Field(default_factory=list, alias="文字")


@pytest.mark.parametrize("model", [_Checked, _CheckedWhole, _Changing])
def test_a_model_that_does_more_is_not_passed_over(model: type[Record]) -> None:
    with pytest.raises(TypeError, match=model.__name__):
        builder_of(model)
