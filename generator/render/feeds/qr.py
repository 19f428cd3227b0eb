"""A feed's address as a QR code, for phones."""

from io import BytesIO


def qr_svg(address: str, title: str) -> bytes:
    """Black on white with the quiet zone that ISO/IEC 18004 asks for: scanners need both, whatever the page's scheme."""
    import segno

    out = BytesIO()
    segno.make_qr(address, error="m").save(
        out,
        kind="svg",
        xmldecl=False,
        omitsize=True,
        svgclass=None,
        lineclass=None,
        dark="#000",
        light="#fff",
        title=title,
    )
    return out.getvalue()
