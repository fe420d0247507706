"""What is looked at in public places: slopes and floods, water, and where food is made or sold."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from youlin.domains.cases.rules.hazards import Severity
from youlin.domains.cases.rules.inspecting import Target, Topic
from youlin.domains.cases.standard.kinds import Question, Standard

SLOPE = Standard(
    Topic.SLOPE,
    Target.SITE,
    _("边坡和防汛检查"),
    (
        Question(
            _("坡上没有新的裂缝、没有掉土掉石头？"),
            _("坡上有新裂缝，或掉土掉石头"),
            Severity.AT_ONCE,
            _("马上让坡下的人搬出来，拉绳拦路，打电话报街道。"),
        ),
        Question(
            _("挡土墙没有鼓、没有歪、没有渗浑水？"),
            _("挡土墙鼓了、歪了，或渗浑水"),
            Severity.AT_ONCE,
            _("墙下不站人、不停车，马上报街道。"),
        ),
        Question(
            _("排水沟、涵洞是通的？"),
            _("排水沟、涵洞堵了"),
            Severity.GENERAL,
            _("当场清掉树枝和垃圾，清不动的报上来。"),
        ),
        Question(
            _("低洼处的人家知道往哪里转移、谁来叫？"),
            _("低洼处的人家不知道怎么转移"),
            Severity.SERIOUS,
            _("今天上门说清楚：走哪条路，到哪里，谁来叫。"),
        ),
        Question(
            _("沙袋、铁锹、手电放在说好的地方，拿得到？"),
            _("防汛的沙袋、工具不齐"),
            Severity.GENERAL,
            _("记下缺什么，报社区补齐。"),
        ),
        Question(
            _("警示牌看得清，没有倒？"),
            _("边坡的警示牌倒了或看不清"),
            Severity.GENERAL,
            _("当场扶正，坏了的报上来换。"),
        ),
    ),
)
WATER = Standard(
    Topic.WATER,
    Target.SITE,
    _("水边防溺水检查"),
    (
        Question(
            _("现在没有孩子自己在水边玩、下水？"),
            _("有孩子自己在水边玩、下水"),
            Severity.AT_ONCE,
            _("马上叫上来，送到家长手里；有人落水先喊人、打 110 和 120，递竿抛绳，不手拉手下水。"),
        ),
        Question(
            _("警示牌立着，字看得清？"),
            _("水边的警示牌倒了或看不清"),
            Severity.GENERAL,
            _("当场扶正擦净，坏了的报上来换。"),
        ),
        Question(
            _("救生圈、绳子、竹竿都在，没有烂？"),
            _("救生圈、绳子、竹竿不齐或坏了"),
            Severity.SERIOUS,
            _("先借一根长竹竿放着，今天报社区补齐。"),
        ),
        Question(
            _("护栏没有缺口、没有松动？"),
            _("水边护栏有缺口或松动"),
            Severity.SERIOUS,
            _("先拉绳子拦住，写上“危险”，报社区来修。"),
        ),
        Question(
            _("岸边没有一脚就滑下去的陡坎、深坑？"),
            _("岸边有容易滑下去的陡坎、深坑"),
            Severity.SERIOUS,
            _("先拦住，告诉附近的人家。"),
        ),
        Question(
            _("附近有孩子的人家都提醒过了？"),
            _("附近有孩子的人家还没有提醒"),
            Severity.GENERAL,
            _("今天上门提醒：不私自下水，不结伴下水，不去不熟的水边。"),
        ),
    ),
)
FOOD = Standard(
    Topic.FOOD,
    Target.SITE,
    _("餐饮食品店检查"),
    (
        Question(
            _("证照挂在看得见的地方，没有过期？"),
            _("证照没有挂出来，或过了期"),
            Severity.GENERAL,
            _("请店主今天挂出来，过期的报上来。"),
        ),
        Question(
            _("生的熟的分开放，用的刀和板也分开？"),
            _("生熟没有分开"),
            Severity.SERIOUS,
            _("请店主当场分开，沾过生的熟食不再卖。"),
        ),
        Question(
            _("没有过期、发霉、来路不明的东西？"),
            _("有过期、发霉或来路不明的食品"),
            Severity.SERIOUS,
            _("请店主当场下架，留着不要丢，报市场监管部门。"),
        ),
        Question(
            _("冰箱够冷，熟食盖着？"),
            _("冰箱不够冷，或熟食没有盖"),
            Severity.GENERAL,
            _("请店主调好温度、盖上盖子。"),
        ),
        Question(
            _("厨房没有老鼠蟑螂，垃圾桶有盖？"),
            _("厨房有老鼠蟑螂，或垃圾没有盖"),
            Severity.GENERAL,
            _("请店主今天打扫，约人来除虫。"),
        ),
        Question(
            _("做菜的人有健康证，手上没有伤口？"),
            _("做菜的人没有健康证，或手上有伤"),
            Severity.GENERAL,
            _("手上有伤的先不碰吃的，戴手套。"),
        ),
    ),
)
