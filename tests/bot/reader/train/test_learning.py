from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from tokenizers import Tokenizer

from bot.reader.encoding import prepared
from bot.reader.train.batches import collate, stream
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
    return stream(builder, len(corpus.questions), seed=PLAN.seed, tokens=PLAN.batch_tokens)


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
    run(whole, batches(), tmp_path, [])
    (tmp_path / CHECKPOINT).unlink()
    broken, seen = Trainer(network(), PLAN), batches()
    for _ in range(4):
        broken.step(collate(next(seen)))
    broken.save(tmp_path / CHECKPOINT)
    resumed = Trainer(network(), PLAN)
    resumed.load(tmp_path / CHECKPOINT)
    run(resumed, batches(), tmp_path, [])
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
    feed = {"ids": batch.ids.numpy(), "types": batch.types.numpy(), "mask": batch.mask.numpy()}
    kept = batch.mask.numpy() > 0
    for exact, tolerance in ((("*",), 1e-4), ((), 0.1)):
        content = model(weights, heads=SHAPE.heads, exact=exact).SerializeToString()
        session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
        (given,) = session.run(None, feed)
        assert np.abs(given - wanted)[kept].max() < tolerance


def test_training_in_bytes_computes_what_is_shipped() -> None:
    net = network()
    net.round_words()
    alone = collate([min(next(batches()), key=lambda group: len(group.rows))._replace(gold=None, span=None)])
    feed = {"ids": alone.ids[:1].numpy(), "types": alone.types[:1].numpy(), "mask": alone.mask[:1].numpy()}
    length = int(feed["mask"].sum())
    feed = {name: array[:, :length] for name, array in feed.items()}
    content = model({name: tensor.numpy() for name, tensor in net.state_dict().items()}, heads=SHAPE.heads)
    session = onnxruntime.InferenceSession(content.SerializeToString(), providers=["CPUExecutionProvider"])
    (shipped,) = session.run(None, feed)

    def distance() -> float:
        with torch.no_grad():
            return float(np.abs(net(*(torch.tensor(array) for array in feed.values())).numpy() - shipped).mean())

    exact = distance()
    net.in_bytes = True
    assert distance() < exact / 3


def test_the_last_steps_of_a_run_are_made_in_bytes() -> None:
    trainer, batch = Trainer(network(), PLAN), collate(next(batches()))
    trainer.step(batch)
    assert not trainer.network.in_bytes
    trainer.tokens = int(PLAN.tokens * 0.95)
    before = {name: tensor.clone() for name, tensor in trainer.network.named_parameters()}
    trainer.step(batch)
    assert trainer.network.in_bytes
    assert any(not torch.equal(before[name], tensor) for name, tensor in trainer.network.named_parameters())
