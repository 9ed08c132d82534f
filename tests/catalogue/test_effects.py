"""Effects: one handler a kind, what it opened comes back, and its refusal is the decision's."""

from datetime import UTC, datetime

import pytest

from kerong.catalogue import effects
from kerong.catalogue.effects import EffectOrder, has_effect, register_effect, run_effect
from kerong.catalogue.errors import EffectAbsent
from kerong.kernel.actor import SYSTEM
from kerong.kernel.errors import Refused

AT = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(effects, "_handlers", {})


def order(kind: str = "subsidy") -> EffectOrder:
    return EffectOrder(
        reference="application:A2026-000001/effect",
        origin="application:A2026-000001",
        kind=kind,
        clause="C-1",
        enterprise_id=1,
        amount_fen=30_000_00,
        first_month="2026-01",
        last_month="2026-12",
        actor=SYSTEM,
        at=AT,
    )


def test_the_handler_of_the_kind_gets_the_very_order_and_names_what_it_opened() -> None:
    seen: list[EffectOrder] = []

    def opens(given: EffectOrder) -> str:
        seen.append(given)
        return "subsidy:S2026-000001"

    register_effect("subsidy", opens)

    assert run_effect(order()) == "subsidy:S2026-000001"
    assert seen == [order()]


def test_a_kind_nobody_carries_out_is_refused() -> None:
    assert not has_effect("voucher")
    with pytest.raises(EffectAbsent) as refusal:
        run_effect(order("voucher"))
    assert refusal.value.facts["kind"] == "voucher"


def test_what_a_handler_refuses_with_reaches_the_decision() -> None:
    def refuses(_given: EffectOrder) -> str:
        raise Refused()

    register_effect("subsidy", refuses)
    with pytest.raises(Refused):
        run_effect(order())


def test_one_kind_has_one_handler_but_may_be_registered_again_by_the_same() -> None:
    def first(_given: EffectOrder) -> str:
        return "a:1"

    register_effect("subsidy", first)
    register_effect("subsidy", first)
    assert has_effect("subsidy")
    with pytest.raises(ValueError, match="two handlers"):
        register_effect("subsidy", lambda given: "b:1")
