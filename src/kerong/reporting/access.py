"""Who may read figures."""

from kerong.kernel import roles
from kerong.kernel.policy import Policy, Whose

_WATCHERS = frozenset({roles.OFFICER, roles.AUDITOR})

CONSOLE = Policy("reporting.console", _WATCHERS, Whose.ALL)
WALL = Policy("reporting.wall", _WATCHERS, Whose.ALL)
POLICIES: tuple[Policy, ...] = (CONSOLE, WALL)
