"""What all tests share: a random pack, loaded once."""

from pathlib import Path

import pytest

from explainer.core.pack import ModelPack, load_pack
from tests.packs import build_random_pack


@pytest.fixture(scope="session")
def pack_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small random pack; tests that damage it copy it first."""
    return build_random_pack(tmp_path_factory.mktemp("packs") / "random")


@pytest.fixture(scope="session")
def pack(pack_folder: Path) -> ModelPack:
    """That pack, loaded."""
    return load_pack(pack_folder)
