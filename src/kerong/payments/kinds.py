"""What people are told about payments: one sentence in Chinese and English for each kind."""

KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "payment.account_wanted",
        "有一笔 {amount} 元的款项（{purpose}）待付，请登记收款账户。",
        "CNY {amount} ({purpose}) is to be paid to you; please give your bank account.",
    ),
    (
        "payment.confirmed",
        "{purpose} {amount} 元已于 {on} 付至您的账户（{account}）。",
        "CNY {amount} ({purpose}) was paid to your account {account} on {on}.",
    ),
    (
        "payment.returned",
        "{purpose} {amount} 元被银行退回：{reason}。"
        "请核对并更正收款账户（{account}），更正后重新支付。",
        "The bank returned CNY {amount} ({purpose}): {reason}. Please correct your account "
        "{account}; it is paid again afterwards.",
    ),
    (
        "payment.returned_late",
        "{purpose} {amount} 元付讫后于 {on} 被银行退汇：{reason}。"
        "请核对并更正收款账户（{account}），更正后重新支付。",
        "CNY {amount} ({purpose}) was sent back on {on} after it had been paid: {reason}. Please "
        "correct your account {account}; it is paid again afterwards.",
    ),
    (
        "payment.came_back_late",
        "付款 {payment}（{payee}，{amount} 元）付讫后于 {on} 退汇：{reason}，须重新支付或作罢。",
        "Payment {payment} ({payee}, CNY {amount}) was sent back on {on} after it had been paid: "
        "{reason}. Pay it again or give it up.",
    ),
    (
        "payment.late_reported",
        "付款 {payment}（{payee}）登记为退汇：{reason}，待另一人复核。",
        "Payment {payment} ({payee}) was recorded as sent back: {reason}. A second person confirms "
        "it.",
    ),
    (
        "payment.cancelled",
        "{purpose} {amount} 元的付款已撤销：{reason}",
        "The payment of CNY {amount} ({purpose}) was cancelled: {reason}",
    ),
    (
        "payment.account_confirmed",
        "您的收款账户 {account}（{bank}）已确认，可以收款。",
        "Your bank account {account} at {bank} is confirmed.",
    ),
    (
        "payment.account_rejected",
        "您登记的收款账户 {account} 被退回：{words}。请重新登记。",
        "The bank account {account} you gave was sent back: {words}. Please give it again.",
    ),
    (
        "payment.batch_drafted",
        "付款批次 {batch}（{items} 笔，{amount} 元）待另一人审批。",
        "Batch {batch} ({items} payments, CNY {amount}) waits for a second person.",
    ),
)
