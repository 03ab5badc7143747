#include "core/io/arrays/readrepresentations.h"
#include "tests/support/shareddata.h"
#include "tests/widgets/matrices/madesets.h"
#include "widgets/common/labelstyle.h"
#include "widgets/common/theme.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/matrices/comparisonview.h"
#include "widgets/matrices/likenesscanvas.h"
#include "widgets/matrices/likenesstestmodel.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QMenu>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>

#include <cmath>

using namespace learnscope;

namespace {
constexpr std::size_t thingCount = 12;

/// A weak model, a strong one and three people who are like each other.
std::vector<RepresentationInput> twoModels()
{
    const SimilarityMatrix truth = noisyMatrix(thingCount, 1);
    return {madeInput("weak", noisyMatrix(thingCount, 2, &truth, 4)),
            madeInput("strong", noisyMatrix(thingCount, 3, &truth, .5)),
            madeInput("ann", noisyMatrix(thingCount, 4, &truth, .6), true),
            madeInput("bob", noisyMatrix(thingCount, 5, &truth, .6), true),
            madeInput("eve", noisyMatrix(thingCount, 6, &truth, .6), true)};
}

RepresentationOptions comparing(BootstrapUnit unit = BootstrapUnit::Both)
{
    RepresentationOptions options;
    options.parts.likenesses = true;
    options.likeness.unit = unit;
    options.likeness.draws = 60;
    return options;
}

struct Stage
{
    explicit Stage(const std::vector<RepresentationInput>& inputs = twoModels(),
                   const RepresentationOptions& options = comparing())
        : set(arrangedSet(inputs, options))
    {
        view.resize(760, 480);
        view.setRepresentations(set);
        view.show();
    }

    const ModelComparison& comparison() const { return set->groups[0].likeness->comparison; }
    QComboBox* box(const char* name) const { return view.findChild<QComboBox*>(QLatin1String(name)); }
    void click(const LikenessPlace& place)
    {
        QTest::mouseClick(view.canvas()->viewport(), Qt::LeftButton, {},
                          view.canvas()->areaOf(place).center().toPoint());
    }

    std::shared_ptr<const RepresentationSet> set;
    ComparisonView view;
};
} // namespace

