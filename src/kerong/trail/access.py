"""Who may seal, verify and read the trail."""

from kerong.kernel import roles
from kerong.kernel.policy import Policy, Whose

SEAL = Policy("trail.seal", frozenset({roles.SYSTEM}), Whose.PLATFORM)
VERIFY = Policy(
    "trail.verify", frozenset({roles.AUDITOR, roles.OPERATOR, roles.SYSTEM}), Whose.PLATFORM
)
READ = Policy("trail.read", frozenset({roles.AUDITOR, roles.OPERATOR}), Whose.ALL)
ERASE = Policy(
    "trail.erase", frozenset({roles.OPERATOR}), Whose.ALL, second_factor=True,
    note="personal data only; the erasure is an event itself",
)  # fmt: skip
