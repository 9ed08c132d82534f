"""What a back-test refuses."""

from collections.abc import Sequence

from kerong.evidence.imports.report import RowFault
from kerong.kernel.errors import Invalid, NotFound, Refused

MOST_LISTED = 20


class BackTestNotFound(NotFound):
    code = "backtest.absent"
    zh = "没有编号为「{no}」的回测。"
    en = "There is no back-test “{no}”."


class OutcomesUnreadable(Invalid):
    """Facts: `first`, `errors` with row, column and sentence of the first twenty."""

    code = "backtest.unreadable"
    zh = "结果文件无法读取：{first}"
    en = "The file of outcomes cannot be read: {first_en}"

    def __init__(self, faults: Sequence[RowFault]) -> None:
        shown = faults[0]
        place = f"{shown.cell}：" if shown.cell else ""
        super().__init__(
            first=place + shown.say(),
            first_en=place.replace("：", ": ") + shown.say("en"),
            errors=[each.document() for each in faults[:MOST_LISTED]],
        )


class OutcomesTooLarge(Invalid):
    code = "backtest.too_large"
    zh = "结果文件不得超过 {most} 行、{megabytes} MB。"
    en = "A file of outcomes holds at most {most} rows and {megabytes} MB."


class ScoreColumnAbsent(Invalid):
    code = "backtest.no_score"
    zh = "文件没有 score 列，请选择用哪张评分卡为其中的事实评分。"
    en = "The file has no column score: choose the scorecard that scores its facts."


class ScoreColumnGiven(Invalid):
    code = "backtest.two_scores"
    zh = "文件已有 score 列，不能再选择评分卡。"
    en = "The file has a column score already; no scorecard can be chosen."


class FactColumnUnknown(Invalid):
    code = "backtest.columns"
    zh = "有 score 列的文件不能有其他列：{names}。"
    en = "A file with a column score has no other columns: {names}."


class OneOutcomeOnly(Refused):
    code = "backtest.one_outcome"
    zh = "可检验的行中只有一种结果，无从检验区分能力。"
    en = "The rows to be tested all ended alike: there is nothing to tell apart."
