import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import LONGEST_SENTENCE, LONGEST_STRETCH, split
from tests.index.articles import SEEDS
from tests.index.hostile import STRETCHES, texts


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split(text).sentences]


@given(texts, st.booleans())
def test_sentences_are_ordered_spans_that_cover_every_word_of_the_prose(text: str, markdown: bool) -> None:
    parts = split(text, markdown=markdown)
    spans = [(span.start, span.end) for span in parts.sentences]
    asides = [(p.start, p.end) for p in (*parts.headings, *parts.furniture)]
    at = 0
    for start, end in sorted(spans + asides):
        assert at <= start < end <= len(text)
        assert not any(map(str.isalnum, text[at:start]))
        at = end
    assert not any(map(str.isalnum, text[at:]))
    assert all(end - start <= LONGEST_SENTENCE for start, end in spans)


@given(texts, st.integers(0, 40))
def test_front_matter_is_left_out_and_moves_no_offset(text: str, start: int) -> None:
    assert all(span.start >= start for span in split(text, start=start).sentences)


def test_every_sentence_of_the_seeds_begins_and_ends_as_one() -> None:
    found = [s for file in sorted(SEEDS.iterdir()) for s in sentences(file.read_bytes().decode())]
    assert len(found) == 85
    assert all(s[0].isupper() or s[0] in '“"' for s in found)
    assert all(s.rstrip("”\"’'")[-1] in ".!?" or s.endswith("”.") for s in found)


@pytest.mark.parametrize(
    "parts",
    [
        ["Gen. Asim Munir met Lt. Gen. Smith on Jan. 18 in Washington, D.C. on Friday.", "He left."],
        ["Sen. J. K. Smith of St. Louis met Mr. Khan and Prof. Ali.", "They spoke."],
        [
            "The U.N. Security Council met at 5 p.m. Friday.",
            "It rose at 6 p.m. GMT.",
            "Talks failed at 7 p.m.",
            "He left.",
        ],
        ["He said: “We hope the worst is over.”", "“It is not,” she replied to the press."],
        ["“Is this the end?” he asked.", "“No!” she said.", "‘Never.’", "They left together."],
        ["On Tuesday night. and to a drone attack it came.", "He works in the U.S.", "The talks began on Friday."],
        ["The strike was at 3.5 km and cost $1.2 million.", "No. 5 was hit.", "See www.example.com for more."],
        ["1. The first demand is a truce.", "2. The second demand is aid.", "3. The third is a court."],
        ["Pakistan نے ایران پر حملہ کیا۔", "چین نے ثالثی کی پیشکش کی ہے۔", "یہ ایک اہم خبر ہے۔"],
        ["أعلنت باكستان الجمعة التوصل إلى اتفاق.", "هل تتوسط الصين بين البلدين؟", "نعم، قالت بكين."],
        ["Пакистан нанёс удары по Ирану в четверг утром.", "Китай предложил посредничество."],
        ["पाकिस्तान ने ईरान पर हमला किया है।", "चीन ने मध्यस्थता की पेशकश की है।"],
        ["ውይይቱ ሰኞ በዋና ከተማ ተጀመረ።", "ቻይና በሁለቱ አገሮች መካከል ለመሸምገል አቀረበች።"],
        ["Բանակցությունները սկսվեցին երկուշաբթի մայրաքաղաքում։", "Չինաստանն առաջարկեց միջնորդել երկու երկրների միջև։"],
        ["მოლაპარაკებები ორშაბათს დედაქალაქში დაიწყო.", "ჩინეთმა ორ ქვეყანას შორის შუამავლობა შესთავაზა."],
        ["ဆွေးနွေးပွဲများ တနင်္လာနေ့တွင် စတင်ခဲ့သည်။", "တရုတ်က နှစ်နိုင်ငံကြား ဖျန်ဖြေရန် ကမ်းလှမ်းခဲ့သည်။"],
    ],
)
def test_sentences_end_where_a_reader_ends_them(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_chinese_sentences_end_without_a_space() -> None:
    parts = ["中国提出调解。", "巴基斯坦和伊朗同意降级紧张局势。", "双方将恢复外交关系。"]
    assert sentences("".join(parts)) == parts


def test_a_sentence_over_wrapped_lines_keeps_its_line_breaks() -> None:
    first = (
        "The first line is wrapped at a width that many mail programs use and\r\n"
        "this one goes on with words for a second line, which ends in\r\nthe third line."
    )
    second = "A second sentence follows right after it and\r\nends."
    assert sentences(f"{first} {second}") == [first, second]


def test_no_sentence_crosses_a_paragraph() -> None:
    assert sentences("The talks went on in the capital without\n\nThe two sides agreed on Friday to a truce.") == [
        "The two sides agreed on Friday to a truce."
    ]


def test_a_very_long_paragraph_is_cut_between_its_sentences_only() -> None:
    sentence = "The two sides agreed on Friday to a truce, Lt. Gen. Smith said in the capital."
    assert sentences(" ".join([sentence] * (3 * LONGEST_STRETCH // len(sentence)))) == [sentence] * (
        3 * LONGEST_STRETCH // len(sentence)
    )


def test_a_sentence_without_end_is_cut_where_a_word_ends() -> None:
    found = sentences("word " * 1_000)
    assert all(len(s) <= LONGEST_SENTENCE and s.endswith("word") for s in found)
    assert sum(s.count("word") for s in found) == 1_000


@pytest.mark.parametrize("stretch", STRETCHES)
def test_splitting_hostile_text_takes_time_in_proportion_to_its_length(stretch: str) -> None:
    def seconds(length: int) -> float:
        text = stretch * (length // len(stretch))
        begun = time.process_time()
        split(text)
        split(text, markdown=True)
        return time.process_time() - begun

    assert seconds(100_000) < 1 or seconds(100_000) < 1
