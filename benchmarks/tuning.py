"""Questions with their figures → the bundled model's biases and norms, so that a question lies near what answers it.

    python -m benchmarks.tuning [--write] [--epochs N]

Asks the lessons and the practice exams that the decision isn't fitted on (benchmarks/material.py), and fits what the
engine's file holds in single precision, some sixty thousand numbers: the matrices stay as they were published. Each
question is drawn to the right figures' texts and away from those of the figures that rank high beside them (InfoNCE,
arXiv:1807.03748; biases alone: BitFit, arXiv:2106.10199). With --write the result becomes index/tuning.npz, which is
shipped; then the decision is to be fitted anew (benchmarks/decision.py). Takes about an hour on two cores.
"""

import argparse
import math
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

import numpy as np
import torch
from torch.nn.functional import normalize
from transformers import BertConfig, BertModel

from benchmarks.material import Asked, for_the_tuning
from bot.calibrating import expected, is_right
from bot.choosing import is_rounded
from index.bundled_model import processor_description, published_file
from index.engine_file import EngineFile, Numbers
from index.figure_text import figure_embedding_text
from index.terms import simplified
from index.tokens import Tokens

SHIPPED = Path(__file__).parents[1] / "index" / "tuning.npz"
LOOKED_AT = 30
"""figures of a question, best first, that it is held against"""
MOST_RIGHT, MOST_WRONG = 3, 4
"""of them that a question brings into its batch"""
TOGETHER = 32
"""questions of a batch, all of one file, so that each one's wrong figures are the others' too"""
AT_ONCE = 128
"""texts that are embedded at once"""
LONGEST = 72
"""tokens of a text that are read"""
RATE, DECAY, WARMING = 4e-4, 0.01, 30
FIRST_SCALE = 50.0
"""what a similarity is multiplied by at first, to make it a log-odds"""
EPOCHS = 1.5
SEED = 0


@dataclass(frozen=True, slots=True)
class Example:
    """A question with the texts of figures: those that answer it, those that don't, and those that might."""

    question: str
    right: frozenset[str]
    wrong: tuple[str, ...]
    """best first"""
    unsure: frozenset[str]
    """of figures whose value is the right one rounded"""


class Encoder(torch.nn.Module):
    """The bundled model with weights that can be fitted; its vectors are the engine's."""

    def __init__(self, file: EngineFile, tuned: Mapping[str, Numbers] = MappingProxyType({})) -> None:
        super().__init__()
        shape = file.shape
        config = BertConfig(
            vocab_size=len(file.scores),
            hidden_size=shape.width,
            num_hidden_layers=shape.layers,
            num_attention_heads=shape.heads,
            intermediate_size=shape.inner,
            layer_norm_eps=shape.epsilon,
            hidden_dropout_prob=0.0,
            attention_probs_dropout_prob=0.0,
        )
        self.model = BertModel(config, add_pooling_layer=False)
        self.names = dict(_names(shape.layers))
        weights = self.model.state_dict()
        for ours, theirs in self.names.items():
            kept = weights[ours]
            is_plain = kept.ndim == 1 or theirs in PLAIN
            read = tuned.get(theirs, file.numbers(theirs)) if is_plain else file.matrix(theirs, kept.shape[1])
            weights[ours] = torch.from_numpy(read.reshape(-1)[: kept.numel()].reshape(kept.shape))
        self.model.load_state_dict(weights)
        for name, weight in self.model.named_parameters():
            weight.requires_grad_(weight.ndim == 1)
            assert name in self.names
        self._tokens = Tokens(file)
        self._ends = file.first, file.last

    def tokens(self, text: str) -> list[int]:
        """The numbers of a text's pieces, both end marks with them."""
        first, last = self._ends
        return [first, *self._tokens.of(text)[: LONGEST - 2], last]

    def forward(self, texts: Sequence[str]) -> torch.Tensor:
        """Vectors of length 1, shape (texts, width); each text has the prefix that the model wants."""
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        found: list[torch.Tensor] = [torch.empty(0)] * len(texts)
        for start in range(0, len(order), AT_ONCE):
            part = order[start : start + AT_ONCE]
            pooled = self.pooled([self.tokens(texts[one]) for one in part])
            for at, vector in zip(part, normalize(pooled, dim=-1), strict=True):
                found[at] = vector
        return torch.stack(found)

    def pooled(self, rows: Sequence[Sequence[int]]) -> torch.Tensor:
        """The mean of what the last layer makes of each row's pieces, shape (rows, width)."""
        longest = max(map(len, rows))
        ids = torch.zeros(len(rows), longest, dtype=torch.long)
        mask = torch.zeros(len(rows), longest, dtype=torch.long)
        for at, row in enumerate(rows):
            ids[at, : len(row)] = torch.tensor(row)
            mask[at, : len(row)] = 1
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALF):
            hidden = self.model(input_ids=ids, attention_mask=mask).last_hidden_state
        summed = (hidden.float() * mask[..., None]).sum(1)
        pooled: torch.Tensor = summed / mask.sum(1, keepdim=True)
        return pooled

    def fitted(self) -> dict[str, np.ndarray]:
        """The biases and norms, by their names in the engine's file."""
        return {
            self.names[name]: weight.detach().numpy().astype(np.float32)
            for name, weight in self.model.named_parameters()
            if weight.requires_grad
        }


