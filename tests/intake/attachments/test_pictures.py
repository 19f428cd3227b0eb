"""Pictures: published anew with nothing but their pixels; what is no picture all through is refused."""

import io
import struct
import zlib
from collections.abc import Callable

import pytest
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from generator.intake.attachments import pictures
from generator.intake.attachments.examine import Examined, examine
from generator.intake.attachments.picture_parts import screen_picture
from generator.intake.attachments.screen import Refused, Screen
from tests.support.cost import assert_linear

MOBILE = b"13800138000"
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>41,48.123N</exif:GPSLatitude>%b</x:xmpmeta>'
    % MOBILE
)
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\x00\x0e\x1c\x02\x50\x00\x0b%b\0" % MOBILE
SUFFIXES = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}


def drawn(size: tuple[int, int] = (64, 48), mode: str = "RGB") -> Image.Image:
    """A picture whose four corners differ."""
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, size[0] // 2, size[1] // 2), fill="red")
    draw.rectangle((size[0] // 2, size[1] // 2, *size), fill="blue")
    return picture.convert(mode)


def exif(orientation: int = 1) -> Image.Exif:
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010E] = f"tel {MOBILE.decode()}"
    made.get_ifd(0x8825).update({1: "N", 2: (41.0, 48.0, 7.0), 3: "E", 4: (123.0, 24.0, 5.0)})
    return made


def saved(form: str, picture: Image.Image | None = None, **options: object) -> bytes:
    target = io.BytesIO()
    (picture or drawn()).save(target, form, **options)
    return target.getvalue()


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def in_jpeg(marker: int, data: bytes) -> bytes:
    plain = saved("JPEG")
    return plain[:2] + segment(marker, data) + plain[2:]


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def in_png(*chunks: bytes, behind: bool = False) -> bytes:
    """Behind the header, or behind the pixels."""
    plain = saved("PNG")
    place = len(plain) - 12 if behind else 33
    return plain[:place] + b"".join(chunks) + plain[place:]


def in_webp(name: bytes, data: bytes) -> bytes:
    plain = saved("WEBP", xmp=b"x")
    body = plain[12:] + name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def info() -> PngImagePlugin.PngInfo:
    made = PngImagePlugin.PngInfo()
    made.add_text("Author", MOBILE.decode())
    made.add_text("Comment", MOBILE.decode(), zip=True)
    made.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=True)
    return made


PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
TELLING: dict[str, tuple[str, bytes]] = {
    "EXIF in JPEG": (".jpg", saved("JPEG", exif=exif())),
    "XMP in JPEG": (".jpeg", saved("JPEG", xmp=XMP)),
    "more XMP in JPEG": (".jpg", in_jpeg(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + XMP)),
    "IPTC in JPEG": (".jpg", in_jpeg(0xED, IPTC)),
    "comment in JPEG": (".jpg", saved("JPEG", comment=b"tel " + MOBILE)),
    "maker's part of JPEG": (".jpg", in_jpeg(0xEA, b"maker\0" + MOBILE)),
    "behind JPEG": (".jpg", saved("JPEG") + b"SEFT" + MOBILE),
    "second picture behind JPEG": (".jpg", saved("JPEG") + saved("JPEG", exif=exif())),
    "text of PNG": (".png", saved("PNG", pnginfo=info())),
    "packed text of PNG": (".png", in_png(chunk(b"zTXt", b"Comment\0\0" + zlib.compress(MOBILE)))),
    "text behind the pixels of PNG": (".png", in_png(chunk(b"tEXt", b"Comment\0" + MOBILE), behind=True)),
    "EXIF in PNG": (".png", saved("PNG", exif=exif())),
    "EXIF spelt in PNG": (
        ".png",
        in_png(chunk(b"tEXt", b"Raw profile type iptc\0\niptc\n      11\n" + MOBILE.hex().encode() + b"\n")),
    ),
    "somebody's chunk of PNG": (".png", in_png(chunk(b"prVt", MOBILE))),
    "behind PNG": (".png", saved("PNG") + b"\0" + MOBILE),
    "EXIF in WebP": (".webp", saved("WEBP", exif=exif())),
    "XMP in WebP": (".webp", saved("WEBP", xmp=XMP)),
    "somebody's chunk of WebP": (".webp", in_webp(b"prVt", MOBILE)),
    "behind WebP": (".webp", saved("WEBP") + MOBILE),
    "profile of colours": (".jpg", saved("JPEG", icc_profile=PROFILE.replace(b"sRGB", MOBILE[:4]))),
}
HTML = b"<html><script>alert(1)</script></html>"
ARCHIVE = b"PK\x03\x04" + bytes(26) + b"PK\x05\x06" + bytes(18)
NO_PICTURE: dict[str, tuple[str, bytes]] = {
    "nothing": (".png", b""),
    "web page behind the mark of JPEG": (".jpg", b"\xff\xd8\xff" + HTML),
    "web page between the marks of JPEG": (".jpg", b"\xff\xd8\xff\xe0" + HTML + b"\xff\xd9"),
    "web page behind the mark of PNG": (".png", b"\x89PNG\r\n\x1a\n" + HTML),
    "web page behind the mark of WebP": (".webp", b"RIFF\x40\0\0\0WEBP" + HTML),
    "PNG called JPEG": (".jpg", saved("PNG")),
    "JPEG called PNG": (".png", saved("JPEG")),
    "GIF called PNG": (".png", saved("GIF")),
    "PNG called WebP": (".webp", saved("PNG")),
    "cut off JPEG": (".jpg", saved("JPEG")[:-200]),
    "cut off PNG": (".png", saved("PNG")[:-40]),
    "cut off WebP": (".webp", saved("WEBP")[:-20]),
    "archive behind JPEG": (".jpg", saved("JPEG") + ARCHIVE),
    "archive behind PNG": (".png", saved("PNG") + ARCHIVE),
    "archive far behind PNG": (".png", saved("PNG") + bytes(100_000) + b"junk" + ARCHIVE),
    "archive behind WebP": (".webp", saved("WEBP") + ARCHIVE),
    "web page behind JPEG": (".jpg", saved("JPEG") + b"\n \n" + HTML),
    "web page behind PNG": (".png", saved("PNG") + b"x" + HTML.upper()),
    "PDF behind PNG": (".png", saved("PNG") + b"%PDF-1.4"),
    "program behind JPEG": (".jpg", saved("JPEG") + b"MZ\x90\0"),
    "moving PNG": (".png", saved("PNG", save_all=True, append_images=[drawn(mode="L")])),
    "moving WebP": (".webp", saved("WEBP", save_all=True, append_images=[drawn().rotate(90)])),
}


