"""What people are told about pledges: one sentence in Chinese and English for each kind."""

_OFFICE: tuple[tuple[str, str, str], ...] = (
    (
        "pledge.filed",
        "质押 {no}（{firm} → {bank}）提交登记 {filing}，请于 {due_on} 前办结。",
        "Filing {filing} of pledge {no} ({firm} → {bank}) waits; answer by {due_on}.",
    ),
    (
        "pledge.accepted",
        "{office}受理质押登记 {filing}，应于 {due_on} 前办结；需交：{papers}；尚缺：{lacking}。",
        "Filing {filing} was accepted, to be answered by {due_on}. Needed: {papers_en}. "
        "Still missing: {lacking_en}.",
    ),
    (
        "pledge.corrected",
        "质押登记 {filing} 已补正，请于 {due_on} 前办结。",
        "Filing {filing} was corrected; answer by {due_on}.",
    ),
    (
        "pledge.late",
        "质押登记 {filing}（{firm}）应于 {due_on} 办结，已逾期。",
        "Filing {filing} ({firm}) was due on {due_on} and is late.",
    ),
)
_VALUE: tuple[tuple[str, str, str], ...] = (
    (
        "pledge.valuation_ordered",
        "{firm} 委托评估「{title}」（{valuation}），请出具或答复。",
        "{firm} asks you to value “{title}” ({valuation}).",
    ),
    (
        "pledge.valued",
        "「{title}」的评估 {valuation} 已出具：{value} 元。",
        "Valuation {valuation} of “{title}” is here: CNY {value}.",
    ),
    (
        "pledge.valuation_declined",
        "「{title}」的评估 {valuation} 未承接：{words}",
        "Valuation {valuation} of “{title}” was not taken on: {words}",
    ),
)
_PLEDGE: tuple[tuple[str, str, str], ...] = (
    (
        "pledge.offered",
        "{firm} 提出以知识产权质押 {no} 担保 {amount} 元，请审查。",
        "{firm} offers pledge {no} to secure CNY {amount}; please check it.",
    ),
    (
        "pledge.signature_waits",
        "质押 {no}（{firm}）待另一人签署。",
        "Pledge {no} ({firm}) waits for a second person to sign.",
    ),
    (
        "pledge.signed",
        "{bank} 已签署质押 {no}，请提交登记。",
        "{bank} signed pledge {no}; please file it for registration.",
    ),
    ("pledge.declined", "质押 {no} 未获接受：{words}", "Pledge {no} was not taken: {words}"),
    ("pledge.withdrawn", "{firm} 撤回了质押 {no}。", "{firm} took pledge {no} back."),
    (
        "pledge.correction",
        "质押登记 {filing} 需补正：{words}",
        "Filing {filing} has to be corrected: {words}",
    ),
    (
        "pledge.registered",
        "质押 {no} 已登记，登记号 {certificate}。",
        "Pledge {no} is registered under {certificate}.",
    ),
    (
        "pledge.changed",
        "质押 {no} 的变更已登记，登记号 {certificate}。",
        "The change of pledge {no} is registered under {certificate}.",
    ),
    (
        "pledge.released",
        "质押 {no} 已解除（{certificate}）。",
        "Pledge {no} is released ({certificate}).",
    ),
    (
        "pledge.refused",
        "质押登记 {filing} 不予登记（{reason}）：{words}",
        "Filing {filing} was refused ({reason}): {words}",
    ),
    (
        "pledge.change_asked",
        "{bank} 提出变更质押 {no}（{filing}），请确认。",
        "{bank} asks to change pledge {no} ({filing}); please agree or decline.",
    ),
    (
        "pledge.release_due",
        "贷款 {loan} 已结清，请办理质押 {no} 的注销登记。",
        "Loan {loan} is settled; pledge {no} is to be released.",
    ),
    (
        "pledge.change_due",
        "贷款 {loan} 已续贷，请办理质押 {no} 的变更或注销登记。",
        "Loan {loan} was renewed; pledge {no} is to be changed or released.",
    ),
    (
        "pledge.realised",
        "质押 {no} 处置所得 {proceeds} 元；如已代偿，请以「{reference}」报送追偿。",
        "Pledge {no} brought CNY {proceeds}; where the loan was compensated, report it as a "
        "recovery under “{reference}”.",
    ),
)
_ALARM: tuple[tuple[str, str, str], ...] = (
    (
        "pledge.alarm_fee_due",
        "质押 {no} 的「{asset}」年费缴至 {day}，请按时续缴。",
        "The annual fee of “{asset}” in pledge {no} is paid until {day}; please pay in time.",
    ),
    (
        "pledge.alarm_fee_unpaid",
        "质押 {no} 的「{asset}」年费只缴至 {day}，权利可能终止，请立即补缴。",
        "The annual fee of “{asset}” in pledge {no} was paid until {day} only; it may lapse.",
    ),
    (
        "pledge.alarm_ends_early",
        "质押 {no} 的「{asset}」将于 {day} 届满，早于债务履行期。",
        "“{asset}” in pledge {no} ends on {day}, before the debt does.",
    ),
    (
        "pledge.alarm_lapsed",
        "质押 {no} 的「{asset}」已终止（{day} 查得）。",
        "“{asset}” in pledge {no} has lapsed (seen on {day}).",
    ),
    (
        "pledge.alarm_invalidated",
        "质押 {no} 的「{asset}」被宣告无效（{day} 查得）。",
        "“{asset}” in pledge {no} was invalidated (seen on {day}).",
    ),
    (
        "pledge.alarm_challenged",
        "质押 {no} 的「{asset}」有无效宣告请求在审（{day} 查得）。",
        "Invalidation of “{asset}” in pledge {no} was asked for (seen on {day}).",
    ),
    (
        "pledge.alarm_disputed",
        "质押 {no} 的「{asset}」存在权属纠纷或保全（{day} 查得）。",
        "“{asset}” in pledge {no} is disputed or frozen (seen on {day}).",
    ),
    (
        "pledge.alarm_uninsured",
        "质押 {no} 的保险已于 {day} 终止，贷款尚未结清，请续保或另行投保。",
        "The insurance of pledge {no} ended on {day} and the loan still runs; insure it again.",
    ),
)
_CASE: tuple[tuple[str, str, str], ...] = (
    (
        "pledge.case_opened",
        "「{title}」有新的维权记录 {case}：{about}",
        "A rights case {case} about “{title}” was recorded: {about}",
    ),
    (
        "pledge.case_ended",
        "「{title}」的维权记录 {case} 已结案：{result}",
        "Rights case {case} about “{title}” is over: {result}",
    ),
)
KINDS = (*_OFFICE, *_VALUE, *_PLEDGE, *_ALARM, *_CASE)
