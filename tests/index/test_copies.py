from index.copies import copies
from tests.index.making import RECALL, STRIKE, TRUCE, generation_of

WIRE = TRUCE + "\nNobody from either of the two governments was available for comment on Friday.\n"


def test_an_article_that_repeats_most_of_another_is_found_with_its_share() -> None:
    generation = generation_of(a=TRUCE, b=WIRE, c=RECALL)
    (found,) = copies(generation, ["b.txt"])
    assert (found.source, found.of) == ("b.txt", "a.txt")
    assert round(found.share, 2) == 0.67


def test_articles_of_their_own_words_are_no_copies() -> None:
    assert not list(copies(generation_of(a=TRUCE, b=STRIKE, c=RECALL), ["a.txt", "b.txt", "c.txt"]))
