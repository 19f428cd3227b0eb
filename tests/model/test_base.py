"""What every record is; pydantic itself stays as it is for everybody in the process."""

import pickle
import subprocess
import sys

import pytest

from generator.model.base import Record
from generator.model.ledgers import Payment
from generator.model.place import Origin

_ASK = """
import pydantic
before = dict(vars(pydantic.BaseModel))
import generator.cli, generator.model.files, generator.site.plugin
after = dict(vars(pydantic.BaseModel))
print([name for name in sorted({*before, *after}) if before.get(name) is not after.get(name) and "_abc" not in name])
"""


def test_the_library_is_not_altered() -> None:
    """In a process of its own: whatever else the tests import has been imported here already."""
    found = subprocess.run([sys.executable, "-c", _ASK], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_what_a_record_does_not_have_is_an_error() -> None:
    with pytest.raises(AttributeError, match="unheard_of"):
        Record().unheard_of  # type: ignore[attr-defined]  # noqa: B018 - looking is what is tested


def test_equal_records_travel_as_equal_bytes() -> None:
    values = {
        "日期": "2021-03-10",
        "项目编号": "210198-2020-01",
        "金额": "1.50",
        "收款单位": "甲公司",
        "用途": "进度款",
    }
    one = Payment.model_validate(values).located(Origin("payments.csv", {(): (2, 1)}))
    other = Payment.model_validate(dict(reversed(values.items())) | {"凭证号": None})
    assert pickle.dumps(one) == pickle.dumps(other)
    arrived = pickle.loads(pickle.dumps(one))
    assert arrived == one == arrived.model_copy()
    assert arrived.model_dump() == one.model_dump()
    assert arrived.origin == Origin("")
