"""What the pages of cases, policies and notices show."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from generator.model.disclosure import CountyDisclosure
from generator.model.documents import Case, Notice, Policy
from generator.views.rows import ProjectRow
from generator.views.said import filled


@dataclass(frozen=True)
class CaseView:
    """A typical case with its county and projects."""

    case: Case
    county_code: str
    county_name: str
    projects: tuple[tuple[str, str], ...]
    """(address, title) of its projects."""
    pictures: tuple[tuple[str, str, str], ...]
    """(address, caption, licence); the address is empty if the picture is not published."""
    is_demo: bool


@dataclass(frozen=True)
class PolicyView:
    """A policy document and the projects that name it."""

    policy: Policy
    metadata: tuple[tuple[str, str], ...]
    """(label, value) of what is known."""
    projects: tuple[ProjectRow, ...]
    attachments: tuple[tuple[str, str], ...]
    """(address, name); the address is empty if the file is not published."""
    county: tuple[str, str] | None = None
    """(address, name) of the county whose own document it is; None: the province's."""


@dataclass(frozen=True)
class NoticeView:
    """A notice and the counties that it names: (address, name)."""

    notice: Notice
    counties: tuple[tuple[str, str], ...]


def case_view(case: Case, county: CountyDisclosure) -> CaseView:
    named = [county.by_id[id_] for id_ in case.projects if id_ in county.by_id]
    folder = f"attachments/{county.code}"
    return CaseView(
        case,
        county.code,
        county.county.name,
        tuple((f"projects/{project.id}.html", project.title) for project in named),
        tuple(
            (
                f"{folder}/{quote(item.file)}" if item.file in county.attached else "",
                item.caption,
                item.licence,
            )
            for item in case.pictures
        ),
        county.county.is_demo,
    )


def policy_view(
    policy: Policy, rows: Iterable[ProjectRow], county: CountyDisclosure | None = None
) -> PolicyView:
    """One policy document.

    Args:
        rows: the projects that may name it.
        county: the county whose own document it is.
    """
    metadata = (
        *filled(policy, ("index_number", "subject", "issuer", "date", "title")),
        ("发文字号", policy.number or "无"),
        *filled(policy, ("published", "level", "validity")),
    )
    if county and county.county.is_demo:
        policy = policy.model_copy(update={"is_demo": True})
    return PolicyView(
        policy,
        metadata,
        tuple(row for row in rows if policy.id in row.policies),
        tuple((_address(name, county), name) for name in policy.attachments),
        (f"counties/{county.code}.html", county.county.name) if county else None,
    )


def _address(attachment: str, county: CountyDisclosure | None) -> str:
    if county is None or attachment.startswith(("http://", "https://")):
        return attachment
    return f"attachments/{county.code}/{quote(attachment)}" if attachment in county.attached else ""


def notice_view(notice: Notice, counties: Iterable[tuple[str, str]]) -> NoticeView:
    """One notice; ``counties`` are (code, name) of all counties of the portal."""
    named = {name.strip() for name in notice.counties}
    found = [(f"counties/{code}.html", name) for code, name in counties if named & {code, name}]
    return NoticeView(notice, tuple(found))
