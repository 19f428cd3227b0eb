"""Files shipped with the program: theme, hand-written pages, demonstration data, and files of a data repository."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped(name: str) -> Path:
    """Returns the path of a shipped file or folder; pyproject.toml lists all of them.

    It is inside the package in a wheel, and beside the package in a checkout.

    Args:
        name: path in the checkout, such as overrides or scripts/setup.
    """
    inside = _PACKAGE / name
    return inside if inside.exists() else _PACKAGE.parent / name
