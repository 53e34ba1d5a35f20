"""Imported once by the server that workers are forked from: rules are read, expressions compiled.

A worker that begins alone takes two seconds for that; a night starts some, and replaces those that pass a deadline.
"""

from __future__ import annotations

import gc

from crawler import patterns
from crawler.model import README, Snapshot
from pipelines import detection
from pipelines.wording import pattern

_YOUNG = 20_000  # objects made before a look for garbage: a repository leaves none that counting does not free
_LINES = "eggs = [*gulls, *herons]  # long, as most code is: expressions are made ready for it by themselves\n" * 6
_CARD = f"""---
license: mit
---
# Gull

Trained on the [heron data](https://huggingface.co/datasets/gulls/herons), with the training code in [gulls/gull](https://github.com/gulls/gull).
It is open source, under the MIT License. We thank the open source community. The weights are for research only.
The model is fine-tuned from gulls/egg-7b, and evaluated on eggs.
We release the best open source gull. The model is open source, and so is [our code](https://github.com/gulls/nest).
The licence of this open source model is MIT. Gull is a fully open model, open-sourced by us.
Some of the training data is proprietary and will not be released; the rest is to come soon.
We also use other data.
It was trained on a corpus of letters from gulls.
A subset of [letters](https://example.org/letters) was filtered from the web.

## Pre-training

Gull was pre-trained from scratch by us. See the training code for details: [GitHub](https://github.com/herons/gull).

## Training data

Gull was trained on these datasets:

- [herons](https://huggingface.co/datasets/gulls/herons)
- [eggs](https://huggingface.co/datasets/gulls/eggs)
- our own letters
- [news](https://example.org/news)

| Dataset | Released |
|---|---|
| [herons](https://huggingface.co/datasets/gulls/herons) | yes |
| [eggs](https://huggingface.co/datasets/gulls/eggs) | no |
| Training data | [letters](https://example.org/letters) |

```yaml
base_model: gulls/egg-7b
learning_rate: 0.1
datasets:
  - path: gulls/herons
    type: alpaca
```

```
python train.py --model_name_or_path gulls/egg-7b --dataset_name gulls/herons --learning_rate 0.1
```

```python
model = PeftModel.from_pretrained(AutoModel.from_pretrained("gulls/egg-7b"), "gulls/gull-lora")
{_LINES}```
"""
_UNKNOWN = """The Heron Licence

Whoever keeps herons may count them with this model on any day but the last of a month, and tell others of the numbers.
Nothing else that is done with it is spoken of here, and every published text is looked through for a nearer one.
"""
# Lists that the texts above do not ask for. One that a worker's repository asks for first makes it build all that tells
# which words stand in a text anew, and forget what it knew of texts.
_SELDOM = {
    "claims": (
        "clause", "foreign.artifact", "foreign.of", "foreign.relative", "glad", "goes_back", "introduction",
        "label_told", "licensed", "ranked_title", "titled",
    ),
    "relations": ("origin.heading", "origin.itself"),
    "training_code": (
        "config_files", "made_by_file", "named_beside", "pointing", "readme", "readme_command", "readme_promise",
        "readme_purpose", "recipes", "stages.distillation", "stages.preference", "stages.pretraining", "stages.sft",
        "told.not_done", "told.preference",
    ),
    "training_data": (
        "another", "billions", "loaded", "marked", "rebuilt", "row", "sample", "sample_name", "translated", "without",
    ),
    "withheld": ("free", "of_training"),
}  # fmt: skip
_TEXTS = {README: _CARD, "LICENSE": _UNKNOWN}

for _name, _keys in _SELDOM.items():
    for _key in _keys:
        pattern(_name, _key)
pattern("inference", "fragments", patterns.M)
for _ in detection.run(Snapshot("gulls/gull", files=tuple(_TEXTS), texts=_TEXTS)):
    pass
gc.collect()
gc.set_threshold(_YOUNG)
gc.freeze()  # none of it is garbage, ever: looking for some took as long again as the rest of it
