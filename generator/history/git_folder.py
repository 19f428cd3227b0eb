"""What git keeps in its own folder: where it lies, where a shallow clone ends, and whether contents were left out."""

from pathlib import Path


def is_inside_repository(folder: Path) -> bool:
    resolved = folder.resolve()
    return any((parent / ".git").exists() for parent in (resolved, *resolved.parents))


def shallow_ends(folder: Path) -> frozenset[str]:
    """Returns the commits at which a shallow clone ends; a linked work tree keeps them in the main repository."""
    path = common(folder) / "shallow"
    return frozenset(path.read_text("ascii").split()) if path.is_file() else frozenset()


def is_partial_clone(folder: Path) -> bool:
    """Whether git was asked to leave contents out (``git clone --filter``), all or some of which may be there by now."""
    return any((common(folder) / "objects/pack").glob("*.promisor"))


def common(folder: Path) -> Path:
    """Returns the .git folder that a linked work tree shares with its main repository."""
    common = folder / "commondir"
    return folder / common.read_text("utf-8").strip() if common.is_file() else folder
