"""统计口径: every figure is declared by the function that computes it, once, and stands on the page."""

import re
from dataclasses import astuple
from decimal import Decimal
from pathlib import Path

import pytest

from generator.model.figures import AMOUNT, PERCENT, figure, figures
from generator.model.money import format_percent, format_wan
from generator.render.overviews.figures_page import GROUPS, figure_groups
from generator.render.words import PAID_OF_SUBSIDY
from generator.views.shares import paid_of_subsidy, paid_share, spent_share
from tests.support.project import ROOT

_LINK = re.compile(r"(?:figures\.html#|defined\(sheet, \")([^)\"'{} ]+)")


def test_what_is_declared_is_on_the_page_and_the_other_way_round() -> None:
    named = [name for _, names in GROUPS for name in names]
    assert sorted(named) == sorted(figures())
    assert len(set(named)) == len(named)
    told = [one for _, found in figure_groups() for one in found]
    assert [one.name for one in told] == named
    assert all(all(astuple(one)) for one in told)


def test_a_name_means_one_figure() -> None:
    with pytest.raises(ValueError, match="拨付率"):
        figure("拨付率", "%", "x", counts="x", cancelled="x", corrected="x")(lambda: None)


def test_links_lead_to_figures_that_are_declared() -> None:
    sources = [path for path in (ROOT / "generator/render").rglob("*") if path.suffix in {".py", ".j2"}]
    linked = {name for path in sources for name in _LINK.findall(Path(path).read_text("utf-8"))}
    assert {"拨付率", "使用率", "建设进度", "已到账", "安排到项目", "核对发现问题"} <= linked
    assert {*linked, PAID_OF_SUBSIDY} <= set(figures())


def test_two_shares_of_what_was_paid_are_told_apart() -> None:
    paid, central, subsidy = Decimal("736"), Decimal(1000), Decimal("923.46")
    assert [
        format_percent(share or Decimal(0))
        for share in (paid_share(paid, central), paid_of_subsidy(paid, subsidy))
    ] == ["73.6%", "79.7%"]
    assert spent_share(Decimal(0), central) == 0
    for share in (paid_share, spent_share, paid_of_subsidy):
        assert share(paid, None) is None
        assert share(paid, Decimal(0)) is None


def test_what_is_said_of_rounding_is_true() -> None:
    assert "89.96%显示89.9%" in PERCENT
    assert [format_percent(Decimal(value)) for value in ("89.96", "89.99", "90", "99.97", "79.65")] == [
        "89.9%", "89.9%", "90%", "99.9%", "79.7%",
    ]  # fmt: skip
    assert "原始数据更细的，照原样显示" in AMOUNT
    assert format_wan(Decimal("400.000001")) == "400.000001"
    assert format_wan(Decimal("1350")) == "1,350.00"
