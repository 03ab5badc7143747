#include "core/stats/accuracy.h"

#include <QTest>

#include <map>
#include <random>
#include <tuple>

using namespace learnscope;

namespace {
struct Shape
{
    std::size_t rows = 0;
    int runs = 1;
    int epochs = 1;
    std::int32_t runStep = 1; // between the numbers of runs
    std::int32_t epochStep = 1;
    std::int32_t firstRun = 0;
    bool shuffled = false; // each row another run and epoch than the one before
};

TrialTable makeTable(const Shape& shape)
{
    std::mt19937 random(7);
    TrialTable::Columns columns;
    columns.images.codeOf("image");
    for (const char* label : {"p", "q", "v"})
        columns.labels.codeOf(label);
    const std::size_t stretch =
        shape.shuffled ? 1 : 1 + shape.rows / static_cast<std::size_t>(shape.runs * shape.epochs * 2);
    for (std::size_t row = 0; row < shape.rows; ++row) {
        const auto place = static_cast<int>(row / stretch);
        const int run = shape.shuffled ? static_cast<int>(random() % static_cast<unsigned>(shape.runs))
                                       : place % shape.runs;
        const int epoch = shape.shuffled ? static_cast<int>(random() % static_cast<unsigned>(shape.epochs))
                                         : place / shape.runs % shape.epochs;
        columns.run.push_back(static_cast<std::int32_t>(shape.firstRun + std::int64_t(run) * shape.runStep));
        columns.epoch.push_back(static_cast<std::int32_t>(1 + std::int64_t(epoch) * shape.epochStep));
        columns.phase.push_back(random() % 3 == 0 ? Phase::Train : Phase::Test);
        columns.image.push_back(0);
        columns.truth.push_back(static_cast<std::uint16_t>(random() % 3));
        columns.prediction.push_back(static_cast<std::uint16_t>(random() % 3));
    }
    return TrialTable::fromColumns(std::move(columns)).value();
}

/// The definition, word for word.
std::vector<AccuracyCell> expectedCells(const TrialTable& trials)
{
    std::map<std::tuple<std::int32_t, std::int32_t, std::string_view>, AccuracyCell> cells;
    for (std::size_t row = 0; row < trials.size(); ++row) {
        const Phase phase = trials.phases()[row];
        AccuracyCell& cell = cells[{trials.runs()[row], trials.epochs()[row], toString(phase)}];
        cell.run = trials.runs()[row];
        cell.epoch = trials.epochs()[row];
        cell.phase = phase;
        ++cell.trials;
        cell.correct += trials.isCorrect(row);
    }
    std::vector<AccuracyCell> sorted;
    for (const auto& entry : cells)
        sorted.push_back(entry.second);
    return sorted;
}
} // namespace

class TestAccuracyPerRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsAsDefined_data()
    {
        QTest::addColumn<Shape>("shape");
        QTest::newRow("no rows") << Shape {};
        QTest::newRow("one row") << Shape {.rows = 1};
        QTest::newRow("few runs") << Shape {.rows = 10'000, .runs = 20, .epochs = 6};
        QTest::newRow("many parts") << Shape {.rows = 200'000, .runs = 19, .epochs = 6};
        QTest::newRow("many parts, shuffled")
            << Shape {.rows = 200'000, .runs = 50, .epochs = 9, .shuffled = true};
        QTest::newRow("more groups than rows")
            << Shape {.rows = 3'000, .runs = 1000, .epochs = 100, .shuffled = true};
        QTest::newRow("numbers far apart") << Shape {
            .rows = 50'000, .runs = 20, .epochs = 20, .runStep = 100'000'000, .epochStep = 100'000'000};
        QTest::newRow("numbers far apart, many parts, shuffled") << Shape {.rows = 200'000,
                                                                           .runs = 20,
                                                                           .epochs = 20,
                                                                           .runStep = 100'000'000,
                                                                           .epochStep = 100'000'000,
                                                                           .shuffled = true};
        QTest::newRow("the whole range") << Shape {.rows = 1'000,
                                                   .runs = 2,
                                                   .epochs = 2,
                                                   .runStep = 2147483647,
                                                   .epochStep = 2147483646,
                                                   .shuffled = true};
        QTest::newRow("below zero") << Shape {.rows = 1'000,
                                              .runs = 3,
                                              .epochs = 2,
                                              .runStep = 2'000'000'000,
                                              .firstRun = -2'000'000'000,
                                              .shuffled = true};
    }

    void countsAsDefined()
    {
        QFETCH(Shape, shape);
        const TrialTable trials = makeTable(shape);
        const std::vector<AccuracyCell> expected = expectedCells(trials);
        for (const unsigned threads : {0u, 1u, 3u})
            QVERIFY(accuracyPerRun(trials, threads) == expected);
    }
};

QTEST_GUILESS_MAIN(TestAccuracyPerRun)
#include "tst_accuracyperrun.moc"
