"""Addresses of the ledger in the console."""

from kerong.console.ledger import chart, extract, journal, months, statement
from kerong.ledger.access import ASK_CLOSING, CLOSE_PERIOD, ISSUE_STATEMENT, READ_LEDGER
from kerong.web.routes import POST, route

urlpatterns = [
    route("ledger/", chart.chart, name="ledger", policy=READ_LEDGER),
    route(
        "ledger/accounts/<int:pk>/", statement.account, name="ledger-account", policy=READ_LEDGER
    ),
    route(
        "ledger/accounts/<int:pk>/extracts/",
        extract.extract,
        name="ledger-extract",
        policy=ISSUE_STATEMENT,
        methods=POST,
    ),
    route(
        "ledger/accounts/<int:pk>/extracts/<str:document>/",
        extract.extract_paper,
        name="ledger-extract-paper",
        policy=READ_LEDGER,
    ),
    route("ledger/transfers/", journal.journal, name="ledger-journal", policy=READ_LEDGER),
    route(
        "ledger/transfers/<int:no>/", journal.transfer, name="ledger-transfer", policy=READ_LEDGER
    ),
    route("ledger/months/", months.months, name="ledger-months", policy=READ_LEDGER),
    route(
        "ledger/months/new/",
        months.month_ask,
        name="ledger-month-ask",
        policy=ASK_CLOSING,
        methods=POST,
    ),
    route("ledger/months/<int:pk>/", months.month, name="ledger-month", policy=READ_LEDGER),
    route(
        "ledger/months/<int:pk>/closing/",
        months.month_close,
        name="ledger-month-close",
        policy=CLOSE_PERIOD,
        methods=POST,
    ),
    route(
        "ledger/months/<int:pk>/return/",
        months.month_return,
        name="ledger-month-return",
        policy=ASK_CLOSING,
        methods=POST,
    ),
]
