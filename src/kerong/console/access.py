"""Policies of the console's own addresses."""

from kerong.kernel import roles
from kerong.kernel.policy import Policy, Whose

READ_NEED = Policy(
    "console.read_need", frozenset({roles.OFFICER, roles.AUDITOR}), Whose.ALL,
    note="counts until a quote is accepted",
)  # fmt: skip
UPKEEP = Policy("console.upkeep", frozenset({roles.OPERATOR}), Whose.PLATFORM)
