"""F3 时限不实: the time, the work and the steps."""

from model.advice import advise
from model.draft import Draft
from tests.model.advice.drafts import quotes


def test_works_get_steps_of_building() -> None:
    draft = Draft(
        "关于建设污水管网的建议",
        "白石、大洲两镇缺污水管网38公里。建议住建局一个半月内把38公里管网全部建成通水。",
        "县",
    )
    found = quotes(
        draft,
        "一个半月内把38公里管网全部建成通水",
    )
    said = advise("F3", draft, found, "住房和城乡建设局")
    assert said.message == (
        "“一个半月内把38公里管网全部建成通水”：时限是“一个半月内”，要办的是“38公里”"
        "，立项、招标、施工都要时间，难以按时办成。"
    )
    assert said.advice == (
        "请把时限改成分步的：“____月底前完成勘察、设计和立项，____年____月先办最急的____（哪几处）"
        "，____年底前全部完成”。“38公里”可以分批办，写明每一批多少。眼下等不得的，"
        "可请县住房和城乡建设局先采取临时措施（如____）。"
    )


def test_what_is_not_built_gets_a_trial() -> None:
    draft = Draft(
        "关于根治高价彩礼的建议",
        "彩礼越来越高。建议三个月之内在全县彻底根除收彩礼现象。",
        "县",
    )
    found = quotes(
        draft,
        "三个月之内在全县彻底根除收彩礼现象",
    )
    said = advise("F3", draft, found, "民政局")
    assert said.message == (
        "“三个月之内在全县彻底根除收彩礼现象”：时限是“三个月之内”，调查、研究、推开都要时间，难以按时办成。"
    )
    assert said.advice == (
        "请把时限改成分步的：“____月底前拿出方案，____月先在____（哪一处）"
        "试行，____年底前推开”。眼下等不得的，可请县民政局先采取临时措施（如____）"
        "。"
    )


def test_the_work_is_read_from_the_sentence_around_the_quote() -> None:
    draft = Draft(
        "关于修建学校的建议",
        "双井小学要搬迁。建议新建教学楼一栋，国庆节前完工。",
        "县",
    )
    found = quotes(
        draft,
        "国庆节前完工",
    )
    said = advise("F3", draft, found, "教育局")
    assert said.message == "“国庆节前完工”：时限是“国庆节前”，立项、招标、施工都要时间，难以按时办成。"
    assert said.advice == (
        "请把时限改成分步的：“____月底前完成勘察、设计和立项，____年____月先办最急的____（哪几处）"
        "，____年底前全部完成”。眼下等不得的，可请县教育局先采取临时措施（如____）"
        "。"
    )
