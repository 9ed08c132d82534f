"""Policies of the API's own addresses; operations carry those of the packages they open."""

from kerong.kernel import roles
from kerong.kernel.policy import Policy, Whose

READ_OPENAPI = Policy("api.read_openapi", roles.ALL_ROLES, Whose.PUBLIC)
