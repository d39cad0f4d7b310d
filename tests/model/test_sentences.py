"""Sentences: where they are cut, what counts as numbering, and which zone they stand in."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.canonical import canonical
from model.content import corpus_files
from model.sentences import Sentence, split_sentences

_TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "一、基本情况",
                "三、建议",
                "建议：",
                "（二）",
                "1.",
                "2、",
                "①",
                "一是",
                "第二，",
                "12.5公里",
                "3,000户",
                "【对策】",
                "“路烂了。”",
                "（见附件。）",
                "……",
                "；",
                "。",
                "：",
                "，",
                " ",
                "\u3000",
                "\n",
                "请县交通局修路",
                "希望小学",
            ]
        ),
        st.text(max_size=6),
        st.text("路，、", min_size=150, max_size=400),
    ),
    max_size=30,
).map("".join)


def read(body: str) -> list[tuple[str, str]]:
    return [(sentence.zone, sentence.text) for sentence in split_sentences(canonical(body))]


def texts(body: str) -> list[str]:
    return [text for _, text in read(body)]


@given(_TEXTS)
def test_slices_reproduce_the_text_in_order_and_nothing_is_lost(body: str) -> None:
    body = canonical(body)
    sentences = split_sentences(body)
    covered = set[int]()
    last = 0
    for sentence in sentences:
        assert last <= sentence.start <= sentence.text_start < sentence.end
        assert body[sentence.text_start : sentence.end] == sentence.text
        assert not sentence.text[0].isspace()
        assert sentence.paragraph == body.count("\n", 0, sentence.start)
        assert "\n" not in body[sentence.start : sentence.end]
        covered.update(range(sentence.start, sentence.end))
        last = sentence.end
    assert all(index in covered or character.isspace() for index, character in enumerate(body))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("路长12.5公里，涉及3,000户。请修。", ["路长12.5公里，涉及3，000户。", "请修。"]),
        ("群众说：“路太烂了。”我们很着急。", ["群众说：“路太烂了。”", "我们很着急。"]),
        ("“晴天一身灰。”的日子过够了。", ["“晴天一身灰。”的日子过够了。"]),
        ("怎么办？！没人管……群众着急。", ["怎么办？！", "没人管……", "群众着急。"]),
        ("路灯、护栏……等设施缺失。", ["路灯、护栏……", "等设施缺失。"]),
        ("安装护栏（共3处。均为急弯；有图）后通车。", ["安装护栏（共3处。均为急弯；有图）后通车。"]),
        ("2024年5月1日起施行。", ["2024年5月1日起施行。"]),
        ("第一段\n\n  第二段", ["第一段", "第二段"]),
        ("路灯不亮  下水道堵塞", ["路灯不亮", "下水道堵塞"]),
        ("涉及A1、B2两栋，1、8栋最重。", ["涉及A1、B2两栋，1、8栋最重。"]),
    ],
)
def test_cuts(body: str, expected: list[str]) -> None:
    assert texts(body) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("建议：1.修路；2.装灯；3.清淤。", ["建议：", "修路；", "装灯；", "清淤。"]),
        ("建议：1、修路。2、装灯。", ["建议：", "修路。", "装灯。"]),
        ("建议1、修路2、装灯", ["建议", "修路", "装灯"]),
        ("建议：（1）修路；（2）装灯。", ["建议：", "修路；", "装灯。"]),
        ("建议：①修路②装灯", ["建议：", "修路", "装灯"]),
        ("建议：一是修路；二是装灯；三要清淤。", ["建议：", "修路；", "装灯；", "清淤。"]),
        ("建议：第一，修路。第二，装灯。", ["建议：", "修路。", "装灯。"]),
        ("建议：首先，修路。其次，装灯。", ["建议：", "修路。", "装灯。"]),
        ("其一，路窄。其二，灯暗。", ["路窄。", "灯暗。"]),
        ("一、路窄。二、灯暗。", ["路窄。", "灯暗。"]),
        ("问题一：路窄。问题二：灯暗。", ["路窄。", "灯暗。"]),
        ("1.2024年以来多次塌方。", ["2024年以来多次塌方。"]),
        ("1.5公里道路坑洼。", ["1.5公里道路坑洼。"]),
        ("一、二年级学生走路上学。", ["一、二年级学生走路上学。"]),
        ("三要素齐全。", ["三要素齐全。"]),
    ],
)
def test_numbering_begins_a_sentence_and_stays_out_of_its_text(line: str, expected: list[str]) -> None:
    assert texts(line) == expected


def test_sections_set_the_zone() -> None:
    body = (
        "关于修路的建议\n一、基本情况\n村道长2公里，路窄。\n二、存在的问题\n（一）路面破损\n坑多。\n"
        "三、建议\n1.拓宽到5米；\n2.安装护栏\n四、预期效益\n惠及900人。"
    )
    assert read(body) == [
        ("heading", "关于修路的建议"),
        ("heading", "基本情况"),
        ("situation", "村道长2公里，路窄。"),
        ("heading", "存在的问题"),
        ("heading", "路面破损"),
        ("situation", "坑多。"),
        ("heading", "建议"),
        ("ask", "拓宽到5米；"),
        ("ask", "安装护栏"),
        ("heading", "预期效益"),
        ("situation", "惠及900人。"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "建议：",
        "为此建议：",
        "为此，提出如下建议：",
        "对策建议：",
        "【对策】",
        "办法：",
        "三、几点建议。",
        "恳请县政府做好以下工作：",
    ],
)
def test_everything_after_a_heading_that_asks_is_asked(heading: str) -> None:
    assert read(f"路坏了。\n{heading}\n路面铺油。\n路肩加固。")[1:] == [
        ("heading", heading.removeprefix("三、")),
        ("ask", "路面铺油。"),
        ("ask", "路肩加固。"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "建议县交通局修路。",
        "恳请拓宽路面。",
        "群众出行难，请县交通局拓宽路面。",
        "希望镇政府把路垫平。",
        "望水利部门帮助接水。",
        "要求尽快修通道路。",
        "建议人社局设点。",
        "建议信访局提前公布。",
        "请教育局换课桌。",
        "县政府应安排资金。",
        "我们组想请上头铺水泥。",
    ],
)
def test_words_that_ask(sentence: str) -> None:
    assert read(sentence) == [("ask", sentence)]


@pytest.mark.parametrize(
    "sentence",
    [
        "群众多次提出建议。",
        "村里递交了建议书。",
        "工程按要求完工。",
        "群众要求很迫切。",
        "希望小学有学生200人。",
        "孩子们请假回家。",
        "镇里邀请专家看过。",
        "村里已提请审批。",
        "我请人数过，有118个摊。",
        "孩子想请假回家。",
        "村里想请客答谢。",
        "群众又看到了希望。",
        "条件相应改善。",
    ],
)
def test_words_that_only_look_like_asking(sentence: str) -> None:
    assert read(sentence) == [("situation", sentence)]


def test_a_sentence_that_asks_carries_to_the_end_of_its_paragraph() -> None:
    assert read("路窄。建议县交通局拓宽。工期三个月。\n该路修于2008年。") == [
        ("situation", "路窄。"),
        ("ask", "建议县交通局拓宽。"),
        ("ask", "工期三个月。"),
        ("situation", "该路修于2008年。"),
    ]


def test_a_new_point_ends_what_the_point_before_asked() -> None:
    zones = [zone for zone, _ in read("一、路窄。建议拓宽。二、灯暗。请电力局装灯。")]
    assert zones == ["situation", "ask", "situation", "ask"]


def test_short_points_without_a_stop_are_headings_only_where_something_hangs_on_them() -> None:
    assert read("建议：\n（一）加强管护\n每村设一名管护员。\n（二）装灯\n每村30盏。")[1::2] == [
        ("heading", "加强管护"),
        ("heading", "装灯"),
    ]
    assert read("建议：\n1.修路\n2.装灯\n以上请研究。")[1:3] == [("ask", "修路"), ("ask", "装灯")]


def test_labels_within_a_line() -> None:
    assert read("案由：路窄。理由：车多。办法：拓宽路面。") == [
        ("heading", "案由："),
        ("situation", "路窄。"),
        ("heading", "理由："),
        ("situation", "车多。"),
        ("heading", "办法："),
        ("ask", "拓宽路面。"),
    ]


def test_a_list_of_problems_is_no_list_of_asks() -> None:
    assert [zone for zone, _ in read("主要有两个问题：一是路窄；二是灯暗。")] == [
        "heading",
        "situation",
        "situation",
    ]


def test_text_without_an_end_is_cut_between_clauses() -> None:
    sentences = texts("这条路年年修年年坏，" * 100)
    assert all(len(sentence) <= 180 and sentence.endswith("，") for sentence in sentences)


@pytest.mark.parametrize(
    "unit",
    [
        "路",
        "（",
        "“a",
        "路，",
        "1.",
        "一、",
        "：一",
        "a  ",
        "建议",
        "建议：",
        "问题和",
        "1、路\n",
        "。",
        "①",
        "请",
        "…",
        " ",
        "（一 ",
    ],
)
def test_a_hundred_thousand_characters_stay_fast(unit: str) -> None:
    body = unit * (100_000 // len(unit))
    begin = time.process_time()
    split_sentences(body)
    assert time.process_time() - begin < 3


def test_evidence_quoted_by_people_lies_within_one_sentence() -> None:
    quotes = inside = 0
    for path in corpus_files("drafts"):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            body = canonical(row["body"])
            sentences = split_sentences(body)
            for evidence in row["evidence"]:
                quote = canonical(evidence["quote"])
                if quote in body:
                    quotes += 1
                    inside += any(_holds(sentence, body.index(quote), len(quote)) for sentence in sentences)
    assert inside / quotes > 0.99


def _holds(sentence: Sentence, start: int, length: int) -> bool:
    return sentence.start <= start and start + length <= sentence.end
