"""The state of mkdocs.yml and the theme, to detect whether they are edited during a build."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

import generator
from generator.engine.store.cache import Source, is_still, source
from generator.site.project_folder import settings_are_still, settings_source, theme_folders
from generator.site.versions import versions


@dataclass(frozen=True)
class Appearance:
    """The state of the theme folders and mkdocs.yml before they were read."""

    config_file: Path
    settings: Source
    theme: Mapping[Path, Source]

    @classmethod
    def at(cls, config: MkDocsConfig, settings: Source | None) -> "Appearance":
        """Takes the present state.

        Args:
            settings: mkdocs.yml before MkDocs read it; None if MkDocs was called directly.
        """
        file = Path(config.config_file_path)
        theme = {Path(folder): source(Path(folder), None) for folder in theme_folders(config)}
        return cls(file, settings or settings_source(file), theme)

    def is_still(self) -> bool:
        """Returns whether none of it was edited since."""
        return settings_are_still(self.config_file, self.settings) and all(
            is_still(folder, seen) for folder, seen in self.theme.items()
        )


def version_of(config: MkDocsConfig) -> str:
    """Returns a digest of program, packages, theme and mkdocs.yml; what another version cached is made anew."""
    found = hashlib.sha256()
    program = Path(generator.__file__).parent
    files = [path for path in program.rglob("*") if path.suffix in {".py", ".j2", ".txt", ".yaml"}]
    for folder in theme_folders(config):
        files += [path for path in Path(folder).rglob("*") if path.is_file()]
    for path in sorted([*files, Path(config.config_file_path)]):
        found.update(f"{path.name}\0".encode())
        found.update(path.read_bytes())
    found.update(" ".join(versions().values()).encode())
    return found.hexdigest()
