"""not-private.yaml: values that look like private data but are none, as the province's maintainers vouch."""

from typing import Annotated

from generator.model.base import Label, Record
from generator.model.types import Text


class NotPrivate(Record):
    """One value in one place; it may be a mail address or a number that reads like a bank card's."""

    file: Annotated[Text, Label("记录", note="核对报告里写的文件，如 counties/210198/payments.csv")]
    column: Annotated[
        Text, Label("栏目", note="核对报告里写的名称，如 用途；正文里的写 正文，附件里的写 附件")
    ]
    value: Annotated[Text, Label("值", note="邮箱或号码本身，与文件里的相同；那里改了，这一条就失效")]
    reason: Annotated[Text, Label("说明", note="为什么不是个人信息，依据什么核实的")]


class NotPrivateList(Record):
    """不含个人信息."""

    entries: Annotated[tuple[NotPrivate, ...], Label("不含个人信息")] = ()
