"""What the province says is no private data: it holds for earlier versions as for that of today."""

from generator.history.repository import MainLine
from generator.intake.records.past_versions import LIMITS, past_answers
from generator.intake.screening.declared import DECLARED, Answer
from generator.model.files import Format


def answers_at(line: MainLine, commit: str) -> tuple[Answer, ...]:
    """The entries of 不含个人信息 at a commit, on all files, each as it is called today."""
    blob = line.version(commit, DECLARED)
    if not blob or not blob.is_file or line.size(blob) > LIMITS[Format.YAML]:
        return ()
    return tuple(
        answer._replace(file=line.former.path(answer.file)) for answer in past_answers(line.data(blob))
    )