def opened(found: Examined) -> Image.Image:
    return Image.open(io.BytesIO(found.published))


def faults(found: Examined) -> list[str]:
    return [fault.code for fault in found.faults if fault.is_error]


@pytest.mark.parametrize("case", TELLING)
def test_a_picture_is_published_with_nothing_but_its_pixels(case: str) -> None:
    suffix, data = TELLING[case]
    found = examine(suffix, data)
    assert faults(found) == []
    picture = opened(found)
    assert (picture.format, picture.size) == (SUFFIXES[suffix], (64, 48))
    allowed = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "transparency", "loop", "background"}
    assert picture.info.keys() - allowed - {"timestamp", "duration", "progressive", "progression"} == set()
    assert not picture.getexif()
    for telling in (MOBILE, MOBILE.hex().encode(), b"xmp", b"Exif", b"GPS", b"8BIM", b"ICC_PROFILE", b"iCCP"):
        assert telling not in found.published
    # what was published is taken as it stands when it is handed in again
    assert examine(suffix, found.published).faults == ()


@pytest.mark.parametrize("case", [case for case in TELLING if "profile" not in case])
def test_that_something_private_was_left_out_is_remarked(case: str) -> None:
    (fault,) = examine(*TELLING[case]).faults
    assert (fault.code, fault.is_error) == ("P005", False)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_ordinary_picture_is_published_without_a_word(suffix: str) -> None:
    found = examine(suffix, saved(SUFFIXES[suffix]))
    assert found.faults == ()
    assert found.published == examine(suffix, saved(SUFFIXES[suffix])).published


@pytest.mark.parametrize("case", NO_PICTURE)
def test_what_is_no_picture_from_end_to_end_is_refused(case: str) -> None:
    found = examine(*NO_PICTURE[case])
    assert faults(found) == ["S003"]
    assert found.published == b""


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_as_it_was_taken(suffix: str, orientation: int) -> None:
    turned = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }[orientation]
    right = drawn() if turned is None else drawn().transpose(turned)
    picture = opened(examine(suffix, saved(SUFFIXES[suffix], exif=exif(orientation)))).convert("RGB")
    assert picture.size == right.size
    width, height = right.size
    for place in ((8, 8), (width - 8, 8), (8, height - 8), (width - 8, height - 8)):
        there, wanted = picture.getpixel(place), right.getpixel(place)
        assert isinstance(there, tuple) and isinstance(wanted, tuple)
        assert max(abs(one - other) for one, other in zip(there, wanted, strict=True)) < 24


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_loses_nothing(mode: str) -> None:
    picture = drawn(mode=mode)
    found = opened(examine(".png", saved("PNG", picture)))
    assert (found.mode, found.tobytes()) == (picture.mode, picture.tobytes())


