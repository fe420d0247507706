"""An application at the door: papers, consent, names on glass, who surveys, near relatives of the staff."""

import uuid
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from PIL import Image
from python_calamine import CalamineWorkbook

from tests.factories import cast, door
from youlin.domains.benefits import actions, papers, queries
from youlin.domains.benefits.models import (
    Application,
    ApplicationPhoto,
    Investigator,
    LocalFigure,
    Observation,
    Signature,
    StaffRelative,
)
from youlin.domains.benefits.rules.door import Paper, Way
from youlin.foundation import clock
from youlin.foundation.models import AuditEntry, Look
from youlin.foundation.refusal import Invalid, NotAllowed, NotThere, Refusal

NOW = cast.START
DAY = clock.day_of(NOW)


@pytest.fixture
def row(street: cast.Street) -> Application:
    """王奶奶 applies for the living allowance; her son lives with her, and a grandchild."""
    cast.resident(street.wang_home, "王建国", sex="1", born=date(1975, 4, 1))
    cast.resident(street.wang_home, "王小满", sex="1", born=date(2016, 4, 1))
    return door.opened(street.actor("李邻长"), street.wang.pk, "dibao", now=NOW)


def picture(colour: str = "white") -> bytes:
    out = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SecretPhone"
    Image.new("RGB", (640, 480), colour).save(out, "JPEG", exif=exif)
    return out.getvalue()


def signature(row: Application, signer: Any, **other: Any) -> actions.NewSignature:
    said = {"paper": Paper.CONSENT, "way": Way.GLASS, "strokes": door.NAME, **other}
    return actions.NewSignature(client_id=uuid.uuid4(), application=row.pk, signer=signer, signed_at=NOW, **said)


def on_disk(row: Application) -> list[Path]:
    return list((Path(settings.MEDIA_ROOT) / "applications").rglob(f"{row.pk.hex}/*.sealed"))


# ---------------------------------------------------------------------------------------------------------- signatures


def test_each_adult_authorises_the_check_and_only_then_is_it_consented(street: cast.Street, row: Application) -> None:
    li = street.actor("李邻长")
    signers = queries.dossier(row, DAY).signers[Paper.CONSENT]
    assert [one.name for one in signers] == ["王桂英", "王建国"]
    for place, signer in enumerate(signers):
        row.refresh_from_db()
        assert not row.consented, place
        actions.sign(actor=li, signature=signature(row, signer.key), now=NOW)
    row.refresh_from_db()
    assert row.consented
    assert queries.dossier(row, DAY).signed(Paper.CONSENT)


def test_a_programme_that_looks_at_no_means_asks_no_authorisation(street: cast.Street) -> None:
    row = door.opened(street.actor("周邻长"), street.zhao.pk, "disabled_care", now=NOW)
    found = queries.dossier(row, DAY)
    assert not found.means
    assert Paper.CONSENT not in found.signers
    with pytest.raises(NotThere):
        actions.sign(actor=street.actor("周邻长"), signature=signature(row, street.zhao.pk), now=NOW)
    door.gather(street.actor("周邻长"), row, now=NOW)
    step = actions.Step("filed", DAY)
    assert actions.take_step(actor=street.actor("周邻长"), application=row.pk, step=step, now=NOW).stage == "filed"


def test_a_name_on_glass_is_ciphertext_in_the_table_and_the_same_letter_is_one(
    street: cast.Street, row: Application
) -> None:
    from django.db import connection

    new = signature(row, street.wang.pk, proxy="儿子王建国代签，手抖")
    for _ in range(2):
        made = actions.sign(actor=street.actor("李邻长"), signature=new, now=NOW)
    assert Signature.objects.count() == 1
    assert (made.name, made.by_name, made.signed_at) == ("王桂英", "李邻长", NOW)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT strokes, proxy FROM {Signature._meta.db_table}")
        kept = cursor.fetchone()
    assert "100,120" not in kept[0]
    assert "王建国" not in kept[1]
    assert Signature.objects.get().strokes == door.NAME


