"""The whole review of a submission: guard, changes, findings, and how it lies to the main line."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.engine import has_errors
from generator.intake import in_spreadsheets
from generator.model.finding import Finding
from generator.review.both_versions import checked
from generator.review.changed import Line, changed, lines
from generator.review.guard import Refusal, refusals
from generator.review.submission import Submission, submission

_TOLD_BY_GUARD = {"link": {"S004"}, "size": {"S005"}}
"""Kind of refusal → codes of findings that say the same of the file."""


@dataclass(frozen=True)
class Review:
    """What whoever decides must know."""

    submission: Submission
    refusals: tuple[Refusal, ...]
    lines: tuple[Line, ...]
    new: tuple[Finding, ...]
    resolved: tuple[Finding, ...]
    standing: tuple[Finding, ...]
    names: dict[str, str]
    """County code → name."""
    as_of: date
    portal: str
    """Title of the portal; empty if site.yaml cannot be read."""
    notice: str
    """What the change record lacks; empty: nothing."""

    @property
    def is_passed(self) -> bool:
        """Whether the guard refuses nothing and the submission brings no error."""
        return not self.refusals and not has_errors(self.new)


def review(content: Path, reference: str, actor: str, asked: date | None, today: date) -> Review:
    """Reviews what the commit that is checked out changes against ``reference``.

    Raises:
        NoSubmissionError: there is nothing to review.
        UnreadableError: the repository is damaged.
    """
    given = submission(content, reference, actor)
    checks = checked(given, asked, today)
    found = changed(given, checks.history, checks.history_before)
    refused = refusals(given, found.changed)
    told = {
        (code, refusal.path.removeprefix(given.line.prefix))
        for refusal in refused
        for code in _TOLD_BY_GUARD.get(refusal.kind, ())
    }
    counties = (*checks.before.counties, *checks.after.counties)
    return Review(
        given,
        refused,
        lines(found, checks),
        in_spreadsheets((one for one in checks.new if (one.code, one.place.file) not in told), content),
        checks.resolved,
        checks.standing,
        {one.code: one.disclosure.county.name for one in counties if one.disclosure},
        checks.after.as_of,
        checks.after.ground.site.title if checks.after.ground.site else "",
        checks.history.notice,
    )
