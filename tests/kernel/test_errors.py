"""A refusal carries a code, the facts and a sentence in two languages."""

import pickle
from datetime import date
from fractions import Fraction

import pytest

from kerong.kernel import errors
from kerong.kernel.errors import Conflict, Fault, Refused
from kerong.kernel.money import Money


class LimitExceeded(Refused):
    code = "loan.limit_exceeded"
    zh = "申请额度 {asked} 元，超过上限 {limit} 元。"
    en = "{asked} yuan asked, the limit is {limit}."


def test_the_sentence_is_filled_with_the_facts():
    fault = LimitExceeded(asked=Money(8_000_000_00), limit=Money(5_000_000_00))
    assert fault.say() == "申请额度 8000000.00 元，超过上限 5000000.00 元。"
    assert fault.say("en") == "8000000.00 yuan asked, the limit is 5000000.00."
    assert fault.say("en-gb").startswith("8000000.00 yuan")
    assert str(fault).startswith("loan.limit_exceeded: 8000000.00")


def test_a_fact_nobody_gave_shows_as_a_dash_and_never_fails():
    assert LimitExceeded(asked=None).say("en") == "— yuan asked, the limit is —."


def test_a_fact_from_outside_is_never_read_as_a_template():
    hostile = "{limit.__class__}"
    assert hostile in LimitExceeded(asked=hostile, limit=1).say()


def test_the_document_is_plain_json():
    fault = LimitExceeded(
        asked=Fraction(1, 2),
        on=date(2026, 3, 6),
        names={"乙", "甲"},
        lines=[("a", None)],
        n=3,
        ok=True,
    )
    assert fault.document("en") == {
        "error": {
            "code": "loan.limit_exceeded",
            "message": "0.500000 yuan asked, the limit is —.",
            "facts": {
                "asked": "0.500000",
                "on": "2026-03-06",
                "names": ["乙", "甲"],
                "lines": [["a", None]],
                "n": 3,
                "ok": True,
            },
        }
    }


@pytest.mark.parametrize(
    ("family", "status"),
    [
        ("Invalid", 400),
        ("Forbidden", 403),
        ("NotFound", 404),
        ("Conflict", 409),
        ("Refused", 422),
        ("Busy", 429),
        ("Unavailable", 503),
    ],
)
def test_each_family_has_its_status_code_and_sentences(family, status):
    raised = getattr(errors, family)()
    assert isinstance(raised, Fault)
    assert raised.status == status
    assert raised.code and raised.say("zh-hans") != raised.say("en")


def test_a_fault_survives_the_way_between_processes():
    fault = pickle.loads(pickle.dumps(Conflict(number="N2026-000001")))
    assert fault.facts == {"number": "N2026-000001"}
