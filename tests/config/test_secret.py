"""The embedded secret key is made once and kept to its owner."""

from pathlib import Path

from kerong.config.secret import local_secret_key


def test_the_second_start_reads_the_first_ones_key(tmp_path: Path) -> None:
    file = tmp_path / "var" / "secret-key"
    first = local_secret_key(file)
    assert local_secret_key(file) == first
    assert len(first) >= 50
    assert file.stat().st_mode & 0o077 == 0


def test_two_installations_have_two_keys(tmp_path: Path) -> None:
    assert local_secret_key(tmp_path / "a") != local_secret_key(tmp_path / "b")
