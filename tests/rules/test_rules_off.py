"""A rule that the programme does not use is nowhere; one that something else rests on cannot be put off."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.model.programme import disclosure_items, rules_off
from generator.render.overviews.overview import Overview
from generator.render.overviews.rules_page import RULES_PAGE
from generator.rules import base, catalogue, check_county, run
from generator.rules.base import PAGES_COUNT, registered, registered_as
from generator.rules.example import scene
from generator.rules.explain import explanation
from tests.support.overviews import PORTAL

OFF = "B104"
NAMED = re.compile(r'"([A-Z]\d{3})"|rules\.html#([a-z]\d{3})')


@pytest.fixture
def without_it(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The program as it starts where the data puts one rule off."""
    catalogue()
    monkeypatch.setattr(base, "rules_off", lambda: frozenset({OFF}))
    for kept in (run.catalogue, run._by_code):
        kept.cache_clear()
    yield
    for kept in (run.catalogue, run._by_code):
        kept.cache_clear()


def _checked() -> set[str]:
    return {found.code for found in check_county(scene(registered_as(OFF).bad))}


def _page() -> str:
    return RULES_PAGE.page(Overview((), (), (), (), PORTAL)).body.html.text


def test_every_rule_is_used_now() -> None:
    assert rules_off() == frozenset()
    assert OFF in _checked()
    assert OFF in _page()
    assert OFF in explanation(OFF)


@pytest.mark.usefixtures("without_it")
def test_a_rule_that_is_put_off_is_not_checked_listed_or_explained() -> None:
    assert OFF not in _checked()
    page = _page()
    assert (OFF in page, "B103" in page) == (False, True)
    with pytest.raises(ValueError, match=f"找不到规则“{OFF}”"):
        explanation(OFF)


@pytest.mark.parametrize("code", ["B199", "E005", "P001", "F108", "I104"])
def test_what_does_not_exist_or_is_rested_on_cannot_be_put_off(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue()
    monkeypatch.setattr(base, "rules_off", lambda: frozenset({OFF, code}))
    with pytest.raises(ValueError, match=f"cannot put off {code}$"):
        registered()


def test_pages_name_no_rule_that_can_be_put_off() -> None:
    kept = PAGES_COUNT | {item.rule for item in disclosure_items()}
    files = [path for room in ("views", "render") for path in Path("generator", room).rglob("*")]
    texts = {path: path.read_text("utf-8") for path in files if path.suffix in {".py", ".j2"}}
    named = {(code or page).upper() for text in texts.values() for code, page in NAMED.findall(text)}
    assert "F108" in named
    assert {code for code in named - kept if registered_as(code).severity.value != "error"} == set()
