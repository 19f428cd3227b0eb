"""E014: a portal that is not a demonstration must not publish demonstration records or placeholder settings.

A build refuses to publish if and only if this rule has a finding.
"""

from collections.abc import Iterable, Iterator

from generator.model.base import Record
from generator.model.codelists import Mode
from generator.model.documents import Notice, Policy
from generator.model.finding import Finding, Severity
from generator.model.place import Place
from generator.model.site import Site
from generator.model.types import is_placeholder
from generator.rules.base import Hit, Scene, as_finding, registered_as, rule
from generator.rules.basis import law

CODE = "E014"
_DEMO = "“模式”是正式，这里仍标有“示例数据”"


@rule(
    CODE,
    basis=law("数据字典"),
    title="正式栏目里有示例数据或占位设置",
    reads=("county",),
    explanation="site.yaml 的“模式”写成正式，就是对公众负责的公开：标有“示例数据”的县、政策文件、工作动态，以及“待填”一类的占位设置，"
    "一处也不能有。有这一项时不生成网站，以免虚构的数字上网。",
    cure="删去示例数据、填好占位的设置；还在试用的，“模式”写演示。",
    good="栏目: {模式: 正式}\n县: {示例数据: 'false'}",
    bad="栏目: {模式: 正式}\n县: {示例数据: 'true'}",
    severity=Severity.ERROR,
)
def nothing_is_invented(scene: Scene) -> Iterator[Hit]:
    county = scene.county.county
    if scene.site.mode is Mode.PRODUCTION and county.is_demo:
        yield Hit(county.place("is_demo"), _DEMO)


def unfit(site: Site | None, policies: Iterable[Policy], notices: Iterable[Notice]) -> tuple[Finding, ...]:
    """Returns E014 findings on what belongs to no county: settings, policies, notices."""
    if site is None or site.mode is not Mode.PRODUCTION:
        return ()
    documents: list[Policy | Notice] = [*policies, *notices]
    return (
        *(_finding(place, "“模式”是正式，这一项仍是占位文字") for place in _placeholders(site)),
        *(_finding(document.place("is_demo"), _DEMO) for document in documents if document.is_demo),
    )


def _finding(place: Place, message: str) -> Finding:
    return as_finding(registered_as(CODE), Hit(place, message), "")


def _placeholders(site: Site) -> Iterator[Place]:
    """Yields where settings still have a placeholder such as 待填."""
    for path in _placeholder_paths(site):
        yield site.place(*path)


def _placeholder_paths(record: Record, *above: str | int) -> Iterator[tuple[str | int, ...]]:
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, str) and is_placeholder(value):
            yield (*above, name)
        elif isinstance(value, Record):
            yield from _placeholder_paths(value, *above, name)
        elif isinstance(value, tuple):
            for number, item in enumerate(value):
                if isinstance(item, Record):
                    yield from _placeholder_paths(item, *above, name, number)
