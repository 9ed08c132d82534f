"""Policies of the command line: whoever may run it on the machine, or the operator of it."""

from kerong.kernel import roles
from kerong.kernel.policy import Policy, Whose

OPERATE = Policy(
    name="cli.operate",
    roles=frozenset({roles.SYSTEM, roles.OPERATOR}),
    whose=Whose.PLATFORM,
    note="a shell on the machine with the database's credentials",
)
COMPUTE = Policy(
    name="cli.compute",
    roles=roles.ALL_ROLES,
    whose=Whose.PUBLIC,
    note="computes on the file given; reads no one's records",
)
