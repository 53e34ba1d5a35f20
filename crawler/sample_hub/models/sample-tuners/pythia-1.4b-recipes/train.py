"""Fine-tune Pythia 1.4B on recipes with the Hugging Face trainer."""

import json
from pathlib import Path

from datasets import load_dataset
from transformers import AutoModelForCausalLM, AutoTokenizer, DataCollatorForLanguageModeling, Trainer, TrainingArguments

BASE = "EleutherAI/pythia-1.4b"


def main():
    tokenizer = AutoTokenizer.from_pretrained(BASE)
    tokenizer.pad_token = tokenizer.eos_token
    rows = load_dataset("sample-data/recipes", split="train").train_test_split(0.1, seed=7)
    tokens = rows.map(lambda row: tokenizer(row["text"], truncation=True, max_length=1024), remove_columns=["text"])
    trainer = Trainer(
        AutoModelForCausalLM.from_pretrained(BASE),
        TrainingArguments(**json.loads(Path("args.json").read_text())),
        DataCollatorForLanguageModeling(tokenizer, mlm=False),
        tokens["train"],
        tokens["test"],
    )
    trainer.train()
    trainer.save_model()


if __name__ == "__main__":
    main()
