"""What runs, what-if sheets and pre-approved limits refuse."""

from collections.abc import Sequence

from kerong.catalogue.examples import Problem
from kerong.kernel.errors import Conflict, Invalid, NotFound, Refused, Unavailable


class RunNotFound(NotFound):
    code = "population.run_absent"
    zh = "没有编号为「{no}」的运行。"
    en = "There is no run “{no}”."


class SheetNotFound(NotFound):
    code = "population.sheet_absent"
    zh = "没有编号为「{no}」的试算。"
    en = "There is no trial “{no}”."


class ScreeningNotFound(NotFound):
    code = "population.screening_absent"
    zh = "没有编号为「{no}」的预授信筛选。"
    en = "There is no screening “{no}”."


class PreApprovalNotFound(NotFound):
    code = "population.pre_approval_absent"
    zh = "筛选「{no}」中没有这家企业。"
    en = "Screening “{no}” has no such firm."


class RunInHand(Conflict):
    code = "population.run_in_hand"
    zh = "已有一次运行尚未结束，请等它完成。"
    en = "A run is still under way; wait until it has ended."


class DraftUnsound(Refused):
    """Facts: `count`, `first`, `problems`."""

    code = "population.draft_unsound"
    zh = "草案未通过检查（{count} 处）：{first}"
    en = "The draft has {count} faults: {first_en}"

    @classmethod
    def of(cls, problems: Sequence[Problem]) -> "DraftUnsound":
        return cls(
            count=len(problems),
            first=f"{problems[0].place}：{problems[0].zh}",
            first_en=f"{problems[0].place}: {problems[0].en}",
            problems=[{"place": each.place, "zh": each.zh, "en": each.en} for each in problems],
        )


class DraftFilesMissing(Invalid):
    code = "population.draft_files"
    zh = "草案须含文件：{names}。"
    en = "A draft needs these files: {names}."


class DraftTooLarge(Invalid):
    code = "population.draft_too_large"
    zh = "草案文件不得超过 {most} KB，且须为 UTF-8 文本。"
    en = "A file of a draft holds at most {most} KB of UTF-8 text."


class DraftPublished(Conflict):
    code = "population.draft_published"
    zh = "该草案与现行版本相同，无须试算。"
    en = "The draft says what is in force already; there is nothing to try."


class ShelfNeeded(Unavailable):
    code = "population.shelf_needed"
    zh = "该草案须在各机构的在架产品上试算，请先运行 kerong demo（示例）或 kerong install（生产）。"
    en = (
        "This draft is tried on the products of institutions: run `kerong demo` (example) or"
        " `kerong install` first."
    )


class TrialCutOff(Unavailable):
    """A process died in the middle of a block. Facts: `block`."""

    code = "population.trial_cut_off"
    zh = "计算进程在第 {block} 块中途退出，请重新运行同一命令。"
    en = "A process died in block {block}: run the same command again."


class SheetUnfinished(Conflict):
    code = "population.sheet_unfinished"
    zh = "试算尚未完成，完成后才能发布。"
    en = "The trial has not ended yet; publish when it has."


class SheetOutdated(Conflict):
    code = "population.sheet_outdated"
    zh = "试算之后规则已有变动，请重新试算。"
    en = "The rules have changed since the trial; try the draft again."


class ScreeningOpen(Conflict):
    code = "population.screening_open"
    zh = "该产品已在筛选中。"
    en = "This product is being screened already."


class ScreeningEnded(Conflict):
    code = "population.screening_ended"
    zh = "该筛选已停止。"
    en = "This screening has ended."


class NotScreenable(Refused):
    code = "population.not_screenable"
    zh = "只有在架的信贷产品才能开启预授信筛选。"
    en = "Only a loan product on the shelf can be screened."


class AlreadyInvited(Conflict):
    code = "population.already_invited"
    zh = "已邀请过这家企业。"
    en = "This firm has been invited already."
