#include "tests/support/shareddata.h"
#include "tests/widgets/plots/agreementstage.h"
#include "widgets/common/theme.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/plots/confusioncanvas.h"
#include "widgets/plots/confusionview.h"
#include "widgets/plots/epochbox.h"
#include "widgets/plots/similaritymodel.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace learnscope;

namespace {
std::vector<Observer> three()
{
    return {guessingObserver("human", 4, 3, 1), guessingObserver("resnet50", 5, 3, 2),
            guessingObserver("alexnet", 1, 3, 3)};
}

struct Stage : AgreementStage
{
    explicit Stage(const std::vector<Observer>& members = three())
        : AgreementStage(ViewKind::Confusion, members)
        , canvas(confusion()->canvas())
    {
    }

    ConfusionView* confusion() const { return static_cast<ConfusionView*>(view.get()); }
    void click(const ConfusionPlace& place, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::mouseClick(canvas->viewport(), Qt::LeftButton, modifiers,
                          canvas->areaOf(place).center().toPoint());
    }
    template<typename Change>
    void choose(Change change) const
    {
        ConfusionChoice choice = confusion()->choice();
        change(choice);
        confusion()->setChoice(choice);
    }
    EpochBox* epochs() const { return view->findChild<EpochBox*>(); }
    void type(const QString& text) const
    {
        epochs()->lineEdit()->clear();
        QTest::keyClicks(epochs()->lineEdit(), text);
        QTest::keyClick(epochs()->lineEdit(), Qt::Key_Return);
    }
    void key(int key, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::keyClick(view.get(), Qt::Key(key), modifiers);
    }

    ConfusionCanvas* canvas;
};
} // namespace

