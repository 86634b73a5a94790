"""What holds for every test: no screen, no network, no warning, nothing skipped, no settings or guests left over."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

pytest_plugins = [
    "pytester",
    "tests.guards.canary",
    "tests.guards.network",
    "tests.guards.nothing_skipped",
    "tests.guards.warnings",
]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.register_profile("local", deadline=None, print_blob=True)
PROFILE = os.environ.get("GUESTREG_TEST_PROFILE", "local")
hypothesis.settings.load_profile(PROFILE)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    if PROFILE == "local" and config.getoption("--hypothesis-seed") is None:
        config.option.hypothesis_seed = secrets.randbelow(2**32)


def pytest_report_header(config: pytest.Config) -> str:
    seed = config.getoption("--hypothesis-seed")
    return f"hypothesis: profile {PROFILE}" + (f", --hypothesis-seed={seed}" if seed is not None else "")


@pytest.fixture(autouse=True, scope="session")
def _nobodys_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty home and no desktop session, so no test reads or writes a person's settings, ledger or keyring."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        for name, folder in (
            ("XDG_CONFIG_HOME", ".config"),
            ("XDG_DATA_HOME", ".local/share"),
            ("XDG_STATE_HOME", ".local/state"),
            ("XDG_CACHE_HOME", ".cache"),
            ("XDG_RUNTIME_DIR", "run"),
        ):
            (home / folder).mkdir(parents=True, mode=0o700)
            patch.setenv(name, str(home / folder))
        for name in ("DBUS_SESSION_BUS_ADDRESS", "PYTHON_KEYRING_BACKEND", "PGHOST", "PGUSER", "PGPASSWORD"):
            patch.delenv(name, raising=False)
        yield home
