"""The thirteen operators: which types they compare and how many values they ask for."""

from kerong.rules.vocabulary import CODE, COUNT, DATE, FLAG, MONEY, POINTS, RATIO

IS, IS_NOT, IN, NOT_IN = "is", "is_not", "in", "not_in"
AT_LEAST, AT_MOST, MORE_THAN, LESS_THAN = "at_least", "at_most", "more_than", "less_than"
BETWEEN, BEFORE, AFTER, WITHIN, KNOWN = "between", "before", "after", "within", "known"

OPERATORS = (
    IS,
    IS_NOT,
    IN,
    NOT_IN,
    AT_LEAST,
    AT_MOST,
    MORE_THAN,
    LESS_THAN,
    BETWEEN,
    BEFORE,
    AFTER,
    WITHIN,
    KNOWN,
)

_MEASURED = frozenset({MONEY, RATIO, POINTS, COUNT})
_EVERY = frozenset({MONEY, RATIO, POINTS, COUNT, DATE, CODE, FLAG})
TYPES_OF: dict[str, frozenset[str]] = {
    IS: _EVERY,
    IS_NOT: _EVERY,
    IN: frozenset({CODE}),
    NOT_IN: frozenset({CODE}),
    AT_LEAST: _MEASURED | {DATE},
    AT_MOST: _MEASURED | {DATE},
    MORE_THAN: _MEASURED,
    LESS_THAN: _MEASURED,
    BETWEEN: _MEASURED | {DATE},
    BEFORE: frozenset({DATE}),
    AFTER: frozenset({DATE}),
    WITHIN: frozenset({CODE}),
    KNOWN: _EVERY,
}

LISTS = frozenset({IN, NOT_IN, WITHIN})  # ask for any number of codes
"""`between` asks for two values; every other operator for one."""
