#include "core/base/random.h"
#include "core/io/trialreader.h"
#include "core/stats/movingaverage.h"
#include "tests/core/stats/trialbuilder.h"
#include "tests/support/shareddata.h"

#include <QTest>

#include <cmath>
#include <map>

using namespace learnscope;

namespace {
std::vector<AnswerSequence> sequencesOf(const TrialTable& trials)
{
    const std::vector<std::int32_t> runs = trials.distinctRuns();
    return answerSequences(trials, trialBlocks(trials, runs), runs);
}

/// As the study's script has it: 0s and 1s in a row, the mean of the last @p window of them.
std::vector<double> trailingMeans(const std::vector<int>& correct, std::size_t window)
{
    std::vector<double> means;
    for (std::size_t end = window; end <= correct.size(); ++end) {
        int sum = 0;
        for (std::size_t place = end - window; place < end; ++place)
            sum += correct[place];
        means.push_back(double(sum) / double(window));
    }
    return means;
}
} // namespace

class TestMovingAverage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sortsByEpochAndKeepsTheFilesOrderInEach()
    {
        TrialBuilder builder;
        // Epoch 2 stands before epoch 1 in the file, and epoch 1 in two pieces around another run.
        const auto add = [&](int run, int epoch, Phase phase, const std::string& answers) {
            for (const char answer : answers)
                builder.row(run, epoch, phase, "a.png", "p", answer == '1' ? "p" : "q");
        };
        add(7, 2, Phase::Train, "01");
        add(7, 1, Phase::Train, "100");
        add(3, 1, Phase::Train, "11");
        add(7, 1, Phase::Train, "1");
        add(7, 1, Phase::Test, "0");
        const auto table = builder.table();
        const std::vector<AnswerSequence> sequences = sequencesOf(*table);
        QCOMPARE(sequences.size(), std::size_t(3));
        QCOMPARE(sequences[0].run, 3);
        QCOMPARE(sequences[0].correct, (std::vector<std::uint32_t> {0, 1, 2}));
        QCOMPARE(sequences[1].run, 7);
        QVERIFY(sequences[1].phase == Phase::Train);
        QCOMPARE(sequences[1].correct, (std::vector<std::uint32_t> {0, 1, 1, 1, 2, 2, 3})); // 1 0 0 1 | 0 1
        QVERIFY(sequences[1].epochs == (std::vector<AnswerSequence::Epoch> {{1, 4}, {2, 6}}));
        QCOMPARE(sequences[1].epochOf(1), 1);
        QCOMPARE(sequences[1].epochOf(4), 1);
        QCOMPARE(sequences[1].epochOf(5), 2);
        QVERIFY(sequences[2].phase == Phase::Test);
        QCOMPARE(movingAverage(sequences[1], 2), (std::vector<double> {.5, 0, .5, .5, .5}));
    }

    void needsAsManyTrialsAsTheWindow()
    {
        TrialBuilder builder;
        for (int trial = 0; trial < 3; ++trial)
            builder.row(1, 1, Phase::Train, "a.png", "p", "p");
        const AnswerSequence sequence = sequencesOf(*builder.table()).front();
        QCOMPARE(movingAverage(sequence, 3), std::vector<double> {1.});
        QVERIFY(movingAverage(sequence, 4).empty());
        QCOMPARE(movingAverage(sequence, 1).size(), std::size_t(3));
    }

    void keepsTheExtremesOfEveryStretch_data()
    {
        QTest::addColumn<int>("trials");
        QTest::addColumn<int>("window");
        QTest::addColumn<int>("length");
        for (const int trials : {5, 300, 20'000, 70'001})
            for (const int window : {1, 18, 4'000})
                for (const int length : {1, 2, 4, 32, 128, 512, 8192})
                    QTest::addRow("%d trials, window %d, every %d", trials, window, length)
                        << trials << window << length;
    }

    void keepsTheExtremesOfEveryStretch()
    {
        QFETCH(int, trials);
        QFETCH(int, window);
        QFETCH(int, length);
        Random random(11);
        std::vector<std::uint32_t> correct {0};
        for (int trial = 0; trial < trials; ++trial)
            correct.push_back(correct.back() + (random.uniform() < .5 + .4 * std::sin(trial * .003) ? 1 : 0));
        const AverageExtremes extremes(correct, static_cast<std::uint32_t>(window));
        // From within a stretch on, and to within another.
        const auto begin = static_cast<std::uint32_t>(trials / 3);
        const auto end = static_cast<std::uint32_t>(trials - trials / 10);
        std::vector<std::uint32_t> found;
        extremes.append(correct, begin, end, static_cast<std::uint32_t>(length), found);
        std::vector<std::uint32_t> wanted;
        for (int first = std::max(int(begin), window); first < int(end);) {
            const int next = std::min(int(end), (first / length + 1) * length);
            const auto right = [&](int trial) {
                return correct[std::size_t(trial)] - correct[std::size_t(trial - window)];
            };
            int lowest = first;
            int highest = first;
            for (int trial = first; trial < next; ++trial) {
                if (right(trial) < right(lowest))
                    lowest = trial;
                if (right(trial) > right(highest))
                    highest = trial;
            }
            for (int trial = first; trial < next; ++trial)
                if (length < 3 || trial == lowest || trial == highest)
                    wanted.push_back(static_cast<std::uint32_t>(trial));
            first = next;
        }
        QVERIFY(found == wanted);
    }

    void giveThePublishedNumbers()
    {
        REQUIRE_SHARED_DATA();
        const auto trials = readTrials(sharedFile("data/huber2024/trials/human_classification_data.csv"));
        QVERIFY(trials.has_value());
        std::map<std::pair<int, Phase>, AnswerSequence> byRun;
        for (const AnswerSequence& sequence : sequencesOf(*trials))
            byRun[{sequence.run, sequence.phase}] = sequence;
        QCOMPARE(byRun.size(), std::size_t(24));
        struct Row
        {
            int participant;
            std::uint32_t window;
            std::vector<double> values; // at the window, then at trials 36, 72... 216
        };
        const std::vector<Row> published = {
            {1, 9, {.2222, .5556, .5556, .7778, .6667, .6667, .6667}},
            {1, 18, {.3333, .4444, .6111, .7778, .7222, .8333, .8333}},
            {1, 36, {.3889, .3889, .4722, .8333, .8333, .7222, .7778}},
            {2, 9, {.2222, .1111, .5556, .7778, .8889, 1, .8889}},
            {2, 18, {.1667, .2778, .5556, .7222, .8889, .8889, .9444}},
            {12, 9, {.5556, .7778, .8889, 1, 1, .8889, 1}},
            {12, 18, {.6111, .8889, .7778, .9444, .9444, .9444, .9444}},
        };
        for (const Row& row : published) {
            const AnswerSequence& sequence = byRun[{row.participant, Phase::Train}];
            QCOMPARE(sequence.trials(), 216U);
            const std::vector<double> values = movingAverage(sequence, row.window);
            QCOMPARE(values.size(), std::size_t(216 - row.window + 1));
            for (std::size_t place = 0; place < row.values.size(); ++place) {
                const std::uint32_t trial = place == 0 ? row.window : 36 * std::uint32_t(place);
                QVERIFY2(std::abs(values[trial - row.window] - row.values[place]) < 5e-5,
                         qPrintable(QStringLiteral("participant %1, window %2, trial %3")
                                        .arg(row.participant)
                                        .arg(row.window)
                                        .arg(trial)));
            }
        }
    }

    void equalsAPlainTrailingMeanOfEachPhase()
    {
        REQUIRE_SHARED_DATA();
        const auto trials = readTrials(sharedFile("data/huber2024/trials/human_classification_data.csv"));
        QVERIFY(trials.has_value());
        for (const AnswerSequence& sequence : sequencesOf(*trials)) {
            std::vector<int> correct;
            for (int epoch = 1; epoch <= 6; ++epoch)
                for (std::size_t row = 0; row < trials->size(); ++row)
                    if (trials->runs()[row] == sequence.run && trials->epochs()[row] == epoch
                        && trials->phases()[row] == sequence.phase)
                        correct.push_back(trials->isCorrect(row) ? 1 : 0);
            for (const std::uint32_t window : {1U, 13U, 26U, 51U, 200U})
                QCOMPARE(movingAverage(sequence, window), trailingMeans(correct, window));
        }
    }

    void readsWindows_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("expected"); // what is wrong starts with "!"
        QTest::newRow("as written") << QByteArray("9, 18, 36") << QByteArray("9, 18, 36");
        QTest::newRow("unsorted and twice") << QByteArray(" 36;9 18,9") << QByteArray("9, 18, 36");
        QTest::newRow("one") << QByteArray("1") << QByteArray("1");
        QTest::newRow("none") << QByteArray(" , ") << QByteArray("!at least one window");
        QTest::newRow("nothing") << QByteArray() << QByteArray("!at least one window");
        QTest::newRow("zero") << QByteArray("9, 0") << QByteArray("!found '0'");
        QTest::newRow("negative") << QByteArray("-3") << QByteArray("!found '-3'");
        QTest::newRow("fraction") << QByteArray("4.5") << QByteArray("!found '4.5'");
        QTest::newRow("too many") << QByteArray("1000001") << QByteArray("!found '1000001'");
        QTest::newRow("words") << QByteArray("nine") << QByteArray("!found 'nine'");
    }

    void readsWindows()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, expected);
        const auto windows = windowsFromText(text.toStdString());
        if (expected.startsWith('!')) {
            QVERIFY(!windows);
            QVERIFY2(QByteArray::fromStdString(windows.error().message).contains(expected.mid(1)),
                     windows.error().message.c_str());
        } else {
            QVERIFY(windows.has_value());
            QCOMPARE(QByteArray::fromStdString(windowsText(*windows)), expected);
        }
    }
};

QTEST_APPLESS_MAIN(TestMovingAverage)
#include "tst_movingaverage.moc"
