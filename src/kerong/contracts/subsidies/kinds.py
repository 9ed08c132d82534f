"""What people are told about subsidies: one sentence in Chinese and English for each kind."""

KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "subsidy.awarded",
        "您获得补贴「{title}」（{no}），共 {amount} 元。",
        "You were awarded CNY {amount} under “{title_en}” (subsidy {no}).",
    ),
    (
        "budget.open_proposed",
        "提请设立预算 {budget}，{amount} 元（{words}），待另一人复核。",
        "Budget {budget} with CNY {amount} ({words}) is proposed; a second person decides.",
    ),
    (
        "budget.top_up_proposed",
        "提请向预算 {budget} 追加 {amount} 元（{words}），待另一人复核。",
        "CNY {amount} more for budget {budget} ({words}) is proposed; a second person decides.",
    ),
    (
        "budget.proposal_returned",
        "您对预算 {budget} 的提请被退回：{words}",
        "Your proposal about budget {budget} was sent back: {words}",
    ),
    (
        "subsidy.review_put_off",
        "补贴 {no} 的贷款发生逾期，须复算而暂不能复算：{why}补齐后每晚自动重算。",
        "The loan of subsidy {no} is in arrears and the subsidy cannot be computed anew: {why_en} "
        "It is tried again every night.",
    ),
    (
        "subsidy.settled_less",
        "补贴「{title}」（{no}）按银行最新报告核为 {now} 元，余款减少 {cut} 元。",
        "By the bank's latest reports “{title_en}” (subsidy {no}) comes to CNY {now}; "
        "CNY {cut} less are paid.",
    ),
    (
        "subsidy.waiver_returned",
        "您对追回 {claw_back} 的核销提请被退回：{words}",
        "The waiver you asked for on claw-back {claw_back} was sent back: {words}",
    ),
    (
        "subsidy.paid",
        "补贴「{title}」（{no}）已到账 {paid} 元。",
        "CNY {paid} of “{title_en}” (subsidy {no}) arrived.",
    ),
    (
        "subsidy.delivered",
        "补贴「{title}」（{no}）已兑付：{proof}",
        "“{title_en}” (subsidy {no}) was delivered: {proof}",
    ),
    (
        "subsidy.superseded",
        "补贴「{title}」（{no}）由同一事项下更高的补贴 {by} 替代。",
        "“{title_en}” (subsidy {no}) gives way to the higher subsidy {by} for the same matter.",
    ),
    (
        "subsidy.cancelled",
        "补贴「{title}」（{no}）已撤销：{words}",
        "“{title_en}” (subsidy {no}) was cancelled: {words}",
    ),
    (
        "subsidy.claw_back_ordered",
        "补贴「{title}」（{no}）须归还 {back} 元（{claw_back}）：{words}",
        "CNY {back} of “{title_en}” (subsidy {no}) has to be given back ({claw_back}): {words}",
    ),
    (
        "subsidy.claw_back_closed",
        "补贴「{title}」（{no}）的追回 {claw_back} 已了结。",
        "Claw-back {claw_back} of “{title_en}” (subsidy {no}) is settled.",
    ),
)
