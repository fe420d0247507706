"""A register as offices keep it goes in, names what is wrong, asks what it does not know, and comes out again."""

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID, uuid4

import pytest
import xlsxwriter

from tests.factories import cast
from youlin.domains.access.actor import SYSTEM
from youlin.domains.access.models import User
from youlin.domains.access.rules import Role
from youlin.domains.chiefs import actions, queries
from youlin.domains.chiefs.models import Appointment
from youlin.domains.chiefs.registers import runs
from youlin.domains.chiefs.registers.reading import RegisterBook, read_register
from youlin.domains.chiefs.registers.sheets import RegisterLine, register_sheet
from youlin.domains.chiefs.registers.taking import Taken, import_register
from youlin.domains.residents.intake import files
from youlin.domains.residents.intake.runs import Upload
from youlin.domains.residents.models import Resident
from youlin.domains.territory.models import Territory
from youlin.foundation import clock, crypto
from youlin.foundation.models import AuditEntry
from youlin.foundation.refusal import Invalid, NotThere
from youlin.foundation.values import check_character

NOW = cast.START
TITLE = "锣溪街道溪布社区三长花名册"
TODAY = clock.day_of(NOW)
HEAD = [
    *("序号", "姓名", "性别", "出生年月", "身份证号码", "联系电话", "政治面貌", "文化程度"),
    *("职务", "所属片", "所属组", "所属邻", "负责户数", "任职时间", "备注"),
]
ID = "43089919600901001"
ID += check_character(ID)


