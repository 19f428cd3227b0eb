"""Stylesheet and scripts of the theme: nothing from elsewhere, every property defined, contrast computed."""

import gzip
import re
from pathlib import Path

import pytest
import tinycss2

from generator.site.stylesheet import lean

THEME = Path(__file__).parents[2] / "overrides"
ASSETS = THEME / "assets"
_SHEETS = "".join(path.read_text("utf-8") for path in sorted(ASSETS.glob("*.css")))
CSS = re.sub(r"/\*.*?\*/", "", _SHEETS, flags=re.DOTALL)
SOURCES = sorted(path for path in THEME.rglob("*") if path.suffix in {".html", ".css", ".js", ".svg"})

CHOSEN = r':root\[data-scheme="dark"\]'
SYSTEM = r':root:not\(\[data-scheme="light"\]\)'

TEXT_ON_PAPER = [
    *((text, paper) for text in ("ink", "soft", "link", "warn") for paper in ("paper", "card")),
    ("soft", "warn-paper"),
    ("ink", "warn-paper"),
    ("link", "warn-paper"),
    ("warn", "warn-paper"),
    ("warn", "warn-tag"),
    ("tag", "tag-paper"),
    ("ink", "tag-paper"),
    ("link", "tag-paper"),
    ("demo", "demo-paper"),
    ("on-brand", "brand"),
    ("on-link", "link"),
]
"""Every text and background that meet on a page. 长者模式 uses the same palette, hence 7:1 throughout."""

SIGN_ON_PAPER = [
    *((colour, "card") for colour in ("c1", "c2", "c3", "c4", "c5", "c6", "edge", "link")),
    ("c1", "track"),
    ("c2", "track"),
    ("focus", "paper"),
    ("focus", "card"),
]
"""Bars, charts, borders of controls and the focus ring: 3:1 (WCAG 2.2, 1.4.11)."""


def properties(selector: str) -> dict[str, str]:
    """Custom properties of the first block with this selector."""
    block = re.search(selector + r"\s*\{([^}]*)\}", CSS)
    assert block, selector
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block[1]))


LIGHT = properties(":root")
SCHEMES = {"light": LIGHT, "dark": LIGHT | properties(CHOSEN)}


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2.2)."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("text", "paper"), TEXT_ON_PAPER)
def test_text_can_be_read(scheme: str, text: str, paper: str) -> None:
    colours = SCHEMES[scheme]
    assert contrast(colours[text], colours[paper]) >= 7


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("sign", "paper"), SIGN_ON_PAPER)
def test_signs_stand_out(scheme: str, sign: str, paper: str) -> None:
    colours = SCHEMES[scheme]
    assert contrast(colours[sign], colours[paper]) >= 3


def test_the_focus_ring_stands_out_on_the_top_bar() -> None:
    own = re.search(r"\.topbar \{ --focus: (#\w{6});", CSS)
    assert own
    assert all(contrast(own[1], colours["brand"]) >= 3 for colours in SCHEMES.values())


def test_dark_is_the_same_whether_chosen_or_the_systems() -> None:
    assert properties(CHOSEN) == properties(SYSTEM)


def test_dark_answers_every_colour_of_light() -> None:
    colours = {name for name, value in LIGHT.items() if value.startswith("#")}
    assert colours == set(properties(CHOSEN))


def test_every_custom_property_used_is_defined_and_every_one_defined_is_known() -> None:
    assert set(re.findall(r"var\(--([\w-]+)", CSS)) <= set(LIGHT)
    assert set(re.findall(r"--([\w-]+):", CSS)) == set(LIGHT)


def test_colours_are_written_once_in_the_properties() -> None:
    rules = re.sub(r"--[\w-]+:[^;]+;", "", CSS)
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", rules) == []


def test_no_text_is_smaller_than_the_base_size() -> None:
    sizes = re.findall(r"font-size:\s*(?:clamp\()?([\d.]+)(rem|em|px)", CSS)
    assert sizes
    assert all(float(size) >= 1 and unit != "px" for size, unit in sizes)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.relative_to(THEME).as_posix())
def test_nothing_comes_from_elsewhere(source: Path) -> None:
    text = source.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert re.findall(r"https?://|['\"(]//\w|@import|url\((?!#)", text) == []


@pytest.mark.parametrize(("name", "limit"), [("choice.js", 512), ("column.js", 4096), ("search.js", 2048)])
def test_scripts_stay_small(name: str, limit: int) -> None:
    assert (ASSETS / name).stat().st_size <= limit


@pytest.mark.parametrize(
    ("names", "limit"),
    [
        (("search-view.js", "search-core.js"), 9 * 1024),
        (("lists.js",), 4 * 1024),
        (("letter.js",), 3 * 1024),
        (("read-aloud.js",), 1536),
    ],
)
def test_what_is_loaded_on_demand_stays_small(names: tuple[str, ...], limit: int) -> None:
    assert sum(len(gzip.compress((ASSETS / name).read_bytes(), mtime=0)) for name in names) <= limit


def test_a_first_visit_stays_light() -> None:
    files = ("column.css", "column.js", "choice.js", "search.js", "favicon.svg")
    sent = [lean(name, (ASSETS / name).read_bytes()) for name in files]
    assert sum(len(gzip.compress(content, mtime=0)) for content in sent) <= 11 * 1024


def test_a_stylesheet_is_sent_without_its_comments_and_says_the_same() -> None:
    source = (ASSETS / "column.css").read_bytes()
    sent = lean("assets/column.css", source)
    assert len(sent) < len(source) * 0.95
    before, after = (
        tinycss2.parse_stylesheet(each.decode(), skip_comments=True, skip_whitespace=True)
        for each in (source, sent)
    )
    assert [spaced(rule.serialize()) for rule in before] == [spaced(rule.serialize()) for rule in after]


def spaced(rule: str) -> list[str]:
    """A rule's words: strings as they are, no comment."""
    return re.sub(r"/\*.*?\*/", "", rule, flags=re.DOTALL).split()


@pytest.mark.parametrize(
    ("source", "sent"),
    [
        ('a::after { content: "/* stays */"; }', 'a::after { content: "/* stays */"; }'),
        ("a { b: 'c /*'; } /* gone */ d { e: '*/'; }", "a { b: 'c /*'; }  d { e: '*/'; }"),
        ("/* one */\n\n  a { b: c; }\n    /* two\n lines */\n", "a { b: c; }\n"),
        ("/**/a{b:c}", "a{b:c}"),
    ],
)
def test_what_only_looks_like_a_comment_stays(source: str, sent: str) -> None:
    assert lean("x.css", source.encode()).decode() == sent
    assert lean("x.js", source.encode()).decode() == source
