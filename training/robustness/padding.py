"""A quarter more of text, copied from policy documents.

What a policy document says of the whole country tells nothing of this draft's place, thing or ask; a draft
that was vague is vague with it. The sentences are written for this measurement in the manner of such
documents, and stand neither in the corpus nor among those that training adds to drafts.
"""

from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Literal, get_args

from model.draft import Draft

Place = Literal["beginning", "middle", "end"]
PLACES: tuple[Place, ...] = get_args(Place)

SHARE = 0.25

SENTENCES = (
    "坚持稳中求进工作总基调，完整、准确、全面贯彻新发展理念，加快构建新发展格局。",
    "坚持问题导向和目标导向相统一，尽力而为、量力而行，注重加强普惠性、基础性、兜底性民生建设。",
    "到2027年，城乡公共服务均等化水平明显提高，覆盖全民、统筹城乡、公平统一、可持续的制度体系更加健全。",
    "到2035年，基本公共服务实现均等化，人民生活更加美好，人的全面发展取得更为明显的实质性进展。",
    "完善党委领导、政府负责、社会协同、公众参与、法治保障的治理体系，建设共建共治共享的社会治理制度。",
    "深化重点领域和关键环节改革，破除制约高质量发展的体制机制障碍，激发各类主体内生动力。",
    "健全现代公共服务标准体系，推动标准制定、实施、监督全链条衔接。",
    "强化规划引领，一张蓝图绘到底，防止层层加码和一刀切。",
    "统筹发展和安全，守牢不发生系统性风险的底线。",
    "推动优质资源扩容下沉和区域均衡布局，补齐短板弱项。",
    "充分发挥市场在资源配置中的决定性作用，更好发挥政府作用。",
    "完善以公共财政为主、社会力量广泛参与的多元投入格局，提高资金使用绩效。",
    "推进数据资源整合共享，实现一网通办、一网统管。",
    "健全考核评价制度，把实施情况纳入领导班子和领导干部综合考核评价内容。",
    "建立健全动态监测、定期评估和督促检查制度，及时发现并解决苗头性、倾向性问题。",
    "各地区各部门要结合实际认真贯彻落实，重大事项及时请示报告。",
    "加强政策解读和舆论引导，总结推广各地好经验好做法。",
    "坚持农业农村优先发展，促进城乡要素平等交换、双向流动。",
    "扎实推进乡村发展、乡村建设、乡村治理重点任务，加快农业农村现代化步伐。",
    "加快转变超大特大城市发展方式，实施城市更新行动，打造宜居、韧性、智慧城市。",
    "完善网格化管理、精细化服务、信息化支撑的基层治理平台。",
    "推进基本公共教育均等化，加快建设高质量教育体系。",
    "全面推进健康中国建设，把保障人民健康放在优先发展的战略位置。",
    "实施积极应对人口老龄化国家战略，发展普惠型养老服务和互助性养老。",
    "持续深入打好蓝天、碧水、净土保卫战，推动减污降碳协同增效。",
    "优化营商环境，依法平等保护各类经营主体产权和合法权益。",
    "深入实施就业优先战略，促进高质量充分就业。",
    "建设更高水平的平安中国，提高防灾减灾救灾和重大突发公共事件处置保障能力。",
    "弘扬社会主义核心价值观，提高全社会文明程度。",
    "坚持分类指导，因地制宜。",
    "坚持系统观念，统筹兼顾。",
    "坚持规划先行，有序推进。",
    "坚持深化改革，激发活力。",
    "坚持底线思维，防范风险。",
    "坚持共建共享，普惠均等。",
    "加强组织领导，精心组织实施。",
    "健全长效机制，巩固提升成效。",
    "落实主体责任，强化监督执纪。",
    "优化空间布局，促进协调发展。",
    "坚持守正创新，久久为功。",
    "强化要素支撑，优化政策供给。",
    "推动形成上下联动、左右协同的工作格局。",
)


def padding(draft: Draft, place: Place, chance: Random) -> Draft:
    """Put policy text into the body: ahead of it, after a sentence in the middle, or behind it.

    It is a quarter of the body long, and whole sentences: the last one, a short one, may reach beyond that. A
    draft without a body stays as it is.
    """
    if not draft.sentences:
        return draft
    copied = "".join(_sentences(SHARE * len(draft.body), chance))
    if place == "beginning":
        return replace(draft, body=f"{copied}\n{draft.body}")
    if place == "end":
        return replace(draft, body=f"{draft.body}\n{copied}")
    at = draft.sentences[(len(draft.sentences) - 1) // 2].end
    return replace(draft, body=draft.body[:at] + copied + draft.body[at:])


def _sentences(length: float, chance: Random) -> Iterator[str]:
    """Yield sentences until ``length`` is reached, each once before any comes again."""
    left: list[str] = []
    while length > 0:
        left = left or chance.sample(SENTENCES, len(SENTENCES))
        chosen = next((each for each in left if len(each) <= length), min(left, key=len))
        left.remove(chosen)
        yield chosen
        length -= len(chosen)
