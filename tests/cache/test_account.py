"""Each dossier has its own file in the account's own cache folder, wherever the system keeps that."""

import sys
from pathlib import Path

import pytest

from sourcebook.cache.account import cache_folder, cache_path
from tests.cases import cases


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("HOME", "/home/ada")


@cases
def test_the_folder_is_where_the_system_keeps_caches(
    platform: str, variables: dict[str, str], folder: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert cache_folder() == (None if folder is None else Path(folder))


def test_an_account_without_a_home_has_no_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(user: int) -> None:
        raise KeyError(user)

    monkeypatch.delenv("HOME")
    monkeypatch.setattr("pwd.getpwuid", unknown)
    assert cache_path(Path("content")) is None


def test_each_path_of_a_dossier_has_its_own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    paths = [cache_path(tmp_path / name) for name in ("content", "other", "content/content", "c" * 250, "a%20?b#c")]
    assert len(set(paths)) == len(paths)
    assert cache_path(Path("content")) == cache_path(Path("other/../content")) == paths[0]
    for path in (*paths, cache_path(Path("/"))):
        assert path is not None
        assert (path.parent, path.suffix) == (Path("/home/ada/.cache/sourcebook"), ".db")
        assert len(path.name) < 100
