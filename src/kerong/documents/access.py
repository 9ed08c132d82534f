"""Policies of document upkeep; who may open a file is decided by the package that shows it."""

from kerong.kernel import roles
from kerong.kernel.policy import Policy, Whose

SWEEP = Policy("documents.sweep", frozenset({roles.SYSTEM}), Whose.PLATFORM)
