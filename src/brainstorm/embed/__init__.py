"""Texts to vectors: the only room that imports an embedding library, and it does so when an encoder is opened.

Three encoders stand behind one protocol: static word vectors (wordllama), a sentence model (fastembed), and word
stems in plain Python, which need nothing and are a rough guess.
"""

from brainstorm.embed.encoder import (
    AUTO,
    CHOICES,
    FASTEMBED,
    STEMS,
    WORDLLAMA,
    Encoder,
    Opened,
    installed,
    open_encoder,
)

__all__ = ["AUTO", "CHOICES", "FASTEMBED", "STEMS", "WORDLLAMA", "Encoder", "Opened", "installed", "open_encoder"]
