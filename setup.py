"""Puts the example inputs and the templates, which stand at the top of the repository, into the wheel."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent


class BuildWithStarter(build_py):
    """Package data cannot name folders outside a package; editable installs need no copy."""

    def run(self) -> None:
        super().run()
        if getattr(self, "editable_mode", False):
            return
        for name in ("inputs", "templates"):
            target = Path(self.build_lib) / "generator" / "starter" / name
            shutil.copytree(HERE / name, target, dirs_exist_ok=True)


setup(cmdclass={"build_py": BuildWithStarter})
