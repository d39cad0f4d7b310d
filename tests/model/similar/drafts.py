"""A few drafts to compare, and what can be done to them."""

from model.draft import Draft

LAMPS = Draft(
    "关于在柳林路安装路灯的建议",
    "柳林路从菜场到三中有八百米，一盏路灯也没有。三中有学生1200人，下晚自习都走柳林路，去年冬天有两名学生骑车摔进沟里。"
    "沿街的商户也说，天黑以后柳林路没有人敢走。建议住建局在柳林路安装路灯25盏，和三中的晚自习时间对上。",
)
LAMPS_TOO = Draft(
    "关于解决三中学生晚自习后摸黑回家的建议",
    "三中的孩子下了晚自习，要从柳林路走到菜场那头，柳林路没有路灯，家长只好打着手电来接。"
    "去年就有学生骑车摔伤。请住建部门把柳林路的路灯装起来，让三中的孩子放心回家。",
)
OTHER_LAMPS = Draft(
    "关于在桃源村安装路灯的建议",
    "桃源村从村口到祠堂有一公里，一盏路灯也没有。桃源村有老人300多人，晚上去祠堂都要打手电，去年冬天有两名老人摔进沟里。"
    "村民也说，天黑以后没有人敢走。建议农业农村局在桃源村安装太阳能路灯25盏。",
)
DOCTORS = Draft(
    "关于提高离岗村医补助的建议",
    "全县离岗村医有312人，大多在村卫生室干了三十年以上，离岗以后每月只有三百元补助，连药费都不够。"
    "建议卫健局会同财政局，把离岗村医的补助提高到每月六百元，按工龄发放。",
)
BRIDGE = Draft(
    "关于重建石梁河漫水桥的建议",
    "石梁河漫水桥建于1978年，一涨水就过不去，河对岸的庙湾组四十户人家出门要绕十二里路，去年涨水冲走一头牛。"
    "建议交通局把石梁河漫水桥改建成平板桥，桥面抬高两米。",
)


SCHOOL_ROAD = Draft(
    "关于硬化大湾村小学门前道路的建议",
    "大湾村小学门前的路有四百多米，一直是泥巴路，下雨天学生走得一脚泥，骑摩托车送孩子的家长常常滑倒。"
    "这条路是大湾、石桥两个村的学生每天的必经之路，全校有学生186人。2024年村里自筹资金铺过一次碎石，一年就冲走了。"
    "学校老师多次反映，家长意见很大。建议县交通运输局把大湾村小学门前的路纳入明年的通组公路计划，硬化成水泥路，宽度不少于四米。",
)


def copies(draft: Draft) -> dict[str, Draft]:
    """Return copies of a draft as deputies make them, by what was changed."""
    sentences = [draft.body[each.start : each.end] for each in draft.sentences if each.start >= 0]
    title = "关于解决孩子上学路上一身泥的建议"
    return {
        "an opening": Draft(draft.title, "近日走访群众，听到一些意见，现反映如下。" + draft.body),
        "another order": Draft(draft.title, "".join(sentences[1:] + sentences[:1])),
        "a title and a closing of its own": Draft(title, draft.body + "恳请有关部门尽快研究办理。"),
        "its title in front": Draft(title, title.removesuffix("的建议") + "，情况如下。" + draft.body),
        "no telling title, a sentence less": Draft("关于有关问题的建议", "".join(sentences[1:])),
    }


def shortened(draft: Draft, sentence: int = 1) -> Draft:
    """Return a draft with a sentence left out."""
    left_out = draft.sentences[sentence]
    return Draft(draft.title, draft.body[: left_out.start] + draft.body[left_out.end :], draft.level)
