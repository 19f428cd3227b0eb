"""What a browser fetches up to the first search hit: the home page with all that belongs to it, and the search."""

from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Response

from tests.support.served import browser_page, served


def bytes_to_first_hit(site: Path, queries: Iterable[str]) -> int:
    """The most that one of the queries takes, in bytes, nothing compressed and nothing cached."""
    most = 0
    with served(site) as address, browser_page() as page:
        for query in queries:
            tab = page.context.browser.new_page() if page.context.browser else page
            responses: list[Response] = []

            def keep(response: Response, kept: list[Response] = responses) -> None:
                kept.append(response)

            tab.on("response", keep)
            tab.goto(f"{address}/index.html")
            tab.locator("#search-box").fill(query)
            tab.locator(".search-results li").first.wait_for()
            most = max(most, sum(len(response.body()) for response in responses))
            tab.close()
    return most
