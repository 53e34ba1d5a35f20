"""The licences of made-up models, in roughly the shares of the Hub, and a file that names one."""

from __future__ import annotations

from crawler.local_hub.synthetic.draw import Weighted

LICENCES = Weighted(
    ("apache-2.0", 44.0),
    ("mit", 20.0),
    ("other", 8.0),
    ("creativeml-openrail-m", 6.0),
    ("llama3.1", 4.0),
    ("gemma", 3.0),
    ("cc-by-nc-4.0", 5.0),
    ("cc-by-4.0", 3.0),
    ("llama2", 2.0),
    ("openrail", 2.0),
    ("afl-3.0", 1.0),
    ("gpl-3.0", 2.0),
)


def licence_file(licence: str, holder: str) -> bytes:
    """A short notice: the full text of a licence is not part of a made-up repository."""
    return f"Copyright {holder}\n\nThis repository is released under the licence known as {licence}.\n".encode()
