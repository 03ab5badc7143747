#include "tests/widgets/figures/figuretestdata.h"
#include "widgets/figures/figureinput.h"
#include "widgets/figures/figurerecord.h"
#include "widgets/figures/pagecanvas.h"
#include "widgets/figures/pagecomposer.h"
#include "widgets/figures/pagefile.h"
#include "widgets/figures/pagesnap.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

using namespace learnscope;

namespace {
const FigureInput& input()
{
    static const FigureInput made = simulatedInput(3, 4, 6, 50);
    return made;
}

FigurePage twoPanels()
{
    constexpr std::array kinds = {FigureKind::LearningCurves, FigureKind::GapLag};
    return makePage(kinds);
}

template<typename T>
T* findByName(QWidget& dialog, const QString& name)
{
    for (T* widget : dialog.findChildren<T*>())
        if (widget->accessibleName() == name)
            return widget;
    return nullptr;
}

QAbstractButton* findButton(QWidget& dialog, const QString& text)
{
    for (QAbstractButton* button : dialog.findChildren<QAbstractButton*>())
        if (QString(button->text()).remove(QLatin1Char('&')) == text)
            return button;
    return nullptr;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void dragFrom(PageCanvas& canvas, QPointF from, QPointF by, Qt::KeyboardModifiers modifiers = {})
{
    const auto send = [&](QEvent::Type type, QPointF at, Qt::MouseButtons buttons) {
        QMouseEvent event(type, at, canvas.mapToGlobal(at), Qt::LeftButton, buttons, modifiers);
        QCoreApplication::sendEvent(&canvas, &event);
    };
    send(QEvent::MouseButtonPress, from, Qt::LeftButton);
    send(QEvent::MouseMove, from + by / 2, Qt::LeftButton);
    send(QEvent::MouseMove, from + by, Qt::LeftButton);
    send(QEvent::MouseButtonRelease, from + by, Qt::NoButton);
}
} // namespace

class TestPageComposer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void framesSnap_data()
    {
        QTest::addColumn<QRectF>("frame");
        QTest::addColumn<QRectF>("expected");
        QTest::addColumn<int>("guides");
        // One other frame at 10, 10 of 50 x 40 on a page of 183 x 120.
        QTest::newRow("left edges") << QRectF(10.8, 70.3, 30, 20) << QRectF(10, 70, 30, 20) << 1;
        QTest::newRow("right edges") << QRectF(29.2, 70.3, 30, 20) << QRectF(30, 70, 30, 20) << 1;
        QTest::newRow("a gap beside and tops") << QRectF(64.6, 9.4, 30, 20) << QRectF(64, 10, 30, 20) << 2;
        QTest::newRow("middles") << QRectF(25.6, 80.2, 20, 20) << QRectF(25, 80, 20, 20) << 1;
        QTest::newRow("margin of the page") << QRectF(2.7, 76.2, 21, 20) << QRectF(2, 76, 21, 20) << 1;
        QTest::newRow("within the page") << QRectF(-8, 110, 33, 20) << QRectF(0, 100, 33, 20) << 0;
        QTest::newRow("whole millimetres") << QRectF(111.3, 78.4, 33, 22) << QRectF(111, 78, 33, 22) << 0;
    }

    void framesSnap()
    {
        QFETCH(QRectF, frame);
        QFETCH(QRectF, expected);
        QFETCH(int, guides);
        const QRectF other(10, 10, 50, 40);
        const SnappedFrame snapped = snapFrame(frame, std::span(&other, 1), QSizeF(183, 120), 1);
        QCOMPARE(snapped.frame, expected);
        QCOMPARE(int(snapped.guides.size()), guides);
    }

    void edgesSnapAlone()
    {
        const QRectF other(10, 10, 50, 40);
        const auto snapped = snapFrame(QRectF(64, 10.3, 51, 39.4), std::span(&other, 1), QSizeF(183, 120), 1,
                                       {false, false, false, true});
        QCOMPARE(snapped.frame, QRectF(QPointF(64, 10.3), QPointF(115, 50)));
        QCOMPARE(snapped.guides, (std::vector<PageGuide> {{Qt::Horizontal, 50}}));
        const auto small = snapFrame(QRectF(QPointF(64, 10), QPointF(66, 50)), {}, QSizeF(183, 120), 1,
                                     {false, false, true, false});
        QCOMPARE(small.frame.width(), smallestPanel);
    }

