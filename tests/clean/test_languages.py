import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.clean.languages import language

TEXTS = {
    "en": ("The council has approved the harbour wall after a long debate, and the work will begin in the spring."),
    "de": (
        "Der Stadtrat hat die Mauer am Hafen nach einer langen Debatte "
        "gebilligt, und die Arbeit wird im Frühjahr beginnen."
    ),
    "fr": (
        "Le conseil a approuvé le mur du port après un long débat, "
        "et les travaux vont commencer au printemps dans la ville."
    ),
    "es": (
        "El consejo aprobó el muro del puerto después de un largo debate, y las obras van a comenzar en la primavera."
    ),
    "it": (
        "Il consiglio ha approvato il muro del porto dopo un lungo "
        "dibattito, e i lavori sono previsti per la primavera."
    ),
    "pt": (
        "O conselho aprovou o muro do porto depois de um longo debate, e as obras não vão começar antes da primavera."
    ),
    "nl": (
        "De raad heeft de muur aan de haven na een lang debat goedgekeurd, en het werk zal in het voorjaar beginnen."
    ),
    "pl": (
        "Rada zatwierdziła mur w porcie po długiej debacie, a prace "
        "nie rozpoczną się przed wiosną, jak mówi o tym zarząd."
    ),
    "tr": (
        "Meclis uzun bir tartışma sonra liman duvarı için onay verdi "
        "ve bu çalışma ilkbaharda daha çok yeni bir hız alacak."
    ),
    "ru": (
        "Совет после долгих споров одобрил стену в порту, и работы не начнутся до весны, как это было в прошлом году."
    ),
    "ar": (
        "وافق المجلس على جدار الميناء بعد نقاش طويل في المدينة، ومن "
        "المقرر أن يبدأ العمل في الربيع مع الشركات التي فازت."
    ),
    "hi": ("परिषद ने लंबी बहस के बाद बंदरगाह की दीवार को मंजूरी दी है और काम वसंत में शुरू होगा यह भी कहा गया।"),
    "zh": "经过长时间的辩论，市议会周一批准了港口防波堤的建设，工程将于春季开始。",
    "ja": "市議会は長い議論の末、月曜日に港の防波堤を承認し、工事は春に始まる予定だ。",
    "ko": "시의회는 오랜 토론 끝에 월요일 항구 방벽을 승인했으며 공사는 봄에 시작될 예정이다.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_a_sentence_in_each_language(code):
    assert language(TEXTS[code]) == code


def test_names_and_a_quotation_do_not_make_an_article_foreign():
    assert language(f'{TEXTS["en"]} "Das ist nicht unser Meer," said Jürgen Müller of the Süddeutsche Zeitung.') == "en"


@pytest.mark.parametrize("text", ["", "Harbour wall", "1 2 3 " * 20, "Ada Brandt, Olav Moe, Kari Lund, " * 10])
def test_too_little_or_no_language_is_not_guessed(text):
    assert language(text) == ""


@given(st.text(max_size=300))
def test_any_text_gives_a_code_or_nothing(text):
    assert len(language(text)) in (0, 2)
