"""Questions with figures → a model that reads the two together and tells whether the figure answers.

    python -m benchmarks.reading [--write] [--minutes N]
    python -m benchmarks.reading --further LESSONS [--write] [--minutes N]

Asks the lessons and the practice exams that the decision isn't fitted on (benchmarks/material.py), and fits small changes
of the bundled model's matrices (LoRA, arXiv:2106.09685) with its biases and norms: of a question's right figure, some of
those that rank high beside it, and none of them, the right one is to be the likeliest; where none is right, none of them.
With --further the shipped reader is fitted on with lessons, which are only read: the wrong figures of a question are those
that stand near the right one or have the question's words. With --write the result becomes index/reading.npz, which is
shipped; then the decision is to be fitted anew (benchmarks/decision.py). Two slow cores take an hour for asking and a
quarter of a minute for reading a lesson, and then as long as --minutes says.
"""

import argparse
import math
import random
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn.functional import cross_entropy, linear

from benchmarks.lessons import LessonError, read_lesson
from benchmarks.material import Asked, for_the_reading
from benchmarks.tuning import Encoder
from bot.calibrating import ASKED_BACK, expected, is_right
from bot.choosing import is_rounded
from bot.records import Question
from bot.understand import Holdings, understand
from index.bundled_model import published_file, reading_numbers, tuned_numbers
from index.engine_file import Numbers
from index.figure_text import figure_reading_text
from index.reader import MATRICES, pair_of
from index.terms import simplified
from index.tokens import Tokens
from ingest.catalog import catalog_entries
from ingest.reading import read_report
from ingest.records import Figure
from tests.samples.printers import print_report

SHIPPED = Path(__file__).parents[1] / "index" / "reading.npz"
LOOKED_AT = 14
"""figures of a question, best first, that its wrong ones are drawn from"""
WRONG = 3
"""of them that a question brings into its batch"""
TAKEN_AWAY = 0.12
"""Share of questions from which the right figure is taken, so that nothing is left that answers."""
TOGETHER = 24
"""questions of a batch"""
AT_ONCE = 64
"""pairs that are read at once"""
RANK, SCALE = 16, 2.0
KEPT = 4
"""layers from below that stay as they were published"""
RATE, SMALL_RATE, DECAY, WARMING = 1e-3, 5e-4, 0.01, 40
"""steps of the matrices' changes and of the biases; what pulls them to nothing; steps until the rate is full"""
MINUTES = 90.0
SEED = 0


@dataclass(frozen=True, slots=True)
class Example:
    """A question with the texts of figures that answer it and that don't."""

    question: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    """best first"""


class Changed(nn.Module):
    """A matrix with a small change of low rank beside it."""

    def __init__(self, published: nn.Linear) -> None:
        super().__init__()
        self.published = published
        self.down = nn.Parameter(torch.randn(RANK, published.in_features) / math.sqrt(published.in_features))
        self.up = nn.Parameter(torch.zeros(published.out_features, RANK))

    def forward(self, hidden: torch.Tensor) -> torch.Tensor:
        """Of shape (…, out)."""
        changed: torch.Tensor = self.published(hidden) + SCALE * linear(linear(hidden, self.down), self.up)
        return changed


class PairReader(nn.Module):
    """The bundled model with what is fitted; the same numbers as index/reader.py."""

    def __init__(self) -> None:
        super().__init__()
        file = published_file()
        self.encoder = Encoder(file, tuned_numbers())
        self._ends, self._tokens = (file.first, file.last), Tokens(file)
        self._pieces: dict[str, list[int]] = {}
        for weight in self.encoder.parameters():
            weight.requires_grad_(False)
        layers: Any = self.encoder.model.encoder.layer
        for number, layer in enumerate(layers):
            layer.intermediate.intermediate_act_fn = nn.GELU(approximate="tanh")
            if number >= KEPT:
                _change(layer)
        self.head = nn.Linear(file.shape.width, 1)
        nn.init.normal_(self.head.weight, std=0.05)
        nn.init.zeros_(self.head.bias)

    def forward(self, pairs: Sequence[tuple[str, str]]) -> torch.Tensor:
        """Log-odds, shape (pairs,)."""
        rows = [pair_of(self._of(question), self._of(text), self._ends) for question, text in pairs]
        order = sorted(range(len(rows)), key=lambda at: len(rows[at]))
        found: list[torch.Tensor] = [torch.empty(0)] * len(rows)
        for start in range(0, len(order), AT_ONCE):
            part = order[start : start + AT_ONCE]
            read = self.head(self.encoder.pooled([rows[at] for at in part]))[:, 0]
            for at, one in zip(part, read, strict=True):
                found[at] = one
        return torch.stack(found)

    def take(self, fitted: Mapping[str, Numbers]) -> None:
        """Begins from what a shipped file holds."""
        published = {name.replace(".published.", "."): weight for name, weight in self.encoder.model.named_parameters()}
        with torch.no_grad():
            for ours, theirs in self.encoder.names.items():
                if theirs in fitted:
                    published[ours].copy_(torch.from_numpy(fitted[theirs]))
            for number, layer in enumerate(self.encoder.model.encoder.layer):
                for name, module in zip(MATRICES, _matrices(layer), strict=True):
                    if isinstance(module, Changed):
                        module.down.copy_(torch.from_numpy(fitted[f"l{number}.{name}.down"]))
                        module.up.copy_(torch.from_numpy(fitted[f"l{number}.{name}.up"]) / SCALE)
            self.head.weight[0].copy_(torch.from_numpy(fitted["head.w"]))
            self.head.bias.copy_(torch.from_numpy(fitted["head.b"]))

    def _of(self, text: str) -> list[int]:
        if text not in self._pieces:
            self._pieces[text] = self._tokens.of(text)
        return self._pieces[text]

    def fitted(self) -> dict[str, np.ndarray]:
        """What the shipped file holds: the changes, half-precision, and every bias and norm, by the engine's names."""
        published = {name.replace(".published.", "."): weight for name, weight in self.encoder.model.named_parameters()}
        found = {
            theirs: _array(published[ours]) for ours, theirs in self.encoder.names.items() if published[ours].ndim == 1
        }
        for number, layer in enumerate(self.encoder.model.encoder.layer):
            for name, module in zip(MATRICES, _matrices(layer), strict=True):
                if isinstance(module, Changed):
                    found[f"l{number}.{name}.down"] = _array(module.down).astype(np.float16)
                    found[f"l{number}.{name}.up"] = _array(SCALE * module.up).astype(np.float16)
        return found | {"head.w": _array(self.head.weight[0]), "head.b": _array(self.head.bias[0])}


