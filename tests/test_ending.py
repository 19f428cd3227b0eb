"""The command ends at once, but not before all that it said has arrived."""

import subprocess
import sys
from pathlib import Path

import pytest

GONGKAI = Path(sys.executable).with_name("gongkai")


def test_all_that_is_said_arrives_through_a_pipe() -> None:
    done = subprocess.run([GONGKAI, "rules"], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[0].startswith("E001")
    assert done.stdout.endswith("\n")
    assert len(done.stdout.splitlines()) > 50


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full is Linux' own")
def test_a_full_disk_is_told_in_one_line() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run([GONGKAI, "rules"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "gongkai：磁盘已满：标准输出。\n"


def test_a_reader_who_goes_away_is_no_failure_of_ours() -> None:
    with subprocess.Popen([GONGKAI, "rules"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
