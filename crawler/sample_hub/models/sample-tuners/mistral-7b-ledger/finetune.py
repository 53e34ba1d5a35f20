"""Supervised fine-tuning of Mistral 7B on pairs of note and ledger line."""

import argparse

import yaml
from datasets import load_dataset
from trl import SFTConfig, SFTTrainer


def to_prompt(row):
    return {"text": f"### Note\n{row['note']}\n### Line\n{row['line']}"}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", default="run.yaml")
    with open(parser.parse_args().config) as file:
        settings = yaml.safe_load(file)
    rows = load_dataset(settings.pop("dataset"), split="train").map(to_prompt)
    trainer = SFTTrainer(settings.pop("model"), train_dataset=rows, args=SFTConfig(**settings))
    trainer.train()
    trainer.save_model()


if __name__ == "__main__":
    main()
