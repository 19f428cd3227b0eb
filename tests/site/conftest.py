"""The demonstration portal, built once, served below a sub-path, and a tab that looks at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.served import browser_page, served


@pytest.fixture(scope="session")
def folder(demonstration: Path) -> Path:
    """The built portal, below the host's folder ``a``."""
    return demonstration


@pytest.fixture(scope="session")
def address(folder: Path) -> Iterator[str]:
    """The portal's address on 127.0.0.1, without a slash at the end."""
    with served(folder.parents[1]) as host:
        yield f"{host}/a/b"


@pytest.fixture(scope="module")
def tab() -> Iterator[Page]:
    """A tab of a browser that the tests of one module share; it never leaves 127.0.0.1."""
    with browser_page() as page:
        yield page


@pytest.fixture
def page(tab: Page) -> Iterator[Page]:
    """A fresh tab; an error in its console fails the test."""
    errors: list[str] = []
    fresh = tab.context.new_page()
    fresh.on("pageerror", lambda error: errors.append(str(error)))
    fresh.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    yield fresh
    fresh.close()
    assert errors == []
