"""What a pasted piece of a chat may mean: its messages, and of each a kind, an urgency, a danger, with the words why.

Everything here is a proposal to a person. Words are looked for as people write them; nothing is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from youlin.domains.cases.rules.clocks import Urgency
from youlin.domains.cases.rules.ladder import Danger

MOST_MESSAGES = 30
MOST_SIGNS = 20_000
LONGEST_NAME = 20
NAME_LENGTHS = (4, 3, 2)

_DAY = r"(?:(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?|今天|昨天|前天|(?:星期|周)[一二三四五六日天])"
_TIME = r"(?:凌晨|早上|上午|中午|下午|晚上)?\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
_WHEN = rf"(?:{_DAY}\s*)?{_TIME}"
_WHO = r"[^\s:：\[\]【】][^:：\[\]【】]{0,19}?"
# As phones and computers copy it: name and hour on a line of their own, in either order, or name and words in one line.
_HEADS = (
    re.compile(rf"^(?P<who>{_WHO})[:：]?\s+(?P<at>{_WHEN})$"),
    re.compile(rf"^[\[【(]?(?P<at>{_WHEN})[\]】)]?\s+(?P<who>{_WHO})[:：]?$"),
    re.compile(rf"^[\[【(]?(?P<at>{_WHEN})[\]】)]?\s*(?P<who>{_WHO})[:：]\s*(?P<text>.+)$"),
    re.compile(r"^(?P<who>[^\s:：\d\[\]【】/]{1,10})[:：]\s*(?P<text>\S.*)$"),
    re.compile(r"^(?P<who>[^\s:：\d\[\]【】/]{1,10})[:：]$"),
)
_NO_NAMES = {
    "时间",
    "地址",
    "地点",
    "电话",
    "手机",
    "姓名",
    "内容",
    "问题",
    "备注",
    "通知",
    "http",
    "https",
    "注意",
    "提醒",
}
_NOISE = re.compile(
    r"^(?:收到|好的?|谢谢.{0,6}|辛苦.{0,6}|嗯+|哦+|是的?|对的?|在的?|知道了?|没问题|明白了?|大家.{0,2}好|[早中晚]上?好|你好|您好|"
    r"ok|OK|1|\+1|\[[^\]]{1,8}\]|[\W_]+)+$"
)
_SYSTEM = re.compile(
    r"撤回了一条消息|加入了?群聊|邀请.*加入|修改群名|拍了拍|以下(?:是|为)新消息|聊天记录$|"
    r"^[-—=\s]*\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?[-—=\s]*$|^[-—=\s]+$"
)

_NOT_WORDS = re.compile(r"^\[[^\]]{1,8}\]$")  # [图片] [语音]


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that one person said."""

    who: str
    at: str  # as the chat wrote it
    text: str


