#include "core/base/random.h"
#include "core/inference/infer.h"
#include "core/inference/inferencetables.h"
#include "core/io/trialreader.h"
#include "tests/core/inference/inferencereference.h"
#include "tests/core/stats/trialbuilder.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <cmath>

using namespace learnscope;

namespace {
/// Stops after its first report.
class StopsSoon : public JobContext
{
public:
    bool isCancelled() const override { return m_reported; }
    void report(double, std::string_view) override { m_reported = true; }

private:
    std::atomic<bool> m_reported = false;
};

std::vector<Observer> published(std::initializer_list<const char*> names)
{
    std::vector<Observer> observers;
    for (const char* name : names) {
        const std::string file =
            sharedFile((std::string("data/huber2024/trials/") + name + "_classification_data.csv").c_str())
                .string();
        observers.push_back(
            makeObserver(file, std::make_shared<const TrialTable>(readTrials(file, {}).value())));
    }
    return observers;
}

InferenceOptions learnersOnly(const std::vector<Observer>& observers, Question question)
{
    InferenceOptions options;
    options.question = question;
    options.draws = 2000;
    for (const Observer& observer : observers)
        options.selections.push_back(
            {observer.kind == ObserverKind::Human ? RunSelection::Rule::Learners : RunSelection::Rule::All,
             {}});
    return options;
}

/// Runs with the same images in every epoch; @p correct[run][epoch] right answers of @p trials.
Observer made(const std::string& name, const nlohmann::json& correct, int trials)
{
    TrialBuilder builder;
    for (std::size_t run = 0; run < correct.size(); ++run)
        for (std::size_t epoch = 0; epoch < correct[run].size(); ++epoch)
            for (const Phase phase : {Phase::Train, Phase::Test})
                builder.cell(static_cast<int>(run) + 1, static_cast<int>(epoch) + 1, phase, trials,
                             correct[run][epoch].get<int>());
    return builder.observer(name);
}

const InferenceRow& rowOf(const InferenceResult& result, const std::string& first,
                          std::optional<std::int32_t> epoch)
{
    return *std::find_if(result.rows.begin(), result.rows.end(),
                         [&](const InferenceRow& row) { return row.first == first && row.epoch == epoch; });
}

void compare(double found, double expected, double tolerance = 1e-9)
{
    QVERIFY2(std::abs(found - expected) < tolerance,
             qPrintable(QStringLiteral("%1 instead of %2").arg(found, 0, 'g', 12).arg(expected, 0, 'g', 12)));
}
} // namespace

