"""Independent texts are searched a few at a time, and each as if it stood alone."""

import pytest

from generator.intake.attachments.screen import Screen

PLACES = (0, 62, 63, 64, 65, 127, 128, 199)
"""Among 200 texts, also where one group ends and the next begins."""


def _found(texts: list[str]) -> set[str]:
    screen = Screen()
    screen.texts("里", texts)
    return {written for _, written in screen.private}


@pytest.mark.parametrize("place", PLACES)
def test_what_is_private_is_found_wherever_it_stands(place: int) -> None:
    texts = [f"第 {number} 笔" for number in range(200)]
    texts[place] = "张三 13800138000"
    assert _found(texts) == {"13800138000"}


@pytest.mark.parametrize("place", PLACES[:-1])
def test_neighbours_are_not_read_as_one(place: int) -> None:
    texts = ["一笔"] * 200
    texts[place : place + 2] = "1380013", "8000"
    assert _found(texts) == set()


def test_no_text_is_nothing() -> None:
    assert _found([]) == set()
