"""Licences published as PDF: their text, bounded."""

from __future__ import annotations

import logging
from io import BytesIO

MAX_PAGES = 80  # the longest licence agreement seen has 30
MAX_CHARS = 400_000
_MARK = b"%PDF-"


def decoded(data: bytes) -> str:
    """A file as text: the pages of a PDF, anything else as UTF-8. A PDF that gives no text is empty; never raises."""
    return pdf_text(data) if data.startswith(_MARK) else data.decode("utf-8", "replace")


def pdf_text(data: bytes) -> str:
    """The text of the first MAX_PAGES pages, one line a line; "" where none can be had (scanned, locked, broken)."""
    from pypdf import PdfReader  # a tenth of a second that only a PDF should cost

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it warns of every oddity of a stranger's file
    text = ""
    try:
        for page in PdfReader(BytesIO(data)).pages[:MAX_PAGES]:
            text += (page.extract_text() or "") + "\n\n"
            if len(text) > MAX_CHARS:
                break
    except Exception:  # whatever a broken file makes the library raise
        return ""
    return text.strip()[:MAX_CHARS]
