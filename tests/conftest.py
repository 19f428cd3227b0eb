"""For all tests: what takes long begins first, and what many look at is built once."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from tests.support.built import BuiltOnce
from tests.support.project import ROOT

# Tests start hundreds of programs: each that may not keep what it compiles takes two seconds to compile it again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

_MEMORY = Path("/dev/shm")
_NEEDED = 4 * 2**30
"""Bytes: what modules share, and what the tests that failed leave; a test that passed leaves nothing."""


def _keep_files_in_memory() -> None:
    """Thousands of small files are written and flushed: a disk of memory takes them, where there is a large one.

    Programs that a test starts put theirs there, too. Who names a folder (TMPDIR, ``--basetemp``) gets that one.
    """
    if "TMPDIR" in os.environ or not os.access(_MEMORY, os.W_OK):
        return
    if os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC:  # tests install programs and run them
        return
    if min(shutil.disk_usage(_MEMORY).free, psutil.virtual_memory().available) >= _NEEDED:
        os.environ["TMPDIR"] = str(_MEMORY)
        tempfile.tempdir = None


_keep_files_in_memory()

# An example of a property test may take as long as a busy machine needs to make and to run; speed is for benchmarks/.
settings.register_profile("gongkai", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gongkai")


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than processors: builds and browsers wait for a disk, for an answer or for each other."""
    return (os.cpu_count() or 1) + 1


_LONG = ("contract", "site", "tests", "engine")
"""Folders whose files take long: in these, whole sites are built, programs started and browsers opened."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first: a worker that begins one when the others are done works alone for a minute."""
    items.sort(key=lambda item: item.path.parent.name not in _LONG)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration as `gongkai build` makes it, once for all workers; to look at, not to change.

    It lies in the folder ``a/b`` of an empty one, so that it can be served below a path.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    site = shared / "demonstration/a/b"
    with FileLock(shared / "demonstration.lock"):
        if not site.exists():
            gongkai = Path(sys.executable).with_name("gongkai")
            command: list[str | Path] = [gongkai, "--root", ROOT, "build", "--site-dir", site]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr
    return site


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> BuiltOnce:
    """Projects that this process built once; each test has a copy of its own, at a tenth of the time of a build."""
    return BuiltOnce(lambda: tmp_path_factory.mktemp("built"))