class TestConfusionView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTheCountsOfTheTrials()
    {
        const Stage stage;
        const ConfusionGrid& grid = stage.canvas->grid();
        QCOMPARE(grid.rows.size(), std::size_t(3));
        QCOMPARE(grid.epochs, (std::vector<std::int32_t> {1, 2, 3}));
        const TrialTable& trials = *stage.curves->observers[1].observer.trials;
        std::uint64_t counted = 0;
        for (std::size_t row = 0; row < trials.size(); ++row)
            counted += trials.phases()[row] == Phase::Test && trials.epochs()[row] == 2
                && trials.labelNames()[trials.truths()[row]] == "q"
                && trials.labelNames()[trials.predictions()[row]] == "v";
        QVERIFY(counted > 0);
        QCOMPARE(grid.matrix(1, 1).counts[1 * 3 + 2], counted);
        QCOMPARE(grid.matrix(1, 1).shown[1], std::uint64_t(5 * 6));
        stage.choose([](ConfusionChoice& choice) { choice.phase = Phase::Train; });
        QVERIFY(stage.canvas->grid().phase == Phase::Train);
        QVERIFY(stage.view->subtitle().contains(QStringLiteral("train")));
    }

    void hasRoomForItsMeasures()
    {
        const Stage stage;
        const auto* measures = stage.view->findChild<QComboBox*>(QStringLiteral("measure"));
        QVERIFY(measures && measures->isHidden()); // of use only beside the table
        stage.choose([](ConfusionChoice& choice) { choice.similarity = ConfusionMeasure::Pearson; });
        QVERIFY(!measures->isHidden());
        stage.view->resize(300, 400); // one of two views in a window of 1000 pixels
        stage.view->show();
        QVERIFY(QTest::qWaitForWindowExposed(stage.view.get()));
        for (int index = 0; index < measures->count(); ++index)
            QVERIFY2(measures->fontMetrics().horizontalAdvance(measures->itemText(index)) + 20
                         <= measures->width(),
                     qPrintable(measures->itemText(index)));
        stage.view->resize(240, 400);
        QCoreApplication::processEvents();
        for (const QWidget* control : stage.view->findChildren<QWidget*>())
            if ((qobject_cast<const QComboBox*>(control) && control != measures)
                || qobject_cast<const QCheckBox*>(control)) {
                QVERIFY2(control->width() >= control->sizeHint().width(),
                         qPrintable(control->accessibleName()));
                QVERIFY(control->mapTo(stage.view.get(), control->rect().bottomRight()).x()
                        < stage.view->width());
            }
    }

    void showsTheChosenEpochs_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<std::vector<std::int32_t>>("shown");
        QTest::addColumn<QString>("box");
        QTest::addColumn<QString>("subtitle");
        const auto row = [](const char* typed, std::vector<std::int32_t> shown, const char* box,
                            const char* subtitle) {
            QTest::newRow(typed) << QString::fromLatin1(typed) << shown << QString::fromLatin1(box)
                                 << QString::fromLatin1(subtitle);
        };
        row("2", {2}, "Epoch 2", "test, only epoch 2, shares of answers by class, pooled over runs");
        row("Epoch 3", {3}, "Epoch 3", "test, only epoch 3, shares of answers by class, pooled over runs");
        row("3,1", {1, 3}, "Epochs 1,3",
            "test, only epochs 1,3, shares of answers by class, pooled over runs");
        row("Epochs 2-9", {2, 3}, "Epochs 2-9",
            "test, only epochs 2-9, shares of answers by class, pooled over runs");
        row("", {1, 2, 3}, "All epochs", "test, shares of answers by class, pooled over runs");
        row("seven", {1, 2, 3}, "All epochs", "test, shares of answers by class, pooled over runs");
        row("3-1", {1, 2, 3}, "All epochs", "test, shares of answers by class, pooled over runs");
        row("7-9", {}, "Epochs 7-9", "test, only epochs 7-9, shares of answers by class, pooled over runs");
    }

    void showsTheChosenEpochs()
    {
        QFETCH(QString, typed);
        QFETCH(std::vector<std::int32_t>, shown);
        const Stage stage;
        QSignalSpy changes(stage.view.get(), &PlotView::stateChanged);
        stage.type(typed);
        const ConfusionGrid& grid = stage.canvas->grid();
        QCOMPARE(grid.epochs, shown);
        QCOMPARE(grid.allEpochs, (std::vector<std::int32_t> {1, 2, 3}));
        QTEST(stage.epochs()->currentText(), "box");
        QTEST(stage.view->subtitle(), "subtitle");
        QCOMPARE(changes.count(), shown.size() == 3 ? 0 : 1);
        QCOMPARE(stage.view->state().isEmpty(), shown.size() == 3);
        // As text and as similarities, too.
        const QString text = stage.view->toText();
        for (const std::int32_t epoch : {1, 2, 3}) {
            const bool isShown = std::count(shown.begin(), shown.end(), epoch) > 0;
            QCOMPARE(text.contains(QStringLiteral("\ttest\t%1\t").arg(epoch)), isShown);
            QCOMPARE(text.contains(QStringLiteral("Humans\tResNet-50\t%1\t").arg(epoch)), isShown);
        }
        if (shown.empty()) {
            QVERIFY(stage.canvas->hint().contains(QStringLiteral("epochs 7-9")));
            QVERIFY(stage.view->accessibleDescription().contains(QStringLiteral("epochs 7-9")));
        } else { // what is selected is of the epoch that stands there
            stage.click({0, int(shown.size()) - 1, 1, 1});
            QCOMPARE(stage.selection.selection().clauses.at(0).epochs.values,
                     (std::vector<std::int32_t> {shown.back()}));
        }
    }

    void picksAnEpochFromTheList()
    {
        const Stage stage;
        QComboBox* box = stage.epochs();
        QCOMPARE(box->count(), 4);
        QCOMPARE(box->itemText(2), QStringLiteral("Epoch 2"));
        QVERIFY(!box->accessibleName().isEmpty());
        box->setFocus();
        for (int step = 0; step < 2; ++step)
            QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(stage.canvas->grid().epochs, (std::vector<std::int32_t> {2}));
        QTest::keyClick(box, Qt::Key_Up);
        QTest::keyClick(box, Qt::Key_Up);
        QCOMPARE(stage.canvas->grid().epochs.size(), std::size_t(3));
        QTest::keyClicks(box->lineEdit(), QStringLiteral("x"));
        QTest::keyClick(box, Qt::Key_Escape);
        QCOMPARE(box->currentText(), QStringLiteral("All epochs"));
    }

    void keepsWhatIsChosen()
    {
        const Stage stage;
        const ConfusionChoice choice {Phase::Train, {1, 3}, true, ConfusionMeasure::Spearman};
        QSignalSpy changes(stage.view.get(), &PlotView::stateChanged);
        stage.confusion()->setChoice(choice);
        QCOMPARE(changes.count(), 1);
        const QJsonObject state = stage.view->state();
        const Stage other;
        other.view->setState(state);
        QVERIFY(other.confusion()->choice() == choice);
        QCOMPARE(other.view->state(), state);
        QCOMPARE(other.canvas->grid().epochs, (std::vector<std::int32_t> {1, 3}));
        QVERIFY(other.canvas->grid().phase == Phase::Train);
        QVERIFY(!other.view->findChild<QTableView*>()->isHidden());
        other.view->setState(QJsonObject());
        QVERIFY(other.confusion()->choice() == ConfusionChoice());
        QVERIFY(other.view->findChild<QTableView*>()->isHidden());
        other.view->setState(
            {{QStringLiteral("phase"), 3},
             {QStringLiteral("epochs"), QJsonArray {QStringLiteral("a"), 2.5, 3, 1e300, 2, 3}},
             {QStringLiteral("cells"), true},
             {QStringLiteral("similarity"), QStringLiteral("none")}});
        QVERIFY(other.confusion()->choice() == (ConfusionChoice {Phase::Test, {2, 3}, false, {}}));
    }

    void saysWhichImagesBothSaw()
    {
        const Stage stage;
        QVERIFY(stage.view->details().isEmpty()); // nobody is compared
        stage.choose([](ConfusionChoice& choice) { choice.similarity = ConfusionMeasure::Pearson; });
        QVERIFY2(stage.view->subtitle().contains(QStringLiteral("test images in each epoch")),
                 qPrintable(stage.view->subtitle()));
        QVERIFY2(stage.view->details().contains(QStringLiteral(", same epoch: ")),
                 qPrintable(stage.view->details()));
        QVERIFY(stage.view->toText().contains(stage.view->details()));
        stage.choose([](ConfusionChoice& choice) { choice.phase = Phase::Train; });
        QVERIFY(stage.view->details().isEmpty());
    }

    void givesThePublishedCounts()
    {
        REQUIRE_SHARED_DATA();
        const auto path = sharedFile("data/huber2024/trials/alexnet_classification_data.csv").string();
        const Stage stage({makeObserver(path, std::make_shared<const TrialTable>(*readTrials(path)))});
        // expected/confusion.csv: alexnet, test, epoch 1, class p.
        const std::vector<std::uint64_t>& counts = stage.canvas->grid().matrix(0, 0).counts;
        QCOMPARE(std::vector<std::uint64_t>(counts.begin(), counts.begin() + 3),
                 (std::vector<std::uint64_t> {129, 130, 81}));
        QVERIFY(stage.view->toText().contains(QStringLiteral("AlexNet\ttest\t1\tp\tp\t129\t340\t0.379412")));
    }

    void aClickSelectsTheTrialsOfTheCell()
    {
        Stage stage;
        const ConfusionPlace place {0, 2, 1, 0};
        stage.click(place);
        QVERIFY(stage.selection.selection() == stage.canvas->grid().trialsOf(place));
        const TrialClause& clause = stage.selection.selection().clauses.at(0);
        QCOMPARE(clause.observers.values, (std::vector<std::string> {"human"}));
        QCOMPARE(clause.epochs.values, (std::vector<std::int32_t> {3}));
        QCOMPARE(clause.truths.values, (std::vector<std::string> {"q"}));
        QCOMPARE(clause.predictions.values, (std::vector<std::string> {"p"}));
        QVERIFY(stage.canvas->selectedShare(place) > 0);
        QCOMPARE(stage.canvas->selectedShare({0, 2, 0, 0}), 0.);
        const ConfusionPlace other {1, 0, 2, 2};
        stage.click(other, Qt::ShiftModifier);
        QVERIFY(stage.canvas->selectedShare(place) > 0 && stage.canvas->selectedShare(other) > 0);
        stage.click(place, Qt::ControlModifier);
        QVERIFY(stage.canvas->selectedShare(place) == 0 && stage.canvas->selectedShare(other) > 0);
        stage.key(Qt::Key_Escape);
        QVERIFY(stage.selection.selection().empty());
    }

    void selectionsFromElsewhereShowInCells()
    {
        Stage stage;
        TrialClause clause; // all answers v of all observers in epoch 2
        clause.epochs = ValueSet<std::int32_t>::only({2});
        clause.predictions = ValueSet<std::string>::only({"v"});
        stage.selection.select({{clause}});
        for (int row = 0; row < 3; ++row)
            for (int prediction = 0; prediction < 3; ++prediction)
                for (int column = 0; column < 3; ++column) {
                    const ConfusionPlace place {row, column, prediction, prediction};
                    const bool has =
                        stage.canvas->grid().matrix(row, column).counts[std::size_t(4 * prediction)] > 0;
                    QCOMPARE(stage.canvas->selectedShare(place) > 0, has && column == 1 && prediction == 2);
                }
    }

    void countedSelectionsShowTheirShare()
    {
        Stage stage;
        std::vector<SelectableObserver> selectable;
        for (const ObserverCurves& curves : stage.curves->observers)
            selectable.push_back({curves.observer.name, curves.observer.trials, curves.runs});
        TrialClause clause;
        clause.images = ValueSet<std::string>::only({"image0.png"}); // one of six of class p
        const TrialSelection selection {{clause}};
        stage.selection.select(selection);
        stage.selection.setSelectedTrials(
            std::make_shared<const SelectedTrials>(*selectTrials(selectable, selection, 1)));
        double most = 0;
        for (int prediction = 0; prediction < 3; ++prediction) {
            most = std::max(most, stage.canvas->selectedShare({1, 0, 0, prediction}));
            QVERIFY(stage.canvas->selectedShare({1, 0, 0, prediction}) < 1);
            QCOMPARE(stage.canvas->selectedShare({1, 0, 1, prediction}), 0.);
        }
        QVERIFY(most > 0);
    }

    void keysGoFromCellToCellAndOn()
    {
        Stage stage;
        stage.key(Qt::Key_Right);
        QVERIFY(stage.canvas->cursorCell() == std::optional(ConfusionPlace {0, 0, 0, 0}));
        for (int step = 0; step < 3; ++step)
            stage.key(Qt::Key_Right);
        QVERIFY(stage.canvas->cursorCell() == std::optional(ConfusionPlace {0, 1, 0, 0}));
        stage.key(Qt::Key_Left);
        QVERIFY(stage.canvas->cursorCell() == std::optional(ConfusionPlace {0, 0, 0, 2}));
        stage.key(Qt::Key_Down, Qt::ShiftModifier);
        QVERIFY(stage.canvas->cursorCell() == std::optional(ConfusionPlace {1, 0, 0, 2}));
        stage.key(Qt::Key_Up);
        QVERIFY(stage.canvas->cursorCell() == std::optional(ConfusionPlace {0, 0, 2, 2}));
        stage.key(Qt::Key_Left, Qt::ShiftModifier); // there is none
        QVERIFY(stage.canvas->cursorCell() == std::optional(ConfusionPlace {0, 0, 2, 2}));
        QVERIFY(stage.view->accessibleDescription().contains(QStringLiteral("shown v, answered v")));
        QCOMPARE(stage.view->readout()->rowCount(), 3); // the same cell of every observer
        stage.key(Qt::Key_Return);
        QVERIFY(stage.selection.selection() == stage.canvas->grid().trialsOf({0, 0, 2, 2}));
    }

    void hoveringReadsTheCell()
    {
        Stage stage;
        const ConfusionPlace place {1, 1, 2, 0};
        QTest::mouseMove(stage.canvas->viewport(), stage.canvas->areaOf(place).center().toPoint());
        const auto& rows = stage.view->readout()->rows();
        QCOMPARE(rows.size(), std::size_t(3));
        const ConfusionGrid::Matrix& matrix = stage.canvas->grid().matrix(1, 1);
        QCOMPARE(rows[1].mean, matrix.share(6, 3));
        QCOMPARE(rows[1].n, qint64(matrix.shown[2]));
        QCOMPARE(rows[1].phase, QStringLiteral("v \u2192 p"));
        QVERIFY(rows[1].low && *rows[1].low <= rows[1].mean);
        QVERIFY(!rows[2].low); // of one run
        QVERIFY(!stage.canvas->cellAt({1, 1}));
    }

    void hiddenObserversAreLeftOut()
    {
        Stage stage;
        stage.view->setHiddenObservers({"resnet50"});
        QCOMPARE(stage.canvas->grid().rows.size(), std::size_t(2));
        QCOMPARE(stage.canvas->grid().rows[1].observer, std::string("alexnet"));
    }

    void theTableSaysHowAlikeTheyAre()
    {
        Stage stage;
        SimilarityModel* model = stage.confusion()->similarities();
        const QAbstractItemModelTester tester(model);
        QCOMPARE(model->rowCount(), 2 * 3); // humans with two networks in three epochs
        stage.choose([](ConfusionChoice& choice) { choice.similarity = ConfusionMeasure::TotalVariation; });
        const ConfusionComparison& first = stage.analysis->likenesses[0].epochs[0];
        QVERIFY(first.phase == Phase::Test);
        QCOMPARE(model->index(0, SimilarityModel::ValueColumn).data().toString(),
                 valueText(first.similarities[3].value, 3));
        QCOMPARE(model->index(0, SimilarityModel::SecondColumn).data().toString(), QStringLiteral("AlexNet"));
        QVERIFY(stage.view->toText().contains(QStringLiteral("total variation")));
        stage.choose([](ConfusionChoice& choice) { choice.phase = Phase::Train; });
        QCOMPARE(model->rowCount(), 6);
    }

    void saysWhatToDoWhereThereIsNothing()
    {
        const Stage stage;
        stage.view->setCurves(nullptr);
        QVERIFY(stage.canvas->grid().empty());
        QTest::keyClick(stage.view.get(), Qt::Key_Right);
        stage.view->grab();
        stage.view->setCurves(stage.curves);
        QVERIFY(!stage.canvas->grid().empty());
    }

    void drawsManyClassesObserversAndEpochs()
    {
        std::vector<std::string> classes;
        for (int number = 0; number < 20; ++number)
            classes.push_back("class" + std::to_string(number));
        std::vector<Observer> members;
        for (int number = 0; number < 12; ++number)
            members.push_back(
                guessingObserver("net" + std::to_string(number), 1, 8, std::uint64_t(number), classes));
        AgreementStage stage(ViewKind::Confusion, members, {}, 0);
        auto* canvas = static_cast<ConfusionView*>(stage.view.get())->canvas();
        QVERIFY(canvas->verticalScrollBar()->maximum() > 0);
        QElapsedTimer timer;
        timer.start();
        constexpr int frames = 5;
        for (int frame = 0; frame < frames; ++frame) {
            canvas->verticalScrollBar()->setValue(frame * 40);
            canvas->grab();
        }
        qInfo("%lld ms a frame", timer.elapsed() / frames);
        canvas->setCursorCell(ConfusionPlace {11, 7, 19, 19});
        const QRectF area = canvas->areaOf({11, 7, 19, 19});
        QVERIFY(QRectF(canvas->viewport()->rect()).contains(area));
    }

    void scrollsOnlyWhatHasNoRoom()
    {
        Stage stage;
        ConfusionCanvas& canvas = *stage.canvas;
        const double line = QFontMetricsF(canvas.font()).height();
        const auto scale = line + 14; // below all matrices
        int scrolled = 0;
        int whole = 0;
        for (int size = 250; size < 700;
             ++size) { // through all sizes of matrices and where they get too small
            stage.view->resize(size, size - 20);
            QCoreApplication::processEvents();
            const QSize room = canvas.viewport()->size();
            canvas.horizontalScrollBar()->setValue(0);
            canvas.verticalScrollBar()->setValue(0);
            const QRectF last = canvas.areaOf({2, 2, 2, 2});
            // The last column ends where the view does, the last row with the names of its classes.
            const bool fitsWidth = last.right() <= room.width() - 8 + .01;
            const bool fitsHeight = last.bottom() + line + 4 <= room.height() - scale + .01;
            QCOMPARE(canvas.horizontalScrollBar()->maximum() == 0, fitsWidth);
            QCOMPARE(canvas.verticalScrollBar()->maximum() == 0, fitsHeight);
            // Rather a little smaller than scrolled: no less than 46 pixels with gaps of 12 and of a line
            // more.
            if (!fitsWidth || !fitsHeight)
                QVERIFY(last.left() - canvas.areaOf({0, 0, 0, 0}).left() > 0
                        && (3 * 46 + 2 * 12 > room.width() - canvas.areaOf({0, 0, 0, 0}).left() - 8
                            || 3 * 46 + 2 * (line + 12) + line + 4
                                > room.height() - canvas.areaOf({0, 0, 0, 0}).top() - scale));
            scrolled += !fitsHeight;
            whole += fitsHeight && fitsWidth;
        }
        QVERIFY(scrolled > 10 && whole > 100);
    }

    void matricesOfOneEpochFillTheRoom()
    {
        Stage stage;
        stage.view->resize(900, 320);
        QCoreApplication::processEvents();
        QCOMPARE(stage.canvas->across(), 1);
        const double before = stage.canvas->areaOf({0, 1, 0, 0}).width();
        stage.choose([](ConfusionChoice& choice) { choice.epochs = {2}; });
        QCOMPARE(stage.canvas->across(), 3);
        const auto cell = [&](int row) { return stage.canvas->areaOf({row, 0, 2, 1}); };
        QVERIFY(cell(0).width() > 2 * before);
        QVERIFY(cell(0).right() < cell(1).left() && cell(1).right() < cell(2).left());
        QCOMPARE(cell(0).top(), cell(2).top());
        QVERIFY(stage.canvas->viewport()->rect().contains(cell(2).toAlignedRect()));
        for (int row = 0; row < 3; ++row) {
            const ConfusionPlace place {row, 0, 2, 1};
            QVERIFY(stage.canvas->cellAt(cell(row).center().toPoint()) == std::optional(place));
            QVERIFY(!stage.canvas->cellAt(stage.canvas->areaOf({row, 0, 1, 0}).center().toPoint()
                                          - QPoint(int(cell(row).width()), 0))); // where the names are
            stage.click(place);
            QVERIFY(stage.selection.selection() == stage.canvas->grid().trialsOf(place));
        }
        stage.canvas->setCursorCell(ConfusionPlace {0, 0, 1, 2});
        stage.key(Qt::Key_Right);
        QVERIFY(stage.canvas->cursorCell() == std::optional(ConfusionPlace {1, 0, 1, 0}));
        stage.key(Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(stage.canvas->cursorCell() == std::optional(ConfusionPlace {2, 0, 1, 0}));
        stage.key(Qt::Key_Down, Qt::ShiftModifier); // there is none
        QVERIFY(stage.canvas->cursorCell() == std::optional(ConfusionPlace {2, 0, 1, 0}));
        stage.view->resize(340, 900); // where there is more room below
        QCoreApplication::processEvents();
        QCOMPARE(stage.canvas->across(), 1);
        QVERIFY(stage.canvas->cellAt(cell(2).center().toPoint())
                == std::optional(ConfusionPlace {2, 0, 2, 1}));
    }

    void followsTheTheme()
    {
        const Stage stage;
        stage.view->setPalette(Theme::light().palette());
        const QImage light = stage.canvas->grab().toImage();
        stage.view->setPalette(Theme::darkTheme().palette());
        const QImage dark = stage.canvas->grab().toImage();
        QVERIFY(light.pixelColor(2, 2).lightness() > dark.pixelColor(2, 2).lightness());
    }
};

QTEST_MAIN(TestConfusionView)
#include "tst_confusionview.moc"
