"""Media types of what a site has."""

from sourcebook.preview.media import media_type
from tests.cases import cases


@cases
def test_types(name: str, wanted: str) -> None:
    assert media_type(name) == wanted
