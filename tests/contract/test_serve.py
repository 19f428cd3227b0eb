"""What is saved shows: `gongkai serve` watches the data. How soon is measured by `make bench-start`."""

from pathlib import Path

from tests.support.preview import fetch, preview, wait_for
from tests.support.served import browser_page


def test_a_changed_number_shows_after_a_reload(tmp_path: Path) -> None:
    with preview(tmp_path) as shown:
        assert "123.45" not in fetch(shown.page)
        shown.save("123.45")
        assert wait_for(lambda: "123.45" in fetch(shown.page), 60)


def test_a_saved_file_shows_in_the_browser_without_a_reload_by_hand(tmp_path: Path) -> None:
    with preview(tmp_path) as shown, browser_page() as page:
        page.goto(shown.page)
        for amount in ("123.45", "234.56", "345.67"):
            shown.save(amount)
            page.get_by_text(amount).first.wait_for(timeout=60_000)