class TestInfer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void differencesAreAsEnumerated()
    {
        const auto& given = inferenceReference().at("curves");
        const std::vector<Observer> observers {made("a", given.at("first"), 20),
                                               made("b", given.at("second"), 20)};
        InferenceOptions options;
        for (const auto& [correction, name] :
             {std::pair(Correction::Holm, "holm"), std::pair(Correction::BenjaminiHochberg, "bh")}) {
            options.correction = correction;
            const auto result = infer(observers, options);
            QVERIFY(result);
            QCOMPARE(result->tests, std::size_t(3));
            for (std::size_t epoch = 0; epoch < 3; ++epoch) {
                const InferenceRow& row = result->rows[epoch];
                QCOMPARE(row.epoch, std::optional(static_cast<std::int32_t>(epoch) + 1));
                compare(row.estimate, given.at("estimate")[epoch].get<double>());
                compare(row.p, given.at("p")[epoch].get<double>());
                compare(row.maximumP, given.at("maximum")[epoch].get<double>());
                compare(row.correctedP, given.at(name)[epoch].get<double>());
                QVERIFY(row.interval && row.interval->low < row.estimate
                        && row.estimate < row.interval->high);
            }
        }
    }

    void peopleAreDrawnApartAndImagesTogether()
    {
        // Two observers with the same answers: their runs are others' all the same, their images are not.
        const nlohmann::json counts {{3, 5}, {6, 9}, {8, 10}, {4, 11}, {9, 6}, {5, 7}};
        const std::vector<Observer> observers {made("a", counts, 12), made("b", counts, 12)};
        InferenceOptions options;
        const auto people = infer(observers, options);
        options.generalise = Generalisation::Images;
        const auto images = infer(observers, options);
        QVERIFY(people && images);
        for (std::size_t row = 0; row < 2; ++row) {
            QCOMPARE(people->rows[row].estimate, 0.);
            QVERIFY(people->rows[row].interval->low < -.05 && people->rows[row].interval->high > .05);
            QVERIFY(std::abs(images->rows[row].interval->low) < 1e-12
                    && std::abs(images->rows[row].interval->high) < 1e-12);
        }
    }

    void everyRunCountsOnceHoweverManyTrialsItHas()
    {
        const auto& given = inferenceReference().at("labels")[0];
        const auto countsOf = [](const nlohmann::json& accuracies, int trials) {
            nlohmann::json table;
            for (const auto& accuracy : accuracies)
                table.push_back({static_cast<int>(std::lround(accuracy.get<double>() * trials))});
            return table;
        };
        const std::vector<Observer> observers {made("a", countsOf(given.at("first"), 20), 20),
                                               made("b", countsOf(given.at("second"), 40), 40)};
        const auto result = infer(observers, {});
        QVERIFY(result);
        compare(result->rows.front().p, given.at("twoSided").get<double>());
    }

    void imagesArePairedWhereBothSawTheSame()
    {
        // 12 images, all sign flips of the differences one by one.
        const std::vector<Observer> observers {made("a", nlohmann::json {{9}, {7}, {11}}, 12),
                                               made("b", nlohmann::json {{6}, {8}}, 12)};
        InferenceOptions options;
        options.generalise = Generalisation::Images;
        const auto result = infer(observers, options);
        QVERIFY(result);
        double differences[12];
        for (int image = 0; image < 12; ++image)
            differences[image] =
                ((image < 9) + (image < 7) + (image < 11)) / 3. - ((image < 6) + (image < 8)) / 2.;
        double observed = 0;
        for (const double value : differences)
            observed += value;
        int above = 0;
        int below = 0;
        for (unsigned flips = 0; flips < 4096; ++flips) {
            double sum = 0;
            for (int image = 0; image < 12; ++image)
                sum += flips >> image & 1 ? -differences[image] : differences[image];
            above += sum >= observed - 1e-9;
            below += sum <= observed + 1e-9;
        }
        const InferenceRow& row = result->rows.front();
        compare(row.p, std::min(1., 2 * std::min(above, below) / 4096.));
        compare(row.estimate, observed / 12);
        QVERIFY(row.test.find("paired by image") != std::string::npos);
        QVERIFY(row.test.find("all 4096") != std::string::npos);
    }

    void whereImagesDifferItSaysSo()
    {
        TrialBuilder other;
        for (int run = 1; run <= 5; ++run)
            for (int image = 0; image < 15; ++image) // the first 12 as in the other table
                other.row(run, 1, Phase::Test,
                          "second_gen_" + std::string(1, "pqv"[image % 3]) + '_' + std::to_string(image)
                              + "_0.png",
                          std::string(1, "pqv"[image % 3]), (image * 5 + run) % 4 ? "p" : "q");
        const std::vector<Observer> observers {made("a", nlohmann::json {{9}, {7}, {11}}, 12),
                                               other.observer("b")};
        InferenceOptions options;
        options.generalise = Generalisation::Images;
        const auto result = infer(observers, options);
        QVERIFY(result);
        const InferenceRow& row = result->rows.front();
        QVERIFY(row.note.find("not paired by image") != std::string::npos);
        QVERIFY(row.note.find("same images in 0 of 15") != std::string::npos);
        QVERIFY(row.test.starts_with("Student's t with 14"));
    }

    void publishedLagsAndTheirDifferences()
    {
        REQUIRE_SHARED_DATA();
        const std::vector<Observer> observers = published({"human", "resnet50", "alexnet", "vit"});
        const auto result = infer(observers, learnersOnly(observers, Question::LagBehindHumans));
        QVERIFY(result);
        QCOMPARE(result->rows.size(), std::size_t(3));
        for (const auto& [name, lag] : {std::pair("resnet50", .2326960784), std::pair("alexnet", .1221949891),
                                        std::pair("vit", .1777505447)}) {
            const InferenceRow& row = rowOf(*result, name, {});
            compare(row.firstValue, lag, 1e-9);
            compare(row.secondValue, .0026610644, 1e-9);
            compare(row.estimate, lag - .0026610644, 1e-9);
            QVERIFY(row.interval && row.interval->low > 0);
            QVERIFY(row.p < .01);
        }
        QVERIFY(result->methodsText.find("Lag rule: as-published") != std::string::npos);
        QVERIFY(result->methodsText.find("Humans (7 participants)") != std::string::npos);
        QVERIFY(result->methodsText.find("3 tests: Holm") != std::string::npos);
        QVERIFY(result->methodsText.find("Seed 1") != std::string::npos);
    }

    void publishedLearnersAreAboveChanceInTheEnd()
    {
        REQUIRE_SHARED_DATA();
        const std::vector<Observer> observers = published({"human"});
        const auto result = infer(observers, learnersOnly(observers, Question::AboveChance));
        QVERIFY(result);
        QCOMPARE(result->rows.size(), std::size_t(7)); // six epochs and the gain
        const InferenceRow& last = rowOf(*result, "human", 6);
        compare(last.firstValue, 269. / 357, 1e-9);
        compare(last.estimate, 269. / 357 - 1. / 3, 1e-9);
        // All seven are above chance: one of 2^7 arrangements.
        compare(last.p, 1. / 128);
        compare(last.correctedP, 7. / 128);
        compare(rowOf(*result, "human", {}).estimate, (269. - 156.) / 357, 1e-9);
    }

    void publishedErrorConsistency()
    {
        REQUIRE_SHARED_DATA();
        const std::vector<Observer> observers = published({"human", "resnet50", "alexnet"});
        for (const Generalisation unit :
             {Generalisation::People, Generalisation::Images, Generalisation::Both}) {
            InferenceOptions options = learnersOnly(observers, Question::MoreHuman);
            options.generalise = unit;
            const auto result = infer(observers, options);
            QVERIFY(result);
            const InferenceRow& row = rowOf(*result, "resnet50", 6);
            compare(row.firstValue, .0483, 5e-5); // of 5 people who saw the networks' images and 20 runs
            compare(row.secondValue, .0234, 5e-5);
            QVERIFY(row.note.find("200 pairs with 5 people") != std::string::npos);
            QVERIFY(row.interval && row.interval->low < row.estimate && row.estimate < row.interval->high);
            QCOMPARE(result->rows.size(), std::size_t(7));
        }
    }

    void bothIsNeverSurerThanEither()
    {
        REQUIRE_SHARED_DATA();
        const std::vector<Observer> observers = published({"resnet50", "alexnet"});
        for (const Measure measure : {Measure::Accuracy, Measure::Lag}) {
            InferenceOptions options = learnersOnly(observers, Question::Generalise);
            options.measure = measure;
            const auto result = infer(observers, options);
            QVERIFY(result);
            QCOMPARE(result->rows.size(), std::size_t(3));
            QCOMPARE(result->rows[0].estimate, result->rows[1].estimate);
            for (const std::size_t one : {0u, 1u})
                QVERIFY(result->rows[2].standardError >= result->rows[one].standardError);
        }
    }

    void isTheSameForAnyNumberOfThreads_data()
    {
        QTest::addColumn<int>("question");
        QTest::addColumn<int>("unit");
        for (const QuestionWords& words : questionTable())
            for (const Generalisation unit :
                 {Generalisation::People, Generalisation::Images, Generalisation::Both})
                QTest::newRow((std::string(words.id) + ", " + std::string(toString(unit))).c_str())
                    << static_cast<int>(words.question) << static_cast<int>(unit);
    }

    void isTheSameForAnyNumberOfThreads()
    {
        QFETCH(int, question);
        QFETCH(int, unit);
        const auto counts = [](int shift) {
            nlohmann::json table;
            for (int run = 0; run < 6; ++run)
                for (int epoch = 0; epoch < 3; ++epoch)
                    table[static_cast<std::size_t>(run)][static_cast<std::size_t>(epoch)] =
                        4 + (run * 7 + shift * 3) % 5 + 3 * epoch;
            return table;
        };
        const std::vector<Observer> observers {made("human", counts(0), 18), made("a", counts(1), 18),
                                               made("b", counts(2), 18)};
        InferenceOptions options;
        options.question = static_cast<Question>(question);
        options.generalise = static_cast<Generalisation>(unit);
        options.draws = 600;
        const auto one = infer(observers, options);
        QVERIFY2(one, one ? "" : one.error().message.c_str());
        options.threads = 3;
        const auto three = infer(observers, options);
        QCOMPARE(inferenceCsv(*one), inferenceCsv(*three));
        QCOMPARE(one->methodsText, three->methodsText);
        options.seed = 2;
        QVERIFY(inferenceCsv(*infer(observers, options)) != inferenceCsv(*one));
        StopsSoon context;
        const auto stopped = infer(observers, options, context);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, Error::Kind::Cancelled);
    }

    void refusesWhatCannotBeAnswered_data()
    {
        QTest::addColumn<int>("question");
        QTest::addColumn<int>("unit");
        QTest::addColumn<QByteArray>("observers"); // names with runs x images
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, Question question, Generalisation unit, const char* observers,
                            const char* message) {
            QTest::newRow(name) << static_cast<int>(question) << static_cast<int>(unit)
                                << QByteArray(observers) << QString::fromLatin1(message);
        };
        row("one participant", Question::AboveChance, Generalisation::People, "human 1 20",
            "Humans has 1 participant");
        row("few images", Question::Differ, Generalisation::Images, "a 5 9,b 5 20", "a saw 9 test images");
        row("one observer", Question::Differ, Generalisation::People, "a 5 20", "needs two observers");
        row("no humans", Question::LagBehindHumans, Generalisation::People, "a 5 20,b 5 20", "needs humans");
        row("one network", Question::MoreHuman, Generalisation::People, "human 5 20,b 5 20", "two networks");
    }

    void refusesWhatCannotBeAnswered()
    {
        QFETCH(int, question);
        QFETCH(int, unit);
        QFETCH(QByteArray, observers);
        QFETCH(QString, message);
        std::vector<Observer> opened;
        for (const QByteArray& text : observers.split(',')) {
            const QByteArrayList parts = text.split(' ');
            nlohmann::json counts;
            for (int run = 0; run < parts[1].toInt(); ++run)
                counts.push_back({run % 3 + 2, run % 3 + 4});
            opened.push_back(made(parts[0].toStdString(), counts, parts[2].toInt()));
        }
        InferenceOptions options;
        options.question = static_cast<Question>(question);
        options.generalise = static_cast<Generalisation>(unit);
        const auto result = infer(opened, options);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, Error::Kind::Mismatch);
        QVERIFY2(QString::fromStdString(result.error().message).contains(message),
                 result.error().message.c_str());
    }

    void warnsOfFewRuns()
    {
        const std::vector<Observer> observers {made("a", nlohmann::json {{3}, {5}}, 12),
                                               made("b", nlohmann::json {{6}, {8}, {7}}, 12)};
        const auto result = infer(observers, {});
        QVERIFY(result);
        QCOMPARE(result->warnings.size(), std::size_t(3)); // both have few, and no p can fall below .05
        QVERIFY(result->warnings.front().find("a has only 2 runs") != std::string::npos);
        InferenceOptions options;
        options.against = "c";
        QCOMPARE(infer(observers, options).error().kind, Error::Kind::Usage);
    }

    void bothCoversNewPeopleAndNewImages()
    {
        // People and images with effects of their own; the true difference is 0.
        int held = 0;
        constexpr int studies = 400;
        for (int study = 0; study < studies; ++study) {
            Random random(5, static_cast<std::uint64_t>(study));
            std::vector<double> easy(30);
            for (double& image : easy)
                image = random.uniform() * .4;
            std::vector<Observer> observers;
            for (const char* name : {"a", "b"}) {
                TrialBuilder builder;
                for (int run = 1; run <= 10; ++run) {
                    const double skill = .2 + .4 * random.uniform();
                    for (int image = 0; image < 30; ++image)
                        builder.row(run, 1, Phase::Test, "i" + std::to_string(image), "p",
                                    random.uniform() < skill + easy[static_cast<std::size_t>(image)] ? "p"
                                                                                                     : "q");
                }
                observers.push_back(builder.observer(name));
            }
            InferenceOptions options;
            options.generalise = Generalisation::Both;
            options.draws = 300;
            options.seed = static_cast<std::uint64_t>(study);
            const auto result = infer(observers, options);
            QVERIFY(result);
            const Interval interval = *result->rows.front().interval;
            held += interval.low <= 0 && interval.high >= 0;
        }
        const double share = static_cast<double>(held) / studies;
        qInfo("coverage %.3f", share);
        QVERIFY2(share >= .93,
                 qPrintable(QString::number(share))); // conservative: degrees of the smaller group
    }

    void tablesAreWhole()
    {
        const auto& given = inferenceReference().at("curves");
        const std::vector<Observer> observers {made("a", given.at("first"), 20),
                                               made("b, c", given.at("second"), 20)};
        const auto result = infer(observers, {});
        QVERIFY(result);
        const std::string csv = inferenceCsv(*result);
        QCOMPARE(std::count(csv.begin(), csv.end(), '\n'), std::ptrdiff_t(4));
        QVERIFY(csv.find("\"a - b, c\"") != std::string::npos);
        // As many fields in every row as the header has, and who saw which images in each.
        const std::string header = csv.substr(0, csv.find('\n'));
        const std::string last = csv.substr(csv.rfind('\n', csv.size() - 2) + 1);
        const auto fieldsOf = [](const std::string& row) {
            std::size_t fields = 1;
            bool isQuoted = false;
            for (const char letter : row) {
                isQuoted ^= letter == '"';
                fields += letter == ',' && !isQuoted;
            }
            return fields;
        };
        QCOMPARE(fieldsOf(last), fieldsOf(header));
        QVERIFY(header.find(",repairs,matched_trials,note") != std::string::npos);
        QVERIFY(result->matching.find("a and b, c, same epoch: ") == 0);
        QVERIFY(last.find(result->matching) != std::string::npos);
        QVERIFY(result->methodsText.find(result->matching) != std::string::npos);
        const auto json = nlohmann::json::parse(inferenceJson(*result, {{"a", "a.csv", "00"}}));
        QCOMPARE(json.at("rows").size(), std::size_t(3));
        QCOMPARE(json.at("tests").get<int>(), 3);
        QCOMPARE(json.at("rows")[0].at("p").get<double>(), result->rows[0].p);
        QCOMPARE(json.at("inputs")[0].at("sha256").get<std::string>(), std::string("00"));
    }

    void probabilitiesArePrintedAsInPapers_data()
    {
        QTest::addColumn<double>("p");
        QTest::addColumn<QString>("text");
        QTest::newRow("usual") << .03125 << QStringLiteral(".0312");
        QTest::newRow("one") << 1. << QStringLiteral("1.0000");
        QTest::newRow("small") << 3e-5 << QStringLiteral("< .0001");
        QTest::newRow("none") << std::nan("") << QString();
    }

    void probabilitiesArePrintedAsInPapers()
    {
        QFETCH(double, p);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(probabilityText(p)), text);
    }
};

QTEST_GUILESS_MAIN(TestInfer)
#include "tst_infer.moc"
