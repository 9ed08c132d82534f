"""Who may deliver, read and look after notices."""

from kerong.kernel import roles
from kerong.kernel.policy import Policy, Whose

READ_INBOX = Policy(
    "notices.read_inbox",
    roles.ALL_ROLES - {roles.ANONYMOUS, roles.SYSTEM},
    Whose.SELF,
)

DELIVER = Policy("notices.deliver", frozenset({roles.SYSTEM}), Whose.PLATFORM)
RETRY_PARKED = Policy("notices.retry_parked", frozenset({roles.OPERATOR}), Whose.PLATFORM)
