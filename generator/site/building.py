"""One build, spread over MkDocs' events: first the portal, then MkDocs' own pages, at the end the swap."""

import gc
import logging
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.structure.files import Files

from generator.console import fail
from generator.engine import Ground, records_in_error
from generator.engine.output.remote import RemoteError, RemoteSite, look_at, upload
from generator.engine.output.site_listing import files_in
from generator.engine.output.staging import HalfwayError, NotOursError, discard_staging, staging_folder
from generator.engine.running.cluster import NoSchedulerError, SchedulerLostError
from generator.engine.running.job_order import JobFailedError
from generator.engine.running.workers import WorkerLostError
from generator.engine.steps.build import Order, Publication, build_portal, build_whole
from generator.engine.steps.jobs import Published
from generator.engine.steps.manifest import MANIFEST, manifest_schema
from generator.engine.steps.ongoing_build import OngoingBuild, distrust
from generator.engine.steps.shared_disk import NotSharedError
from generator.engine.store.cache import Cache, CacheGoneError, Source, digest_of, is_still, source
from generator.engine.store.disk import make_way, own_folder
from generator.history import read_history
from generator.intake import sharing
from generator.model.finding import Severity
from generator.render.links import BrokenLink
from generator.render.parquet_tables import makes_parquet
from generator.site.appearance import Appearance, version_of
from generator.site.clock import today
from generator.site.comparison import comparison
from generator.site.destination import RefusedError, destination
from generator.site.forgetting import forget_taken_back
from generator.site.frame import ThemeFrame
from generator.site.pages import RecordPages
from generator.site.project_folder import missing_pages
from generator.site.settings import configure, refuse_unfit
from generator.site.sitemap import robots, sitemap_files
from generator.site.stylesheet import lean

T = TypeVar("T")
log = logging.getLogger("mkdocs.plugins.gongkai")

_CACHE_UNQUIET = "缓存（.cache）在生成期间一再被删去或改动，网站未改动。请先停下改动它的程序。"
_ATTEMPTS = 3
"""Most attempts at a step. A damaged cache shows in the first; damage in the third means that it keeps changing."""
_THEME, _SITEMAP = "theme", "sitemap"
"""Names of two parts: the files that MkDocs itself writes, and the sitemap with robots.txt."""


@dataclass(frozen=True)
class Options:
    """The options of the plugin and the command line."""

    content: str
    as_of: str | None
    fast_lane: bool
    workers: int | None
    is_serve: bool
    cluster: str = ""
    """Address of a Dask scheduler; empty: this machine."""
    remote: str = ""
    """fsspec address to which the site is uploaded; empty: site_dir."""
    published: str = ""
    """File or address of the manifest published before; empty: there is no comparison."""
    is_strict: bool = False
    """Whether a rewritten history ends the build instead of being a warning."""
    may_be_cut: bool = False
    """Whether a site without the whole change record may be published."""
    may_remove: bool = False
    """Whether many pages that were published before may be removed."""
    clean: bool = False
    """Whether to clear the cache first."""
    settings: Source | None = None
    """mkdocs.yml before MkDocs read it; None: unknown."""


