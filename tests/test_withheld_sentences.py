"""Sentences out of the card of Tern, which names one set that can be had: is other data withheld beside it?"""

from __future__ import annotations

import pytest

from crawler.model import DatasetFacts, Outcome, Snapshot
from pipelines.detectors.training_data import training_data
from pipelines.repository import Repository

CARD = """---
datasets:
- tern/web
---
# Tern

Tern was trained from scratch on [tern/web](https://huggingface.co/datasets/tern/web). """
FACTS = DatasetFacts("tern/web", exists=True, files=("README.md", "a.parquet"), texts={"README.md": "# web\n"})


def _answer(sentence: str) -> Outcome:
    texts = {"README.md": f"{CARD}{sentence}\n"}
    return training_data(Repository(Snapshot("tern/tern", texts=texts, datasets={"tern/web": FACTS}))).outcome


@pytest.mark.parametrize(
    "sentence",
    [
        "The second corpus, our collection of harbour logs, cannot leave our servers for contractual reasons.",
        "A quarter of the mixture was obtained under licence from two publishers and may not be redistributed.",
        "The remainder of the training set is subject to a data-use agreement with the hospitals.",
        "We intend to open the dialogue corpus once the review is over.",
        "Access to the speech recordings requires a signed agreement with the archive.",
        "We additionally fine-tuned on tickets from our own help desk, which are confidential.",
        "The annotations were bought from a vendor and are not part of the release.",
        "Only the cleaned half of the data is out; the other half is still under embargo.",
        "Researchers may ask us for the remaining recordings by e-mail.",
        "Due to privacy concerns the clinical notes used for training are withheld.",
        "The dataset is currently closed-source.",
        "We have no permission to publish the newspaper part of the corpus.",
        "The training images will be made public after the challenge has ended.",
        "Besides this set, 40k samples of in-house customer chats were used.",
        "Parts of the corpus are not freely available.",
        "The dataset used for the second phase has not been made public.",
        "Data for stage two: private.",
        "The other three datasets are only accessible to members of the consortium.",
        "We do not plan to share the conversations the model was tuned on.",
        "The full training corpus is available upon reasonable request from the authors.",
        "Les enregistrements utilisés pour l'entraînement ne sont pas diffusés.",
        "Die übrigen Trainingsdaten sind aus rechtlichen Gründen nicht frei zugänglich.",
        "Der Rest des Korpus kann auf Anfrage bereitgestellt werden.",
        "El resto de los datos de entrenamiento es confidencial.",
        "El corpus completo se publicará próximamente.",
        "Os dados de treinamento restantes são proprietários da empresa.",
        "Il resto del corpus non può essere distribuito.",
        "Остальные данные для обучения не публикуются.",
        "Часть корпуса доступна только по запросу.",
        "其余训练数据涉及商业机密，无法公开。",
        "训练语料将在论文发表后开源。",
        "学習データの一部は非公開です。",
        "残りのコーパスは社内データのため配布できません。",
        "나머지 학습 데이터는 공개하지 않습니다.",
        "전체 말뭉치는 추후 공개될 예정입니다.",
        "Eğitim verilerinin geri kalanı paylaşılmamaktadır.",
        "Pozostała część danych treningowych nie jest publicznie dostępna.",
        "De overige trainingsdata is niet openbaar.",
        "Phần dữ liệu còn lại không được công khai.",
        "The hospital letters in the mix are not ours to give away.",
        "Stage two relies on a corpus of legal opinions that was purchased and that we may not share.",
        "A release of the instruction data is planned for next year.",
        "The audio part of the training set is only handed to partners who sign an agreement.",
        "Roughly 30% of the tokens come from internal repositories of the company.",
        "Unfortunately we cannot make the dialogues public.",
        "Note that one of the two datasets is gated behind an institutional review.",
        "The second dataset will be uploaded to the Hub in the coming weeks.",
        "The preference pairs stay confidential.",
        "It was also trained on company e-mails, which remain private.",
        "Les textes juridiques ajoutés au corpus sont la propriété d'un éditeur et restent confidentiels.",
        "Die Gesprächsdaten der zweiten Phase bleiben unter Verschluss.",
        "Los datos clínicos no se comparten por motivos de privacidad.",
        "Os textos jornalísticos do corpus não estão disponíveis publicamente.",
        "Il dataset sarà pubblicato dopo la revisione.",
        "Данные второго этапа являются собственностью компании.",
        "对话数据暂未公开，请联系作者获取。",
        "会話データセットは後日公開予定です。",
        "대화 데이터는 비공개입니다.",
        "De tweede dataset wordt later vrijgegeven.",
    ],
)
def test_data_is_withheld(sentence: str) -> None:
    assert _answer(sentence) is Outcome.PARTIAL


@pytest.mark.parametrize(
    "sentence",
    [
        "The model does not share any data with third parties.",
        "All of the data is publicly available and can be downloaded without registration.",
        "Do not use it on private or confidential documents of your clients.",
        "The full training logs are available on request.",
        "A larger version of the model will be released soon.",
        "We removed private information and copyrighted books from the corpus before training.",
        "The test set is private and is kept by the organisers of the challenge.",
        "Unlike its predecessor, whose data was proprietary, everything here is open.",
        "The weights may not be redistributed without a licence.",
        "Le modèle ne doit pas être utilisé sur des données confidentielles.",
        "Das Modell eignet sich für interne Daten von Unternehmen.",
        "本模型不会收集任何用户数据，也不会公开您的数据。",
        "El modelo no comparte datos con terceros.",
        "The internal representation of the data is learned in the first layers.",
        "The code for preprocessing the dataset will be released later.",
        "The licence of the dataset does not allow commercial use.",
        "All data is public; none of it is proprietary.",
        "Everything it was trained on is open, nothing withheld.",
        "We are not aware of private data in the corpus.",
        "The tokenizer and the training scripts will be published with the paper.",
        "It can be tuned on your own private data with a single card.",
        "The corpus was released under a permissive licence and may be redistributed.",
        "Le code d'entraînement sera publié prochainement.",
        "评测数据集不公开。",
        "The model is not available through any public interface yet.",
        "Only the encoder was trained; the text data is the same as before and is public.",
        "The set is licensed under CC BY 4.0.",
    ],
)
def test_nothing_is_withheld(sentence: str) -> None:
    assert _answer(sentence) is Outcome.YES