def _array(weight: torch.Tensor) -> np.ndarray:
    return weight.detach().numpy().astype(np.float32)


def _matrices(layer: Any) -> tuple[nn.Module, ...]:
    attention = layer.attention.self
    return (
        attention.query,
        attention.key,
        attention.value,
        layer.attention.output.dense,
        layer.intermediate.dense,
        layer.output.dense,
    )


def _change(layer: Any) -> None:
    """Puts a change beside each of its matrices and lets its biases and norms be fitted."""
    attention = layer.attention.self
    attention.query, attention.key, attention.value = map(Changed, (attention.query, attention.key, attention.value))
    layer.attention.output.dense = Changed(layer.attention.output.dense)
    layer.intermediate.dense = Changed(layer.intermediate.dense)
    layer.output.dense = Changed(layer.output.dense)
    for weight in layer.parameters():
        if weight.ndim == 1:
            weight.requires_grad_(True)


def examples(asked: Asked) -> Iterator[Example]:
    """The questions of a file for one number: those that a found figure answers, and those that nothing answers."""
    with asked.opened(0.0) as assistant:
        weighed = [(line, *assistant.weighed(line["question"])) for line in asked.lines if line["status"] != ASKED_BACK]
    for line, question, material, ranked in weighed:
        right = [one.figure for one in ranked if is_right(one, line, material)]
        if not ranked or not question.is_for_one_number or (expected(line) and not right):
            continue
        others = [one.figure for one in ranked[:LOOKED_AT] if one.figure not in right]
        wrong = [one for one in others if not any(is_rounded(one, other) for other in right)]
        texts = dict.fromkeys(map(figure_reading_text, right))
        left = dict.fromkeys(text for text in map(figure_reading_text, wrong) if text not in texts)
        yield Example(simplified(question.whole_text), tuple(texts), tuple(left))


def read_examples(path: Path) -> Iterator[Example]:
    """The questions of a lesson for one number, whose report is read but not built.

    Raises LessonError with file and line where it is none, OSError and UnicodeDecodeError.
    """
    text = path.read_text("utf-8")
    try:
        lesson = read_lesson(text, path.stem)
    except LessonError as error:
        raise LessonError(f"{path}: {error}") from error
    with TemporaryDirectory() as folder:
        print_report(lesson.spec, Path(folder) / lesson.spec.file, seed=0)
        (entry,) = catalog_entries(Path(folder))
        found = read_report(entry)
    held = Holdings((found.report,), {found.report.id: found.aliases}, simplified(text).__contains__, lambda word: ())
    for line in lesson.questions:
        question = understand(line["question"], held, date(lesson.spec.year + 1, 1, 1))
        right = _where_it_is_asked([one for one in found.figures if one.value in expected(line)], line["section"])
        if question.is_for_one_number and bool(right) == bool(expected(line)):
            yield _example(question, right, found.figures, line["section"])


def _where_it_is_asked(figures: list[Figure], section: str) -> list[Figure]:
    """Those of a section, if it has any."""
    return [one for one in figures if _heading(one) == section] or figures


