"""Models: the bundled one on both sides, any other through its folder, and what can go wrong."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.bundled_model import BundledModel, require_vector_instructions
from index.embedder import Embedder, cut_to_tokens, model_name, open_embedder
from index.errors import ModelError
from tests.tiny_model import tiny_model

TEXTS = ["全年受理法律援助案件576件", "How many legal aid cases?", "", "a\0b", "\ud800", "公开" * 700]


@pytest.fixture(scope="module")
def bundled() -> Embedder:
    """The default model's question side."""
    return open_embedder("", building=False)


def test_vectors_have_length_one(bundled: Embedder) -> None:
    """Every text, however odd, has a vector of length 1, so that inner products compare."""
    rows = bundled.passages(TEXTS)
    assert rows.shape == (len(TEXTS), bundled.dimension)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert bundled.passages([]).shape == (0, bundled.dimension)


def test_both_languages_share_a_space(bundled: Embedder) -> None:
    """An English question is nearest to the Chinese passage that answers it."""
    passages = bundled.passages(["全年受理法律援助案件576件", "公务用车购置费9.98万元", "网站浏览量25000次"])
    assert int(np.argmax(passages @ bundled.question("How many legal aid cases were accepted?"))) == 0


def test_long_texts_are_cut(bundled: Embedder) -> None:
    """What stands past the limit makes no difference, in passages and questions."""
    long = "法律援助案件" * 300
    assert bundled.token_count(long) > bundled.token_limit
    assert np.array_equal(bundled.passages([long])[0], bundled.passages([long + "预算采购" * 500])[0])
    assert np.array_equal(bundled.question(long), bundled.question(long + "预算采购" * 500))


def test_nul_does_not_end_a_text(bundled: Embedder) -> None:
    """A NUL is dropped; the words behind it count."""
    assert np.array_equal(bundled.question("法律\0援助"), bundled.question("法律援助"))


def test_passages_alone_and_together(bundled: Embedder) -> None:
    """A passage has the same vector whatever it is embedded with."""
    together = bundled.passages(TEXTS)
    assert all(np.array_equal(row, bundled.passages([text])[0]) for text, row in zip(TEXTS, together, strict=True))


def test_cut_keeps_what_fits() -> None:
    """The cut is the longest beginning within the limit; nothing may fit."""
    assert cut_to_tokens("abc", 3, len) == "abc"
    assert cut_to_tokens("abcd", 3, len) == "abc"
    assert cut_to_tokens("abcd", 1, lambda text: 2 + len(text)) == ""


def test_spellings_of_one_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder is the same model however its path is written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model").mkdir()
    assert model_name("./model") == model_name(str(tmp_path / "model")) == str(tmp_path.resolve() / "model")


def test_processor_without_avx2() -> None:
    """An x86 processor that is known to lack AVX2 is refused with the way out, others are not."""
    with pytest.raises(ModelError, match=r"AVX2.*GONGKAI_MODEL"):
        require_vector_instructions("x86_64", "processor : 0\nflags : fpu sse2 avx\n")
    require_vector_instructions("x86_64", "")
    require_vector_instructions("aarch64", "Features : fp asimd")


def test_a_question_imports_no_torch() -> None:
    """Opening the default model and embedding a question loads neither torch nor sentence-transformers."""
    program = (
        "import sys; from index.embedder import open_embedder; import index.search\n"
        "open_embedder('', building=False).question('公开')\n"
        "print([name for name in ('torch', 'transformers', 'sentence_transformers') if name in sys.modules])"
    )
    root = Path(__file__).parents[2]
    run = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_both_sides_agree(bundled: Embedder) -> None:
    """The sentence-transformers module and the small engine are one model: same name, same vectors."""
    building = open_embedder("bundled", building=True)
    assert (building.name, building.dimension, building.token_limit) == (bundled.name, bundled.dimension, 512)
    cosines = np.sum(building.passages(TEXTS) * bundled.passages(TEXTS), axis=1)
    assert cosines.min() > 0.9999
    assert building.question(TEXTS[0]) @ bundled.question(TEXTS[0]) > 0.9999
    assert building.question(TEXTS[0]) @ bundled.passages(TEXTS[:1])[0] < 0.9999
    assert [building.token_count(text) for text in TEXTS] == [bundled.token_count(text) for text in TEXTS]


def test_the_bundled_module_is_an_ordinary_one(tmp_path: Path) -> None:
    """A sentence-transformers model with the module saves and loads like any other."""
    from sentence_transformers import SentenceTransformer

    from index.sentence_transformer import BundledE5Module

    SentenceTransformer(modules=[BundledE5Module()], device="cpu").save(str(tmp_path / "model"))
    loaded = SentenceTransformer(str(tmp_path / "model"), device="cpu", trust_remote_code=True)
    vector = loaded.encode_query("公开")
    assert np.array_equal(vector, BundledModel().question("公开"))


def test_no_such_model() -> None:
    """A name that is no model is refused in one sentence with the three ways out."""
    with pytest.raises(ModelError, match=r"no/such/model can't be loaded: .*folder.*bundled"):
        open_embedder("no/such/model", building=False)


def test_a_folder_that_holds_no_model(tmp_path: Path) -> None:
    """An empty folder is refused by its name."""
    with pytest.raises(ModelError, match=r"can't be loaded"):
        open_embedder(str(tmp_path), building=True)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers folder: a BERT of two small layers with prompts of its own."""
    return tiny_model(tmp_path_factory.mktemp("tiny"), {"query": "问：", "passage": "文："})


@pytest.mark.slow
def test_any_model_by_its_folder(tiny: Path) -> None:
    """A folder in the setting opens that model, with its own prompts, limit and dimension."""
    embedder = open_embedder(str(tiny), building=False)
    assert (embedder.dimension, embedder.token_limit) == (16, 32)
    assert embedder.passages(["法律援助", "预算"]).shape == (2, 16)
    assert embedder.passages([]).shape == (0, 16)
    asked, stored = embedder.question("法律援助"), embedder.passages(["法律援助"])[0]
    assert np.isclose(np.linalg.norm(asked), 1)
    assert asked @ stored < 0.9999
    assert embedder.token_count("法律") == 4
    assert open_embedder(str(tiny), building=True) is embedder


@pytest.mark.slow
def test_a_model_s_name_follows_its_content(tiny: Path, tmp_path: Path) -> None:
    """Equal folders make equal names wherever they lie; a changed file makes another."""
    copy = tiny_model(tmp_path, {"query": "问：", "passage": "文："})
    assert open_embedder(str(copy), building=True).name == open_embedder(str(tiny), building=True).name
    other = tiny_model(tmp_path / "other", {})
    assert open_embedder(str(other), building=True).name != open_embedder(str(tiny), building=True).name


@pytest.mark.slow
def test_e5_models_get_the_prompts_they_were_trained_with(tmp_path: Path) -> None:
    """A model named as one of the E5 family, without prompts of its own, tells questions from passages."""
    named = tiny_model(tmp_path, {}).rename(tmp_path / "multilingual-e5-tiny")
    embedder = open_embedder(str(named), building=True)
    assert embedder.question("法律") @ embedder.passages(["法律"])[0] < 0.9999
