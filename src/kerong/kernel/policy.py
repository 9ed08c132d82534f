"""Who may do what: one declared Policy per URL, endpoint, job and command."""

from dataclasses import dataclass
from enum import Enum

from kerong.kernel.actor import Actor
from kerong.kernel.errors import Forbidden

ANY_STATE: frozenset[str] = frozenset({"*"})


class Whose(Enum):
    """Whose records the policy reaches; the access functions of a package enforce it."""

    PUBLIC = "public"
    SELF = "self"
    OWN_ENTERPRISE = "own_enterprise"
    OWN_INSTITUTION = "own_institution"
    ADDRESSED = "addressed"
    ALL = "all"
    PLATFORM = "platform"


class Unauthenticated(Forbidden):
    code = "auth.required"
    zh = "请先登录。"
    en = "Please sign in first."


class SecondFactorNeeded(Forbidden):
    code = "auth.second_factor"
    zh = "办理此事需要第二重身份验证，请先绑定并验证。"
    en = "This needs a second factor; please set one up and verify."


class SecondFactorStale(SecondFactorNeeded):
    """Facts: `policy`. A session's factor is too long ago for so heavy an act."""

    code = "auth.second_factor_stale"
    zh = "办理此事前须重新进行第二重身份验证。"
    en = "This is weighty: please give your second factor once more."


class RoleNotAllowed(Forbidden):
    code = "auth.role"
    zh = "您当前的身份不能办理此事。"
    en = "Your present role may not do this."


@dataclass(frozen=True, slots=True)
class Policy:
    """Roles and reach of one thing that can be done; the row of the authorisation table.

    `fresh_factor`: a browser must have given its second factor a short while ago, where the
    deployment asks for one. The doors see to that; an API token was issued under a factor.
    """

    name: str
    roles: frozenset[str]
    whose: Whose
    states: frozenset[str] = ANY_STATE
    consent: str | None = None
    second_factor: bool = False
    fresh_factor: bool = False
    note: str = ""

    def allows(self, actor: Actor) -> bool:
        """True when the role is listed and, where asked for, the second factor was given."""
        return self._refusal(actor) is None

    def require(self, actor: Actor) -> None:
        """Raises Unauthenticated, RoleNotAllowed or SecondFactorNeeded, all of them Forbidden."""
        refusal = self._refusal(actor)
        if refusal is not None:
            raise refusal(policy=self.name)

    def allows_state(self, state: str) -> bool:
        return self.states == ANY_STATE or state in self.states

    def _refusal(self, actor: Actor) -> type[Forbidden] | None:
        if actor.role not in self.roles:
            return Unauthenticated if actor.is_anonymous else RoleNotAllowed
        if self.second_factor and not actor.second_factor:
            return SecondFactorNeeded
        return None
