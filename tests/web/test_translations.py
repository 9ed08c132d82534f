"""One English text has one Chinese text: at run time all packages share one catalogue."""

from collections import defaultdict

from kerong.config.messages import held, packages


def test_no_two_packages_translate_the_same_text_differently():
    said = defaultdict(set)
    for package in packages():
        for message in held(package):
            if message.id and message.string:
                text = message.string if isinstance(message.string, str) else message.string[0]
                key = message.id if isinstance(message.id, str) else message.id[0]
                if text:
                    said[message.context, key].add((text, package.name))
    differing = {key: found for key, found in said.items() if len({text for text, _ in found}) > 1}
    assert not differing