def workbook(rows: Sequence[Sequence[object]], *, title: str = TITLE, head: Sequence[str] = HEAD) -> bytes:
    """A register as one finds it: a title over all columns, then the header, then the rows."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        page = book.add_worksheet("Sheet1")
        page.merge_range(0, 0, 0, len(head) - 1, title)
        page.write_row(1, 0, head)
        for number, row in enumerate(rows, 2):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(number, column, cell, day)
                else:
                    page.write(number, column, cell)
    return out.getvalue()


def line(
    name: str, title: str, *places: str, phone: object = "", number: str = "", since: object = "2026年11月1日"
) -> list[object]:
    """One row: 姓名, 职务, 片 组 邻."""
    where = [*places, "", "", ""][:3]
    return ["", name, "", "", number, phone, "群众", "初中", title, *where, 12, since, ""]


def read(*rows: list[object], title: str = TITLE) -> RegisterBook:
    return read_register(workbook(rows, title=title), "名册.xlsx", today=TODAY)


def take(
    street: cast.Street, book: RegisterBook, *, chosen: dict[str, UUID] | None = None, dry_run: bool = False
) -> Taken:
    office, here = street.actor("街道老彭"), street.subdistrict.pk
    return import_register(actor=office, book=book, subdistrict=here, now=NOW, chosen=chosen, dry_run=dry_run)


def empty(*places: Territory) -> None:
    for seat in Appointment.objects.filter(post__territory__in=places):
        actions.end_term(actor=SYSTEM, appointment=seat.pk, ends_on=date(2026, 11, 1), reason="换届", now=NOW)


class TestReading:
    def test_titles_merged_cells_dittos_and_numbers_for_telephones(self) -> None:
        rows = [
            line("彭春花", "邻 长", "第一片", "老屋场组", "1", phone=14000000009, since=date(2026, 3, 1)),
            line("向　大勇", "邻长", "同上", "〃", "邻2", phone="140 0000 0010", since="2026.3"),
        ]
        book = read(*rows)
        one, two = book.rows
        assert (one.name, one.role, one.phone, one.since) == (
            "彭春花",
            Role.NEIGHBOURHOOD_CHIEF,
            "14000000009",
            date(2026, 3, 1),
        )
        assert (one.place.community, one.place.area, one.place.group) == ("溪布社区", "第一片", "老屋场组")
        assert (two.name, two.place.group, two.since) == ("向大勇", "老屋场组", date(2026, 3, 1))
        assert [(problem.code, problem.kept) for problem in book.problems] == [("month_only", True)]
        assert "文化程度" in book.unused and "职务" not in book.unused

    def test_the_title_tells_the_post_where_no_column_does(self) -> None:
        head = ["姓名", "性别", "电话", "组"]
        data = workbook([["田永福", "男", "14000000011", "老屋场"]], title="溪布社区组长名单", head=head)
        row = read_register(data, "a.xlsx", today=TODAY).rows[0]
        assert (row.role, row.place.group) == (Role.GROUP_CHIEF, "老屋场组")

    @pytest.mark.parametrize(
        ("row", "code"),
        [
            (line("", "邻长", "第1片", "老屋场组", "邻1", phone="14000000009"), "name_missing"),
            (line("彭春花", "片长兼组长", "第1片", "老屋场组"), "role_unclear"),
            (line("彭春花", "邻长", "第1片", "老屋场组"), "place_missing"),
            (line("彭春花", "邻长", "第1片", "老屋场组", "邻1", number="430899196009010019"), "id_checksum"),
        ],
    )
    def test_a_bad_row_stays_out_by_name(self, row: list[object], code: str) -> None:
        book = read(row, line("向大勇", "邻长", "第1片", "老屋场组", "邻2"))
        assert [one.name for one in book.rows] == ["向大勇"]
        assert code in {problem.code for problem in book.problems if not problem.kept}

    def test_two_in_one_post_are_both_doubted(self) -> None:
        book = read(
            line("彭春花", "邻长", "第1片", "老屋场组", "邻1"), line("向大勇", "邻长", "第1片", "老屋场组", "邻1")
        )
        assert book.rows == [] and {problem.code for problem in book.problems} == {"two_in_one_post"}


class TestTakingIn:
    def test_puts_people_in_their_posts_with_accounts_and_residents_found_by_number(self, street: cast.Street) -> None:
        empty(street.lin1, street.group)
        index = crypto.blind_index(ID, field="id_number")
        Resident.objects.filter(pk=street.zhao.pk).update(id_number=ID, id_index=index)
        book = read(
            line("赵大伯", "邻长", "第1片", "老屋场组", "邻1", number=ID, phone="14000000009"),
            line("田永福", "组长", "第1片", "老屋场组", phone="14000000011"),
        )
        taken = take(street, book)
        assert (taken.appointed, taken.accounts, taken.plan.problems) == (2, 2, [])
        seat = Appointment.objects.get(post__territory=street.lin1, ends_on=None)
        assert (seat.resident_id, seat.user.display_name, seat.starts_on) == (
            street.zhao.pk,
            "赵大伯",
            date(2026, 11, 1),
        )
        assert not seat.user.has_usable_password() and seat.user.phone == "14000000009"
        assert AuditEntry.objects.filter(verb="register.import").count() == 1
        assert queries.coverage(SYSTEM, day=TODAY).uncovered == ()

    def test_the_same_file_twice_changes_nothing(self, street: cast.Street) -> None:
        empty(street.lin1)
        book = read(line("彭春花", "邻长", "第1片", "老屋场组", "邻1", phone="14000000009"))
        assert take(street, book).appointed == 1
        before = Appointment.objects.count(), User.objects.count()
        again = take(street, book)
        assert (again.appointed, again.accounts, len(again.plan.matches)) == (0, 0, 1)
        assert (Appointment.objects.count(), User.objects.count()) == before

    def test_whoever_sits_is_not_pushed_out(self, street: cast.Street) -> None:
        taken = take(street, read(line("彭春花", "邻长", "第1片", "老屋场组", "邻1")))
        assert taken.appointed == 0
        assert [(problem.code, problem.params["who"]) for problem in taken.plan.problems] == [("post_taken", "李邻长")]

    def test_one_who_sits_is_known_by_name_unless_the_telephone_speaks_against_it(self, street: cast.Street) -> None:
        same = take(street, read(line("李邻长", "邻长", "第1片", "老屋场组", "邻1")))
        assert (same.appointed, len(same.plan.matches)) == (0, 1)
        User.objects.filter(username="li").update(phone="14000000001")
        other = take(street, read(line("李邻长", "邻长", "第1片", "老屋场组", "邻1", phone="14000000002")))
        assert [problem.code for problem in other.plan.problems] == ["post_taken"]

    def test_an_unknown_place_is_asked_for_and_the_answer_taken(self, street: cast.Street) -> None:
        empty(street.lin2)
        book = read(line("彭春花", "邻长", "第1片", "老屋场组", "邻22"))
        asked = take(street, book, dry_run=True)
        unmatched = asked.plan.unmatched[0]
        assert (unmatched.written, unmatched.rows) == ("溪布社区 第1片 老屋场组 邻22", 1)
        assert street.lin2.pk in [key for key, _name in unmatched.proposals]
        assert take(street, book).appointed == 0  # never guessed
        assert take(street, book, chosen={unmatched.written: street.lin2.pk}).appointed == 1

    def test_a_community_brings_in_its_own_only(self, street: cast.Street) -> None:
        empty(street.lin1)
        book = read(line("彭春花", "邻长", "第1片", "老屋场组", "邻1"))
        taken = import_register(actor=street.actor("岩门小吴"), book=book, subdistrict=street.subdistrict.pk, now=NOW)
        assert taken.appointed == 0 and [problem.code for problem in taken.plan.problems] == ["not_yours"]

    def test_one_person_in_two_posts_has_one_account(self, street: cast.Street) -> None:
        empty(street.lin1, street.group)
        book = read(
            line("彭春花", "邻长", "第1片", "老屋场组", "邻1", phone="14000000009"),
            line("彭春花", "组长", "第1片", "老屋场组", phone="14000000009"),
        )
        taken = take(street, book)
        assert (taken.appointed, taken.accounts) == (2, 1)

    def test_a_term_that_begins_before_the_last_one_left_is_told(self, street: cast.Street) -> None:
        empty(street.lin1)
        taken = take(street, read(line("彭春花", "邻长", "第1片", "老屋场组", "邻1", since="2026-10-01")))
        assert [(problem.code, problem.params["day"]) for problem in taken.plan.problems] == [
            ("starts_too_early", "2026-11-01")
        ]


class TestARun:
    def upload(self, street: cast.Street, *rows: list[object], who: str = "社区小覃") -> UUID:
        upload = Upload(uuid4(), "三长.xlsx", workbook(rows))
        run = runs.begin(actor=street.actor(who), upload=upload, subdistrict=street.subdistrict.pk, now=NOW)
        again = runs.begin(actor=street.actor(who), upload=upload, subdistrict=street.subdistrict.pk, now=NOW)
        assert again.pk == run.pk
        return run.pk

    def test_looked_at_confirmed_and_over(self, street: cast.Street) -> None:
        empty(street.lin1)
        good = line("彭春花", "邻长", "第1片", "老屋场组", "邻1", phone="14000000009")
        key = self.upload(street, good, line("王五", "邻长", "第1片", "老屋场组", "邻2", phone="x1"))
        office = street.actor("社区小覃")
        assert runs.get_run(office, key).outcome["appointed"] == 1
        assert Appointment.objects.filter(user__display_name="彭春花").count() == 0
        done = runs.confirm(actor=office, run=key, chosen={}, now=NOW)
        runs.confirm(actor=office, run=key, chosen={}, now=NOW)
        assert done.stage == "done" and done.outcome["out"] == 1
        assert Appointment.objects.filter(user__display_name="彭春花").count() == 1
        assert files.fetch(key, "roster") is None

        back = read_register(runs.rejects(actor=office, run=key, now=NOW), "待改正.xlsx", today=TODAY)
        assert [(row.name, row.place.community, row.place.neighbourhood) for row in back.rows] == [
            ("王五", "溪布社区", "邻2")
        ]

    def test_cancelled_nothing_is_left(self, street: cast.Street) -> None:
        key = self.upload(street, line("彭春花", "邻长", "第1片", "老屋场组", "邻1"))
        runs.cancel(actor=street.actor("社区小覃"), run=key, now=NOW)
        assert files.fetch(key, "roster") is None
        with pytest.raises(NotThere):
            runs.get_run(street.actor("岩门小吴"), key)

    def test_a_file_that_is_none_is_refused_in_words(self, street: cast.Street) -> None:
        upload = Upload(uuid4(), "a.pdf", b"%PDF-1.7")
        with pytest.raises(Invalid) as refused:
            runs.begin(actor=street.actor("社区小覃"), upload=upload, subdistrict=street.subdistrict.pk, now=NOW)
        assert refused.value.field == "file"


def exported(street: cast.Street, phone: str) -> bytes:
    top = queries.book(street.actor("街道老彭"), street.subdistrict, day=TODAY)
    titles = {"area_chief": "片长", "group_chief": "组长"}
    lines = []
    for place, one in queries.everybody(top):
        names = (*place.names, "", "", "", "")
        lines.append(
            RegisterLine(
                one.appointment.user.display_name, "", None, "", phone, titles.get(one.appointment.post.role, "邻长"),
                (names[0], names[1], names[2], names[3]), place.sums.homes, "在任", one.appointment.starts_on, None,
            )
        )  # fmt: skip
    return register_sheet(lines, title="锣溪街道三长名册")


@pytest.mark.parametrize("phone", ["140****0009", ""])
def test_what_was_exported_goes_in_again_and_changes_nothing(street: cast.Street, phone: str) -> None:
    book = read_register(exported(street, phone), "锣溪街道三长名册.xlsx", today=TODAY)
    taken = take(street, book)
    assert (len(book.rows), book.problems, taken.plan.problems, taken.appointed) == (5, [], [], 0)
    empty(street.lin1)
    assert take(street, book).plan.problems[0].code == "starts_too_early"  # who left does not come back by a file


class TestTheBook:
    def test_lists_everybody_in_office_on_the_day_in_the_order_of_the_tree(self, street: cast.Street) -> None:
        top = queries.book(street.actor("街道老彭"), street.subdistrict, day=TODAY)
        said = [(place.territory.name, one.appointment.user.display_name) for place, one in queries.everybody(top)]
        assert said == [
            ("第1片", "向片长"), ("老屋场组", "田组长"), ("邻1", "李邻长"), ("邻2", "周邻长"), ("邻1", "岩门邻长"),
        ]  # fmt: skip
        assert [(place.territory.name, place.sums.homes) for place in top.below] == [("溪布社区", 3), ("岩门社区", 0)]
        empty(street.lin1)
        before = queries.book(street.actor("街道老彭"), street.subdistrict, day=TODAY - timedelta(days=9))
        now = queries.book(street.actor("街道老彭"), street.subdistrict, day=TODAY)
        assert (len(queries.everybody(before)), len(queries.everybody(now))) == (5, 4)

    def test_costs_the_same_for_few_and_many(self, street: cast.Street, django_assert_max_num_queries: object) -> None:
        office = street.actor("街道老彭")
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            queries.book(office, street.subdistrict, day=TODAY)
