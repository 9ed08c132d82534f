"""Questions of the screens about imports and consents. Firms and banks are invented."""

from datetime import date, timedelta

import pytest

from kerong.evidence.consent import LOAN_NEED, PRE_SCREEN, Terms, grant_consent, visible_facts
from kerong.evidence.reads import batches_of, consents_of, looks_under, preview_of
from kerong.evidence.revoke_consent import revoke_consent
from kerong.kernel import roles
from tests import build
from tests.build.evidence import batch, keep_record, observe

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT = build.MOMENT
TODAY = date(2026, 3, 6)


def consent(owner, bank, *, purpose=LOAN_NEED, until=date(2026, 9, 1)):
    terms = Terms(bank.pk, purpose, frozenset({14}), until)
    return grant_consent(actor=owner, terms=terms, at=AT)


def test_everyone_sees_the_batches_that_are_theirs():
    firm, other = build.enterprise(), build.enterprise()
    own, foreign, open_to_none = batch(enterprise=firm), batch(enterprise=other), batch()

    seen = {
        role: set(batches_of(build.actor(role, **options)))
        for role, options in (
            (roles.FIRM_CLERK, {"enterprise": firm}),
            (roles.OFFICER, {}),
            (roles.OPERATOR, {}),
            (roles.AUDITOR, {}),
            (roles.INSTITUTION_ADMIN, {}),
            (roles.PERSON, {}),
        )
    }

    everything = {own, foreign, open_to_none}
    assert seen == {
        roles.FIRM_CLERK: {own},
        roles.OFFICER: everything,
        roles.OPERATOR: everything,
        roles.AUDITOR: everything,
        roles.INSTITUTION_ADMIN: set(),
        roles.PERSON: set(),
    }


def test_the_first_rows_of_a_batch_are_shown_in_words(django_assert_num_queries):
    firm = build.enterprise("示例材料有限公司")
    held = observe(firm, {"tax_paid": "1860000", "invoice_top5_share": "52000"})

    with django_assert_num_queries(1):
        first, second = preview_of(held)

    assert (first.firm, first.zh, first.period, first.value) == (
        "示例材料有限公司",
        "年纳税额",
        "2025",
        1860000,
    )
    assert second.value == (52_000, 1_000_000)
    assert first.source.zh == "税务部门"


def test_records_are_previewed_with_number_status_and_validity():
    record = keep_record(build.enterprise(), "invention_patent", "ZL1", valid_to=date(2030, 1, 1))

    (row,) = preview_of(record.batch)

    assert (row.zh, row.status, row.period) == ("发明专利 ZL1", "valid", "/2030-01-01")
    assert row.fact is None


def test_consents_in_force_come_first_with_their_looks(django_assert_num_queries):
    firm, bank = build.enterprise(), build.institution()
    owner = build.actor(roles.FIRM_OWNER, enterprise=firm)
    clerk = build.actor(roles.INSTITUTION_CLERK, institution=bank)
    live = consent(owner, bank)
    observe(firm, {"tax_paid": "1"})
    for seconds in range(3):
        visible_facts(clerk, firm, LOAN_NEED, AT + timedelta(seconds=seconds))
    ended = consent(owner, bank, purpose=PRE_SCREEN)
    revoke_consent(actor=owner, consent_no=ended.no, at=AT)
    run_out = consent(owner, build.institution(), until=TODAY)

    with django_assert_num_queries(1):
        rows = consents_of(owner, on=TODAY + timedelta(days=1))

    assert [(row.consent, row.is_live, row.looks_count) for row in rows] == [
        (live, True, 3),
        (run_out, False, 0),
        (ended, False, 0),
    ]
    assert [look.person_id for look in looks_under(live)] == [clerk.person_id] * 3
    assert consents_of(clerk, on=TODAY) == []
