"""消息: the firm and the institution talk in the thread of their take-up; nobody else reads it."""

from datetime import datetime

from django.db import transaction

from kerong.cases.access import SPEAK, take_up_for
from kerong.cases.models import Message
from kerong.cases.notes import Word, note_take_up, say
from kerong.cases.shapes.open_take_up import require_stage
from kerong.cases.thread import other_side, sender_facts, side_of
from kerong.cases.words import checked_words
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor


@retried
def send_message(*, actor: Actor, take_up_no: str, words: str, at: datetime) -> Message:
    """Add a line while the take-up lives; raises WrongStage once it is released."""
    SPEAK.require(actor)
    take_up = take_up_for(actor, take_up_no)
    require_stage(take_up, "send_message")
    said = checked_words(words, field="words", least=1, most=2000)
    side = side_of(actor)
    with transaction.atomic():
        message = Message.objects.create(
            take_up=take_up, side=side, author_id=actor.person_id, words=said, sent_at=at
        )
        note_take_up(take_up, "message_sent", actor=actor, at=at, facts={"message": message.pk})
        word = Word(
            to=other_side(take_up, side),
            kind="take_up.message",
            facts=sender_facts(take_up, side),
        )
        say(word, about=take_up, at=at)
    return message
