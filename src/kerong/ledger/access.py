"""Who may read the ledger, close its months and have it checked.

Nobody moves money as such: an act of a contract does, under that act's own policy.
"""

from kerong.kernel import roles
from kerong.kernel.policy import Policy, Whose

READ_LEDGER = Policy(
    "ledger.read", frozenset({roles.OFFICER, roles.AUDITOR}), Whose.ALL,
    note="firms and institutions see their part on the pages of their contracts",
)  # fmt: skip
ASK_CLOSING = Policy("ledger.ask_closing", frozenset({roles.OFFICER}), Whose.PLATFORM)
CLOSE_PERIOD = Policy(
    "ledger.close_period", frozenset({roles.OFFICER}), Whose.PLATFORM, fresh_factor=True,
    note="somebody other than the one who asked",
)  # fmt: skip
ISSUE_STATEMENT = Policy(
    "ledger.issue_statement", frozenset({roles.OFFICER, roles.AUDITOR}), Whose.ALL
)
CHECK_LEDGER = Policy("ledger.check", frozenset({roles.SYSTEM}), Whose.PLATFORM)
FREE_EXPIRED = Policy("ledger.free_expired", frozenset({roles.SYSTEM}), Whose.PLATFORM)

POLICIES: tuple[Policy, ...] = (
    READ_LEDGER,
    ASK_CLOSING,
    CLOSE_PERIOD,
    ISSUE_STATEMENT,
    CHECK_LEDGER,
    FREE_EXPIRED,
)
