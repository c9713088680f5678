"""The server's secret and what is made with it: a user's keyed hash. Beside it the keys that answers are kept under.

A hash without the secret cannot be traced back to a user by trying every id, which for a plain hash takes minutes.
Refuses to replace a secret that is broken: with another one nobody could have their own data erased.
"""

import hashlib
import os
import secrets
from pathlib import Path

from bot.errors import StoreDamaged

SECRET_BYTES = 32
#: Neither look-alikes nor anything that a command line, an address or a button's id could misread.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
#: 59 bits: nobody guesses one, and no two are alike.
KEY_LENGTH = 12

_ADVICE = "Put it back from a backup; without one, move the database away and start anew"


def hash_of(secret: bytes, user_id: int) -> str:
    """What stands for a user: BLAKE2b of the id under the secret, 128 bits as 32 hex digits."""
    return hashlib.blake2b(str(user_id).encode(), key=secret, digest_size=16, person=b"onrecord user").hexdigest()


def fingerprint(secret: bytes) -> str:
    """What a database remembers of its secret, to notice when another one stands beside it."""
    return hashlib.blake2b(key=secret, digest_size=8, person=b"onrecord secret").hexdigest()


def new_key() -> str:
    """A fresh key for an answer."""
    return "".join(secrets.choice(ALPHABET) for _ in range(KEY_LENGTH))


def secret_beside(database: Path) -> Path:
    """Where a database's secret stands."""
    return database.with_suffix(".key")


def read_secret(path: Path) -> bytes | None:
    """The secret in a file that only its owner can read, or nothing where there is no file."""
    try:
        secret = path.read_bytes()
    except FileNotFoundError:
        return None
    if len(secret) != SECRET_BYTES:
        raise StoreDamaged("The key to what is remembered is damaged", where=str(path), advice=_ADVICE)
    if os.name == "posix" and path.stat().st_mode & 0o077:
        path.chmod(0o600)
    return secret


def make_secret(path: Path) -> bytes:
    """Draw a secret and write it through to the disk, for its owner alone; there must be none yet."""
    secret = secrets.token_bytes(SECRET_BYTES)
    aside = path.with_suffix(".key.new")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    return secret


def missing(path: Path) -> StoreDamaged:
    """The fault of a database whose secret is gone."""
    return StoreDamaged("The key to what is remembered is gone", where=str(path), advice=_ADVICE)


def check_fingerprint(secret: bytes, known: str, path: Path) -> None:
    """Refuse a secret that is not the database's own."""
    if fingerprint(secret) != known:
        raise StoreDamaged("The key does not belong to what is remembered", where=str(path), advice=_ADVICE)
