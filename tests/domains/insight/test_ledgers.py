"""A ledger that a higher office asks for is filled from the record; its form survives, and nothing is asked twice."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from tests.factories import cast
from tests.factories.cast import START, Street
from youlin.domains.insight.actions import ledgers as actions
from youlin.domains.insight.actions.ledgers import Answers, Meaning, NewTemplate
from youlin.domains.insight.ledgers import shape as shapes
from youlin.domains.insight.ledgers.growing import Growth, moved
from youlin.domains.insight.models import LedgerFill, LedgerQuestion, LedgerVersion
from youlin.domains.insight.queries import ledgers as queries
from youlin.domains.insight.rules.ledgers import Fact, Subject
from youlin.domains.residents.models import PersonDetail, Resident
from youlin.domains.residents.rules.details import Detail
from youlin.foundation.models import Look
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal


def awkward() -> bytes:
    """A workbook as a county sends it: a header over two rows, a column that counts, a sum and a signature beneath."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "台账 表"
    sheet["A1"] = "重点人员统计台账"
    sheet.merge_cells("A1:H1")
    sheet["A1"].font = Font(size=18, bold=True, color="AA0000")
    for area, text in {
        "A2:A3": "序号", "B2:B3": "姓名", "C2:D2": "联系方式", "E2:E3": "家庭年收入", "F2:F3": "人均", "G2:G3": "民族",
        "H2:H3": "填报单位",
    }.items():  # fmt: skip
        sheet.merge_cells(area)
        sheet[area.partition(":")[0]] = text
    sheet["C3"], sheet["D3"] = "手机号", "住址"
    sheet["B4"], sheet["E4"], sheet["F4"] = "（示例）张某", 1000, '=IF(E4="","",E4/2)'
    sheet["B4"].fill = PatternFill("solid", fgColor="FFEECC")
    sheet["E4"].number_format = "#,##0.00"
    sheet.row_dimensions[4].height = 33
    sheet["A6"], sheet["E6"], sheet["F6"] = "合计", "=SUM(E4:E5)", "=AVERAGE($F$4:F5)"
    sheet["A7"] = "填表人：              审核人："
    sheet.merge_cells("A7:H7")
    sheet.row_dimensions[7].height = 50
    allowed = DataValidation(type="list", formula1='"汉族,土家族,白族,苗族"')
    allowed.add("G4:G5")
    sheet.add_data_validation(allowed)
    sheet.conditional_formatting.add(
        "E4:E5",
        CellIsRule(  # type: ignore[no-untyped-call]  # as openpyxl has it
            operator="lessThan", formula=["E$6"], font=Font(color="FF0000")
        ),
    )
    sheet.auto_filter.ref = "A3:H5"
    sheet.print_area = "A1:H7"
    other = book.create_sheet("汇总")
    other["A1"], other["A2"] = "='台账 表'!E6", "=COUNTA('台账 表'!B4:B5)"
    book.defined_names["姓名们"] = DefinedName("姓名们", attr_text="'台账 表'!$B$4:$B$5")
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def kept(street: Street, content: bytes, name: str = "重点人员台账") -> LedgerVersion:
    template = NewTemplate(uuid4(), "county.xlsx", content, name)
    return actions.keep_template(actor=street.actor("社区小覃"), template=template, now=START)


def said(street: Street, version: LedgerVersion, more: Mapping[int, str] | None = None) -> None:
    """The columns as they are suggested, and more."""
    facts = {column.place: column.fact.value for column in queries.columns_of(version)} | dict(more or {})
    meaning = Meaning(version.subject, version.only, facts, {8: "溪布社区"})
    actions.say_columns(actor=street.actor("社区小覃"), ledger=version.ledger_id, meaning=meaning, now=START)


def filled(
    street: Street, key: str, *, who: str = "社区小覃", place: UUID | None = None, **more: object
) -> actions.Filled:
    return actions.fill_ledger(
        actor=street.actor(who),
        ledger=key,
        place=place or street.xibu.pk,
        now=START,
        **more,  # type: ignore[arg-type]
    )


def sheet_of(content: bytes, name: str | None = None) -> Worksheet:
    book = load_workbook(BytesIO(content))
    sheet = book[name] if name else book.worksheets[0]
    assert isinstance(sheet, Worksheet)
    return sheet


