"""The plan of repayment of a loan, the same list for the firm and for the institution."""

from django.utils.translation import gettext_lazy as _

from kerong.web.columns import day_column, money_column
from kerong.web.tables import Column, Table

REPAYMENT_PLAN = Table(
    columns=(
        Column(key="no", title=_("No."), cell="no"),
        day_column("due_on", _("Due"), "due_on", order=False),
        Column(key="days", title=_("Days"), cell="days", align="right", spare=True),
        money_column("principal", _("Principal"), "principal_fen", order=False),
        money_column("interest", _("Interest"), "interest_fen", order=False),
        money_column("total", _("To pay"), "total_fen", order=False),
        money_column("balance", _("Balance"), "balance_fen", order=False),
    ),
    size=100,
    tight=True,
)
