"""What every record is; pydantic itself stays as it is for everybody in the process."""

import subprocess
import sys

import pytest

from generator.model.base import Record

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
