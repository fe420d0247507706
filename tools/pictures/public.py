"""Pages of residents, and what stands open to everyone."""

from tools.pictures.picture import SAID, SEND, Picture, follow, write

PUBLIC = (
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
)
