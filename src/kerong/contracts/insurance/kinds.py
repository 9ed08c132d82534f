"""What people are told about insurance: a sentence in Chinese and in English each."""

KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "insurance.asked",
        "{firm} 的保险询价 {no} 请贵公司于 {answer_on} 前报价。",
        "Inquiry {no} about {firm}: please quote by {answer_on}.",
    ),
    (
        "insurance.quoted",
        "{insurer} 就询价 {no} 报价：保险费 {amount} 元，有效期至 {until}。",
        "{insurer} quotes a premium of CNY {amount} for inquiry {no}, valid until {until}.",
    ),
    (
        "insurance.declined",
        "{insurer} 对询价 {no} 不承保：{words}",
        "{insurer} does not insure what inquiry {no} asks for: {words}",
    ),
    (
        "insurance.inquiry_withdrawn",
        "询价 {no}（{firm}）已撤回：{words}",
        "Inquiry {no} ({firm}) was withdrawn: {words}",
    ),
    (
        "insurance.inquiry_closed",
        "询价 {no}（{firm}）已选择其他报价。",
        "Another quote was accepted for inquiry {no} ({firm}).",
    ),
    (
        "insurance.inquiry_lapsed",
        "询价 {no} 在截止日前没有有效报价，已失效。",
        "Inquiry {no} lapsed without a quote that holds.",
    ),
    (
        "insurance.accepted",
        "报价已被接受，保险单 {no}（{firm}）待缴保险费 {amount} 元，应于 {due_on} 前到账。",
        "The quote is accepted: policy {no} ({firm}) takes effect once CNY {amount} is in, due by "
        "{due_on}.",
    ),
    (
        "insurance.in_force",
        "{insurer} 已收到保险单 {no} 的保险费 {amount} 元，保单自 {on} 起承担责任。",
        "{insurer} received the premium of CNY {amount}; policy {no} holds from {on}.",
    ),
    (
        "insurance.part_received",
        "{insurer} 已收到保险单 {no} 第 {part} 期保险费 {amount} 元。",
        "{insurer} received instalment {part} of CNY {amount} of policy {no}.",
    ),
    (
        "insurance.lapsed",
        "保险单 {no} 的保险费未在 {due_on} 前到账，已失效。",
        "The premium of policy {no} was not in by {due_on}: it has lapsed.",
    ),
    (
        "insurance.surrendered",
        "保险单 {no} 已退保，自 {on} 起终止，应退保险费 {amount} 元。",
        "Policy {no} was given up and ends on {on}; CNY {amount} of its premium is given back.",
    ),
    (
        "insurance.refunded",
        "{insurer} 已退还保险单 {no} 的保险费 {amount} 元。",
        "{insurer} gave back CNY {amount} of the premium of policy {no}.",
    ),
    (
        "insurance.claim_filed",
        "{bank} 就贷款 {loan}（{firm}）提出保险索赔 {no}，请于 {due_on} 前核定。",
        "{bank} files claim {no} for loan {loan} ({firm}); please decide by {due_on}.",
    ),
    (
        "insurance.claim_withdrawn",
        "{bank} 撤回了保险索赔 {no}。",
        "{bank} withdrew insurance claim {no}.",
    ),
    (
        "insurance.claim_proposed",
        "保险索赔 {no} 的核定意见待另一人复核。",
        "The proposal on insurance claim {no} waits for a second person.",
    ),
    (
        "insurance.claim_returned",
        "保险索赔 {no} 的核定意见被退回：{words}",
        "The proposal on insurance claim {no} was sent back: {words}",
    ),
    (
        "insurance.claim_agreed",
        "保险索赔 {no} 已核定，{insurer} 将赔付 {amount} 元。",
        "Insurance claim {no} is agreed: {insurer} will pay CNY {amount}.",
    ),
    (
        "insurance.claim_refused",
        "保险索赔 {no} 不予赔付：{words}",
        "Insurance claim {no} was refused: {words}",
    ),
    (
        "insurance.claim_paid",
        "{insurer} 已就贷款 {loan} 赔付 {amount} 元（索赔 {no}）；债务并未免除，仍应继续归还。",
        "{insurer} paid CNY {amount} for loan {loan} (claim {no}); the debt remains to be paid.",
    ),
    (
        "insurance.waiver_proposed",
        "保险单 {no}（贷款 {loan}）拟放弃索赔，银行将自担 {amount} 元，待另一人复核。",
        "Giving up the claim on policy {no} (loan {loan}) waits for a second person; the bank "
        "would bear CNY {amount}.",
    ),
    (
        "insurance.waiver_returned",
        "保险单 {no} 的放弃索赔被退回：{words}",
        "Giving up the claim on policy {no} was sent back: {words}",
    ),
    (
        "insurance.claim_waived",
        "{bank} 放弃就保险单 {no}（贷款 {loan}）索赔，自担 {amount} 元：{words}",
        "{bank} gives up its claim on policy {no} (loan {loan}) and bears CNY {amount}: {words}",
    ),
    (
        "insurance.recovery_reported",
        "索赔 {no} 项下追回 {amount} 元，请确认后分配。",
        "CNY {amount} recovered under claim {no}: please confirm, then it is shared.",
    ),
    (
        "insurance.recovery_shared",
        "索赔 {no} 项下追回款 {amount} 元已按各方承担分配。",
        "CNY {amount} recovered under claim {no} was shared by what each had borne.",
    ),
    (
        "insurance.recovery_rejected",
        "索赔 {no} 项下的追偿款未获确认：{words}",
        "A recovery under claim {no} was not confirmed: {words}",
    ),
)
