"""Steps of a pledge that firm and bank may both take."""

from django.utils.translation import gettext_lazy as _

from kerong.contracts.pledges import access
from kerong.contracts.pledges.answer_filing_correction import answer_filing_correction
from kerong.contracts.pledges.attach_paper import attach_paper
from kerong.contracts.pledges.drop_change import drop_change
from kerong.contracts.pledges.file_registration import file_registration
from kerong.contracts.pledges.models import Filing, Pledge
from kerong.web.pledges import forms, made, record_forms
from kerong.web.pledges.made import filing_in, nothing_filed, of_filing
from kerong.web.pledges.steps import Step

FILE = Step(
    key="filing",
    title=_("File for registration"),
    done=_("Filed; the window's clock runs."),
    policy=access.FILE,
    act=file_registration,
    form=record_forms.agent_form,
    offered=nothing_filed(Pledge.State.SIGNED),
    words=_("The window answers within the working days of its rule."),
)
PAPER = Step(
    key="paper",
    title=_("Hand in a paper"),
    done=_("The paper is attached."),
    policy=access.ATTACH_PAPER,
    act=attach_paper,
    form=record_forms.paper_form,
    arguments=lambda form: {"paper": form.paper()},
    offered=made.in_states(*Pledge.OPEN),
)
REPLY = Step(
    key="reply",
    title=_("Answer the correction"),
    done=_("Answered; the window's clock runs again."),
    policy=access.REPLY,
    act=answer_filing_correction,
    form=of_filing(forms.FilingWordsForm),
    offered=filing_in(Filing.State.CORRECTING),
    by_filing=True,
)
DROP = Step(
    key="drop",
    title=_("Drop the change"),
    done=_("The change is dropped; the pledge stays as it is."),
    policy=access.DROP_CHANGE,
    act=drop_change,
    form=of_filing(forms.FilingForm),
    offered=filing_in(Filing.State.DRAFTED),
    by_filing=True,
    tone="bad",
)
