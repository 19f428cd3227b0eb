"""What travels with the program besides its modules: the theme, the hand-written pages, the demonstration's data, and
what a data repository is made of."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped(name: str) -> Path:
    """A file or folder that travels with the program; pyproject.toml names them all.

    A wheel holds it in the package, a checkout beside the package.

    Args:
        name: as in the checkout, such as overrides or scripts/setup.
    """
    inside = _PACKAGE / name
    return inside if inside.exists() else _PACKAGE.parent / name
