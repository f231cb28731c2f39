"""A folder that appears whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.errors import GeneratorError
from generator.location import Location
from generator.translation import _


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """A folder to write into, which takes the place of `folder` when the block ends well.

    Raises:
        GeneratorError: `folder` holds something already, or the disk refuses.

    """
    place = Location(folder.as_posix())
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise GeneratorError(_("there is a file of this name; name a new folder"), place)
    try:
        if folder.exists() and any(folder.iterdir()):
            raise GeneratorError(_("the folder is not empty; name a new one"), place)
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Beside the target, so that the last step is a rename on one disk.
        holder = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            prepared = holder / folder.name
            prepared.mkdir()
            yield prepared
            if folder.exists():
                folder.rmdir()  # empty; Windows renames onto nothing only
            prepared.replace(folder)
        finally:
            shutil.rmtree(holder, ignore_errors=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise GeneratorError(
            _("the folder cannot be written: {reason}").format(reason=reason), place
        ) from error