def test_an_empty_glass_is_no_signature_and_a_print_needs_none(street: cast.Street, row: Application) -> None:
    li = street.actor("李邻长")
    with pytest.raises(Invalid) as refused:
        actions.sign(actor=li, signature=signature(row, street.wang.pk, strokes="5,5 5,5"), now=NOW)
    assert refused.value.code == "strokes_missing"
    made = actions.sign(actor=li, signature=signature(row, street.wang.pk, way=Way.PAPER), now=NOW)
    assert (made.way, made.strokes) == ("paper", "")


def test_signed_again_the_latest_counts_and_the_first_stays(street: cast.Street, row: Application) -> None:
    li = street.actor("李邻长")
    actions.sign(actor=li, signature=signature(row, street.wang.pk), now=NOW)
    actions.sign(actor=li, signature=signature(row, street.wang.pk, way=Way.PAPER), now=NOW + timedelta(hours=1))
    latest = queries.dossier(row, DAY).signers[Paper.CONSENT][0].signature
    assert latest is not None
    assert latest.way == "paper"
    assert Signature.objects.count() == 2


def test_a_paper_is_signed_in_its_time_and_by_who_must(street: cast.Street, row: Application) -> None:
    li = street.actor("李邻长")
    with pytest.raises(Refusal) as early:
        actions.sign(actor=li, signature=signature(row, street.wang.pk, paper=Paper.SURVEY), now=NOW)
    assert early.value.code == "sign_stage"
    with pytest.raises(NotThere):
        actions.sign(actor=li, signature=signature(row, street.zhao.pk), now=NOW)
    with pytest.raises(NotThere):
        actions.sign(actor=street.actor("周邻长"), signature=signature(row, street.wang.pk), now=NOW)


def test_an_adult_who_moved_in_since_keeps_the_application_from_being_filed(
    street: cast.Street, row: Application
) -> None:
    li = street.actor("李邻长")
    door.gather(li, row, now=NOW)
    cast.resident(street.wang_home, "王建军", sex="1", born=date(1980, 4, 1))
    with pytest.raises(Invalid) as refused:
        actions.take_step(actor=li, application=row.pk, step=actions.Step("filed", DAY), now=NOW)
    assert refused.value.code == "consent_missing"


def test_each_drawing_of_a_name_that_is_shown_is_on_record(street: cast.Street, row: Application) -> None:
    li = street.actor("李邻长")
    door.sign_all(li, row, Paper.CONSENT, now=NOW)
    found = queries.dossier(row, DAY)
    drawings = actions.look_at_signatures(actor=li, found=found, paper=Paper.CONSENT, now=NOW)
    assert set(drawings) == {one.key for one in found.signers[Paper.CONSENT]}
    assert Look.objects.filter(field="signature.consent", target=row.pk).count() == 2
    assert actions.look_at_signatures(actor=li, found=found, paper=Paper.FORM, now=NOW) == {}


# ------------------------------------------------------------------------------------------------------------- photos


def test_a_photograph_lies_sealed_without_its_camera_and_each_look_is_on_record(
    street: cast.Street, row: Application
) -> None:
    li, paper = street.actor("李邻长"), row.checklist[0]["text"]
    for _ in range(2):  # the same one twice is one
        made = actions.add_photo(actor=li, application=row.pk, paper=paper, data=picture(), now=NOW)
    assert ApplicationPhoto.objects.count() == 1
    kept = b"".join(path.read_bytes() for path in on_disk(row))
    assert kept
    assert not kept.startswith(b"\xff\xd8")
    seen = actions.look_at_photo(actor=li, application=row.pk, photo=made.pk, now=NOW)
    assert seen.startswith(b"\xff\xd8")
    assert b"SecretPhone" not in seen
    assert Look.objects.get(field="photo").target == row.pk
    with pytest.raises(NotThere):
        actions.look_at_photo(actor=street.actor("周邻长"), application=row.pk, photo=made.pk, now=NOW)


