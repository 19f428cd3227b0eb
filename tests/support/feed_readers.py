"""Programs by which newsrooms follow feeds: newsboat, a reader, and rss2email, which mails each entry."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from mailbox import Maildir
from pathlib import Path
from typing import NamedTuple

import pytest

_NEWSBOAT, _R2E = shutil.which("newsboat"), shutil.which("r2e")
needs_readers = pytest.mark.skipif(
    _NEWSBOAT is None or _R2E is None, reason="newsboat or rss2email is not installed (Debian's packages)"
)


class Newsboat:
    """One subscriber with one cache; what is unread is what they are told."""

    def __init__(self, folder: Path, addresses: list[str], *, sees_updates: bool = False) -> None:
        folder.mkdir()
        self._folder, self._cache = folder, folder / "cache.db"
        (folder / "urls").write_text("".join(f"{address}\n" for address in addresses), "utf-8")
        shown = "".join(f'reset-unread-on-update "{address}"\n' for address in addresses if sees_updates)
        (folder / "config").write_text(shown, "utf-8")

    def read(self) -> list[str]:
        """Fetches, returns the ids of what is unread, each as often as it is shown, and marks it as read."""
        files = [f"--{name}={self._folder / file}" for name, file in _FILES.items()]
        _run([_NEWSBOAT, *files, "--execute", "reload"], self._folder)
        with closing(sqlite3.connect(self._cache)) as cache, cache:
            ids = [str(row[0]) for row in cache.execute("SELECT guid FROM rss_item WHERE unread ORDER BY id")]
            cache.execute("UPDATE rss_item SET unread = 0")
        return ids

    def text(self, id_: str) -> str:
        """Title and content of an entry as it is shown now."""
        with closing(sqlite3.connect(self._cache)) as cache:
            (found,) = cache.execute("SELECT title, content FROM rss_item WHERE guid = ?", (id_,))
        return "\n".join(map(str, found))


_FILES = {"config-file": "config", "cache-file": "cache.db", "url-file": "urls"}


class Mail(NamedTuple):
    """A mail of rss2email."""

    feed: str
    """The feed's address."""
    id: str
    is_reply: bool
    """Whether it answers the first mail of this entry."""


class MailReader:
    """One subscriber of rss2email; ``follows_changes`` asks for a reply when an entry's text changes."""

    def __init__(self, folder: Path, feeds: Mapping[str, str], *, follows_changes: bool = False) -> None:
        folder.mkdir()
        self._folder, self._mail = folder, folder / "mail"
        self._read: set[str] = set()
        Maildir(self._mail)
        lines = [
            "[DEFAULT]",
            "to = editor@example.gov.cn",
            "email-protocol = maildir",
            f"maildir-path = {folder}",
            "maildir-mailbox = mail",
            "verbose = warning",
            f"reply-changes = {follows_changes}",
        ]
        for name, address in feeds.items():
            lines += [f"[feed.{name}]", f"url = {address}"]
        (folder / "config").write_text("\n".join(lines) + "\n", "utf-8")

    def read(self) -> list[Mail]:
        """Runs once and returns the new mails."""
        said = _run(
            [_R2E, "-c", self._folder / "config", "-d", self._folder / "data.json", "run"], self._folder
        )
        assert not said, said
        mails = Maildir(self._mail)
        new = sorted(set(mails.keys()) - self._read)
        self._read |= set(new)
        found = [mails[key] for key in new]
        return [Mail(str(mail["X-RSS-Feed"]), str(mail["X-RSS-ID"]), "In-Reply-To" in mail) for mail in found]


def _run(command: list[object], home: Path) -> str:
    """What the program says, run with nobody's settings but those in the folder."""
    environment = os.environ | {"HOME": str(home), "LC_ALL": "C.UTF-8", "XDG_CONFIG_HOME": str(home / "xdg")}
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=False, env=environment, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
