"""What LibreOffice is told: how documents are read and written, and the settings of its throw-away profile. Data only."""

# Extension -> (import filter, kind). Naming the filter keeps LibreOffice from guessing: what is called .docx is not tried
# as a web page or a database. The names are those of the filter registry (filter/source/config/fragments/filters).
FILTERS = {
    "doc": ("MS Word 97", "text"),
    "dot": ("MS Word 97 Vorlage", "text"),
    "docx": ("MS Word 2007 XML", "text"),
    "docm": ("MS Word 2007 XML VBA", "text"),
    "dotx": ("MS Word 2007 XML Template", "text"),
    "dotm": ("MS Word 2007 XML Template", "text"),
    "odt": ("writer8", "text"),
    "ott": ("writer8_template", "text"),
    "fodt": ("OpenDocument Text Flat XML", "text"),
    "rtf": ("Rich Text Format", "text"),
    "xls": ("MS Excel 97", "spreadsheet"),
    "xlt": ("MS Excel 97 Vorlage/Template", "spreadsheet"),
    "xlsx": ("Calc MS Excel 2007 XML", "spreadsheet"),
    "xlsm": ("Calc MS Excel 2007 VBA XML", "spreadsheet"),
    "xltx": ("Calc MS Excel 2007 XML Template", "spreadsheet"),
    "xltm": ("Calc MS Excel 2007 XML Template", "spreadsheet"),
    "xlsb": ("Calc MS Excel 2007 Binary", "spreadsheet"),
    "ods": ("calc8", "spreadsheet"),
    "ots": ("calc8_template", "spreadsheet"),
    "fods": ("OpenDocument Spreadsheet Flat XML", "spreadsheet"),
    "ppt": ("MS PowerPoint 97", "slides"),
    "pps": ("MS PowerPoint 97 AutoPlay", "slides"),
    "pot": ("MS PowerPoint 97 Vorlage", "slides"),
    "pptx": ("Impress MS PowerPoint 2007 XML", "slides"),
    "pptm": ("Impress MS PowerPoint 2007 XML VBA", "slides"),
    "ppsx": ("Impress MS PowerPoint 2007 XML AutoPlay", "slides"),
    "ppsm": ("Impress MS PowerPoint 2007 XML AutoPlay", "slides"),
    "potx": ("Impress MS PowerPoint 2007 XML Template", "slides"),
    "potm": ("Impress MS PowerPoint 2007 XML Template", "slides"),
    "odp": ("impress8", "slides"),
    "otp": ("impress8_template", "slides"),
    "fodp": ("OpenDocument Presentation Flat XML", "slides"),
    "odg": ("draw8", "drawing"),
    "otg": ("draw8_template", "drawing"),
    "fodg": ("OpenDocument Drawing Flat XML", "drawing"),
}

# Older versions of a format under the same extension; what else LibreOffice may have taken a document for is refused.
OLDER_FILTERS = (
    "MS WinWord 6.0",
    "MS WinWord 5",
    "MS Excel 95",
    "MS Excel 5.0/95",
    "MS Excel 4.0",
)

# Kind -> (service a document of it has, export filter).

KINDS = {
    "text": ("com.sun.star.text.TextDocument", "writer_pdf_Export"),
    "spreadsheet": ("com.sun.star.sheet.SpreadsheetDocument", "calc_pdf_Export"),
    "slides": ("com.sun.star.presentation.PresentationDocument", "impress_pdf_Export"),
    "drawing": ("com.sun.star.drawing.DrawingDocument", "draw_pdf_Export"),
}

# How PDFs are written (filter/source/pdf/pdffilter): for a printer, not for reading on a screen.
EXPORT = {
    # Forms print as they look; fields that can be filled in would be drawn anew by every reader.
    "ExportFormFields": False,
    "EmbedStandardFonts": True,
    "UseLosslessCompression": False,
    "Quality": 92,
    "ReduceImageResolution": True,
    "MaxImageResolution": 300,
    "ExportBookmarks": False,
    "ExportNotes": False,
    "UseTaggedPDF": False,
    # Blank pages before a chapter that begins on a right-hand page belong to the document: both sides would be wrong without.
    "IsSkipEmptyPages": False,
}

# Settings of the throw-away profile. NAME, VALUE below a path of the configuration tree.
PROFILE = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "CheckDocumentEvents", "false"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    # 1 in Writer's and 2 in Calc's settings: never.
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Office.Recovery/RecoveryInfo", "SessionData", "false"),
    ("Office.Recovery/AutoSave", "Enabled", "false"),
    ("Office.Common/Save/Document", "CreateBackup", "false"),
    ("Office.Common/History", "PickListSize", "0"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Java/ApplicationSettings", "Enable", "false"),
    # What was calculated last is what its author saw; formulas are not asked again, least of all WEBSERVICE().
    ("Office.Calc/Formula/Load", "OOXMLRecalcMode", "1"),
    ("Office.Calc/Formula/Load", "ODFRecalcMode", "1"),
)
