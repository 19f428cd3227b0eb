"""The read-aloud button, in a real browser with voices put in: headless Chromium has none."""

import pytest
from playwright.sync_api import Page, expect

VOICES = """
window.spoken = [];
window.cancelled = 0;
let late = [], told = [], current = null;
const fake = {
  getVoices: () => late,
  addEventListener: (name, tell) => told.push(tell),
  speak: utterance => { window.spoken.push(utterance.text); current = utterance; },
  cancel: () => {
    window.cancelled++;
    const was = current;
    current = null;
    if (was) setTimeout(() => was.onerror({ error: "interrupted" }));
  }
};
window.voices = list => { late = list; told.forEach(tell => tell()); };
window.finish = () => { const was = current; current = null; was.onend(); };
Object.defineProperty(window, "speechSynthesis", { value: fake });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
"""A synthesis that speaks when told to, and voices that come late, as they do in Chromium."""

MANDARIN = "[{ lang: 'zh-HK', localService: true }, { lang: 'zh-CN', localService: true, name: '普通话' }]"


@pytest.fixture
def listener(page: Page) -> Page:
    page.add_init_script(VOICES)
    return page


def read(page: Page) -> list[str]:
    """Press the button and hear the page to its end."""
    page.get_by_role("button", name="朗读").click()
    page.wait_for_function("spoken.length")
    spoken: list[str] = page.evaluate(
        "(() => { while (document.documentElement.dataset.reading === '') finish(); return spoken; })()"
    )
    return spoken


def test_without_a_voice_of_the_device_there_is_no_button(listener: Page, address: str) -> None:
    asked: list[str] = []
    listener.on("request", lambda request: asked.append(request.url))
    listener.goto(f"{address}/index.html")
    button = listener.locator("[data-read]")
    expect(button).to_be_hidden()
    listener.evaluate(
        "voices([{ lang: 'zh-CN', localService: false }, { lang: 'en-US', localService: true }])"
    )
    expect(button).to_be_hidden()
    listener.evaluate(f"voices({MANDARIN})")
    expect(button).to_be_visible()
    assert [url for url in asked if "read-aloud" in url] == []


def test_headless_chromium_has_no_voice_and_shows_no_button(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    expect(page.locator("[data-read]")).to_be_hidden()


def test_the_page_is_read_in_its_order_each_sentence_once(listener: Page, address: str) -> None:
    listener.goto(f"{address}/projects/210698-2020-01.html")
    listener.evaluate(f"voices({MANDARIN})")
    spoken = read(listener)
    assert spoken[0] == listener.locator("h1").inner_text()
    headings = listener.locator("main h2:visible, main h3:visible").all_inner_texts()
    assert [words for words in spoken if words in set(headings)] == headings
    assert "".join(spoken).count("举报这个项目的问题") == 1
    whole = "".join("".join(spoken).split())
    for words in listener.locator("main p:visible, main li:visible, main td:visible").all_inner_texts():
        assert "".join(words.split()) in whole, words


def test_a_table_is_read_as_names_and_values(listener: Page, address: str) -> None:
    listener.goto(f"{address}/projects/210698-2020-01.html")
    listener.evaluate(f"voices({MANDARIN})")
    cells = listener.locator("main table tbody tr").first.locator("td")
    first = "，".join(
        f"{cell.get_attribute('data-label')} {cell.inner_text()}" for cell in cells.all() if cell.inner_text()
    )
    assert "，" in first
    assert first in "".join(read(listener))


def test_a_chart_is_read_as_words_and_amounts(listener: Page, address: str) -> None:
    """Not its axis, and nothing run together; the code that eyes alone can scan is passed over."""
    listener.set_viewport_size({"width": 1280, "height": 800})
    listener.goto(f"{address}/projects/210698-2020-01.html")
    listener.evaluate(f"voices({MANDARIN})")
    spoken = read(listener)
    assert not [words for words in spoken if "扫码" in words or words == "100%"]
    assert [words for words in spoken if words.startswith("拨付 ")]
    listener.goto(f"{address}/counties/210698.html")
    listener.evaluate(f"voices({MANDARIN})")
    amounts = listener.locator(".groups p").evaluate_all(
        "rows => rows.map(row => row.querySelector('span').textContent + ' ' + row.querySelector('strong').textContent)"
    )
    assert len(amounts) == 12
    spoken = read(listener)
    begins = spoken.index(amounts[0])
    assert [words for words in spoken[begins:] if words in amounts][:12] == amounts
    assert "0" not in spoken


def test_pause_go_on_and_stop(listener: Page, address: str) -> None:
    listener.goto(f"{address}/counties/210698.html")
    listener.evaluate(f"voices({MANDARIN})")
    listener.get_by_role("button", name="朗读").click()
    button, halt = listener.locator("[data-read]"), listener.locator("[data-read-stop]")
    expect(button).to_have_text("暂停")
    listener.evaluate("finish()")
    second = listener.evaluate("spoken[1]")
    assert listener.locator("[data-spoken]").count() == 1
    button.click()
    expect(button).to_have_text("继续")
    listener.wait_for_timeout(50)
    assert listener.evaluate("spoken.length") == 2
    button.click()
    assert listener.evaluate("spoken") == [listener.evaluate("spoken[0]"), second, second]
    halt.click()
    expect(button).to_have_text("朗读")
    expect(button).to_be_focused()
    expect(halt).to_be_hidden()
    assert listener.locator("[data-spoken]").count() == 0
    button.click()
    assert listener.evaluate("spoken[3] === spoken[0]"), "it begins at the beginning"


def test_it_falls_silent_when_the_page_is_left(listener: Page, address: str) -> None:
    listener.goto(f"{address}/index.html")
    listener.evaluate(f"voices({MANDARIN})")
    listener.get_by_role("button", name="朗读").click()
    expect(listener.locator("[data-read]")).to_have_text("暂停")
    before = listener.evaluate("cancelled")
    listener.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert listener.evaluate("cancelled") == before + 1
    expect(listener.locator("[data-read]")).to_have_text("朗读")


def test_in_the_senior_mode_the_button_is_large_and_stays_in_reach(listener: Page, address: str) -> None:
    listener.set_viewport_size({"width": 360, "height": 740})
    listener.goto(f"{address}/counties/210698.html")
    listener.evaluate(f"voices({MANDARIN})")
    listener.get_by_role("button", name="长者模式").click()
    button = listener.locator("[data-read]")
    box = button.bounding_box()
    assert box is not None
    assert box["height"] >= 60
    assert box["width"] >= 60
    assert listener.evaluate("document.documentElement.scrollWidth") <= 360
    button.click()
    expect(button).to_have_text("暂停")
    listener.evaluate("for (let left = 30; left--;) finish(); scrollTo(0, 9999)")
    expect(button).to_be_in_viewport()
    expect(listener.locator("[data-read-stop]")).to_be_in_viewport()


def test_it_reads_from_a_disk_too(listener: Page, folder: object) -> None:
    listener.goto(f"file://{folder}/about.html")
    listener.evaluate(f"voices({MANDARIN})")
    assert read(listener)[0] == listener.locator("main h1").inner_text()
