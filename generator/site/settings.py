"""site.yaml → settings of MkDocs and the theme; and what 模式 正式 refuses to publish."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from markdown.extensions.toc import slugify_unicode
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from generator.model.days import chinese
from generator.model.finding import Finding
from generator.model.site import Site
from generator.render.overviews import MAIN_MENU, MORE_MENU, MenuEntry
from generator.rules.of_portal import INVENTED
from generator.site.project_folder import theme_folders

_EXTENSIONS = ("attr_list", "md_in_html")
DESCRIPTION = "电子商务进农村综合示范：哪些项目、多少资金、谁来做、何时完成、做到哪一步。"


def configure(config: MkDocsConfig, site: Site, as_of: date, sections: tuple[str, ...]) -> MkDocsConfig:
    """Sets the portal's name, address and navigation in MkDocs' configuration, and the theme's settings."""
    config.site_name = site.title
    config.site_url = site.base_url
    config.site_description = DESCRIPTION
    config.site_author = site.publisher
    stems = frozenset(sections)
    main, more = _shown(MAIN_MENU, stems), _shown(MORE_MENU, stems)
    config.nav = [{entry.title: f"{entry.stem}.md"} for entry in (*main, *more)]
    config.theme.static_templates = {"404.html"}  # no sitemap, as MkDocs does not know the record pages
    config.extra["portal"] = portal_settings(site, as_of, main, more)
    config.use_directory_urls = False  # published addresses end in .html
    _write_as_ours(config)
    config.theme.dirs = theme_folders(config)
    return config


def _write_as_ours(config: MkDocsConfig) -> None:
    """Sets the Markdown of hand-written pages: Markdown inside HTML blocks, Chinese anchors of headings."""
    config.markdown_extensions += [each for each in _EXTENSIONS if each not in config.markdown_extensions]
    config.mdx_configs.setdefault("toc", {}).setdefault("slugify", slugify_unicode)


def _shown(entries: tuple[MenuEntry, ...], stems: frozenset[str]) -> tuple[MenuEntry, ...]:
    """Returns the entries whose page has content."""
    return tuple(entry for entry in entries if entry.stem in stems)


def portal_settings(
    site: Site, as_of: date, main: tuple[MenuEntry, ...], more: tuple[MenuEntry, ...]
) -> dict[str, Any]:
    """Returns what the theme's templates read as ``config.extra.portal``; absent settings are empty."""
    phone = site.tip_off_phone
    return {
        "title": site.title,
        "description": DESCRIPTION,
        "publisher": site.publisher,
        "site_name": site.site_name or "",
        "site_domain": site.site_domain or "",
        "site_id_code": site.site_id_code or "",
        "icp": site.icp or "",
        "police_record": site.police_record or "",
        "error_report_url": site.error_report_url or "",
        "application_url": site.application_url or "",
        "conac_url": site.conac_url or "",
        "repository": site.repository.url if site.repository else "",
        "is_demo": site.is_demo,
        "earlier": chinese(site.earlier) if site.earlier else "",
        "as_of": as_of.isoformat(),
        "opened": (site.opened or as_of).isoformat(),
        "nav": [_nav_item(entry) for entry in main],
        "more": [_nav_item(entry) for entry in more],
        "tip_off_url": "tip-off.html",
        "tip_off_phone": phone.address if phone else "",
        "tip_off_hours": (phone.hours or "") if phone else "",
        "subscribe_url": "subscribe.html",
        "feeds": [
            {"title": f"{site.title}（RSS）", "url": "feed.xml", "type": "application/rss+xml"},
            {"title": f"{site.title}（Atom）", "url": "atom.xml", "type": "application/atom+xml"},
            {"title": f"{site.title}（JSON Feed）", "url": "feed.json", "type": "application/feed+json"},
        ],
    }


def refuse_unfit(findings: Iterable[Finding]) -> None:
    """Refuses to publish demonstration records or placeholder settings in 模式 正式.

    Raises:
        Abort: there are some; the message names all of them.
    """
    unfit = [one for one in findings if one.code == INVENTED]
    if unfit:
        places = [f"{one.place.file}{f' 的“{one.place.label}”' if one.place.label else ''}" for one in unfit]
        raise Abort("\n".join(["“模式: 正式”不能发布示例数据和占位设置，网站未生成：", *places]))


def _nav_item(entry: MenuEntry) -> dict[str, str]:
    return {"title": entry.title, "url": entry.url, "section": entry.section}
