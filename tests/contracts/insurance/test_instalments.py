"""Premiums in instalments: the first puts the policy in force, one not paid in time ends it."""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction

from kerong.contracts.insurance import lapse_insurance as lapsing
from kerong.contracts.insurance import receive_premium as receiving
from kerong.contracts.insurance import surrender_policy as giving_up
from kerong.contracts.insurance.check import check_insurance
from kerong.contracts.insurance.errors import (
    FigureUnfit,
    PolicyMoved,
    PremiumDiffers,
    ReferenceUsed,
    WrongDay,
)
from kerong.contracts.insurance.lapse_insurance import lapse_insurance
from kerong.contracts.insurance.loans import covers
from kerong.contracts.insurance.models import InsurancePolicy, PremiumInstalment
from kerong.contracts.insurance.reads import insurance_figures, policy_page
from kerong.contracts.insurance.surrender_policy import surrender_policy
from kerong.finance.premiums import Cover, premium_parts
from kerong.notices.models import Outbox
from tests.build import insurance as build
from tests.build.cases import CHINA
from tests.build.insurance import World

pytestmark = pytest.mark.django_db
QUARTER_FEN = 900_000  # a quarter of 36,000.00
SECOND_DUE = date(2026, 6, 9)


@pytest.fixture
def world() -> World:
    return build.world()


def bound(world: World) -> InsurancePolicy:
    return world.bound(instalments=4, grace_days=15)


def at(day: int, month: int = 6) -> datetime:
    return datetime(2026, month, day, 10, tzinfo=CHINA)


def paid(world: World, policy: InsurancePolicy, **said: object) -> InsurancePolicy:
    return world.paid(policy, **({"amount_fen": QUARTER_FEN} | said))


def test_parts_are_equal_and_due_as_their_share_of_the_days_begins(world: World) -> None:
    parts = PremiumInstalment.objects.filter(policy=bound(world))
    assert [(row.due_on, row.amount_fen) for row in parts] == [
        (date(2026, 3, 10), QUARTER_FEN),
        (SECOND_DUE, QUARTER_FEN),
        (date(2026, 9, 8), QUARTER_FEN),
        (date(2026, 12, 8), QUARTER_FEN),
    ]
    week = Cover(date(2026, 3, 10), date(2026, 3, 16))
    assert sum(part.amount_fen for part in premium_parts(1_000_03, week, 7)) == 1_000_03


def test_the_first_one_puts_it_in_force_and_the_others_follow(world: World) -> None:
    policy = bound(world)
    with pytest.raises(PremiumDiffers):
        world.paid(policy)  # the whole premium is not what is due
    policy = paid(world, policy, reference="保费-甲")
    assert (policy.state, policy.premium_on) == ("in_force", world.at.date())

    world.at = at(24)  # the last day of grace
    with pytest.raises(ReferenceUsed):
        paid(world, policy, reference="保费-甲", insurer_no="")
    paid(world, policy, insurer_no="")
    page = policy_page(world.owner, policy.no, on=world.at.date())
    assert [row.paid_on is not None for row in page.parts] == [True, True, False, False]
    assert page.next_part is not None and page.next_part.no == 3
    assert Outbox.objects.filter(kind="insurance.part_received").count() == 2
    rows = InsurancePolicy.objects.all()
    assert insurance_figures(rows).premium_fen == 2 * QUARTER_FEN
    assert list(check_insurance()) == []


def test_one_that_is_not_paid_in_time_ends_the_cover_with_the_days_of_grace(world: World) -> None:
    policy = paid(world, bound(world))
    assert lapse_insurance(at(24)) == 0
    assert lapse_insurance(at(25)) == 1
    policy.refresh_from_db()

    assert (policy.state, policy.ended_on) == ("lapsed", date(2026, 6, 24))
    assert covers(policy, date(2026, 6, 24)) and not covers(policy, date(2026, 6, 25))
    world.at = at(25)
    with pytest.raises(PolicyMoved):
        paid(world, policy, insurer_no="")
    assert list(check_insurance()) == []


def test_too_late_is_refused_even_before_it_lapses(world: World) -> None:
    policy = paid(world, bound(world))
    world.at = at(25)
    with pytest.raises(WrongDay):
        paid(world, policy, insurer_no="")


def test_given_up_only_what_was_paid_beyond_the_days_covered_goes_back(world: World) -> None:
    """36,000.00 for 365 days; ended on the 31st of them 3,057.53 are earned, 9,000.00 were paid."""
    policy = paid(world, bound(world))
    world.loan.refresh_from_db()
    type(world.loan).objects.filter(pk=world.loan.pk).update(outstanding_fen=0)
    told = {"policy_no": policy.no, "words": "贷款已还清", "at": at(9, 4)}
    policy = surrender_policy(actor=world.owner, **told)

    assert policy.refund_fen == 9_000_00 - 3_057_53
    assert list(check_insurance()) == []


def test_a_part_recorded_while_the_policy_is_given_up_counts_for_what_goes_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two parts, 18,000.00, 3,057.53 are earned."""
    policy = paid(world, bound(world))
    type(world.loan).objects.filter(pk=world.loan.pk).update(outstanding_fen=0)
    world.at = at(9, 4)

    def after_the_second_part() -> Any:
        paid(world, policy, insurer_no="")
        return transaction.atomic()

    monkeypatch.setattr(giving_up, "transaction", SimpleNamespace(atomic=after_the_second_part))
    told = {"policy_no": policy.no, "words": "贷款已还清", "at": world.at}
    policy = surrender_policy(actor=world.owner, **told)

    assert policy.refund_fen == 18_000_00 - 3_057_53
    assert list(check_insurance()) == []


def test_a_policy_given_up_meanwhile_takes_no_further_part(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = paid(world, bound(world))
    type(world.loan).objects.filter(pk=world.loan.pk).update(outstanding_fen=0)
    world.at = at(9, 4)
    plain = receiving.last_day

    def after_it_was_given_up(policy: InsurancePolicy, part: PremiumInstalment) -> date:
        told = {"policy_no": policy.no, "words": "贷款已还清", "at": world.at}
        surrender_policy(actor=world.owner, **told)
        return plain(policy, part)

    monkeypatch.setattr(receiving, "last_day", after_it_was_given_up)
    with pytest.raises(PolicyMoved):
        paid(world, policy, insurer_no="")

    assert PremiumInstalment.objects.filter(policy=policy, paid_on__isnull=False).count() == 1
    assert list(check_insurance()) == []


def test_a_part_recorded_while_the_night_looks_for_late_ones_keeps_the_cover(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = paid(world, bound(world))
    plain, world.at = lapsing.move_policy, at(24)

    def after_the_part_was_recorded(*args: Any, **said: Any) -> None:
        monkeypatch.setattr(lapsing, "move_policy", plain)
        paid(world, policy, insurer_no="")
        plain(*args, **said)

    monkeypatch.setattr(lapsing, "move_policy", after_the_part_was_recorded)
    assert lapse_insurance(at(25)) == 0
    policy.refresh_from_db()
    assert (policy.state, policy.ended_on) == ("in_force", None)


def test_quotes_that_cannot_be_parted_are_refused(world: World) -> None:
    inquiry = world.asked()
    for wrong in ({"instalments": 0}, {"instalments": 13}, {"grace_days": 91}):
        with pytest.raises(FigureUnfit):
            world.quoted(inquiry, **wrong)
