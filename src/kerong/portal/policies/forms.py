"""Filters of the policy library."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kerong.catalogue.policies.reads import IN_FORCE, LibraryFilters
from kerong.web.formats import is_english
from kerong.web.forms import FilterForm
from kerong.web.words import choices

Regions = list[tuple[str, tuple[str, str]]]


class PolicyFilters(FilterForm):
    q = forms.CharField(
        label=_("Policy, document, office or number"),
        required=False,
        max_length=80,
        widget=forms.TextInput({"type": "search"}),
    )
    level = forms.ChoiceField(label=pgettext_lazy("policy", "Level"), required=False)
    kind = forms.ChoiceField(label=pgettext_lazy("policy", "Kind"), required=False)
    mode = forms.ChoiceField(label=_("How it is claimed"), required=False)
    region = forms.ChoiceField(label=_("Region"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, regions: Regions, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("level", "mode", "topic"):
            self._offer(name, choices(f"policy_{name}"))
        self._offer("kind", choices("policy_class"))
        self._offer("region", [(key, pair[is_english()]) for key, pair in regions])
        state: Any = self.fields["state"]
        state.choices = choices("policy_state")

    def _offer(self, name: str, offered: list[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", _("all")), *offered]

    def wanted(self) -> LibraryFilters:
        return LibraryFilters(
            text=self.asked("q") or "",
            level=self.asked("level") or "",
            class_=self.asked("kind") or "",
            mode=self.asked("mode") or "",
            region=self.asked("region") or "",
            topic=self.asked("topic") or "",
            state=self.asked("state") or IN_FORCE,
        )
