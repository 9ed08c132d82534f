"""Loans opened so far get the columns of their life; until now only payouts were reported."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Concat


def fill(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    loans = apps.get_model("loans", "Loan")
    reports = apps.get_model("loans", "LoanReport")
    instalments = apps.get_model("loans", "Instalment")
    first = instalments.objects.filter(loan=OuterRef("pk"), no=1).values("due_on")[:1]
    loans.objects.update(
        first_matures_on=F("matures_on"),
        line_fen=F("principal_fen"),
        outstanding_fen=F("principal_fen"),
        rate_now_ppm=F("rate_ppm"),
        next_due_on=Subquery(first),
        report_count=1,
    )
    bank = loans.objects.filter(pk=OuterRef("loan")).values("institution")[:1]
    reports.objects.update(
        kind="drawdown",
        category="normal",
        institution=Subquery(bank),
        reference=Concat(Value("放款:"), F("reference")),
    )


class Migration(migrations.Migration):
    dependencies = [("loans", "0002_life")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
