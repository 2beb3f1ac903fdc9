"""Pages → blocks in reading order: paragraphs and grids, each under its headings."""

import re
from collections import Counter
from dataclasses import dataclass, field

from ingest.pages import Grid, Line, Page, PlacedText, is_cjk
from ingest.running_lines import without_running_lines

FIRST_LEVEL = re.compile(r"^[一二三四五六七八九十]{1,3}、")
SECOND_LEVEL = re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]")
THIRD_LEVEL = re.compile(r"^\d{1,2}[.．、](?!\d)")
LEVELS = (FIRST_LEVEL, SECOND_LEVEL, THIRD_LEVEL)
SENTENCE_END = "。！？；!?"
LONGEST_HEADING = 45
"""Characters; longer numbered lines are sentences."""
LONGEST_LEAD = 22
"""Characters of a first sentence that only names its paragraph's subject: 公共法律服务开展情况。"""
ITEM_SUBJECT = re.compile(
    r"^\d{1,2}[.．、]\s*([^\d，。；：、][^，。；：]{3,60}?)\s*(?:为|共|计)?\d[\d,.]*\s*[万亿]?[元件条个](?!\d)"
)
CODED_ITEM = re.compile(r"[（(][一二三四五六七八九十\d]{1,3}[）)][^\d，。；：]{2,90}[（(]项[）)]")
"""（三）卫生健康支出（类）公共卫生（款）基本公共卫生服务（项）: an item of final accounts, whose codes are left out."""
UNIT_LINE = re.compile(r"单位\s*[:：]\s*\S+")
CONTINUED = re.compile(rf"^[（(]?续(?:上?表|上页)?[）)]?(?:\s|$)|^[（(]?\s*(?:金额)?{UNIT_LINE.pattern}$")
"""What stands above the next piece of a table: 续表, or its unit once more."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A whole paragraph, over page breaks, under its headings (outermost first)."""

    section: tuple[str, ...]
    words: PlacedText


@dataclass(frozen=True, slots=True)
class GridBlock:
    """A grid under its headings, with the lines that stand directly above it (title, 单位：元)."""

    section: tuple[str, ...]
    captions: tuple[str, ...]
    grid: Grid
    page_number: int
    continues: bool
    """True where nothing but a page break stands between it and the grid before"""


Block = Paragraph | GridBlock


def title_lines(page: Page) -> tuple[Line, ...]:
    """The lines of the title on a first page: those set in its largest size, from the top.

    Empty where the page has only one size, for then nothing marks a title.
    """
    sizes = Counter(round(line.size) for line in page.lines)
    if not sizes:
        return ()
    largest = max(sizes)
    if len(sizes) == 1 and len(page.lines) > 4:
        return ()
    return tuple(line for line in page.lines if round(line.size) == largest)[:4]


def outline(pages: tuple[Page, ...]) -> tuple[Block, ...]:
    """Paragraphs and grids of a whole report in reading order."""
    walk = _Walk(body_size=_body_size(pages))
    title = title_lines(pages[0]) if pages else ()
    for page in without_running_lines(pages):
        walk.left_margin = _left_margin(page)
        for item in page.in_order():
            if isinstance(item, Grid):
                walk.meet_grid(item, page)
            elif item not in title:
                walk.meet_line(item, page)
        walk.end_page()
    walk.end_paragraph()
    return tuple(walk.blocks)


def _left_margin(page: Page) -> float:
    """Where unindented lines begin: the leftmost start that at least two lines of the page share."""
    starts = Counter(round(line.box.x0) for line in page.lines)
    shared = [start for start, count in starts.items() if count > 1]
    return float(min(shared or starts, default=0))


def _body_size(pages: tuple[Page, ...]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.words)
    return sizes.most_common(1)[0][0] if sizes else 0.0


