"""What the theme asks of a browser: Chromium 78 and Safari 12.1 are the floor. ``make engines`` tries real ones.

newer.json holds what those two lack, by MDN's compatibility data (audits/engines/newer.cjs writes it).
"""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import esprima
import pytest
import tinycss2

ASSETS = Path(__file__).parents[2] / "overrides/assets"
STYLES = {path.name: path.read_text("utf-8") for path in sorted(ASSETS.glob("*.css"))}
SCRIPTS = sorted(ASSETS.glob("*.js"))
NEWER = json.loads(Path(__file__).with_name("newer.json").read_text("utf-8"))

BY_ITSELF = {
    *(
        "color-scheme",
        "font-variant-numeric",
        "forced-color-adjust",
        "text-autospace",
        "text-decoration-thickness",
    ),
    *(
        "text-underline-offset",
        "text-wrap",
        "container",
        "container-type",
        "scrollbar-width",
        "text-size-adjust",
    ),
    *("break-inside", "break-after", "scroll-behavior"),
}
"""Properties whose absence is seen by nobody who does not know them: nothing needs to stand before them."""
QUERIES = {"container"}
"""At-rules that the floor passes over with all they hold: what stands in them may be newer."""
LATER_RULES = {"page"}
"""At-rules of the sheet of paper: a browser that knows none prints on its own margins."""
EDGES = {"align-items", "align-self", "align-content", "justify-content"}
"""Their ``start`` and ``end`` are newer in flexible boxes; ``flex-start`` and ``flex-end`` mean the same there."""
GUARDED = {"trustedTypes", "clipboard", "writeText", "createPolicy", "createScriptURL"}
"""Names that scripts ask for before they use them."""
SELECTOR = re.compile(r"::?([a-z-]+)")
FUNCTION = re.compile(r"([a-z-]+)\(")


def style_faults(text: str) -> list[str]:
    """What a browser of the floor would lose by this stylesheet, a sentence each."""
    return [fault for rule in _rules(text, False) for fault in _rule_faults(*rule)]


Rule = tuple[str, list[tuple[str, str]], bool]
"""Its selectors, its declarations in order, and whether the floor passes over it as a whole."""


def _rules(text: Any, hidden: bool) -> Iterator[Rule]:
    for node in tinycss2.parse_rule_list(text, skip_comments=True, skip_whitespace=True):
        assert node.type != "error", node.message
        selectors = tinycss2.serialize(node.prelude).strip()
        if node.type == "qualified-rule":
            yield selectors, _declared(node.content), hidden
        elif node.at_keyword in NEWER["at-rules"] and node.at_keyword not in QUERIES | LATER_RULES:
            yield f"@{node.at_keyword}", [], hidden
        elif node.at_keyword in LATER_RULES:
            continue
        else:
            query = node.at_keyword in QUERIES or (
                node.at_keyword == "supports" and not selectors.startswith("not")
            )
            if node.at_keyword == "media" and re.search("[<>]", selectors):
                yield f"@media {selectors}", [], hidden
            yield from _rules(node.content, hidden or query)


def _declared(content: Any) -> list[tuple[str, str]]:
    found = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    assert all(node.type == "declaration" for node in found), found
    return [(node.name, tinycss2.serialize(node.value).strip()) for node in found]


def _rule_faults(selectors: str, declared: list[tuple[str, str]], hidden: bool) -> Iterator[str]:
    if selectors.startswith("@"):
        yield f"{selectors}: no browser of the floor knows it"
    if hidden:
        return
    each = [part.strip() for part in re.split(r",(?![^(]*\))", selectors)]
    newer = [bool(set(SELECTOR.findall(part)) & set(NEWER["selectors"])) for part in each]
    lists = [
        part for part in each if re.search(r":not\([^()]*,", part)
    ]  # a list in :not() is newer than :not()
    if (any(newer) and not all(newer)) or (lists and len(each) > 1):
        yield f"{selectors}: one selector the floor does not know voids the others"
    if all(newer):
        return
    for at, (name, value) in enumerate(declared):
        before = [old for old in declared[:at] if old[0].removeprefix("-webkit-") == name]
        lost = name in NEWER["properties"] or _is_newer(name, value)
        if (
            lost
            and name not in BY_ITSELF
            and not any(old[0].startswith("-webkit-") or not _is_newer(*old) for old in before)
        ):
            yield f"{selectors} {{ {name}: {value} }}: nothing older before it"


def _is_newer(name: str, value: str) -> bool:
    words = set(re.findall(r"(?<![\w-])[a-z-]+(?![\w(-])", value))
    lately = (
        {"start", "end"}
        if name in EDGES
        else set(NEWER["values"].get(name.replace("overflow-x", "overflow"), ()))
    )
    if name == "font-family":  # a list: who does not know one takes the next
        return False
    return bool(words & lately or set(FUNCTION.findall(value)) & set(NEWER["functions"]))


