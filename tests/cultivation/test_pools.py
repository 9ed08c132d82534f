"""Pools by rule: who enters, who stays, who leaves, why, and whom the firm hears from."""

from datetime import date, timedelta

import pytest

from kerong.catalogue.models import Revision
from kerong.catalogue.publish_pack import publish_pack
from kerong.config.paths import PACKS
from kerong.cultivation.close_pool import close_pool
from kerong.cultivation.errors import PoolClosed, PoolNotFound
from kerong.cultivation.models import Membership, Pool, PoolRule
from kerong.cultivation.pool_text import read_pool
from kerong.cultivation.reads import last_run, members_of, own_pools, pools_seen_by
from kerong.cultivation.reasons import _class_rules, entry_words, exit_words
from kerong.cultivation.set_pool import set_pool
from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.kernel.errors import Forbidden
from kerong.notices.models import Outbox
from kerong.rules.errors import RuleTextFault
from kerong.trail.reads import events_of
from tests.build import catalogue, evidence, parties
from tests.build import population as build
from tests.build.parties import MOMENT

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
DAY = build.DAY
A_DAY = timedelta(days=1)
BY_CLASS = """\
key: small-firms
revision: 1
title: {zh: 小型企业库, en: Small firms}
basis: {document: 示例文件, source: 示例来源, verified: false}
open: {from: 2026-01-01}
tells_firms: false
enter: {class: size}
"""


def later(days: int) -> None:
    """A whole run so many days after the first."""
    build.done(MOMENT + days * A_DAY, on=DAY + days * A_DAY)


def inside() -> set[str]:
    return set(Membership.objects.filter(left_on=None).values_list("enterprise__name", flat=True))


def retell(firm, tax_wan: int, days: int) -> None:  # type: ignore[no-untyped-def]
    """A newer word on the tax of the year, seen so many days after the first run."""
    on = DAY + days * A_DAY
    evidence.observe(firm, {"tax_paid": str(tax_wan * build.WAN_FEN)}, observed_on=on)


def test_firms_that_meet_every_line_enter_with_day_rule_run_and_reason() -> None:
    firms = build.firms(8)
    pool = build.pool()

    run = build.done()

    assert inside() == {firm.name for firm in firms[4:]}
    spell = Membership.objects.order_by("pk")[0]
    assert (spell.entered_on, spell.entered_by, spell.entered_in) == (DAY, pool.rule, run)
    assert spell.entry_reason == "tax_paid"
    assert entry_words(spell, "zh-hans") == "年纳税额"
    assert (entry_words(spell, "en"), exit_words(spell, "en")) == ("tax paid in the year", "")


def test_a_firm_below_entry_but_above_the_line_of_staying_stays() -> None:
    (firm,) = build.firms(1, tax_wan=6)
    build.pool()
    build.done()

    retell(firm, 4, 1)
    later(1)
    assert inside() == {firm.name}
    retell(firm, 2, 2)
    later(2)

    spell = Membership.objects.get()
    assert (spell.left_on, spell.exit_reason) == (DAY + 2 * A_DAY, "tax_paid")
    assert exit_words(spell, "zh-hans") == "年纳税额"
    assert spell.left_by == spell.entered_by


def test_what_is_unknown_lets_nobody_in_and_throws_nobody_out() -> None:
    silent = build.firm({"employees": "5"})
    (firm,) = build.firms(1, tax_wan=6)
    build.pool()
    build.done()
    assert inside() == {firm.name} and silent.name not in inside()

    evidence.observe(firm, {"tax_paid": "1"}, end=DAY.replace(year=2025, month=12, day=31))
    text = build.POOL_TEXT.replace("tax_paid, at_least: 3万", "export_value, at_least: 3万")
    set_pool(actor=SYSTEM, text=text, at=MOMENT + A_DAY - timedelta(minutes=1))
    later(1)

    assert inside() == {firm.name}


def test_who_comes_back_begins_a_new_spell() -> None:
    (firm,) = build.firms(1, tax_wan=6)
    build.pool()
    build.done()
    retell(firm, 1, 1)
    later(1)
    retell(firm, 9, 2)
    later(2)

    spells = list(Membership.objects.order_by("pk").values_list("entered_on", "left_on"))
    assert spells == [(DAY, DAY + A_DAY), (DAY + 2 * A_DAY, None)]


def test_a_firm_is_told_once_a_spell() -> None:
    (firm,) = build.firms(1, tax_wan=6)
    build.pool()
    build.done()
    later(1)
    later(2)
    told = Outbox.objects.filter(kind="pool.entered")
    assert [row.to for row in told] == [firm.reference]

    retell(firm, 1, 3)
    later(3)
    retell(firm, 9, 4)
    later(4)
    assert told.all().count() == 2


def test_a_pool_may_keep_quiet() -> None:
    build.firms(1, tax_wan=6)
    build.pool(build.POOL_TEXT.replace("enter:\n", "tells_firms: false\nenter:\n", 1))
    build.done()

    assert inside() and not Outbox.objects.filter(kind="pool.entered").exists()


