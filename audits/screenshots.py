"""``make screenshots``: every kind of page on a phone and on a desktop, light, dark and 长者, into docs/screenshots/."""

import sys

from audits.tools import ROOT, SITE
from tests.support.kinds import KINDS, MODES, open_in
from tests.support.served import browser_page, served

FOLDER = ROOT / "docs/screenshots"
WIDTHS = (360, 1280)


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.jpg"):
        old.unlink()
    with served(SITE) as host, browser_page() as page:
        for url in KINDS:
            for mode in MODES:
                for width in WIDTHS:
                    open_in(page, f"{host}/{url}", mode, width)
                    name = f"{url.removesuffix('.html').replace('/', '-')}-{width}-{mode}.jpg"
                    page.screenshot(path=FOLDER / name, type="jpeg", quality=35)
    made = sorted(FOLDER.glob("*.jpg"))
    print(f"{len(made)} 张，共 {sum(path.stat().st_size for path in made) / 1e6:.1f} MB：docs/screenshots/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
