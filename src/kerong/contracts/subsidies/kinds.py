"""What people are told about subsidies: one sentence in Chinese and English for each kind."""

KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "subsidy.awarded",
        "您获得补贴 {no}（{programme}）{amount} 元。",
        "You were awarded subsidy {no} ({programme}): CNY {amount}.",
    ),
    (
        "subsidy.paid",
        "补贴 {no} 已到账 {paid} 元。",
        "CNY {paid} of subsidy {no} arrived.",
    ),
    (
        "subsidy.delivered",
        "补贴 {no} 已兑付：{proof}",
        "Subsidy {no} was delivered: {proof}",
    ),
    (
        "subsidy.superseded",
        "补贴 {no} 由同一事项下更高的补贴 {by} 替代。",
        "Subsidy {no} gives way to the higher subsidy {by} for the same matter.",
    ),
    (
        "subsidy.cancelled",
        "补贴 {no} 已撤销：{words}",
        "Subsidy {no} was cancelled: {words}",
    ),
    (
        "subsidy.claw_back_ordered",
        "补贴 {no} 须归还 {back} 元（{claw_back}）：{words}",
        "CNY {back} of subsidy {no} has to be given back ({claw_back}): {words}",
    ),
    (
        "subsidy.claw_back_closed",
        "追回 {claw_back}（补贴 {no}）已了结。",
        "Claw-back {claw_back} of subsidy {no} is settled.",
    ),
)
