"""Why a paper about a need is not issued."""

from kerong.kernel.errors import Conflict


class NothingAccepted(Conflict):
    code = "case.nothing_accepted"
    zh = "需求 {no} 目前没有选定的报价，无法出具确认函。"
    en = "No quote of need {no} stands accepted; there is nothing to confirm."


class NothingDecided(Conflict):
    code = "case.nothing_decided"
    zh = "需求 {no} 目前没有已批准的授信，无法出具确认函。"
    en = "No credit stands approved on need {no}; there is nothing to confirm."
