import pytest

from pipeline.readers.pdf.legible import is_garbage

PROSE = (
    "The provider shall notify the customer of any personal data breach without undue delay and in any event "
    "within forty-eight hours after it has become aware of it, and shall describe what it knows by then. "
)
GERMAN = (
    "Der Auftragnehmer unterrichtet den Auftraggeber unverzüglich über jede Verletzung des Schutzes "
    "personenbezogener Daten und die Rechtsschutzmöglichkeiten, spätestens binnen achtundvierzig Stunden. "
)
CZECH = (
    "Zpracovatel oznámí správci každé porušení zabezpečení osobních údajů bez zbytečného odkladu, nejpozději "
    "však do čtyřiceti osmi hodin; smrt, srpen, čtvrť, hrst a krk jsou slova, která mají málo samohlásek. "
)


def shifted(text, by):
    """Return text in letters that each stand for another, as a font without its map gives it."""
    return "".join(
        chr((ord(c) - 97 + by) % 26 + 97) if c.isascii() and c.isalpha() else c for c in text.lower()
    )


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        PROSE.upper(),
        GERMAN,
        CZECH,
        "SLA RTO RPO AES-256 TLS 1.3 ISO/IEC 27001 SOC 2 GDPR DPA SCC VPN API CCTV MFA SSO",
        "12.5 € 99.95 % 720 h 44640 min 8 h 4 h 1 d 30 d",
        "\uf0b7 encryption \uf0b7 access control \uf0b7 logging \uf0a7 backups \uf0fc tested yearly \uf0fc signed",
        "服务提供商应通知客户任何个人数据泄露" * 5,
        "",
    ],
    ids=[
        "English",
        "capitals",
        "German",
        "Czech",
        "acronyms",
        "numbers",
        "bullets of a symbol font",
        "Chinese",
        "nothing",
    ],
)
def test_text_is_text(text):
    assert not is_garbage(text)


@pytest.mark.parametrize(
    "text",
    [
        *(shifted(PROSE * 2, by) for by in (1, 3, 7, 13, 19, 25)),
        "".join(chr(ord(c) - 29) if c > "=" else c for c in PROSE),
        "".join(chr(0xE000 + ord(c)) if c.isalpha() else c for c in PROSE),
        "abcdefghijklmnopqrstuvwxyz " * 12,
        PROSE.replace("e", "\ufffd"),
        PROSE.replace("t", "\x01"),
    ],
)
def test_text_of_a_font_without_its_map_is_garbage(text):
    assert is_garbage(text)
