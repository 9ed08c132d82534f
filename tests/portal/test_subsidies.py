"""Subsidies of the firm: its own alone, with how the amount came about."""

import pytest

from kerong.kernel import roles
from tests.build import parties, subsidies
from tests.build.web import signed_in

pytestmark = pytest.mark.django_db


def test_the_firm_sees_its_own_with_every_step_and_no_other():
    subsidies.budget()
    steps = [{"zh": "各区间合计", "en": "sum of the segments", "value": "300000.000000"}]
    firm = parties.enterprise()
    mine = subsidies.awarded(subsidies.award(firm, calculation={"steps": steps}, words="示例补贴"))
    other = subsidies.awarded(subsidies.award())
    owner = signed_in(parties.actor(roles.FIRM_OWNER, enterprise=firm))

    listed = owner.get("/subsidies/").content.decode()
    page = owner.get(f"/subsidies/{mine.no}/").content.decode()

    assert mine.no in listed and other.no not in listed
    for said in ("各区间合计", "300000.000000", mine.digest, "示例补贴"):
        assert said in page
    assert owner.get(f"/subsidies/{other.no}/").status_code == 404


def test_a_firm_without_any_is_told_what_will_stand_here():
    owner = signed_in(parties.actor(roles.FIRM_OWNER, enterprise=parties.enterprise()))

    assert "尚无补贴" in owner.get("/subsidies/").content.decode()
