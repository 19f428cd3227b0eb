"""Pictures: decoded completely, and written anew with nothing but their pixels.

JPEG keeps its quantisation tables, so that quality and size stay the same; PNG and lossless WebP lose nothing. The same
picture gives the same bytes under the same version of Pillow.
"""

import io
import struct

from PIL import ExifTags, Image, ImageCms, ImageFile, ImageOps
from PIL.JpegImagePlugin import JpegImageFile, get_sampling
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from generator.intake.attachments.picture_parts import is_lossless, refuse_hidden_file, screen_picture
from generator.intake.attachments.screen import Refused, Screen

MAX_PIXELS = 64_000_000
"""More than the cameras of offices take; 192 MB as RGB."""
_READERS: dict[str, type[ImageFile.ImageFile]] = {
    ".jpg": JpegImageFile,
    ".jpeg": JpegImageFile,
    ".png": PngImageFile,
    ".webp": WebPImageFile,
}
_MODES = {
    "JPEG": {"L", "RGB"},
    "PNG": {"1", "L", "LA", "P", "RGB", "RGBA", "I", "I;16"},
    "WEBP": {"RGB", "RGBA"},
}
_HALF_WIDTH = 1
"""Pillow's number for colours at half the width; turned by 90° that is half the height, which it cannot write."""
_WEBP_QUALITIES = (90, 80, 70)
_WEBP_GROWTH = 1.25
_AGAIN = "用“画图”打开后另存，再放进来"


def published_picture(suffix: str, data: bytes, screen: Screen) -> bytes:
    """The picture as it is published: pixels alone; private data in the rest of the file is left out, with a remark.

    Raises:
        Refused: not a picture of this kind, damaged, animated, too large, or followed by another file.
    """
    picture = _opened(suffix, data)
    refuse_hidden_file(data)
    rest = Screen()
    screen_picture("", data, rest)
    if rest.private or rest.faults:
        message = "图片的附加信息里有拍摄地点、号码或邮箱，公开时已经去掉；交来的原文件里还有"
        screen.remark(message, "最好用“画图”打开后另存，换掉原来的图片")
    return _written(picture, data)


def size_of(published: bytes) -> tuple[int, int]:
    """Width and height of a picture, in pixels."""
    with Image.open(io.BytesIO(published)) as picture:
        return picture.size


def _opened(suffix: str, data: bytes) -> ImageFile.ImageFile:
    try:
        picture = _READERS[suffix](io.BytesIO(data))
    except Image.DecompressionBombError:
        raise _too_large() from None
    except (SyntaxError, OSError, ValueError, EOFError, struct.error, IndexError):
        cure = "用原来的软件重新导出，不要只改后缀名"
        raise Refused("S003", f"内容不是 {suffix} 文件，或已损坏", cure) from None
    if picture.width * picture.height > MAX_PIXELS:
        raise _too_large()
    if getattr(picture, "n_frames", 1) > 1:
        raise Refused("S003", "动图不能作附件", "换成一张静止的图片")
    try:
        picture.load()
    except (SyntaxError, OSError, ValueError, EOFError, struct.error, IndexError):
        raise Refused("S003", "图片已损坏，不能完整打开", _AGAIN) from None
    return picture


def _too_large() -> Refused:
    message = f"图片的像素太多（超过 {MAX_PIXELS // 10_000} 万）"
    return Refused("S005", message, "用“画图”把图片缩小后另存")


def _written(picture: ImageFile.ImageFile, data: bytes) -> bytes:
    if isinstance(picture, JpegImageFile):
        return _jpeg(picture)
    form = picture.format or ""
    pixels = _plain(_standard_colours(_upright(picture)), form)
    if form == "PNG":
        return _saved(pixels, "PNG")
    if is_lossless(data):
        return _saved(pixels, "WEBP", lossless=True)
    return _webp(pixels, len(data))


def _jpeg(picture: JpegImageFile) -> bytes:
    """Written with the quantisation tables and sampling of the original, so that hardly anything more is lost."""
    layers = sorted({number: layer[3] for number, layer in enumerate(picture.layer[:2])}.items())
    options: dict[str, object] = {
        "optimize": True,
        "progressive": bool(picture.info.get("progressive")),
        "qtables": [picture.quantization[table] for _, table in layers],
    }
    size, mode, sampling = picture.size, picture.mode, get_sampling(picture)
    pixels = _plain(_standard_colours(_upright(picture)), "JPEG")
    if pixels.mode == "RGB":
        is_fit = mode == "RGB" and sampling >= 0 and (sampling != _HALF_WIDTH or pixels.size == size)
        options["subsampling"] = sampling if is_fit else 0
    return _saved(pixels, "JPEG", **options)


def _webp(pixels: Image.Image, size: int) -> bytes:
    """Written in the best quality that is not much larger than ``size`` bytes, since a WebP does not tell its own."""
    found = b""
    for quality in _WEBP_QUALITIES:
        found = _saved(pixels, "WEBP", quality=quality)
        if len(found) <= _WEBP_GROWTH * size:
            break
    return found


def _saved(pixels: Image.Image, form: str, **options: object) -> bytes:
    target = io.BytesIO()
    pixels.save(target, form, **options)
    return target.getvalue()


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as its EXIF says, since EXIF is not published; unreadable EXIF turns nothing."""
    try:
        turn = picture.getexif().get(ExifTags.Base.Orientation, 1) != 1
        return ImageOps.exif_transpose(picture) if turn else picture
    except (SyntaxError, ValueError, KeyError, TypeError, OverflowError, struct.error):
        return picture


def _standard_colours(picture: Image.Image) -> Image.Image:
    """Converted to sRGB, which browsers assume without a profile; an unreadable profile counts as none."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "RGBA", "CMYK"}:
        return picture
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(own):
            return picture
        mode = "RGB" if picture.mode == "CMYK" else picture.mode
        changed = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return changed or picture


def _plain(picture: Image.Image, form: str) -> Image.Image:
    """In a mode that the format has and browsers show; of the metadata only the transparent colour is kept."""
    if picture.mode not in _MODES[form]:
        picture = picture.convert("RGB" if form == "JPEG" else "RGBA")
    picture.info = {
        key: picture.info[key] for key in ("transparency",) if key in picture.info and form == "PNG"
    }
    return picture
