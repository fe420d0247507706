"""The desk's first page, figures, bulletins, letters and settings."""

from tools.pictures.picture import COMMUNITY, DEPARTMENT, STREET, Picture, follow

HOUSE = (
    Picture("office", "今天要办 What waits for the community", "/office/", COMMUNITY, ("desk", "phone", "desk-dark")),
    Picture("office-street", "街道今天要办 What waits for the street", "/office/", STREET, ("desk", "desk-en")),
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
    Picture(
        "department", "部门的第一页 A department's first page", "/office/", DEPARTMENT, ("desk", "phone", "desk-en")
    ),
    Picture("issues", "做好的简报 Bulletins made", "/office/bulletins/", STREET, ("desk",)),
    Picture(
        "issue", "一期简报 A bulletin made", "/office/bulletins/", STREET, ("desk", "phone"), (follow("tbody th a"),)
    ),
    Picture("bulletin-template", "简报模板 Template", "/office/bulletins/template/", STREET, ("desk", "desk-en")),
    Picture("staff", "工作人员 Staff", "/office/settings/staff/", STREET, ("desk",)),
    Picture("audit", "谁做了什么 Who did what", "/office/settings/audit/", STREET, ("desk",)),
    Picture("looks", "谁看过号码 Who looked at what", "/office/settings/looks/", STREET, ("desk",)),
    Picture("board", "看板 Board", "/office/figures/board/", STREET, looks=("desk", "desk-en", "phone")),
    Picture("registry", "指标目录 Figures defined", "/office/figures/registry/", STREET, looks=("desk",)),
    Picture("outside", "对外公布用的数字 Figures for publishing", "/office/figures/outside/", STREET, looks=("desk",)),
)
