"""The zone of China stays one object wherever it travels; other zones stay what they are."""

import pickle
from datetime import UTC, datetime, timedelta, timezone

import pytest

from generator.model.beijing import BEIJING


def test_the_zone_is_the_same_object_after_travelling() -> None:
    moment = datetime(2021, 3, 1, 9, tzinfo=BEIJING)
    assert pickle.loads(pickle.dumps(moment)).tzinfo is BEIJING


@pytest.mark.parametrize(
    "zone", [UTC, timezone(timedelta(hours=5, minutes=30)), timezone(timedelta(hours=-3), "west")]
)
def test_other_zones_travel_too(zone: timezone) -> None:
    moment = datetime(2021, 3, 1, 9, tzinfo=zone)
    there = pickle.loads(pickle.dumps(moment))
    assert there == moment
    assert there.tzname() == moment.tzname()
