"""A loan's page leads to what hangs on the loan, for those who may open it."""

import pytest

from kerong.contracts.bridges.reads import may_bridge
from kerong.kernel import roles
from kerong.web.loan_affairs import affairs_of
from tests.build import bridges, parties

pytestmark = pytest.mark.django_db


def test_a_bridge_is_found_from_its_loans_by_those_who_see_it() -> None:
    world = bridges.world()
    assert affairs_of(world.owner, world.loan) == []
    assert may_bridge(world.loan, world.at.date())
    bridge = world.applied()

    for reader, address in (
        (world.owner, f"/bridges/{bridge.no}/"),
        (world.clerk, f"/workbench/bridges/{bridge.no}/"),
        (world.officer, f"/console/bridges/{bridge.no}/"),
    ):
        (found,) = affairs_of(reader, world.loan)
        assert (found.no, found.url) == (bridge.no, address)
    stranger = parties.actor(roles.INSTITUTION_CLERK, institution=parties.institution())
    assert affairs_of(stranger, world.loan) == []
    assert not may_bridge(world.loan, world.at.date())  # one on its way is enough
