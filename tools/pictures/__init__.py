"""The pictures under docs/screens/, a room a file. Nothing here moves; `tools.screens` does."""

from tools.pictures.desk_care import CARE
from tools.pictures.desk_cases import CASES
from tools.pictures.desk_house import HOUSE
from tools.pictures.desk_outreach import OUTREACH
from tools.pictures.desk_people import PEOPLE
from tools.pictures.phone import PHONE
from tools.pictures.picture import LOOKS, Picture
from tools.pictures.public import PUBLIC

__all__ = ["LOOKS", "PICTURES", "Picture"]

PICTURES = (
    *PUBLIC,
    *PHONE,
    *CASES,
    *PEOPLE,
    *CARE,
    *OUTREACH,
    *HOUSE,
)
