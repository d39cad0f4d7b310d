"""What an encoder learns from: tokens of passages and asks with the labels of their words."""

import numpy as np

from model.characters import SPECIAL, Characters
from model.content import REASONS, units
from model.draft import Draft
from tests.training.labelled import labelled
from training.examples import unit_number
from training.finetune.examples import UNKNOWN, Example, draft_example, duty_examples, title_example
from training.labels import Evidence, LabelledTitle

KNOWN = Characters("".join(chr(code) for code in range(ord("一"), ord("鿿"))) + "，。：、（）1")


def read(example: Example, start: int, end: int) -> str:
    layout = example.layout
    numbers = np.concatenate(
        [window[part] for window, parts in zip(layout.windows, layout.kept, strict=True) for part in parts]
    )
    return "".join(KNOWN.known[number - len(SPECIAL)] for number in numbers[start:end].tolist())


def passages(example: Example) -> dict[str, set[str]]:
    return {
        read(example, *tokens): {code for code, holds in zip(REASONS, codes, strict=True) if holds}
        for tokens, codes in zip(example.passages.tolist(), example.passage_codes, strict=True)
    }


def test_a_passage_is_title_sentence_or_clause_and_carries_the_codes_of_its_quotes() -> None:
    row = labelled(
        reasons=frozenset({"V1", "V2"}),
        evidence=(Evidence("V1", "有的路段坑坑洼洼"), Evidence("V2", "财政局拨款")),
    )
    assert passages(draft_example(row, KNOWN, 1.0)) == {
        "关于修路的建议": set(),
        "近年来，有的路段坑坑洼洼。": {"V1"},
        "近年来，": set(),
        "有的路段坑坑洼洼。": {"V1"},
        "大湾村三组的路长111米。": set(),
        "建议县交通运输局铺沥青，并请县财政局拨款。": {"V2"},
        "建议县交通运输局铺沥青，": set(),
        "并请县财政局拨款。": {"V2"},
    }


def test_an_ask_has_the_unit_of_its_item() -> None:
    body = "路坏了。\n建议：\n1.请县交通运输局铺沥青。\n2.请县财政局安排拨款。"
    example = draft_example(labelled(draft=Draft("修路", body), evidence=()), KNOWN, 1.0)
    asked = {
        list(units())[unit]: read(example, *tokens)
        for tokens, unit in zip(example.asks.tolist(), example.ask_units.tolist(), strict=True)
    }
    assert set(asked) == {"交通运输局", "财政局"}
    assert "沥青" in asked["交通运输局"]
    assert "拨款" in asked["财政局"]


def test_a_draft_has_its_labels_and_a_restated_one_counts_more() -> None:
    example = draft_example(labelled(), KNOWN, 3.0)
    assert example.judged
    assert example.flags.tolist() == [0, 1, 0]
    assert [code for code, holds in zip(REASONS, example.codes, strict=True) if holds] == ["V1"]
    assert (example.unit, example.weight) == (unit_number()["交通运输局"], 1.0)
    assert draft_example(labelled(origin="restated"), KNOWN, 3.0).weight == 3.0


def test_a_title_tells_unit_and_triage_alone() -> None:
    example = title_example(LabelledTitle("关于修桥的建议", "桥断了。", "水利局", (), "急难事"), KNOWN)
    assert not example.judged
    assert (example.unit, example.triage) == (unit_number()["水利局"], 1)
    assert read(example, 0, 99) == "关于修桥的建议桥断了。"
    assert len(example.passages) == len(example.asks) == 0


def test_the_duties_of_every_unit_are_told_clause_by_clause() -> None:
    examples = list(duty_examples(KNOWN))
    assert {example.unit for example in examples} == set(range(len(units())))
    assert {example.triage for example in examples} == {UNKNOWN}
    assert not any(example.judged for example in examples)
    assert len(examples) > 3 * len(units())


def test_what_lies_beyond_the_windows_is_no_passage() -> None:
    body = "".join(f"第{'一二三四五六七八九十'[n % 10]}段路坏了，" + "很" * 200 + "。" for n in range(40))
    example = draft_example(labelled(draft=Draft("修路", body), evidence=(), items=()), KNOWN, 1.0)
    assert (example.passages[:, 1] > example.passages[:, 0]).all()
    assert example.passages.max() <= len(example.layout.asked)
