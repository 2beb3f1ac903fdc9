"""A working sentence-transformers model of two small layers, saved in a folder."""

from pathlib import Path


def tiny_model(folder: Path, prompts: dict[str, str]) -> Path:
    """Writes a working model with random weights, the same each time."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    torch.manual_seed(0)
    words = folder / "words"
    words.mkdir(parents=True)
    signs = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        "query",
        "passage",
        ":",
        *"问文：法律援助案件公开预算采购",
    ]
    (words / "vocab.txt").write_text("\n".join(dict.fromkeys(signs)), encoding="utf-8")
    BertTokenizer(str(words / "vocab.txt"), model_max_length=32).save_pretrained(words)
    config = BertConfig(
        vocab_size=len(set(signs)),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=32,
    )
    BertModel(config).save_pretrained(words)
    transformer = Transformer(str(words), max_seq_length=32)
    model = SentenceTransformer(modules=[transformer, Pooling(16)], device="cpu", prompts=prompts)
    model.save(str(folder / "model"))
    return folder / "model"
