"""Faults of files of firms: what cannot be read is named by row, column and cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kerong.kernel.errors import Conflict, Invalid, Unavailable

MOST_LISTED = 100


@dataclass(frozen=True, slots=True)
class CellFault:
    """One cell that cannot be used; `row` counts as the file does, 0 is the file itself."""

    row: int
    column: str
    cell: str
    code: str
    zh: str
    en: str

    def document(self) -> dict[str, Any]:
        return {
            "row": self.row,
            "column": self.column,
            "cell": self.cell,
            "code": self.code,
            "message": self.zh,
            "message_en": self.en,
        }


class PopulationUnreadable(Invalid):
    """Facts: `count` of the faulty cells found, `errors` the first hundred of them."""

    code = "population.unreadable"
    zh = "文件中有 {count} 处无法使用，第一处在第 {row} 行「{column}」列：{first_zh}"
    en = "{count} cells cannot be used; the first is row {row}, column {column}: {first}"

    def __init__(self, faults: Sequence[CellFault], count: int | None = None) -> None:
        first = faults[0]
        super().__init__(
            count=len(faults) if count is None else count,
            row=first.row,
            column=first.column,
            first=first.en,
            first_zh=first.zh,
            errors=[each.document() for each in faults[:MOST_LISTED]],
        )
        self.faults = tuple(faults[:MOST_LISTED])


class WorkerLost(Unavailable):
    """A process died in the middle of its block; what is done is kept. Facts: `block`."""

    code = "population.worker_lost"
    zh = "计算进程在第 {block} 块中途退出。已完成的部分均已保留，请重新运行同一命令。"
    en = "A process died in block {block}. What is done is kept: run the same command again."


class EngineAbsent(Conflict):
    """Facts: `engine`, `missing`."""

    code = "population.engine_absent"
    zh = "无法使用引擎 {engine}：缺少 {missing}。"
    en = "The engine {engine} cannot be used here: {missing} is missing."


def fault_of(row: int, column: str, cell: Any, error: Mapping[str, Any]) -> CellFault:
    """A cell's fault from an entry of FieldFaults."""
    shown = "" if cell is None else str(cell)[:60]
    return CellFault(row, column, shown, error["code"], error["zh"], error["en"])


def file_fault(name: str, problem: BaseException) -> CellFault:
    """The fault of a file that cannot be read at all."""
    lines = str(problem).splitlines() or [type(problem).__name__]
    zh, en = f"文件无法读取：{lines[0][:160]}", f"the file cannot be read: {lines[0][:160]}"
    return CellFault(0, "", name, "population.file", zh, en)


def twice_fault(row: int, code: str) -> CellFault:
    """The fault of a firm that stands in the file a second time."""
    zh, en = "该统一社会信用代码已出现过", "this credit code has appeared before"
    return CellFault(row, "credit_code", code, "population.twice", zh, en)
