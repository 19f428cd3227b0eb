"""Projects that were built once, and copies of them to spoil: a copy costs a tenth of a build."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

from generator.site.destination import _name
from tests.support.project import COUNTIES, build, project


class BuiltOnce:
    """Builds each project once, below a new folder, and gives copies of it."""

    def __init__(self, new_folder: Callable[[], Path]) -> None:
        @cache
        def built(make: Callable[..., Path], counties: tuple[str, ...]) -> Path:
            made = make(new_folder() / "p", counties)
            assert build(made) == 0
            return made

        self._built = built

    def __call__(
        self, folder: Path, counties: tuple[str, ...] = COUNTIES, make: Callable[..., Path] = project
    ) -> Path:
        """A project as ``make`` makes it, built."""
        return copy_of(self._built(make, counties), folder)


def copy_of(built: Path, folder: Path) -> Path:
    """A project that was built, in another folder; its cache, which is named after the place of the site, knows it."""
    shutil.copytree(built, folder, symlinks=True)
    old, new = (folder / ".cache/build" / _name(str((each / "site").resolve())) for each in (built, folder))
    old.rename(new)
    return folder