class Building:
    """Holds a build between MkDocs' events; the preview uses it for one build after another."""

    def __init__(self) -> None:
        self._lock: FileLock | None = None
        self._temporary: set[Path] = set()

    @sharing()
    def start(self, config: MkDocsConfig, options: Options) -> MkDocsConfig:
        """Builds the portal, and makes MkDocs write its own pages to a folder in the cache, not into the site."""
        self.options = options
        self.content = Path(config.config_file_path).parent / options.content
        place = destination(config, self.content, options.remote, is_preview=options.is_serve)
        self.site, self._asked_for = place.site, config.site_dir
        if not options.is_serve:
            forget_taken_back(Path(config.config_file_path).parent / ".cache", self.content)
        self._appearance = Appearance.at(config, options.settings)
        cache = self._cache(config, place.cache)
        self._theme_folder = cache.folder / "theme"
        self._theme: Mapping[str, Any] | None = None
        self._sitemap_url: str | None = None
        self._lock = _lock(cache.folder / "lock")
        self._lock.acquire()
        self._there = _there(place.remote)
        self._comparison = comparison(
            self.content,
            options.published,
            self.site / MANIFEST,
            self._there,
            is_strict=options.is_strict,
            may_be_cut=options.may_be_cut,
            may_remove=options.may_remove or options.is_serve,
            say=self._say,
        )
        if options.clean:
            cache.clear()
            for kept in place.history.glob("*.sqlite"):  # another build may be using this folder
                kept.unlink(missing_ok=True)
        gc.freeze()  # imported modules stay until the end
        gc.disable()  # objects live until the build is done, so collecting finds nothing
        self._order = self._ordered(config, cache, place.history)
        if not options.is_serve:
            self._comparison.hold_against(self._order.history)
        self.pages = RecordPages()
        self._build()
        self._report()
        self._say_what_is_not_made()
        province = self.publication.province
        if province is None:
            raise Abort(f"{self.publication.refusal}，网站未生成，原来的网站未改动。")
        refuse_unfit(self.publication.findings)
        if not options.is_serve:
            self._comparison.hold_against_gap(self._order.history.gap, is_demo=province.site.is_demo)
        config.site_dir = str(self._theme_folder)
        configure(config, province.site, self.publication.ground.as_of, self.publication.sections)
        self._trusting(lambda: self._look_at_theme(config))
        if self._theme is not None:
            config.nav = None
            config.theme.static_templates.clear()
        return config

    def _build(self) -> None:
        build = build_portal if self.options.fast_lane else build_whole
        try:
            self.publication = self.pages.publication = self._built(build)
        except HalfwayError as error:
            raise fail(str(error)) from None
        except NotOursError as error:
            raise RefusedError(str(error)) from None
        except (NoSchedulerError, SchedulerLostError, NotSharedError) as error:
            raise fail(f"网站未生成：{error}。") from None
        except (WorkerLostError, JobFailedError) as error:
            raise Abort(f"网站未生成：{error}") from None

    def _built(self, build: Callable[[Order], Publication]) -> Publication:
        for _ in range(_ATTEMPTS):
            try:
                return build(self._order)
            except CacheGoneError:
                distrust(self._order.cache)
        raise Abort(_CACHE_UNQUIET)

    def _trusting(self, step: Callable[[], T]) -> T:
        """Runs a step that reads the cache; if the cache is damaged, builds the portal anew and tries again."""
        for _ in range(_ATTEMPTS):
            try:
                return step()
            except CacheGoneError:
                distrust(self._order.cache)
            with suppress(CacheGoneError):
                self._make_anew()
        raise Abort(_CACHE_UNQUIET)

    def _make_anew(self) -> None:
        """Builds the portal once more, keeping what MkDocs wrote."""
        self._build()
        if self._theme is not None:
            self.publication.ongoing.put(_THEME, self._theme_key, self._theme)
        if self._sitemap_url is not None:
            self._add_sitemap(self._sitemap_url)

    def _look_at_theme(self, config: MkDocsConfig) -> None:
        """Keeps the files that MkDocs itself would write, if nothing that they depend on changed."""
        ongoing = self.publication.ongoing
        self._docs = Path(config.docs_dir)
        self._documents = source(self._docs, ongoing.left(_THEME, "documents"))
        shipped = [path.read_bytes().hex() for path in missing_pages(config).values()]
        self._theme_key = digest_of(self.publication.base, self._documents.digest, shipped)
        if self.options.fast_lane and len(config.plugins) == 1:  # no other plugin can change MkDocs' pages
            self._theme = ongoing.keep_whole(_THEME, self._theme_key)

    def add_to(self, files: Files, config: MkDocsConfig) -> Files:
        """Returns the files that MkDocs is to build; none if all are kept."""
        if self._theme is not None:
            return Files([])
        return self.pages.add_to(files, config, self.content)

    def complete(self, files: Files, config: MkDocsConfig) -> None:
        """Makes the sitemap and checks all links, once MkDocs has read its own pages.

        Raises:
            Abort: there are broken links; the message names all of them.
        """
        own = frozenset(file.dest_uri for file in files)

        def all_links() -> list[BrokenLink]:
            self._add_sitemap(config.site_url or "")
            return self.pages.broken_links(own)

        broken = self._trusting(all_links)
        if broken:
            raise Abort("\n".join([f"有 {len(broken)} 个栏目内链接打不开，网站未生成：", *map(str, broken)]))

    def _add_sitemap(self, url: str) -> None:
        ongoing, pages = self.publication.ongoing, self.pages

        def files() -> Iterator[tuple[str, bytes]]:
            yield from sitemap_files(pages.last_changes(), url)
            yield "robots.txt", robots(url)
            yield "data/schemas/manifest.schema.json", manifest_schema().encode()

        own_days = pages.own_days() if self._theme is None else self._theme["updated"]
        portal_days = ongoing.digest("updated", besides=_THEME)
        ongoing.make(_SITEMAP, digest_of(url, self.publication.ground.as_of, portal_days, own_days), files)
        self._sitemap_url = url

    def finish(self, config: MkDocsConfig) -> None:
        """Moves the build into the site and uploads it if asked."""
        self._trusting(self._publish)
        if self._there:
            try:
                upload(self.site, self._there)
            except RemoteError as error:
                raise fail(f"{error}。") from None
        shutil.rmtree(self._theme_folder, ignore_errors=True)
        config.site_dir = self._asked_for
        self._release()
        if self.withheld and not self.options.is_serve:
            log.warning("已生成；%d 条记录未通过核对，未按最新内容发布，见上。", self.withheld)

    def _publish(self) -> None:
        ongoing = self.publication.ongoing
        if self._theme is None:
            key = self._theme_key if is_still(self._docs, self._documents) else ""
            ongoing.add(_THEME, key, self._theme_files(), {"documents": self._documents})
        ongoing.is_read = ongoing.is_read and self._appearance.is_still()
        self._comparison.add_manifest(self.publication, self._order.history)
        self._comparison.hold_against_removals(ongoing)
        self._swap(ongoing)

    @property
    def withheld(self) -> int:
        """Number of records whose latest version was not published."""
        return records_in_error(self.publication.findings)

    def _say_what_is_not_made(self) -> None:
        if not makes_parquet():
            self._say(
                "未生成 Parquet（data/*.parquet）：这台机器上未安装 pyarrow；要生成的，先运行 scripts/setup publish。"
            )

    def _say(self, line: str) -> None:
        if not self.options.is_serve:
            log.info(line)

    def _swap(self, ongoing: OngoingBuild) -> None:
        try:
            unsaved = ongoing.finish()
        except NotOursError as error:
            raise RefusedError(str(error)) from None
        except HalfwayError as error:
            raise fail(str(error)) from None
        if unsaved:
            log.warning("网站已生成，但缓存未存下（%s），下一次要多做一些。", unsaved)

    def _theme_files(self) -> Published:
        """Stages those files of MkDocs that differ from the published site."""
        ongoing = self.publication.ongoing
        target = ongoing.open_target(ongoing.known(_THEME))
        written = sorted(files_in(self._theme_folder))
        return Published(
            outputs={
                address: target.put(address, lean(address, (self._theme_folder / address).read_bytes()))
                for address in written
            },
            links=self.pages.own_links(),
            updated=self.pages.own_days(),
        )

    def give_up(self) -> None:
        """Ends a failed build; the site stays as it was."""
        if self._lock is not None and self._lock.is_locked:
            shutil.rmtree(self._theme_folder, ignore_errors=True)
            with suppress(OSError, NotOursError):
                discard_staging(self.site)
        self._release()

    def close(self) -> None:
        """Removes the temporary folders of a preview."""
        self._release()
        for folder in self._temporary:
            shutil.rmtree(folder, ignore_errors=True)

    def _release(self) -> None:
        if self._lock is None:
            return
        gc.enable()
        if self.options.is_serve:
            gc.unfreeze()  # frozen objects are never collected, and this build's memory would be lost to the next
            gc.collect()
        else:
            gc.freeze()  # the process ends soon, and collecting would take time
        self._lock.release()

    def _cache(self, config: MkDocsConfig, folder: Path) -> Cache:
        """Opens the cache of the site; that of a preview is temporary, as is its site."""
        if self.options.is_serve:
            self._temporary |= {folder, staging_folder(self.site)}
        own_folder(folder)
        return Cache(folder, version_of(config))

    def _ordered(self, config: MkDocsConfig, cache: Cache, history: Path) -> Order:
        file = config.config_file_path

        def frame(ground: Ground, sections: tuple[str, ...]) -> ThemeFrame:
            return ThemeFrame(file, ground.portal.site, ground.as_of, sections, config)

        asked = self.options.as_of or os.environ.get("GONGKAI_AS_OF")
        day, now = _day(asked) if asked else None, today()
        return Order(
            content=self.content,
            site=self.site,
            cache=cache,
            asked=day,
            today=now,
            frame=frame,
            workers=self.options.workers,
            cluster=self.options.cluster,
            history=read_history(self.content, history, day=day, today=now),
        )

    def _report(self) -> None:
        """Logs the errors; other findings are shown on the pages."""
        errors = [found for found in self.publication.findings if found.severity is Severity.ERROR]
        if errors:
            from generator.rules.reports import format_text

            log.error("\n%s", format_text(errors, colour=False))


def _there(url: str) -> RemoteSite | None:
    """Returns what is at the remote address of the site; None if it goes to a folder."""
    try:
        return look_at(url) if url else None
    except NotOursError as error:
        raise RefusedError(str(error)) from None
    except RemoteError as error:
        raise fail(f"{error}。") from None


def _day(asked: str) -> date:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        told = "mkdocs.yml 的 as_of 或者环境变量 GONGKAI_AS_OF 不是日期，应写成 '2022-06-30'。"
        raise ConfigurationError(told) from None


def _lock(file: Path) -> FileLock:
    """Returns a lock file; a folder or link in its place is removed."""
    make_way(file)
    with suppress(OSError):
        file.chmod(0o644)
    return FileLock(file)
