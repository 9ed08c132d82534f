"""Pre-approved limits: who fits, whom the institution sees, what firms hear, how it ends."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from kerong.catalogue.retire_listing import retire_listing
from kerong.config.paths import PACKS
from kerong.evidence.consent import PRE_SCREEN, Terms, grant_consent, revoke_consent
from kerong.evidence.reads_of_facts import needed
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.errors import Forbidden, NotFound
from kerong.notices.models import Outbox
from kerong.parties.models import Enterprise
from kerong.population.access import pre_approval_for
from kerong.population.close_screening import close_screening
from kerong.population.disclosure import disclosed, hidden
from kerong.population.errors import (
    AlreadyInvited,
    NotScreenable,
    PreApprovalNotFound,
    ScreeningEnded,
    ScreeningNotFound,
    ScreeningOpen,
)
from kerong.population.invite_firm import invite_firm
from kerong.population.models import PreApproval, Screening
from kerong.population.open_screening import open_screening
from kerong.population.reads import own_limits, screenable, screenings_of
from kerong.trail.reads import events_of
from tests.build import catalogue, evidence, parties, scores
from tests.build import population as build
from tests.build.parties import MOMENT
from tests.population.test_scoring import firm as scored_firm

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
DAY, A_DAY = build.DAY, timedelta(days=1)
ALL = frozenset(range(1, 33))
GRADE = "knowledge_value_grade"


@pytest.fixture
def screening(tmp_path: Path) -> Screening:
    return build.screened(tmp_path)


def bank(screening: Screening, role: str = roles.INSTITUTION_CLERK) -> Actor:
    return parties.actor(role, institution=screening.institution)


def agree(
    firm: Enterprise,
    screening: Screening,
    categories: frozenset[int] = ALL,
    until: date = DAY + 60 * A_DAY,
) -> Actor:
    owner = parties.actor(roles.FIRM_OWNER, enterprise=firm)
    terms = Terms(screening.institution_id, PRE_SCREEN, categories, until)
    grant_consent(actor=owner, terms=terms, at=MOMENT)
    return owner


def names(screening: Screening, on: date = DAY) -> list[str]:
    screening.refresh_from_db()
    return [row.enterprise.name for row in disclosed(screening, on=on).order_by("pk")]


def test_firms_that_meet_the_product_get_its_limit_rate_and_term(screening: Screening) -> None:
    firms = build.firms(6)

    run = build.done()

    found = PreApproval.objects.get(enterprise=firms[5])
    assert (found.limit_fen, found.term_months) == (30 * build.WAN_FEN, 12)
    assert found.rate_ppm is not None
    assert (found.from_on, found.expires_on, found.run) == (DAY, DAY + 30 * A_DAY, run)
    assert set(PreApproval.objects.values_list("enterprise__name", flat=True)) == {
        firm.name for firm in firms[4:]
    }


def test_the_institution_sees_nobody_by_name_without_a_consent(screening: Screening) -> None:
    firms = build.firms(9)
    build.done()

    assert names(screening) == []
    assert hidden(screening, on=DAY).count == 5
    agree(firms[8], screening)
    assert names(screening) == [firms[8].name]


def test_fewer_than_five_hidden_firms_are_not_even_counted(screening: Screening) -> None:
    build.firms(8)
    build.done()
    screening.refresh_from_db()

    assert PreApproval.objects.count() == 4
    assert hidden(screening, on=DAY).count is None


def test_a_consent_must_cover_every_category_the_product_reads(screening: Screening) -> None:
    firm = build.firms(1, tax_wan=8)[0]
    build.done()
    screening.refresh_from_db()

    agree(firm, screening, frozenset({14}))
    assert screening.needed_mask & (1 << 13)
    assert names(screening) == []
    agree(firm, screening)
    assert names(screening) == [firm.name]


def graded(folder: Path) -> Screening:
    """A product that asks for a grade, which a card computes for firms of one city only."""
    text = scores.PRODUCT.replace(
        'min_points: {type: points, from: "0", to: "1000",',
        "grades: {type: codes, of: knowledge_value_grade,",
    )
    text = text.replace("fact: points, at_least: $min_points", f"fact: {GRADE}, in: $grades")
    text = text.replace("max(points, 0) * 1万", "10万")
    examples = "\n".join(
        f"  - {{name: {grade} 级, day: 2026-03-06, listing: {{grades: [A, B]}},"
        f" facts: {{{GRADE}: {grade}}}, expect: {{outcome: {outcome}}}}}"
        for grade, outcome in (("A", "meets"), ("E", "fails"), ("B", "meets"))
    )
    catalogue.reference()
    scores.published(catalogue.pack_folder(folder / "small-loan", text, f"examples:\n{examples}\n"))
    scores.published(PACKS / "chongqing/knowledge-value")
    numbers = {**dict.fromkeys(catalogue.NUMBERS), "grades": list("ABCDE")}
    catalogue.on_shelf(filled=catalogue.form(numbers=numbers))
    return build.screened(folder)


def test_a_consent_must_cover_all_that_a_card_reads_for_the_score_a_product_asks_for(
    tmp_path: Path,
) -> None:
    screening = graded(tmp_path)
    firm = scored_firm()
    build.done()

    agree(firm, screening, needed(GRADE) | needed("division_code"))
    assert names(screening) == []
    agree(firm, screening)
    assert names(screening) == [firm.name]


def test_a_revoked_or_expired_consent_or_one_for_others_hides_the_name_at_once(
    screening: Screening,
) -> None:
    firm, other = build.firms(2, tax_wan=8)
    build.done()
    owner = agree(firm, screening, until=DAY + 10 * A_DAY)
    stranger = parties.institution()
    terms = Terms(stranger.pk, PRE_SCREEN, ALL, DAY + 60 * A_DAY)
    theirs = parties.actor(roles.FIRM_OWNER, enterprise=other)
    grant_consent(actor=theirs, terms=terms, at=MOMENT)
    loan = Terms(screening.institution_id, "loan_need", ALL, DAY + 60 * A_DAY)
    grant_consent(actor=theirs, terms=loan, at=MOMENT)

    assert names(screening) == [firm.name]
    assert names(screening, DAY + 11 * A_DAY) == []
    (limit,) = own_limits(owner, on=DAY)
    revoke_consent(actor=owner, consent_no=limit.consent_no, at=MOMENT)
    assert names(screening) == []


def test_a_limit_no_run_has_confirmed_runs_out(screening: Screening) -> None:
    firm = build.firms(1, tax_wan=8)[0]
    build.done()
    agree(firm, screening)

    assert names(screening, DAY + 30 * A_DAY) == [firm.name]
    assert names(screening, DAY + 31 * A_DAY) == []


def test_a_firm_is_told_once_while_it_meets_and_again_when_it_comes_back(
    screening: Screening,
) -> None:
    firm = build.firms(1, tax_wan=8)[0]
    for day in range(3):
        build.done(MOMENT + day * A_DAY, on=DAY + day * A_DAY)
    told = Outbox.objects.filter(kind="population.qualifies")
    assert [row.to for row in told] == [firm.reference]
    assert PreApproval.objects.get().held_on == DAY + 2 * A_DAY

    for day, wan in ((3, 1), (4, 9)):
        on = DAY + day * A_DAY
        evidence.observe(firm, {"tax_paid": str(wan * build.WAN_FEN)}, observed_on=on)
        build.done(MOMENT + day * A_DAY, on=on)

    assert told.all().count() == 2
    spells = PreApproval.objects.order_by("pk").values_list("until_on", "end")
    assert list(spells) == [(DAY + 3 * A_DAY, "unfit"), (None, "")]


def test_an_invitation_reaches_the_firm_once_and_stands_in_the_trail(screening: Screening) -> None:
    firm = build.firms(1, tax_wan=8)[0]
    build.done()
    agree(firm, screening)
    clerk, found = bank(screening), PreApproval.objects.get()

    invited = invite_firm(actor=clerk, no=screening.no, pre_approval_id=found.pk, at=MOMENT)

    assert invited.invited_by_id == clerk.person_id
    (told,) = Outbox.objects.filter(kind="population.invited")
    assert told.to == firm.reference and told.facts["limit"] == "400000.00"
    assert events_of(screening.reference)[-1].kind == "screening.invited"
    with pytest.raises(AlreadyInvited):
        invite_firm(actor=clerk, no=screening.no, pre_approval_id=found.pk, at=MOMENT)


def test_nobody_is_invited_without_consent_nor_by_another_institution(
    screening: Screening,
) -> None:
    firm = build.firms(1, tax_wan=8)[0]
    build.done()
    found = PreApproval.objects.get()

    with pytest.raises(PreApprovalNotFound):
        invite_firm(actor=bank(screening), no=screening.no, pre_approval_id=found.pk, at=MOMENT)
    agree(firm, screening)
    with pytest.raises(ScreeningNotFound):
        pre_approval_for(parties.actor(roles.INSTITUTION_CLERK), screening.no, found.pk, on=DAY)


def test_a_screening_ends_with_its_limits_and_can_be_opened_anew(screening: Screening) -> None:
    firm = build.firms(1, tax_wan=8)[0]
    build.done()
    agree(firm, screening)
    approver = bank(screening, roles.INSTITUTION_APPROVER)

    close_screening(actor=approver, no=screening.no, at=MOMENT)

    assert names(screening) == [] and hidden(screening, on=DAY).count is None
    assert PreApproval.objects.get().end == PreApproval.End.CLOSED
    with pytest.raises(ScreeningEnded):
        close_screening(actor=approver, no=screening.no, at=MOMENT)
    again = open_screening(actor=approver, code=screening.listing.code, valid_days=10, at=MOMENT)
    assert again.pk != screening.pk


def test_a_product_taken_off_the_shelf_ends_the_limits(screening: Screening) -> None:
    build.firms(1, tax_wan=8)
    build.done()
    approver = bank(screening, roles.INSTITUTION_APPROVER)
    retire_listing(actor=approver, code=screening.listing.code, words="停办", at=MOMENT)

    build.done(MOMENT + 2 * A_DAY, on=DAY + 2 * A_DAY)

    assert PreApproval.objects.get().end == PreApproval.End.UNFIT


def test_a_product_is_screened_once_at_a_time_and_only_by_its_own_approvers(
    screening: Screening,
) -> None:
    code, approver = screening.listing.code, bank(screening, roles.INSTITUTION_APPROVER)

    with pytest.raises(ScreeningOpen):
        open_screening(actor=approver, code=code, valid_days=30, at=MOMENT)
    with pytest.raises(Forbidden):
        open_screening(actor=bank(screening), code=code, valid_days=30, at=MOMENT)
    stranger = parties.actor(roles.INSTITUTION_APPROVER)
    with pytest.raises(NotFound):
        open_screening(actor=stranger, code=code, valid_days=30, at=MOMENT)
    close_screening(actor=approver, no=screening.no, at=MOMENT)
    retire_listing(actor=approver, code=code, words="停办", at=MOMENT)
    with pytest.raises(NotScreenable):
        open_screening(actor=approver, code=code, valid_days=30, at=MOMENT)


def test_the_institution_sees_its_screenings_with_names_and_counts(screening: Screening) -> None:
    firms = build.firms(10)
    build.done()
    agree(firms[9], screening)
    clerk = bank(screening)

    (row,) = screenings_of(clerk, on=DAY)

    assert (row.named, row.hidden) == (1, 5)
    assert not screenable(clerk).exists()
    assert screenings_of(parties.actor(roles.INSTITUTION_CLERK), on=DAY) == []


def test_a_firm_sees_its_limits_and_who_has_them(
    screening: Screening,
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    firm = build.firms(1, tax_wan=8)[0]
    build.done()
    owner = parties.actor(roles.FIRM_OWNER, enterprise=firm)

    (limit,) = own_limits(owner, on=DAY)
    assert not limit.is_shown
    agree(firm, screening)
    with django_assert_num_queries(2):
        (limit,) = own_limits(owner, on=DAY)
    assert limit.is_shown and limit.limit.limit_fen == 40 * build.WAN_FEN
    assert own_limits(parties.actor(roles.FIRM_OWNER), on=DAY) == []