@dataclass(frozen=True, slots=True)
class Why:
    """What was proposed, and the word in the message that it was proposed for."""

    what: str  # kind, urgency, danger, place, person
    word: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a message may be about."""

    kind: str
    urgency: Urgency
    danger: Danger | None
    whys: tuple[Why, ...]


def messages(text: str) -> list[Message]:
    r"""The things said, in order; greetings, thanks and what the chat itself says are left out.

    What one person says in several bubbles one after the other is one thing.

    >>> [one.text for one in messages("李阿姨 10:23\n三栋路灯坏了\n张叔：收到\n李阿姨：晚上看不见")]
    ['三栋路灯坏了，晚上看不见']
    """
    found: list[Message] = []
    for said in _split(text[:MOST_SIGNS]):
        if not said.text or _NOISE.match(said.text):
            continue
        if found and found[-1].who and found[-1].who == said.who:
            found[-1] = Message(said.who, found[-1].at, f"{found[-1].text}，{said.text}")
        else:
            found.append(said)
    return found[:MOST_MESSAGES]


def _split(text: str) -> Iterator[Message]:
    who, at, lines = "", "", list[str]()
    for raw in text.replace("\r", "").split("\n"):
        line = raw.replace("\u2005", " ").strip()
        if not line or _SYSTEM.search(line) or _NOT_WORDS.match(line):
            continue
        head = _head(line)
        if head is None:
            lines.append(line)
            continue
        yield Message(who, at, "，".join(lines))
        who, at, lines = head.who, head.at or at, [head.text] if head.text else []
    yield Message(who, at, "，".join(lines))


def _head(line: str) -> Message | None:
    """Who speaks from here on, where a line says so; in the same line perhaps also what."""
    for shape in _HEADS:
        match = shape.match(line)
        if match and match["who"].strip() not in _NO_NAMES:
            parts = match.groupdict()
            return Message(
                parts["who"].strip()[:LONGEST_NAME], parts.get("at") or "", (parts.get("text") or "").strip()
            )
    return None


# The first of the most words wins; what is dangerous comes before what is only broken.
KINDS: tuple[tuple[str, tuple[str, ...]], ...] = tuple(
    (kind, tuple(words.split()))
    for kind, words in (
        (
            "hazard",
            (
                "漏气 煤气 燃气 漏电 电线 火花 冒烟 起火 着火 塌 裂缝 滑坡 落石 井盖 积水 "
                "飞线充电 消防通道 没有护栏 掉下来 隐患"
            ),
        ),
        ("dispute", "吵架 打架 吵起来 打起来 骂人 纠纷 扰民 噪音 太吵 占了我 不讲理 邻居天天 闹矛盾 宅基地"),
        (
            "problem",
            "坏了 不亮 堵了 漏水 停水 停电 没水 没电 垃圾 太臭 破了 掉了 占道 乱停 野狗 水管 路灯 下水道",
        ),
        ("question", "怎么办理 怎么申请 怎么交 哪里办 要什么材料 能不能办 请问 想问 咨询 多少钱 什么时候"),
        ("appeal", "帮忙 帮个忙 没人管 希望 能不能 请社区 困难 没钱 没人照顾 需要"),
    )
)
URGENT = ("马上", "赶快", "赶紧", "快来", "很急", "紧急", "急急", "立刻", "现在就", "等不了")
DANGERS: tuple[tuple[Danger, tuple[str, ...]], ...] = tuple(
    (danger, tuple(words.split()))
    for danger, words in (
        (Danger.MINOR, "孩子不见 小孩不见 孩子走失 打孩子 孩子被打 小孩落水 孩子落水 孩子一个人在河"),
        (Danger.VIOLENCE, "家暴 打老婆 打媳妇 打他妈 打老人 把她打 动手打人"),
        (Danger.LIFE, "救命 着火了 起火了 晕倒 昏倒 落水 触电 煤气中毒 跳楼 不省人事 叫救护车"),
        (Danger.CRIME, "小偷 偷东西 抢劫 吸毒 被骗 诈骗 拿刀 要砍"),
    )
)


def meaning(text: str) -> Meaning:
    """What a message may be about, with the words it was read from; without any it is an appeal.

    >>> meaning("三栋楼道电线冒烟，赶紧来人").kind
    'hazard'
    """
    counted = [(kind, _among(words, text)) for kind, words in KINDS]
    kind, said = max(counted, key=lambda pair: len(pair[1]))
    whys = [Why("kind", word) for word in said[:2]]
    danger, at_risk = next(((one, found) for one, words in DANGERS if (found := _among(words, text))), (None, []))
    whys += [Why("danger", word) for word in at_risk[:1]]
    pressing = _among(URGENT, text)
    whys += [Why("urgency", word) for word in pressing[:1]]
    urgent = Urgency.DANGER if danger else Urgency.URGENT if pressing else Urgency.NORMAL
    return Meaning(kind if said else "appeal", urgent, danger, tuple(whys))


def _among(words: Iterable[str], text: str) -> list[str]:
    return [word for word in words if word in text]


_HOUSE = re.compile(r"(?:\d{1,3}\s*(?:号楼|栋|幢|单元|组|号|室)\s*)+(?:\d{2,4}(?!\d))?")


def addresses(text: str) -> list[str]:
    """Pieces that look like an address, as far as its numbers go: 3栋2单元101, 12号.

    >>> addresses("3栋2单元101室漏水，在12号对面")
    ['3栋2单元101室', '12号']
    """
    return [found.group().strip() for found in _HOUSE.finditer(text)]


def sounds(text: str) -> list[str]:
    """How each sign is read, without tone; signs that have no reading stand for themselves."""
    return [_sound(sign) for sign in text]


@lru_cache(maxsize=30_000)
def _sound(sign: str) -> str:
    from pypinyin import Style, lazy_pinyin

    return str(lazy_pinyin(sign, style=Style.NORMAL, errors="default")[0]) if sign.strip() else " "


def initials(reading: Sequence[str]) -> set[str]:
    """The first letters of every two to four signs in a row: what a name in the text could begin with."""
    letters = [sound[:1] for sound in reading]
    return {
        "".join(letters[at : at + size])
        for size in NAME_LENGTHS
        for at in range(len(letters) - size + 1)
        if all(letter.isascii() and letter.isalpha() for letter in letters[at : at + size])
    }


def heard(text: str, reading: Sequence[str], name: str) -> str:
    """The signs of a text that are a name, or sound like it; empty where none do.

    >>> text = "王贵英家漏水"
    >>> heard(text, sounds(text), "王桂英")
    '王贵英'
    """
    if name in text:
        return name
    said = sounds(name)
    for at in range(len(reading) - len(said) + 1):
        if list(reading[at : at + len(said)]) == said:
            return text[at : at + len(said)]
    return ""
