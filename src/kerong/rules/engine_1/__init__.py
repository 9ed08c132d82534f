"""Engine 1: rules compiled for one party, with the explanation built in.

A stored finding names the engine it was made by. When results would change, this folder stays
as it is and a new one is written beside it.
"""

from kerong.rules.engine_1.compiled import Compiled, compile_rules
from kerong.rules.engine_1.groups import OUTCOMES
from kerong.rules.engine_1.lines import LIMIT, Line, Override
from kerong.rules.engine_1.plan import Plan
from kerong.rules.engine_1.results import Result, Results

ENGINE = "1"

__all__ = [
    "ENGINE",
    "LIMIT",
    "OUTCOMES",
    "Compiled",
    "Line",
    "Override",
    "Plan",
    "Result",
    "Results",
    "compile_rules",
]
