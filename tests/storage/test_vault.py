"""What lies sealed in the database, and who can open it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.vault import KEY_BYTES, SealBroken, Vault

KEY = bytes(range(32))
OTHER_KEY = bytes(reversed(range(32)))


@given(st.binary(), st.text(max_size=20))
def test_what_is_sealed_opens_for_the_same_purpose(plain: bytes, purpose: str) -> None:
    vault = Vault(KEY)
    assert vault.open(purpose, vault.seal(purpose, plain)) == plain


def test_a_text_is_sealed_and_opened() -> None:
    vault = Vault(KEY)
    assert vault.open_text("name", vault.seal_text("name", "花子🌸")) == "花子🌸"


def test_nothing_of_a_text_is_readable_while_it_is_sealed() -> None:
    assert b"hello" not in Vault(KEY).seal("name", b"hello hello hello")


def test_the_same_text_is_sealed_differently_each_time() -> None:
    vault = Vault(KEY)
    assert vault.seal("name", b"hello") != vault.seal("name", b"hello")


def test_a_sealed_value_moved_to_another_purpose_does_not_open() -> None:
    vault = Vault(KEY)
    with pytest.raises(SealBroken):
        vault.open("payload", vault.seal("name", b"hello"))


@given(st.integers(min_value=0, max_value=32))
def test_a_sealed_value_changed_anywhere_does_not_open(position: int) -> None:
    vault = Vault(KEY)
    sealed = bytearray(vault.seal("name", b"hello"))
    sealed[position % len(sealed)] ^= 1
    with pytest.raises(SealBroken):
        vault.open("name", bytes(sealed))


@pytest.mark.parametrize("length", [0, 1, 7, 12, 27])
def test_bytes_too_short_to_be_sealed_do_not_open(length: int) -> None:
    with pytest.raises(SealBroken):
        Vault(KEY).open("name", bytes(length))


def test_another_data_key_does_not_open() -> None:
    with pytest.raises(SealBroken):
        Vault(OTHER_KEY).open("name", Vault(KEY).seal("name", b"hello"))


def test_after_a_change_of_the_data_key_the_previous_one_still_opens_and_the_new_one_seals() -> None:
    changed = Vault(OTHER_KEY, KEY)
    assert changed.open("name", Vault(KEY).seal("name", b"hello")) == b"hello"
    assert Vault(OTHER_KEY).open("name", changed.seal("name", b"hello")) == b"hello"


@pytest.mark.parametrize("length", [0, KEY_BYTES - 1, KEY_BYTES + 1])
def test_a_data_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Vault(bytes(length))
    with pytest.raises(ValueError, match="32 bytes"):
        Vault(KEY, bytes(length))


def test_every_purpose_has_a_key_of_its_own() -> None:
    vault = Vault(KEY)
    keys = {vault.key_for("buttons"), vault.key_for("links"), vault.key_for("seal"), KEY}
    assert len(keys) == 4
    assert all(len(key) == KEY_BYTES for key in keys)
    assert vault.key_for("buttons") == Vault(KEY).key_for("buttons")


def test_a_fingerprint_recognises_a_value_under_one_key_and_purpose_only() -> None:
    vault = Vault(KEY)
    fingerprint = vault.fingerprint("claim", "ABCD")
    assert len(fingerprint) == 32
    assert fingerprint == Vault(KEY).fingerprint("claim", "ABCD")
    others = [vault.fingerprint("claim", "ABCE"), vault.fingerprint("block", "ABCD")]
    assert fingerprint not in [*others, Vault(OTHER_KEY).fingerprint("claim", "ABCD")]
