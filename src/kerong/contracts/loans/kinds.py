"""What people are told about loans: one sentence in Chinese and English for each kind."""

KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "loan.report_proposed",
        "贷款 {loan} 有一条「{kind_zh}」报告待另一人复核。",
        "A report on loan {loan} ({kind}) waits for a second person.",
    ),
    (
        "loan.report_returned",
        "贷款 {loan} 的「{kind_zh}」报告被退回：{words}",
        "The report on loan {loan} ({kind}) was sent back: {words}",
    ),
    (
        "loan.overdue",
        "{institution} 报告您的贷款 {loan} 自 {since} 起欠款 {amount} 元，请尽快还款或与银行联系。",
        "{institution} reports arrears of CNY {amount} on loan {loan} since {since}; please pay or "
        "talk to the bank.",
    ),
    (
        "loan.arrears_widened",
        "{institution} 报告您的贷款 {loan} 欠款增至 {amount} 元（自 {since} 起），"
        "请尽快还款或与银行联系。",
        "{institution} reports that arrears on loan {loan} have grown to CNY {amount} (since "
        "{since}); please pay or talk to the bank.",
    ),
    (
        "loan.cured",
        "贷款 {loan} 的欠款已结清。",
        "The arrears on loan {loan} are paid.",
    ),
    (
        "loan.extended",
        "贷款 {loan} 已展期至 {matures_on}。",
        "Loan {loan} is extended until {matures_on}.",
    ),
    (
        "loan.renewed",
        "贷款 {loan} 已由新贷款 {renewal} 续贷结清，无须归还本金。",
        "Loan {loan} was repaid by the new loan {renewal}; nothing had to be paid back.",
    ),
    (
        "loan.settled",
        "贷款 {loan} 已结清。",
        "Loan {loan} is settled.",
    ),
    (
        "loan.written_off",
        "{institution} 已核销贷款 {loan}；债务并未免除，仍可归还。",
        "{institution} wrote off loan {loan}; the debt remains and can still be paid.",
    ),
    (
        "loan.payment_due",
        "贷款 {loan} 将于 {due_on} 还款，按计划应还 {amount} 元（以银行账户为准）。",
        "A payment on loan {loan} is due on {due_on}: CNY {amount} by plan; the bank's account "
        "decides.",
    ),
    (
        "loan.renewal_offered",
        "贷款 {loan} 将于 {due_on} 到期，现在可以在线申请无还本续贷或展期。",
        "Loan {loan} matures on {due_on}; you can now ask online for a renewal or an extension.",
    ),
    (
        "loan.request_made",
        "{firm} 就贷款 {loan} 提出「{kind_zh}」申请 {no}，请于 {due_on} 前答复。",
        "{firm} asks for {kind} of loan {loan} ({no}); please answer by {due_on}.",
    ),
    (
        "loan.request_withdrawn",
        "企业撤回了贷款 {loan} 的申请 {no}。",
        "The firm withdrew application {no} on loan {loan}.",
    ),
    (
        "loan.answer_proposed",
        "申请 {no}（贷款 {loan}）的办理意见待另一人复核。",
        "The answer to application {no} (loan {loan}) waits for a second person.",
    ),
    (
        "loan.answer_returned",
        "申请 {no}（贷款 {loan}）的办理意见被退回：{words}",
        "The answer to application {no} (loan {loan}) was sent back: {words}",
    ),
    (
        "loan.renewal_granted",
        "{institution} 同意贷款 {loan} 无还本续贷，将于 {due_on} 前签订新合同并放款。",
        "{institution} grants the renewal of loan {loan}; the new loan is paid out by {due_on}.",
    ),
    (
        "loan.request_refused",
        "{institution} 未同意贷款 {loan} 的申请 {no}：{reason_zh}。{words}",
        "{institution} did not grant application {no} on loan {loan}: {reason_en}. {words}",
    ),
    (
        "loan.request_lapsed",
        "贷款 {loan} 已到期，申请 {no} 未办结，现已过期。",
        "Loan {loan} matured before application {no} was decided; it has lapsed.",
    ),
)
