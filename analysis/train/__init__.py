"""Models learned from labels of human readers: how the numbers under `data/models` are made."""
