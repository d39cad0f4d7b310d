"""What the tests of operation may use."""

from tests.api.services import service, small_home

__all__ = ["service", "small_home"]
