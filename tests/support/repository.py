"""A real git repository whose commits a test makes one by one, each at a time of its own."""

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

_QUICK = "[core]\n\tfsync = none\n[maintenance]\n\tauto = false\n[gc]\n\tauto = 0\n"
"""A commit neither waits for the disk nor starts two more programs that look whether there is something to tidy."""


@dataclass
class Repository:
    """``content_data/`` in a repository; commits are an hour apart, Beijing time."""

    root: Path
    _hours: int = field(default=0)
    _at: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self.content.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")
        (self.root / ".git/info/exclude").write_text("site*/\n.site*/\n.cache/\n", "utf-8")
        with (self.root / ".git/config").open("a", encoding="utf-8") as settings:
            settings.write(_QUICK)

    def copy(self, root: Path) -> "Repository":
        """The same in another folder: a tenth of the time that it takes to commit everything again."""
        shutil.copytree(self.root, root, symlinks=True)
        return Repository(root, self._hours)

    @property
    def content(self) -> Path:
        return self.root / "content_data"

    def git(self, *command: str) -> str:
        return self.run("git", "-C", str(self.root), *command)

    def run(self, *command: str) -> str:
        """Run a command in the checkout as the one who commits, at the time of the last commit; returns what it says."""
        time = self._at or f"2022-03-{1 + self._hours // 24:02d}T{self._hours % 24:02d}:00:00+08:00"
        environment = os.environ | {
            "GIT_AUTHOR_DATE": time,
            "GIT_COMMITTER_DATE": time,
            "GIT_AUTHOR_NAME": "clerk",
            "GIT_AUTHOR_EMAIL": "clerk@example.gov.cn",
            "GIT_COMMITTER_NAME": "clerk",
            "GIT_COMMITTER_EMAIL": "clerk@example.gov.cn",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        run = subprocess.run(
            command,
            cwd=self.root,
            check=True,
            capture_output=True,
            text=True,
            env=environment,
        )
        return run.stdout.strip()

    def write(self, path: str, text: str) -> None:
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def change(self, path: str, old: str, new: str) -> None:
        file = self.content / path
        text = file.read_text("utf-8")
        assert old in text, f"{old} not in {path}"
        file.write_text(text.replace(old, new), "utf-8")

    def commit(self, message: str, at: str = "") -> str:
        """Commit everything, an hour after the last commit or at a time (``2099-01-01T00:00:00+08:00``); returns the id."""
        self._hours += 1
        self._at = at
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)
        self._at = ""
        return self._head()

    def _head(self) -> str:
        """The id of the newest commit, as git has just written it: asking git takes a third of a commit's time."""
        head = (self.root / ".git/HEAD").read_text("utf-8").strip()
        branch = head.removeprefix("ref: ")
        return head if branch == head else (self.root / ".git" / branch).read_text("utf-8").strip()
