"""Pages, Markdown, text, RTF and mails that ask for much: nesting, endless lines, pairs that never close."""

import random

DEEP = 100_000


def html_deep(rng: random.Random) -> bytes:
    tag = rng.choice(("div", "b", "ul><li", "table><tr><td", "blockquote", "span", "font", "ol><li><p"))
    opened = f"<{tag}>" * DEEP
    return f"<html><body>{opened}The parties agree.</body></html>".encode()


def html_many(rng: random.Random) -> bytes:
    unit = rng.choice(
        (
            "<p>x</p>",
            "<br>",
            "<td>x",
            "<li>",
            "<p id=a>",
            "<div class='menu nav'><a href=#>x</a></div>",
            "&nbsp;",
            "<!-- x -->",
        )
    )
    return f"<html><body>{unit * (8_000_000 // len(unit))}</body></html>".encode()


def html_spans(rng: random.Random) -> bytes:
    span = rng.choice((1_000_000_000, 10**20, -1))
    rows = f"<tr><td colspan={span} rowspan={span}>x</td><td>y</td></tr>" * 50
    return f"<html><body><table>{rows}</table><ol start={span}><li value={span}>x</ol></body></html>".encode()


def html_counts(rng: random.Random) -> bytes:
    kind = rng.choice(("i", "I", "a", "A", "1"))
    return f"<html><body><ol type={kind} start={10**9}>{'<li>x</li>' * 500}</ol></body></html>".encode()


def html_attributes(rng: random.Random) -> bytes:
    what = rng.choice(("style", "class", "id"))
    value = rng.choice(("display:none;" * 100_000, "a " * 500_000, "(" * 500_000, "color:#fff;" * 90_000))
    return f'<html><body><p {what}="{value}">The parties agree.</p></body></html>'.encode()


def html_style(rng: random.Random) -> bytes:
    rules = rng.choice(("p{color:red}", "a b c d e f g h{x:y}", "{", "/*", "@media x{"))
    paragraphs = "<p class=a><b>x</b></p>" * 2_000
    return f"<html><head><style>{rules * 30_000}</style></head><body>{paragraphs}</body></html>".encode()


def html_charset(rng: random.Random) -> bytes:
    codec = rng.choice(
        ("utf-7", "hex", "zip", "bz2", "rot13", "idna", "punycode", "unicode_escape", "utf-16", "x" * 5000)
    )
    page = f"<html><head><meta charset='{codec}'></head><body><p>The parties \xe9 agree.</p></body></html>"
    return page.encode("latin-1")


def markdown(rng: random.Random) -> bytes:
    """Return what sends a careless Markdown parser into quadratic or exponential time."""
    unit = rng.choice(
        (
            "[",
            "![",
            "[a](",
            "**a ",
            "*a **b ",
            "`",
            "> ",
            "- ",
            "1. ",
            "<",
            "<!-- ",
            "[a]: b\n",
            "| a ",
            "_",
            "\\",
            "&",
            "[a][",
            "a**b",
            "~~~\n",
            "<a ",
        )
    )
    text = unit * (400_000 // len(unit))
    return rng.choice(
        (text, f"# Terms\n\n{text}\n", "\n".join(text[at : at + 100] for at in range(0, len(text), 100)))
    ).encode()


def markdown_nested(rng: random.Random) -> bytes:
    depth = rng.choice((100, 5_000, DEEP))
    if rng.random() < 0.5:
        return (">" * depth + " The parties agree.").encode()
    return "\n".join(" " * (2 * n) + "- x" for n in range(min(depth, 3_000))).encode()


def text(rng: random.Random) -> bytes:
    unit = rng.choice(
        (
            "a",
            "a ",
            "a\n",
            "\n",
            "1.\n",
            "1.1 ",
            "(a) ",
            "I",
            "A\n\n",
            "-",
            "=",
            "\u202e",
            "\u200b",
            "dаta ",
            "a\u200bb ",
            "ﷺ",
            "\t",
            "a.b.",
            "…",
            "ⅷ",
        )
    )
    return (unit * (rng.choice((300_000, 8_000_000)) // len(unit.encode()))).encode()


def text_wrapped(rng: random.Random) -> bytes:
    """Return lines in one run without a blank one, for everything that looks at pairs of lines."""
    line = rng.choice(("x" * 70, "THE PARTIES", "1. The parties agree", "a" * 129, "x, and"))
    return "\n".join([line] * (3_000_000 // len(line))).encode()


def text_odd(rng: random.Random) -> bytes:
    mark = rng.choice((b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"\xef\xbb\xbf"))
    return mark + rng.choice(
        (rng.randbytes(5_001), b"\xd8\x00" * 3_000, b"\x00\xd8" * 3_001, b"T\x00h\x00e\x00" * 999)
    )


def rtf(rng: random.Random) -> bytes:
    inner = rng.choice(
        (
            "{" * DEEP + "x" + "}" * DEEP,
            "\\bin1000000000 x",
            "\\u-99999999999?" * 10_000,
            "{\\object\\objdata " + "41" * 500_000 + "}",
            "\\par x" * 300_000,
            "{\\fonttbl" + "{\\f0 Arial;}" * 50_000 + "}",
            "\\trowd\\cellx1000000000 x\\cell\\row" * 5_000,
        )
    )
    return ("{\\rtf1\\ansi The parties agree. " + inner + "}").encode()


def mail(rng: random.Random) -> bytes:
    head = "From: a@example.com\r\nTo: b@example.com\r\nSubject: Terms\r\nMIME-Version: 1.0\r\n"
    kind = rng.randrange(5)
    if kind == 0:
        deep = rng.choice((50, 5_000))
        parts = "".join(
            f'Content-Type: multipart/mixed; boundary="{n}"\r\n\r\n--{n}\r\n' for n in range(deep)
        )
        return (head + parts + "Content-Type: text/plain\r\n\r\nThe parties agree.\r\n").encode()
    if kind == 1:
        return (head + "X-A: b\r\n" * 100_000 + "\r\nThe parties agree.\r\n").encode()
    if kind == 2:
        return (
            head
            + 'Content-Type: multipart/mixed; boundary="x"\r\n\r\n'
            + "--x\r\n\r\ny\r\n" * 50_000
            + "--x--"
        ).encode()
    if kind == 3:
        inner = "Content-Type: message/rfc822\r\n\r\n" * rng.choice((20, 3_000))
        return (head + inner + "The parties agree.").encode()
    return (
        head
        + "Content-Type: text/plain; charset="
        + rng.choice(("zip", "hex", "x-none", "utf-7"))
        + "\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + "QUJD" * 300_000
    ).encode()


HTML = (html_deep, html_many, html_spans, html_counts, html_attributes, html_style, html_charset)
MARKDOWN = (markdown, markdown, markdown_nested)
TEXT = (text, text_wrapped, text_odd)
