"""Invented people and places. Any likeness to somebody is chance; numbers are of county 430899, which is nobody's."""

from __future__ import annotations

from random import Random

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭"
    "覃向卓龚熊黎金侯邹侯龙史陶贺顾毛郝邵万钱严赖武孔白崔康"
)
LOCAL_SURNAMES = "覃向田彭龚卓熊杜李王张刘"  # how valleys are: a few families, many homes
MEN_OLD = "德福国建志正明光生才财贵荣华庆祥顺昌兴发林松柏山河海清平安"
WOMEN_OLD = "桂英兰秀珍玉凤梅香菊莲翠芳云月娥淑贞金银桃杏春秋"
MEN = "伟强军勇斌杰涛磊鹏飞宇浩俊峰凯亮辉刚健波"
WOMEN = "丽娟敏静艳燕芬霞红玲莉婷倩雪妮欣慧洁琴萍"
CHILDREN = "子梓小雨晨思佳一乐安欣怡涵轩宇浩诺可心阳"

COMMUNITIES = ("溪布社区", "画卷社区", "岩门社区")
COMMUNITY_WORDS = ("青石", "白果", "长潭", "双桥", "枫香", "云台", "金竹", "柳岸", "紫荆", "梨花")
GROUPS = (
    "老屋场组", "田家湾组", "杉木坪组", "水井边组", "桥头组", "油榨坊组", "大樟树组", "石板路组", "渡口组", "凉亭组",
    "竹园组", "茶场组", "上街组", "下街组", "学堂湾组", "河边组", "碾子坪组", "栗山组", "新屋组", "荷叶塘组",
)  # fmt: skip


def person(rng: Random, *, sex: str, born: int, surname: str = "") -> str:
    """A name as people of that year were given: `sex` is 1 or 2."""
    family = surname or rng.choice(LOCAL_SURNAMES if rng.random() < 0.45 else SURNAMES)
    if born >= 2005:
        pool = CHILDREN
    elif born < 1970:
        pool = MEN_OLD if sex == "1" else WOMEN_OLD
    else:
        pool = MEN if sex == "1" else WOMEN
    first = rng.choice(pool)
    return family + first + (rng.choice(pool) if rng.random() < 0.82 else "")


def community(place: int) -> str:
    """The name of the `place`-th community (from 0)."""
    if place < len(COMMUNITIES):
        return COMMUNITIES[place]
    beyond = place - len(COMMUNITIES)
    word = COMMUNITY_WORDS[beyond % len(COMMUNITY_WORDS)]
    turn = beyond // len(COMMUNITY_WORDS)
    return f"{word}{turn + 1 if turn else ''}社区"


def group(place: int) -> str:
    """The name of the `place`-th group of a community (from 0)."""
    word, turn = GROUPS[place % len(GROUPS)], place // len(GROUPS)
    return word if not turn else f"{word.removesuffix('组')}{turn + 1}组"
