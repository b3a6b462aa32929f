"""The passphrase of a workspace, made into a key by Argon2id, with the costs that a guess has to pay."""

import unicodedata
from dataclasses import dataclass

from nacl import pwhash
from nacl.utils import random as random_bytes

KEY_BYTES = 32
FEWEST_LETTERS = 8


@dataclass(frozen=True, slots=True)
class Costs:
    """What one guess costs: passes over `memory` bytes."""

    operations: int
    memory: int


PRESENT_COSTS = Costs(pwhash.argon2id.OPSLIMIT_MODERATE, pwhash.argon2id.MEMLIMIT_MODERATE)
_LEAST = Costs(pwhash.argon2id.OPSLIMIT_MIN, pwhash.argon2id.MEMLIMIT_MIN)
# More than this would only keep the machine busy: a header that asks for it was made to do harm.
_MOST = Costs(64, 2 * 1024**3)


@dataclass(frozen=True, slots=True)
class KeyDerivation:
    """Argon2id with its salt and costs, kept in the header so that the costs can be raised over time.

    Raises ValueError for values that Assay never sets.
    """

    salt: bytes
    costs: Costs

    def __post_init__(self) -> None:
        if (
            len(self.salt) != pwhash.argon2id.SALTBYTES
            or not _LEAST.operations <= self.costs.operations <= _MOST.operations
            or not _LEAST.memory <= self.costs.memory <= _MOST.memory
        ):
            raise ValueError("costs that Assay never sets")

    def key(self, passphrase: str) -> bytes:
        """32 bytes. The same letters give the same key, however a system composes their accents."""
        letters = unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")
        return pwhash.argon2id.kdf(
            KEY_BYTES, letters, self.salt, opslimit=self.costs.operations, memlimit=self.costs.memory
        )

    @property
    def is_behind(self) -> bool:
        """Whether the program makes a guess dearer by now."""
        return self.costs != _dearer(self.costs, PRESENT_COSTS)


def new_derivation(before: KeyDerivation | None = None) -> KeyDerivation:
    """A new salt with the present costs, or with those from `before` where they are higher."""
    costs = _dearer(before.costs, PRESENT_COSTS) if before else PRESENT_COSTS
    return KeyDerivation(random_bytes(pwhash.argon2id.SALTBYTES), costs)


def _dearer(one: Costs, other: Costs) -> Costs:
    return Costs(max(one.operations, other.operations), max(one.memory, other.memory))
