from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from onnx import TensorProto
from tokenizers import Tokenizer

from bot.reader import card
from bot.reader.encoding import prepared
from bot.reader.train import graph
from bot.reader.train.batches import Source, collate, stream
from bot.reader.train.corpus import build, tokenized
from bot.reader.train.graph import model
from bot.reader.train.groups import Builder, Group
from bot.reader.train.loop import CHECKPOINT, Plan, Trainer, run
from bot.reader.train.losses import losses
from bot.reader.train.mining import mined
from bot.reader.train.network import Network, Shape
from tests.bot.reader import tiny
from tests.bot.reader.train import data

SHAPE = Shape(tiny.VOCABULARY, tiny.WIDTH, tiny.LAYERS, tiny.HEADS, tiny.INNER, tiny.POSITIONS)
PLAN = Plan(tokens=12_000, batch_tokens=1_500, rate=3e-3, head_rate=3e-3, checkpoint_minutes=1e9)


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def batches() -> Iterator[list[Group]]:
    tokenizer = prepared(Tokenizer.from_str(tiny.tokenizer_json()))
    corpus = build(data.articles())
    ranked = mined(corpus, 20)
    builder = Builder(corpus, tokenized(corpus.sentences, tokenizer), ranked, tokenizer)
    return stream([Source(builder, len(corpus.questions))], seed=PLAN.seed, tokens=PLAN.batch_tokens)


def network() -> Network:
    torch.manual_seed(0)
    return Network(SHAPE)


def test_a_step_lowers_the_loss_on_what_it_saw() -> None:
    trainer, batch = Trainer(network(), PLAN), collate(next(batches()))
    trainer.tokens = 1_000  # past the warm-up
    first = trainer.step(batch)[0]
    for _ in range(8):
        last = trainer.step(batch)[0]
    assert last < first


def test_a_resumed_run_ends_where_an_unbroken_one_does(tmp_path: Path) -> None:
    whole = Trainer(network(), PLAN)
    run(whole, batches(), tmp_path, {})
    (tmp_path / CHECKPOINT).unlink()
    broken, seen = Trainer(network(), PLAN), batches()
    for _ in range(4):
        broken.step(collate(next(seen)))
    broken.save(tmp_path / CHECKPOINT)
    resumed = Trainer(network(), PLAN)
    resumed.load(tmp_path / CHECKPOINT)
    run(resumed, batches(), tmp_path, {})
    assert (resumed.steps, resumed.tokens) == (whole.steps, whole.tokens)
    for name, tensor in whole.network.state_dict().items():
        assert torch.equal(tensor, resumed.network.state_dict()[name]), name


def test_a_checkpoint_of_another_seed_is_refused(tmp_path: Path) -> None:
    Trainer(network(), PLAN).save(tmp_path / CHECKPOINT)
    with pytest.raises(ValueError, match="seed"):
        Trainer(network(), Plan(seed=8)).load(tmp_path / CHECKPOINT)


def test_perfect_logits_cost_almost_nothing() -> None:
    groups = next(batches())
    batch = collate(groups)
    logits = torch.full((*batch.ids.shape, 3), -20.0)
    for group, index in enumerate(batch.gold.tolist()):
        if index >= 0:
            row, place, of = batch.sentences[index].tolist()
            assert of == group
            logits[row, place, 0] = 20.0
    for _, row, first, last in batch.spans.tolist():
        logits[row, first, 1] = logits[row, last, 2] = 20.0
    assert float(losses(logits, batch).total) < 1e-3


def test_padding_changes_nothing() -> None:
    groups = next(batches())
    net, alone, together = network(), collate(groups[:1]), collate(groups)
    rows, length = alone.ids.shape
    with torch.no_grad():
        a = net(alone.ids, alone.types, alone.mask)
        b = net(together.ids, together.types, together.mask)[:rows, :length]
    kept = alone.mask.bool()
    assert torch.allclose(a[kept], b[kept], atol=1e-4)


def test_the_exported_graph_computes_what_the_network_does() -> None:
    net = network()
    weights = {name: tensor.numpy() for name, tensor in net.state_dict().items()}
    batch = collate(next(batches()))
    with torch.no_grad():
        wanted = net(batch.ids, batch.types, batch.mask).numpy()
    lengths = batch.mask.sum(dim=1).int().tolist()
    for exact, tolerance in ((("*",), 1e-4), ((), 0.1)):
        content = model(weights, heads=SHAPE.heads, exact=exact).SerializeToString()
        session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
        for row, length in enumerate(lengths):
            feed = {name: getattr(batch, name)[row : row + 1, :length].numpy() for name in ("ids", "types")}
            (given,) = session.run(None, feed)
            assert np.abs(given[0] - wanted[row, :length]).max() < tolerance


