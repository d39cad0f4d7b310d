"""Quick passwords: Argon2 is slow on purpose, and these tests log in hundreds of times."""

import pytest
from argon2 import PasswordHasher

from api.accounts import passwords


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash with the weakest parameters; a service in a process of its own hashes with those in use."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def dear_passwords(monkeypatch: pytest.MonkeyPatch, quick_passwords: None) -> None:  # noqa: ARG001 - undone
    """Hash with the parameters in use."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher())
