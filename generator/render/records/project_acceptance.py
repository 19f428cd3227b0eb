"""The card of a project's page on its acceptance."""

from generator.model.ending import Acceptance
from generator.model.project import Project
from generator.render.blocks import blocks
from generator.render.records.parts import END, card
from generator.render.records.project_particulars import archived
from generator.render.sheet import Sheet
from generator.render.words import GAP, Shape, day, fixed, or_gap, or_nothing, term, words
from generator.views.project import ProjectView

_ACCEPTANCE, _NOT_ACCEPTED = card(Project.label_of("acceptance")), blocks("未登记验收。")
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


def acceptance(sheet: Sheet, view: ProjectView) -> None:
    """Adds the card; none for a cancelled project, which the head of its page says to be."""
    if view.project.cancellation and not view.project.acceptance:
        return
    sheet.add(_ACCEPTANCE)
    if view.project.acceptance:
        _accepted(sheet, view.project.acceptance)
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
