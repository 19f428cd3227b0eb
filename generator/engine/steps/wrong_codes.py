"""Checks the former codes (原代码) in county.yaml; at most one error for each code."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from generator.intake import CountyIntake
from generator.model.county import County
from generator.model.finding import Finding, Severity
from generator.model.former_codes import FormerCodes
from generator.model.site import Site


class _Wrong(NamedTuple):
    code: str
    message: str
    cure: str


_REPEATED = _Wrong("E006", "同一个原代码写了两次", "删去一个")


def with_wrong_codes(found: CountyIntake, former: FormerCodes) -> CountyIntake:
    """Returns the county with the errors of its former codes added to its problems."""
    county = found.disclosure.county if found.disclosure else None
    if county is None or not county.former_codes:
        return found
    problems = sorted((*found.problems, *_problems(county, found.code, former)), key=lambda one: one.sort_key)
    return replace(found, problems=tuple(problems))


def with_wrong_province(found: CountyIntake, site: Site | None) -> CountyIntake:
    """Returns the county with E008 added if it lies in another province than the portal's."""
    county = found.disclosure.county if found.disclosure else None
    if county is None or site is None or county.code.startswith(site.region.code):
        return found
    message = f"代码“{county.code}”不属于{site.region}（应以 {site.region.code} 开头）"
    cure = (
        f"核对“{county.label_of('code')}”，或在 site.yaml 的“{site.label_of('stated_region')}”里写明是哪个省"
    )
    error = Finding("E008", Severity.ERROR, message, county.place("code"), cure, county=county.code)
    return replace(found, problems=tuple(sorted((*found.problems, error), key=lambda one: one.sort_key)))


def _problems(county: County, code: str, former: FormerCodes) -> Iterator[Finding]:
    place = county.place("former_codes")
    for number, old in enumerate(county.former_codes):
        is_repeated = old in county.former_codes[:number]
        if wrong := _REPEATED if is_repeated else _wrong(old, code, former):
            meant = "、".join(lost for claimant, lost in former.meant if claimant == code)
            message = f"{wrong.message}；公开过而文件夹已不存在的是 {meant}" if meant else wrong.message
            yield Finding(wrong.code, Severity.ERROR, message, place, wrong.cure, county=code)


def _wrong(old: str, code: str, former: FormerCodes) -> _Wrong | None:
    if old == code:
        return _Wrong("E008", f"原代码“{old}”就是现在的代码", "写变更以前的代码；未变更过的，删去“原代码”")
    if old in (former.counties or ()):
        cure = f"把文件夹 {old} 里的内容移到 {code}，不留原来的文件夹；不是同一个县的，删去“原代码”"
        return _Wrong("E008", f"原代码“{old}”的文件夹还在", cure)
    others = [one for one, claimed in former.claims if old in claimed and one != code]
    if others:
        cure = "一个代码只能是一个县的原代码，核对后只留一处"
        return _Wrong("E006", f"原代码“{old}”在示范县 {'、'.join(others)} 里也写了", cure)
    if old in former.unknown:
        cure = "核对代码；开栏以前就变更了的，不用写"
        return _Wrong("E007", f"未找到以原代码“{old}”公开过的内容", cure)
    if old in former.apart:
        cure = "删去“原代码”，恢复那个县的文件夹"
        return _Wrong("E008", f"原代码“{old}”与本县同时公开过，是另一个县", cure)
    return None
