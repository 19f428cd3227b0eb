"""What axe finds wrong on a page that is open in a browser, with each thing looked at once."""

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

_READY = "'axe' in window"
_QUICK = """() => {
    const colour = axe.commons.color.Color.prototype, parse = colour.parseString, known = new Map();
    colour.parseString = function (text) {
        if (!known.has(text)) {
            parse.call(this, text);
            known.set(text, [this.r, this.g, this.b, this.alpha]);
        }
        [this.r, this.g, this.b, this.alpha] = known.get(text);
        return this;
    };
    window.axeSaw = new Set();
}"""
"""axe reads the few colours of a page anew for every element and everything behind it: half of its time."""
_IS_NEW = """() => {
    const isSeen = one => +one.checkVisibility({opacityProperty: true, visibilityProperty: true});
    const sight = [...document.body.querySelectorAll('*')].map(isSeen).join('') + document.body.innerHTML;
    return axeSaw.size < axeSaw.add(sight).size;
}"""
"""Whether another element is there or is seen, or has another attribute, than whenever axe was asked before."""
_RUN = "options => axe.run(options).then(found => found.violations)"
_CONTRAST = "color-contrast"
_OF_COLOURS = [_CONTRAST, "link-in-text-block"]
_OF_SIZES = ["scrollable-region-focusable"]
"""What all other rules find depends on the elements and on which of them are seen."""


def violations(page: Page, *, colours: bool = True) -> list[str]:
    """What axe finds wrong, as «rule: element»; without ``colours`` in a third of the time.

    Asked again of elements that it saw in another scheme or width, it tries only what may differ there.
    """
    if not page.evaluate(_READY):
        page.evaluate(AXE_SCRIPT)
        page.evaluate(_QUICK)
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if not page.evaluate(_IS_NEW):
        options["runOnly"] = [*_OF_SIZES, *(_OF_COLOURS if colours else ())]
    elif not colours:
        options["rules"] = {_CONTRAST: {"enabled": False}}
    found = page.evaluate(_RUN, options)
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]
