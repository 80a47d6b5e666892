"""Sentence vectors for ranking passages by sense, with a model on this machine (extra `embeddings`; off by default)."""

from __future__ import annotations

from collections.abc import Sequence

from argmap.ground.diagnostics import ArgmapError
from argmap.quotations.passages import Encoder


def load_encoder(model: str) -> Encoder:
    """An encoder for `PassageIndex.offer`: the sentence-transformers model of this name, or in this folder.

    Nothing is fetched: the model must lie in the local store. Raises ArgmapError with the remedy
    where the package or the model is missing.
    """
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ArgmapError(
            "Ranking by sense needs a package that is not installed: pip install 'argmap[embeddings]'."
        ) from error
    try:
        loaded = SentenceTransformer(model, local_files_only=True)
    except (OSError, ValueError) as error:
        raise ArgmapError(f"The model {model} cannot be loaded: {error}. Fetch it once, or name a folder.") from error

    def encode(texts: Sequence[str]) -> Sequence[Sequence[float]]:
        vectors: Sequence[Sequence[float]] = loaded.encode(list(texts), normalize_embeddings=True).tolist()
        return vectors

    return encode
