"""An embedder as it is named on the command line: a folder, or a package that brings one."""

from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from kompas.assistant.domain.errors import Permanent
from kompas.assistant.sockets import Embedder
from kompas.models.local_folder import LocalFolder

NONE = "none"


def embedder_named(name: str) -> Embedder | None:
    """None for "none". Raises Permanent where there is no such folder or package, or no model in it.

    Of a package only the files of the model are read; none of its code runs.
    """
    if name == NONE:
        return None
    folder = Path(name)
    return LocalFolder(folder if folder.is_dir() else _within(name))


def _within(package: str) -> Path:
    try:
        files = distribution(package).files or ()
    except (PackageNotFoundError, ValueError) as missing:
        raise Permanent(
            f"'{package}' is no folder and no installed package.", "Name a folder with a model, or install the package."
        ) from missing
    folders = {Path(str(file.locate())).parent for file in files if file.name == "tokenizer.json"}
    found = [folder for folder in sorted(folders) if (folder / "config.json").exists()]
    if len(found) != 1:
        raise Permanent(f"The package {package} holds {len(found)} embedders, not one.", "Name the folder of one.")
    return found[0]