class TestComparisonView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsTheNumbersOfTheComparison()
    {
        Stage stage;
        const LikenessPanels& panels = stage.view.canvas()->panels();
        QCOMPARE(panels.panels.size(), std::size_t(1));
        const LikenessPanel& panel = panels.panels[0];
        QCOMPARE(panel.labelAt(0), QStringLiteral("strong")); // the larger first
        QCOMPARE(panel.labelAt(1), QStringLiteral("weak"));
        const auto direct = compareModels(std::vector {std::get<SimilarityMatrix>(twoModels()[0].value),
                                                       std::get<SimilarityMatrix>(twoModels()[1].value)},
                                          std::vector {std::get<SimilarityMatrix>(twoModels()[2].value),
                                                       std::get<SimilarityMatrix>(twoModels()[3].value),
                                                       std::get<SimilarityMatrix>(twoModels()[4].value)},
                                          comparing().likeness);
        QVERIFY(direct);
        QCOMPARE(panel.likenessAt(0).likeness.estimate, direct->models[1].likeness.estimate);
        QCOMPARE(panel.likenessAt(0).values, direct->models[1].values);
        const LikenessCanvas& canvas = *stage.view.canvas();
        for (std::size_t reference = 0; reference < 3; ++reference)
            QCOMPARE(canvas.pointOf({0, 0}, reference).x(),
                     canvas.pixelOf(direct->models[1].values[reference]));
        QVERIFY(canvas.pixelOf(direct->ceiling->lower) > canvas.pixelOf(0));
        QVERIFY(panel.counts.contains(QStringLiteral("12 items, 66 pairs")));
        QVERIFY(stage.view.subtitle().contains(QStringLiteral("items and observers")));
        stage.view.setOrder(LikenessOrder::AsListed);
        QCOMPARE(stage.view.canvas()->panels().panels[0].labelAt(0), QStringLiteral("weak"));
    }

    void paintsTheBarAndThePoints()
    {
        Stage stage;
        const QImage picture = stage.view.canvas()->viewport()->grab().toImage();
        const LikenessCanvas& canvas = *stage.view.canvas();
        const double value = stage.comparison().models[1].likeness.estimate;
        const auto colorAt = [&](double x, double y) {
            return picture.pixelColor(int(x * picture.devicePixelRatio()),
                                      int(y * picture.devicePixelRatio()));
        };
        const QRectF area = canvas.areaOf({0, 0});
        // Beside all points, whiskers and lines: the bar is a tint of the accent.
        const double inside = canvas.pixelOf(.37 * value);
        const QColor bar = colorAt(inside, area.top() + .3 * area.height());
        QVERIFY2(bar.blue() > bar.red() + 30, qPrintable(bar.name()));
        QCOMPARE(colorAt(inside, area.top() + 1), Theme::of(&stage.view).surface);
        const QPointF point = canvas.pointOf({0, 0}, 2); // the last one lies on top
        QCOMPARE(colorAt(point.x(), point.y()), labelStyle(2).color);
        QCOMPARE(canvas.referenceAt({0, 0}, point), std::optional<std::size_t>(2));
    }

    void listsEveryTest()
    {
        Stage stage;
        LikenessTestModel& tests = *stage.view.tests();
        QAbstractItemModelTester tester(&tests);
        QCOMPARE(tests.rowCount(), 2 + 2 + 1);
        const auto text = [&](int row, int column) {
            return tests.data(tests.index(row, column)).toString();
        };
        QCOMPARE(text(0, LikenessTestModel::TestColumn), QStringLiteral("strong"));
        QCOMPARE(text(3, LikenessTestModel::TestColumn), QStringLiteral("weak \u2212 noise ceiling"));
        QCOMPARE(text(4, LikenessTestModel::TestColumn), QStringLiteral("strong \u2212 weak"));
        // The core tells the first less the second: here they stand the other way round.
        const LikenessTest& difference = stage.comparison().differences[0].difference;
        QVERIFY(difference.estimate < 0);
        const QStringList last = tests.toTsv().split(u'\n')[5].split(u'\t');
        QVERIFY(std::abs(last[1].toDouble() + difference.estimate) < 1e-8);
        QVERIFY(std::abs(last[2].toDouble() + difference.interval->high) < 1e-8);
        QVERIFY(std::abs(last[3].toDouble() + difference.interval->low) < 1e-8);
        QCOMPARE(text(0, LikenessTestModel::TestsColumn), QStringLiteral("2"));
        QCOMPARE(text(4, LikenessTestModel::TestsColumn), QStringLiteral("1"));
        QVERIFY(tests.concerns(4, {0, 1}) && tests.concerns(4, {0, 0}) && !tests.concerns(0, {0, 1}));
        const QString copied = stage.view.toText();
        QVERIFY(copied.contains(QStringLiteral(
            "Corrected (Holm) for 2 tests against 0, 2 against the noise ceiling, 1 difference")));
        QVERIFY(copied.contains(QStringLiteral("strong\tbob\tspearman\t")));
        QVERIFY(copied.contains(QStringLiteral("noise ceiling\tmean")));
    }

    void asksForOtherMeasures()
    {
        Stage stage;
        QSignalSpy asked(&stage.view, &RepresentationView::representationOptionsRequested);
        const auto options = [&] { return asked.last().first().value<RepresentationOptions>(); };
        QMenu menu;
        stage.view.addRuleActions(menu);
        const auto choose = [&](const QString& name) {
            for (QAction* action : menu.actions())
                if (action->text() == name) {
                    action->trigger();
                    return;
                }
            QFAIL(qPrintable(name));
        };
        choose(QStringLiteral("Kendall's τ-a"));
        QCOMPARE(asked.size(), 1);
        QVERIFY(options().likeness.measure == MatrixMeasure::TauA);
        choose(QStringLiteral("Observers"));
        QVERIFY(options().likeness.unit == BootstrapUnit::Observers);
        choose(QStringLiteral("No correction"));
        QVERIFY(options().likeness.correction == Correction::None);
        QVERIFY(options().order == stage.set->options.order); // nothing else is changed
        stage.box("measure")->setFocus();
        QTest::keyClick(stage.box("measure"), Qt::Key_Home);
        QVERIFY(options().likeness.measure == MatrixMeasure::Pearson);
    }

    void greysOutWhatCannotBeChosen()
    {
        const auto enabled = [](const QComboBox* box, int index) {
            return qobject_cast<const QStandardItemModel*>(box->model())->item(index)->isEnabled();
        };
        const Stage whole;
        QVERIFY(enabled(whole.box("measure"), 6) && enabled(whole.box("unit"), 2));

        std::vector<RepresentationInput> inputs = twoModels();
        const auto& full = std::get<SimilarityMatrix>(inputs[0].value);
        std::vector<double> values(full.condensed<double>().begin(), full.condensed<double>().end());
        values[5] = NAN;
        inputs[0].value = SimilarityMatrix::fromCondensed(thingCount, SharedValues<double>(std::move(values)),
                                                          full.meaning(), full.names())
                              .value();
        const Stage masked(inputs);
        QCOMPARE(masked.comparison().maskedPairs, std::uint64_t(1));
        QVERIFY(!enabled(masked.box("measure"), 6) && enabled(masked.box("measure"), 2));
        QVERIFY(masked.box("measure")
                    ->itemData(6, Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("masked")));
        QVERIFY(masked.view.details().contains(QStringLiteral("1 masked pairs left out")));

        const Stage single({inputs[1], inputs[2]});
        QVERIFY(enabled(single.box("unit"), 0) && !enabled(single.box("unit"), 2));
        QCOMPARE(single.box("unit")->currentIndex(), 0);
        QVERIFY(single.view.subtitle().contains(QStringLiteral("intervals over items,")));
        QVERIFY(single.view.details().contains(QStringLiteral("single reference")));
        QVERIFY(!single.comparison().ceiling);
    }

    void marksABarWithItsTests()
    {
        Stage stage;
        QSignalSpy hovered(&stage.view, &PlotView::hovered);
        stage.click({0, 1});
        QCOMPARE(stage.view.canvas()->marked(), std::optional(LikenessPlace {0, 1}));
        QVERIFY(!hovered.isEmpty());
        QCOMPARE(stage.view.readout()->rows().size(), std::size_t(4)); // the mean and three people
        QCOMPARE(stage.view.readout()->rows()[0].mean, stage.comparison().models[0].likeness.estimate);
        QCOMPARE(stage.view.readout()->rows()[3].phase, QStringLiteral("eve"));
        QVERIFY(stage.view.accessibleDescription().startsWith(QStringLiteral("weak: ")));
        QTest::keyClick(&stage.view, Qt::Key_Up);
        QCOMPARE(stage.view.canvas()->marked(), std::optional(LikenessPlace {0, 0}));
        stage.view.setOrder(LikenessOrder::AsListed); // the mark goes with the model
        QCOMPARE(stage.view.canvas()->marked(), std::optional(LikenessPlace {0, 1}));
        QTest::keyClick(&stage.view, Qt::Key_Escape);
        QVERIFY(!stage.view.canvas()->marked());
        QVERIFY(stage.view.readout()->rows().empty());
    }

    void saysWhatIsMissing()
    {
        ComparisonView view;
        QVERIFY(view.accessibleDescription().contains(QStringLiteral("Open representations")));
        RepresentationOptions options = comparing();
        view.setRepresentations(arrangedSet({twoModels()[0]}, options));
        QVERIFY(view.accessibleDescription().contains(QStringLiteral("another representation")));
        view.setRepresentations(arrangedSet(
            {twoModels()[0], madeInput("other", noisyMatrix(5, 3).withNames({}).value())}, options));
        QVERIFY2(view.accessibleDescription().contains(QStringLiteral("No two")),
                 qPrintable(view.accessibleDescription()));
        options.parts.likenesses = false;
        view.setRepresentations(arrangedSet(twoModels(), options));
        QVERIFY(view.accessibleDescription().contains(QStringLiteral("being computed")));
        options = comparing();
        options.wholeItems = 4;
        view.setRepresentations(
            arrangedSet({madeInput("a", featuresOf(1)), madeInput("b", featuresOf(2))}, options));
        QVERIFY2(view.accessibleDescription().contains(QStringLiteral("whole matrices")),
                 qPrintable(view.accessibleDescription()));
        view.grab();
        QCOMPARE(view.toText().count(u'\n'), 1);
    }

    void keepsItsState()
    {
        Stage stage;
        QCOMPARE(stage.view.state(), QJsonObject());
        QSignalSpy changed(&stage.view, &PlotView::stateChanged);
        stage.view.setOrder(LikenessOrder::AsListed);
        stage.view.setTestsShown(false);
        QCOMPARE(changed.size(), 2);
        const QJsonObject state = stage.view.state();
        ComparisonView other;
        other.setState(state);
        QCOMPARE(other.state(), state);
        QVERIFY(other.order() == LikenessOrder::AsListed);
        other.setState({});
        QCOMPARE(other.state(), QJsonObject());
        stage.view.zoomIn();
        const double high = stage.view.canvas()->areaOf({0, 0}).height();
        QVERIFY(high > 30);
        other.setRepresentations(stage.set);
        other.setZoom(stage.view.zoom());
        QCOMPARE(other.canvas()->areaOf({0, 0}).height(), high);
        other.resetZoom();
        QCOMPARE(other.zoom(), QJsonObject());
    }

private:
    static Embedding featuresOf(std::uint64_t seed)
    {
        Random random(seed);
        std::vector<float> values(24);
        for (float& value : values)
            value = float(random.uniform());
        return Embedding::make(8, 3, SharedValues<float>(std::move(values))).value();
    }
};

QTEST_MAIN(TestComparisonView)
#include "tst_comparisonview.moc"
