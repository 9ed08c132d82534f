"""企业入库, and finding them again."""

import pytest

from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.kernel.errors import Invalid
from kerong.kernel.policy import RoleNotAllowed
from kerong.parties import enlist_enterprises as enlisting
from kerong.parties.enlist_enterprises import ListedFirmDraft, enlist_enterprises
from kerong.parties.errors import CodeUnreadable
from kerong.parties.models import Enterprise
from kerong.parties.register_firm import FirmDraft
from kerong.parties.search import found_by
from kerong.trail.models import Event
from tests import build


def firm(number, **changes):
    return FirmDraft(
        **{"name": f"示例企业{number}", "credit_code": build.credit_code(number + 5000)} | changes
    )


LISTED = ListedFirmDraft(name="国盾量子", scheme="stock", scheme_value="688027")


def test_firms_come_in_with_all_that_finds_them():
    done = enlist_enterprises(drafts=[firm(1), LISTED], actor=SYSTEM, at=build.MOMENT)
    assert (done.written, done.unchanged) == (2, 0)
    listed = Enterprise.objects.get(scheme="stock")
    assert (listed.credit_code, listed.scheme_value) == (None, "688027")
    for text in ("国盾", "GDLZ", "688027", " 国盾 量子"):
        assert Enterprise.objects.filter(found_by(text)).get() == listed


def test_the_same_file_twice_writes_nothing():
    drafts = [firm(1), firm(2), firm(1), LISTED]
    assert enlist_enterprises(drafts=drafts, actor=SYSTEM, at=build.MOMENT).written == 3
    again = enlist_enterprises(drafts=drafts, actor=SYSTEM, at=build.MOMENT)
    assert (again.written, again.unchanged) == (0, 4)
    assert Event.objects.count() == 1


def test_a_known_firm_is_left_as_it_is():
    known = build.enterprise("老名字")
    enlist_enterprises(
        drafts=[FirmDraft(name="新名字", credit_code=known.credit_code or "")],
        actor=SYSTEM,
        at=build.MOMENT,
    )
    assert Enterprise.objects.get().name == "老名字"


def test_one_bad_draft_and_nothing_is_written():
    for bad in (
        firm(2, credit_code="123"),
        firm(2, name=""),
        ListedFirmDraft(name="x", scheme="stock", scheme_value=" "),
    ):
        with pytest.raises(Invalid):
            enlist_enterprises(drafts=[firm(1), bad], actor=SYSTEM, at=build.MOMENT)
    assert not Enterprise.objects.exists()
    with pytest.raises(CodeUnreadable):
        enlist_enterprises(drafts=[firm(3, industry_code="'")], actor=SYSTEM, at=build.MOMENT)


def test_it_comes_in_short_transactions(monkeypatch):
    monkeypatch.setattr(enlisting, "CHUNK", 2)
    done = enlist_enterprises(drafts=[firm(n) for n in range(5)], actor=SYSTEM, at=build.MOMENT)
    assert done.written == 5
    assert Event.objects.count() == 3


def test_an_officer_does_not_enlist():
    with pytest.raises(RoleNotAllowed):
        enlist_enterprises(drafts=[], actor=build.actor(roles.OFFICER), at=build.MOMENT)


def test_finding_asks_every_word_and_nothing_finds_all():
    build.enterprise("重庆甲科技")
    build.enterprise("成都甲科技")
    assert Enterprise.objects.filter(found_by("甲 重庆")).count() == 1
    assert Enterprise.objects.filter(found_by("jkj")).count() == 2
    assert Enterprise.objects.filter(found_by("")).count() == 2
    assert Enterprise.objects.filter(found_by("100%_")).count() == 0
