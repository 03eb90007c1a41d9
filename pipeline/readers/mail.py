"""Mails as documents: what is said in them, without the headers of the mails they quote."""

from pipeline.domain.apart import Apart, SetAside
from pipeline.domain.document import Document, Source
from pipeline.readers.drafts import Draft, to_document
from pipeline.readers.manner import Manner
from pipeline.readers.messages import is_quoted_header, mail_of
from pipeline.readers.plain import text_drafts
from pipeline.readers.web import page_of

_WHY = "header of a quoted mail"


def read_mail(data: bytes, *, source: Source, document_id: str, manner: Manner) -> Document:
    """Read what a mail says; its attachments are documents of their own."""
    mail = mail_of(data, name=source.name)
    apart = tuple(SetAside(Apart.OTHER, header, None, _WHY) for header in mail.apart)
    drafts: list[Draft] = []
    if mail.html is None:
        drafts += text_drafts(mail.text)
    else:
        page = page_of(mail.html, name=source.name)
        apart += page.set_aside
        for draft in page.drafts:
            if is_quoted_header(draft.text):
                apart += (SetAside(Apart.OTHER, draft.text, draft.parts[0][1], _WHY),)
            else:
                drafts.append(draft)
    return to_document(drafts, source=source, document_id=document_id, limits=manner.limits, set_aside=apart)