class TestATemplate:
    def test_its_shape_is_read_through_merged_cells(self) -> None:
        shape = shapes.read(awkward())
        assert (shape.sheet, shape.header, shape.first, shape.last) == ("台账 表", 3, 4, 5)
        assert shape.formulas == {6}
        assert (3, "联系方式", "手机号") in shape.labels

    def test_its_columns_are_suggested_by_their_words(self, street: Street) -> None:
        version = kept(street, awkward())
        suggested = {column.label: column.fact for column in queries.columns_of(version)}
        assert version.subject == Subject.PEOPLE
        assert suggested == {
            "序号": Fact.SERIAL,
            "姓名": Fact.NAME,
            "联系方式 · 手机号": Fact.PHONE,
            "联系方式 · 住址": Fact.ADDRESS,
            "家庭年收入": Fact.INCOME,
            "人均": Fact.LEAVE,
            "民族": Fact.ETHNIC,
            "填报单位": Fact.LEAVE,
        }

    def test_sent_twice_it_is_one(self, street: Street) -> None:
        template = NewTemplate(uuid4(), "county.xlsx", awkward(), "台账")
        for _again in range(2):
            actions.keep_template(actor=street.actor("社区小覃"), template=template, now=START)
        assert LedgerVersion.objects.count() == 1

    def test_a_newer_version_keeps_what_was_said_of_the_columns(self, street: Street) -> None:
        version = kept(street, awkward())
        said(street, version, {8: "constant"})
        newer = NewTemplate(uuid4(), "new.xlsx", awkward(), ledger=version.ledger_id)
        second = actions.keep_template(actor=street.actor("社区小覃"), template=newer, now=START)
        assert (second.number, second.settled) == (2, False)
        assert queries.columns_of(second)[7].constant == "溪布社区"
        with pytest.raises(Refusal, match="对一遍列"):
            filled(street, str(version.ledger_id))

    @pytest.mark.parametrize(
        ("content", "code"), [(b"no workbook", "template_file"), (b"", "template_file")], ids=["words", "nothing"]
    )
    def test_what_is_no_workbook_is_refused(self, street: Street, content: bytes, code: str) -> None:
        with pytest.raises(Invalid) as refused:
            kept(street, content)
        assert (refused.value.code, refused.value.field) == (code, "file")

    def test_without_a_header_or_a_row_to_fill_it_is_refused(self, street: Street) -> None:
        for rows, code in (([["一"], ["二"]], "template_header"), ([["姓名", "电话"], ["合计"]], "template_rows")):
            book = Workbook()
            for row in rows:
                book.active.append(row)  # type: ignore[union-attr]
            out = BytesIO()
            book.save(out)
            with pytest.raises(Invalid) as refused:
                kept(street, out.getvalue())
            assert refused.value.code == code

    def test_another_street_does_not_know_it_and_a_chief_keeps_none(self, street: Street) -> None:
        version = kept(street, awkward())
        assert queries.ledgers(street.actor("岩门小吴")).count() == 1  # of the same street
        for who in ("县里老胡", "李邻长", "民政老杜"):
            with pytest.raises(NotThere):
                queries.plan(street.actor(who), str(version.ledger_id))


