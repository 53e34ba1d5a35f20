"""Why a request came to nothing, in words that readers of a reason understand and that are the same every night."""

from __future__ import annotations

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)

WORDS: dict[type[Exception], str] = {  # more special ones first
    CannotResolveHostError: "the host's name is not known",
    DownloadConnectionRefusedError: "connection refused",
    DownloadTimeoutError: "no answer in time",
    TimeoutError: "no answer in time",
    ResponseDataLossError: "the answer broke off",
    DownloadFailedError: "the connection failed",
}
NETWORK: tuple[type[Exception], ...] = tuple(WORDS)


def why(error: BaseException) -> str:
    """`ConnectionRefusedError(111, "Connect call failed ...")` -> "connection refused"; others say it themselves."""
    known = (words for kind, words in WORDS.items() if isinstance(error, kind))
    return next(known, str(error) or type(error).__name__)
