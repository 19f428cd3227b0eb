"""The card of a project's page on its acceptance, or on why there is none."""

from generator.model.ending import Acceptance
from generator.model.project import Project
from generator.render.blocks import blocks
from generator.render.records.parts import END, card
from generator.render.records.project_particulars import archived
from generator.render.sheet import Sheet
from generator.render.words import GAP, NOTHING, Shape, day, fixed, or_gap, or_nothing, term, words
from generator.views.project import ProjectView

_ACCEPTANCE, _NOT_ACCEPTED = card(Project.label_of("acceptance")), blocks("尚未验收。")
_ACCEPTED = blocks(f"""
{{}} {Project.label_of("acceptance")}**{{}}**，{{}}

{Acceptance.label_of("signature")}：{{}}
""")
_SIGNATURE = Shape("{}{} {}")
_RECTIFIED = blocks(f"""
{Acceptance.label_of("rectification")}：{{}}

{Acceptance.label_of("rectify_by")}：{{}}；完成日期：{{}}
""")
_NOT_YET = fixed("未登记")
_CANCELLED, _IN_BRACKETS = blocks("{} 取消。{}{}"), Shape("（{}）")


def acceptance(sheet: Sheet, view: ProjectView) -> None:
    """Adds the card."""
    sheet.add(_ACCEPTANCE)
    cancelled = view.project.cancellation
    if view.project.acceptance:
        _accepted(sheet, view.project.acceptance)
    elif cancelled:
        document = _IN_BRACKETS(words(cancelled.document)) if cancelled.document else NOTHING
        sheet.add(_CANCELLED, day(cancelled.date), words(cancelled.reason), document)
    else:
        sheet.add(_NOT_ACCEPTED)
    sheet.add(END)


def _accepted(sheet: Sheet, made: Acceptance) -> None:
    signed = made.signature
    signature = (
        _SIGNATURE(or_nothing(signed.unit), or_nothing(signed.post), day(signed.date)) if signed else GAP
    )
    sheet.add(_ACCEPTED, day(made.date), term(made.conclusion), or_gap(made.unit), signature)
    if made.rectification:
        done = day(made.rectified_on) if made.rectified_on else _NOT_YET
        sheet.add(_RECTIFIED, words(made.rectification), day(made.rectify_by), done)
    if made.archive:
        archived(sheet, made.archive)
