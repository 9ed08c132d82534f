"""What a firm does with its need on its pages: each act once asked, once checked, told in words."""

import pytest

from kerong.cases.models import Acceptance, Case, Rating
from tests.build import cases
from tests.build.web import signed_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("calendar", "standing_still"),
]


def text_of(response) -> str:
    return response.content.decode()


def test_a_need_nobody_holds_can_be_amended():
    told = cases.story("open")
    client = signed_in(told.firm)
    url = f"/needs/{told.case.no}/amendment/"
    said = text_of(client.get(url))
    assert 'name="amount" value="300"' in said
    typed = {
        "amount": "400",
        "term_months": "24",
        "purpose": "research",
        "security": "credit",
        "mode": "open",
        "consent": ["1"],
    }
    assert client.post(url, typed)["Location"] == f"/needs/{told.case.no}/"
    assert told.reload().case.amount_fen == 400 * cases.WAN


def test_an_amended_need_for_a_product_cites_what_is_known_that_day(monkeypatch):
    told = cases.story("open")
    asked = []

    def kept(*, actor, listing_code, at):
        asked.append(listing_code)
        return "f" * 64 if listing_code else ""

    monkeypatch.setattr("kerong.portal.needs.acts.ordered_finding", kept)
    drafts = []
    monkeypatch.setattr(
        "kerong.portal.needs.acts.amend_need", lambda *, draft, **given: drafts.append(draft)
    )
    typed = {
        "amount": "400",
        "term_months": "24",
        "purpose": "research",
        "security": "credit",
        "mode": "open",
        "consent": ["1"],
        "listing": "P000009",
    }
    signed_in(told.firm).post(f"/needs/{told.case.no}/amendment/", typed)
    assert asked == ["P000009"]
    assert [draft.finding_digest for draft in drafts] == ["f" * 64]


def test_a_need_somebody_holds_is_not_amended_and_says_why():
    told = cases.story("taken")
    typed = {
        "amount": "400",
        "term_months": "24",
        "purpose": "research",
        "security": "credit",
        "mode": "open",
        "consent": ["1"],
    }
    response = signed_in(told.firm).post(f"/needs/{told.case.no}/amendment/", typed)
    assert response.status_code == 409
    assert "case.amended_too_late" in text_of(response)
    assert 'value="400"' in text_of(response)


def test_withdrawing_asks_for_a_reason_and_says_what_ends():
    told = cases.story("taken")
    client = signed_in(told.firm)
    url = f"/needs/{told.case.no}/withdrawal/"
    assert "授权一并终止" in text_of(client.get(url))
    assert client.post(url, {"words": "不"}).status_code == 400
    assert client.post(url, {"words": "已自筹资金"}).status_code == 302
    assert told.reload().case.state == Case.State.WITHDRAWN


def test_withdrawing_twice_is_told_as_the_state_it_is_in():
    told = cases.story("open")
    client = signed_in(told.firm)
    url = f"/needs/{told.case.no}/withdrawal/"
    client.post(url, {"words": "已自筹资金"})
    response = client.post(url, {"words": "已自筹资金"})
    assert response.status_code == 409
    assert "case.wrong_state" in text_of(response)


def test_a_quote_is_checked_once_more_and_accepted_with_one_button():
    told = cases.story("quoted")
    client = signed_in(told.firm)
    url = f"/needs/{told.case.no}/acceptance/{told.quote.pk}/"
    said = text_of(client.get(url))
    assert "3.45%" in said and "尚非授信承诺" in said
    assert not Acceptance.objects.exists()
    assert client.post(url)["Location"] == f"/needs/{told.case.no}/"
    assert Acceptance.objects.get().quote == told.quote


def test_accepting_twice_is_one_acceptance():
    told = cases.story("quoted")
    client = signed_in(told.firm)
    url = f"/needs/{told.case.no}/acceptance/{told.quote.pk}/"
    assert [client.post(url).status_code for _ in range(2)] == [302, 302]
    assert Acceptance.objects.count() == 1


@pytest.mark.parametrize("quote_id", [0, 999_999])
def test_a_quote_that_is_not_there_is_not_found(quote_id):
    told = cases.story("quoted")
    client = signed_in(told.firm)
    assert client.get(f"/needs/{told.case.no}/acceptance/{quote_id}/").status_code == 404
    assert client.post(f"/needs/{told.case.no}/acceptance/{quote_id}/").status_code == 404


def test_a_quote_of_another_need_is_not_found():
    told, other = cases.story("quoted"), cases.story("quoted")
    url = f"/needs/{told.case.no}/acceptance/{other.quote.pk}/"
    assert signed_in(told.firm).post(url).status_code == 404
    assert not Acceptance.objects.exists()


def test_another_firm_can_do_nothing():
    told = cases.story("quoted")
    stranger = signed_in(cases.firm())
    for act in ("amendment", "withdrawal", "rating", f"acceptance/{told.quote.pk}"):
        url = f"/needs/{told.case.no}/{act}/"
        assert stranger.get(url).status_code == 404
        assert stranger.post(url, {"words": "四个字的", "level": "5"}).status_code in (400, 404)
    assert told.reload().case.state == Case.State.OPEN


def test_the_service_is_rated_once():
    told = cases.story("disbursed")
    client = signed_in(told.firm)
    url = f"/needs/{told.case.no}/rating/"
    assert "非常满意" in text_of(client.get(url))
    assert client.post(url, {}).status_code == 400
    assert client.post(url, {"level": "5", "words": "很快"}).status_code == 302
    assert Rating.objects.get().level == 5
    assert client.post(url, {"level": "1"}).status_code == 409
    said = text_of(client.get(f"/needs/{told.case.no}/"))
    assert "非常满意" in said and "很快" in said


def test_looking_changes_nothing():
    told = cases.story("quoted")
    client = signed_in(told.firm)
    before = Case.objects.values().get()
    for act in ("amendment", "withdrawal", "rating", f"acceptance/{told.quote.pk}"):
        client.get(f"/needs/{told.case.no}/{act}/")
    assert Case.objects.values().get() == before


def test_a_form_that_could_no_longer_be_sent_is_not_offered():
    told = cases.story("taken")
    client, page = signed_in(told.firm), f"/needs/{told.case.no}/"

    late = text_of(client.get(f"{page}amendment/", follow=True))
    client.post(f"{page}withdrawal/", {"words": "已自筹资金"})
    gone = text_of(client.get(f"{page}withdrawal/", follow=True))

    assert "该需求已不能修改" in late and 'name="amount"' not in late
    assert "该需求已不能撤回" in gone and 'name="words"' not in gone
