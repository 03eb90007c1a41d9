"""The site before and after the agreement on pages that bear no marks: judged by words, links, repetition."""

import pytest

from pipeline.domain.apart import Apart
from readers.reading import read_text, texts

CLAUSES = [
    "1. Scope",
    "These terms govern the use of the storage service by the customer and form part of each order.",
    "2. Data location",
    "The provider shall keep the customer's data in Ireland and shall not move it without consent.",
    "The following are processed:",
    "Names",
    "Addresses",
    "3. Term",
    "Each order runs for a year and may be ended by either party with thirty days' notice to the other.",
]
TITLE = ["Storage Terms", "Last updated 4 May 2031"]
MENU = ["Home", "Products", "Pricing", "Customers", "Support", "Careers", "Log in", "Sign up"]
FOOTER = ["Products", "Pricing", "Careers", "Press", "Blog", "© 2031 Acme Ltd. All rights reserved."]


def page(before, after=(), *, tag="div", clauses=(*TITLE, *CLAUSES)):
    return (
        "<html><body>"
        + "".join(f"<{tag}>{t}</{tag}>" for t in (*before, *clauses, *after))
        + "</body></html>"
    )


def linked(entries):
    return [f'<a href="/{n}">{entry}</a>' for n, entry in enumerate(entries)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (MENU, FOOTER),
        (
            linked(["Vector", "Raster", "Tiles", "Maps", "Worlds"]),
            linked(["Vector", "Raster", "Tiles", "Maps", "Jobs"]),
        ),
        # the same menu for small and large screens
        (["Vector", "Raster", "Tiles", "Maps"] * 2, ()),
        (["Vector", "Raster", "Tiles", "Maps", "Vector Raster Tiles Maps and all the rest"], ()),
        # menus with a line below each entry
        ([x for e in MENU for x in (e, f"{e} that help teams to do great work together.")], FOOTER),
        (["HomeProductsPricing", "SupportCareersLog in", "CustomersBlogPress", "AboutSecurityTerms"], ()),
        (["Privacy Notice", "Terms of Service", "Cookie Policy", "Imprint"], ()),
        (
            (),
            [
                "We use cookies to make this website better. Read our cookie policy to learn how to refuse them."
            ],
        ),
        (["Skip to content"], ["© 2031 Acme Ltd"]),
        ((), [*FOOTER, "This website uses cookies so that we can measure what is read and by whom it is."]),
    ],
)
def test_the_site_is_set_aside(tmp_path, before, after):
    for tag in ("div", "p"):
        document = read_text(tmp_path, page(before, after, tag=tag), "terms.html")
        assert texts(document) == [*TITLE, *CLAUSES]
        assert {s.kind for s in document.set_aside} == {Apart.SITE}
        assert len(document.set_aside) == len(before) + len(after)
        assert all(s.place for s in document.set_aside)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # parties, dates and numbers of an agreement before its first sentence
        (["Acme Ltd", "12 Long Street, Dublin", "and", "Beta GmbH", "Contract no. 4711"], ()),
        (["Between", "Acme Ltd (“Provider”)", "Beta GmbH (“Customer”)", "Version 3"], ()),
        # an annex at its end, of short lines
        ((), ["Annex 1", "Sub-processors", "Northern Cloud Ltd", "Harbour Data GmbH", "Ireland", "Germany"]),
        ((), ["Signed", "Ann Smith", "Managing director", "Ben Jones", "Managing director"]),
        # fewer signs than a menu has
        (["Home", "Terms"], ["Back"]),
    ],
)
def test_what_may_be_the_agreements_is_kept(tmp_path, before, after):
    document = read_text(tmp_path, page(before, after), "terms.html")
    assert texts(document) == [*before, *TITLE, *CLAUSES, *after]
    assert document.set_aside == ()


def test_an_annex_before_the_footer_is_kept(tmp_path):
    annex = ["Annex 1", "Northern Cloud Ltd", "Harbour Data GmbH"]
    document = read_text(tmp_path, page(MENU, [*annex, *FOOTER]), "terms.html")
    assert texts(document) == [*TITLE, *CLAUSES, *annex]


def test_documents_that_a_clause_lists_at_the_end_are_kept(tmp_path):
    body = (
        "<p>These terms govern the use of the service, with the following documents that are part of them:</p><ul>"
        + "".join(
            f"<li><a href=/{n}>{t}</a></li>"
            for n, t in enumerate(["Security", "Support", "Pricing", "Privacy"])
        )
        + "</ul>"
    )
    document = read_text(tmp_path, f"<html><body>{body}</body></html>", "terms.html")
    assert len(texts(document)) == 5


def test_a_page_in_a_language_without_known_words_is_kept_whole(tmp_path):
    words = [
        "Palvelu",
        "Hinnat",
        "Palvelu",
        "Hinnat",
        "Sopimus koskee tallennuspalvelun käyttöä ja sen ehtoja.",
    ]
    document = read_text(tmp_path, page(words, clauses=()), "terms.html")
    assert texts(document) == words


def test_an_order_of_precedence_below_a_menu_is_kept(tmp_path):
    entries = ["Legal Notice", "Storage Box", "Webhosting", "Withdrawal"]
    opening = (
        "Legal " + " ".join(entries) + " These terms apply to all orders in the order of precedence below:"
    )
    papers = ["The order itself", "The price list", "These terms"]
    html = page(["Legal", *entries], clauses=[opening, *papers, *CLAUSES])
    document = read_text(tmp_path, html, "terms.html")
    assert texts(document) == [opening, *papers, *CLAUSES]


def test_a_title_that_the_menu_names_too_is_kept(tmp_path):
    html = (
        "<html><body><ul><li>Privacy Notice<li>Terms<li>Storage Agreement<li>Imprint</ul><h1>Storage Agreement</h1>"
        + "".join(f"<p>{clause}</p>" for clause in CLAUSES)
        + "</body></html>"
    )
    assert texts(read_text(tmp_path, html, "terms.html")) == ["Storage Agreement", *CLAUSES]
