from api.screen.comparison import BASELINES, write_comparison
from api.screen.paper import Paper
from tests.api.comparisons import COMPARISON
from training.baselines.compare import Comparison, Outcome
from training.baselines.names import NAMES


def _lines(comparison: Comparison) -> list[str]:
    paper = Paper(colour=False, columns=None)
    write_comparison(paper, comparison)
    return paper.text().splitlines()


def test_baselines_stand_side_by_side() -> None:
    assert _lines(COMPARISON) == [
        "语料，按题材留出",
        "",
        "  整件草稿（200 件）",
        "              题目过大 F1    AUC  内容模糊 F1    AUC  缺乏可行性 F1  AUC  单位首选   前三  主或会办",
        "  支持向量机        0.700  0.800        0.710  0.810          0.720    —     0.750  0.760     0.770",
        "  联审快档          0.800  0.900        0.810  0.910          0.820    —     0.850  0.860     0.870",
        "",
        "  标题加一句话（300 件）",
        "              单位首选   前三  主或会办",
        "  支持向量机     0.850  0.860     0.870",
        "  联审快档       0.950  0.960     0.970",
        "",
        "  代价（处理器时间，各核合计）",
        "              学习（秒）  每件（毫秒）  内存（MB）",
        "  支持向量机         4.2          0.46         347",
        "  联审快档          21.0          1.25         402",
        "",
        "带主题的信件",
        "",
        "  主题（90 件）",
        "              正确率  宏平均 F1",
        "  支持向量机   0.880      0.870",
        "",
        "  代价（处理器时间，各核合计）",
        "              学习（秒）  每件（毫秒）  内存（MB）",
        "  支持向量机         5.0          1.80         335",
        "",
        "  fastText：没有装 fasttext。",
    ]


def test_where_none_could_be_examined_it_is_said_why() -> None:
    outcomes = (Outcome("svm", "dev", None, "没有装 jieba。"),)
    assert _lines(Comparison(outcomes)) == ["真实的文本", "", "  支持向量机：没有装 jieba。"]


def test_every_baseline_has_a_name() -> None:
    assert tuple(BASELINES) == NAMES
