"""Drives one LibreOffice inside the sandbox: documents come in by stdin, PDFs go out by stdout, nothing else leaves.

Started by office-instance.ts, which speaks the same frames (frames.ts). Everything this program and LibreOffice can see is
the sandbox: its temporary folder is memory and ends with it.
"""

import json
import os
import resource
import shutil
import struct
import subprocess
import sys
import threading
import time
import zipfile

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.lang import DisposedException
from com.sun.star.task import XInteractionHandler, XStatusIndicator
from com.sun.star.uno import Exception as UnoException

from office_formats import EXPORT, FILTERS, KINDS, OLDER_FILTERS, PROFILE
from office_sheets import is_blank, lay_out_sheets

HOME = "/tmp/office"
DOCUMENTS = "/tmp/documents"
PIPE = "platen"

# Exit codes by which soffice.bin asks to be started again (desktop/source/app/exithelp.h): after a crash, after a change of set-up.
RESTART_CODES = (79, 81)

# Seconds to wait for LibreOffice; the server has its own, shorter patience for whoever is waiting.
START_SECONDS = 60

# Seconds between tries to connect: its start takes about one.
RETRY_SECONDS = 0.02

# Seconds between progress frames: nobody reads faster, and a document has thousands of steps.
PROGRESS_SECONDS = 0.1

# Bytes read or written at a time.
PIECE = 1 << 20


class Refused(Exception):
    """A document that will not be printed: a code of the server's error table, and words for the operator."""

    def __init__(self, code, detail):
        super().__init__(detail)
        self.code = code
        self.detail = detail


def prop(name, value):
    made = PropertyValue()
    made.Name = name
    made.Value = value
    return made


def props(values):
    return tuple(prop(name, value) for name, value in values.items())


class Frames:
    """4 bytes of length (big-endian), a JSON header of that length, then as many bytes as its `bytes` says."""

    def __init__(self, source, sink):
        self.source = source
        self.sink = sink
        # Progress is told from LibreOffice's thread of the bridge, results from the main one.
        self.lock = threading.Lock()

    def read(self):
        length = self.source.read(4)
        if len(length) < 4:
            return None
        return json.loads(self.source.read(struct.unpack(">I", length)[0]))

    def copy_body(self, size, path):
        with open(path, "wb") as file:
            while size > 0:
                piece = self.source.read(min(size, PIECE))
                if not piece:
                    raise EOFError
                file.write(piece)
                size -= len(piece)

    def write(self, header, body=None):
        size = 0 if body is None else os.fstat(body.fileno()).st_size
        head = json.dumps({**header, "bytes": size}).encode()
        with self.lock:
            self.sink.write(struct.pack(">I", len(head)) + head)
            if body is not None:
                shutil.copyfileobj(body, self.sink, PIECE)
            self.sink.flush()


class Progress(unohelper.Base, XStatusIndicator):
    """Hears how far an export is: `start` gives the number of pages, `setValue` the page."""

    def __init__(self, tell):
        self.tell = tell
        self.total = 0
        self.last = 0.0

    def start(self, _text, total):
        self.total = total

    def setValue(self, value):
        now = time.monotonic()
        if now - self.last < PROGRESS_SECONDS or self.total <= 0:
            return
        self.last = now
        self.tell(value, self.total)

    def end(self):
        pass

    def setText(self, _text):
        pass

    def reset(self):
        pass


class Questions(unohelper.Base, XInteractionHandler):
    """Answers nothing, which is a no; remembers whether a password was asked for."""

    def __init__(self):
        self.password = False

    def handle(self, request):
        # Not by the request itself: pyuno of LibreOffice 7 under Python 3.11 fails to hand it over.
        if any(hasattr(answer, "setPassword") for answer in request.getContinuations()):
            self.password = True


def write_profile(place):
    settings = (*PROFILE, ("Setup/L10N", "ooSetupSystemLocale", place))
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in settings
    )
    os.makedirs(f"{HOME}/user")
    with open(f"{HOME}/user/registrymodifications.xcu", "w", encoding="utf-8") as file:
        file.write(
            '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
            f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>'
        )


