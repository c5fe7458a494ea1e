"""Both parsers behind our YAML: a machine without libyaml must read the same."""

import pytest
import yaml


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Reads front matter with libyaml, then with PyYAML alone."""
    name: str = request.param
    if not hasattr(yaml, name):
        pytest.skip("PyYAML was built without libyaml")
    monkeypatch.setattr("sourcebook.schema.yaml_tree._LOADER", getattr(yaml, name))
    return name