class TestFilling:
    @pytest.fixture
    def made(self, street: Street) -> Worksheet:
        """Three people in a workbook with room for two."""
        version = kept(street, awkward())
        said(street, version, {8: "constant"})
        street.wang_home.annual_income_fen = 1_200_000
        street.wang_home.save()
        self.content = filled(street, str(version.ledger_id)).content
        return sheet_of(self.content)

    def test_what_is_known_stands_in_it(self, made: Worksheet) -> None:
        rows = [[cell.value for cell in row] for row in made["A4:H6"]]
        assert [row[:2] for row in rows] == [[1, "王桂英"], [2, "刘小满"], [3, "赵大伯"]]
        assert rows[0][2:5] == ["140****0001", "溪布社区第1片老屋场组1号", 12000]
        assert {row[7] for row in rows} == {"溪布社区"}

    def test_titles_and_merged_cells_survive(self, made: Worksheet) -> None:
        merged = {str(area) for area in made.merged_cells.ranges}
        assert merged == {"A1:H1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3", "G2:G3", "H2:H3", "A8:H8"}
        assert (made["A1"].value, made["A1"].font.size) == ("重点人员统计台账", 18)
        assert str(made["A8"].value).startswith("填表人")
        assert made.row_dimensions[8].height == 50

    def test_formulas_count_the_new_rows(self, made: Worksheet) -> None:
        assert [made[f"F{row}"].value for row in (4, 5, 6)] == [f'=IF(E{row}="","",E{row}/2)' for row in (4, 5, 6)]
        assert (made["A7"].value, made["E7"].value, made["F7"].value) == ("合计", "=SUM(E4:E6)", "=AVERAGE($F$4:F6)")
        other = sheet_of(self.content, "汇总")
        assert (other["A1"].value, other["A2"].value) == ("='台账 表'!E7", "=COUNTA('台账 表'!B4:B6)")

    def test_style_and_rules_reach_every_row(self, made: Worksheet) -> None:
        assert made["B6"].fill.fgColor.rgb == made["B4"].fill.fgColor.rgb == "00FFEECC"
        assert made["E6"].number_format == "#,##0.00"
        assert made.row_dimensions[6].height == 33
        assert [str(one.sqref) for one in made.data_validations.dataValidation] == ["G4:G6"]
        [coloured] = list(made.conditional_formatting)
        assert (str(coloured.sqref), coloured.rules[0].formula) == ("E4:E6", ["E$7"])
        assert made.auto_filter.ref == "A3:H6"
        assert made.print_area == "'台账 表'!$A$1:$H$8"
        assert load_workbook(BytesIO(self.content)).defined_names["姓名们"].attr_text == "'台账 表'!$B$4:$B$6"

    def test_with_nobody_to_list_the_example_is_gone(self, street: Street) -> None:
        version = kept(street, awkward())
        said(street, version)
        empty = sheet_of(filled(street, str(version.ledger_id), who="岩门小吴", place=street.yanmen.pk).content)
        assert [empty["B4"].value, empty["E4"].value, empty["A6"].value] == [None, None, "合计"]

    def test_a_name_that_looks_like_a_formula_stays_a_name(self, street: Street) -> None:
        Resident.objects.filter(pk=street.wang.pk).update(name="=1+1")
        cell = sheet_of(filled(street, "person").content)["B3"]
        assert (cell.value, cell.data_type) == ("=1+1", "s")

    def test_it_is_on_record_who_filled_what(self, street: Street) -> None:
        filled(street, "household")
        [row] = queries.fills(street.actor("社区小覃"), "household")
        assert (row.by_name, row.territory, row.rows, row.in_full) == ("社区小覃", street.xibu, 3, False)
        assert not queries.fills(street.actor("岩门小吴")).exists()

    @pytest.mark.parametrize(
        ("formula", "then"), [("=A5:A5", "=A5:A8"), ("=5:6", "=5:9"), ("=B9", "=B12"), ("=A:A", "=A:A")]
    )
    def test_addresses_move_as_in_a_spreadsheet(self, formula: str, then: str) -> None:
        assert moved(formula, "表", Growth("表", 5, 3)) == then


class TestTheLedgersOfTheHouse:
    @pytest.mark.parametrize("code", ["person", "household", "left_behind", "dispute"])
    def test_each_is_drawn_and_filled(self, street: Street, code: str) -> None:
        made = filled(street, code)
        sheet = sheet_of(made.content)
        assert sheet.max_row >= 2 + made.rows
        assert sheet["A1"].value == queries.plan(street.actor("社区小覃"), code).name

    def test_the_left_behind_are_told_by_kind(self, street: Street) -> None:
        sheet = sheet_of(filled(street, "left_behind").content)
        assert [(row[1].value, row[8].value) for row in sheet["A3:M4"]] == [
            ("王桂英", "01 老人"),
            ("刘小满", "03 儿童"),
        ]
        assert sheet.max_row == 4

    def test_what_nobody_keeps_says_so(self, street: Street) -> None:
        assert sheet_of(filled(street, "person").content)["C3"].value == "无数据"


class TestHiddenNumbers:
    def test_they_are_masked_unless_asked_for(self, street: Street) -> None:
        assert sheet_of(filled(street, "person").content)["K3"].value == "140****0001"
        assert not Look.objects.exists()

    def test_in_full_each_look_is_on_record_and_a_child_needs_a_reason(self, street: Street) -> None:
        with pytest.raises(Invalid, match="14 岁"):
            filled(street, "person", in_full=True)
        made = filled(street, "person", in_full=True, reason="上级普查")
        assert sheet_of(made.content)["K3"].value == "14000000001"
        assert set(Look.objects.values_list("target", "field")) == {(street.wang.pk, "phone")}

    def test_a_place_out_of_sight_is_not_there(self, street: Street) -> None:
        with pytest.raises(NotThere):
            filled(street, "person", place=street.yanmen.pk)
        with pytest.raises(NotThere):
            filled(street, "person", who="李邻长")


