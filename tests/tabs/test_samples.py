"""The pictures: samples that are there, uploads that are uploads, and nothing else."""

from pathlib import Path

import pytest
from gradio.utils import get_upload_folder
from PIL import Image

from explainer.core.errors import PictureError, ValueRangeError
from explainer.tabs import samples
from explainer.tabs.samples import Picture


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "uploads"))
    file = Path(get_upload_folder()) / "abc" / "mine.png"
    file.parent.mkdir(parents=True)
    Image.new("RGB", (30, 20), "blue").save(file)
    return file


def test_every_sample_opens():
    assert len(samples.samples()) >= 10
    assert {samples.open_image(Picture(one.id)).size for one in samples.samples()} == {(512, 512)}


def test_an_unknown_sample_is_refused_by_name():
    with pytest.raises(ValueRangeError) as refused:
        samples.sample("wolf")
    assert "shiba" in str(refused.value.values["known"])


def test_an_upload_is_opened(own: Path):
    picture = samples.uploaded(str(own))
    assert picture.name == "common.picture.yours"
    assert samples.open_image(picture).size == (30, 20)


@pytest.mark.parametrize("path", ["/etc/passwd", "../../etc/passwd", "", "nothing.png", "\0", "x" * 5000])
def test_a_path_outside_of_the_uploads_is_refused(own: Path, path: str):
    with pytest.raises(PictureError):
        samples.uploaded(path)


def test_a_path_that_leaves_the_uploads_is_refused(own: Path, tmp_path: Path):
    secret = tmp_path / "secret.png"
    Image.new("RGB", (3, 3)).save(secret)
    with pytest.raises(PictureError):
        samples.uploaded(str(own.parent / ".." / ".." / "secret.png"))


def test_an_upload_that_was_deleted_since_says_so(own: Path):
    picture = samples.uploaded(str(own))
    own.unlink()
    with pytest.raises(PictureError, match="missing"):
        samples.open_image(picture)


def test_thumbnails_travel_with_the_page():
    thumbnails = samples.thumbnails()
    assert [one["id"] for one in thumbnails] == [one.id for one in samples.samples()]
    assert all(one["src"].startswith("data:image/webp;base64,") for one in thumbnails)
    assert sum(len(one["src"]) for one in thumbnails) < 60_000


def test_a_snippet_names_files_as_the_project_does(tmp_path: Path):
    assert samples.in_project(samples.file_of(Picture("pug"))) == "assets/samples/pug.png"
    assert samples.in_project(tmp_path) == str(tmp_path.resolve())
