"""Builds the front-end and the translations into the package, and brings its own Node only when it must."""

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
SCRIPTS = ROOT / "scripts"
sys.path.insert(0, str(SCRIPTS))

import assets  # noqa: E402


class AssetsHook(BuildHookInterface):
    """What git does not hold, made before the files are gathered."""

    def dependencies(self) -> list[str]:
        """Node, and only when the front-end is to be built: an install from a wheel or an sdist fetches none."""
        if os.environ.get("KOMPAS_SKIP_FRONTEND") == "1" or assets.frontend_is_built():
            return []
        return [(SCRIPTS / "tools.txt").read_text().split()[0]]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Makes what is missing; a wheel takes the example companies along, a checkout has them beside `src`."""
        assets.main()
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"][str(ROOT / "companies")] = "kompas/companies"