def test_a_pool_by_class_follows_the_class_test() -> None:
    catalogue.reference()
    publish_pack(actor=SYSTEM, folder=PACKS / "national/size", at=MOMENT - A_DAY)
    sized = {"employees": "120", "operating_revenue": "5000000000", "total_assets": "1"}
    firm = build.firm(sized)
    build.firm({"employees": "120"})
    set_pool(actor=SYSTEM, text=BY_CLASS, at=MOMENT - A_DAY)

    build.done()

    assert inside() == {firm.name}
    spell = Membership.objects.get()
    assert spell.entry_reason == "class size small"
    assert entry_words(spell, "zh-hans") == "企业划型：小型企业"
    assert entry_words(spell, "en") == "Size of firm: Small"

    Revision.objects.update(in_force_until=build.DAY - A_DAY)
    _class_rules.cache_clear()
    assert entry_words(spell, "zh-hans") == "企业划型"  # over by then: no route of it counted


def test_a_route_is_told_by_its_title_and_measures_by_theirs() -> None:
    catalogue.reference()
    text = (PACKS / "pools/listing-reserve.yaml").read_text(encoding="utf-8")
    set_pool(actor=SYSTEM, text=text, at=MOMENT - A_DAY)
    firm = build.firm({"net_profit": "500000000"})
    evidence.observe(firm, {"net_profit": "400000000"}, end=date(2024, 12, 31))

    build.done()

    spell = Membership.objects.get()
    assert spell.entry_reason == "r1 net_profit net_profit_prev profit_of_two"
    assert entry_words(spell, "zh-hans") == "两年盈利：净利润、上年净利润、近两年净利润"


def test_a_rule_set_during_a_run_waits_for_the_next() -> None:
    build.firms(1, tax_wan=6)
    run = build.asked()
    build.pool(at=MOMENT + timedelta(minutes=1))
    build.worked(run)
    assert not inside()

    later(1)
    assert inside()


def test_a_new_rule_is_a_new_row_and_the_same_text_is_none() -> None:
    officer = build.officer()
    set_pool(actor=officer, text=build.POOL_TEXT, at=MOMENT)
    set_pool(actor=officer, text=build.POOL_TEXT, at=MOMENT + A_DAY)
    changed = build.POOL_TEXT.replace("at_least: 5万", "at_least: 7万")
    pool = set_pool(actor=officer, text=changed, at=MOMENT + A_DAY)

    assert PoolRule.objects.count() == 2 and pool.rule is not None and pool.rule.no == 2
    assert [each.kind for each in events_of("pool:tax-payers")] == ["pool.rule_set"] * 2


def test_a_closed_pool_is_not_looked_at_again_and_takes_no_rule() -> None:
    build.firms(1, tax_wan=6)
    build.pool()
    officer = build.officer()
    close_pool(actor=officer, code="tax-payers", words="不再使用", at=MOMENT)
    build.done()

    assert not inside()
    with pytest.raises(PoolClosed):
        close_pool(actor=officer, code="tax-payers", words="再次", at=MOMENT)
    with pytest.raises(PoolClosed):
        build.pool()
    with pytest.raises(PoolNotFound):
        close_pool(actor=officer, code="none", words="没有", at=MOMENT)


@pytest.mark.parametrize("role", [roles.FIRM_OWNER, roles.INSTITUTION_ADMIN, roles.AUDITOR])
def test_only_officers_keep_pools(role: str) -> None:
    with pytest.raises(Forbidden):
        set_pool(actor=parties.actor(role), text=build.POOL_TEXT, at=MOMENT)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("enter:\n  all", "enters:\n  all"),
        ("tax_paid, at_least: 5万", "tax_pait, at_least: 5万"),
        ("key: tax-payers", "key: tax-payers\nkind: loan"),
        ("key: tax-payers", "key: tax-payers\ntells_firms: maybe"),
        ("key: tax-payers", "key: tax-payers\noffer: {limit: 1万}"),
    ],
)
def test_a_text_that_is_no_rule_is_refused(old: str, new: str) -> None:
    text = build.POOL_TEXT.replace(old, new, 1)
    assert text != build.POOL_TEXT

    with pytest.raises(RuleTextFault):
        read_pool(text)
    assert not Pool.objects.exists()


def test_a_fault_names_the_line_of_the_text() -> None:
    text = build.POOL_TEXT.replace("tax_paid, at_least: 3万", "tax_pait, at_least: 3万")

    with pytest.raises(RuleTextFault) as refusal:
        read_pool(text)

    assert refusal.value.facts["line"] == 12


def test_lists_count_the_moves_of_the_last_run_in_a_constant_number_of_queries(
    django_assert_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    firms = build.firms(6, tax_wan=3)
    build.pool()
    build.done()
    retell(firms[5], 1, 1)
    retell(firms[0], 8, 1)
    later(1)
    officer = build.officer()

    with django_assert_num_queries(2):
        (pool,) = pools_seen_by(officer)
    assert (pool.members, pool.entered, pool.left) == (4, 1, 1)
    assert [row.enterprise.name for row in members_of(pool, "entered")] == [firms[0].name]
    assert [row.enterprise.name for row in members_of(pool, "left")] == [firms[5].name]
    assert members_of(pool, "all").count() == 5
    assert last_run() is not None


def test_a_firm_sees_its_own_spells_only() -> None:
    firms = build.firms(2, tax_wan=6)
    build.pool()
    build.done()
    owner = parties.actor(roles.FIRM_OWNER, enterprise=firms[0])

    assert [spell.enterprise for spell in own_pools(owner).spells] == [firms[0]]
    with pytest.raises(Forbidden):
        own_pools(build.officer())