def test_a_token_many_times_the_size_of_the_others_does_not_cost_them_their_digits() -> None:
    chance = np.random.default_rng(0)
    weights = {
        f"{name}.weight": chance.normal(size=(8, tiny.WIDTH)).astype(np.float32) for name in ("0.wide", "0.attended")
    }
    hidden = chance.normal(size=(6, tiny.WIDTH)).astype(np.float32)
    hidden[2] *= 100
    errors = {}
    for name in ("0.wide", "0.attended"):
        built = graph.Graph()
        graph._product(built, name, "hidden", weights[f"{name}.weight"].T, None, ())
        content = graph.declared(built, [("hidden", TensorProto.FLOAT, [tiny.WIDTH])], name).SerializeToString()
        (given,) = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"]).run(
            None, {"hidden": hidden[None]}
        )
        wanted = hidden @ weights[f"{name}.weight"].T
        errors[name] = np.delete(np.abs(given[0] - wanted), 2, axis=0).mean()
    assert errors["0.wide"] < errors["0.attended"] / 10


def test_a_run_that_starts_from_another_takes_its_weights_and_not_its_progress(tmp_path: Path) -> None:
    first = Trainer(network(), PLAN)
    first.step(collate(next(batches())))
    first.save(tmp_path / CHECKPOINT)
    second = Trainer(network(), replace(PLAN, seed=8))
    second.start_from(tmp_path / CHECKPOINT)
    assert (second.steps, second.tokens) == (0, 0)
    assert torch.equal(second.network.head.weight, first.network.head.weight)
    second.save(tmp_path / "second.pt")
    third = Trainer(network(), replace(PLAN, seed=8))
    third.load(tmp_path / "second.pt")
    assert third.started_from == {"seed": PLAN.seed, "steps": 1, "tokens": first.tokens}


def test_weights_are_blended_between_two_runs(tmp_path: Path) -> None:
    first = Trainer(network(), PLAN)
    first.save(tmp_path / CHECKPOINT)
    second = Trainer(network(), replace(PLAN, seed=8))
    second.start_from(tmp_path / CHECKPOINT)
    before = second.network.head.weight.detach().clone()
    second.tokens = 1_000
    second.step(collate(next(batches())))
    own = second.network.head.weight.detach().clone()
    second.blend_with(tmp_path / CHECKPOINT, 0.25)
    assert torch.allclose(second.network.head.weight, before + 0.25 * (own - before), atol=1e-6)
    assert second.blend == 0.25


def test_a_run_does_not_start_over_with_the_batches_that_it_has_seen(tmp_path: Path) -> None:
    first = Trainer(network(), PLAN)
    first.save(tmp_path / CHECKPOINT)
    with pytest.raises(ValueError, match="another seed"):
        Trainer(network(), PLAN).start_from(tmp_path / CHECKPOINT)


def shipped_as(folder: Path, net: Network, **recipe: int) -> None:
    weights = {name: tensor.numpy() for name, tensor in net.state_dict().items()}
    contents = {card.MODEL: model(weights, heads=SHAPE.heads).SerializeToString()}
    contents |= {card.TOKENIZER: tiny.tokenizer_json().encode(), card.SKIM: b""}
    card.write(folder, contents, recipe={"seed": 3, "steps": 5, "tokens": 70, **recipe})


def test_a_run_starts_from_a_shipped_reader(tmp_path: Path) -> None:
    net = network()
    shipped_as(tmp_path, net)
    trainer = Trainer(network(), PLAN)
    trainer.start_from(tmp_path)
    assert trainer.started_from == {"seed": 3, "steps": 5, "tokens": 70}
    for name, tensor in trainer.network.state_dict().items():
        wanted = net.state_dict()[name]
        assert torch.allclose(tensor, wanted, atol=float(wanted.abs().max()) / 100), name
    again, twice = tmp_path / "again", tmp_path / "twice"
    shipped_as(again, trainer.network)
    trainer.start_from(again)
    shipped_as(twice, trainer.network)
    assert (twice / card.MODEL).read_bytes() == (again / card.MODEL).read_bytes()
    trainer.blend_with(again, 0.5)
    assert trainer.blend == 0.5


def test_a_shipped_reader_of_the_same_seed_or_another_shape_is_refused(tmp_path: Path) -> None:
    shipped_as(tmp_path, network(), seed=PLAN.seed)
    with pytest.raises(ValueError, match="another seed"):
        Trainer(network(), PLAN).start_from(tmp_path)
    larger = Trainer(Network(SHAPE._replace(layers=SHAPE.layers + 1)), replace(PLAN, seed=8))
    with pytest.raises(ValueError, match="does not fit the network"):
        larger.start_from(tmp_path)
    wider = Trainer(Network(SHAPE._replace(inner=2 * SHAPE.inner)), replace(PLAN, seed=8))
    with pytest.raises(ValueError, match="does not fit the network"):
        wider.start_from(tmp_path)
