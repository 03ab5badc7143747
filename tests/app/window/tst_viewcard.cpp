#include "app/window/viewcard.h"

#include "app/actions/actions.h"
#include "tests/widgets/plots/agreementstage.h"
#include "widgets/common/elidedlabel.h"

#include <QTest>
#include <QToolButton>

using namespace learnscope;

class TestViewCard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whichImagesBothSawIsReadInNarrowCards_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<bool>("isBeside"); // after the title
        QTest::addColumn<bool>("isWhole"); // the clause about images is all seen
        QTest::newRow("wide") << QSize(900, 500) << true << true;
        QTest::newRow("half of a window") << QSize(480, 400) << true << false;
        QTest::newRow("narrow") << QSize(300, 400) << false << true;
        QTest::newRow("narrowest") << QSize(220, 400) << false << true;
        QTest::newRow("narrowest and lowest") << QSize(220, 160) << false << false;
    }

    void whichImagesBothSawIsReadInNarrowCards()
    {
        QFETCH(QSize, size);
        QFETCH(bool, isBeside);
        QFETCH(bool, isWhole);
        Actions actions;
        ViewCard card(ViewKind::Delta, actions);
        const AgreementStage stage(
            ViewKind::Delta, {guessingObserver("human", 3, 3, 1), guessingObserver("resnet50", 3, 3, 2)});
        card.view()->setCurves(stage.curves);
        card.view()->setAnalysis(stage.analysis);
        card.show();
        for (const QSize& step : {QSize(900, 500), QSize(230, 300), size}) { // there and back
            card.resize(step);
            QCoreApplication::processEvents();
        }
        QCOMPARE(card.size(), size);
        const auto* title = card.findChild<ElidedLabel*>(QStringLiteral("title"));
        const auto* subtitle = card.findChild<ElidedLabel*>(QStringLiteral("muted"));
        QCOMPARE(subtitle->text(), card.view()->subtitle()); // for screen readers
        QVERIFY(subtitle->text().contains(QStringLiteral("test images in each epoch; ")));
        QVERIFY(subtitle->toolTip().contains(QStringLiteral("<p>") + subtitle->text().toHtmlEscaped()));
        const QRect titleArea(title->mapTo(&card, QPoint()), title->size());
        const QRect area(subtitle->mapTo(&card, QPoint()), subtitle->size());
        QCOMPARE(area.left() > titleArea.right(), isBeside);
        QCOMPARE(area.top() > titleArea.bottom(), !isBeside);
        QVERIFY(card.rect().contains(area));
        for (const QToolButton* button : card.findChildren<QToolButton*>())
            if (button->isVisible() && button->parentWidget() == subtitle->parentWidget())
                QVERIFY(!QRect(button->mapTo(&card, QPoint()), button->size()).intersects(area));
        // What stands before the semicolon is seen if it fits into the lines but for a word each.
        const QString clause = subtitle->text().section(QLatin1Char(';'), 0, 0);
        const int lines = area.height() / subtitle->fontMetrics().height();
        QVERIFY(lines >= 1 && lines <= 3);
        const int room = lines * area.width()
            - (lines - 1) * subtitle->fontMetrics().horizontalAdvance(QStringLiteral("participants"));
        QCOMPARE(subtitle->fontMetrics().horizontalAdvance(clause) <= room, isWhole);
    }
};

QTEST_MAIN(TestViewCard)
#include "tst_viewcard.moc"
