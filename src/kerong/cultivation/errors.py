"""What pools refuse."""

from kerong.kernel.errors import Conflict, NotFound


class PoolNotFound(NotFound):
    code = "pool.absent"
    zh = "没有代码为「{code}」的培育库。"
    en = "There is no pool “{code}”."


class PoolClosed(Conflict):
    code = "pool.closed"
    zh = "该培育库已关闭。"
    en = "This pool is closed."


class PoolRuleMoved(Conflict):
    code = "pool.rule_moved"
    zh = "规则刚刚被他人更新，请刷新后再试。"
    en = "Somebody has just changed the rule; reload and try again."
