"""Read a written page as a browser does, and say what is wrong with it as a document."""

import hashlib
import re
from base64 import b64encode

from lxml import etree, html


def parsed(text):
    """Return the root element."""
    return html.document_fromstring(text)


def words(element):
    """Return an element's text with white space as single spaces."""
    return " ".join(element.text_content().split())


def faults(text, *, links=re.compile(r"#[\w-]+")):
    """Return what would load, run, point elsewhere or confuse a screen reader."""
    root = parsed(text)
    found = [
        f"element {e.tag}"
        for e in root.iter("script", "img", "iframe", "object", "link", "form", "base", "embed")
    ]
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            if name.startswith("on") or name in ("src", "style", "srcset", "action"):
                found.append(f"attribute {name}")
            if name.endswith("href") and not links.fullmatch(value):
                found.append(f"link {value}")
    ids = [e.get("id") for e in root.xpath("//*[@id]")]
    found += [f"id {i} twice" for i in {i for i in ids if ids.count(i) > 1}]
    targets = root.xpath("//*[starts-with(@href, '#')]/@href")
    found += [f"dead link {t}" for t in targets if t[1:] not in ids]
    levels = [int(e.tag[1]) for e in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    found += [f"heading {b} after {a}" for a, b in zip([0, *levels], levels, strict=False) if b > a + 1]
    return found + _policy_faults(root, text)


def _policy_faults(root, text):
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.S)
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    wanted = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    remote = re.findall(r"url\(|@import|expression\(", style)
    return remote + ([] if policy == wanted else [f"policy {policy}"])
