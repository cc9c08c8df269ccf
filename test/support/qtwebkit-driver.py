"""A QtWebKit 5.212 browser that is driven over standard input and output, one JSON object a line; test/support/qtwebkit.ts speaks to it.

It presses real mouse buttons and keys by way of Qt's own event queue, so that what a page hears is what a finger would cause.
"""
import json
import sys

from PyQt5.QtCore import QByteArray, QPoint, QSocketNotifier, QTimer, QUrl, Qt
from PyQt5.QtNetwork import QNetworkProxy, QNetworkRequest
from PyQt5.QtTest import QTest
from PyQt5.QtWebKit import QWebSettings, qWebKitVersion
from PyQt5.QtWebKitWidgets import QWebPage, QWebView
from PyQt5.QtWidgets import QApplication

# Short enough that nobody waits for it, long enough that a page on a busy machine gets its turn.
POLL_MS = 20
KEYS = {
    'Enter': Qt.Key_Return,
    'Escape': Qt.Key_Escape,
    'Backspace': Qt.Key_Backspace,
    'Tab': Qt.Key_Tab,
    'ArrowLeft': Qt.Key_Left,
    'ArrowRight': Qt.Key_Right,
    'ArrowUp': Qt.Key_Up,
    'ArrowDown': Qt.Key_Down,
}


def say(answer):
    sys.stdout.write(json.dumps(answer) + '\n')
    sys.stdout.flush()


class Page(QWebPage):
    agent = ''

    def userAgentForUrl(self, url):
        return self.agent or super().userAgentForUrl(url)

    def javaScriptConsoleMessage(self, message, line, source):
        say({'console': message, 'line': line, 'source': source})


class Browser:
    def __init__(self):
        self.view = QWebView()
        self.page = Page()
        self.view.setPage(self.page)
        network = self.page.networkAccessManager()
        network.setProxy(QNetworkProxy(QNetworkProxy.NoProxy))
        # The certificates of tests are their own.
        network.sslErrors.connect(lambda reply, errors: reply.ignoreSslErrors())
        settings = self.page.settings()
        settings.setAttribute(QWebSettings.LocalStorageEnabled, True)
        settings.setAttribute(QWebSettings.PrivateBrowsingEnabled, True)
        self.before = ''
        self.page.mainFrame().javaScriptWindowObjectCleared.connect(
            lambda: self.before and self.evaluate(self.before)
        )
        self.view.show()

    def evaluate(self, expression):
        return self.page.mainFrame().evaluateJavaScript(expression)

    def open(self, ask, done):
        self.page.agent = ask.get('userAgent') or ''
        self.before = ask.get('before') or ''
        # Without it `localStorage` and `sessionStorage` are null, as where they are forbidden.
        self.page.settings().setAttribute(QWebSettings.LocalStorageEnabled, ask.get('storage', True))
        self.view.resize(ask['width'], ask['height'])

        def loaded(ok):
            self.page.loadFinished.disconnect(loaded)
            done(bool(ok))

        self.page.loadFinished.connect(loaded)
        request = QNetworkRequest(QUrl(ask['url']))
        for name, value in ask.get('headers', {}).items():
            request.setRawHeader(QByteArray(name.encode()), QByteArray(value.encode()))
        self.page.mainFrame().load(request)

    def wait(self, ask, done):
        left = [ask['timeoutMs'] // POLL_MS]

        def look():
            value = self.evaluate(ask['expression'])
            if value:
                done(value)
            elif left[0] <= 0:
                done(None)
            else:
                left[0] -= 1
                QTimer.singleShot(POLL_MS, look)

        look()

    def answer(self, ask):
        done = lambda value: say({'id': ask['id'], 'value': value})
        what = ask['do']
        if what == 'open':
            self.open(ask, done)
        elif what == 'wait':
            self.wait(ask, done)
        elif what == 'evaluate':
            done(self.evaluate(ask['expression']))
        elif what == 'size':
            self.view.resize(ask['width'], ask['height'])
            done(True)
        elif what == 'press':
            for _ in range(ask.get('times', 1)):
                QTest.mouseClick(self.view, Qt.LeftButton, Qt.NoModifier, QPoint(int(ask['x']), int(ask['y'])))
            done(True)
        elif what == 'type':
            key = KEYS.get(ask['key'])
            QTest.keyClick(self.view, ask['key'] if key is None else key)
            done(True)
        elif what == 'paste':
            QApplication.clipboard().setText(ask['text'])
            self.page.triggerAction(QWebPage.Paste)
            done(True)
        elif what == 'picture':
            done(self.view.grab().save(ask['path'], 'PNG'))
        elif what == 'version':
            done(qWebKitVersion())
        else:
            raise ValueError('unknown word: ' + what)


def main():
    app = QApplication(sys.argv)
    browser = Browser()

    def heard():
        line = sys.stdin.readline()
        # The test has ended.
        if line == '':
            app.quit()
        else:
            browser.answer(json.loads(line))

    # One line at a time is asked and answered, so nothing waits in Python's own buffer.
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Read)
    notifier.activated.connect(heard)
    say({'ready': True})
    app.exec_()


main()
