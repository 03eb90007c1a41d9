"""pdfium's functions that are called for every word or object, at a third of the usual cost of a call.

Handles and places in memory go in as whole numbers; the caller keeps what they point to alive.
"""

import ctypes
from collections.abc import Callable
from typing import Any

from pypdfium2 import raw

_HANDLE = ctypes.c_void_p
_NUMBER = ctypes.c_int


def _direct(function: Any, answer: Any, *arguments: Any) -> Callable[..., Any]:
    """Return the function without the checks and conversions that ctypes makes for its declared types."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(answer, *arguments)(address)


text_object = _direct(raw.FPDFText_GetTextObject, _HANDLE, _HANDLE, _NUMBER)
loose_box = _direct(raw.FPDFText_GetLooseCharBox, _NUMBER, _HANDLE, _NUMBER, _HANDLE)
origin = _direct(raw.FPDFText_GetCharOrigin, _NUMBER, _HANDLE, _NUMBER, _HANDLE, _HANDLE)
unicode_of = _direct(raw.FPDFText_GetUnicode, ctypes.c_uint, _HANDLE, _NUMBER)
font_size = _direct(raw.FPDFText_GetFontSize, ctypes.c_double, _HANDLE, _NUMBER)
text_matrix = _direct(raw.FPDFText_GetMatrix, _NUMBER, _HANDLE, _NUMBER, _HANDLE)
render_mode = _direct(raw.FPDFTextObj_GetTextRenderMode, _NUMBER, _HANDLE)
font_of = _direct(raw.FPDFTextObj_GetFont, _HANDLE, _HANDLE)
font_weight = _direct(raw.FPDFFont_GetWeight, _NUMBER, _HANDLE)
font_name = _direct(raw.FPDFFont_GetBaseFontName, ctypes.c_size_t, _HANDLE, _HANDLE, ctypes.c_size_t)

object_at = _direct(raw.FPDFPage_GetObject, _HANDLE, _HANDLE, _NUMBER)
object_within = _direct(raw.FPDFFormObj_GetObject, _HANDLE, _HANDLE, ctypes.c_ulong)
kind_of = _direct(raw.FPDFPageObj_GetType, _NUMBER, _HANDLE)
matrix_of = _direct(raw.FPDFPageObj_GetMatrix, _NUMBER, _HANDLE, _HANDLE)
bounds_of = _direct(raw.FPDFPageObj_GetBounds, _NUMBER, _HANDLE, *[_HANDLE] * 4)
fill_colour = _direct(raw.FPDFPageObj_GetFillColor, _NUMBER, _HANDLE, *[_HANDLE] * 4)
is_see_through = _direct(raw.FPDFPageObj_HasTransparency, _NUMBER, _HANDLE)
draw_mode = _direct(raw.FPDFPath_GetDrawMode, _NUMBER, _HANDLE, _HANDLE, _HANDLE)
segment_count = _direct(raw.FPDFPath_CountSegments, _NUMBER, _HANDLE)
segment_at = _direct(raw.FPDFPath_GetPathSegment, _HANDLE, _HANDLE, _NUMBER)
segment_kind = _direct(raw.FPDFPathSegment_GetType, _NUMBER, _HANDLE)
segment_point = _direct(raw.FPDFPathSegment_GetPoint, _NUMBER, _HANDLE, _HANDLE, _HANDLE)
segment_closes = _direct(raw.FPDFPathSegment_GetClose, _NUMBER, _HANDLE)


def handle_of(thing: Any) -> int:
    """Return the handle of a page, text page or file of pypdfium2 as a whole number."""
    return ctypes.cast(thing.raw, ctypes.c_void_p).value or 0
