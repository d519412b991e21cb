import json

import numpy as np
import pytest

from analysis.errors import InputError
from analysis.features.mention_features import code
from analysis.features.word_vectors import load
from analysis.train import encoder, vectors

SIZE, HEADS = 24, encoder.HEADS


@pytest.fixture(scope="module")
def weights():
    draw = np.random.default_rng(3)
    shapes = {"word_embeddings": (30, SIZE), "position_embeddings": (16, SIZE), "token_type_embeddings": (2, SIZE)}
    out = {f"embeddings.{name}.weight": shape for name, shape in shapes.items()}
    for layer in (0, 1):
        name = f"encoder.layer.{layer}."
        linear = {"attention.self.query": SIZE, "attention.self.key": SIZE, "attention.self.value": SIZE}
        linear |= {"attention.output.dense": SIZE, "intermediate.dense": 2 * SIZE}
        out |= {f"{name}{part}.weight": (n, SIZE) for part, n in linear.items()}
        out |= {f"{name}{part}.bias": (n,) for part, n in linear.items()}
        out |= {f"{name}output.dense.weight": (SIZE, 2 * SIZE), f"{name}output.dense.bias": (SIZE,)}
        for part in ("attention.output.LayerNorm", "output.LayerNorm"):
            out |= {f"{name}{part}.weight": (SIZE,), f"{name}{part}.bias": (SIZE,)}
    out |= {"embeddings.LayerNorm.weight": (SIZE,), "embeddings.LayerNorm.bias": (SIZE,)}
    return {name: draw.normal(0, 0.3, shape).astype(np.float32) for name, shape in out.items()}


def test_padding_changes_nothing(weights):
    alone = encoder._output(np.array([[4, 9, 2]]), np.ones((1, 3), np.float32), weights)
    padded = encoder._output(np.array([[4, 9, 2, 0, 0]]), np.array([[1, 1, 1, 0, 0]], np.float32), weights)
    np.testing.assert_allclose(padded[0, :3], alone[0], atol=1e-5)


def test_attention_against_a_loop(weights):
    x = np.random.default_rng(1).normal(size=(1, 3, SIZE)).astype(np.float32)
    name, each = "encoder.layer.0.", SIZE // HEADS
    query, key, value = (
        x[0] @ weights[f"{name}attention.self.{p}.weight"].T + weights[f"{name}attention.self.{p}.bias"]
        for p in ("query", "key", "value")
    )
    seen = np.zeros((3, SIZE))
    for h in range(HEADS):
        part = slice(h * each, (h + 1) * each)
        for i in range(3):
            match = np.exp([query[i, part] @ key[j, part] / each**0.5 for j in range(3)])
            seen[i, part] = sum(m * value[j, part] for j, m in enumerate(match)) / match.sum()
    bare = {k: v * (0 if "intermediate" in k or k.startswith(f"{name}output.dense") else 1) for k, v in weights.items()}

    def normal(rows, part):
        centred = rows - rows.mean(axis=1, keepdims=True)
        return centred / rows.std(axis=1, keepdims=True) * bare[f"{part}.weight"] + bare[f"{part}.bias"]

    dense = seen @ bare[f"{name}attention.output.dense.weight"].T + bare[f"{name}attention.output.dense.bias"]
    wanted = normal(normal(x[0] + dense, f"{name}attention.output.LayerNorm"), f"{name}output.LayerNorm")
    got = encoder._layer(x, np.zeros((1, 1, 1, 3), np.float32), bare, name)
    np.testing.assert_allclose(got[0], wanted, atol=1e-4)


def test_a_saved_table_gives_the_vectors_back(tmp_path, monkeypatch):
    monkeypatch.setattr(vectors, "GROUPS", (5, 3))
    draw = np.random.default_rng(2)
    words = sorted({"abuse", "able", "accuse", *(f"w{chr(97 + i)}{chr(97 + j)}" for i in range(10) for j in range(10))})
    meant = draw.normal(size=(len(words), 80))
    vectors.save(words, meant, tmp_path / "w.npz")
    table = load(tmp_path / "w.npz")
    place = table.places(np.array([code(w) for w in words], np.uint64))
    whole = vectors.reduced(meant)
    assert np.abs(table.vector[place] - whole).max() <= np.abs(whole).max() / 127
    assert table.group[place].min() == 1
    assert table.group[place].max(axis=0).tolist() == [5, 3]


def test_polarities_follow_the_lexicons():
    # The first dimension alone tells accusers from their like.
    words = ["absurd", "admirable", "table", "chair"]
    meant = np.array([[-1.0, 0], [1, 0], [0, 1], [0, -1]])
    quality = vectors.polarities(words, meant)[:, vectors.POLARITIES.index("quality")]
    assert quality[0] < 0 < quality[1]
    assert quality[2] == pytest.approx(quality[3], abs=1e-9)


def test_a_missing_model_is_named(tmp_path, capsys):
    row = {"text": "Ortega won", "start": 0, "end": 6, "split": "train"}
    lines = [json.dumps({**row, "label": label}) for label in ("negative", "neutral", "positive")]
    (tmp_path / "targets.jsonl").write_text("\n".join(lines))
    assert vectors.main([str(tmp_path), str(tmp_path)]) == 2
    assert "model.safetensors" in capsys.readouterr().err
    with pytest.raises(InputError, match="Pass its folder"):
        encoder.pieces(tmp_path)
