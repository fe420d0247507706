"""The desk's campaigns, meetings, volunteering, covenants and ledgers."""

from tools.pictures.picture import COMMUNITY, STREET, Picture, follow

OUTREACH = (
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
)
