"""What people are told about bridges: one sentence in Chinese and English for each kind."""

KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "bridge.asked",
        "{firm} 申请应急转贷 {no}（{amount} 元），原贷款 {due_on} 到期，请出具续贷意见。",
        "{firm} asks for bridge {no} (CNY {amount}); the loan matures on {due_on}. Your opinion is "
        "wanted.",
    ),
    (
        "bridge.opinion_waits",
        "转贷 {no}（{firm}）的银行意见待另一人签署。",
        "The opinion on bridge {no} ({firm}) waits for a second person.",
    ),
    (
        "bridge.opinion_returned",
        "转贷 {no} 的银行意见被退回：{words}",
        "The opinion on bridge {no} was sent back: {words}",
    ),
    (
        "bridge.backed",
        "{bank} 已就转贷 {no} 承诺续贷 {promised} 元（{letter}），现转经办部门审批。",
        "{bank} promised CNY {promised} for bridge {no} ({letter}); the office decides next.",
    ),
    (
        "bridge.approval_waits",
        "转贷 {no}（{firm}）待另一人批准。",
        "Bridge {no} ({firm}) waits for a second person to approve.",
    ),
    (
        "bridge.approved",
        "转贷 {no} 已批准 {amount} 元，请将自筹 {own} 元缴入监管账户。",
        "Bridge {no} is approved (CNY {amount}); please pay your own CNY {own} into the escrow.",
    ),
    (
        "bridge.refused",
        "转贷 {no} 未获同意：{words}",
        "Bridge {no} was not granted: {words}",
    ),
    (
        "bridge.withdrawn",
        "{firm} 撤回了转贷申请 {no}。",
        "{firm} withdrew bridge {no}.",
    ),
    (
        "bridge.released",
        "转贷 {no} 资金 {amount} 元已放入监管账户，用于归还原贷款；请于 {due_on} 前归还。",
        "CNY {amount} of bridge {no} stand in the escrow to repay the old loan; they come back by "
        "{due_on}.",
    ),
    (
        "bridge.repaid",
        "转贷 {no} 的原贷款已还清，请尽快发放新贷款并将款项直接转入监管账户。",
        "The old loan of bridge {no} is repaid; please pay the new loan straight into the escrow.",
    ),
    (
        "bridge.due_soon",
        "转贷 {no} 须于 {due_on} 前归还（{amount} 元及使用费）。",
        "Bridge {no} comes back by {due_on}: CNY {amount} and the fee.",
    ),
    (
        "bridge.breached",
        "转贷 {no} 未在 {due_on} 前归还，已记录违约，逾期按日加收使用费。",
        "Bridge {no} did not come back by {due_on}: a breach is noted, late days cost more.",
    ),
    (
        "bridge.closed",
        "转贷 {no} 已结清，使用 {days} 天，使用费 {fee} 元。",
        "Bridge {no} is closed: {days} days, a fee of CNY {fee}.",
    ),
    (
        "bridge.called_off",
        "转贷 {no} 已撤销：{words}",
        "Bridge {no} was called off: {words}",
    ),
    (
        "bridge.lapsed",
        "转贷申请 {no} 已过期。",
        "Bridge {no} has lapsed.",
    ),
    (
        "bridge.ban_lifted",
        "转贷 {no} 引起的限制已解除，可以重新申请。",
        "What followed from bridge {no} is lifted; you can apply again.",
    ),
)