class Office:
    """soffice.bin and the connection to it."""

    def __init__(self, program, place):
        self.program = program
        self.place = place
        self.process = None
        self.desktop = None

    def start(self):
        write_profile(self.place)
        self.launch()
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        patience = time.monotonic() + START_SECONDS
        while True:
            try:
                context = resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
                break
            except UnoException:
                code = self.process.poll()
                if code in RESTART_CODES:
                    self.launch()
                elif code is not None:
                    raise SystemExit(f"LibreOffice ended with code {code} while starting") from None
                if time.monotonic() > patience:
                    raise SystemExit("LibreOffice did not answer") from None
                time.sleep(RETRY_SECONDS)
        self.desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )

    def launch(self):
        self.process = subprocess.Popen(
            [
                f"{self.program}/soffice.bin",
                "--headless",
                "--invisible",
                "--nocrashreport",
                "--nodefault",
                "--nofirststartwizard",
                "--nolockcheck",
                "--nologo",
                "--norestore",
                f"-env:UserInstallation=file://{HOME}",
                # Half of the time to start goes into extensions that nobody has installed in a new profile.
                "-env:DISABLE_EXTENSION_SYNCHRONIZATION=true",
                f"--accept=pipe,name={PIPE};urp;",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            # Python ignores SIGXFSZ, and so shall LibreOffice: a file over the limit is then an error and no end.
            restore_signals=False,
        )

    def load(self, path, extension):
        filter_name, kind = FILTERS[extension]
        questions = Questions()
        try:
            document = self.desktop.loadComponentFromURL(
                f"file://{path}",
                "_blank",
                0,
                props(
                    {
                        "FilterName": filter_name,
                        "Hidden": True,
                        "ReadOnly": True,
                        # com.sun.star.document.MacroExecMode.NEVER_EXECUTE and UpdateDocMode.NO_UPDATE; a plain
                        # int would arrive as a long, which LibreOffice does not take for either.
                        "MacroExecutionMode": uno.Any("short", 0),
                        "UpdateDocMode": uno.Any("short", 0),
                        "InteractionHandler": questions,
                    }
                ),
            )
        except DisposedException:
            raise
        except UnoException as error:
            document = None
            detail = f"{type(error).__name__}: {error.Message}"
        else:
            detail = "LibreOffice made nothing of it"
        if document is None:
            if questions.password:
                raise Refused("document-password", "a password is asked for")
            raise Refused("document-broken", detail)
        return document, kind


def check_loaded(document, extension, kind):
    """What was loaded must be what was announced: a text is never printed by way of a web page's or a database's import."""
    service, export = KINDS[kind]
    known = {name for name, _kind in FILTERS.values()}.union(OLDER_FILTERS)
    used = next((entry.Value for entry in document.getArgs() if entry.Name == "FilterName"), "")
    if used not in known or not document.supportsService(service):
        raise Refused("document-broken", f"called {extension}, loaded as {used}")
    return export


def count_pages(document, kind):
    if kind == "text":
        # The controller has laid the text out; asking the renderer would do it once more.
        return document.CurrentController.PageCount
    if kind == "spreadsheet":
        return document.getRendererCount(document, ())
    return document.DrawPages.Count


def convert(office, frames, request, source, result):
    extension = request["extension"]
    if extension not in FILTERS:
        raise Refused("document-type", f"no import filter for {extension}")
    number = request["id"]
    rules = request.get("page") or {}
    document, kind = office.load(source, extension)
    try:
        export = check_loaded(document, extension, kind)
        if kind == "spreadsheet":
            lay_out_sheets(document, rules)
        pages = count_pages(document, kind)
        if pages == 0 or (kind == "spreadsheet" and pages == 1 and is_blank(document)):
            raise Refused("document-empty", "nothing in it prints")
        most = rules.get("maxPages")
        if most is not None and pages > most:
            raise Refused("document-too-many-pages", f"{pages} pages, {most} are allowed")
        tell = lambda done, of: frames.write({"id": number, "kind": "progress", "done": done, "of": of})
        document.storeToURL(
            f"file://{result}",
            (
                prop("FilterName", export),
                prop("StatusIndicator", Progress(tell)),
                prop("FilterData", uno.Any("[]com.sun.star.beans.PropertyValue", props(EXPORT))),
            ),
        )
        if not os.path.exists(result) or os.path.getsize(result) == 0:
            raise Refused("document-broken", f"{pages} pages, and nothing was exported")
    finally:
        close(document)


def close(document):
    try:
        document.close(True)
    except DisposedException:
        raise
    except UnoException:
        document.dispose()


def write_first_document(path):
    """A one-word docx: loading it brings Writer, its import and the PDF export into memory before somebody waits for them."""
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        )
        made.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="r" Type="{kind}" Target="word/document.xml"/></Relationships>',
        )
        made.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>Platen</w:t></w:r></w:p></w:body></w:document>',
        )


def serve(office, frames):
    most_bytes = resource.getrlimit(resource.RLIMIT_FSIZE)[0]
    while True:
        request = frames.read()
        if request is None:
            return
        folder = f"{DOCUMENTS}/{request['id']}"
        os.makedirs(folder)
        source = f"{folder}/document.{request['extension']}"
        result = f"{folder}/result.pdf"
        try:
            frames.copy_body(request["bytes"], source)
            convert(office, frames, request, source, result)
            with open(result, "rb") as body:
                # Gone from the folder before anybody hears of it.
                shutil.rmtree(folder, ignore_errors=True)
                frames.write({"id": request["id"], "kind": "done"}, body)
        except Refused as refused:
            frames.write(
                {"id": request["id"], "kind": "refused", "code": refused.code, "detail": refused.detail[:1000]}
            )
        except DisposedException:
            # LibreOffice is gone: the server sees this process end and starts another.
            raise SystemExit("LibreOffice ended while it worked on a document") from None
        except UnoException as error:
            full = os.path.exists(result) and os.path.getsize(result) >= most_bytes
            frames.write(
                {
                    "id": request["id"],
                    "kind": "refused",
                    "code": "document-too-large" if full else "document-broken",
                    "detail": f"{type(error).__name__}: {error.Message}"[:1000],
                    # Nobody knows what is left behind of a document that failed half-way.
                    "worn": True,
                }
            )
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def main():
    # Whatever writes to standard output from here on, a library or LibreOffice, must not get between the frames.
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    frames = Frames(sys.stdin.buffer, sink)
    office = Office(sys.argv[1], sys.argv[2])
    office.start()
    os.makedirs(DOCUMENTS)
    first = f"{DOCUMENTS}/first.docx"
    write_first_document(first)
    convert(office, frames, {"id": 0, "extension": "docx"}, first, f"{DOCUMENTS}/first.pdf")
    shutil.rmtree(DOCUMENTS)
    os.makedirs(DOCUMENTS)
    frames.write({"id": 0, "kind": "ready"})
    serve(office, frames)


main()
