"""Explains one rule, for the command line."""

import difflib

from generator.rules.run import catalogue, find


def explanation(code: str) -> str:
    """Returns title, clause, explanation, cure and examples of a rule.

    Raises:
        ValueError: there is no such rule; the message names the most similar one.
    """
    entry = find(code)
    if entry is None:
        codes = [each.code for each in catalogue()]
        close = difflib.get_close_matches(code.upper(), codes, n=1, cutoff=0.4)
        raise ValueError(
            f"找不到规则“{code}”。" + (f"是否应为 {close[0]}？" if close else "用 gongkai rules 看全部规则。")
        )
    parts = [
        f"{entry.code} {entry.title}（{entry.degree.value}）",
        f"依据：{entry.basis.text}" if entry.basis.text else "依据：通知未作规定，只核对登记的数字、日期",
        *([f"由谁负责：{entry.duty_of.value}"] if entry.check else []),
        *([f"原文：“{entry.basis.quoted}”"] if entry.basis.quoted else []),
        "",
        entry.explanation.strip(),
        "",
        f"怎么改：{entry.cure}",
    ]
    if entry.good:
        parts += ["", "正例：", _indent(entry.good)]
    if entry.bad:
        parts += ["", "反例：", _indent(entry.bad)]
    return "\n".join(parts)


def _indent(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.strip("\n").split("\n"))
