"""The province's declarations that certain values are not private data; today's apply to earlier versions too."""

from generator.history.repository import MainLine
from generator.intake.records.past_versions import LIMITS, past_answers
from generator.intake.screening.declared import DECLARED, Answer
from generator.model.files import Format


def answers_at(line: MainLine, commit: str) -> tuple[Answer, ...]:
    """Returns the entries of 不含个人信息 at a commit, with file paths under today's county codes; empty if none can be read."""
    blob = line.version(commit, DECLARED)
    if not blob or not blob.is_file or line.size(blob) > LIMITS[Format.YAML]:
        return ()
    return tuple(
        answer._replace(file=line.former.path(answer.file)) for answer in past_answers(line.data(blob))
    )
