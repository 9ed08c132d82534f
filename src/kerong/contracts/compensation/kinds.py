"""What people are told about claims, pools and breakers: a sentence in Chinese and English each."""

KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "claim.filed",
        "{bank} 就贷款 {loan}（{firm}）提出代偿申请 {no}，请于 {due_on} 前审核。",
        "{bank} files claim {no} for loan {loan} ({firm}); please decide by {due_on}.",
    ),
    (
        "claim.withdrawn",
        "{bank} 撤回了代偿申请 {no}。",
        "{bank} withdrew claim {no}.",
    ),
    (
        "claim.correction_asked",
        "代偿申请 {no} 须补正（限一次，期间不计时）：{words}",
        "Claim {no} needs a correction (once; the clock stands meanwhile): {words}",
    ),
    (
        "claim.corrected",
        "{bank} 已补正代偿申请 {no}，审核期限顺延至 {due_on}。",
        "{bank} corrected claim {no}; the decision is now due by {due_on}.",
    ),
    (
        "claim.proposed",
        "代偿申请 {no} 的审核意见待另一人复核。",
        "The proposal on claim {no} waits for a second person.",
    ),
    (
        "claim.proposal_returned",
        "代偿申请 {no} 的审核意见被退回：{words}",
        "The proposal on claim {no} was sent back: {words}",
    ),
    (
        "claim.advanced",
        "代偿申请 {no} 已按申请额预付 {amount} 元，审核后多退少补。",
        "Claim {no}: CNY {amount} is paid in advance and trued up after the review.",
    ),
    (
        "claim.settled",
        "代偿申请 {no} 已核定，各方承担 {amount} 元，将付至贵行账户。",
        "Claim {no} is agreed: CNY {amount} of others' shares will be paid to you.",
    ),
    (
        "claim.compensated",
        "{bank} 就贷款 {loan} 获得代偿 {amount} 元；您的债务并未免除，仍应继续归还。",
        "{bank} was compensated CNY {amount} for loan {loan}; your debt remains and is to be paid.",
    ),
    (
        "claim.refused",
        "代偿申请 {no} 未获同意：{words}",
        "Claim {no} was refused: {words}",
    ),
    (
        "claim.return_due",
        "代偿申请 {no} 核定额低于预付额，应退回 {amount} 元。",
        "Claim {no} was agreed below the advance; CNY {amount} is to be returned.",
    ),
    (
        "claim.recovery_reported",
        "代偿 {no} 追回 {amount} 元，待确认到账后分配。",
        "Claim {no}: CNY {amount} recovered, to be shared once its arrival is confirmed.",
    ),
    (
        "claim.recovery_shared",
        "代偿 {no} 追回款 {amount} 元已按份额分配。",
        "Claim {no}: CNY {amount} recovered was returned in the agreed shares.",
    ),
    (
        "claim.recovery_rejected",
        "代偿 {no} 的追偿回款未获确认：{words}",
        "Claim {no}: the recovery was not confirmed: {words}",
    ),
    (
        "claim.exemption_proposed",
        "代偿 {no} 的尽职免责意见待另一人复核。",
        "The proposal on exemption under claim {no} waits for a second person.",
    ),
    (
        "pool.funding_asked",
        "资金池「{pool}」拨付 {amount} 元待另一人复核。",
        "CNY {amount} for pool “{pool}” waits for a second person.",
    ),
    (
        "pool.not_taken_up",
        "贷款 {loan} 未能入池：{reason_zh}",
        "Loan {loan} was not taken into the pool: {reason_en}",
    ),
    (
        "pool.let_in_asked",
        "{bank} 的贷款 {loan} 申请补办入池，待另一人复核。",
        "To let loan {loan} of {bank} into the pool waits for a second person.",
    ),
    (
        "pool.let_in",
        "贷款 {loan} 已准予入池，自 {on} 起分担风险；此前的风险由银行自担。",
        "Loan {loan} is let into the pool and covered from {on}; what came before is the bank's.",
    ),
    (
        "pool.let_in_returned",
        "贷款 {loan} 的补办入池申请未获同意。",
        "To let loan {loan} into the pool was not agreed to.",
    ),
    (
        "breaker.changed",
        "熔断「{title}」由{before_zh}转为{after_zh}，比率 {ratio}。",
        "Breaker “{title}” went from {before} to {after}; ratio {ratio}.",
    ),
    (
        "breaker.change_asked",
        "熔断「{title}」的人工决定待另一人复核。",
        "A decision on breaker “{title}” waits for a second person.",
    ),
)
