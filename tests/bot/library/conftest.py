from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads what others kept, nor leaves anything in the cache of whoever runs it."""
    cache = tmp_path_factory.mktemp("cache")
    monkeypatch.setattr("bot.library.kept.user_cache_path", lambda *_, **__: cache)
    return cache
