#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/matrices/representationview.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QSignalSpy>
#include <QTest>

using namespace learnscope;

/// The keys that all kinds of views have, those of trials and of representations.
class TestKeysOfViews : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pinAndCopyInEveryView_data()
    {
        QTest::addColumn<int>("kind");
        for (const ViewKind kind : viewKinds())
            QTest::newRow(qPrintable(viewId(kind))) << int(kind);
    }

    void pinAndCopyInEveryView()
    {
        QFETCH(int, kind);
        const auto view = makeView(static_cast<ViewKind>(kind));
        QVERIFY(view != nullptr);
        QVERIFY(view->kind() == static_cast<ViewKind>(kind));
        QTest::keyClick(view.get(), Qt::Key_P);
        QVERIFY(!view->readout()->isPinned()); // there is nothing to pin
        ReadoutRow row;
        row.observer = QStringLiteral("a row of the read-out");
        view->readout()->setRows({row});
        QTest::keyClick(view.get(), Qt::Key_P);
        QVERIFY(view->readout()->isPinned());
        QGuiApplication::clipboard()->clear();
        QTest::keyClick(view.get(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(row.observer));
        // Nothing is drawn yet: no other key does harm.
        for (const int key : {Qt::Key_R, Qt::Key_Plus, Qt::Key_Minus, Qt::Key_Left, Qt::Key_Right, Qt::Key_Up,
                              Qt::Key_Down, Qt::Key_Return, Qt::Key_PageUp, Qt::Key_PageDown, Qt::Key_Z})
            QTest::keyClick(view.get(), Qt::Key(key));
        QVERIFY(view->accessibleDescription().size() > 10);
        QVERIFY(view->zoom().isEmpty());
    }

    void openTheMenuInEveryView_data() { pinAndCopyInEveryView_data(); }
    void openTheMenuInEveryView()
    {
        QFETCH(int, kind);
        const auto view = makeView(static_cast<ViewKind>(kind));
        view->resize(400, 300);
        QSignalSpy shown(view.get(), &PlotView::contextMenuAboutToShow);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, view->rect().center(),
                                view->mapToGlobal(view->rect().center()));
        QCoreApplication::sendEvent(view.get(), &event);
        QCOMPARE(shown.count(), 1);
        QVERIFY(event.isAccepted());
        for (QWidget* menu : QApplication::topLevelWidgets())
            menu->close();
    }
};

QTEST_MAIN(TestKeysOfViews)
#include "tst_keysofviews.moc"
