"""`kerong pledges`: what is pledged and what threatens it, from the command line."""

import json

import pytest

from kerong.cli.main import main
from kerong.contracts.pledges.models import PledgeItem
from kerong.contracts.pledges.raise_alarms import raise_alarms
from tests.build import pledges as build

pytestmark = pytest.mark.django_db


def test_pledges_and_their_alarms_are_printed_and_rows_that_disagree_are_found(capsys):
    world = build.world()
    pledge = world.until_signed()
    world.read(pledge.items.get().asset, status="challenged")
    raise_alarms(world.at)

    assert main(["pledges", "list", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["pledges"]
    assert (row["no"], row["secured_yuan"], row["alarms"]) == (pledge.no, "2500000.00", 1)
    assert main(["pledges", "list", "--state", "released"]) == 0
    assert capsys.readouterr().out == ""
    assert main(["pledges", "alarms"]) == 0
    assert f"{pledge.no}  challenged  2026-03-06" in capsys.readouterr().out
    assert main(["pledges", "check"]) == 0

    PledgeItem.objects.update(live=False)
    assert main(["pledges", "check"]) == 1
    assert pledge.no in capsys.readouterr().out
