"""Learn how to weigh the features, and calibrate the confidence, from articles that the reader was not trained on.

Articles of SQuAD and invented crises. Confidence is fitted over questions asked with everything in the index, with
their article gone and with their paragraph gone, and over what is asked about a crisis, in vain or not. Run by hand,
``python -m bot.evaluation.learn squad-train.jsonl.gz``; writes ``bot/answering/data/weights.json``. Never sees the test
articles, the crises of the tests, nor the seeds.
"""

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random

import numpy as np

from bot import answering
from bot.answering import Answerer
from bot.answering.ranking.features import Features
from bot.answering.ranking.signals import Signals
from bot.answering.ranking.weights import Logistic, Model, Weights
from bot.evaluation.crises import crises, without_pairs
from bot.evaluation.crises import names as crisis_names
from bot.evaluation.fitting import Sample, fit_confidence, fit_ranking, judged
from bot.evaluation.gold import GoldQuestion
from bot.evaluation.settings import Setting, articles_out, paragraphs_out, whole
from bot.evaluation.shortening import shortened
from bot.reader import OnnxReader, Reader
from bot.reader.train.squad import Article, fingerprint, read, split
from index.models import Sentence

#: The share of answerable questions of the development articles that the threshold keeps.
KEPT = 0.9
#: How much the questions of each setting count together: mostly answerable, as in a channel that knows its subject.
SHARES = {"whole": 0.3, "articles_out": 0.1, "paragraphs_out": 0.1, "crises": 0.5}
#: The same where it is learned what comes first.
RANKING_SHARES = {"whole": 0.8, "crises": 0.2}

WITH_READER = ("relevance", "lead", "match", "coverage", "surroundings", "names", "phrase", "typed", "speaker")
SIGNALS_WITH_READER = ("relevance", "span", "coverage", "surroundings", "speaker", "unknown")
SIGNALS_WITHOUT_READER = ("coverage", "surroundings", "names", "typed", "speaker", "unknown")
WITHOUT_READER = ("match", "coverage", "surroundings", "names", "phrase", "typed", "speaker")

_FLAT = Model(
    ranking=dict.fromkeys(Features._fields, 1.0),
    confidence=Logistic(bias=0, weights=dict.fromkeys(Signals._fields, 0.0)),
    threshold=0.0,
)
_UNLEARNED = Weights(learned_from="nothing", with_reader=_FLAT, without_reader=_FLAT)


def samples(settings: Iterable[Setting], reader: Reader | None, most: int, *, shorten: bool = True) -> Iterator[Sample]:
    """Ask about ``most`` questions, every other one shortened if wanted, and keep what ranking saw of each."""
    everything = list(settings)
    for setting in everything:
        answerer = Answerer(setting.generation, reader=reader, weights=_UNLEARNED)
        chance = Random(1)
        chosen = chance.sample(setting.questions, min(len(setting.questions), most // len(everything)))
        for number, gold in enumerate(chosen):
            as_it_is = number % 2 or not shorten
            asked = answerer.read(gold.question if as_it_is else shortened(gold.question, answerer.idf, chance))
            ranked = sorted(answerer.rank(asked), key=lambda each: each.candidate.position)
            if ranked:
                right = [_is_right(gold, each.candidate.sentence) for each in ranked]
                yield Sample(asked, [each.features for each in ranked], right, answerer.idf)


def learn(articles: Sequence[Article], reader: Reader | None, most: int) -> Model:
    """Learn one model: ranking first, then the confidence in what it puts first, then the threshold."""
    names = WITH_READER if reader else WITHOUT_READER
    asked = {
        "whole": list(samples(whole(articles), reader, most)),
        "articles_out": list(samples(articles_out(articles), reader, most // 3)),
        "paragraphs_out": list(samples(paragraphs_out(articles), reader, most // 2)),
        "crises": list(samples(without_pairs(crises("dev")), reader, most, shorten=False)),
    }
    answering = {name: [each for each in asked[name] if any(each.right)] for name in RANKING_SHARES}
    told = [(each, RANKING_SHARES[name] / len(group)) for name, group in answering.items() for each in group]
    ranking = fit_ranking([sample for sample, _ in told], [share for _, share in told], names)
    points = [(judged(sample, ranking), SHARES[name] / len(group)) for name, group in asked.items() for sample in group]
    used = SIGNALS_WITH_READER if reader else SIGNALS_WITHOUT_READER
    confidence = fit_confidence([point for point, _ in points], [weight for _, weight in points], used)
    answerable = [confidence.probability(judged(sample, ranking)[0]) for sample in asked["whole"]]
    threshold = float(np.quantile(answerable, 1 - KEPT))
    return Model(ranking=ranking, confidence=confidence, threshold=round(threshold, 4))


def main() -> None:
    """Learn both models and write them where the package reads them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="SQuAD's training articles, one a line")
    parser.add_argument("--questions", type=int, default=1000, help="how many questions of the whole setting to ask")
    parser.add_argument("--out", type=Path, default=Path(answering.__file__).parent / "data" / "weights.json")
    options = parser.parse_args()
    articles = split(read(options.data))["dev"]
    reader, data = OnnxReader.load(), fingerprint(options.data)[:12]
    weights = Weights(
        learned_from=f"{len(articles)} development articles of SQuAD train {data} and {len(crisis_names('dev'))} "
        f"invented crises, read by reader {reader.version}",
        with_reader=learn(articles, reader, options.questions),
        without_reader=learn(articles, None, options.questions),
    )
    options.out.write_text(weights.model_dump_json(indent=2) + "\n", "utf-8")
    print(weights.model_dump_json(indent=2))


def _is_right(gold: GoldQuestion, sentence: Sentence) -> bool:
    return any(
        evidence.source == sentence.source
        and evidence.start is not None
        and sentence.start <= evidence.start < sentence.end
        for evidence in gold.evidence
    )


if __name__ == "__main__":
    main()
