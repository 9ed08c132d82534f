"""Who may see and run background work."""

from kerong.kernel import roles
from kerong.kernel.policy import Policy, Whose

RUN = Policy("jobs.run", frozenset({roles.SYSTEM, roles.OPERATOR}), Whose.PLATFORM)
SEE = Policy("jobs.see", frozenset({roles.OPERATOR, roles.AUDITOR}), Whose.PLATFORM)
PRUNE = Policy("jobs.prune", frozenset({roles.SYSTEM}), Whose.PLATFORM)
