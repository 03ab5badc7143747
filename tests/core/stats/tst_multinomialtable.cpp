#include "core/base/random.h"
#include "core/stats/multinomialtable.h"

#include <QTest>

#include <cmath>
#include <map>
#include <vector>

using namespace learnscope;

namespace {
using Counts = std::vector<std::uint32_t>;

std::vector<std::uint32_t> unpacked(MultinomialTable::Packed packed, std::size_t labels)
{
    std::vector<std::uint32_t> counts;
    for (std::size_t label = 0; label < labels; ++label)
        counts.push_back(packed >> (16 * label) & 0xffff);
    return counts;
}

/// Of every outcome of as many trials as @p counts sums to, trial by trial.
std::map<Counts, double> probabilities(const Counts& counts)
{
    double trials = 0;
    for (const std::uint32_t count : counts)
        trials += count;
    std::map<Counts, double> outcomes {{Counts(counts.size()), 1.}};
    for (int trial = 0; trial < trials; ++trial) {
        std::map<Counts, double> next;
        for (const auto& [outcome, probability] : outcomes)
            for (std::size_t label = 0; label < counts.size(); ++label)
                if (counts[label] > 0) {
                    Counts more = outcome;
                    ++more[label];
                    next[more] += probability * counts[label] / trials;
                }
        outcomes = std::move(next);
    }
    return outcomes;
}
} // namespace

class TestMultinomialTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void outcomesAreAsLikelyAsOfSingleTrials_data()
    {
        QTest::addColumn<Counts>("counts");
        QTest::newRow("nothing") << Counts {0, 0, 0};
        QTest::newRow("one label") << Counts {0, 17, 0};
        QTest::newRow("two labels") << Counts {3, 0, 1};
        QTest::newRow("two labels in parts") << Counts {1, 66};
        QTest::newRow("as in the study") << Counts {2, 3, 12};
        QTest::newRow("three labels in unequal parts") << Counts {40, 4, 1};
        QTest::newRow("four labels in three parts") << Counts {1, 7, 2, 13};
    }

    void outcomesAreAsLikelyAsOfSingleTrials()
    {
        QFETCH(Counts, counts);
        constexpr int draws = 100000;
        const MultinomialTable table(counts);
        std::map<Counts, int> drawn;
        for (int draw = 0; draw < draws; ++draw) {
            Random random(11, std::uint64_t(draw));
            ++drawn[unpacked(table.draw(random), counts.size())];
        }
        // Pearson's chi-square, the rare outcomes thrown together.
        double distance = 0;
        int cells = 0;
        double rareExpected = 0;
        double rareDrawn = 0;
        const auto expected = probabilities(counts);
        for (const auto& [outcome, probability] : expected) {
            const double often = drawn.contains(outcome) ? drawn.at(outcome) : 0;
            if (probability * draws < 10) {
                rareExpected += probability * draws;
                rareDrawn += often;
                continue;
            }
            distance += std::pow(often - probability * draws, 2) / (probability * draws);
            ++cells;
        }
        if (rareExpected > 0) {
            distance += std::pow(rareDrawn - rareExpected, 2) / rareExpected;
            ++cells;
        }
        for (const auto& [outcome, often] : drawn)
            QVERIFY(expected.contains(outcome));
        // Four and a half standard deviations of the distribution that it has if all is right.
        QVERIFY2(distance <= cells - 1 + 4.5 * std::sqrt(2. * (cells - 1)) + 1e-9,
                 qPrintable(QStringLiteral("%1 with %2 outcomes").arg(distance).arg(cells)));
    }
};

QTEST_GUILESS_MAIN(TestMultinomialTable)
#include "tst_multinomialtable.moc"
