"""Addresses of payments in the console."""

from django.urls import URLPattern

from kerong.console.payments import accounts, batch, batches, due, late, returns
from kerong.payments import access
from kerong.web.routes import GET_AND_POST, POST, route

READ = access.READ_PAYMENTS

urlpatterns: list[URLPattern] = [
    route("payments/", due.payments, name="payments", policy=READ),
    route("payments/batches/", batches.batches, name="payment-batches", policy=READ),
    route(
        "payments/batches/new/",
        batches.batch_new,
        name="payment-batch-new",
        policy=access.DRAFT_BATCH,
        methods=GET_AND_POST,
    ),
    route("payments/batches/<str:no>/", batch.batch, name="payment-batch", policy=READ),
    route(
        "payments/batches/<str:no>/approval/",
        batch.batch_approve,
        name="payment-batch-approve",
        policy=access.APPROVE_BATCH,
        methods=POST,
    ),
    route(
        "payments/batches/<str:no>/discarding/",
        batch.batch_discard,
        name="payment-batch-discard",
        policy=access.DISCARD_BATCH,
        methods=POST,
    ),
    route(
        "payments/batches/<str:no>/taken-out/",
        batch.batch_take_out,
        name="payment-batch-take-out",
        policy=access.TAKE_OUT,
        methods=POST,
    ),
    route(
        "payments/batches/<str:no>/file/<slug:form>/",
        batch.batch_file,
        name="payment-batch-file",
        policy=access.EXPORT_BATCH,
        methods=POST,
    ),
    route(
        "payments/batches/<str:no>/list/",
        batch.batch_list,
        name="payment-batch-list",
        policy=access.ISSUE_LIST,
        methods=POST,
    ),
    route(
        "payments/batches/<str:no>/list/<str:document>/",
        batch.batch_paper,
        name="payment-batch-paper",
        policy=READ,
    ),
    route(
        "payments/batches/<str:no>/returns/",
        returns.returns,
        name="payment-batch-returns",
        policy=access.IMPORT_RETURNS,
        methods=POST,
    ),
    route(
        "payments/batches/<str:no>/returns/template/",
        returns.template,
        name="payment-batch-template",
        policy=READ,
    ),
    route(
        "payments/batches/<str:no>/reissue/",
        batch.batch_reissue,
        name="payment-batch-reissue",
        policy=access.REISSUE,
        methods=POST,
    ),
    route("payments/accounts/", accounts.accounts, name="payee-accounts", policy=READ),
    route("payments/accounts/<int:pk>/", accounts.account, name="payee-account", policy=READ),
    route(
        "payments/accounts/<int:pk>/confirmation/",
        accounts.account_confirm,
        name="payee-account-confirm",
        policy=access.CONFIRM_ACCOUNT,
        methods=POST,
    ),
    route(
        "payments/accounts/<int:pk>/return/",
        accounts.account_reject,
        name="payee-account-reject",
        policy=access.REJECT_ACCOUNT,
        methods=POST,
    ),
    route("payments/<str:no>/", due.payment, name="payment", policy=READ),
    route(
        "payments/<str:no>/cancelling/",
        due.payment_cancel,
        name="payment-cancel",
        policy=access.CANCEL_PAYMENT,
        methods=POST,
    ),
    route(
        "payments/<str:no>/late-return/",
        late.payment_late,
        name="payment-late-return",
        policy=access.RECORD_LATE_RETURN,
        methods=POST,
    ),
    route(
        "payments/<str:no>/late-return/confirmation/",
        late.payment_late_confirmed,
        name="payment-late-confirm",
        policy=access.CONFIRM_LATE_RETURN,
        methods=POST,
    ),
    route(
        "payments/<str:no>/late-return/dropping/",
        late.payment_late_dropped,
        name="payment-late-drop",
        policy=access.DROP_LATE_RETURN,
        methods=POST,
    ),
    route(
        "payments/<str:no>/reissue/",
        due.payment_reissue,
        name="payment-reissue",
        policy=access.REISSUE,
        methods=POST,
    ),
]
