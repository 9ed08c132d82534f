"""密封报价: every number carries a canary; nobody's pages show the canary of another bank."""

from dataclasses import asdict, is_dataclass
from datetime import date

import pytest

from kerong.cases.accept_quote import accept_quote
from kerong.cases.errors import CaseNotFound, TakeUpNotFound
from kerong.cases.models import Case, Quote, TakeUp
from kerong.cases.reads import DeskFilters, desk, need_page, take_up_page
from kerong.cases.reads.need import FirmNeedPage, InstitutionNeedPage, OfficerNeedPage
from kerong.trail.reads import events_of
from tests.build import cases, parties

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 6)
CANARY = 31_417


@pytest.fixture
def two():
    """Two banks on one need; the first one's quote carries the canary rate."""
    first = cases.story("contacted")
    cases.bring(first, "quoted", rate_ppm=CANARY)
    return first, cases.second_bank(first)


def spelled(found, seen=None):
    """Every value a page could print, models opened one level deep."""
    seen = seen if seen is not None else set()
    if id(found) in seen:
        return ""
    seen.add(id(found))
    if is_dataclass(found):
        return " ".join(spelled(getattr(found, name), seen) for name in found.__slots__)
    if isinstance(found, list | tuple):
        return " ".join(spelled(item, seen) for item in found)
    if hasattr(found, "_meta"):
        rows = {field.attname: getattr(found, field.attname) for field in found._meta.fields}
        return str(rows)
    return str(found)


def test_a_bank_reads_neither_quote_nor_name_nor_count_of_the_other(two):
    first, second = two
    pages = [
        need_page(second.clerk, second.case.no, on=ON),
        take_up_page(second.clerk, second.take_up.no, on=ON),
        desk(second.clerk, DeskFilters(), on=ON),
    ]
    text = " ".join(spelled(page) for page in pages)

    assert str(CANARY) not in text
    assert first.take_up.no not in text
    assert first.take_up.institution.name not in text
    assert isinstance(pages[0], InstitutionNeedPage)
    assert "taken" not in asdict(pages[0].card)


def test_the_other_banks_take_up_is_not_there(two):
    first, second = two

    with pytest.raises(TakeUpNotFound):
        take_up_page(second.clerk, first.take_up.no, on=ON)
    with pytest.raises(TakeUpNotFound):
        take_up_page(second.approver, first.take_up.no, on=ON)
    with pytest.raises(TakeUpNotFound):
        take_up_page(second.clerk, "T2026-NOTTHERE", on=ON)


def test_officers_see_counts_but_no_quote_until_acceptance(two):
    first, _second = two

    page = need_page(cases.officer(), first.case.no, on=ON)

    assert isinstance(page, OfficerNeedPage)
    assert (page.live_count, page.contacted_count, page.quoted_count) == (2, 2, 2)
    assert page.offers == []
    text = spelled(page)
    assert str(CANARY) not in text
    for told in two:
        assert told.take_up.institution.name not in text


def test_officers_see_the_quotes_once_one_is_accepted(two):
    first, _second = two
    accept_quote(actor=first.firm, case_no=first.case.no, quote_id=first.quote.pk, at=first.at)

    page = need_page(cases.officer(), first.case.no, on=ON)

    assert {offer.quote.rate_ppm for offer in page.offers} == {CANARY, 34_500}
    assert [offer.quote.pk for offer in page.offers if offer.accepted] == [first.quote.pk]


def test_the_firm_sees_everything_about_its_own_need_and_nothing_of_others(two):
    first, _ = two

    page = need_page(first.firm, first.case.no, on=ON)

    assert isinstance(page, FirmNeedPage)
    assert len(page.take_ups) == len(page.offers) == 2
    with pytest.raises(CaseNotFound):
        need_page(cases.firm(), first.case.no, on=ON)


def test_a_stranger_is_answered_exactly_like_somebody_who_asks_for_nothing(two):
    _first, _ = two
    directed = cases.need(mode="directed", addressed_to_id=parties.institution().pk)

    with pytest.raises(CaseNotFound) as foreign:
        need_page(cases.clerk(), directed.no, on=ON)
    with pytest.raises(CaseNotFound) as absent:
        need_page(cases.clerk(), "N2026-999999", on=ON)

    assert foreign.value.say() == absent.value.say()


def test_the_shared_stream_of_the_need_says_nothing_about_any_bank_before_acceptance(two):
    first, _second = two

    text = str([event.facts for event in events_of(f"case:{first.case.no}")])

    for told in two:
        assert told.take_up.no not in text
        assert f"institution:{told.take_up.institution_id}" not in text


def test_a_need_page_costs_the_same_with_one_bank_and_with_three():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    told = cases.story("quoted")
    counts = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            need_page(told.firm, told.case.no, on=ON)
        counts.append(len(queries))
        if TakeUp.objects.count() < 3:
            cases.second_bank(told)

    assert len(set(counts)) == 1
    assert counts[0] <= 9
    assert Quote.objects.count() == 3
    assert Case.objects.count() == 1
