"""national.csv: 全国平均, what a county's goals are compared with (clause 三)."""

from typing import Annotated

from generator.model.base import Label, Record
from generator.model.change import Weight
from generator.model.types import Number, Text, Year


class NationalAverage(Record):
    """One national average of one year; the unit stands in the record."""

    indicator: Annotated[Text, Label("指标")]
    year: Annotated[Year, Label("年度")]
    value: Annotated[Number, Label("数值", weight=Weight.MAJOR)]
    unit: Annotated[Text | None, Label("单位")] = None
    source: Annotated[Text | None, Label("来源")] = None
