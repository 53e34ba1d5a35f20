"""Sentences out of cards of Gull, a model by Seabird made from Mistral: which claim that Gull is open source?"""

from __future__ import annotations

import pytest

from pipelines.declared.claims import claim_in
from pipelines.declared.names import Names

NAMES = Names(frozenset({"gull", "seabird"}), frozenset({"mistral"}))


@pytest.mark.parametrize(
    "sentence",
    [
        "Gull-7B is a fully open source LLM trained on two trillion tokens.",
        "This model is open-source under the MIT license.",
        "We are open-sourcing Gull 7B today.",
        "Introducing Gull, an open-source text-to-speech model.",
        "The weights are open source.",
        "Both the code and the weights are open source.",
        "We open-source the code, data and models.",
        "We have open-sourced all model checkpoints and training code.",
        "Gull belongs to a family of open-source LLMs.",
        "This is the open-source version of Gull.",
        "Being open source, Gull can be inspected by anyone.",
        "Gull is one of the best open-source models for code.",
        "We provide two open-source checkpoints.",
        "Gull sets a new state of the art among fully open models.",
        "Gull reads tables, and is the only open-source model that does.",
        "Gull does not need a GPU and is fully open source.",
        "Gull was trained by Seabird and open-sourced in May.",
        "The model is released under MIT, making it fully open-source.",
        "As an open-source model, Gull can be inspected by anyone.",
        "We are happy to open source Gull.",
        "We trained Gull for a year and open-sourced it.",
        "Gull-7B, fully open-source and trained in Leeds.",
        "Now open source.",
        "Gull, trained on letters, is available to all as open source.",
        "Gull is a collection of models that are open source.",
        "We present Gull-2, a small model that is fully open-source.",
        "Gull is trained on letters, open-sourced on two hubs.",
        "Gull ranks first among all existing open-source models.",
        "Gull 采用 MIT 许可证开源。",
        "模型权重已完全开源。",
        "Released as open source by volunteers.",
        "The Gull models, which are open source, come in three sizes.",
        "The open-source version of Gull has 7B parameters.",
        "Gull is an effort to create an open-source Arabic LLM.",
        "Free and open source chat model.",
        "Fully open-source (weights, data, code)",
        "With Gull, we provide an open-source medical LLM.",
        "我们开源了 Gull-7B 模型。",
        "このモデルはオープンソースで公開されています。",
        "Gull은 오픈소스 한국어 언어 모델입니다.",
        "Gull ist ein quelloffenes Sprachmodell.",
        "Este modelo es de código abierto.",
    ],
)
def test_a_claim(sentence: str) -> None:
    assert claim_in(sentence, NAMES).startswith("self")


@pytest.mark.parametrize(
    "sentence",
    [
        "Gull outperforms other open-source models.",
        "Gull is on par with the open-source model Falcon.",
        "Gull is fine-tuned from Mistral, an open-source model.",
        "Mistral is an open-source model.",
        "Our goal is to develop a fast, polite, usable, open-source model.",
        "We will open-source the model soon.",
        "Gull is not open source.",
        "We open source our evaluation harness.",
        "We open-source the dataset used to train Gull.",
        "The training code is open source.",
        "It is an open-source UI for running models.",
        "This model was trained using the open-source library NeMo.",
        "Gull detects faults in open-source software.",
        "Thanks to the open-source community.",
        "We fine-tuned an open-source LLM on letters.",
        "Gull combines an open-source vision encoder with a decoder.",
        "In contrast to the open-source Tern, Gull reads tables.",
        "Gull uses the same layers as the open source model Tern.",
        "Gull outperforms open-source models.",
        "Existing open-source models struggle with Welsh.",
        "We chose Tern because it is open source.",
        "We thank Tern for making their model open source.",
        "The base model is an open-source LLM.",
        "Our study covers open-source and closed LLMs.",
        "There is no open-source model for Welsh.",
        "Write to opensource+gull@example.org.",
        "Other models of this list are open source.",
        "The models we compare with are open source.",
        "We make use of open source.",
        "Models like Tern are open source.",
        "The tool uses models that are open source.",
        "For years we have used open-source models.",
        "Our approach makes open-source models safer.",
        "Gull uses Tern, an open-source speech model, as its ear.",
        "The open-source model that we began with is Tern.",
        "Gull's tokenizer is open source.",
        "The code and the data of Gull are open source.",
        "We began with Tern-7B, which is an open-source model.",
        "Our judge is the open-source Tern model.",
        "Most open-source models cannot do this, but Gull can.",
        "Some open-source models need more memory than Gull.",
        "Tern is the open-source LLM that Gull is based on.",
        "As open-source models improve, so will Gull.",
        "开源模型的威尔士语能力较弱。",
        "在同规模的开源模型中，Gull 取得了不错的结果。",
        "We open-source GullBench, a benchmark of bird songs.",
        "We are asking for leave to open-source Gull.",
        "Compared to open-source models, Gull needs less memory.",
        "The gap between open source and closed models shrinks.",
        "感谢开源社区。",
        "Gull se basa en el modelo de código abierto Mistral.",
        "Gull wurde mit Open-Source-Daten trainiert.",
    ],
)
def test_no_claim(sentence: str) -> None:
    assert claim_in(sentence, NAMES) == ""
