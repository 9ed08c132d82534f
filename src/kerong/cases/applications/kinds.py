"""What people are told about applications: one sentence in Chinese and English for each kind."""

KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "application.submitted",
        "您的政策申请 {no}（{title}）已提交，将于 {due_on} 前告知是否受理。",
        "Your application {no} ({title_en}) is sent; you hear by {due_on} whether it is accepted.",
    ),
    (
        "application.to_accept",
        "{firm} 提交了政策申请 {no}（{title}），请受理或一次告知补正。",
        "{firm} sent application {no} ({title_en}); accept it or say once what is missing.",
    ),
    (
        "application.correction_asked",
        "政策申请 {no}（{title}）须补正 {count} 项，期限为 {due_on}；补正期间不计入办理时限。",
        "Application {no} ({title_en}): {count} points to put right by {due_on}; the clock rests.",
    ),
    (
        "application.correction_answered",
        "{firm} 已答复政策申请 {no}（{title}）的补正。",
        "{firm} answered the call for papers on application {no} ({title_en}).",
    ),
    (
        "application.accepted",
        "政策申请 {no}（{title}）已受理，将于 {due_on} 前拟定决定。受理通知书 {paper}。",
        "Application {no} ({title_en}) is accepted; a decision is due by {due_on}. Paper {paper}.",
    ),
    (
        "application.deemed_accepted",
        "{firm} 的政策申请 {no}（{title}）逾期未答复，已视为受理，请尽快审核。",
        "Application {no} ({title_en}) of {firm} counts as accepted, as nobody answered in time.",
    ),
    (
        "application.to_review",
        "请就 {firm} 的政策申请 {no}（{title}）于 {due_on} 前提出审核意见。",
        "Please give your opinion on application {no} ({title_en}) of {firm} by {due_on}.",
    ),
    (
        "application.reviews_done",
        "各部门已就 {firm} 的政策申请 {no}（{title}）提出意见，请拟定决定。",
        "All offices have spoken on application {no} ({title_en}) of {firm}; please propose.",
    ),
    (
        "application.to_decide",
        "{firm} 的政策申请 {no}（{title}）已拟定决定，待另一人审定。",
        "A decision on application {no} ({title_en}) of {firm} waits for a second person.",
    ),
    (
        "application.decision_returned",
        "{firm} 的政策申请 {no}（{title}）的决定被退回：{words}",
        "The decision on application {no} ({title_en}) of {firm} was sent back: {words}",
    ),
    (
        "application.public",
        "政策申请 {no}（{title}）拟兑付 {amount} 元，公示至 {until}。",
        "Application {no} ({title_en}): CNY {amount} is to be granted; public until {until}.",
    ),
    (
        "application.objected",
        "政策申请 {no}（{title}）收到公示异议，请复核并答复。",
        "Somebody objected to application {no} ({title_en}); please look again and answer.",
    ),
    (
        "application.looked_at_again",
        "政策申请 {no}（{title}）的公示异议成立，各部门将重新审核。",
        "An objection to application {no} ({title_en}) was upheld; the offices look at it again.",
    ),
    (
        "application.approved",
        "政策申请 {no}（{title}）已通过，审定金额 {amount} 元。决定书 {paper}。",
        "Application {no} ({title_en}) is approved, CNY {amount}. Decision {paper}.",
    ),
    (
        "application.rejected",
        "政策申请 {no}（{title}）未予通过：{why}。决定书 {paper}。",
        "Application {no} ({title_en}) was not granted: {why_en}. Decision {paper}.",
    ),
    (
        "application.withdrawn",
        "{firm} 撤回了政策申请 {no}（{title}）。",
        "{firm} withdrew application {no} ({title_en}).",
    ),
    (
        "application.told",
        "经 {office} 比对，您可免申享受「{title}」{amount} 元，请于 {due_on} 前答复。",
        "You are to have {title_en}, CNY {amount}, without applying; answer by {due_on}.",
    ),
    (
        "application.opted_out",
        "{firm} 放弃享受 {title}（{no}）。",
        "{firm} opted out of {title_en} ({no}).",
    ),
    (
        "application.disputed",
        "{firm} 认为 {title}（{no}）所依据的数据有误，请核查。",
        "{firm} says the data behind {title_en} ({no}) is wrong; please look into it.",
    ),
    (
        "application.dispute_settled",
        "您对 {title}（{no}）所依据数据的意见已核查：{words}",
        "Your dispute of the data behind {title_en} ({no}) was looked into: {words}",
    ),
    (
        "application.draft_lapses",
        "政策申请草稿 {no}（{title}）长期未提交，将于 {due_on} 后清除；继续填报即保留。",
        "Your draft {no} ({title_en}) was not sent; it is cleared after {due_on} unless you go on "
        "with it.",
    ),
    (
        "application.draft_lapsed",
        "政策申请草稿 {no}（{title}）逾期未提交，已清除；可随时重新申请。",
        "Your draft {no} ({title_en}) was cleared; you may apply again at any time.",
    ),
    (
        "application.clock_moved",
        "节假日安排公布后，政策申请 {no}（{title}）的期限调整为 {due_on}。",
        "With the holidays announced, the day of application {no} ({title_en}) is now {due_on}.",
    ),
)