def test_a_transparent_colour_stays() -> None:
    picture = drawn(mode="P")
    assert opened(examine(".png", saved("PNG", picture, transparency=0))).info["transparency"] == 0


def test_a_lossless_webp_loses_nothing() -> None:
    found = opened(examine(".webp", saved("WEBP", lossless=True)))
    assert found.convert("RGB").tobytes() == drawn().tobytes()


@pytest.mark.parametrize("quality", [30, 60, 75, 90, 95])
def test_a_jpeg_keeps_its_quality(quality: int) -> None:
    data = saved("JPEG", Image.effect_noise((256, 256), 60).convert("RGB"), quality=quality)
    found = examine(".jpg", data)
    assert len(found.published) < 1.1 * len(data)
    assert opened(found).quantization == Image.open(io.BytesIO(data)).quantization  # type: ignore[attr-defined]


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_other_colours_of_jpeg_can_be_seen_in_browsers(mode: str) -> None:
    assert opened(examine(".jpg", saved("JPEG", drawn(mode=mode)))).mode in {"L", "RGB"}


def _empty_png(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    )


def _large_jpeg() -> bytes:
    data = saved("JPEG")
    start = data.index(b"\xff\xc0") + 5
    return data[:start] + struct.pack(">HH", 60_000, 60_000) + data[start + 4 :]


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "PNG": (".png", lambda: _empty_png(30_000, 30_000)),
    "wide PNG": (".png", lambda: _empty_png(2_000_000_000, 1)),
    "JPEG": (".jpg", _large_jpeg),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_picture_of_too_many_pixels_is_refused_unopened(kind: str) -> None:
    suffix, made = BOMBS[kind]
    assert faults(examine(suffix, made())) == ["S005"]


def test_a_webp_of_too_many_pixels_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_PIXELS", 64 * 48 - 1)
    assert faults(examine(".webp", saved("WEBP"))) == ["S005"]


def test_packed_text_that_unpacks_to_too_much_is_refused() -> None:
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(100_000_000), 1))
    assert faults(examine(".png", in_png(bomb))) in (["S003"], ["S005"])


BROKEN = {
    "midway": lambda packed: packed[: len(packed) // 2] + b"\xff\xff\xff" + packed[len(packed) // 2 :],
    "at its end": lambda packed: packed[:-4] + bytes(4),
    "at its beginning": lambda packed: b"\0\0" + packed[2:],
    "cut": lambda packed: packed[:-9],
    "gone": lambda packed: b"",
}


@pytest.mark.parametrize("name", ["zTXt", "iTXt", "iCCP"])
@pytest.mark.parametrize("how", BROKEN)
def test_packed_text_that_cannot_be_read_whole_is_refused(name: str, how: str) -> None:
    """What a reader shows of its beginning would not have been looked through."""
    text = b"".join(b"%d " % number for number in range(400)) + MOBILE + b" " * 400
    head = {"zTXt": b"Comment\0\0", "iTXt": b"Comment\0\1\0\0\0", "iCCP": b"profile\0\0"}[name]
    picture = in_png(chunk(name.encode(), head + BROKEN[how](zlib.compress(text))))
    with pytest.raises(Refused):
        screen_picture("", picture, Screen())


MADE_TO_COST: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "segments of JPEG": (
        ".jpg",
        lambda size: saved("JPEG")[:2] + segment(0xE9, b"a") * size + saved("JPEG")[2:],
    ),
    "marks of JPEG": (".jpg", lambda size: saved("JPEG")[:-2] + b"\xff\xd0" * size + b"\xff\xd9"),
    "behind JPEG": (".jpg", lambda size: saved("JPEG") + b"II*\0" * size),
    "chunks of PNG": (".png", lambda size: in_png(*([chunk(b"prVt", b"a")] * size))),
    "directories": (".png", lambda size: in_png(chunk(b"prVt", b"II*\0\x08\0\0\0\xff\xff" * size))),
}


@pytest.mark.parametrize("kind", MADE_TO_COST)
def test_the_cost_is_bounded_by_the_size(kind: str) -> None:
    suffix, made = MADE_TO_COST[kind]
    assert_linear(lambda data: examine(suffix, data), made, 1_000)
