"""Who may change the tables."""

from kerong.kernel import roles
from kerong.kernel.policy import Policy, Whose

IMPORT_TABLES = Policy(
    "reference.import_tables",
    frozenset({roles.OPERATOR, roles.SYSTEM}),
    Whose.PLATFORM,
    note="calendar and LPR files, as published",
)
