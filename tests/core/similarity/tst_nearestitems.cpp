#include "core/similarity/nearestitems.h"
#include "tests/support/madeset.h"

#include <QTest>

Q_DECLARE_METATYPE(learnscope::PairMeasure)

using namespace learnscope;

namespace {
/// All others, sorted by the value of their pairs.
std::vector<NearItem> sorted(const ShownRepresentation& shown, std::size_t place)
{
    std::vector<NearItem> all;
    for (std::size_t other = 0; other < shown.rows.size(); ++other)
        if (other != place && !std::isnan(shown.at(place, other)))
            all.push_back({other, shown.at(place, other)});
    const bool isSimilarity = shown.meaning.kind == SimilarityMatrix::Kind::Similarity;
    std::stable_sort(all.begin(), all.end(), [&](const NearItem& one, const NearItem& other) {
        return isSimilarity ? one.value > other.value : one.value < other.value;
    });
    return all;
}
} // namespace

class TestNearestItems : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheNearestFirst_data()
    {
        QTest::addColumn<PairMeasure>("measure");
        QTest::addColumn<int>("wholeItems");
        QTest::newRow("of a whole matrix") << PairMeasure::Correlation << 6000;
        QTest::newRow("of features") << PairMeasure::Correlation << 0;
        QTest::newRow("of similarities") << PairMeasure::Dot << 6000;
        QTest::newRow("of similarities of features") << PairMeasure::Dot << 0;
    }

    void findsTheNearestFirst()
    {
        QFETCH(PairMeasure, measure);
        QFETCH(int, wholeItems);
        RepresentationOptions options;
        options.wholeItems = std::size_t(wholeItems);
        options.order.by = ItemOrdering::Name;
        const auto set = madeSet({{"a", "A", madeFeatures(60, 7, 4), measure}}, options);
        const ShownRepresentation& shown = set->shown[0];
        QCOMPARE(shown.matrix == nullptr, wholeItems == 0);
        for (const std::size_t place : {0, 31, 59}) {
            const auto all = sorted(shown, place);
            const auto found = nearestItems(shown, place, 10);
            QCOMPARE(found.size(), std::size_t(10));
            for (std::size_t one = 0; one < found.size(); ++one) {
                QCOMPARE(found[one].place, all[one].place);
                QVERIFY(std::abs(found[one].value - all[one].value) < 1e-6);
            }
        }
    }

    void leavesOutMaskedPairsAndTakesTheFirstOfTies()
    {
        const auto set = madeSet({{"m", "M", madeMatrix(6, [](auto row, auto column) {
                                       return row == 0 && column == 2 ? std::nan("") : column < 4 ? .5 : .2;
                                   })}});
        const std::vector<NearItem> expected {{4, double(.2f)}, {5, double(.2f)}, {1, .5}, {3, .5}};
        QCOMPARE(nearestItems(set->shown[0], 0, 99), expected);
        QCOMPARE(nearestItems(set->shown[0], 0, 2).size(), std::size_t(2));
        QVERIFY(nearestItems(set->shown[0], 6, 2).empty());
        ShownRepresentation faulty = set->shown[0];
        faulty.pyramid.reset();
        QVERIFY(nearestItems(faulty, 0, 2).empty());
    }
};

QTEST_APPLESS_MAIN(TestNearestItems)
#include "tst_nearestitems.moc"
