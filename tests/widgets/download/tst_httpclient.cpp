#include "widgets/download/httpclient.h"

#include <QSslSocket>
#include <QTest>

using namespace learnscope;

class TestHttpClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decidesAboutRedirects_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char* from, const char* to, bool allowed) {
            QTest::addRow("%s to %s", from, to)
                << QString::fromLatin1(from) << QString::fromLatin1(to) << allowed;
        };
        row("https://api.github.com/a", "https://api.github.com/b", true);
        row("https://api.github.com/a", "https://codeload.github.com/b", true);
        row("https://raw.githubusercontent.com/a", "https://github.com/b", true);
        row("https://api.github.com/a", "http://api.github.com/b", false);
        row("https://api.github.com/a", "https://evilgithub.com/b", false);
        row("https://api.github.com/a", "https://github.com.evil.org/b", false);
        row("https://api.github.com/a", "http://127.0.0.1/b", false);
        row("https://api.github.com/a", "https://user:secret@api.github.com/b", false);
        row("http://127.0.0.1:80/a", "http://127.0.0.1:81/b", true);
        row("http://127.0.0.1/a", "https://github.com/b", false);
        row("http://127.0.0.1/a", "ftp://127.0.0.1/b", false);
    }

    void decidesAboutRedirects()
    {
        QVERIFY2(QSslSocket::supportsSsl(), "Qt finds no TLS library: nothing can be fetched from GitHub");
        QFETCH(QString, from);
        QFETCH(QString, to);
        QTEST(HttpClient::mayRedirect(QUrl(from), QUrl(to)), "allowed");
    }
};

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