def test_a_photograph_taken_back_is_off_the_disk_and_the_row_says_by_whom(
    street: cast.Street, row: Application, django_capture_on_commit_callbacks: Any
) -> None:
    li, paper = street.actor("李邻长"), row.checklist[0]["text"]
    made = actions.add_photo(actor=li, application=row.pk, paper=paper, data=picture("red"), now=NOW)
    other = actions.add_photo(actor=li, application=row.pk, paper="form", data=picture("red"), now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_photo(actor=li, application=row.pk, photo=made.pk, now=NOW)
    assert len(on_disk(row)) == 1  # the other paper shows the same picture
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_photo(actor=li, application=row.pk, photo=other.pk, now=NOW)
    assert on_disk(row) == []
    assert list(ApplicationPhoto.objects.values_list("removed_by_name", flat=True)) == ["李邻长", "李邻长"]
    with pytest.raises(NotThere):
        actions.look_at_photo(actor=li, application=row.pk, photo=made.pk, now=NOW)


def test_photographs_go_when_their_time_is_over_and_stay_where_nobody_set_one(
    street: cast.Street, row: Application, django_capture_on_commit_callbacks: Any
) -> None:
    li, qin = street.actor("李邻长"), street.actor("社区小覃")
    actions.add_photo(actor=li, application=row.pk, paper="form", data=picture(), now=NOW)
    Application.objects.filter(pk=row.pk).update(stage="reviewed")
    step = actions.Step("granted", DAY, document="武民函12号")
    actions.take_step(actor=qin, application=row.pk, step=step, now=NOW)
    later = NOW + timedelta(days=400)
    assert actions.forget_photos(now=later) == 0  # 未配置
    LocalFigure.objects.create(
        subdistrict=street.subdistrict,
        parameter="application.photos.days",
        value="90",
        valid_from=DAY,
        source="区民政局档案管理规定",
        state=LocalFigure.States.CONFIRMED,
        proposed_by=uuid.uuid4(),
        proposed_by_name="街道老彭",
        proposed_at=NOW,
        decided_by=uuid.uuid4(),
        decided_by_name="街道老田",
        decided_at=NOW,
        client_id=uuid.uuid4(),
    )
    assert actions.forget_photos(now=NOW + timedelta(days=90)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.forget_photos(now=NOW + timedelta(days=91)) == 1
    assert actions.forget_photos(now=later) == 0
    assert on_disk(row) == []


def test_photographs_of_what_was_withdrawn_go_the_same_night(
    street: cast.Street, row: Application, django_capture_on_commit_callbacks: Any
) -> None:
    li = street.actor("李邻长")
    actions.add_photo(actor=li, application=row.pk, paper="form", data=picture(), now=NOW)
    actions.take_step(actor=li, application=row.pk, step=actions.Step("withdrawn", DAY), now=NOW)
    with pytest.raises(Refusal):
        actions.add_photo(actor=li, application=row.pk, paper="form", data=picture("blue"), now=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.forget_photos(now=NOW) == 1
    assert on_disk(row) == []


# -------------------------------------------------------------------------------------------------------------- survey


def investigator(name: str, *, related: bool = False) -> actions.NewInvestigator:
    return actions.NewInvestigator(uuid.uuid4(), name, "溪布社区，民政专干", related)


def test_two_different_people_survey_and_none_of_them_is_of_the_house(street: cast.Street, row: Application) -> None:
    qin = street.actor("社区小覃")

    def name(new: actions.NewInvestigator) -> Investigator:
        return actions.name_investigator(actor=qin, application=row.pk, new=new, now=NOW)

    first = investigator("覃调查")
    assert name(first).pk == name(first).pk
    for wrong, code in (("王 建国", "investigator_own"), ("覃　调查", "investigator_twice")):
        with pytest.raises(Invalid) as refused:
            name(investigator(wrong))
        assert refused.value.code == code
    aside = name(investigator("彭亲戚", related=True))
    assert [one.name for one in queries.dossier(row, DAY).serving] == ["覃调查"]
    assert aside.related
    name(investigator("彭调查"))
    found = queries.dossier(row, DAY)
    assert [one.name for one in found.serving] == ["覃调查", "彭调查"]
    assert [one.name for one in found.signers[Paper.SURVEY]] == ["王桂英", "覃调查", "彭调查"]


def test_a_registered_relative_cannot_survey(street: cast.Street, row: Application) -> None:
    declared = actions.Declared(uuid.uuid4(), "cadre", NOW, "覃主任", "溪布社区，主任", "sibling")
    actions.declare_relative(actor=street.actor("李邻长"), application=row.pk, said=declared, now=NOW)
    with pytest.raises(Invalid) as refused:
        actions.name_investigator(
            actor=street.actor("社区小覃"), application=row.pk, new=investigator("覃主任"), now=NOW
        )
    assert refused.value.code == "investigator_relative"


def test_who_was_replaced_no_longer_counts_and_a_new_one_signs(street: cast.Street, row: Application) -> None:
    li, qin = street.actor("李邻长"), street.actor("社区小覃")
    door.gather(li, row, now=NOW)
    actions.take_step(actor=li, application=row.pk, step=actions.Step("filed", DAY), now=NOW)
    row.refresh_from_db()
    door.survey(qin, row, now=NOW)
    gone = queries.dossier(row, DAY).serving[0]
    for _ in range(2):
        actions.drop_investigator(actor=qin, application=row.pk, investigator=gone.pk, now=NOW)
    surveyed = actions.Step("surveyed", DAY)
    with pytest.raises(Invalid) as refused:
        actions.take_step(actor=qin, application=row.pk, step=surveyed, now=NOW)
    assert refused.value.code == "investigators_missing"
    actions.name_investigator(actor=qin, application=row.pk, new=investigator("田调查"), now=NOW)
    with pytest.raises(Invalid) as refused:
        actions.take_step(actor=qin, application=row.pk, step=surveyed, now=NOW)
    assert refused.value.code == "survey_unsigned"
    door.sign_all(qin, row, Paper.SURVEY, now=NOW)
    done = actions.take_step(actor=qin, application=row.pk, step=surveyed, now=NOW)
    assert done.steps.get(stage="surveyed").people == ["彭调查", "田调查"]
    with pytest.raises(Refusal):
        actions.name_investigator(actor=qin, application=row.pk, new=investigator("晚来的"), now=NOW)


def lines_of(street: cast.Street, row: Application) -> list[queries.Line]:
    home = queries.home(street.actor("社区小覃"), row.household_id)
    return queries.survey_lines(queries.edition_for(street.subdistrict, DAY), home, row)


def test_the_survey_form_is_filled_from_what_is_known_and_asks_nothing_of_the_authority(
    street: cast.Street, row: Application
) -> None:
    lines = lines_of(street, row)
    names = {line.fact.id for line in lines}
    assert {"income_year", "relation", "lives_here", "serious_illness"} <= names
    assert not {"property_within_limits", "enrolled_dibao"} & names  # 社会救助法 art. 62
    here = next(line for line in lines if line.fact.id == "lives_here" and line.person == street.wang)
    assert here.known is not None
    assert (here.open, here.known.value, here.known.on) == (False, 1, DAY)
    assert next(line for line in lines if line.fact.id == "income_year").open


def test_what_was_found_in_the_home_is_kept_with_its_day_and_once(street: cast.Street, row: Application) -> None:
    qin = street.actor("社区小覃")
    told = actions.Told(uuid.uuid4(), street.wang_home.pk, "income_year", 600_000, DAY)
    found = actions.Surveyed(uuid.uuid4(), DAY, "房顶漏雨。", (told,))
    for _ in range(2):
        visit = actions.keep_survey(actor=qin, application=row.pk, found=found, now=NOW)
    seen = Observation.objects.get()
    assert (seen.fact, seen.value, seen.source, seen.observed_on) == ("income_year", 600_000, "入户调查", DAY)
    assert visit.seen == "房顶漏雨。"
    assert not next(line for line in lines_of(street, row) if line.fact.id == "income_year").open
    assert "漏雨" not in str(list(AuditEntry.objects.values_list("changes", flat=True)))
    with pytest.raises(Invalid):
        tomorrow = actions.Surveyed(uuid.uuid4(), DAY + timedelta(days=1))
        actions.keep_survey(actor=qin, application=row.pk, found=tomorrow, now=NOW)
    with pytest.raises(Invalid):
        wrong = actions.Told(uuid.uuid4(), street.wang_home.pk, "born", 19440302, DAY)  # of a person, not a household
        actions.keep_survey(
            actor=qin, application=row.pk, found=actions.Surveyed(uuid.uuid4(), DAY, "", (wrong,)), now=NOW
        )


def test_many_answers_are_one_statement(
    street: cast.Street, row: Application, django_assert_max_num_queries: Any
) -> None:
    told = [
        actions.Told(uuid.uuid4(), street.wang_home.pk, "serious_illness", 0, DAY, person.pk)
        for person in queries.home(street.actor("社区小覃"), row.household_id).people
    ]
    with django_assert_max_num_queries(16):
        actions.keep_survey(
            actor=street.actor("社区小覃"),
            application=row.pk,
            found=actions.Surveyed(uuid.uuid4(), DAY, "", told),
            now=NOW,
        )
    assert Observation.objects.count() == 3


# ----------------------------------------------------------------------------------------------------------- relatives


def test_near_relatives_of_staff_are_registered_and_the_latest_word_counts(
    street: cast.Street, row: Application
) -> None:
    li = street.actor("李邻长")
    yes = actions.Declared(uuid.uuid4(), "staff", NOW, "彭干部", "锣溪街道，民政办", "child")
    for _ in range(2):
        actions.declare_relative(actor=li, application=row.pk, said=yes, now=NOW)
    row.refresh_from_db()
    assert row.staff_relative
    listed = queries.staff_relatives(street.actor("社区小覃"))
    assert [(one.resident.name, one.name, one.relation) for one in listed] == [("王桂英", "彭干部", "child")]
    assert list(queries.staff_relatives(street.actor("岩门小吴"))) == []
    no = actions.Declared(uuid.uuid4(), "none", NOW)
    actions.declare_relative(actor=li, application=row.pk, said=no, now=NOW + timedelta(minutes=1))
    row.refresh_from_db()
    assert not row.staff_relative
    assert list(queries.staff_relatives(street.actor("社区小覃"))) == []
    assert StaffRelative.objects.count() == 2


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (("staff", "", "child"), "relative_name_missing"),
        (("cadre", "彭干部", ""), "relation_missing"),
        (("perhaps", "彭干部", "child"), "standing_missing"),
    ],
)
def test_a_declaration_says_who_and_what(
    street: cast.Street, row: Application, said: tuple[str, str, str], code: str
) -> None:
    standing, name, relation = said
    declared = actions.Declared(uuid.uuid4(), standing, NOW, name, "", relation)
    with pytest.raises(Invalid) as refused:
        actions.declare_relative(actor=street.actor("李邻长"), application=row.pk, said=declared, now=NOW)
    assert refused.value.code == code


def test_who_receives_already_is_registered_by_staff(street: cast.Street) -> None:
    said = actions.Declared(uuid.uuid4(), "cadre", NOW, "覃主任", "溪布社区", "spouse")

    def register(who: str, **other: Any) -> StaffRelative:
        given = {"resident": street.wang.pk, "programme": "dibao", "said": said, **other}
        return actions.register_receiver(actor=street.actor(who), now=NOW, **given)

    with pytest.raises(NotAllowed):
        register("李邻长")
    with pytest.raises(NotThere):
        register("岩门小吴")
    assert register("社区小覃").pk == register("社区小覃").pk
    with pytest.raises(Invalid):
        register("社区小覃", programme="nothing")
    with pytest.raises(Invalid):
        register("社区小覃", said=actions.Declared(uuid.uuid4(), "none", NOW))
    assert [one.application for one in queries.staff_relatives(street.actor("街道老彭"))] == [None]


# -------------------------------------------------------------------------------------------------------------- papers


def test_the_papers_name_everybody_and_carry_what_was_drawn(street: cast.Street, row: Application) -> None:
    li, qin = street.actor("李邻长"), street.actor("社区小覃")
    door.gather(li, row, now=NOW)
    actions.take_step(actor=li, application=row.pk, step=actions.Step("filed", DAY), now=NOW)
    row.refresh_from_db()
    door.survey(qin, row, now=NOW)
    row = queries.application(qin, row.pk)
    found = queries.dossier(row, DAY)
    drawings = actions.look_at_signatures(actor=qin, found=found, paper=Paper.CONSENT, now=NOW)
    consent = papers.consent(found, drawings, programme="低保", today=DAY)
    assert [(one["name"], one["drawing"][:4]) for one in consent["signers"]] == [("王桂英", "<svg"), ("王建国", "<svg")]
    assert "第六十二条" in str(consent["points"])
    survey = papers.survey(found, lines_of(street, row), {}, programme="低保", today=DAY)
    assert [one["name"] for one in survey["investigators"]] == ["覃调查", "彭调查"]
    assert [one["name"] for one in survey["signers"]] == ["王桂英", "覃调查", "彭调查"]
    assert survey["seen"] == "两间瓦房，屋里整洁。"
    for data in (papers.consent_pdf(consent), papers.survey_pdf(survey)):
        assert data.startswith(b"%PDF")


def test_an_empty_survey_form_has_lines_for_two_investigators(street: cast.Street, row: Application) -> None:
    survey = papers.survey(queries.dossier(row, DAY), lines_of(street, row), {}, programme="低保", today=DAY)
    assert survey["investigators"] == [{"name": "", "office": ""}] * 2
    assert [one["name"] for one in survey["signers"]] == ["王桂英", "", ""]


def test_what_was_gathered_is_read_in_a_fixed_number_of_queries(
    street: cast.Street, row: Application, django_assert_max_num_queries: Any
) -> None:
    for place in range(8):
        cast.resident(street.wang_home, f"王{place}", born=date(1980, 1, 1))
    door.gather(street.actor("李邻长"), row, now=NOW)
    row = queries.application(street.actor("李邻长"), row.pk)
    with django_assert_max_num_queries(6):
        assert len(queries.dossier(row, DAY).signers[Paper.CONSENT]) == 10


# --------------------------------------------------------------------------------------------------------------- pages


def test_the_register_of_relatives_is_listed_and_exported_at_the_desk(
    street: cast.Street, row: Application, logged_in: Any, django_assert_max_num_queries: Any
) -> None:
    yes = actions.Declared(uuid.uuid4(), "staff", NOW, "彭干部", "锣溪街道，民政办", "child")
    actions.declare_relative(actor=street.actor("李邻长"), application=row.pk, said=yes, now=NOW)
    desk = logged_in("社区小覃")
    address = reverse("office:staff_relative_new", args=[street.zhao.pk])
    said = {"programme": "dibao", "standing": "cadre", "name": "田主任", "office": "溪布社区", "relation": "sibling"}
    assert desk.post(address, {**said, "name": ""}).status_code == 422
    assert desk.post(address, {**said, "client_id": str(uuid.uuid4())}).status_code == 302
    listing = reverse("office:staff_relatives")
    with django_assert_max_num_queries(12):
        page = desk.get(listing).content.decode()
    for words in ("王桂英", "彭干部", "赵大伯", "田主任", row.number):
        assert words in page
    book = CalamineWorkbook.from_filelike(BytesIO(desk.get(listing, {"as": "xlsx"}).content))
    rows = book.get_sheet_by_index(0).to_python()
    assert {(line[0], line[3]) for line in rows[1:]} == {("王桂英", "彭干部"), ("赵大伯", "田主任")}
    assert "经办人员要回避" in desk.get(reverse("office:application", args=[row.pk])).content.decode()
    assert "王桂英" not in logged_in("岩门小吴").get(listing).content.decode()


def test_a_paper_is_signed_on_the_phone_with_or_without_script(
    street: cast.Street, row: Application, logged_in: Any
) -> None:
    phone = logged_in("李邻长")
    signing = reverse("chief:application_signing", args=[row.pk, "consent"])
    assert "王建国" in phone.get(signing).content.decode()
    address = reverse("chief:application_sign", args=[row.pk, "consent", street.wang.pk])
    page = phone.get(address).content.decode()
    assert "data-glass hidden" in page  # until a script has drawn it
    assert "已在纸上签好" in page
    refused = phone.post(address, {"way": "glass", "strokes": "", "proxy": "儿子代签"})
    assert refused.status_code == 422
    assert "儿子代签" in refused.content.decode()
    assert (
        phone.post(address, {"way": "glass", "strokes": door.NAME, "client_id": str(uuid.uuid4())}).status_code == 302
    )
    assert phone.get(reverse("chief:application_sign", args=[row.pk, "nothing", street.wang.pk])).status_code == 404
    assert Signature.objects.get().way == "glass"


def test_the_survey_is_filled_on_a_phone_and_only_what_is_new_is_kept(
    street: cast.Street, row: Application, logged_in: Any
) -> None:
    desk = logged_in("社区小覃")
    address = reverse("office:application_survey", args=[row.pk])
    form = desk.get(address).context["form"]
    income = next(name for name, line in form.lines.items() if line.fact.id == "income_year")
    known = {name: form.initial[name] for name in form.lines if name in form.initial}
    assert known
    sent = {
        **known,
        income: "6000",
        "visited_on": DAY.isoformat(),
        "seen": "房顶漏雨。",
        "client_id": str(uuid.uuid4()),
    }
    assert desk.post(address, {**sent, income: "-5"}).status_code == 422
    for _ in range(2):
        assert desk.post(address, sent).status_code == 302
    assert [(one.fact, one.value) for one in Observation.objects.all()] == [("income_year", 600_000)]
    after = desk.get(address).context["form"]
    assert after.initial[income] == 6000


def test_each_paper_is_a_pdf_and_the_form_is_data_too(street: cast.Street, row: Application, logged_in: Any) -> None:
    door.gather(street.actor("李邻长"), row, now=NOW)
    desk = logged_in("社区小覃")
    for paper in ("form", "consent", "survey"):
        answer = desk.get(reverse("office:application_paper", args=[row.pk, paper]))
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Cache-Control"] == "no-store"
        assert answer.content.startswith(b"%PDF")
    form = reverse("office:application_paper", args=[row.pk, "form"])
    data = desk.get(form, {"as": "json"}).json()
    assert [(one["name"], one["way"], one["drawing"]) for one in data["signers"]] == [("王桂英", "在屏幕上签的", "")]
    assert data["staff_relative"] == "近亲属备案：没有"
    book = CalamineWorkbook.from_filelike(BytesIO(desk.get(form, {"as": "xlsx"}).content))
    assert book.sheet_names == ["申请书", "家庭成员", "了解到的情况", "材料", "签名"]
    assert [line[0] for line in book.get_sheet_by_name("家庭成员").to_python()[1:]] == ["王桂英", "王建国", "王小满"]
    assert desk.get(reverse("office:application_paper", args=[row.pk, "other"])).status_code == 404
    assert logged_in("岩门小吴").get(form).status_code == 404
