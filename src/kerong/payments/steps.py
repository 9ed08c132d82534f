"""Names shared by the acts that begin a step and the worker that goes on with it."""

from kerong.payments.models import PaymentBatch

GO_ON = "payments.go_on"
SEND_STEP, SETTLE_STEP = 20, 20  # with what higher packages do for each item, below 200 ms


def progress_key(batch: PaymentBatch) -> str:
    return f"payments:{batch.no}"