HALF = "avx512_bf16" in processor_description()
"""Whether numbers of half the size are faster here: without the instructions for them they are far slower."""
PLAIN = frozenset({"emb.pos", "emb.type"})
"""Matrices that the engine's file holds in single precision."""


def _names(layers: int) -> Iterator[tuple[str, str]]:
    """The model's names of its weights with those of the engine's file."""
    yield "embeddings.word_embeddings.weight", "emb.word"
    yield "embeddings.position_embeddings.weight", "emb.pos"
    yield "embeddings.token_type_embeddings.weight", "emb.type"
    parts = {
        "attention.self.query": "q",
        "attention.self.key": "k",
        "attention.self.value": "v",
        "attention.output.dense": "ao",
        "attention.output.LayerNorm": "aln",
        "intermediate.dense": "fi",
        "output.dense": "fo",
        "output.LayerNorm": "oln",
    }
    named = {"embeddings.LayerNorm": "emb.ln"} | {
        f"encoder.layer.{layer}.{ours}": f"l{layer}.{theirs}"
        for layer in range(layers)
        for ours, theirs in parts.items()
    }
    for ours, theirs in named.items():
        yield f"{ours}.weight", f"{theirs}.w"
        yield f"{ours}.bias", f"{theirs}.b"


def examples(asked: Asked) -> list[Example]:
    """The questions of a file for one number of which a right figure is found."""
    with asked.opened(0.0) as assistant:
        weighed = [(line, *assistant.weighed(line["question"])) for line in asked.lines]
    found = []
    for line, question, material, ranked in weighed:
        if not question.is_for_one_number or not expected(line):
            continue
        looked_at = ranked[:LOOKED_AT]
        right = [one.figure for one in looked_at if is_right(one, line, material)]
        if right:
            texts = frozenset(map(figure_embedding_text, right))
            others = [one.figure for one in looked_at if one.figure not in right]
            unsure = [one for one in others if any(is_rounded(one, other) for other in right)]
            wrong = dict.fromkeys(figure_embedding_text(one) for one in others if one not in unsure)
            found.append(
                Example(
                    simplified(question.text),
                    texts,
                    tuple(one for one in wrong if one not in texts),
                    frozenset(map(figure_embedding_text, unsure)) - texts,
                )
            )
    return found


def tune(encoder: Encoder, files: Sequence[Sequence[Example]], epochs: float) -> Iterator[float]:
    """Fits the encoder; gives the loss of each step."""
    scale = torch.nn.Parameter(torch.tensor(math.log(FIRST_SCALE)))
    fitted = [weight for weight in encoder.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW([*fitted, scale], lr=RATE, weight_decay=DECAY)
    chance = random.Random(SEED)
    steps = [batch for _ in range(math.ceil(epochs)) for batch in _batches(files, chance)]
    steps = steps[: round(len(steps) * epochs / math.ceil(epochs))]
    for step, batch in enumerate(steps):
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1, (step + 1) / WARMING) * max(0.02, 1 - step / len(steps))
        loss = _loss(encoder, batch, scale)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(fitted, 1.0)
        optimiser.step()
        yield loss.item()


def _batches(files: Sequence[Sequence[Example]], chance: random.Random) -> list[list[Example]]:
    batches = []
    for one in files:
        mixed = list(one)
        chance.shuffle(mixed)
        batches += [mixed[at : at + TOGETHER] for at in range(0, len(mixed), TOGETHER)]
    chance.shuffle(batches)
    return batches


def _loss(encoder: Encoder, batch: Sequence[Example], scale: torch.Tensor) -> torch.Tensor:
    """How far the questions are from taking a right figure for the likeliest, in nats."""
    texts = sorted({text for one in batch for text in (*sorted(one.right)[:MOST_RIGHT], *one.wrong[:MOST_WRONG])})
    is_right = torch.tensor([[text in one.right for text in texts] for one in batch])
    is_unsure = torch.tensor([[text in one.unsure for text in texts] for one in batch])
    questions = encoder([f"query: {one.question}" for one in batch])
    figures = encoder([f"passage: {text}" for text in texts])
    likely = (questions @ figures.T * scale.exp()).masked_fill(is_unsure, NEVER)
    lost: torch.Tensor = likely.logsumexp(1) - likely.masked_fill(~is_right, NEVER).logsumexp(1)
    return lost.mean()


NEVER = -1e4


def main(arguments: Sequence[str] | None = None) -> int:
    """Asks, fits, prints the loss, writes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.tuning", description="The bundled model, fitted")
    parser.add_argument("--write", action="store_true", help="make the result the shipped model")
    parser.add_argument("--epochs", type=float, default=EPOCHS, help=f"times that each question is seen ({EPOCHS})")
    chosen = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        files = [found for asked in for_the_tuning(Path(folder)) if (found := examples(asked))]
    print(f"{sum(map(len, files))} questions of {len(files)} files")
    encoder = Encoder(published_file())
    losses: list[float] = []
    for loss in tune(encoder, files, chosen.epochs):
        losses.append(loss)
        if len(losses) % 25 == 0:
            print(f"{len(losses)} steps: {np.mean(losses[-25:]):.3f}", flush=True)
    if chosen.write:
        np.savez_compressed(SHIPPED, **encoder.fitted())  # type: ignore[arg-type]
    return 0


if __name__ == "__main__":
    sys.exit(main())
