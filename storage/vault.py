"""Seals what must not lie readable in the database, and derives every other key from the one data key."""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_NONCE_BYTES = 12  # the size AES-GCM is specified for (NIST SP 800-38D, 8.2)


class SealBroken(Exception):
    """Sealed bytes that no known key opens: another data key, or bytes that were changed."""


class Vault:
    """Seals and opens bytes with AES-256-GCM under keys derived from the data key.

    `purpose` binds a sealed value to its use ("payload", "name", …): a value moved to a column of another purpose does
    not open. After a change of the data key the previous one still opens what it sealed.
    """

    def __init__(self, data_key: bytes, previous_data_key: bytes | None = None) -> None:
        """Take the 32-byte data key and, after a change, the one before it; ValueError for another length."""
        keys = [data_key] if previous_data_key is None else [data_key, previous_data_key]
        if any(len(key) != KEY_BYTES for key in keys):
            raise ValueError(f"a data key has {KEY_BYTES} bytes")
        self._data_key = data_key
        self._data_keys = keys
        self._ciphers = [AESGCM(_derive(key, "seal")) for key in keys]

    def seal(self, purpose: str, plain: bytes) -> bytes:
        """Give the sealed form of some bytes: a random nonce followed by the ciphertext and its tag."""
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._ciphers[0].encrypt(nonce, plain, purpose.encode())

    def open(self, purpose: str, sealed: bytes) -> bytes:
        """Give back what was sealed for this purpose; SealBroken when no known key opens it."""
        nonce, ciphertext = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        for cipher in self._ciphers:
            try:
                return cipher.decrypt(nonce, ciphertext, purpose.encode())
            except (InvalidTag, ValueError):  # a ValueError says that there is not even a whole nonce
                continue
        raise SealBroken(purpose)

    def seal_text(self, purpose: str, text: str) -> bytes:
        """Seal a text."""
        return self.seal(purpose, text.encode())

    def open_text(self, purpose: str, sealed: bytes) -> str:
        """Open a sealed text; SealBroken when no known key opens it."""
        return self.open(purpose, sealed).decode()

    def key_for(self, purpose: str) -> bytes:
        """Give a 32-byte key of its own for another use, such as signing buttons."""
        return _derive(self._data_key, purpose)

    def fingerprint(self, purpose: str, value: str) -> str:
        """Give a keyed hash (32 hex digits) by which a value is recognised without being kept."""
        return _fingerprint(self._data_key, purpose, value)

    def fingerprints(self, purpose: str, value: str) -> tuple[str, ...]:
        """Give the keyed hashes under which a value may have been written down, the one of today's key first."""
        return tuple(_fingerprint(key, purpose, value) for key in self._data_keys)


def _fingerprint(data_key: bytes, purpose: str, value: str) -> str:
    return hmac.new(_derive(data_key, purpose), value.encode(), hashlib.sha256).hexdigest()[:32]


def _derive(data_key: bytes, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"tsudoi/" + purpose.encode()).derive(data_key)
