"""The pages-only part of a build: county files → the counties' HTML, Markdown and feeds, without the province's step."""

import argparse
from pathlib import Path

from benchmarks.synthetic import AS_OF
from generator import intake
from generator.engine.cache import Cache
from generator.engine.column import NO_HISTORY, ground_of
from generator.engine.counties import count, make, with_all_cancellations
from generator.engine.jobs import Workshop
from generator.engine.output import begin, staging_folder
from generator.engine.publication import Order, unwatched
from generator.engine.workers import Local
from generator.render.overviews import ALL_SECTIONS
from generator.site.frame import ThemeFrame


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", type=Path)
    parser.add_argument("out", type=Path)
    chosen = parser.parse_args()
    content = chosen.root / "content_data"
    column = intake.read_column(content)
    cache = Cache(chosen.out.with_name("pages.cache"), "pages")
    order = Order(content, chosen.out, cache, AS_OF, AS_OF, lambda *_: None)  # type: ignore[arg-type,return-value]
    ground = ground_of(column, content, AS_OF, AS_OF)
    counted = count(ground, column.county_codes, cache)
    ground = with_all_cancellations(ground, counted)
    begin(chosen.out)
    frame = ThemeFrame(str(chosen.root / "mkdocs.yml"), ground.column.site, AS_OF, ALL_SECTIONS)
    workshop = Workshop(ground, frame, order.open_target)
    make(workshop, counted, "pages", NO_HISTORY, {}, cache, Local(), unwatched)
    staging_folder(chosen.out).rename(chosen.out)


if __name__ == "__main__":
    main()