def script_faults(text: str) -> list[str]:
    """What keeps this classic script from running at ES2018 in a browser of the floor, or breaks it there."""
    try:
        tree = esprima.parseScript(text, {"tokens": True})
    except esprima.Error as refused:
        return [str(refused)]
    words = ["", "", *(token.value for token in tree.tokens), ""]
    own = {name for word, name in pairwise(words) if word in {"const", "let", "var", "function"}}
    names = {
        name
        for place, dot, name, after in zip(words, words[1:], words[2:], words[3:], strict=False)
        if (dot == "." and place != "dataset") or (after == "(" and name not in own)
    }
    found = [f"{name}: newer" for name in sorted((names & set(NEWER["names"])) - GUARDED)]
    found += [f"{one}: a look behind" for one in words if re.search(r"\(\?<[=!]", one)]
    return found + ["import()" for pair in pairwise(words) if pair == ("import", "(")]


@pytest.mark.parametrize("name", STYLES)
def test_a_stylesheet_loses_nothing_at_the_floor(name: str) -> None:
    assert style_faults(STYLES[name]) == []


@pytest.mark.parametrize(
    "rule",
    [
        "a { color: color-mix(in srgb, red, blue) }",
        "a { width: min(1px, 2px) }",
        "a { inset: 0 }",
        "a { margin-inline: auto }",
        "a { padding-block: 1px }",
        "a { font-size: clamp(1rem, 2vw, 3rem) }",
        "a { overflow: clip }",
        "a { overflow-x: clip }",
        "a { overflow-wrap: anywhere }",
        "a { align-items: end }",
        "a { appearance: none }",
        "a { aspect-ratio: 1 }",
        "a { inset: 0; top: 0 }",
        "a, b:has(c) { display: none }",
        "a, :is(b, c) { display: none }",
        "a, b:not(c, d) { display: none }",
        "a, b:focus-visible { outline: 0 }",
        "@media print { a, b:has(c) { display: none } }",
        "@supports not (inset: 0) { a { inset: 0 } }",
        "@layer x { a { color: red } }",
        "@property --x { syntax: '*'; inherits: false }",
        "@media (width > 40em) { a { color: red } }",
        ":root { --x: color-mix(in srgb, red, blue) }",
    ],
)
def test_what_the_floor_would_lose_is_found(rule: str) -> None:
    assert style_faults(rule)


@pytest.mark.parametrize(
    "rule",
    [
        "a { color: red; color: color-mix(in srgb, red, blue) }",
        "a { -webkit-appearance: none; appearance: none }",
        "a { overflow: hidden; overflow: clip }",
        "a:has(b) { display: none }",
        "@supports (inset: 0) { a { inset: 0 } }",
        "@container (min-width: 1px) { a { width: min(1px, 2px) } }",
        "a { display: grid; gap: 1px; position: -webkit-sticky; position: sticky }",
    ],
)
def test_what_the_floor_can_pass_over_is_none(rule: str) -> None:
    assert style_faults(rule) == []


def test_rows_that_keep_their_distance_by_gap_alone_keep_it_at_the_floor_too() -> None:
    """A flexible box knows ``gap`` from Chromium 84 and Safari 14.1 on."""
    rules = [rule for text in STYLES.values() for rule in _rules(text, False)]
    blocks = [text.partition("@supports not (aspect-ratio: 1) {")[2] for text in STYLES.values()]
    mended = [
        part.strip()
        for block in blocks
        for one, _, _ in _rules(block.rpartition("}")[0], False)
        for part in one.split(",")
    ]
    flexible = [
        part.strip()
        for selectors, declared, hidden in rules
        if not hidden and {"flex", "inline-flex"} & {value for name, value in declared if name == "display"}
        for part in selectors.split(",")
        if any(name.endswith("gap") for name, _ in declared)
    ]
    assert len(flexible) > 10
    assert [one for one in flexible if not any(other.startswith(one) for other in mended)] == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_runs_at_the_floor(path: Path) -> None:
    assert script_faults(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "script",
    [
        "a ||= b",
        "a ?? b",
        "a?.b",
        "try { a() } catch { b() }",
        "import('x')",
        "import x from 'x'",
        "export const a = 1",
        "class A { #b = 1 }",
        "1_000",
        "/(?<=a)b/.test(c)",
        "/(?<!a)b/.test(c)",
        "a.replaceChildren()",
        "a.at(-1)",
        "a.replaceAll('b', 'c')",
        "a.matchAll(b)",
        "Promise.allSettled(a)",
        "structuredClone(a)",
        "a.checkVisibility()",
    ],
)
def test_a_script_that_would_break_at_the_floor_is_found(script: str) -> None:
    assert script_faults(script)


def test_every_script_is_a_classic_one() -> None:
    pages = "".join(path.read_text("utf-8") for path in ASSETS.parent.rglob("*.html"))
    assert re.findall(r"<script[^>]*type=", pages) == []
