"""Refusals of the trail."""

from kerong.kernel.errors import Conflict, NotFound, Unavailable


class SealKeyMissing(Unavailable):
    code = "trail.seal_key_missing"
    zh = "封印密钥文件 {path} 不存在或无法读取；已有封印时不会另造密钥。"
    en = (
        "The seal key file {path} is missing or unreadable; "
        "where seals exist no other key is made for them."
    )


class NoSuchEvent(NotFound):
    code = "trail.no_such_event"
    zh = "链 {stream} 中没有第 {no} 号事件。"
    en = "Stream {stream} has no event number {no}."


class VerificationUnderWay(Conflict):
    code = "trail.verification_under_way"
    zh = "核验正在进行，请等待结果。"
    en = "A verification is under way; please wait for its result."
