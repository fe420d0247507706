"""The pictures under docs/screens/: which page, as whom, in which light. Nothing here moves; `tools.screens` does."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

Step = Callable[[Page], None]

LOOKS = {
    "phone": "手机 phone",
    "phone-large": "手机大字 phone, large type",
    "phone-dark": "手机夜间 phone, dark",
    "phone-en": "手机英文 phone, English",
    "desk": "电脑 desk",
    "desk-dark": "电脑夜间 desk, dark",
    "desk-en": "电脑英文 desk, English",
}
BOTH = ("phone", "desk")


@dataclass(frozen=True)
class Picture:
    """A page: where one starts, as whom, and the steps from there to what is shown."""

    name: str
    title: str
    path: str
    who: str | None = None
    looks: tuple[str, ...] = BOTH
    steps: tuple[Step, ...] = ()
    writes: bool = False  # leaves something behind, so it is taken after all others


def follow(selector: str) -> Step:
    """Go where the first link that `selector` finds leads."""

    def step(page: Page) -> None:
        href = page.locator(selector).first.get_attribute("href")
        page.goto(page.evaluate("href => new URL(href, location.href).href", href))

    return step


def press(selector: str) -> Step:
    """Press the first thing that `selector` finds."""
    return lambda page: page.locator(selector).first.click()


def write(selector: str, text: str) -> Step:
    """Write `text` into a field."""
    return lambda page: page.locator(selector).first.fill(text)


def rest(page: Page) -> None:
    """Wait until what was pressed has opened."""
    page.wait_for_timeout(800)


SEND = press("main form button.button")
CHAT = """王桂英 9:02
桥头的路灯又不亮了，晚上看不见
覃大山 9:05
3栋楼下煤气味很大，赶紧来人
田四 9:06
好的收到"""
SAID = (
    write("[name=text]", "二楼楼道的灯坏了三天，晚上老人上下楼看不见。"),
    write("[name=place]", "岩门社区第3片桥头组19号"),
    write("[name=name]", "覃先生"),
)
SOMEBODY = follow("main a[href*='/me/people/']:not([href$='/visit/']):not([href$='/greet/'])")
IN_CARE = follow("main a[href*='/care/people/']")
NEIGHBOUR, GROUP, AREA = "neighbourhood_chief", "group_chief", "area_chief"
COMMUNITY, STREET, DEPARTMENT = "community_staff", "subdistrict_staff", "department_staff"

PICTURES = (
    # residents
    Picture("home", "首页 Front page", "/", looks=("phone", "phone-en", "phone-large", "desk")),
    Picture("find", "找我的邻长 Find my chief", "/find/", steps=(write("[name=q]", "岩门社区第3片桥头组19号"), SEND)),
    Picture("report", "我有事要说 I have something to say", "/report/", looks=("phone", "desk", "phone-dark")),
    Picture("receipt", "说出去以后 After saying it", "/report/", steps=(*SAID, SEND), looks=("phone",), writes=True),
    Picture(
        "track",
        "查进度 What became of it",
        "/report/",
        steps=(*SAID, SEND, follow("main a[href*='/track/']")),
        looks=("phone", "desk"),
        writes=True,
    ),
    Picture("postings", "公示 Public notices", "/notices/"),
    Picture("posting", "一份公示 A public notice", "/notices/", steps=(follow("main a[href*='/notices/']"),)),
    Picture("candidates", "候选人 Candidates", "/selection/", looks=("phone",), steps=(follow(".cells a.cell-title"),)),
    Picture("vote", "凭码投票 Voting with a code", "/selection/vote/", looks=("phone",)),
    Picture("stations", "三长阵地 Stations", "/stations/", looks=("phone",)),
    Picture(
        "station",
        "一个阵地 A station",
        "/stations/",
        looks=("phone", "desk"),
        steps=(follow("main a.cell-title[href*='/stations/']"),),
    ),
    Picture("privacy", "我写的东西会怎么用 What happens with my data", "/privacy/", looks=("phone",)),
    Picture("login", "登录 Log-in", "/account/login/", looks=("phone", "desk")),
    # chiefs
    Picture("asked", "台账还缺的 What ledgers ask", "/me/asked/", NEIGHBOUR, ("phone",)),
    Picture("rounds", "走访路线 Round of visits", "/me/rounds/", NEIGHBOUR, ("phone", "phone-en")),
    Picture(
        "today",
        "邻长的今天 A chief's day",
        "/me/",
        NEIGHBOUR,
        ("phone", "phone-en", "phone-large", "phone-dark", "desk"),
    ),
    Picture("greet", "问候 A greeting", "/me/", NEIGHBOUR, ("phone", "phone-large"), (follow("a[href*='/greet/']"),)),
    Picture(
        "visit",
        "上门走访 A visit",
        "/me/",
        NEIGHBOUR,
        ("phone",),
        (
            SOMEBODY,
            follow("a[href*='/visit/']"),
        ),
    ),
    Picture("neighbours", "邻里 Neighbours", "/me/neighbours/", NEIGHBOUR, ("phone",)),
    Picture(
        "person",
        "一位居民 A resident",
        "/me/",
        NEIGHBOUR,
        ("phone",),
        (SOMEBODY,),
    ),
    Picture(
        "rest", "住院或出门了 Away for a while", "/me/", NEIGHBOUR, ("phone",), (SOMEBODY, follow("a[href$='/rest/']"))
    ),
    Picture("consent", "愿不愿意 Consent", "/me/", NEIGHBOUR, ("phone",), (SOMEBODY, follow("a[href$='/consent/']"))),
    Picture("needs", "来的人要会什么 Needs", "/me/", NEIGHBOUR, ("phone",), (SOMEBODY, follow("a[href$='/needs/']"))),
    Picture(
        "my-surge", "应急问候 A surge", "/me/", NEIGHBOUR, ("phone", "phone-dark"), (follow("a[href*='/surges/']"),)
    ),
    Picture(
        "my-question", "想问问您 A question", "/me/", NEIGHBOUR, ("phone",), (follow("a[href*='/me/questions/']"),)
    ),
    Picture("round-days", "哪几天有空 Days with time", "/me/rounds/days/", NEIGHBOUR, ("phone",)),
    Picture("round-calendar", "放进手机日历 Calendar", "/me/rounds/calendar/", NEIGHBOUR, ("phone",)),
    Picture("my-cases", "事项 Cases on the phone", "/me/cases/?view=all", NEIGHBOUR, ("phone", "phone-en")),
    Picture(
        "my-case",
        "一件事项 A case on the phone",
        "/me/cases/?view=all",
        NEIGHBOUR,
        ("phone",),
        (follow(".cells a.cell-title"),),
    ),
    Picture("my-report", "报一件事 A chief reports", "/me/cases/new/", NEIGHBOUR, ("phone",)),
    Picture("my-paste", "贴群里的话 Pasting a chat", "/me/cases/paste/", NEIGHBOUR, ("phone",)),
    Picture(
        "my-pasted",
        "群里有哪些事 What a chat holds",
        "/me/cases/paste/",
        NEIGHBOUR,
        ("phone", "phone-en"),
        (write("[name=chat]", CHAT), SEND),
    ),
    Picture("my-hazard-new", "记一处隐患 Noting a hazard", "/me/hazards/new/", NEIGHBOUR, ("phone",)),
    Picture("my-disputes", "我调解的纠纷 Disputes I mediate", "/me/disputes/", NEIGHBOUR, ("phone",)),
    Picture(
        "my-dispute",
        "调解，在手机上 A mediation on the phone",
        "/me/disputes/",
        NEIGHBOUR,
        ("phone",),
        (follow(".cells a.cell-title"),),
    ),
    Picture("my-meetings", "会议，在手机上 Meetings on the phone", "/me/meetings/", GROUP, ("phone",)),
    Picture(
        "my-meeting",
        "屋场会，在手机上 A courtyard meeting on the phone",
        "/me/meetings/",
        GROUP,
        ("phone",),
        (follow("main .cells a.cell-title"),),
    ),
    Picture("my-tasks", "会上交给我的 Given to me at meetings", "/me/meetings/tasks/", NEIGHBOUR, ("phone",)),
    Picture("services", "微服务 Micro-services", "/me/services/", NEIGHBOUR, ("phone",)),
    Picture("bring", "要送的东西 Things to bring", "/me/supplies/", NEIGHBOUR, ("phone",)),
    Picture(
        "bring-one",
        "谁收的 A receipt",
        "/me/supplies/",
        NEIGHBOUR,
        ("phone",),
        (follow("main a[href*='/me/supplies/']"),),
    ),
    Picture("leads", "政策找人，在门口 Policy at the door", "/me/benefits/", NEIGHBOUR, ("phone",)),
    Picture(
        "my-application",
        "帮办申请，在门口 An application at the door",
        "/me/benefits/",
        NEIGHBOUR,
        ("phone", "phone-en"),
        (follow("main a[href*='/applications/']"),),
    ),
    Picture(
        "my-signing",
        "在屏幕上签名 A name on glass",
        "/me/benefits/",
        NEIGHBOUR,
        ("phone",),
        (
            follow("main a[href*='/applications/']"),
            follow("main a[href*='/sign/survey/'], main a[href*='/sign/consent/']"),
            follow("main a.cell-title"),
        ),
    ),
    Picture(
        "my-survey",
        "入户调查表 The survey form",
        "/me/benefits/",
        NEIGHBOUR,
        ("phone",),
        (follow("main a[href*='/applications/']"), follow("main a[href$='/survey/']")),
    ),
    Picture("to-tell", "宣讲 Doors to tell", "/me/campaigns/", NEIGHBOUR, ("phone", "phone-en")),
    Picture("to-look-at", "要查的 To look at", "/me/inspections/", NEIGHBOUR, ("phone", "phone-en")),
    Picture(
        "look",
        "一问一点 A tap a question",
        "/me/inspections/",
        NEIGHBOUR,
        ("phone", "phone-en"),
        (follow(".cells a.cell-title[href*='/inspections/']"),),
    ),
    Picture("my-hazards", "身边的隐患 Hazards nearby", "/me/hazards/", NEIGHBOUR, ("phone",)),
    Picture(
        "my-volunteer", "志愿活动，在手机上 Volunteering on the phone", "/me/volunteer/", GROUP, ("phone", "phone-en")
    ),
    Picture(
        "my-activity",
        "一次活动，在手机上 An activity on the phone",
        "/me/volunteer/",
        GROUP,
        ("phone",),
        (follow("a.cell-title[href*='/volunteer/']"),),
    ),
    Picture("my-activity-new", "发一次活动 Calling an activity", "/me/volunteer/new/", GROUP, ("phone",)),
    Picture("me", "我的 Mine", "/me/mine/", NEIGHBOUR, ("phone",)),
    Picture("my-card", "我的代表证 My card", "/me/cards/", NEIGHBOUR, ("phone", "phone-dark")),
    Picture("hand-out", "发卡片 Handing out cards", "/me/known/", NEIGHBOUR, ("phone",)),
    Picture("my-groups", "邻里群 Groups of neighbours", "/me/known/chats/", NEIGHBOUR, ("phone",)),
    Picture("how-to", "手边卡 How-to cards", "/me/known/guide/", NEIGHBOUR, ("phone", "phone-large")),
    Picture("today-group", "组长的今天 A group chief's day", "/me/", GROUP, ("phone",)),
    Picture("today-area", "片长的今天 An area chief's day", "/me/", AREA, ("phone",)),
    Picture("line", "组长的一条线 A group chief's line", "/me/line/", GROUP, ("phone",)),
    # staff
    Picture("office", "今天要办 What waits for the community", "/office/", COMMUNITY, ("desk", "phone", "desk-dark")),
    Picture("office-street", "街道今天要办 What waits for the street", "/office/", STREET, ("desk", "desk-en")),
    Picture("cases", "事项 Cases at the desk", "/office/cases/", COMMUNITY, ("desk", "phone", "desk-en")),
    Picture(
        "case", "一件事项 A case at the desk", "/office/cases/", COMMUNITY, ("desk",), (press("th a[data-panel]"), rest)
    ),
    Picture("case-new", "窗口记一件事 Registering at the desk", "/office/cases/new/", COMMUNITY, ("desk", "desk-en")),
    Picture("case-paste", "贴群里的话，在电脑上 Pasting at the desk", "/office/cases/paste/", COMMUNITY, ("desk",)),
    Picture(
        "case-danger",
        "有危险的事 A case of danger",
        "/office/cases/?work=untold",
        STREET,
        ("desk", "phone", "desk-en", "desk-dark"),
        (follow("tbody th a"),),
    ),
    Picture(
        "case-history",
        "全部记录 Every step of a case",
        "/office/cases/?work=all",
        STREET,
        ("desk",),
        (follow("tbody th a"), follow("a[href$='/history/']")),
    ),
    Picture("disputes", "纠纷台账 Ledger of disputes", "/office/disputes/", COMMUNITY, ("desk", "phone", "desk-en")),
    Picture("dispute", "调解一件纠纷 A mediation", "/office/disputes/", COMMUNITY, ("desk",), (follow("tbody th a"),)),
    Picture("dispute-new", "登记一件纠纷 Registering a dispute", "/office/disputes/new/", COMMUNITY, ("desk",)),
    Picture("ledgers", "一张表 Ledgers from above", "/office/ledgers/", COMMUNITY, ("desk", "phone", "desk-en")),
    Picture("ledger", "填一个台账 Filling a ledger", "/office/ledgers/left_behind/", COMMUNITY, ("desk",)),
    Picture("ledger-questions", "台账还缺的 Missing in ledgers", "/office/ledgers/questions/", COMMUNITY, ("desk",)),
    Picture("outreach", "宣讲与会议 Campaigns and meetings", "/office/outreach/", COMMUNITY, ("desk",)),
    Picture(
        "volunteering",
        "志愿活动 Volunteering",
        "/office/outreach/volunteering/",
        COMMUNITY,
        ("desk", "phone", "desk-en"),
    ),
    Picture(
        "activity",
        "一次活动 An activity",
        "/office/outreach/volunteering/",
        COMMUNITY,
        ("desk",),
        (follow("tbody tr:last-child th a"),),
    ),
    Picture(
        "certificates",
        "服务证明 Certificates of service",
        "/office/outreach/volunteering/certificates/",
        COMMUNITY,
        ("desk",),
    ),
    Picture(
        "certificate",
        "一份服务证明 A certificate of service",
        "/office/outreach/volunteering/certificates/",
        COMMUNITY,
        ("desk",),
        (follow("tbody th a"),),
    ),
    Picture("office-covenants", "公约 Covenants at the desk", "/office/outreach/covenants/", COMMUNITY, ("desk",)),
    Picture("meetings", "会议 Meetings", "/office/meetings/", COMMUNITY, ("desk", "phone", "desk-en")),
    Picture(
        "meeting",
        "一个会 A meeting",
        "/office/meetings/?kind=push&state=held",
        STREET,
        ("desk",),
        (follow("tbody th a"),),
    ),
    Picture("meeting-tasks", "会上交办的 Given out at meetings", "/office/meetings/tasks/?view=all", STREET, ("desk",)),
    Picture("people", "人和户 People and homes", "/office/people/", COMMUNITY),
    Picture("residents", "找人 Finding people", "/office/people/residents/", COMMUNITY, ("desk",)),
    Picture(
        "household",
        "一户 A household",
        "/office/people/",
        COMMUNITY,
        ("desk",),
        (follow("main a[href*='/households/']"),),
    ),
    Picture(
        "resident",
        "一个人 A person",
        "/office/people/residents/",
        COMMUNITY,
        ("desk",),
        (follow("tbody a[href*='/residents/']"),),
    ),
    Picture("roster", "导入花名册 Bring a roster in", "/office/roster/", COMMUNITY, ("desk",)),
    Picture("chiefs", "三长 Chiefs", "/office/chiefs/", COMMUNITY),
    Picture("drawings", "划分邻 Drawing neighbourhoods", "/office/drawing/", COMMUNITY, ("desk",)),
    Picture("coverage", "覆盖 Coverage", "/office/chiefs/coverage/", STREET, ("desk", "phone", "desk-en")),
    Picture("register", "三长名册 Registers", "/office/chiefs/register/", COMMUNITY),
    Picture("coverage-map", "覆盖地图 Coverage map", "/office/chiefs/coverage/map/", STREET, ("desk", "phone")),
    Picture("post", "一个岗位 A post", "/office/chiefs/", COMMUNITY, ("desk",), (follow("tbody a[href*='/posts/']"),)),
    Picture("known", "让居民知道 Known to residents", "/office/known/", COMMUNITY, ("desk",)),
    Picture("cards", "代表证 Cards", "/office/known/cards/", COMMUNITY, ("desk",)),
    Picture("office-stations", "阵地 Stations at the desk", "/office/known/stations/", COMMUNITY, ("desk",)),
    Picture("posters", "门牌贴和楼道贴 Posters", "/office/known/posters/", COMMUNITY, ("desk",)),
    Picture("told", "知道了多少户 Households told", "/office/known/told/", COMMUNITY, ("desk", "desk-en")),
    Picture("groups", "邻里群 Groups at the desk", "/office/known/chats/", COMMUNITY, ("desk",)),
    Picture("office-postings", "公示 Public notices at the desk", "/office/notices/", COMMUNITY, ("desk",)),
    Picture("selection", "选举换届 Selection rounds", "/office/chiefs/selection/", STREET, ("desk",)),
    Picture(
        "selection-post",
        "一个岗位的选举 The selection for a post",
        "/office/chiefs/selection/",
        STREET,
        ("desk", "phone", "desk-en"),
        (follow("tbody th a"), follow("tbody a[href*='/posts/']")),
    ),
    Picture(
        "selection-roll",
        "投票名册 The roll of a vote",
        "/office/chiefs/selection/",
        STREET,
        ("desk",),
        (follow("tbody tr:last-child th a"), follow("tbody a[href*='/posts/']"), follow("a[href$='/roll/']")),
    ),
    Picture("care", "关照 Care", "/office/care/", COMMUNITY, ("desk", "phone", "desk-en")),
    Picture("care-new", "建议列入关照 Who should be in care", "/office/care/new/", COMMUNITY, ("desk",)),
    Picture(
        "care-person",
        "关照的一个人 Somebody in care",
        "/office/care/",
        COMMUNITY,
        ("desk",),
        (IN_CARE,),
    ),
    Picture("care-found", "花名册里看出来的 Suggested by the roster", "/office/care/found/", COMMUNITY, ("desk",)),
    Picture("surges", "应急问候 Surges", "/office/care/surges/", COMMUNITY, ("desk",)),
    Picture("surge-new", "开始应急问候 Calling a surge", "/office/care/surges/new/", COMMUNITY, ("desk",)),
    Picture("care-questions", "要弄清楚的 To find out", "/office/care/questions/", COMMUNITY, ("desk",)),
    Picture(
        "care-question",
        "弄清楚是怎么回事 A question to answer",
        "/office/care/questions/",
        COMMUNITY,
        ("desk",),
        (follow("main a[href*='/care/questions/']"),),
    ),
    Picture(
        "care-line",
        "看哪里要帮一把 Where a hand is needed",
        "/office/care/line/",
        COMMUNITY,
        ("desk", "phone", "desk-en", "desk-dark"),
    ),
    Picture("care-declined", "划掉的 Declined", "/office/care/found/declined/", COMMUNITY, ("desk",)),
    Picture(
        "care-consent",
        "记下愿不愿意 Consent at the desk",
        "/office/care/",
        COMMUNITY,
        ("desk",),
        (IN_CARE, follow("a[href$='/consent/']")),
    ),
    Picture(
        "care-pause", "暂停关照 A pause", "/office/care/", COMMUNITY, ("desk",), (IN_CARE, follow("a[href$='/pause/']"))
    ),
    Picture(
        "care-tighten",
        "问得勤一些 Closer care",
        "/office/care/",
        COMMUNITY,
        ("desk",),
        (IN_CARE, follow("a[href$='/tighten/']")),
    ),
    Picture(
        "care-tier",
        "换档次 Another tier",
        "/office/care/",
        COMMUNITY,
        ("desk",),
        (IN_CARE, follow("a[href$='/tier/']")),
    ),
    Picture(
        "surge-board",
        "谁还没有音讯 Who is still unheard",
        "/office/care/surges/",
        COMMUNITY,
        ("desk", "phone", "desk-dark"),
        (follow("main a[href*='/care/surges/']:not([href$='/new/'])"),),
    ),
    Picture("matching", "就近匹配 Near and able", "/office/matching/", COMMUNITY, ("desk", "phone")),
    Picture(
        "matching-run",
        "就近匹配的建议 What is proposed",
        "/office/matching/",
        COMMUNITY,
        ("desk", "phone", "desk-en"),
        (follow("main table a[href*='/matching/runs/']"),),
    ),
    Picture(
        "matching-sketch",
        "谁去谁家 Who goes where",
        "/office/matching/",
        COMMUNITY,
        ("desk",),
        (follow("main table a[href*='/matching/runs/']"), follow("main a[href$='/sketch/']")),
    ),
    Picture(
        "matching-proposal",
        "一条建议 A proposal",
        "/office/matching/",
        COMMUNITY,
        ("desk",),
        (follow("main table a[href*='/matching/runs/']"), follow("main a[href*='/matching/proposals/']")),
    ),
    Picture(
        "matching-choose",
        "换一位邻长照看 Choosing a chief",
        "/office/care/",
        COMMUNITY,
        ("desk",),
        (IN_CARE, follow("a[href$='/choose/']")),
    ),
    Picture("helping", "我能帮什么 What I can help with", "/me/mine/helping/", NEIGHBOUR, ("phone",)),
    Picture("cadences", "多久一次 How often", "/office/care/cadences/", STREET, ("desk",)),
    Picture("supplies", "物资 Supplies", "/office/supplies/", COMMUNITY, ("desk", "phone")),
    Picture(
        "supply-lot", "一批物资 A lot", "/office/supplies/", COMMUNITY, ("desk",), (follow("main a[href*='/lots/']"),)
    ),
    Picture("supply-list-new", "做一份清单 A new list", "/office/supplies/lists/new/", COMMUNITY, ("desk",)),
    Picture(
        "supply-list",
        "一份发放清单 A list of deliveries",
        "/office/supplies/lists/",
        COMMUNITY,
        ("desk",),
        (follow("tbody th a"),),
    ),
    Picture("benefits", "政策找人 Policy finds the person", "/office/benefits/", COMMUNITY, ("desk", "phone")),
    Picture("enrolments", "谁在享受 Who receives what", "/office/benefits/enrolments/", STREET, ("desk", "phone")),
    Picture("benefit-lists", "核对过的名单 Lists compared", "/office/benefits/lists/", STREET, ("desk",)),
    Picture("benefit-reviews", "定期复核 Reviews", "/office/benefits/reviews/", COMMUNITY, ("desk",)),
    Picture("benefit-appeals", "复核和申诉 Rechecks and appeals", "/office/benefits/appeals/", COMMUNITY, ("desk",)),
    Picture(
        "application",
        "帮办的申请 An application at the desk",
        "/office/benefits/applications/",
        COMMUNITY,
        ("desk", "phone"),
        (follow("tbody a[href*='/applications/']"),),
    ),
    Picture("staff-relatives", "近亲属备案 Near relatives", "/office/benefits/relatives/", COMMUNITY, ("desk",)),
    Picture("benefit-figures", "当地标准 Local figures", "/office/benefits/figures/", STREET, ("desk",)),
    Picture("figures", "数字 Figures", "/office/figures/", STREET, ("desk", "phone", "desk-dark", "desk-en")),
    Picture(
        "records",
        "一个数字的来历 The records of a figure",
        "/office/figures/",
        STREET,
        ("desk",),
        (follow("main a[href*='/records/']"),),
    ),
    Picture("bulletin", "简报 Bulletin", "/office/figures/bulletin/", STREET, ("desk", "desk-en")),
    Picture(
        "bulletin-outside",
        "对外用的简报 A bulletin for outside",
        "/office/figures/bulletin/?for=outside",
        STREET,
        ("desk", "phone"),
    ),
    Picture(
        "hazard-places",
        "反复出隐患的地方 Places with repeated hazards",
        "/office/hazards/places/",
        COMMUNITY,
        ("desk",),
    ),
    Picture("hazard-new", "登记一处隐患 Registering a hazard", "/office/hazards/new/", COMMUNITY, ("desk",)),
    Picture("inspection-new", "开一轮检查 Opening a round", "/office/inspections/new/", COMMUNITY, ("desk",)),
    Picture("hazards", "隐患台账 Register of hazards", "/office/hazards/", COMMUNITY, ("desk", "phone", "desk-en")),
    Picture("hazard", "一处隐患 A hazard", "/office/hazards/", COMMUNITY, ("desk",), (follow("tbody th a"),)),
    Picture("inspections", "检查 Inspections", "/office/inspections/", COMMUNITY, ("desk",)),
    Picture(
        "inspection-round",
        "一轮检查还缺谁 Doors that a round misses",
        "/office/inspections/",
        COMMUNITY,
        ("desk",),
        (follow("tbody tr:last-child th a"),),
    ),
    Picture("sites", "要查的地点 Sites", "/office/inspections/sites/", COMMUNITY, ("desk",)),
    Picture("checklist", "检查表 A checklist", "/office/inspections/checklists/water/", STREET, ("desk",)),
    Picture("hazard-terms", "整改期限 Days for hazards", "/office/hazards/terms/", STREET, ("desk",)),
    Picture("campaigns", "宣讲 Campaigns", "/office/campaigns/", COMMUNITY, ("desk",)),
    Picture(
        "campaign",
        "还差哪些门 Doors still missing",
        "/office/campaigns/",
        COMMUNITY,
        ("desk", "phone", "desk-en"),
        (follow("tbody th a"),),
    ),
    Picture(
        "campaign-new",
        "开始一次宣讲，先看要占多少时间 What a campaign takes",
        "/office/campaigns/new/",
        COMMUNITY,
        ("desk", "phone", "desk-en"),
    ),
    Picture("settings", "设置 Settings", "/office/settings/", STREET, ("desk", "phone")),
    Picture("places", "辖区 Places", "/office/settings/places/", STREET, ("desk",)),
    Picture("clocks", "时限 Deadlines", "/office/settings/clocks/", STREET, ("desk",)),
    Picture("notices-mine", "通知 Notices", "/office/letters/mine/", STREET, ("desk", "phone")),
    Picture("letters", "发送记录 Delivery log", "/office/letters/", STREET, ("desk", "phone", "desk-en")),
    Picture("letter", "一条消息 A message", "/office/letters/", STREET, ("desk",), (follow("tbody th a"),)),
    Picture("outbox", "发件箱 Outbox", "/office/letters/outbox/", STREET, ("desk", "phone")),
    Picture("letter-texts", "通知怎么说 What notices say", "/office/letters/texts/", STREET, ("desk",)),
    Picture("letter-text", "改一句话 A sentence", "/office/letters/texts/care.silence.visit/", STREET, ("desk",)),
    Picture("letter-hours", "什么时候发 Hours", "/office/letters/hours/", STREET, ("desk",)),
    Picture("burden", "通知有多少 How many notices", "/office/letters/burden/", STREET, ("desk", "phone")),
    Picture("departments", "部门 Departments", "/office/departments/", STREET, ("desk", "phone", "desk-en")),
    Picture(
        "department", "部门的第一页 A department's first page", "/office/", DEPARTMENT, ("desk", "phone", "desk-en")
    ),
    Picture("issues", "做好的简报 Bulletins made", "/office/bulletins/", STREET, ("desk",)),
    Picture(
        "issue", "一期简报 A bulletin made", "/office/bulletins/", STREET, ("desk", "phone"), (follow("tbody th a"),)
    ),
    Picture("bulletin-template", "简报模板 Template", "/office/bulletins/template/", STREET, ("desk", "desk-en")),
    Picture("track-ask", "查进度 Where it stands", "/track/", looks=("phone",)),
    Picture("volunteer", "志愿活动 Volunteering", "/volunteer/", looks=("phone", "desk", "phone-en")),
    Picture(
        "volunteer-come",
        "报名参加 Signing up",
        "/volunteer/",
        looks=("phone", "phone-dark"),
        steps=(follow("a.cell-title"),),
    ),
    Picture("volunteer-own", "我报的名 What I signed up for", "/volunteer/mine/", looks=("phone",)),
    Picture("covenants", "公约 Covenants", "/covenants/", looks=("phone",)),
    Picture(
        "covenant",
        "一份公约 A covenant",
        "/covenants/",
        looks=("phone", "desk", "phone-en"),
        steps=(follow("a.cell-title"),),
    ),
    Picture("news", "简报和公告 Bulletins and notices", "/news/", None, ("phone", "desk", "phone-en")),
    Picture(
        "told-to-all", "公开的简报 A published bulletin", "/news/", None, ("phone", "desk"), (follow("a.cell-title"),)
    ),
    Picture("how-to-tell-me", "怎么告诉我 How to tell me", "/me/mine/letters/", NEIGHBOUR, ("phone", "phone-en")),
    Picture("staff", "工作人员 Staff", "/office/settings/staff/", STREET, ("desk",)),
    Picture("audit", "谁做了什么 Who did what", "/office/settings/audit/", STREET, ("desk",)),
    Picture("looks", "谁看过号码 Who looked at what", "/office/settings/looks/", STREET, ("desk",)),
    Picture("cases-views", "我的视图 My views of cases", "/office/cases/views/", STREET, looks=("desk",)),
    Picture("board", "看板 Board", "/office/figures/board/", STREET, looks=("desk", "desk-en", "phone")),
    Picture("registry", "指标目录 Figures defined", "/office/figures/registry/", STREET, looks=("desk",)),
    Picture("outside", "对外公布用的数字 Figures for publishing", "/office/figures/outside/", STREET, looks=("desk",)),
)
