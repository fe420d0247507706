"""What chiefs can help with, what a person needs, and how a street weighs."""

import pytest

from tests.domains.care.matching.hamlet import of, run
from tests.factories.cast import START, Street
from youlin.domains.care.actions import matching
from youlin.domains.chiefs import actions as chiefs
from youlin.domains.residents.models import Resident
from youlin.foundation.models import AuditEntry
from youlin.foundation.refusal import Invalid, NotThere

pytestmark = pytest.mark.django_db


class TestSaying:
    def test_a_chief_says_what_they_can_help_with_and_the_same_again_is_nothing(self, street: Street) -> None:
        li = street.actor("李邻长")
        offer = chiefs.NewOffer(people=5, skills=("lifting", "nursing"))
        for _time in range(2):
            row = chiefs.say_offer(actor=li, user=street.users["李邻长"].pk, offer=offer, now=START)
        assert (row.people, row.skills) == (5, ["nursing", "lifting"])
        assert AuditEntry.objects.filter(verb="post.offer").count() == 1

    def test_only_oneself_or_the_own_desk_speaks_for_a_chief(self, street: Street) -> None:
        user, offer = street.users["李邻长"].pk, chiefs.NewOffer(people=3)
        for name in ("周邻长", "岩门小吴"):
            with pytest.raises(NotThere):
                chiefs.say_offer(actor=street.actor(name), user=user, offer=offer, now=START)
        chiefs.say_offer(actor=street.actor("社区小覃"), user=user, offer=offer, now=START)

    @pytest.mark.parametrize(
        ("offer", "field"),
        [
            (chiefs.NewOffer(people=99), "people"),
            (chiefs.NewOffer(skills=("flying",)), "skills"),
            (chiefs.NewOffer(sex="x"), "sex"),
        ],
    )
    def test_what_cannot_be_is_named(self, street: Street, offer: chiefs.NewOffer, field: str) -> None:
        with pytest.raises(Invalid) as refused:
            chiefs.say_offer(actor=street.actor("李邻长"), user=street.users["李邻长"].pk, offer=offer, now=START)
        assert refused.value.field == field

    def test_a_street_weighs_as_it_says(self, hamlet: Street) -> None:
        terms = matching.NewTerms(seats=8, reach=2000, known_face=3000, missing_skill=300)
        with pytest.raises(NotThere):
            matching.set_terms(
                actor=hamlet.actor("社区小覃"), subdistrict=hamlet.subdistrict.pk, terms=terms, now=START
            )
        matching.set_terms(actor=hamlet.actor("街道老彭"), subdistrict=hamlet.subdistrict.pk, terms=terms, now=START)
        assert of(run(hamlet), hamlet.wang).state == "same", "a known face weighs three kilometres here"

    def test_a_wish_for_the_same_sex_needs_to_know_which(self, hamlet: Street) -> None:
        Resident.objects.filter(pk=hamlet.wang.pk).update(sex="0")
        with pytest.raises(Invalid, match="性别"):
            matching.say_needs(
                actor=hamlet.actor("李邻长"),
                resident=hamlet.wang.pk,
                needs=matching.NewNeeds(same_sex=True),
                now=START,
            )
