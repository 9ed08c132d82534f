"""支付的各种记录: payee accounts, payments, batches, the files sent to banks and come back."""

from kerong.payments.models.account import PayeeAccount
from kerong.payments.models.batch import PaymentBatch
from kerong.payments.models.file import PaymentFile, ReturnFile
from kerong.payments.models.late import LateReturnReport
from kerong.payments.models.payment import Payment

__all__ = [
    "LateReturnReport",
    "PayeeAccount",
    "Payment",
    "PaymentBatch",
    "PaymentFile",
    "ReturnFile",
]
