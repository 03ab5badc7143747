#include "widgets/common/theme.h"
#include "widgets/help/helpwindow.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QRegularExpression>
#include <QTest>
#include <QTextBrowser>

using namespace learnscope;

namespace {
QString textOf(const HelpWindow& window)
{
    return window.findChild<QTextBrowser*>()->toPlainText();
}
} // namespace

class TestHelpWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasATitleAndTextOnEveryPage()
    {
        HelpWindow window;
        const auto* list = window.findChild<QListWidget*>();
        QCOMPARE(list->count(), 6);
        for (int row = 0; row < list->count(); ++row) {
            window.showPage(window.pageNames()[row]);
            QCOMPARE(list->currentRow(), row);
            QVERIFY(list->item(row)->text().size() > 4);
            QVERIFY2(textOf(window).size() > 400, qPrintable(window.currentPage()));
        }
    }

    void hasNoLinkThatLeadsNowhere()
    {
        HelpWindow window;
        static const QRegularExpression link(QStringLiteral("href=\"([^\"]*)\""));
        for (const QString& name : window.pageNames()) {
            window.showPage(name);
            auto matches = link.globalMatch(window.findChild<QTextBrowser*>()->toHtml());
            while (matches.hasNext()) {
                const QString target = matches.next().captured(1);
                QVERIFY2(target.startsWith(QLatin1String("https://")) || window.pageNames().contains(target),
                         qPrintable(target));
            }
        }
    }

    void followsALinkToAnotherPage()
    {
        HelpWindow window;
        Q_EMIT window.findChild<QTextBrowser*>()->anchorClicked(QUrl(QStringLiteral("trials")));
        QCOMPARE(window.currentPage(), QStringLiteral("trials"));
        Q_EMIT window.findChild<QTextBrowser*>()->anchorClicked(QUrl(QStringLiteral("nowhere")));
        QCOMPARE(window.currentPage(), QStringLiteral("trials"));
    }

    void statesTheNumbersOfTheChanceBand()
    {
        HelpWindow window;
        window.showPage(QStringLiteral("definitions"));
        QVERIFY(textOf(window).contains(QStringLiteral("0.194 to 0.5")));
        QVERIFY(textOf(window).contains(QStringLiteral("0.216 to 0.471")));
    }

    void searchesThroughAllPages()
    {
        HelpWindow window;
        auto* page = window.findChild<QTextBrowser*>();
        window.findChild<QLineEdit*>()->setText(QStringLiteral("lemma"));
        const auto* count = window.findChild<QLabel*>();
        QCOMPARE(count->text(), QStringLiteral("not found"));
        QCOMPARE(window.currentPage(), QStringLiteral("index"));

        window.setPage(QStringLiteral("a"), QStringLiteral("<title>A</title>one lemma, two LEMMAS"));
        window.findChild<QLineEdit*>()->setText(QStringLiteral("lemm"));
        QCOMPARE(window.currentPage(), QStringLiteral("a"));
        QCOMPARE(page->textCursor().selectionStart(), 4);
        QCOMPARE(page->extraSelections().size(), 2);
        QVERIFY(count->text().startsWith(QLatin1Char('2')));
        window.findNext();
        QCOMPARE(page->textCursor().selectionStart(), 15);
        window.findNext(); // once around
        QCOMPARE(window.currentPage(), QStringLiteral("a"));
        QCOMPARE(page->textCursor().selectionStart(), 4);
        window.findPrevious();
        QCOMPARE(page->textCursor().selectionStart(), 15);
    }

    void replacesAPage()
    {
        HelpWindow window;
        window.showPage(QStringLiteral("keys"));
        window.setPage(QStringLiteral("keys"), QStringLiteral("<title>Keys in use</title><p>Ctrl+K</p>"));
        QCOMPARE(textOf(window).trimmed(), QStringLiteral("Ctrl+K"));
        QCOMPARE(window.pageNames().count(QStringLiteral("keys")), 1);
    }

    void followsTheTheme()
    {
        HelpWindow window;
        window.setPalette(Theme::darkTheme().palette());
        QVERIFY(window.findChild<QTextBrowser*>()->toHtml().contains(Theme::darkTheme().accent.name()));
    }
};

QTEST_MAIN(TestHelpWindow)
#include "tst_helpwindow.moc"
