"""Makes the sheets of a spreadsheet print the way a person expects: fitted to the paper's width where that stays readable."""

from com.sun.star.table.CellContentType import EMPTY

# Below this share of its size (percent) a sheet is turned sideways before it is shrunk further: ten-point text is then seven.
TURN_BELOW = 70

# Columns of one sheet that are measured: a sheet with more is not going to fit anyway.
MOST_COLUMNS = 1024

# What may be done to a sheet's page style.
NARROW = "narrow"
TURN = "turn"


def lay_out_sheets(document, rules):
    """Applies `fitToWidth` and `minScale` (percent) to every sheet whose author has not chosen a fit. Changes page styles only."""
    if not rules.get("fitToWidth"):
        return
    least = rules.get("minScale", 0)
    styles = document.StyleFamilies.getByName("PageStyles")
    by_style = {}
    for sheet in document.Sheets:
        if sheet.IsVisible:
            by_style.setdefault(sheet.PageStyle, []).append(sheet)
    for name, sheets in by_style.items():
        style = styles.getByName(name)
        if style.ScaleToPagesX or style.ScaleToPagesY or style.ScaleToPages:
            continue
        changes = {}
        for sheet in sheets:
            changes.setdefault(decide(style, sheet, least), []).append(sheet)
        for change, ones in changes.items():
            if change is None:
                continue
            # Sheets that share a style and want different things of it: each kind gets a copy.
            target = style if len(changes) == 1 else copy_style(document, styles, style)
            apply(target, change)
            if target is not style:
                for sheet in ones:
                    sheet.PageStyle = target.Name


def decide(style, sheet, least):
    width = content_width(sheet) * style.PageScale / 100
    across = style.Width - style.LeftMargin - style.RightMargin
    if width <= across:
        # Text may still run over the last column's edge, on to a page of its own. An author's own scale stays.
        return NARROW if style.PageScale == 100 else None
    upright = 100 * across / width
    turned = 100 * (style.Height - style.LeftMargin - style.RightMargin) / width
    if not style.IsLandscape and upright < TURN_BELOW and turned >= least and turned > upright:
        return TURN
    return NARROW if upright >= least else None


def apply(style, change):
    if change == TURN:
        height, width = style.Height, style.Width
        style.IsLandscape = True
        style.Width, style.Height = height, width
    style.ScaleToPagesX = 1
    # 0: as many pages down as it takes.
    style.ScaleToPagesY = 0


def content_width(sheet):
    """1/100 mm from the first column to the last that prints; the author's print areas count where there are any."""
    areas = sheet.getPrintAreas()
    if areas:
        return max(
            sheet.getCellRangeByPosition(area.StartColumn, area.StartRow, area.EndColumn, area.StartRow).Size.Width
            for area in areas
        )
    last = min(used_area(sheet).EndColumn, MOST_COLUMNS - 1)
    cells = sheet.getCellRangeByPosition(0, 0, last, 0).Size.Width
    drawn = [shape.Position.X + shape.Size.Width for shape in sheet.DrawPage]
    return max([cells, *drawn])


def used_area(sheet):
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    return cursor.RangeAddress


def is_blank(document):
    """Whether no sheet has anything to print. LibreOffice itself would make an empty page of it."""
    return not any(sheet.IsVisible and has_content(sheet) for sheet in document.Sheets)


def has_content(sheet):
    if sheet.DrawPage.Count > 0:
        return True
    area = used_area(sheet)
    return area.EndColumn > 0 or area.EndRow > 0 or sheet.getCellByPosition(0, 0).Type != EMPTY


def copy_style(document, styles, style):
    made = document.createInstance("com.sun.star.style.PageStyle")
    name = next(name for name in (f"platen-{n}" for n in range(10000)) if not styles.hasByName(name))
    styles.insertByName(name, made)
    for entry in style.PropertySetInfo.Properties:
        # 16 is com.sun.star.beans.PropertyAttribute.READONLY.
        if entry.Attributes & 16 or entry.Name in ("DisplayName", "Hidden"):
            continue
        value = style.getPropertyValue(entry.Name)
        if value is not None:
            made.setPropertyValue(entry.Name, value)
    return made
