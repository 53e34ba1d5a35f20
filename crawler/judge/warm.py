"""Imported once by the server that workers are forked from: rules are read, expressions compiled.

A worker that begins alone takes two seconds for that; a night starts some, and replaces those that pass a deadline.
"""

from __future__ import annotations

import gc

from crawler.model import README, Snapshot
from pipelines import detection

_CARD = """---
license: mit
---
# Gull

Trained on the [heron data](https://huggingface.co/datasets/gulls/herons), with the training code in [gulls/gull](https://github.com/gulls/gull).
It is open source, under the MIT License. We thank the open source community. The weights are for research only.
The model is fine-tuned from gulls/egg-7b, and evaluated on eggs.
"""
_UNKNOWN = """The Heron Licence

Whoever keeps herons may count them with this model on any day but the last of a month, and tell others of the numbers.
Nothing else that is done with it is spoken of here, and every published text is looked through for a nearer one.
"""
_TEXTS = {README: _CARD, "LICENSE": _UNKNOWN}

for _ in detection.run(Snapshot("gulls/gull", files=tuple(_TEXTS), texts=_TEXTS)):
    pass
gc.collect()
gc.freeze()  # none of it is garbage, ever: looking for some took as long again as the rest of it
