"""The receipt of a consent: what it says, and that it lapses with the consent."""

import json
from datetime import timedelta

import pytest

from kerong.documents.codes import check_code
from kerong.documents.models import IssuedDocument
from kerong.documents.verification import verify
from kerong.evidence.errors import ConsentEnded, ConsentNotFound
from kerong.evidence.grant_consent import Terms, grant_consent
from kerong.evidence.issue_consent_receipt import issue_consent_receipt
from kerong.evidence.models import Consent
from kerong.evidence.revoke_consent import revoke_consent
from kerong.kernel.actor import Actor
from kerong.kernel.errors import Forbidden
from tests.build import cases, parties

pytestmark = pytest.mark.django_db
AT = cases.FRIDAY


def given(owner: Actor) -> Consent:
    terms = Terms(
        parties.institution("示例银行").pk,
        Consent.Purpose.PRE_SCREEN.value,
        frozenset({1, 14}),
        AT.date() + timedelta(days=30),
    )
    return grant_consent(actor=owner, terms=terms, at=AT)


def receipt(owner: Actor, consent: Consent, **more: object) -> IssuedDocument:
    return issue_consent_receipt(actor=owner, consent_no=consent.no, at=more.get("at", AT))  # type: ignore[arg-type]


def state_of(document: IssuedDocument) -> str:
    found = verify(
        no=document.no, code=check_code(document.no, document.digest, document.issued_at)
    )
    assert found is not None
    return found.state


def test_the_receipt_names_receiver_purpose_categories_and_last_day() -> None:
    owner = cases.firm()
    facts = json.loads(receipt(owner, given(owner)).facts)
    said = {row["zh"]: row["value"] for row in facts["particulars"]}
    assert said["被授权机构"] == "示例银行"
    assert said["用途"] == "预授信筛选"
    assert len(said["数据类别"].split("、")) == 2
    assert "限于办件" not in said
    assert facts["due_on"] == "有效期至2026年4月5日（含当日）。"


def test_the_receipt_lapses_the_moment_the_consent_is_revoked() -> None:
    owner = cases.firm()
    consent = given(owner)
    paper = receipt(owner, consent)
    assert state_of(paper) == "valid"
    revoke_consent(actor=owner, consent_no=consent.no, at=AT)
    assert state_of(paper) == "lapsed"
    with pytest.raises(ConsentEnded):
        receipt(owner, consent)


def test_after_its_last_day_there_is_no_receipt() -> None:
    owner = cases.firm()
    with pytest.raises(ConsentEnded):
        receipt(owner, given(owner), at=AT + timedelta(days=40))


def test_a_receipt_is_for_the_firm_that_gave_the_consent() -> None:
    owner = cases.firm()
    consent = given(owner)
    with pytest.raises(ConsentNotFound):
        receipt(cases.firm(), consent)
    with pytest.raises(Forbidden):
        receipt(cases.officer(), consent)
