"""The desk's cases, disputes, hazards and inspections, and departments."""

from tools.pictures.picture import COMMUNITY, STREET, Picture, follow, press, rest

CASES = (
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
    Picture("departments", "部门 Departments", "/office/departments/", STREET, ("desk", "phone", "desk-en")),
    Picture("cases-views", "我的视图 My views of cases", "/office/cases/views/", STREET, looks=("desk",)),
)
