"""One build between MkDocs' events: the column first, MkDocs' own pages then, the swap at the end."""

import gc
import hashlib
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from filelock import FileLock
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.structure.files import Files

import generator
from generator.console import fail
from generator.engine import Ground, Order, build_column, build_whole, records_in_error
from generator.engine.batches import JobFailedError
from generator.engine.cache import Cache, digest_of, source
from generator.engine.cluster import NoSchedulerError, earlier_files, remove_others
from generator.engine.draft import Draft
from generator.engine.jobs import Published
from generator.engine.manifest import MANIFEST
from generator.engine.output import HalfwayError, NotOursError, discard_staging, staging_folder
from generator.engine.pieces import PieceGoneError
from generator.engine.shelf import TextsGoneError
from generator.engine.standing import standing
from generator.engine.workers import WorkerLostError
from generator.history import read_history
from generator.model.finding import Severity
from generator.render.environment import compiled_templates, environment
from generator.site.clock import today
from generator.site.comparison import comparison
from generator.site.destination import RefusedError, destination
from generator.site.frame import ThemeFrame
from generator.site.pages import RecordPages
from generator.site.settings import configure, refuse_unfit
from generator.site.sitemap import robots, sitemap_files
from generator.site.versions import versions

log = logging.getLogger("mkdocs.plugins.gongkai")

_CACHE_GONE = "生成期间缓存被删除，网站没有生成。请再运行一次。"
_THEME, _SITEMAP = "theme", "sitemap"
"""Parts of the site: what MkDocs itself writes, and what crawlers read."""


@dataclass(frozen=True)
class Options:
    """The plugin's options as they were set."""

    content: str
    as_of: str | None
    fast_lane: bool
    workers: int | None
    is_serve: bool
    cluster: str = ""
    """Address of a Dask scheduler; empty: this machine."""
    remote: str = ""
    """fsspec address that the site goes to; empty: site_dir."""
    published: str = ""
    """File or address of the manifest of what was published before; empty: nothing is compared with it."""
    is_strict: bool = False
    """What is otherwise a warning ends the build."""
    may_be_cut: bool = False
    """Whether a site with less of the change record than was published before is wanted."""
    clean: bool = False
    """Forget first what earlier builds left in the cache."""


