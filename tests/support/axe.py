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
_SWITCHES = "button[data-switch]"
"""Each shows one of two words, by the scheme."""
_IS_NEW = """switches => {
    const isSeen = one => +one.checkVisibility({opacityProperty: true, visibilityProperty: true});
    const all = [...document.body.querySelectorAll(`:not(${switches} *)`)];
    const sight = all.map(isSeen).join('') + document.body.innerHTML;
    return axeSaw.size < axeSaw.add(sight).size;
}"""
"""Whether another element is there or is seen, or has another attribute, than whenever axe was asked before; what lies
in the switches is asked for each time."""
_RUN_ON_SWITCHES = """([switches, options]) => {
    const include = [...document.querySelectorAll(switches)];
    return include.length ? axe.run({include}, options).then(found => found.violations) : [];
}"""
_RUN = "options => axe.run(options).then(found => found.violations)"
_RUN_ON_SAMPLES = """options => {
    const ids = new Map(), samples = new Map(), around = new Map();
    const id = text => ids.get(text) ?? ids.set(text, ids.size).get(text);
    const read = (one, names) => names.map(name => getComputedStyle(one)[name]).join();
    const behind = one => {
        if (!one) return 0;
        if (!around.has(one)) around.set(one, id([behind(one.parentElement), one.tagName, read(one, [
            'color', 'backgroundColor', 'backgroundImage', 'opacity', 'position', 'zIndex', 'filter', 'mixBlendMode',
            'overflow', 'display', 'float', 'transform', 'clipPath'
        ])].join()));
        return around.get(one);
    };
    for (const one of document.body.querySelectorAll('*')) {
        const words = [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
        if (!words && !one.matches('input, select, textarea') || !one.checkVisibility()) continue;
        const look = [behind(one), read(one, [
            'fontSize', 'fontWeight', 'webkitTextFillColor', 'webkitTextStroke', 'textShadow', 'textDecoration',
            'borderBottomWidth', 'visibility'
        ]), ...['::before', '::after'].map(name => {
            const style = getComputedStyle(one, name);
            return style.content === 'none' ? '' : style.backgroundColor + style.backgroundImage + style.position;
        })].join();
        (samples.get(look) ?? samples.set(look, []).get(look)).push(one);
    }
    const include = [...samples.values()].flatMap(
        all => [...new Set([all[0], all[all.length >> 1], all[all.length - 1]])]
    );
    const kept = new Set(include.map(one => one.closest('tbody > tr')));
    const others = [...document.querySelectorAll('tbody > tr')].filter(row => !kept.has(row) && row.checkVisibility());
    const style = others.map(row => row.getAttribute('style'));
    for (const row of others) row.style.display = 'none';
    const folded = [...document.querySelectorAll('details:not([open])')].map(one => {
        const away = document.createDocumentFragment();
        away.append(...[...one.childNodes].filter(node => node.nodeName !== 'SUMMARY'));
        return [one, away];
    });
    return axe.run({include}, options).then(found => {
        folded.reverse().forEach(([one, away]) => one.append(away));
        others.forEach((row, at) => {
            style[at] === null ? row.removeAttribute('style') : row.setAttribute('style', style[at]);
        });
        return found.violations;
    });
}"""
"""Of the elements with words of their own that are drawn alike, as is all that is behind them, three: the colours that
axe reads are the same in all. Rows of tables without one and what is folded away are not there meanwhile: axe
measures all that lies on the page."""
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
    if page.evaluate(_IS_NEW, _SWITCHES):
        rules = {} if colours else {_CONTRAST: {"enabled": False}}
        found = page.evaluate(_RUN, options | {"rules": rules})
    else:
        found = page.evaluate(_RUN, options | {"runOnly": _OF_SIZES})
        rules = {_CONTRAST: {"enabled": False}}
        found += page.evaluate(_RUN_ON_SWITCHES, [_SWITCHES, options | {"rules": rules}])
        found += page.evaluate(_RUN_ON_SAMPLES, options | {"runOnly": _OF_COLOURS}) if colours else []
    return [f"{rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]
