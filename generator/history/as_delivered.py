"""Makes the change record of today rest on what was delivered, where the commits alone would tell it otherwise."""

from pathlib import Path

from generator.history.change_record import PortalHistory
from generator.history.delivered import AsDelivered, Delivered, Evidence
from generator.history.reading import read_history
from generator.model.former_codes import NO_FORMER_CODES


def keep_delivered(
    history: PortalHistory,
    content: Path,
    delivered: Delivered,
    commit: str,
    tree: str,
    *,
    is_same_program: bool,
) -> None:
    """Gives the changes and records of ``history`` the numbers and moments with which they were delivered.

    In an ordinary build the commits tell the same, and nothing is done.

    Args:
        commit: the one published last; ``tree``: its tree.
        is_same_program: whether that build read the history by the rules of today.
    """
    if history.gap or not history.is_there or not delivered.batches:
        return
    is_rewritten = bool(commit) and history.follows(commit) is False
    if not (is_rewritten or delivered.is_kept or not is_same_program):
        return
    evidence = Evidence(is_rewritten=False)
    if is_rewritten:
        settled = history.number_of_tree(tree)
        then = _up_to(history, content, commit)
        evidence = Evidence(
            is_rewritten=True,
            then=then.county if then else lambda _: None,
            is_settled=None if settled is None else lambda one: (history.number_of(one) or 0) <= settled,
        )
    history.keep(AsDelivered(delivered, evidence, history.former or NO_FORMER_CODES))


def _up_to(history: PortalHistory, content: Path, commit: str) -> PortalHistory | None:
    """Returns the history up to a commit that is not on the main line; None if the repository no longer has it."""
    if not history.has_commit(commit):
        return None
    found = read_history(content, None, commit, history.former)
    return found if found.is_there and found.gap is None else None
