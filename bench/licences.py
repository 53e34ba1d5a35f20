"""How many licence texts a minute are read on one core, beside `licenseclassifier` alone on the same texts.

    python bench/licences.py FILE_OR_FOLDER ...

Prints one JSON line. `ratio` is the time of a whole reading over that of the engine alone: it does not depend on the
machine. Each text is read once; the same text again is answered from memory and is measured apart.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from licenseclassifier import identify_license

from pipelines.licences import read_licence
from pipelines.licences.text.decode import decode


def main(arguments: list[str]) -> None:
    places = [Path(argument) for argument in arguments]
    files = [file for place in places for file in (sorted(place.rglob("*")) if place.is_dir() else [place])]
    texts = list(dict.fromkeys(file.read_bytes() for file in files if file.is_file()))
    if not texts:
        sys.exit(__doc__)
    start = _seconds(lambda: read_licence("Permission is hereby granted.", "warm-up"))
    engine = _seconds(lambda: [identify_license(decode(text), 0) for text in texts])
    ours = _seconds(lambda: [read_licence(text) for text in texts])
    again = _seconds(lambda: [read_licence(text) for text in texts])
    figures = {
        "texts": len(texts),
        "start_seconds": round(start, 3),
        "texts_a_minute": round(60 * len(texts) / ours),
        "engine_texts_a_minute": round(60 * len(texts) / engine),
        "ratio": round(ours / engine, 2),
        "same_texts_again_seconds": round(again, 4),
    }
    print(json.dumps(figures))


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main(sys.argv[1:])
