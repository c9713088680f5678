import io

import numpy as np
import pytest

from bot.reader.skimming import Skim

#: Three directions: 1 and 2 are the same word twice, 3 stands across, 4 is the opposite of 1.
VECTORS = np.asarray([[0, 0], [127, 0], [127, 0], [0, 127], [-127, 0]], np.int8)


def skim(weights: tuple[float, ...] = (0, 1, 1, 1, 1), scale: float = 2.0) -> Skim:
    return Skim(VECTORS, np.asarray(weights, np.float16), scale)


def test_each_token_looks_for_its_closest_in_each_text() -> None:
    close = skim().closeness([1, 3], [[4, 2], [4], [], [3, 3]])
    assert close.tolist() == [[1, 0], [-1, 0], [-1, -1], [0, 1]]


def test_nothing_asked_and_nothing_to_skim_are_no_closeness() -> None:
    assert skim().closeness([], [[1]]).shape == (1, 0)
    assert skim().closeness([1], []).shape == (0, 1)
    assert skim().closeness([1], [[], []]).tolist() == [[-1], [-1]]


def test_a_score_is_the_weighted_mean_over_the_question_by_the_best_text_for_each_token() -> None:
    one = skim(weights=(0, 3, 1, 1, 1))
    close = one.closeness([1, 3], [[2], [3], [4]])
    assert one.scores([1, 3], [close[:2], close[:1], close[2:], close[:0]]) == [2.0, 1.5, -1.5, 0.0]


def test_a_question_without_weight_scores_nothing() -> None:
    one = skim()
    assert one.scores([0], [one.closeness([0], [[1]])]) == [0.0]


def test_bytes_keep_everything() -> None:
    one = Skim.from_bytes(skim().to_bytes())
    assert one.scores([1], [one.closeness([1], [[1]])]) == [2.0]


@pytest.mark.parametrize("content", [b"", b"no archive", skim().to_bytes()[:80]])
def test_other_bytes_are_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="archive"):
        Skim.from_bytes(content)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"weights": np.ones(3, np.float16)}, "do not fit"),
        ({"scale": np.ones(2, np.float32)}, "do not fit"),
        ({"vectors": VECTORS.astype(np.float32)}, "signed bytes"),
        ({"weights": np.full(5, np.nan, np.float16)}, "finite"),
        ({"scale": np.float32(np.inf)}, "finite"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(changed: dict[str, np.ndarray], complaint: str) -> None:
    content = io.BytesIO()
    np.savez(content, **{"vectors": VECTORS, "weights": np.ones(5, np.float16), "scale": np.float32(1)} | changed)
    with pytest.raises(ValueError, match=complaint):
        Skim.from_bytes(content.getvalue())
