"""What a publisher states of the data a model was trained on."""
