"""What can go wrong while reading a report."""

from enum import StrEnum


class Fault(StrEnum):
    """Why one file isn't served, for those who have to say it in words of their own."""

    EMPTY = "empty"
    """no bytes at all"""
    NOT_A_PDF = "not_a_pdf"
    """a web page, a picture, a Word file: whatever its name says"""
    PROTECTED = "protected"
    """wants a password"""
    DAMAGED = "damaged"
    """cut short, or broken inside"""
    TEXTLESS = "textless"
    """pictures of text only"""
    TOO_BIG = "too_big"
    """more bytes than a report has"""
    TOO_MANY_PAGES = "too_many_pages"
    TOO_LARGE_PAGE = "too_large_page"
    """a page larger than a PDF may have"""
    TOO_SLOW = "too_slow"
    """not read within the time allowed"""
    TOO_MUCH_MEMORY = "too_much_memory"
    """a few bytes that unfold to very many"""
    STOPPED = "stopped"
    """reading it ended the reading process"""
    NOT_UNDERSTOOD = "not_understood"
    """a defect of the reader"""
    BAD_NAME = "bad_name"
    """a file name with signs that can't be printed"""
    SAME_FILE = "same_file"
    """held already, under another name"""
    WITHDRAWN = "withdrawn"
    """staff took it out"""
    UNREADABLE = "unreadable"
    """the file can't be opened"""


class IngestError(Exception):
    """A report or the catalogue can't be used; the message names it and the next step.

    IngestError
    ├── CatalogError       catalog.toml is wrong: correct the named entry
    └── UnreadableReport   this one file can't be read: replace or remove it; the others are served
        └── TextlessReport the file holds pictures of text only: it needs a text layer (OCR)
    """


class CatalogError(IngestError):
    """catalog.toml is wrong: correct the named entry."""


class UnreadableReport(IngestError):
    """This one file can't be read: replace or remove it; the others are served."""

    def __init__(self, message: str, fault: Fault = Fault.UNREADABLE) -> None:
        super().__init__(message)
        self.fault = fault


class TextlessReport(UnreadableReport):
    """The file holds pictures of text only: it needs a text layer (OCR)."""

    def __init__(self, message: str, fault: Fault = Fault.TEXTLESS) -> None:
        super().__init__(message, fault)
