from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.clean.dates import Dated, dated, day

TODAY = date(2026, 1, 15)


@pytest.mark.parametrize(
    "text",
    [
        "2017-02-07",
        "2017-2-7",
        "2017/2/7",
        "2017.02.07",
        "20170207",
        "2017-02-07T23:30:00Z",
        "2017-02-07T23:30:00-05:00",
        "2017-02-07 23:30:00+05:30",
        "20170207T233000",
        "          2017/02/07 9:14",
        "7 February 2017",
        "07 Feb 2017",
        "7 Feb. 2017",
        "7-Feb-2017",
        "7th of February 2017",
        "February 7, 2017",
        "Feb. 7th 2017",
        "FEBRUARY 7 2017, 10:15 GMT",
        "Tuesday, February 7, 2017",
        "Tue, 07 Feb 2017 10:00:00 GMT",
        "February 7, 2017 at 9:12 a.m.",
        "Published: 7 February 2017",
        "Updated on February 7, 2017",
        "07.02.2017",
        "7.2.2017 11:20",
    ],
)
def test_many_spellings_of_one_day(text):
    assert day(text, today=TODAY) == date(2017, 2, 7)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13/02/2017", date(2017, 2, 13)),
        ("02/13/2017", date(2017, 2, 13)),
        ("13-02-2017", date(2017, 2, 13)),
        ("03/03/2017", date(2017, 3, 3)),
        ("Sept. 3, 2017", date(2017, 9, 3)),
        ("3 Sept 2017", date(2017, 9, 3)),
        ("29 February 2016", date(2016, 2, 29)),
        ("2026-01-16", date(2026, 1, 16)),  # tomorrow, as it may be elsewhere
        ("1700-01-01", date(1700, 1, 1)),
    ],
)
def test_what_numbers_mean(text, expected):
    assert day(text, today=TODAY) == expected


@pytest.mark.parametrize(
    "text",
    [
        "03/02/2017",  # 3 February or 2 March
        "3-2-2017",
        "31 November 2016",
        "2017-02-29",
        "2017-13-01",
        "0001-01-01",
        "9999-12-31",
        "2026-01-17",
        "7 Brumaire 2017",
        "7 February 17",
        "2017",
        "February 2017",
        "yesterday",
        "1486425600",
        "2017-02-07-extra",
        "",
        "  ",
        None,
    ],
)
def test_a_date_that_says_no_day_is_none(text):
    assert day(text, today=TODAY) is None


@given(st.dates(date(1700, 1, 1), date(2026, 1, 15)))
def test_every_day_in_every_certain_spelling(one):
    for shape in ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d %B %Y", "%B %d, %Y", "%d-%b-%Y", "%d.%m.%Y", "%A, %d %B %Y"):
        text = one.strftime(shape) if one.year >= 1000 else one.isoformat()
        assert day(text, today=TODAY) == one, shape


@given(st.integers(2, 3000))
def test_no_day_after_tomorrow(days):
    assert day((TODAY + timedelta(days=days)).isoformat(), today=TODAY) is None


@given(st.text(max_size=30))
def test_any_words_give_a_day_or_none(text):
    found = day(text, today=TODAY)
    assert found is None or date(1700, 1, 1) <= found <= TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "time", "zone"),
    [
        ("2017-02-07T21:30:00+05:30", "21:30", "+05:30"),
        ("2017-02-07T21:30:00.000Z", "21:30", "Z"),
        ("Tue, 07 Feb 2017 21:30:00 +0530", "21:30", "+0530"),
        ("Feb 7, 2017 10:17 PM IST", "22:17", "IST"),
        ("10:17 pm IST, 07 February 2017", "22:17", "IST"),
        ("7 February 2017 Tuesday 11:20 PM GMT", "23:20", "GMT"),
        ("First Published: 07 Feb 2017, 12:05 AM (EST)", "00:05", "EST"),
        ("February 7, 2017 at 9:12 a.m. ET", "09:12", "ET"),
        ("February 7, 2017 Tuesday", "", ""),
        ("2017-02-07Z", "", "Z"),
        ("7 February 2017 25:99", "", ""),
    ],
)
def test_time_and_zone_are_kept_as_printed(text, time, zone):
    found = dated(text, today=TODAY)
    assert (found.day, found.time, found.zone) == (date(2017, 2, 7), time, zone)


def test_day_and_month_that_may_be_swapped_are_told_and_read_by_order():
    assert dated("03/02/2017", today=TODAY) == Dated(None, either=True)
    assert dated("03/02/2017", today=TODAY, order="day first") == Dated(date(2017, 2, 3), either=True)
    assert dated("03/02/2017 10:00", today=TODAY, order="month first") == Dated(date(2017, 3, 2), "10:00", either=True)
    assert not dated("13/02/2017", today=TODAY).either
    assert not dated("03.02.2017", today=TODAY).either
