"""Two back-tests of the demo, on public outcomes that have nothing to do with its firms."""

import csv
import io
from datetime import datetime

from django.utils.timezone import localdate

from kerong.config.demo.tables import rows
from kerong.kernel import roles
from kerong.parties.actors import actor_for
from kerong.parties.models import Mandate
from kerong.population.back_test import OutcomesSent, back_test
from kerong.rules.backtests.halves import HEADER, Asked, halved

GERMAN = Asked(
    columns=(
        "status_of_existing_checking_account",
        "duration_in_month",
        "credit_history",
        "purpose",
        "credit_amount",
        "savings_account_and_bonds",
        "present_employment_since",
        "installment_rate_in_percentage_of_disposable_income",
        "other_debtors_or_guarantors",
        "property",
        "other_installment_plans",
        "housing",
    ),
    party="row",
    outcome="creditability",
    bad="bad",
)
SBA = Asked(
    columns=(
        "NAICS",
        "NoEmp",
        "NewExist",
        "UrbanRural",
        "RevLineCr",
        "LowDoc",
        "GrAppv",
        "Portion",
    ),
    party="loan",
    outcome="Default",
    bad="1",
    day="approved_on",
)
_TABLES = (
    (
        GERMAN,
        "german_credit",
        "公开数据：德国个人贷款",
        "UCI 机器学习库 German Credit（CC BY 4.0），1000 笔德国个人贷款，“坏”为该银行认定的不良。"
        "分值由其中一半按证据权重制成，只在另一半上检验。与本地企业无关，仅演示做法。",
    ),
    (
        SBA,
        "sba_california_leasing",
        "公开数据：美国小企业局担保贷款",
        "美国小企业局公开记录，2101 笔加州租赁与房产业贷款，“坏”为违约核销。"
        "分值由其中一半按证据权重制成，只在另一半上检验。与本地企业无关，仅演示做法。",
    ),
)


def load_back_tests(at: datetime) -> int:
    """Both as the demo's officer would send them in; returns how many."""
    mandate = Mandate.objects.live().filter(role=roles.OFFICER).select_related("person")[0]
    officer = actor_for(mandate.person, mandate.pk, second_factor=True)
    for asked, name, title, words in _TABLES:
        sent = OutcomesSent(title, words, "", f"{name}_outcomes.csv", outcomes_of(name, asked))
        back_test(actor=officer, sent=sent, at=at, on=localdate(at))
    return len(_TABLES)


def outcomes_of(name: str, asked: Asked) -> bytes:
    """The file of outcomes that `kerong points-table` writes for the same table."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(halved(rows(f"outcomes/{name}.csv"), asked).lines)
    return held.getvalue().encode()
