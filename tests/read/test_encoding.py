import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.read.encoding import UnreadableError, decode

TEXT = "Der Präsident sagte: “Nein” — 5 €.\nThe café was shut.\n"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-32"), "utf-32"),
        (TEXT.encode("cp1252"), "cp1252"),
    ],
)
def test_each_encoding_gives_the_same_text(data, name):
    assert decode(data) == (TEXT, name)


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_known_by_its_zeros(name):
    plain = "Ministers met on Friday.\n"
    assert decode(plain.encode(name)) == (plain, name)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="\ufeff"), min_size=1))
def test_utf8_comes_back_as_it_was(text):
    assert decode(text.encode("utf-8")) == (text, "utf-8")


def test_one_broken_byte_among_many_good_ones_stays_utf8():
    data = ("“Ja”, sagte Jürgen Müller am Märzabend. " * 3).encode() + b"\xe2\x80 Ende"
    text, name = decode(data)
    assert name == "utf-8"
    assert text.endswith("\ufffd Ende")
    assert "Jürgen" in text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not text: it holds control characters, as pictures"),
        (b"PK\x03\x04\x14\x00\x06\x00", "not text: it holds control characters, as pictures"),
        (b"abc\x81\x8d", "not text in UTF-8, UTF-16 or Windows-1252 (byte 3)"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a", "its byte order mark says utf-16, but byte 2 is not"),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_the_reason(data, reason):
    with pytest.raises(UnreadableError) as error:
        decode(data)
    assert str(error.value).startswith(reason)


def test_a_stray_control_character_is_no_reason_to_refuse_an_article():
    text = "The harbour opened again. " * 100 + "\x02"
    assert decode(text.encode()) == (text, "utf-8")
