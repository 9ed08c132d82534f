"""What a fund's rule says today, computed from its terms and not read out of an old clause."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from kerong.contracts.bridges.models import BridgeFund
from kerong.rules.programmes.shipped import bridge_funds
from kerong.web.bridge_rules import relief_said, terms_said
from tests.build import bridges as build
from tests.build.web import signed_in


def test_cap_days_and_steps_of_the_fee_are_said_in_both_languages():
    terms = bridge_funds()["donghai"].on(date(2026, 1, 1)).terms
    with override("zh-hans"):
        said = terms_said(terms)
        assert said == "每笔最高 1,000 万元 · 10 个自然日 · 每日 0.02%、第 6 日起 0.04%"
    with override("en"):
        assert "10 calendar days · 0.02% a day, from day 6 0.04%" in terms_said(terms)


def test_a_waiver_that_is_over_is_said_to_be_over():
    terms = bridge_funds()["chongqing"].on(date(2026, 1, 1)).terms
    with override("zh-hans"):
        assert "15 个工作日" in terms_said(terms)
        assert relief_said(terms, date(2023, 6, 30)) == "2023-06-30 前归还的免收使用费。"
        assert relief_said(terms, date(2023, 7, 1)).startswith("使用费减免已于 2023-06-30 到期")
        donghai = bridge_funds()["donghai"].on(date(2026, 1, 1)).terms
        assert relief_said(donghai, date(2026, 1, 1)) == ""


@pytest.mark.django_db
def test_the_page_of_a_fund_says_the_fee_of_today_and_since_when_the_clause_holds():
    world = build.world()
    BridgeFund.objects.update(programme="chongqing")
    page = signed_in(world.officer).get(reverse("console:bridge-fund", args=[world.fund.key]))
    text = page.content.decode()
    assert "使用费减免已于 2023-06-30 到期" in text
    assert "每日 0.01%" in text
    assert "2023-01-01 起执行" in text
