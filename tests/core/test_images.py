"""Each file that a reader may bring: a sensible picture, or an error with a code, never another exception."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from explainer.core import images
from explainer.core.errors import PictureError

RED = (200, 30, 30)


def saved(path: Path, image: Image.Image, **options) -> Path:
    image.save(path, **options)
    return path


def code_of(path: Path) -> str:
    with pytest.raises(PictureError) as caught:
        images.open_picture(path)
    return caught.value.code


def png_header(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return images.FORMATS["PNG"] + header + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(("name", "format"), [("a.png", "PNG"), ("a.jpg", "JPEG"), ("a.webp", "WEBP")])
def test_png_jpeg_and_webp_are_opened_whatever_their_name(tmp_path, name, format):
    picture = images.open_picture(
        saved(tmp_path / f"{name}.dat", Image.new("RGB", (40, 30), RED), format=format)
    )
    assert (picture.mode, picture.size) == ("RGB", (40, 30))
    assert np.abs(np.asarray(picture, dtype=int) - RED).max() < 8


@pytest.mark.parametrize(
    "content", [b"", b"\x89", b"hello, I am a picture", b"<svg xmlns='x'/>", b"RIFFxxxxWAVE"]
)
def test_what_is_no_picture_is_said_to_be_none(tmp_path, content):
    path = tmp_path / "picture.png"
    path.write_bytes(content)
    assert code_of(path) == "picture.not_a_picture"


def test_a_gif_is_not_among_the_formats(tmp_path):
    assert (
        code_of(saved(tmp_path / "a.png", Image.new("RGB", (4, 4)), format="GIF")) == "picture.not_a_picture"
    )


def test_a_missing_file_and_a_folder_are_said_to_be_missing(tmp_path):
    assert code_of(tmp_path / "nowhere.png") == "picture.missing"
    assert code_of(tmp_path) == "picture.missing"


@pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.9])
def test_a_truncated_picture_is_damaged(tmp_path, format, share):
    noise = (torch.rand(64, 64, 3, generator=torch.Generator().manual_seed(1)) * 255).byte().numpy()
    path = saved(tmp_path / "whole", Image.fromarray(noise), format=format)
    whole = path.read_bytes()
    path.write_bytes(whole[: max(16, int(len(whole) * share))])
    assert code_of(path) == "picture.damaged"


@pytest.mark.parametrize("size", [(30_000, 30_000), (6_000, 6_000), (25_000_001, 1)])
def test_a_header_of_too_many_pixels_is_refused_before_decoding(tmp_path, size, monkeypatch):
    path = tmp_path / "bomb.png"
    path.write_bytes(png_header(*size))
    monkeypatch.setattr(Image.Image, "load", lambda self: pytest.fail("decoded"))
    assert code_of(path) == "picture.too_large"


def test_a_file_of_more_than_ten_megabytes_is_refused_unread(tmp_path):
    path = saved(tmp_path / "heavy.png", Image.new("RGB", (4, 4)))
    with path.open("ab") as file:
        file.truncate(images.MAX_BYTES + 1)
    with pytest.raises(PictureError) as caught:
        images.open_picture(path)
    assert (caught.value.code, caught.value.values) == ("picture.too_heavy", {"megabytes": 10.0, "limit": 10})


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_of_an_animation_the_first_frame_is_taken(tmp_path, format):
    frames = [Image.new("RGB", (8, 8), color) for color in (RED, (0, 0, 255))]
    path = saved(tmp_path / "moving", frames[0], format=format, save_all=True, append_images=frames[1:])
    assert np.abs(np.asarray(images.open_picture(path), dtype=int) - RED).max() < 8


def test_cmyk_becomes_rgb(tmp_path):
    picture = images.open_picture(saved(tmp_path / "a.jpg", Image.new("CMYK", (8, 8), (0, 255, 255, 0))))
    assert picture.mode == "RGB"
    red, green, blue = np.asarray(picture)[4, 4]
    assert red > 200 and green < 60 and blue < 60


def test_sixteen_bits_become_eight_without_clipping(tmp_path):
    ramp = np.linspace(0, 65535, 64, dtype=np.uint16)[None].repeat(2, axis=0)
    picture = np.asarray(images.open_picture(saved(tmp_path / "a.png", Image.fromarray(ramp))))
    assert (picture[0, :, 0] == ramp[0] >> 8).all()


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA"])
def test_other_modes_become_rgb(tmp_path, mode):
    picture = images.open_picture(saved(tmp_path / "a.png", Image.new("RGB", (8, 8), RED).convert(mode)))
    assert picture.mode == "RGB"


def test_what_is_transparent_lies_on_the_paper(tmp_path):
    path = saved(tmp_path / "a.png", Image.new("RGBA", (8, 8), (0, 0, 0, 0)))
    assert images.open_picture(path).getpixel((3, 3)) == images.PAPER


def test_exif_orientation_is_applied_and_all_metadata_dropped(tmp_path):
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "where I live"
    picture = images.open_picture(saved(tmp_path / "a.jpg", Image.new("RGB", (40, 20), RED), exif=exif))
    assert picture.size == (20, 40)
    assert not picture.info and not picture.getexif()


def test_broken_exif_does_not_cost_the_picture(tmp_path):
    path = saved(tmp_path / "a.jpg", Image.new("RGB", (8, 8), RED), exif=b"Exif\0\0II*\0\xff\xff\xff\xff")
    assert images.open_picture(path).size == (8, 8)


def test_a_picture_of_one_pixel_fills_the_square(tmp_path):
    picture = images.open_picture(saved(tmp_path / "a.png", Image.new("RGB", (1, 1), RED)))
    square = images.fit_square(picture, 128)
    assert square.size == (128, 128) and square.getpixel((64, 64)) == RED


def test_opening_a_picture_leaves_no_file_open(tmp_path):
    path = saved(tmp_path / "a.png", Image.new("RGB", (8, 8)))
    images.open_picture(path)
    path.unlink()


def test_a_square_is_the_middle_of_a_wide_picture():
    wide = Image.new("RGB", (300, 100), (0, 0, 0))
    wide.paste(RED, (100, 0, 200, 100))
    assert images.fit_square(wide, 50).getpixel((25, 25)) == RED
    assert images.fit_square(wide, 50).size == (50, 50)


def test_a_picture_comes_back_from_its_tensor_unchanged():
    values = np.arange(256 * 3, dtype=np.uint8).reshape(16, 16, 3)
    x = images.to_tensor(Image.fromarray(values))
    assert x.shape == (1, 3, 16, 16) and x.min() == -1 and x.max() == 1
    assert (np.asarray(images.to_image(x)) == values).all()


def test_pixels_are_rounded_as_diffusers_does():
    from diffusers.image_processor import VaeImageProcessor

    batch = torch.randn(2, 3, 8, 8, generator=torch.Generator().manual_seed(3))
    theirs = VaeImageProcessor().postprocess(batch, output_type="np")
    ours = np.stack([np.asarray(picture) for picture in images.to_images(batch)])
    assert (ours == (np.asarray(theirs) * 255).round()).all()


def test_psnr_counts_in_decibels_of_a_peak_of_two():
    a = torch.zeros(1, 3, 4, 4)
    assert images.psnr(a, a) == float("inf")
    assert images.psnr(a, a + 0.2) == pytest.approx(20, abs=1e-4)
    assert images.psnr(a + 0.2, a) == images.psnr(a, a + 0.2)


def test_a_sprite_lays_pictures_row_by_row():
    colors = [(i * 40, 0, 0) for i in range(5)]
    sheet = images.sprite([Image.new("RGB", (4, 3), color) for color in colors], columns=2)
    assert sheet.size == (8, 9)
    assert [sheet.getpixel((i % 2 * 4, i // 2 * 3)) for i in range(5)] == colors


def test_a_sprite_of_few_pictures_is_no_wider_than_they_are():
    assert images.sprite([Image.new("RGB", (4, 3))], columns=10).size == (4, 3)