    void movesPanelsByMouse()
    {
        PageComposer composer(input(), twoPanels());
        composer.show();
        QTRY_VERIFY(composer.isRendered());
        PageCanvas& canvas = *composer.canvas();
        const QRectF before = composer.page().panels[1].frame;
        const double scale = canvas.pixelsPerMillimetre();
        dragFrom(canvas, canvas.onWidget(before).center(), QPointF(-20, 0) * scale, Qt::AltModifier);
        QCOMPARE(canvas.selected(), 1);
        const QRectF after = composer.page().panels[1].frame;
        QVERIFY(std::abs(after.left() - (before.left() - 20)) <= .51);
        QCOMPARE(after.size(), before.size());
        QCOMPARE(composer.undoStack()->count(), 1);
        QTRY_VERIFY(composer.isRendered());

        dragFrom(canvas, canvas.onWidget(after).bottomRight(), QPointF(10, -9) * scale, Qt::AltModifier);
        const QRectF sized = composer.page().panels[1].frame;
        QCOMPARE(sized.topLeft(), after.topLeft());
        QVERIFY(std::abs(sized.width() - after.width() - 10) <= .51);
        QVERIFY(std::abs(sized.height() - after.height() + 9) <= .51);
        composer.undoStack()->undo();
        QCOMPARE(composer.page().panels[1].frame, after);
        composer.undoStack()->undo();
        QCOMPARE(composer.page(), twoPanels());
    }

