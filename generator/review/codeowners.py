"""CODEOWNERS, by which a code platform asks the right people to approve: written from maintainers.yaml.

Each platform has a place of its own, and none of these files lies in the root or in docs/: Gitea looks there first and
reads regular expressions, the others read patterns as of .gitignore.
"""

from collections.abc import Iterable

from generator.model.maintainers import EVERYTHING, MaintainerList

_PATTERN_PLACES = (
    ".github/CODEOWNERS",
    ".gitlab/CODEOWNERS",
    ".gitee/CODEOWNERS",
    ".gitcode/CODEOWNERS",
)
_REGEX_PLACES = (".gitea/CODEOWNERS",)
_HEAD = """# 由 gongkai codeowners 照 content_data/maintainers.yaml 写成，不要手改。
# 在主分支的保护规则里要求代码所有者批准，这里写的才起作用。
"""


def codeowners(listed: MaintainerList) -> dict[str, str]:
    """Returns place in the repository → text of the file, for every platform."""
    rules = list(_rules(listed))
    patterns = _HEAD + "".join(f"{_pattern(scope)} {owners}\n" for scope, owners in rules)
    regexes = _HEAD + "".join(f"{_regex(scope)} {owners}\n" for scope, owners in rules)
    return dict.fromkeys(_PATTERN_PLACES, patterns) | dict.fromkeys(_REGEX_PLACES, regexes)


def _rules(listed: MaintainerList) -> Iterable[tuple[str, str]]:
    """Yields (scope, owners): the whole first, since the last line that fits a file counts."""
    scopes = {entry.scope for entry in listed.entries}
    for scope in sorted(scopes, key=lambda scope: (scope != EVERYTHING, len(scope), scope)):
        owners = [
            f"@{account}"
            for entry in sorted(listed.entries, key=lambda entry: -_width(entry.scope))
            if entry.scope == EVERYTHING or scope.startswith(entry.scope)
            for account in entry.accounts
        ]
        yield scope, " ".join(dict.fromkeys(owners))


def _width(scope: str) -> int:
    return 0 if scope == EVERYTHING else len(scope)


def _pattern(scope: str) -> str:
    if scope == EVERYTHING:
        return "*"
    return f"/content_data/counties/{scope}{'' if len(scope) == 6 else '??'}/"


def _regex(scope: str) -> str:
    if scope == EVERYTHING:
        return ".*"
    return f"content_data/counties/{scope}{'' if len(scope) == 6 else '[0-9][0-9]'}/.*"
