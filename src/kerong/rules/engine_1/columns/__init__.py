"""The array compiler of engine 1: the rules of a plan as one function over columns of firms."""

from kerong.rules.engine_1.columns.beside import Beside, Probe, Wanted, probes_of
from kerong.rules.engine_1.columns.block import Columns, column_of_values, columns_of
from kerong.rules.engine_1.columns.exact import Words
from kerong.rules.engine_1.columns.outcomes import FAILS, MEETS, UNKNOWN
from kerong.rules.engine_1.columns.plan import ColumnsPlan, compile_columns
from kerong.rules.engine_1.columns.results import Amount, ColumnResults
from kerong.rules.engine_1.columns.run import fact_column

__all__ = [
    "FAILS",
    "MEETS",
    "UNKNOWN",
    "Amount",
    "Beside",
    "ColumnResults",
    "Columns",
    "ColumnsPlan",
    "Probe",
    "Wanted",
    "Words",
    "column_of_values",
    "columns_of",
    "compile_columns",
    "fact_column",
    "probes_of",
]
