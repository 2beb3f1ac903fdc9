"""Pages → pages without what stands on every page and says nothing: page numbers, running headers and footers."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.pages import Grid, Line, Page

BARE_NUMBER = re.compile(r"^[-—–－·\s]*\d{1,4}[-—–－·\s]*$")
TOLD_NUMBER = re.compile(
    r"^(?:[-—–－·~]\s*\d{1,4}\s*[-—–－·~]|第\s*\d{1,4}\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4}|page\s+\d{1,4}.{0,10})$",
    re.IGNORECASE,
)
"""A number that says itself that it is the page's: - 3 -, 第3页 共10页, 3 / 10."""
MARGIN = 0.12
"""Share of the page's height at top and bottom in which a lone number is a page number."""
EDGE_LINES = 2
"""Lines from the page's edge inwards that can be running ones: a header and its number."""
FEWEST_PAGES = 3
"""Pages on which a line must stand at the same height to be a running one: two pages may begin alike."""
SAME_HEIGHT = 4.0
"""Points by which the same running line may stand higher or lower."""
OF_A_TABLE = re.compile(r"单位\s*[:：]|^[（(]?续")
"""What stands above each piece of a table: it tells something, however often it is repeated."""


@dataclass(frozen=True, slots=True)
class _EdgeLine:
    """A line near an edge of its page, with nothing but lines between."""

    page: Page
    line: Line
    at_top: bool

    @property
    def distance(self) -> float:
        """Points from the page's edge."""
        return self.line.box.top if self.at_top else self.page.height - self.line.box.bottom

    @property
    def in_margin(self) -> bool:
        return self.distance < self.page.height * MARGIN

    @property
    def offset(self) -> int:
        """By how much the number in the line runs before its page."""
        return int(re.sub(r"\D", "", self.line.text)) - self.page.number

    @property
    def wording(self) -> tuple[bool, str]:
        """The side and the words, whatever number stands in them."""
        return self.at_top, re.sub(r"\d+", "#", self.line.text)


def without_running_lines(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """The pages with the lines alone that belong to the text."""
    edges = [edge for page in pages for edge in _edge_lines(page)]
    running = {id(edge.line) for edge in edges if _is_page_number(edge, edges) or _runs(edge, edges)}
    return tuple(replace(page, lines=tuple(line for line in page.lines if id(line) not in running)) for page in pages)


def _edge_lines(page: Page) -> Iterator[_EdgeLine]:
    items = list(page.in_order())
    for at_top, from_edge in ((True, items), (False, items[::-1])):
        for item in from_edge[:EDGE_LINES]:
            if isinstance(item, Grid):
                break
            yield _EdgeLine(page, item, at_top)


def _is_page_number(edge: _EdgeLine, edges: list[_EdgeLine]) -> bool:
    """A number that says so, that stands in the margin, or that counts on with the pages."""
    if TOLD_NUMBER.match(edge.line.text):
        return True
    if not BARE_NUMBER.match(edge.line.text):
        return False
    return edge.in_margin or any(
        BARE_NUMBER.match(other.line.text)
        and other.page is not edge.page
        and other.at_top == edge.at_top
        and other.offset == edge.offset
        and abs(other.distance - edge.distance) <= SAME_HEIGHT
        for other in edges
    )


def _runs(edge: _EdgeLine, edges: list[_EdgeLine]) -> bool:
    """Whether the same words stand at the same height of several pages' margins."""
    if not edge.in_margin or OF_A_TABLE.search(edge.line.text):
        return False
    same = Counter(
        other.page.number
        for other in edges
        if other.wording == edge.wording and abs(other.distance - edge.distance) <= SAME_HEIGHT
    )
    return len(same) >= FEWEST_PAGES
