"""Claims of openness, sentence by sentence: which claim that this very model is open source."""

from pipelines.declared.claims.sentence import claim_in, mentions

__all__ = ["claim_in", "mentions"]
