"""Made-up code repositories: some train, some only run a model, some are gone."""

from __future__ import annotations

from crawler.local_hub.repos.blobs import TextBlob
from crawler.local_hub.repos.code_repo import CodeFacts, CodeRepo
from crawler.local_hub.synthetic.draw import Draw
from crawler.local_hub.synthetic.names import CODE_NAME, code_name, index_in
from crawler.local_hub.synthetic.population import Population

GONE, TRAINS = 0.1, 0.7
TRAIN = b"import torch\n\n\ndef main():\n    model = build()\n    for batch in batches():\n        step(model, batch)\n"
RUN = b"import sys\n\nprint(load(sys.argv[1]).generate(sys.stdin.read()))\n"


class SyntheticCode:
    """The code host of a made-up Hub."""

    def __init__(self, population: Population) -> None:
        self.population = population

    def get(self, slug: str) -> CodeRepo | None:
        index = index_in(CODE_NAME, slug)
        if index is None or index > self.population.size // 50 or code_name(index) != slug.lower():
            return None
        draw = Draw(self.population.seed, "code", index)
        if draw.share(0) < GONE:
            return None
        script = ("train.py", TRAIN) if draw.share(1) < TRAINS else ("generate.py", RUN)
        readme = ("README.md", f"# {code_name(index)}\n\nRun `python {script[0]}`.\n".encode())
        licence = draw.pick(2, ("Apache-2.0", "MIT", None))
        files = {path: TextBlob(path, data) for path, data in (script, readme)}
        return CodeRepo(code_name(index), CodeFacts(spdx_id=licence), files)
