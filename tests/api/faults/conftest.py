"""A data folder for faults, made once around the small model."""

import sys

import pytest

from api.faults.home import Home, furnished
from model.bundle import Bundle


@pytest.fixture(scope="session")
def furnished_home(small_bundle: Bundle, tmp_path_factory: pytest.TempPathFactory) -> Home:
    if sys.platform == "win32":
        pytest.skip("nothing can be copied (fork) on this system")
    return furnished(small_bundle, tmp_path_factory.mktemp("faults"))
