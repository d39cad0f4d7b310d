"""A corpus and letters made by hand, small enough to learn from in a moment."""

from dataclasses import replace

from model.draft import Draft
from model.rubric import FlagName
from tests.training.labelled import labelled
from training.answers import Answer, DraftAnswer, answers_of
from training.baselines.exams import Exam, Round, TopicExam
from training.labels import Corpus, LabelledDraft, LabelledItem, LabelledTitle

_PLACES = ("大湾村", "青石镇", "栗树坪村", "乌坪镇", "石桥村", "柳林镇", "双河村", "白沙镇")
_SOUND = {
    "交通运输局": "{}三组的村道长800米，去年塌了两处。建议县交通运输局今年铺成水泥路。",
    "教育局": "{}小学有学生210人，宿舍漏雨。建议县教育局暑假里翻修宿舍屋顶。",
    "水利局": "{}下街河堤长600米，前年汛期垮了一段。建议县水利局汛期前砌好护坡。",
}
_VAGUE = {
    "交通运输局": "{}有的地方道路不好走。希望有关部门高度重视，加大力度，尽快解决。",
    "教育局": "{}有的地方学校条件差。希望有关部门高度重视，提高认识，尽快解决。",
    "水利局": "{}有的地方河堤不安全。希望有关部门高度重视，加强领导，尽快解决。",
}

_FLAGGED: dict[FlagName, str] = {
    "too_broad": "全面推进乡村振兴，推动全县经济社会高质量发展。",
    "infeasible": "请县政府修改法律，一个月内建成地铁，全部免费。",
}


def corpus() -> Corpus:
    """Return 48 drafts, half of them vague, and 24 titles, of three units alike."""
    drafts, titles = [], []
    for place in _PLACES:
        for unit, sound in _SOUND.items():
            drafts += [
                _draft(place, unit, sound, faulty=False),
                _draft(place, unit, _VAGUE[unit], faulty=True),
            ]
            titles.append(LabelledTitle(f"关于{place}的建议", sound.format(place)[:20], unit, (), "急难事"))
    return Corpus(tuple(drafts), tuple(titles))


def _draft(place: str, unit: str, body: str, *, faulty: bool) -> LabelledDraft:
    row = labelled(
        id=f"{place}-{unit}-{faulty}",
        group=place,
        draft=Draft(f"关于{place}的建议", body.format(place)),
        main=unit,
        co=(),
        items=(LabelledItem(body.partition("。")[2].format(place), unit),),
    )
    return row if faulty else replace(row, flags=frozenset(), reasons=frozenset(), evidence=())


def with_every_flag() -> Corpus:
    """Return the corpus with a few drafts of the flags that it lacks."""
    more = [
        replace(row, id=f"{row.id} {flag}", draft=Draft(row.draft.title, words), flags=frozenset({flag}))
        for row in corpus().drafts[:12]
        for flag, words in _FLAGGED.items()
    ]
    return Corpus((*corpus().drafts, *more), corpus().titles)


def answers(rows: Corpus | None = None) -> tuple[tuple[DraftAnswer, ...], tuple[Answer, ...]]:
    """Return what the corpus says of its drafts, and of its titles."""
    found = answers_of(rows or corpus())
    return found.drafts, found.titles


def exam() -> Exam:
    """Return an exam on what was learnt by heart: it shows that something was learnt at all."""
    drafts, titles = answers(with_every_flag())
    return Exam("corpus", (Round(with_every_flag(), {"drafts": drafts, "titles": titles}),))


LETTERS = tuple(
    f"{place}{words}"
    for place in _PLACES
    for words in ("公路坑洼，请修补", "学校缺老师，请招聘", "河水发黑，请治污")
)
TOPICS = ("交通运输", "教育文体", "环境保护") * len(_PLACES)


def topic_exam() -> TopicExam:
    """Return an exam on letters that were learnt by heart."""
    return TopicExam("petitions", (LETTERS, TOPICS), (LETTERS, TOPICS))
