#include "core/data/trialselection.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/plots/plotview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QTest>

using namespace learnscope;

namespace {
/// Whether the view takes the key before the window's shortcuts.
bool takes(PlotView& view, int key, Qt::KeyboardModifiers modifiers = {})
{
    QKeyEvent event(QEvent::ShortcutOverride, key, modifiers);
    event.ignore();
    QCoreApplication::sendEvent(&view, &event);
    return event.isAccepted();
}

void addKinds()
{
    QTest::addColumn<int>("kind");
    for (const ViewKind kind : {ViewKind::LearningCurves, ViewKind::Confusion})
        QTest::newRow(qPrintable(viewId(kind))) << int(kind);
}
} // namespace

class TestViewKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areTheViewsBeforeTheWindows_data() { addKinds(); }
    void areTheViewsBeforeTheWindows()
    {
        QFETCH(int, kind);
        const auto view = makePlotView(static_cast<ViewKind>(kind));
        SelectionModel selection;
        view->setModels(nullptr, &selection);
        QVERIFY(takes(*view, Qt::Key_C, Qt::ControlModifier));
        QVERIFY(!takes(*view, Qt::Key_S, Qt::ControlModifier));
        QVERIFY(!takes(*view, Qt::Key_Escape)); // nothing is to be cleared: it is the window's
        selection.select(trialsOf("human", 1));
        QVERIFY(takes(*view, Qt::Key_Escape));
    }

    void pinAndCopyInEveryView_data() { addKinds(); }
    void pinAndCopyInEveryView()
    {
        QFETCH(int, kind);
        const auto view = makePlotView(static_cast<ViewKind>(kind));
        QTest::keyClick(view.get(), Qt::Key_P);
        QVERIFY(!view->readout()->isPinned()); // there is nothing to pin
        ReadoutRow row;
        row.observer = QStringLiteral("a row of the read-out");
        view->readout()->setRows({row});
        QTest::keyClick(view.get(), Qt::Key_P, Qt::ControlModifier);
        QVERIFY(!view->readout()->isPinned());
        QTest::keyClick(view.get(), Qt::Key_P);
        QVERIFY(view->readout()->isPinned());
        QGuiApplication::clipboard()->clear();
        QTest::keyClick(view.get(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(row.observer));
        QTest::keyClick(view.get(), Qt::Key_P);
        QVERIFY(!view->readout()->isPinned());
    }
};

QTEST_MAIN(TestViewKeys)
#include "tst_viewkeys.moc"
