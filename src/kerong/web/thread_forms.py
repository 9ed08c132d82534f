"""The two small forms of a thread, the same for both of its sides."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kerong.web.forms import KerongForm


class MessageForm(KerongForm):
    words = forms.CharField(label=_("Message"), max_length=2000, widget=forms.Textarea({"rows": 3}))


class PaperForm(KerongForm):
    title = forms.CharField(label=_("What is it"), max_length=120)
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, picture, Word, Excel, CSV or text, at most 20 MB."),
        widget=forms.FileInput({"accept": ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.csv,.txt"}),
    )
