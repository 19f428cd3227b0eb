"""Loads a project folder for MkDocs: its own theme and pages first, then those shipped with the program."""

from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.utils.yaml import yaml_load

from generator.engine.store.cache import Signature, Source, file_signature, is_still, source
from generator.model.reasons import reason
from generator.render.overviews import SHIPPED_PAGES
from generator.shipped import shipped

_NO_PAGES = Path(__file__).with_name("no_pages")


def load_project(config_file: Path, **settings: Any) -> MkDocsConfig:
    """Loads mkdocs.yml.

    Args:
        settings: override those in the file, as in ``load_config``.

    Raises:
        ConfigurationError: mkdocs.yml is wrong; the message is in Chinese, and MkDocs logs each wrong setting.
    """
    before, pages = settings_source(config_file), pages_of(config_file)
    try:
        config = load_config(config_file=str(config_file), **settings, **pages)
    except Abort:
        raise ConfigurationError(f"{config_file.name} 的设置有错误，上面写明是哪一项，请改正。") from None
    plugin: Any = config.plugins.get("gongkai")
    if plugin is None:
        raise ConfigurationError(f"{config_file.name} 的 plugins 里缺少 gongkai，请加上。")
    plugin.settings = before
    return config


def settings_source(config_file: Path) -> Source:
    """Returns the present state of mkdocs.yml."""
    return source(config_file.parent, None, partial(_only, config_file.name))


def settings_are_still(config_file: Path, seen: Source) -> bool:
    """Returns whether mkdocs.yml did not change since ``seen``."""
    return is_still(config_file.parent, seen, partial(_only, config_file.name))


def _only(name: str, folder: Path) -> Signature:
    """Returns the signature of one file of a folder; empty if there is none."""
    try:
        return (file_signature(name, (folder / name).lstat()),)
    except FileNotFoundError:
        return ()


def pages_of(config_file: Path) -> dict[str, Any]:
    """Returns a docs_dir setting for a project without docs/, because MkDocs requires an existing folder."""
    if "docs_dir" in _settings(config_file) or (config_file.parent / "docs").is_dir():
        return {}
    return {"docs_dir": str(_NO_PAGES)}


def _settings(config_file: Path) -> dict[str, Any]:
    """Parses mkdocs.yml; raises ConfigurationError, in Chinese, if it cannot be read."""
    try:
        with config_file.open("rb") as text:
            found = yaml_load(text)
    except OSError as error:
        raise ConfigurationError(f"{config_file.name} 无法读取（{reason(error)}）。") from None
    except ConfigurationError as error:  # MkDocs' message is in English
        mark = getattr(error.__context__, "problem_mark", None)
        line = f"第 {mark.line + 1} 行附近" if mark else ""
        raise ConfigurationError(f"{config_file.name} {line}写得不对，请改正。") from None
    if not isinstance(found, dict):
        raise ConfigurationError(f"{config_file.name} 里缺少设置，请照 gongkai new province 写出的改正。")
    return found


def theme_folders(config: MkDocsConfig) -> list[str]:
    """Returns the folders of templates and assets, the project's first. The theme that mkdocs.yml names is not among
    them: nothing of it is used, and MkDocs would list its 14 000 icons."""
    own = Path(config.theme.custom_dir or Path(config.config_file_path).parent / "overrides")
    folders = [folder for folder in (own, shipped("overrides")) if folder.is_dir()]
    return list(dict.fromkeys(str(folder.resolve()) for folder in folders))


def missing_pages(config: MkDocsConfig) -> dict[str, Path]:
    """Returns, for hand-written pages that the project lacks: name below docs/ → the shipped file."""
    names = [f"{stem}.md" for stem in SHIPPED_PAGES]
    return {name: shipped("docs") / name for name in names if not Path(config.docs_dir, name).is_file()}
