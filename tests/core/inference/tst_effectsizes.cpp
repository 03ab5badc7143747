#include "core/inference/effectsizes.h"
#include "tests/core/inference/inferencereference.h"

#include <QTest>

#include <cmath>

using namespace learnscope;

class TestEffectSizes : public QObject
{
    Q_OBJECT

    static void compare(const std::optional<EffectSize>& found, const nlohmann::json& value,
                        const nlohmann::json& interval)
    {
        QVERIFY(found && found->interval);
        QVERIFY(std::abs(found->value - value.get<double>()) < 1e-9);
        QVERIFY(std::abs(found->interval->low - interval[0].get<double>()) < 1e-6);
        QVERIFY(std::abs(found->interval->high - interval[1].get<double>()) < 1e-6);
    }

private Q_SLOTS:
    void areAsScipyFindsThem()
    {
        for (const auto& given : inferenceReference().at("effects")) {
            const std::vector<double> first = numbersOf(given.at("first"));
            const std::vector<double> second = numbersOf(given.at("second"));
            compare(hedgesG(first, second), given.at("g"), given.at("gInterval"));
            compare(hedgesG(first, .3), given.at("oneSample"), given.at("oneSampleInterval"));
            const auto delta = cliffsDelta(first, second);
            QVERIFY(delta && delta->interval);
            QVERIFY(std::abs(delta->value - given.at("delta").get<double>()) < 1e-12);
            if (given.contains("deltaInterval"))
                compare(delta, given.at("delta"), given.at("deltaInterval"));
        }
    }

    void completeSeparationHasABound()
    {
        // (n - z^2) / (n + z^2) for the smaller n
        const std::vector<double> high {5, 6, 7, 8, 9, 10, 11, 12};
        const std::vector<double> low {1, 2, 3, 4, 0, 1.5};
        const auto delta = cliffsDelta(high, low);
        QCOMPARE(delta->value, 1.0);
        QVERIFY(std::abs(delta->interval->low - (6 - 3.841458820694124) / (6 + 3.841458820694124)) < 1e-9);
        QCOMPARE(delta->interval->high, 1.0);
        const auto reversed = cliffsDelta(low, high);
        QCOMPARE(reversed->interval->low, -1.0);
        QCOMPARE(reversed->interval->high, -delta->interval->low);
    }

    void tooLittleGivesNothing()
    {
        const std::vector<double> one {.5};
        const std::vector<double> same {.5, .5, .5};
        QVERIFY(!hedgesG(one, same));
        QVERIFY(!hedgesG(same, same)); // nothing varies
        QVERIFY(!hedgesG(one, 0));
        QVERIFY(!cliffsDelta(one, same));
        QCOMPARE(cliffsDelta(same, same)->value, 0.0);
    }

    void hugeEffectsHaveNoInterval()
    {
        std::vector<double> first;
        for (int index = 0; index < 40; ++index)
            first.push_back(1 + (index % 2) * 1e-4);
        const auto effect = hedgesG(first, 0);
        QVERIFY(effect && !effect->interval && effect->value > 1000);
    }
};

QTEST_GUILESS_MAIN(TestEffectSizes)
#include "tst_effectsizes.moc"
