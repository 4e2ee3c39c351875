"""The built files a page names."""

import json
from pathlib import Path

import pytest

from kompas.service.accounts import built as module
from kompas.service.accounts.built import Built, built


def test_a_file_goes_with_its_digest_and_a_new_address_after_a_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_BUILT", tmp_path)
    assert built("workspace.js") == Built("/static/built/workspace.js", "")
    (tmp_path / "manifest.json").write_text(json.dumps({"workspace.js": {"integrity": "sha384-ab+/cd"}}))
    assert built("workspace.js") == Built("/static/built/workspace.js?ab-_cd", "sha384-ab+/cd")
