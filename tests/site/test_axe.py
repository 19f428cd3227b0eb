"""What axe is asked again of a page that it knows, it still finds; and colours that are read once are read right."""

from playwright.sync_api import Page

from tests.support.axe import violations
from tests.support.kinds import show_in

PAGE = """<!doctype html><html lang="zh"><title>页</title><style>
    p { color: #000; background: #fff } a { color: #03c }
    @media (prefers-color-scheme: dark) { .faint { color: #ccc; background: #ffff } }
    @media (width < 400px) { .box { width: 200px; overflow: auto } }
</style><main><h1>页</h1><p class="faint">文字</p><p>文字中的<a href="#a" style="text-decoration: none">链接</a>。</p>
<div class="box"><div style="width: 600px; height: 20px">宽</div></div>
<p hidden><img src="data:,"></p></main>"""


def rules(page: Page, *, colours: bool = True) -> set[str]:
    return {found.partition(":")[0] for found in violations(page, colours=colours)}


def test_each_fault_is_found_in_the_scheme_the_width_and_the_state_that_show_it(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.set_content(PAGE)
    known = rules(page)
    assert known.isdisjoint({"color-contrast", "scrollable-region-focusable", "image-alt"})
    show_in(page, "dark")
    assert rules(page) - known == {"color-contrast"}
    assert "color-contrast" not in rules(page, colours=False)
    show_in(page, "light")
    assert rules(page) <= known
    page.set_viewport_size({"width": 360, "height": 800})
    assert "scrollable-region-focusable" in rules(page, colours=False)
    page.evaluate("document.querySelector('[hidden]').hidden = false")
    assert "image-alt" in rules(page, colours=False)
    page.evaluate("document.querySelector('img').alt = '图'")
    assert "image-alt" not in rules(page)


ROWS = "".join(
    f"<tr class='{'odd' * (n == 17)}'><td><b>{n}</b></td><td>字<a href='#{n}'>连</a></td></tr>"
    for n in range(40)
)
MANY = f"""<!doctype html><html lang="zh"><title>页</title><style>
    body {{ color: #000; background: #fff }} a {{ color: #00a }} button[data-switch] .on {{ display: none }}
    @media (prefers-color-scheme: dark) {{
        .odd {{ background: #222 }} .folded {{ color: #eee }}
        button[data-switch] .on {{ display: inline }} button[data-switch] .off {{ display: none }}
    }}
</style><main><h1>页</h1><button data-switch="scheme"><span class="off">暗</span><span class="on"><img src="data:,"></span></button>
<table><tbody>{ROWS}</tbody></table><details><summary>更多</summary><p class="folded">文字</p></details></main>"""


def test_of_many_that_are_drawn_alike_the_one_that_differs_is_found(page: Page) -> None:
    page.set_content(MANY)
    assert violations(page) == []
    show_in(page, "dark")
    before = page.content()
    found = violations(page)
    assert sorted({one.partition(":")[0] for one in found}) == ["button-name", "color-contrast", "image-alt"]
    assert "color-contrast: <b>17</b>" in found
    assert page.content() == before, "what was away is there again"
    page.evaluate("document.querySelector('details').open = true")
    assert 'color-contrast: <p class="folded">文字</p>' in violations(page)
