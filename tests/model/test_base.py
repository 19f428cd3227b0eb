"""What every record is: frozen values that are looked up as those of any other object."""

import pytest

from generator.model.base import Record
from generator.model.ledgers import Payment


def test_values_are_looked_up_without_a_detour() -> None:
    # pydantic asks a method of its own for whatever is looked up on a model; that costs a build several per cent
    assert [kind.__name__ for kind in Payment.__mro__ if "__getattr__" in vars(kind)] == []


def test_what_a_record_does_not_have_is_an_error() -> None:
    with pytest.raises(AttributeError, match="unheard_of"):
        Record().unheard_of  # type: ignore[attr-defined]  # noqa: B018 - looking is what is tested