    void movesPanelsByKeys()
    {
        PageComposer composer(input(), twoPanels());
        composer.show();
        QTRY_VERIFY(composer.isRendered());
        PageCanvas& canvas = *composer.canvas();
        canvas.select(0);
        const QRectF before = composer.page().panels[0].frame;
        QTest::keyClick(&canvas, Qt::Key_Right);
        QTest::keyClick(&canvas, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(&canvas, Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(composer.page().panels[0].frame,
                 QRectF(before.left() + 1, before.top() + 10, before.width() - 1, before.height()));
        QCOMPARE(composer.undoStack()->count(), 1); // keys in a row are one step
        composer.undoStack()->undo();
        QCOMPARE(composer.page().panels[0].frame, before);
        QTest::keyClick(&canvas, Qt::Key_PageDown);
        QCOMPARE(canvas.selected(), 1);
        QVERIFY(canvas.accessibleDescription().startsWith(QStringLiteral("Panel 2, Generalisation lag: ")));
        QTest::keyClick(&canvas, Qt::Key_PageDown);
        QVERIFY(canvas.accessibleDescription().startsWith(QStringLiteral("Shared key: ")));
        QTest::keyClick(&canvas, Qt::Key_PageDown);
        QCOMPARE(canvas.selected(), 0);
        QTest::keyClick(&canvas, Qt::Key_Delete);
        QCOMPARE(composer.page().panels.size(), std::size_t(1));
        QCOMPARE(int(composer.page().panels[0].kind), int(FigureKind::GapLag));
    }

    void editsByForm()
    {
        PageComposer composer(input(), twoPanels());
        composer.show();
        QTRY_VERIFY(composer.isRendered());
        composer.canvas()->select(1);
        findByName<QDoubleSpinBox>(composer, QStringLiteral("From left"))->setValue(100.5);
        QCOMPARE(composer.page().panels[1].frame.left(), 100.5);
        auto* letter = findByName<QLineEdit>(composer, QStringLiteral("Letter"));
        letter->selectAll();
        QTest::keyClicks(letter, QStringLiteral("ii"));
        QCOMPARE(composer.page().panels[1].letter, std::optional<std::string>("ii"));
        auto* observers = findByName<QListWidget>(composer, QStringLiteral("Observers of this panel"));
        QCOMPARE(observers->count(), 3);
        observers->item(2)->setCheckState(Qt::Unchecked);
        QTRY_COMPARE(composer.page().panels[1].observers, (std::vector<std::string> {"human", "resnet50"}));
        observers->item(2)->setCheckState(Qt::Checked);
        QTRY_VERIFY(composer.page().panels[1].observers.empty());
        findButton(composer, QStringLiteral("One key for all"))->click();
        QVERIFY(!composer.page().sharedKey);
        findByName<QDoubleSpinBox>(composer, QStringLiteral("Size of letters"))->setValue(10);
        QCOMPARE(composer.page().letters.size, 10.);
        findButton(composer, QStringLiteral("Add"))->click();
        QCOMPARE(composer.page().panels.size(), std::size_t(3));
        while (composer.undoStack()->canUndo())
            composer.undoStack()->undo();
        QCOMPARE(composer.page(), twoPanels());
    }

    void choosesPhaseCellsAndEpochs()
    {
        PageComposer composer(input(), twoPanels());
        composer.show();
        auto* phase = findByName<QComboBox>(composer, QStringLiteral("Phase"));
        auto* cells = findByName<QComboBox>(composer, QStringLiteral("Matrix cells"));
        auto* epochs = findByName<QLineEdit>(composer, QStringLiteral("Drawn epochs"));
        auto* kind = findByName<QComboBox>(composer, QStringLiteral("Figure"));
        QVERIFY(phase->isVisible() && !cells->isVisible() && !epochs->isVisible());
        phase->setCurrentIndex(2);
        QVERIFY(composer.page().panels[0].part.phase == Phase::Train);
        kind->setCurrentIndex(kind->findData(int(FigureKind::Confusion)));
        QVERIFY(cells->isVisible() && epochs->isVisible());
        cells->setCurrentIndex(1);
        const auto said = [&](const char* words) {
            for (const QLabel* label : composer.findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains(QLatin1String(words)))
                    return true;
            return false;
        };
        epochs->setFocus();
        QTest::keyClicks(epochs, QStringLiteral("1,"));
        QVERIFY(said("'' is not understood"));
        QCOMPARE(epochs->text(), QStringLiteral("1,"));
        QTest::keyClicks(epochs, QStringLiteral("3-4"));
        QVERIFY(!said("is not understood"));
        QCOMPARE(epochs->text(), QStringLiteral("1,3-4")); // as typed
        const FigurePart part {Phase::Train, true, {1, 3, 4}};
        QVERIFY(composer.page().panels[0].part == part);
        QVERIFY(composer.page().panels[1].part == FigurePart());
        QTRY_VERIFY(composer.isRendered());
        composer.canvas()->select(1); // the lag has neither
        QVERIFY(!phase->isVisible() && !cells->isVisible() && !epochs->isVisible());
        composer.canvas()->select(0);
        QVERIFY(composer.page().panels[0].part == part);
        QCOMPARE(epochs->text(), QStringLiteral("1,3,4"));
        QTest::keyClicks(epochs, QStringLiteral(",x"));
        findByName<QDoubleSpinBox>(composer, QStringLiteral("From left"))->setValue(5); // is not lost
        QCOMPARE(composer.page().panels[0].frame.left(), 5.);
        QVERIFY(composer.page().panels[0].part == part);
        kind->setCurrentIndex(kind->findData(int(FigureKind::GapLag)));
        QVERIFY(composer.page().panels[0].part == FigurePart());
        while (composer.undoStack()->canUndo())
            composer.undoStack()->undo();
        QCOMPARE(composer.page(), twoPanels());
        QCOMPARE(phase->currentIndex(), 0);
    }

    void frameskeepTheirPlacesOnAnotherWidth()
    {
        PageComposer composer(input(), twoPanels());
        auto* journal = findByName<QComboBox>(composer, QStringLiteral("Journal"));
        journal->setCurrentIndex(journal->findData(QStringLiteral("plos-2")));
        Q_EMIT journal->activated(journal->currentIndex());
        QCOMPARE(composer.page().width, 190.5);
        QCOMPARE(composer.page().letters.size, 12.);
        QVERIFY(composer.page().letters.upperCase);
        const FigurePage before = twoPanels();
        for (std::size_t index = 0; index < 2; ++index)
            QVERIFY(std::abs(composer.page().panels[index].frame.left()
                             - before.panels[index].frame.left() * 190.5 / 183)
                    < .01);
        QTRY_VERIFY(composer.isRendered());
    }

    void writesWhatItShows()
    {
        QTemporaryDir folder;
        PageComposer composer(input(), twoPanels());
        const QString file = folder.filePath(QStringLiteral("page.svg"));
        composer.setFile(file);
        QTRY_VERIFY(composer.isRendered());
        QSignalSpy exported(&composer, &PageComposer::exported);
        composer.exportFigure();
        QVERIFY(exported.wait());
        const FigureScene scene = *layOutPage(composer.page(), input());
        const std::string record = recordJson(makeRecord(composer.page(), input(), {}, scene));
        QCOMPARE(contentOf(file), *encodeFigure(scene, {FigureFormat::Svg}, record));
        QCOMPARE(contentOf(file + QStringLiteral(".json")).toStdString(), record);
    }

    void savesAndOpensPages()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("page.json"));
        PageComposer composer(input(), twoPanels());
        composer.canvas()->select(0);
        QTest::keyClick(composer.canvas(), Qt::Key_Right);
        const FigurePage page = composer.page();
        composer.savePageFile(file);
        QTRY_VERIFY(QFile::exists(file));
        PageComposer other(input(), makePage({}));
        QVERIFY(other.openPageFile(file));
        QCOMPARE(pageJson(other.page()), pageJson(page));
        other.undoStack()->undo();
        QVERIFY(other.page().panels.empty());

        QFile damaged(file);
        QVERIFY(damaged.open(QIODevice::WriteOnly) && damaged.write("{\"learnscope_page\": 1}") > 0);
        damaged.close();
        other.show();
        QVERIFY(!other.openPageFile(file));
        bool isSaid = false;
        for (const QLabel* label : other.findChildren<QLabel*>())
            isSaid = isSaid
                || label->text().endsWith(QStringLiteral("page.json:1:1: /page: this member is missing"));
        QVERIFY(isSaid);
    }

