"""The array compiler of engine 1: the rules of a plan as one function over columns of firms."""

from kerong.rules.engine_1.columns.block import Columns, column_of_values, columns_of
from kerong.rules.engine_1.columns.outcomes import FAILS, MEETS, UNKNOWN
from kerong.rules.engine_1.columns.plan import ColumnsPlan, compile_columns
from kerong.rules.engine_1.columns.results import Amount, ColumnResults

__all__ = [
    "FAILS",
    "MEETS",
    "UNKNOWN",
    "Amount",
    "ColumnResults",
    "Columns",
    "ColumnsPlan",
    "column_of_values",
    "columns_of",
    "compile_columns",
]