@dataclass
class _Walk:
    """Where the reading stands: open headings, the open paragraph, what came last."""

    body_size: float
    left_margin: float = 0.0
    blocks: list[Block] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    open_words: PlacedText = field(default_factory=lambda: PlacedText(()))
    last_line: Line | None = None
    captions: list[str] = field(default_factory=list)
    page_broke: bool = False
    since_grid: list[str] | None = None
    """lines since the last grid; None where there is none in reach"""
    page_broke_since_grid: bool = False

    @property
    def section(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.headings)

    def meet_line(self, line: Line, page: Page) -> None:
        level = self._heading_level(line, page)
        if level is not None:
            self.end_paragraph()
            self.headings = [(above, text) for above, text in self.headings if above < level]
            self.headings.append((level, line.text))
            self.captions = []
            self.since_grid = None
        elif self._starts_paragraph(line):
            self.end_paragraph()
            self.open_words = line.words
        else:
            self.open_words = _continued(self.open_words, line.words)
        if self.since_grid is not None:
            self.since_grid.append(line.text)
        self.last_line = line
        self.page_broke = False

    def meet_grid(self, grid: Grid, page: Page) -> None:
        captions = self._taken_captions()
        self.end_paragraph()
        self.blocks.append(GridBlock(self.section, captions, grid, page.number, self._continues()))
        self.last_line, self.page_broke = None, False
        self.since_grid, self.page_broke_since_grid = [], False

    def _continues(self) -> bool:
        between = self.since_grid
        return between is not None and self.page_broke_since_grid and all(CONTINUED.search(one) for one in between)

    def end_page(self) -> None:
        self.page_broke = self.page_broke_since_grid = True

    def end_paragraph(self) -> None:
        words = self.open_words.strip()
        if words.glyphs:
            self.blocks.append(Paragraph(self.section, words))
        self.open_words = PlacedText(())

    def _taken_captions(self) -> tuple[str, ...]:
        """Short last lines before a grid belong to it, not to the text: its title, 编制部门, 单位：元."""
        taken: list[str] = []
        if self.open_words.glyphs and _is_caption(self.open_words.text):
            taken.append(self.open_words.text)
            self.open_words = PlacedText(())
            while self.blocks and isinstance(self.blocks[-1], Paragraph) and _is_caption(self.blocks[-1].words.text):
                taken.append(self.blocks.pop().words.text)  # type: ignore[union-attr]
        return tuple(reversed(taken))

    def _heading_level(self, line: Line, page: Page) -> int | None:
        """0 for an unnumbered title in larger type, 1 to 3 for numbered headings, None for text."""
        text = line.text
        if len(text) > LONGEST_HEADING or any(mark in text for mark in "。；") or text.endswith(("，", "、", "：")):
            return None
        larger = line.size >= self.body_size * 1.25 and len(text) <= 30
        for level, pattern in enumerate(LEVELS[:2], start=1):
            if pattern.match(text) and self._stands_alone(line, page):
                return level
        if THIRD_LEVEL.match(text) and line.bold and self._stands_alone(line, page):
            return 3
        return 0 if larger and not text.isdigit() else None

    def _stands_alone(self, line: Line, page: Page) -> bool:
        """A heading starts a line of its own and doesn't fill it, or is set in another type than the text."""
        last = self.last_line
        ended = last is None or self._ended(last.text) or self._is_short(last, page)
        stands_out = line.bold or line.size > self.body_size * 1.05
        return (ended or line.bold or self._is_indented(line)) and (stands_out or self._is_short(line, page))

    def _is_short(self, line: Line, page: Page) -> bool:
        """Whether a line leaves room for one more character: only a paragraph's last line does."""
        return line.box.x1 < page.width - self.left_margin - line.size

    def _starts_paragraph(self, line: Line) -> bool:
        if not self.open_words.glyphs:
            return True
        if self.page_broke:
            return self._ended(self.open_words.text) and (self._is_indented(line) or self._starts_item(line))
        return self._is_indented(line) or self._wide_step(line) or self._starts_item(line)

    def _starts_item(self, line: Line) -> bool:
        return self._ended(self.open_words.text) and any(level.match(line.text) for level in LEVELS)

    def _is_indented(self, line: Line) -> bool:
        return line.box.x0 > self.left_margin + 0.6 * line.size

    def _wide_step(self, line: Line) -> bool:
        """Type of another size is another paragraph."""
        return self.last_line is not None and abs(line.size - self.last_line.size) > 0.15 * max(line.size, 1)

    @staticmethod
    def _ended(text: str) -> bool:
        return not text or text[-1] in SENTENCE_END + "”）)：:"


def _is_caption(text: str) -> bool:
    return bool(UNIT_LINE.search(text)) or (len(text) <= 40 and not any(mark in text for mark in SENTENCE_END + "，"))


def _continued(words: PlacedText, more: PlacedText) -> PlacedText:
    """The next line put to a paragraph: a space only between two words that both are not Chinese."""
    if not words.glyphs or not more.glyphs:
        return words + more
    last, first = words.glyphs[-1].character, more.glyphs[0].character
    if is_cjk(last) or is_cjk(first) or not (last.isalnum() and first.isalnum()):
        return words + more
    space = type(words.glyphs[-1])(" ", words.glyphs[-1].box)
    return PlacedText((*words.glyphs, space, *more.glyphs))


def lead(text: str) -> str | None:
    """The first words of a paragraph where they only name its subject: a sentence without numbers, a numbered item.

    >>> lead("公共法律服务开展情况。2020年，受理案件576件。"), lead("2020年受理案件576件。")
    ('公共法律服务开展情况', None)
    >>> lead("5、公共安全支出（204类）信息化建设（13项）227.88万元。2025年执行数为60.41万元。")
    '公共安全支出（204类）信息化建设（13项）'
    """
    if item := ITEM_SUBJECT.match(text):
        return item[1]
    first, end, rest = text.partition("。")
    if end and rest and CODED_ITEM.fullmatch(first):
        return first
    if not end or not rest or len(first) > LONGEST_LEAD or re.search(r"\d", first) or "，" in first:
        return None
    return first
