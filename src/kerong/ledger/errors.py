"""What the ledger refuses with."""

from kerong.kernel.errors import Conflict, Invalid, NotFound, Refused


class NotAMovement(Invalid):
    """Facts: `field`, `text`. The movement itself cannot be read."""

    code = "ledger.movement_unreadable"
    zh = "这笔账务的「{field}」有误：{text}。"
    en = "“{field}” of this movement cannot be used: {text}."


class UnknownAccount(NotFound):
    code = "ledger.unknown_account"
    zh = "没有账户「{account}」。"
    en = "There is no account “{account}”."


class DaysUnfit(Invalid):
    """Facts: `first`, `last`."""

    code = "ledger.days"
    zh = "起始日 {first} 晚于截止日 {last}。"
    en = "The first day, {first}, lies after the last, {last}."


class StatementTooLong(Refused):
    """Facts: `limit`."""

    code = "ledger.statement_too_long"
    zh = "期间内账务超过 {limit} 笔，请缩短期间后分别出具。"
    en = "More than {limit} transfers lie between the days; issue shorter stretches."


class UnknownBook(NotFound):
    code = "ledger.unknown_book"
    zh = "账簿「{book}」尚无账户。"
    en = "Book “{book}” has no accounts yet."


class TwoBooks(Refused):
    code = "ledger.two_books"
    zh = "「{debit}」与「{credit}」不在同一账簿，不得互转。"
    en = "“{debit}” and “{credit}” stand in two books; nothing moves between books."


class WrongKinds(Refused):
    """Facts: `kind`, `debit`, `credit`: the movement is not one this chart knows."""

    code = "ledger.wrong_kinds"
    zh = "「{kind}」不能由「{debit}」记入「{credit}」。"
    en = "A movement “{kind}” does not go from “{debit}” to “{credit}”."


class Overdrawn(Refused):
    """Facts: `account`, `wanted_fen`, `available_fen` and both as yuan."""

    code = "ledger.overdrawn"
    zh = "账户「{account}」可用余额不足：需要 {wanted} 元，可用 {available} 元。"
    en = "Account “{account}” has not enough: {wanted} yuan wanted, {available} available."


class AboveCap(Refused):
    """Facts: `account`, `wanted_fen`, `room_fen` and both as yuan."""

    code = "ledger.above_cap"
    zh = "账户「{account}」将超过上限：需要 {wanted} 元，尚有余地 {room} 元。"
    en = "Account “{account}” would pass its cap: {wanted} yuan wanted, room for {room}."


class AccountClosed(Conflict):
    code = "ledger.account_closed"
    zh = "账户「{account}」已销户。"
    en = "Account “{account}” is closed."


class AccountNotEmpty(Conflict):
    """Facts: `account`, `balance`: an account is closed only when nothing is left on it."""

    code = "ledger.account_not_empty"
    zh = "账户「{account}」尚有余额 {balance} 元或未了的预留，不能销户。"
    en = "Account “{account}” still holds {balance} yuan or open holds and cannot be closed."


class AccountExists(Conflict):
    code = "ledger.account_exists"
    zh = "账户「{account}」已按其他条件开立。"
    en = "Account “{account}” was opened on other terms."


class ReferenceUsed(Conflict):
    """Facts: `reference`, `used_by`. The same reference came with another body."""

    code = "ledger.reference_used"
    zh = "引用「{reference}」已用于另一笔内容不同的账务（{used_by}）。"
    en = "Reference “{reference}” already stands for another movement ({used_by})."


class AlreadyReversed(Conflict):
    """Facts: `transfer`, `by`."""

    code = "ledger.already_reversed"
    zh = "第 {transfer} 号账务已由第 {by} 号冲正。"
    en = "Transfer {transfer} was already reversed by transfer {by}."


class ReversalStands(Refused):
    code = "ledger.reversal_stands"
    zh = "第 {transfer} 号账务本身是冲正，不能再冲正；请重新记一笔。"
    en = "Transfer {transfer} is itself a reversal; make the movement anew instead."


class PeriodClosed(Conflict):
    """Facts: `book`, `effective_on`, `through`."""

    code = "ledger.period_closed"
    zh = "账簿「{book}」截至 {through} 已结账或待结账，不能记入 {effective_on}。"
    en = "Book “{book}” is closed or being closed through {through}; {effective_on} is too early."


class UnknownHold(NotFound):
    code = "ledger.unknown_hold"
    zh = "没有预留「{reference}」。"
    en = "There is no hold “{reference}”."


class HoldEnded(Conflict):
    """Facts: `reference`, `state`."""

    code = "ledger.hold_ended"
    zh = "预留「{reference}」已了结（{state}）。"
    en = "The hold “{reference}” has ended ({state})."


class HoldTooSmall(Refused):
    """Facts: `reference`, `wanted`, `held`."""

    code = "ledger.hold_too_small"
    zh = "预留「{reference}」只有 {held} 元，不足 {wanted} 元。"
    en = "The hold “{reference}” covers {held} yuan, not {wanted}."


class UnknownTransfer(NotFound):
    code = "ledger.unknown_transfer"
    zh = "没有第 {transfer} 号账务。"
    en = "There is no transfer {transfer}."


class MonthNotOver(Refused):
    code = "ledger.month_not_over"
    zh = "{month} 尚未结束，不能结账。"
    en = "{month} is not over and cannot be closed."


class MonthNotNext(Conflict):
    """Facts: `month`, `through`."""

    code = "ledger.month_not_next"
    zh = "账簿已结至 {through}，或另有月份待结；{month} 不能申请结账。"
    en = "The book is closed through {through} or another month waits; {month} cannot be asked for."


class NoClosingAsked(Conflict):
    code = "ledger.no_closing_asked"
    zh = "{month} 没有待复核的结账申请。"
    en = "Nobody has asked to close {month}."


class SecondPersonNeeded(Refused):
    code = "ledger.second_person"
    zh = "结账须由申请人以外的人复核。"
    en = "A month is closed by somebody other than the one who asked."


class UnknownPeriod(NotFound):
    code = "ledger.unknown_period"
    zh = "没有这个月结。"
    en = "There is no such month."
