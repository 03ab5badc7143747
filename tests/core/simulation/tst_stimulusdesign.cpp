#include "core/simulation/stimulusdesign.h"

#include <QTest>

#include <map>
#include <set>

using namespace learnscope;

class TestStimulusDesign : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plansTheStudy_data()
    {
        QTest::addColumn<int>("categories");
        QTest::addColumn<int>("objects");
        QTest::addColumn<QString>("prefix");
        QTest::newRow("as published") << 3 << 6 << QStringLiteral("second_gen");
        QTest::newRow("smallest") << 2 << 1 << QStringLiteral("x_gen");
        QTest::newRow("largest") << 26 << 48 << QStringLiteral("third_gen");
    }

    void plansTheStudy()
    {
        QFETCH(int, categories);
        QFETCH(int, objects);
        QFETCH(QString, prefix);
        const auto design = designStimuli(
            {.prefix = prefix.toStdString(), .categories = categories, .objects = objects, .seed = 5});
        QVERIFY(design);
        QCOMPARE(int(design->categories.size()), categories);
        QCOMPARE(design->testSets, objects);

        std::map<std::pair<int, int>, std::multiset<std::string>> views; // by test set and category
        std::map<std::string, std::set<int>> setsOfObject;
        std::set<std::string> names;
        std::set<std::string> trained;
        for (const PlannedStimulus& stimulus : design->stimuli) {
            QVERIFY2(names.insert(stimulus.fileName).second, stimulus.fileName.c_str());
            const auto read = StimulusNamePattern().match(stimulus.fileName);
            QVERIFY2(read, stimulus.fileName.c_str());
            QVERIFY(*read == stimulus.name);
            QVERIFY(stimulus.fileName.starts_with(prefix.toStdString() + "_" + stimulus.name.category + "_"));
            const std::string folder = stimulus.testSet == 0
                ? "train/" + stimulus.name.category
                : "test/testset_" + std::to_string(stimulus.testSet) + "/" + stimulus.name.category;
            QCOMPARE(stimulus.folder.generic_string(), folder);
            QVERIFY((stimulus.phase == Phase::Train) == (stimulus.testSet == 0));
            views[{stimulus.testSet, stimulus.category}].insert((stimulus.trained ? "" : "novel ")
                                                                + stimulus.name.axis
                                                                + std::to_string(stimulus.name.angle));
            setsOfObject[stimulus.name.object].insert(stimulus.testSet);
            if (stimulus.phase == Phase::Train)
                trained.insert(stimulus.name.object);
        }
        QCOMPARE(int(design->stimuli.size()), categories * objects * (2 + 8 + 9));
        QCOMPARE(int(trained.size()), categories * objects);
        QCOMPARE(int(setsOfObject.size()), 2 * categories * objects);
        for (const auto& [object, sets] : setsOfObject)
            QCOMPARE(int(sets.size()), trained.contains(object) ? 2 : 1); // each in one test set only
        const std::multiset<std::string> inTest {
            "x-60",      "x-30",       "x30",        "x60",        "z-60",       "z-30",
            "z30",       "z60",        "novel 0",    "novel x-60", "novel x-30", "novel x30",
            "novel x60", "novel z-60", "novel z-30", "novel z30",  "novel z60"};
        for (const auto& [place, found] : views) {
            if (place.first > 0) {
                QVERIFY(found == inTest);
            } else {
                QCOMPARE(int(found.count("0")), objects);
                QCOMPARE(int(found.count("z90")), objects);
                QCOMPARE(int(found.size()), 2 * objects);
            }
        }
    }

    void dependsOnItsSeedOnly()
    {
        const auto names = [](std::uint64_t seed) {
            std::vector<std::string> list;
            const auto design = designStimuli({.seed = seed});
            for (const PlannedStimulus& stimulus : design->stimuli)
                list.push_back(stimulus.fileName);
            return list;
        };
        QVERIFY(names(1) == names(1));
        QVERIFY(names(1) != names(2));
    }

    void refusesOptionsOutOfRange_data()
    {
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<int>("categories");
        QTest::addColumn<int>("objects");
        QTest::newRow("no prefix") << QString() << 3 << 6;
        QTest::newRow("a folder as prefix") << QStringLiteral("../a") << 3 << 6;
        QTest::newRow("one category") << QStringLiteral("a") << 1 << 6;
        QTest::newRow("too many categories") << QStringLiteral("a") << 27 << 6;
        QTest::newRow("no object") << QStringLiteral("a") << 3 << 0;
        QTest::newRow("too many objects") << QStringLiteral("a") << 3 << 49;
    }

    void refusesOptionsOutOfRange()
    {
        QFETCH(QString, prefix);
        QFETCH(int, categories);
        QFETCH(int, objects);
        const auto design =
            designStimuli({.prefix = prefix.toStdString(), .categories = categories, .objects = objects});
        QVERIFY(!design);
        QCOMPARE(design.error().kind, Error::Kind::Usage);
    }
};

QTEST_GUILESS_MAIN(TestStimulusDesign)
#include "tst_stimulusdesign.moc"
