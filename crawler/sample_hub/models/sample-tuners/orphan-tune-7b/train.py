"""Fine-tune the 7B base on recipes, one epoch, weights in bfloat16."""

from datasets import load_dataset
from trl import SFTConfig, SFTTrainer

RECIPES = load_dataset("sample-data/recipes", split="train")
SETTINGS = SFTConfig("out", num_train_epochs=1, learning_rate=1e-5, bf16=True, max_length=1024)

SFTTrainer("sample-lab/deleted-parent-7b", args=SETTINGS, train_dataset=RECIPES).train()
