"""What the bill of materials says is what is locked."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")
def test_every_locked_package_is_in_it_with_its_hashes(tmp_path: Path) -> None:
    """In CycloneDX, with names, versions and hashes; and no address of any index."""
    sbom = tmp_path / "sbom.cdx.json"
    made = ["make", "--silent", "-o", "setup-dev", "sbom", f"SBOM={sbom}"]
    subprocess.run(made, cwd=ROOT, check=True, capture_output=True)
    bom = json.loads(sbom.read_text(encoding="utf-8"))
    locked = (ROOT / "requirements/run.txt").read_text(encoding="utf-8")
    assert bom["bomFormat"] == "CycloneDX"
    assert bom["metadata"]["component"]["name"] == "youju"
    found = {(component["name"], component["version"]) for component in bom["components"]}
    pinned = re.findall(r"^([a-z0-9][\w.-]*)(?:\[[^]]*\])?==([^\s;]+)", locked, re.MULTILINE)
    assert found == set(pinned)
    hashes = set(re.findall(r'"content": "([0-9a-f]{64})"', sbom.read_text(encoding="utf-8")))
    assert hashes == set(re.findall(r"sha256:([0-9a-f]{64})", locked))
