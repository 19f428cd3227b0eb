"""What is saved shows: `gongkai serve` watches the data. How soon is measured by `make bench-start`."""

import random
from pathlib import Path

from tests.support.leaks import Leaks
from tests.support.preview import Preview, fetch, preview, wait_for
from tests.support.private_values import WRITINGS
from tests.support.project import ROOT
from tests.support.served import browser_page

COUNTY = ("210396",)
"""One county of the demonstration is as good as all to see that what is saved shows."""


def test_a_changed_number_shows_after_a_reload(tmp_path: Path) -> None:
    with preview(tmp_path, counties=COUNTY) as shown:
        assert "123.45" not in fetch(shown.page)
        shown.save("123.45")
        assert wait_for(lambda: "123.45" in fetch(shown.page), 60)


def test_a_saved_file_shows_in_the_browser_without_a_reload_by_hand(tmp_path: Path) -> None:
    with preview(tmp_path, counties=COUNTY) as shown, browser_page() as page:
        page.goto(shown.page)
        for amount in ("123.45", "234.56", "345.67"):
            shown.save(amount)
            page.get_by_text(amount).first.wait_for(timeout=60_000)


def told(shown: Preview, words: str) -> bool:
    """Whether it stands on the terminal before long."""
    return wait_for(lambda: any(words in line for line in shown.said), 60)


def test_what_is_broken_is_told_and_the_last_good_site_stays(tmp_path: Path) -> None:
    """Once the failure is told, the page is there at once: a request that hangs ends in an empty answer."""
    with preview(tmp_path, counties=COUNTY) as shown:
        settings = shown.settings.read_text("utf-8")
        shown.settings.write_text("标题: [\n", "utf-8")
        assert told(shown, "栏目设置 site.yaml 无法读取")
        assert "扶持资金" in fetch(shown.page)
        number = WRITINGS["mobile plain"](random.Random(1))
        record = shown.record.read_text("utf-8")
        shown.settings.write_text(settings, "utf-8")
        shown.record.write_text(f"{record}\n备注: {number}\n", "utf-8")
        assert told(shown, "P002")
        shown.record.write_text(record, "utf-8")
        shown.save("123.45")
        assert wait_for(lambda: "123.45" in fetch(shown.page), 60)
    assert Leaks.of([("mobile", number)]).within("".join(shown.said).encode()) == set()
    assert not any("Traceback" in line for line in shown.said)


def test_a_preview_that_begins_broken_says_why_and_becomes_the_site(tmp_path: Path) -> None:
    settings = (ROOT / "content_data/site.yaml").read_text("utf-8")
    with preview(tmp_path, "标题: [\n", COUNTY) as shown:
        said = fetch(shown.page)
        assert "栏目设置 site.yaml 无法读取" in said
        assert '<html lang="zh-CN">' in said
        shown.settings.write_text(settings, "utf-8")
        assert wait_for(lambda: "扶持资金" in fetch(shown.page), 60)
