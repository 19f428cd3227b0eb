"""LibreOffice without a window, as clerks' other programs save a workbook."""

import shutil
import subprocess
from pathlib import Path

import pytest

PROGRAM = shutil.which("soffice")
needs_office = pytest.mark.skipif(PROGRAM is None, reason="LibreOffice is not installed")


def saved_by_office(source: Path, form: str, folder: Path) -> Path:
    """A file as LibreOffice opens and saves it.

    Args:
        form: suffix, and a filter if need be: ``xlsx``, ``ods``, ``csv:Text - txt - csv (StarCalc):44,34,76``.
        folder: where the result and the profile lie.
    """
    assert PROGRAM is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    out = folder / "saved"
    command = [PROGRAM, profile, "--headless", "--convert-to", form, "--outdir", str(out), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    made = out / f"{source.stem}.{form.partition(':')[0]}"
    assert made.exists(), done.stdout + done.stderr
    return made
