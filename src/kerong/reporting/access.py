"""Who may read figures."""

from kerong.kernel import roles
from kerong.kernel.policy import Policy, Whose

_WATCHERS = frozenset({roles.OFFICER, roles.AUDITOR})

CONSOLE = Policy("reporting.console", _WATCHERS, Whose.ALL)
WALL = Policy("reporting.wall", _WATCHERS, Whose.ALL)
PEERS = Policy(
    "reporting.peers",
    roles.INSTITUTION,
    Whose.OWN_INSTITUTION,
    note="own figures beside the others' together, never fewer than five of them",
)

POLICIES: tuple[Policy, ...] = (CONSOLE, WALL, PEERS)