class TestQuestions:
    def test_empty_cells_are_asked_of_whom_they_concern_once(self, street: Street) -> None:
        first = filled(street, "person").asked
        asked = set(LedgerQuestion.objects.filter(resident=street.liu).values_list("kind", flat=True))
        assert "education" in asked
        assert asked.isdisjoint({"marriage", "phone", "political_status"})  # nine years old
        assert first == LedgerQuestion.objects.count() > 0
        assert filled(street, "person").asked == 0
        filled(street, "left_behind")
        assert LedgerQuestion.objects.filter(resident=street.wang, kind="id_number").count() == 1

    def test_an_answer_ends_in_the_record_and_is_never_asked_again(self, street: Street) -> None:
        filled(street, "person")
        chief = street.actor("李邻长")
        answers = {Detail.MARRIAGE: "丧偶", Detail.ETHNIC: "土家族", Detail.NATIVE_PLACE: ""}
        identity = uuid4()
        for _twice in range(2):
            actions.answer_questions(actor=chief, answers=Answers(identity, street.wang.pk, answers), now=START)
        assert Resident.objects.get(pk=street.wang.pk).ethnic_group == "土家族"
        assert PersonDetail.objects.filter(resident=street.wang).count() == 3
        assert filled(street, "person").asked == 0  # 籍贯: she does not know, and nobody asks again
        row = sheet_of(filled(street, "person").content)[3]
        assert (row[5].value, row[6].value, row[7].value) == ("土家族", None, "丧偶")

    def test_what_became_known_otherwise_is_asked_no_more(self, street: Street) -> None:
        filled(street, "person")
        Resident.objects.filter(pk=street.wang.pk).update(health="高血压", ethnic_group="白族")
        filled(street, "person")
        settled = LedgerQuestion.objects.get(resident=street.wang, kind="ethnic_group")
        assert settled.settled_at == START

    def test_each_sees_the_questions_about_the_own_people(self, street: Street) -> None:
        filled(street, "person")
        seen = [
            one.person.name
            for one in queries.questions_of(street.actor("李邻长"), queries.asked(street.actor("李邻长")))
        ]
        assert sorted(seen) == ["刘小满", "王桂英"]
        assert not queries.asked(street.actor("岩门邻长")).exists()
        with pytest.raises(NotThere):
            queries.asked_of(street.actor("李邻长"), street.zhao.pk)

    @pytest.mark.parametrize(
        ("detail", "text", "code"),
        [
            (Detail.MARRIAGE, "保密", "detail_choice"),
            (Detail.NATIVE_PLACE, "张" * 201, "detail_long"),
            (Detail.ID_NUMBER, "430899194403020029", "id_bad"),
            (Detail.PHONE, "123", "phone_bad"),
            (Detail.INCOME, "不少", "income_bad"),
        ],
    )
    def test_what_cannot_be_is_told_beside_its_field(
        self, street: Street, detail: Detail, text: str, code: str
    ) -> None:
        said = Answers(uuid4(), street.wang.pk, {detail: text})
        with pytest.raises(Invalid) as refused:
            actions.answer_questions(actor=street.actor("李邻长"), answers=said, now=START)
        assert (refused.value.code, refused.value.field) == (code, detail.value)
        assert not PersonDetail.objects.exists()

    def test_what_the_record_knows_stays(self, street: Street) -> None:
        said = Answers(uuid4(), street.wang.pk, {Detail.PHONE: "14000009999", Detail.INCOME: "1.2万"})
        actions.answer_questions(actor=street.actor("李邻长"), answers=said, now=START)
        person = Resident.objects.select_related("household").get(pk=street.wang.pk)
        assert person.phone == "14000000001"
        assert person.household.annual_income_fen == 1_200_000

    def test_a_neighbour_s_person_is_not_there(self, street: Street) -> None:
        said = Answers(uuid4(), street.zhao.pk, {Detail.WANTS: "修路"})
        with pytest.raises((NotThere, NotAllowed)):
            actions.answer_questions(actor=street.actor("李邻长"), answers=said, now=START)


def test_a_whole_street_asks_the_database_no_more_often(street: Street) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries_made:
            filled(street, "person", who="街道老彭", place=street.subdistrict.pk)
        return len(queries_made)

    few = asked()
    home = cast.household(street.lin1, "00009", "溪布社区第1片老屋场组9号")
    for number in range(30):
        cast.resident(home, f"多多{number}", born=date(1980, 1, 1))
    asked()  # the first asks its questions
    assert asked() <= few
    assert LedgerFill.objects.count() == 3
