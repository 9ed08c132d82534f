"""What people are told about guarantees: one sentence in Chinese and English for each kind."""

KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "guarantee.agreement_drafted",
        "{guarantor} 起草了银担合作协议 {no}，请签署或退回。",
        "{guarantor} drafted agreement {no}; please sign or decline it.",
    ),
    (
        "guarantee.agreement_signed",
        "{bank} 已签署银担合作协议 {no}，自 {from_on} 起生效。",
        "{bank} signed agreement {no}; it is in force from {from_on}.",
    ),
    (
        "guarantee.agreement_declined",
        "{bank} 未签署银担合作协议 {no}：{words}",
        "{bank} declined agreement {no}: {words}",
    ),
    (
        "guarantee.asked",
        "{bank} 就 {firm} 的授信申请担保 {no}，请审查。",
        "{bank} asks for guarantee {no} of a credit to {firm}.",
    ),
    (
        "guarantee.proposed",
        "担保 {no}（{firm}）的审查意见待另一人复核。",
        "The opinion on guarantee {no} ({firm}) waits for a second person.",
    ),
    (
        "guarantee.returned",
        "担保 {no}（{firm}）的审查意见被退回：{words}",
        "The opinion on guarantee {no} ({firm}) was sent back: {words}",
    ),
    (
        "guarantee.letter_issued",
        "{guarantor} 就 {firm} 在 {bank} 的授信出具担保函 {letter}，有效期至 {until}。",
        "{guarantor} gave letter {letter} for a credit of {bank} to {firm}, valid until {until}.",
    ),
    (
        "guarantee.refused",
        "{guarantor} 未同意担保 {no}（{firm}）：{words}",
        "{guarantor} did not grant guarantee {no} ({firm}): {words}",
    ),
    (
        "guarantee.withdrawn",
        "{bank} 撤回了担保 {no}（{firm}）的申请。",
        "{bank} withdrew guarantee {no} ({firm}).",
    ),
    (
        "guarantee.effective",
        "担保 {no}（{firm}）自 {on} 起承保贷款 {loan}，在保本金 {amount} 元。",
        "Guarantee {no} ({firm}) covers loan {loan} from {on}: principal CNY {amount}.",
    ),
    (
        "guarantee.ended",
        "担保 {no}（{firm}）已于 {on} 解除：{reason_zh}。",
        "Guarantee {no} ({firm}) ended on {on}: {reason_en}.",
    ),
    (
        "guarantee.lapsed",
        "担保函 {letter}（{firm}）未在 {until} 前放款，已失效。",
        "Letter {letter} ({firm}) was not drawn on by {until} and has lapsed.",
    ),
    (
        "guarantee.extension_asked",
        "{bank} 请求同意担保 {no}（{firm}）项下贷款展期至 {matures_on}。",
        "{bank} asks you to agree that the loan under guarantee {no} ({firm}) runs until "
        "{matures_on}.",
    ),
    (
        "guarantee.extension_given",
        "{guarantor} 同意担保 {no}（{firm}）随展期延至 {matures_on}。",
        "{guarantor} agrees to guarantee {no} ({firm}) until the new maturity {matures_on}.",
    ),
    (
        "guarantee.extension_refused",
        "{guarantor} 不同意担保 {no}（{firm}）项下的展期：{words}",
        "{guarantor} does not agree to the extension under guarantee {no} ({firm}): {words}",
    ),
    (
        "guarantee.extended_without_consent",
        "担保 {no}（{firm}）项下贷款已展期至 {matures_on}，但担保人未同意，"
        "担保责任仍按原到期日计算。",
        "The loan under guarantee {no} ({firm}) was extended to {matures_on} without the "
        "guarantor's consent: liability still ends as before.",
    ),
    (
        "guarantee.fee_invoiced",
        "{guarantor} 就担保 {no} 出具担保费账单 {amount} 元（{from_on} 至 {to_on}），"
        "请于 {due_on} 前支付。",
        "{guarantor} invoices CNY {amount} for guarantee {no} ({from_on} to {to_on}), due by "
        "{due_on}.",
    ),
    (
        "guarantee.fee_refunded",
        "担保 {no} 提前解除，应退担保费 {amount} 元（{from_on} 至 {to_on}）。",
        "Guarantee {no} ended early: CNY {amount} of its fee ({from_on} to {to_on}) is given back.",
    ),
    (
        "guarantee.fee_received",
        "{guarantor} 已收到担保 {no} 的担保费 {amount} 元。",
        "{guarantor} received CNY {amount} of the fee of guarantee {no}.",
    ),
    (
        "guarantee.fee_waived",
        "{guarantor} 减免了担保 {no} 的担保费 {amount} 元：{words}",
        "{guarantor} waived CNY {amount} of the fee of guarantee {no}: {words}",
    ),
    (
        "guarantee.programme_suspended",
        "担保计划「{programme_zh}」已暂停新增：{words}",
        "“{programme_en}” takes no new guarantees: {words}",
    ),
    (
        "guarantee.programme_resumed",
        "担保计划「{programme_zh}」已恢复。{words}",
        "“{programme_en}” takes new guarantees again. {words}",
    ),
)
