"""What can go wrong while reading a report."""


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


class TextlessReport(UnreadableReport):
    """The file holds pictures of text only: it needs a text layer (OCR)."""
