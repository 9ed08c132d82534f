"""Whatever colour letters have, they can be read on every ground they may stand on (WCAG AA)."""

import pytest

from tests.build.css import Rule, colours, contrast, rules, tokens

ENOUGH, OF_A_SHAPE = 4.5, 3.0
EVERY = rules()
LIGHT = tokens(":root", EVERY)
WALL = LIGHT | tokens('body[data-site="wall"]', EVERY)
THEMES = pytest.mark.parametrize("held", [LIGHT, WALL], ids=["light", "wall"])
# What a page, a card and a sunk part of it are painted with.
PLAIN = ("var(--bg)", "var(--card)", "var(--sunk)")
# Letters that may stand on a ground for which no colour is said.
LETTERS = ("var(--ink)", "var(--ink-2)", "var(--ink-3)", "var(--act)")
# Parts with a ground of their own, by the beginning of what stands in them.
WITHIN = {".hero": ".hero", ".skip": ".skip", ".tip b": ".tip"}
# Painted shapes without letters: bars, dots, a turning ring, a picture beside the words.
SHAPES = ("::before", "::after", "::backdrop", ".clockbar", ".spin", ".bars", " svg")


def is_shape(rule: Rule) -> bool:
    return any(each in rule.selector for each in SHAPES)


def own_ground(rule: Rule) -> list[str]:
    """Where letters of this rule stand: on its own ground, its part's, or any plain one."""
    if rule.ground and colours(rule.ground, LIGHT):
        return [rule.ground]
    part = next((WITHIN[each] for each in WITHIN if rule.selector.startswith(each)), "")
    return [each.ground for each in EVERY if each.selector == part and each.ground] or [*PLAIN]


def too_weak(letters: str, ground: str, held: dict[str, str], least: float) -> list[str]:
    pairs = [(one, other) for one in colours(letters, held) for other in colours(ground, held)]
    return [
        f"{one} on {other}: {contrast(one, other):.2f}"
        for one, other in pairs
        if contrast(one, other) < least
    ]


def test_the_measure_is_that_of_wcag() -> None:
    # #767676 on white is the published borderline: 4.54; black on white is 21.
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#fff") == pytest.approx(4.54, abs=0.005)
    assert contrast("#777", "#fff") < ENOUGH


@THEMES
def test_letters_can_be_read_where_they_stand(held: dict[str, str]) -> None:
    pairs = [
        (rule, ground)
        for rule in EVERY
        if rule.colour and not is_shape(rule)
        for ground in own_ground(rule)
    ]
    weak = [
        f"{rule.file} {rule.selector} {said}"
        for rule, ground in pairs
        for said in too_weak(rule.colour, ground, held, ENOUGH)
    ]

    assert weak == []
    assert len(pairs) > 200


@THEMES
def test_a_ground_without_a_colour_of_its_own_takes_all_usual_letters(held: dict[str, str]) -> None:
    bare = [rule for rule in EVERY if rule.ground and not rule.colour]
    judged = [rule for rule in bare if not is_shape(rule) and colours(rule.ground, held)]
    weak = [
        f"{rule.file} {rule.selector} {said}"
        for rule in judged
        for letters in LETTERS
        for said in too_weak(letters, rule.ground, held, ENOUGH)
    ]

    assert weak == []
    assert len(judged) > 20


@THEMES
def test_the_ring_of_the_focus_and_the_edge_of_a_field_are_seen(held: dict[str, str]) -> None:
    rings = [
        (rule, ground)
        for rule in EVERY
        if ":focus" in rule.selector and rule.said.keys() & {"outline", "outline-color"}
        for ground in own_ground(rule)
    ]
    weak = [
        f"{rule.selector} {said}"
        for rule, ground in rings
        for said in too_weak(
            rule.said.get("outline-color", rule.said.get("outline", "")), ground, held, OF_A_SHAPE
        )
    ]
    weak += [each for ground in PLAIN for each in too_weak("var(--edge)", ground, held, OF_A_SHAPE)]

    assert weak == []
    assert len(rings) > 5