def _example(question: Question, right: Sequence[Figure], figures: Sequence[Figure], section: str) -> Example:
    sentences = {one.sentence for one in right if one.sentence}
    units = {one.unit for one in right}
    asked = _pairs(question.whole_text)

    def nearness(one: Figure) -> float:
        label, whole = _pairs(one.label), _pairs(figure_reading_text(one))
        shared = (3 * len(asked & label) + len(asked & whole)) / max(1, len(asked))
        return (
            shared + 0.35 * (one.sentence in sentences) + 0.25 * (_heading(one) == section) + 0.1 * (one.unit in units)
        )

    others = [one for one in figures if not any(one.value == it.value or is_rounded(one, it) for it in right)]
    texts = dict.fromkeys(map(figure_reading_text, right))
    nearest = sorted(others, key=nearness, reverse=True)[:LOOKED_AT]
    wrong = dict.fromkeys(text for text in map(figure_reading_text, nearest) if text not in texts)
    return Example(simplified(question.whole_text), tuple(texts), tuple(wrong))


def _heading(one: Figure) -> str:
    return one.section[-1] if one.section else ""


def _pairs(text: str) -> set[str]:
    """Each two neighbouring characters, without digits and marks."""
    bare = re.sub(r"[\W\d]", "", simplified(text))
    return {bare[at : at + 2] for at in range(len(bare) - 1)}


def fit(reader: PairReader, questions: Sequence[Example], minutes: float) -> Iterator[float]:
    """Fits the reader for so long; gives the loss of each step."""
    changes = [weight for weight in reader.parameters() if weight.requires_grad and weight.ndim == 2]
    small = [weight for weight in reader.parameters() if weight.requires_grad and weight.ndim == 1]
    groups = [{"params": changes, "fast": RATE}, {"params": small, "fast": SMALL_RATE}]
    optimiser = torch.optim.AdamW(groups, lr=RATE, weight_decay=DECAY)
    chance = random.Random(SEED)
    began = time.monotonic()
    for step, batch in enumerate(_batches(questions, chance)):
        done = (time.monotonic() - began) / 60 / minutes
        if done >= 1:
            return
        for group in optimiser.param_groups:
            group["lr"] = group["fast"] * min(1, (step + 1) / WARMING) * max(0.02, 1 - done)
        loss = _loss(reader, batch, chance)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(changes + small, 1.0)
        optimiser.step()
        yield loss.item()


def _batches(questions: Sequence[Example], chance: random.Random) -> Iterator[list[Example]]:
    """For ever, each question once before any comes again."""
    while True:
        mixed = chance.sample(questions, len(questions))
        yield from (mixed[at : at + TOGETHER] for at in range(0, len(mixed), TOGETHER))


def _loss(reader: PairReader, batch: Sequence[Example], chance: random.Random) -> torch.Tensor:
    """How far the reader is from taking the right figure, or none where none is right, for the likeliest, in nats."""
    drawn = [(one.question, *_drawn(one, chance)) for one in batch]
    read = reader([(question, text) for question, right, wrong in drawn for text in (*right, *wrong)])
    lost, at = [], 0
    for _, right, wrong in drawn:
        count = len(right) + len(wrong)
        likely = torch.cat([torch.zeros(1), read[at : at + count]])
        lost.append(cross_entropy(likely[None], torch.tensor([len(right)])))
        at += count
    return torch.stack(lost).mean()


def _drawn(one: Example, chance: random.Random) -> tuple[list[str], list[str]]:
    """One of the right figures or none, and a few wrong ones, high ones rather than low ones."""
    places = list(range(len(one.wrong)))
    wrong: list[str] = []
    while places and len(wrong) < WRONG:
        place = chance.choices(places, [1 / (1 + at) + 0.08 for at in places])[0]
        places.remove(place)
        wrong.append(one.wrong[place])
    is_taken = bool(wrong) and chance.random() < TAKEN_AWAY
    return ([] if is_taken or not one.right else [chance.choice(one.right[:3])]), wrong


def main(arguments: Sequence[str] | None = None) -> int:
    """Asks, fits, prints the loss, writes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description="The reader, fitted")
    parser.add_argument("--write", action="store_true", help="make the result the shipped one")
    parser.add_argument("--minutes", type=float, default=MINUTES, help=f"how long it is fitted ({MINUTES:.0f})")
    parser.add_argument(
        "--further", nargs="+", type=Path, metavar="LESSON", help="fit the shipped reader on with these"
    )
    chosen = parser.parse_args(arguments)
    if chosen.further:
        try:
            questions = [one for path in chosen.further for one in read_examples(path)]
        except (LessonError, OSError, UnicodeDecodeError) as error:
            print(error, file=sys.stderr)
            return 2
    else:
        with TemporaryDirectory() as folder:
            questions = [one for asked in for_the_reading(Path(folder)) for one in examples(asked)]
    print(f"{len(questions)} questions, {sum(bool(one.right) for one in questions)} of them with an answer")
    torch.manual_seed(SEED)
    reader = PairReader()
    if chosen.further:
        reader.take(reading_numbers())
    losses: list[float] = []
    for loss in fit(reader, questions, chosen.minutes):
        losses.append(loss)
        if len(losses) % 25 == 0:
            print(f"{len(losses)} steps: {np.mean(losses[-25:]):.3f}", flush=True)
    if chosen.write:
        np.savez_compressed(SHIPPED, **reader.fitted())  # type: ignore[arg-type]
    return 0


if __name__ == "__main__":
    sys.exit(main())
