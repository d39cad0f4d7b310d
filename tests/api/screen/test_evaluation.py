from api.screen.evaluation import write_evaluation
from api.screen.paper import Paper
from tests.api.evaluations import EVALUATION


def test_every_measure_is_there_under_its_name() -> None:
    paper = Paper(colour=False, columns=None)
    write_evaluation(paper, EVALUATION)
    assert paper.text().splitlines() == [
        "按分组分成 5 份轮流留出，共评 200 件草稿，随机种子 7。",
        "",
        "三类问题",
        "  题目过大（标为有的 40 件）",
        "    精确率 81.0%，召回率 82.0%，F1 值 0.830，平均精度 0.840，校准误差 0.050",
        "  内容模糊（标为有的 50 件）",
        "    精确率 71.0%，召回率 72.0%，F1 值 0.730，平均精度 0.740，校准误差 0.060",
        "  缺乏可行性（标为有的 60 件）",
        "    精确率 61.0%，召回率 62.0%，F1 值 0.630，平均精度 0.640，校准误差 0.070",
        "  没有问题的草稿判为没有问题：92.0%",
        "  拿不准的判断：11.0%",
        "",
        "代码与证据",
        "  代码 F1 值 0.660",
        "  找对代码的 90 处，所引字句命中 77.0%",
        "",
        "承办单位",
        "  整件草稿（200 件）",
        "    首选命中 75.0%，前三命中 91.0%，首选是主办或会办 83.0%，校准误差 0.030",
        "  只有标题和一句话（300 件）",
        "    首选命中 65.0%，前三命中 85.0%，首选是主办或会办 70.0%，校准误差 0.040",
        "",
        "分流",
        "  判对 72.0%",
    ]
