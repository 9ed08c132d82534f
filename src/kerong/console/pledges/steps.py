"""What the register's window can do with a filing, and what it reads of a right."""

from django.utils.translation import gettext_lazy as _

from kerong.contracts.pledges import access
from kerong.contracts.pledges.ask_filing_correction import ask_filing_correction
from kerong.contracts.pledges.models import Filing
from kerong.contracts.pledges.note_reading import note_reading
from kerong.contracts.pledges.reads import PledgePage
from kerong.contracts.pledges.refuse_filing import refuse_filing
from kerong.contracts.pledges.register_filing import register_filing
from kerong.kernel.actor import Actor
from kerong.web.pledges import forms, made
from kerong.web.pledges.steps import Desk, Step
from kerong.web.pledges.subjects import ASSET, PLEDGE

_AT_WINDOW = made.filing_in(Filing.State.SUBMITTED)


def _uncorrected(page: PledgePage, actor: Actor) -> bool:
    filing = page.open_filing
    return _AT_WINDOW(page, actor) and filing is not None and filing.correction_at is None


PLEDGES = Desk(
    "console",
    PLEDGE,
    (
        Step(
            key="entry",
            title=_("Enter it in the register"),
            done=_("Entered; firm and bank have the number."),
            policy=access.REGISTER,
            act=register_filing,
            form=made.of_filing(forms.EntryForm, "registered_on"),
            offered=_AT_WINDOW,
            by_filing=True,
        ),
        Step(
            key="correction",
            title=_("Ask for a correction"),
            done=_("Asked; the clock stands."),
            policy=access.ASK_CORRECTION,
            act=ask_filing_correction,
            form=made.of_filing(forms.FilingWordsForm),
            offered=_uncorrected,
            by_filing=True,
            words=_("Once only; name everything that is missing."),
        ),
        Step(
            key="refusal",
            title=_("Refuse the registration"),
            done=_("Refused; firm and bank read the ground."),
            policy=access.REFUSE,
            act=refuse_filing,
            form=made.of_filing(forms.RefusalForm, with_page=True),
            offered=_AT_WINDOW,
            by_filing=True,
            tone="bad",
        ),
    ),
    "pledge-filings",
)
ASSETS = Desk(
    "console",
    ASSET,
    (
        Step(
            key="reading",
            title=_("Note what the register says"),
            done=_("Noted as read in the register."),
            policy=access.NOTE_READING,
            act=note_reading,
            form=made.dated(forms.ReadingForm, "observed_on"),
            arguments=lambda form: {"reading": form.reading()},
            offered=made.always,
        ),
    ),
    "pledges",
)
