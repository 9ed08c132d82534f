"""Who may tidy up after background work."""

from kerong.kernel import roles
from kerong.kernel.policy import Policy, Whose

PRUNE = Policy("jobs.prune", frozenset({roles.SYSTEM}), Whose.PLATFORM)
