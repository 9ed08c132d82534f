"""A platform nobody has used yet: every page says what will be here and what to do."""

import re

import pytest
from django.urls import reverse

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.web.navigation import registered_site
from tests.build import parties
from tests.build.web import signed_in

pytestmark = pytest.mark.django_db

ROLES = sorted(roles.FIRM | roles.INSTITUTION | roles.GOVERNMENT)
SITES = ("portal", "workbench", "console")
_EMPTY = re.compile(r'<div class="empty">.*?<h2>(.*?)</h2>\s*<p>(.*?)</p>', re.DOTALL)
_NAMED = re.compile("“([^”]+)”")


@pytest.mark.parametrize("role", ROLES)
def test_what_is_empty_says_how_to_begin_and_names_only_buttons_that_are_there(role: str) -> None:
    actor = parties.actor(role)
    client = signed_in(actor)
    client.cookies["django_language"] = "en"
    seen = 0

    for address in _addresses(actor):
        answer = client.get(address)
        html = answer.content.decode()
        assert answer.status_code == 200, address
        for title, words in _EMPTY.findall(html):
            seen += 1
            assert title.strip() and words.strip(), f"{address} says nothing under {title!r}"
            for named in _NAMED.findall(words):
                assert f">{named}<" in html, f"{address} names {named!r}, which is not there"

    assert seen >= 4


def _addresses(actor: Actor) -> list[str]:
    """Everything the navigation of the three sites opens for this actor."""
    sites = [site for key in SITES if (site := registered_site(key))]
    entries = [entry for site in sites for entry in site.entries]
    entries += [entry for site in sites for group in site.groups for entry in group.entries]
    open_ = [each for each in entries if each.policy is None or each.policy.allows(actor)]
    return list(dict.fromkeys(reverse(entry.route) for entry in open_))