class Building:
    """Holds one build while MkDocs works; used again for the next one when serving."""

    def __init__(self) -> None:
        self._lock: FileLock | None = None
        self._temporary: set[Path] = set()

    def start(self, config: MkDocsConfig, options: Options) -> MkDocsConfig:
        """Build the column; MkDocs then writes its own pages to the staging folder, not into the site."""
        self.options = options
        self.content = Path(config.config_file_path).parent / options.content
        place = destination(config, self.content, options.remote, is_preview=options.is_serve)
        self.site, self.remote, self._asked_for = place.site, place.remote, config.site_dir
        cache = self._cache(config, place.cache)
        self._comparison = comparison(
            options.published,
            self.site / MANIFEST,
            is_strict=options.is_strict,
            may_be_cut=options.may_be_cut,
            say=self._say,
        )
        self._lock = FileLock(cache.folder / "lock")
        self._lock.acquire()
        if options.clean:
            cache.clear()
            for kept in place.history.glob("*.sqlite"):  # a build of another site may be at work here
                kept.unlink(missing_ok=True)
        gc.freeze()  # what was imported stays
        gc.disable()  # what a build makes lives until it is done: looking for garbage finds none
        build = build_column if options.fast_lane else build_whole
        try:
            order = self._order(config, cache, place.history)
            if not options.is_serve:
                self._comparison.hold_against(order.history)
            self._at_remote = earlier_files(self.remote) if self.remote else frozenset()
            self.publication = build(order)
        except HalfwayError as error:
            raise fail(str(error)) from None
        except NotOursError as error:
            raise RefusedError(str(error)) from None
        except NoSchedulerError as error:
            raise ConfigurationError(f"连不上 Dask 调度器 {error}。") from None
        except (WorkerLostError, JobFailedError) as error:
            raise Abort(f"网站没有生成：{error}") from None
        except TextsGoneError:
            raise Abort(_CACHE_GONE) from None
        self._history = order.history
        self._report()
        province = self.publication.province
        if province is None:
            raise Abort(f"{self.publication.refusal}，网站没有生成，原来的网站没有改动。")
        refuse_unfit(self.publication.findings)
        self.pages = RecordPages(self.publication)
        config.site_dir = str(self._theme_folder)
        configure(config, province.site, self.publication.ground.as_of, self.publication.sections)
        if self._theme_stands(config):
            config.nav = None
            config.theme.static_templates.clear()
            del config.theme.dirs[
                1:
            ]  # nothing is taken from the theme, whose ten thousand icons MkDocs would list
        return config

    def _theme_stands(self, config: MkDocsConfig) -> bool:
        """Whether all that MkDocs itself would write is there already."""
        draft = self.publication.draft
        self._documents = source(Path(config.docs_dir), draft.left(_THEME, "documents"))
        self._theme_key = digest_of(self.publication.base, self._documents.digest)
        is_alone = (
            self.options.fast_lane and len(config.plugins) == 1
        )  # nobody else has a say in MkDocs' pages
        self._is_theme_kept = is_alone and draft.keep(_THEME, self._theme_key)
        return self._is_theme_kept

    def add_to(self, files: Files, config: MkDocsConfig) -> Files:
        """Hand MkDocs what it is to build; nothing where all of it stands."""
        if self._is_theme_kept:
            return Files([])
        return self.pages.add_to(files, config, self.content)

    def complete(self, files: Files, config: MkDocsConfig) -> None:
        """What is only known once MkDocs has read its own pages: the sitemap, and that no link leads nowhere.

        Raises:
            Abort: naming every link that leads nowhere.
        """
        draft, pages, url = self.publication.draft, self.pages, config.site_url or ""

        def sitemap() -> Iterator[tuple[str, bytes]]:
            yield from sitemap_files(pages.last_changes(), url)
            yield "robots.txt", robots(url)

        with self._trusted():
            own_days = draft.left(_THEME, "updated") if self._is_theme_kept else pages.own_days()
            column_days = draft.digest("updated", besides=_THEME)
            draft.make(
                _SITEMAP, digest_of(url, self.publication.ground.as_of, column_days, own_days), sitemap
            )
            broken = pages.broken_links(frozenset(file.dest_uri for file in files))
        if broken:
            raise Abort(
                "\n".join([f"有 {len(broken)} 个栏目内链接打不开，网站没有生成：", *map(str, broken)])
            )

    @contextmanager
    def _trusted(self) -> Iterator[None]:
        """Where a piece of the cache proves damaged, the next build trusts none of it."""
        try:
            yield
        except PieceGoneError:
            self.publication.draft.forget()
            raise Abort(_CACHE_GONE) from None

    def finish(self, config: MkDocsConfig) -> None:
        """Swap in what was built."""
        draft = self.publication.draft
        with self._trusted():
            if not self._is_theme_kept:
                draft.add(_THEME, self._theme_key, self._theme_files(), {"documents": self._documents})
            self._comparison.add_manifest(self.publication, self._history)
            if self.remote:
                remove_others(self.remote, draft.addresses, self._at_remote)
                discard_staging(self.site)
            else:
                self._swap(draft)
        config.site_dir = self._asked_for
        self._release()
        if self.withheld and not self.options.is_serve:
            log.warning("已生成；%d 条记录未通过核对，未按最新内容发布，见上。", self.withheld)

    @property
    def withheld(self) -> int:
        """Records whose latest version was not published."""
        return records_in_error(self.publication.findings)

    def _say(self, line: str) -> None:
        if not self.options.is_serve:
            log.info(line)

    def _swap(self, draft: Draft) -> None:
        try:
            unsaved = draft.finish()
        except NotOursError as error:
            raise RefusedError(str(error)) from None
        except HalfwayError as error:
            raise fail(str(error)) from None
        if unsaved:
            log.warning("网站已生成，但缓存没有存下（%s），下一次要多做一些。", unsaved)

    def _theme_files(self) -> Published:
        """What MkDocs wrote, staged where it differs from what stands."""
        draft = self.publication.draft
        target = draft.open_target(draft.known(_THEME))
        written = sorted(standing(self._theme_folder))
        return Published(
            outputs={
                address: target.put(address, (self._theme_folder / address).read_bytes())
                for address in written
            },
            links=self.pages.own_links(),
            updated=self.pages.own_days(),
        )

    def give_up(self) -> None:
        """Leave the site as it stands."""
        if self._lock is not None and self._lock.is_locked:
            with suppress(OSError, NotOursError):
                discard_staging(self.site)
        self._release()

    def close(self) -> None:
        """Remove what a preview left in the temporary folder."""
        self._release()
        for folder in self._temporary:
            shutil.rmtree(folder, ignore_errors=True)

    @property
    def _theme_folder(self) -> Path:
        return staging_folder(self.site) / "theme"

    def _release(self) -> None:
        gc.freeze()  # none of it is garbage, and a single build ends here
        gc.enable()
        if self._lock is not None:
            self._lock.release()

    def _cache(self, config: MkDocsConfig, folder: Path) -> Cache:
        """One folder a site; a preview's site is temporary, and so is its cache."""
        if self.options.is_serve:
            self._temporary |= {folder, staging_folder(self.site)}
        folder.mkdir(parents=True, exist_ok=True)
        if environment().bytecode_cache is None:
            templates = folder / "templates"
            templates.mkdir(exist_ok=True)
            environment().bytecode_cache = compiled_templates(templates)
        return Cache(folder, _version(config))

    def _order(self, config: MkDocsConfig, cache: Cache, history: Path) -> Order:
        file = config.config_file_path

        def frame(ground: Ground, sections: tuple[str, ...]) -> ThemeFrame:
            return ThemeFrame(file, ground.column.site, ground.as_of, sections, config)

        asked = self.options.as_of or os.environ.get("GONGKAI_AS_OF")
        return Order(
            content=self.content,
            site=self.site,
            cache=cache,
            asked=date.fromisoformat(asked) if asked else None,
            today=today(),
            frame=frame,
            workers=self.options.workers,
            cluster=self.options.cluster,
            remote=self.remote,
            history=read_history(self.content, history),
        )

    def _report(self) -> None:
        """Errors stand in the build's log; findings stand on the pages."""
        errors = [found for found in self.publication.findings if found.severity is Severity.ERROR]
        if errors:
            from generator.rules.reports import format_text

            log.error("\n%s", format_text(errors, colour=False))


def _version(config: MkDocsConfig) -> str:
    """Digest of program, packages, theme and mkdocs.yml: what was made by another version is made anew."""
    found = hashlib.sha256()
    program = Path(generator.__file__).parent
    files = [path for path in program.rglob("*") if path.suffix in {".py", ".j2", ".txt", ".yaml"}]
    for folder in config.theme.dirs[:1]:
        files += [path for path in Path(folder).rglob("*") if path.is_file()]
    for path in sorted([*files, Path(config.config_file_path)]):
        found.update(f"{path.name}\0".encode())
        found.update(path.read_bytes())
    found.update(" ".join(versions().values()).encode())
    return found.hexdigest()
