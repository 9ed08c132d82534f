"""One row that cannot be worked on stops no other clock."""

import pytest
from django.db import OperationalError

import kerong.cases.release_late as releasing
from kerong.cases.models import TakeUp
from kerong.cases.release_late import release_late
from kerong.cases.sweeping import Sweep
from tests.build import cases
from tests.cases.test_release_late import after


def broken(row):
    if row == "b":
        raise ValueError(row)
    return row != "d"


def test_every_row_has_its_turn_and_the_first_fault_is_raised_at_the_end():
    sweep = Sweep()
    assert sweep.each("abcd", broken) == 2
    assert sweep.each("ac", broken) == 2
    with pytest.raises(ValueError, match="b"):
        sweep.end()


def test_a_sweep_without_faults_ends_quietly():
    sweep = Sweep()
    sweep.each("acd", broken)
    sweep.end()


def test_a_database_that_does_not_answer_ends_the_sweep_at_once():
    seen = []

    def away(row):
        seen.append(row)
        raise OperationalError("server closed the connection")

    with pytest.raises(OperationalError):
        Sweep().each("abc", away)
    assert seen == ["a"]


@pytest.mark.django_db
def test_a_take_up_that_cannot_be_released_holds_up_nobody_elses_clock(monkeypatch):
    bad, good = cases.story("taken"), cases.story("taken")
    usual = releasing._words

    def stumbling(take_up, leaving):
        if take_up.pk == bad.take_up.pk:
            raise ValueError("this one is broken")
        return usual(take_up, leaving)

    monkeypatch.setattr(releasing, "_words", stumbling)
    with pytest.raises(ValueError, match="broken"):
        release_late(after(6))

    assert bad.reload().take_up.stage == TakeUp.Stage.TAKEN
    assert good.reload().take_up.release_kind == "late_contact"
