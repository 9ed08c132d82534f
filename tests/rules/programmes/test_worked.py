"""Every table of money shipped has an example computed by hand, and it comes out."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from kerong.cli.lpr_file import lpr_of
from kerong.finance.breaker import next_state
from kerong.finance.bridge_fees import bridge_cap_fen, bridge_fee_fen
from kerong.finance.guarantee_fees import Released, annualised, claim_rate, fee_fen
from kerong.finance.loss_documents import recovery_document, sharing_document
from kerong.finance.loss_sharing import Loss, share_loss
from kerong.finance.recoveries import share_recovery
from kerong.finance.schedules import build_schedule
from kerong.finance.subsidy import subsidy_of, with_day_count
from kerong.finance.subsidy_document import claim_of
from kerong.finance.terms import DAY_COUNTS, METHODS, Terms
from kerong.kernel.money import Money
from kerong.kernel.ratios import ratio_text
from kerong.rules.programmes.shipped import (
    BREAKERS,
    BRIDGES,
    GUARANTEES,
    SPLITS,
    SUBSIDIES,
    TABLES,
    ProgrammeUnknown,
    breakers,
    bridge_funds,
    guarantees,
    splits,
    subsidies,
)
from kerong.rules.programmes.worked import SCHEDULES, WorkedExample, examples_of, worked_examples

HELD: dict[str, Callable[[], Any]] = {
    SPLITS: splits,
    SUBSIDIES: subsidies,
    BRIDGES: bridge_funds,
    GUARANTEES: guarantees,
    BREAKERS: breakers,
}
# Folders of tables without arithmetic of their own.
NO_SUM = {
    "pledge-rates": "a share of the value: `pledging.cover_fen` tells the example",
    "pledge-registration": "days and codes, no money",
}


def fen(text: Any) -> int:
    return Money.from_yuan(str(text)).fen


def yuan(amount: int) -> str:
    return Money(amount).yuan_text()


def _split(terms: Any, given: Any) -> dict[str, Any]:
    principal, interest = fen(given["principal_yuan"]), fen(given["interest_yuan"])
    lost = share_loss(terms.split, Loss(principal_fen=principal, interest_fen=interest))
    back = share_recovery(
        terms.split,
        lost,
        recovered_fen=fen(given["recovered_yuan"]),
        costs_fen=fen(given["costs_yuan"]),
    )
    return {
        "shares": _by_payer(sharing_document(lost)),
        "recovered": _by_payer(recovery_document(back)),
    }


def _by_payer(document: dict[str, Any]) -> dict[str, str]:
    return {row["payer"]: row["amount_yuan"] for row in document["shares"]}


def _subsidy(terms: Any, given: Any) -> dict[str, Any]:
    held = with_day_count(terms, given["day_count"]) if "day_count" in given else terms
    found = subsidy_of(held, claim_of(dict(given), held, lpr_of(None)))
    return {"amount_yuan": yuan(found.amount_fen)}


def _bridge(terms: Any, given: Any) -> dict[str, Any]:
    returned = date.fromisoformat(given["returned_on"]) if "returned_on" in given else None
    fee = bridge_fee_fen(
        terms, fen(given["amount_yuan"]), Fraction(given["days"]), returned_on=returned
    )
    cap = bridge_cap_fen(terms, fen(given["renewal_yuan"]))
    return {"fee_yuan": yuan(fee), "cap_yuan": yuan(cap)}


def _guarantee(terms: Any, given: Any) -> dict[str, Any]:
    principal, days = fen(given["principal_yuan"]), int(given["days"])
    again = terms.reguarantee_fee_for(principal, Fraction(given["share"]))
    released = annualised([Released(fen(given["released_yuan"]), 365)])
    return {
        "fee_yuan": yuan(fee_fen(terms.guarantee_fee(), principal, days)),
        "reguarantee_fee_yuan": yuan(fee_fen(again, principal, days)),
        "claim_rate": ratio_text(claim_rate(fen(given["claims_yuan"]), released, terms.covered)),
    }


def _breaker(terms: Any, given: Any) -> dict[str, Any]:
    return {"state": next_state(terms.breaker, given["state"], Fraction(given["metric"]))}


COMPUTED = {
    SPLITS: _split,
    SUBSIDIES: _subsidy,
    BRIDGES: _bridge,
    GUARANTEES: _guarantee,
    BREAKERS: _breaker,
}
CASES = [(kind, each) for kind in HELD for each in worked_examples(kind)]
NAMES = [f"{kind}-{each.name}-{each.day}" for kind, each in CASES]


def test_every_table_is_of_a_kind_with_examples_or_says_why_not() -> None:
    folders = {path.name for path in TABLES.iterdir() if path.is_dir()}

    assert folders == set(HELD) | set(NO_SUM)


@pytest.mark.parametrize("kind", HELD)
def test_every_row_of_every_table_has_an_example_of_its_days(kind: str) -> None:
    tables = HELD[kind]()
    rows = {(table.key, row.since) for table in tables.values() for row in table.rows}
    worked = {(each.name, tables[each.name].on(each.day).since) for each in worked_examples(kind)}

    assert worked == rows


@pytest.mark.parametrize(("kind", "example"), CASES, ids=NAMES)
def test_the_example_comes_out_as_computed_by_hand(kind: str, example: WorkedExample) -> None:
    terms = HELD[kind]()[example.name].on(example.day).terms

    assert COMPUTED[kind](terms, example.given) == dict(example.expect)
    assert example.working.zh and example.working.en


def test_every_method_under_every_day_count_has_its_table_by_hand() -> None:
    names = {each.name for each in worked_examples(SCHEDULES)}
    assert names == {f"{method} {count}" for method in METHODS for count in DAY_COUNTS}
    for each in worked_examples(SCHEDULES):
        given = each.given
        schedule = build_schedule(
            Terms(
                principal_fen=fen(given["principal_yuan"]),
                annual_rate=Fraction(str(given["rate"])),
                months=int(given["months"]),
                method=given["method"],
                day_count=given["day_count"],
                start_on=date.fromisoformat(given["start_on"]),
            )
        )
        rows = [f"{yuan(r.principal_fen)} {yuan(r.interest_fen)}" for r in schedule.instalments]
        assert rows == list(each.expect["rows"]), each.name
        assert each.name == f"{given['method']} {given['day_count']}"


def test_a_name_without_example_names_the_nearest() -> None:
    with pytest.raises(ProgrammeUnknown, match="fuyang"):
        examples_of(SUBSIDIES, "fuyan")