    void saysWhatDoesNotFit()
    {
        FigurePage page = twoPanels();
        page.panels[0].frame = QRectF(170, 2, 60, 60);
        PageComposer composer(input(), page);
        composer.show();
        const auto said = [&] {
            for (const QLabel* label : composer.findChildren<QLabel*>())
                if (label->isVisible() && label->text().contains(QStringLiteral("panel a reaches over")))
                    return true;
            return false;
        };
        QTRY_VERIFY(said());
        QVERIFY(!findButton(composer, QStringLiteral("Export"))->isEnabled());
        PageCanvas& canvas = *composer.canvas();
        canvas.select(0);
        QTest::keyClick(&canvas, Qt::Key_Left); // comes back onto the page
        QTRY_VERIFY(!said());
        QTRY_VERIFY(findButton(composer, QStringLiteral("Export"))->isEnabled());
    }

    /// Two hundred changes of all kinds, then all undone and all done again.
    void undoesEverything()
    {
        PageComposer composer(input(), twoPanels());
        PageCanvas& canvas = *composer.canvas();
        QRandomGenerator random(7);
        const auto pick = [&](const QList<QString>& names) { return names[random.bounded(names.size())]; };
        for (int step = 0; step < 200; ++step) {
            switch (random.bounded(6)) {
            case 0:
                canvas.select(random.bounded(int(composer.page().panels.size()) + 1));
                break;
            case 1:
                QTest::keyClick(&canvas, Qt::Key(Qt::Key_Left + random.bounded(4)),
                                random.bounded(2) == 0 ? Qt::NoModifier : Qt::ControlModifier);
                break;
            case 2:
                findButton(composer,
                           pick({QStringLiteral("Panel letters"), QStringLiteral("Share axes"),
                                 QStringLiteral("One key for all"), QStringLiteral("bold"),
                                 QStringLiteral("capitals")}))
                    ->click();
                break;
            case 3:
                findByName<QDoubleSpinBox>(composer,
                                           pick({QStringLiteral("Font size"), QStringLiteral("Width"),
                                                 QStringLiteral("Line width")}))
                    ->setValue(4 + random.bounded(200) / 10.);
                break;
            case 4:
                composer.page().panels.size() < 6 ? composer.addPanel()
                                                  : composer.removePanel(random.bounded(6));
                break;
            case 5:
                composer.arrange();
                break;
            }
        }
        const FigurePage last = composer.page();
        QVERIFY(composer.undoStack()->count() > 20);
        while (composer.undoStack()->canUndo())
            composer.undoStack()->undo();
        QCOMPARE(composer.page(), twoPanels());
        while (composer.undoStack()->canRedo())
            composer.undoStack()->redo();
        QCOMPARE(composer.page(), last);
    }

    void namesEveryControl()
    {
        PageComposer composer(input(), twoPanels());
        for (QWidget* widget : composer.findChildren<QWidget*>()) {
            const bool control = qobject_cast<QComboBox*>(widget) || qobject_cast<QAbstractSpinBox*>(widget)
                || qobject_cast<QPlainTextEdit*>(widget) || qobject_cast<QListWidget*>(widget)
                || qobject_cast<PageCanvas*>(widget)
                || (qobject_cast<QLineEdit*>(widget) && !qobject_cast<QAbstractSpinBox*>(widget->parent()));
            if (control)
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
            if (const auto* button = qobject_cast<QAbstractButton*>(widget);
                button && !widget->inherits("QToolButton")) // the tabs' arrows
                QVERIFY(!button->text().isEmpty());
        }
    }
};

QTEST_MAIN(TestPageComposer)
#include "tst_pagecomposer.moc"
