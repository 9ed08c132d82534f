"""Names shared by the acts that begin a step and the worker that goes on with it."""

from kerong.payments.models import PaymentBatch

GO_ON = "payments.go_on"
SEND_STEP, SETTLE_STEP = 100, 100


def progress_key(batch: PaymentBatch) -> str:
    return f"payments:{batch.no}"
