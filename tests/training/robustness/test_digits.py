import re

import pytest

from model.draft import Draft
from tests.training.robustness.chances import chance
from training.labels import Corpus
from training.robustness.digits import digits


def test_other_digits_as_many_as_before() -> None:
    for seed in range(30):
        body = digits(Draft("", "长4.5公里，60户1955人，需28万元，占３７％。"), chance(seed)).body
        found = re.fullmatch(
            r"长([35])\.([46])公里，([57])[1-9]户2[0-8][0-46-9][0-46-9]人，需[13][0-79]万元，占[２４][０-６８９]％。",
            body,
        )
        assert found, body


def test_the_same_number_changes_alike_in_title_and_body() -> None:
    changed = digits(Draft("关于硬化860米道路的建议", "860米的路，860人走。"), chance())
    numbers = re.findall(r"\d+", changed.title + changed.body)
    assert len(numbers) == 3
    assert len(set(numbers)) == 1
    assert numbers[0] != "860"


@pytest.mark.parametrize(
    "body",
    [
        *(
            "2024年6月30日前办好。",
            "12个月内。",
            "3—5年。",
            "2021至2025年。",
            "7天8小时。",
            "每周2 次的5月",
            "早7点",
        ),
        *("1.场地", "2、人员", "（3）活路", "国办发〔2021〕1号", "做到100%。", "零八年二十户"),
        *("身份证号431121199003071234", "电话0746-3212345", "电话13812345678"),
    ],
)
def test_dates_terms_marks_and_identifiers_stay(body: str) -> None:
    kept = re.sub(r"(?<=每周)2", "", body)
    assert re.sub(r"(?<=每周)\d", "", digits(Draft("", body), chance()).body) == kept


def test_nothing_but_digits_changes_in_real_drafts(small_corpus: Corpus) -> None:
    altered = 0
    for row in small_corpus.drafts:
        changed = digits(row.draft, chance(4))
        altered += changed != row.draft
        for part in ("title", "body"):
            before, after = getattr(row.draft, part), getattr(changed, part)
            assert re.sub(r"\d", "0", before) == re.sub(r"\d", "0", after)
    assert altered > len(small_corpus.drafts) / 4
