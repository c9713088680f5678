import numpy as np

from bot.reader.train.thesaurus import neighbours


def directions(*degrees: float) -> np.ndarray:
    angles = np.deg2rad(np.asarray(degrees))
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def test_words_that_point_the_same_way_are_close_whatever_their_length() -> None:
    found = neighbours(["truce", "ceasefire", "wheat"], directions(0, 60, 120) * [[1], [7], [2]])
    assert found == {
        "ceasefir": [("truce", 50), ("wheat", 50)],
        "truce": [("ceasefir", 50)],
        "wheat": [("ceasefir", 50)],
    }


def test_the_commonest_word_says_what_a_stem_means_and_its_own_forms_come_along() -> None:
    words = ["iron", "ironic", "irons", "steel", "comic"]
    found = neighbours(words, directions(0, 100, 50, -40, 120))
    assert found["iron"] == [("steel", 77)]
    assert "iron" not in dict(found.get("comic", []))
    assert neighbours(["iron", "irons", "steel"], directions(0, 50, 80))["steel"] == [("iron", 87)]


def test_names_and_function_words_have_no_neighbours() -> None:
    assert neighbours(["iran", "iraq", "the", "truce"], directions(0, 1, 2, 3)) == {}
