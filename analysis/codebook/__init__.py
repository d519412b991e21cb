"""A codebook: items (topics or frames), each with the terms that stand for it. Definitions are data."""

from analysis.codebook.files import load, locate
from analysis.codebook.items import Codebook, Item

__all__ = ["Codebook", "Item", "load", "locate"]
