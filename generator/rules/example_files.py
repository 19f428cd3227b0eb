"""File texts for the examples of rules of form, privacy and safety."""

_PDF = """attachments/pifu.pdf: |
  %PDF-1.4
  1 0 obj
  <</Type /Catalog /Pages 2 0 R>>
  endobj
  2 0 obj
  <</Type /Pages /Kids [3 0 R] /Count 1>>
  endobj
  3 0 obj
  <</Type /Page /Parent 2 0 R /Contents 4 0 R
  /Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> >> >> >>
  endobj
  4 0 obj
  <</Length 99>>
  stream
  BT /F1 12 Tf (TEXT) Tj ET
  endstream
  endobj
  trailer
  <</Root 1 0 R>>
  startxref
  0
  %%EOF
"""


def pdf(text: str) -> str:
    """Returns an example with one file: an uncompressed PDF of one page that shows ``text`` (ASCII)."""
    return _PDF.replace("TEXT", text).replace("99", str(len(f"BT /F1 12 Tf ({text}) Tj ET") + 1))
