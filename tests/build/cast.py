"""The people of a small world: each made once, when first asked for; its time moves on."""

from datetime import datetime, timedelta
from typing import Any

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from tests.build import parties


class Cast:
    """What worlds of a firm, its bank and an office have in common; they say `firm` and `bank`."""

    at: datetime
    _people: dict[str, Actor]
    firm: Any
    bank: Any

    @property
    def owner(self) -> Actor:
        return self._held("owner", roles.FIRM_OWNER, enterprise=self.firm)

    @property
    def clerk(self) -> Actor:
        return self._held("clerk", roles.INSTITUTION_CLERK, institution=self.bank)

    @property
    def approver(self) -> Actor:
        return self._held("approver", roles.INSTITUTION_APPROVER, institution=self.bank)

    @property
    def officer(self) -> Actor:
        return self._held("officer", roles.OFFICER)

    def _held(self, name: str, role: str, **where: Any) -> Actor:
        if name not in self._people:
            self._people[name] = parties.actor(role, **where)
        return self._people[name]

    def later(self, **gone: int) -> None:
        self.at += timedelta(**gone)
