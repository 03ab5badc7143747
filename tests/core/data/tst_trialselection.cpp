#include "core/base/random.h"
#include "core/data/trialselection.h"
#include "core/data/trialselectionjson.h"

#include <QTest>

using namespace learnscope;

namespace {
using Names = ValueSet<std::string>;
using Numbers = ValueSet<std::int32_t>;

/// One trial as a clause sees it.
struct Trial
{
    std::string observer, image, truth, prediction;
    std::int32_t run, epoch;
    Phase phase;
};

/// Every trial of a small world.
std::vector<Trial> world()
{
    std::vector<Trial> trials;
    for (const char* observer : {"human", "net"})
        for (const std::int32_t run : {1, 2})
            for (const std::int32_t epoch : {1, 2, 3})
                for (const Phase phase : {Phase::Train, Phase::Test})
                    for (const char* image : {"a.png", "b.png"})
                        for (const char* truth : {"p", "q"})
                            for (const char* prediction : {"p", "q"})
                                trials.push_back({observer, image, truth, prediction, run, epoch, phase});
    return trials;
}

bool isIn(const Trial& trial, const TrialSelection& selection)
{
    return std::any_of(selection.clauses.begin(), selection.clauses.end(), [&](const TrialClause& clause) {
        return clause.observers.contains(trial.observer) && clause.runs.contains(trial.run)
            && clause.epochs.contains(trial.epoch) && clause.phases.contains(trial.phase)
            && clause.images.contains(trial.image) && clause.truths.contains(trial.truth)
            && clause.predictions.contains(trial.prediction)
            && clause.correct.contains(trial.truth == trial.prediction);
    });
}

template<typename T>
ValueSet<T> randomSet(Random& random, const std::vector<T>& values)
{
    if (random.below(2) == 0)
        return {};
    std::vector<T> some;
    for (const T& value : values)
        if (random.below(2) == 0)
            some.push_back(value);
    return random.below(2) == 0 ? ValueSet<T>::only(some) : ValueSet<T>::except(some);
}

TrialSelection randomSelection(Random& random)
{
    TrialSelection selection;
    for (std::uint32_t clauses = random.below(4); clauses > 0; --clauses) {
        TrialClause clause;
        clause.observers = randomSet<std::string>(random, {"human", "net"});
        clause.runs = randomSet<std::int32_t>(random, {1, 2});
        clause.epochs = randomSet<std::int32_t>(random, {1, 2, 3});
        clause.phases = randomSet<Phase>(random, {Phase::Train, Phase::Test});
        clause.images = randomSet<std::string>(random, {"a.png", "b.png"});
        clause.truths = randomSet<std::string>(random, {"p", "q"});
        clause.predictions = randomSet<std::string>(random, {"p", "q"});
        clause.correct = randomSet<bool>(random, {false, true});
        selection.clauses.push_back(std::move(clause));
    }
    return selection;
}
} // namespace

class TestTrialSelection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isAnAlgebraOfSets()
    {
        const std::vector<Trial> trials = world();
        Random random(3);
        for (int draw = 0; draw < 2000; ++draw) {
            const TrialSelection left = randomSelection(random);
            const TrialSelection right = randomSelection(random);
            const TrialSelection both = intersection(left, right);
            const TrialSelection either = unionOf(left, right);
            const TrialSelection rest = difference(left, right);
            const TrialSelection others = complement(left);
            for (const Trial& trial : trials) {
                const bool inLeft = isIn(trial, left);
                const bool inRight = isIn(trial, right);
                QCOMPARE(isIn(trial, both), inLeft && inRight);
                QCOMPARE(isIn(trial, either), inLeft || inRight);
                QCOMPARE(isIn(trial, rest), inLeft && !inRight);
                QCOMPARE(isIn(trial, others), !inLeft);
            }
        }
    }

    void joinsClausesThatDifferInOnePart()
    {
        const TrialSelection two = trialsOf("net", {}, 2, Phase::Test);
        TrialSelection joined = unionOf(two, trialsOf("net", {}, 3, Phase::Test));
        QCOMPARE(joined.clauses.size(), std::size_t(1));
        QCOMPARE(joined.clauses.front().epochs, Numbers::only({2, 3}));
        joined = unionOf(joined, trialsOf("net", {}, 4, Phase::Train));
        QCOMPARE(joined.clauses.size(), std::size_t(2));
        joined = unionOf(joined, trialsOf("net"));
        QCOMPARE(joined, trialsOf("net"));
        QCOMPARE(unionOf(joined, two), joined);
        QVERIFY(difference(two, joined).empty());
        QCOMPARE(complement({}), TrialSelection::everything());
    }

    void tellsOneSetInOneWay()
    {
        QCOMPARE(ValueSet<Phase>::except({Phase::Train}), ValueSet<Phase>::only({Phase::Test}));
        QCOMPARE(ValueSet<bool>::only({true, false}), ValueSet<bool>::any());
        QCOMPARE(Numbers::only({3, 1, 3}).values, (std::vector<std::int32_t> {1, 3}));
        QCOMPARE(unionOf(Numbers::except({1, 2}), Numbers::only({2})), Numbers::except({1}));
    }

    void describesWhatIsSelected_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("text");
        const auto row = [](const char* clauses, const char* text) {
            QTest::newRow(text) << QStringLiteral(R"({"clauses": [%1]})").arg(QString::fromUtf8(clauses))
                                << QString::fromUtf8(text);
        };
        row("", "");
        row("{}", "all observers");
        row(R"({"observers": ["human"], "phases": ["test"], "epochs": [4]})", "Humans, test, epoch 4");
        row(R"({"observers": ["human"], "runs": [7, 3, 4, 5]})", "Humans, participants 3-5, 7");
        row(R"({"observers": ["resnet50"], "runs": [1, 2]})", "ResNet-50, runs 1, 2");
        row(R"({"observers": ["human"], "runs": [1, 3, 5, 7, 9]})", "Humans, 5 participants");
        row(R"({"observers": ["human", "resnet50"], "runs": {"except": [2]}})",
            "Humans and ResNet-50, all but run 2");
        row(R"({"observers": {"except": ["human"]}, "correct": [false]})", "all but Humans, wrong");
        row(R"({"truths": ["p"], "predictions": ["v"]})", "all observers, shown p, answered v");
        row(R"({"images": ["a.png"]}, {"images": ["a.png", "b.png", "c.png"], "epochs": [1]})",
            "all observers, a.png; all observers, epoch 1, 3 images");
        row("{}, {}, {}, {}, {}", "all observers; all observers; all observers and 2 more");
    }
    void describesWhatIsSelected()
    {
        QFETCH(QString, json);
        QFETCH(QString, text);
        const TrialSelection selection = trialSelectionFromJson(json.toStdString()).value();
        QCOMPARE(QString::fromStdString(describe(selection)), text);
    }

    void keepsEverySelectionInJson()
    {
        Random random(4);
        std::vector<NamedSelection> selections;
        for (int draw = 0; draw < 200; ++draw) {
            const TrialSelection selection = randomSelection(random);
            QCOMPARE(trialSelectionFromJson(toJson(selection)).value(), selection);
            selections.push_back({"\u9078\u629e " + std::to_string(draw), selection});
        }
        QCOMPARE(namedSelectionsFromJson(toJson(selections)).value(), selections);
        QCOMPARE(QString::fromStdString(toJson(trialsOf("human", 3, {}, Phase::Test))),
                 QStringLiteral(R"({"clauses":[{"observers":["human"],"runs":[3],"phases":["test"]}]})"));
    }

    void saysWhatIsWrongWithJson_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("error");
        const auto row = [](const char* json, const char* error) {
            QTest::newRow(error) << QString::fromUtf8(json) << QString::fromUtf8(error);
        };
        row("{\"selections\":\n  [,]}", "s.json:2:4: this is not JSON");
        row("", "s.json:1:1: this is not JSON");
        row("[]", R"(s.json: no selection: expected {"selections": [...]} or {"clauses": [...]})");
        row(R"({"clauses": [{"epoch": [1]}]})",
            "s.json: no selection: 'epoch' is no part of a clause; parts are observers, runs, epochs, "
            "phases, "
            "images, truths, predictions and correct");
        row(R"({"clauses": [{"epochs": 1}]})",
            R"(s.json: no selection: 'epochs' is neither a list nor {"except": [...]})");
        row(R"({"clauses": [{"epochs": ["1"]}]})",
            "s.json: no selection: 'epochs' holds something that is no whole number");
        row(R"({"clauses": [{"runs": [4294967297]}]})",
            "s.json: no selection: 'runs' holds something that is no whole number");
        row(R"({"clauses": [{"phases": ["Test"]}]})",
            R"(s.json: no selection: 'phases' holds something other than "train" and "test")");
        row(R"({"selections": [{"clauses": []}]})", "s.json: no selection: a selection has no name");
        row(R"({"selections": [{"name": "a", "clauses": []}, {"name": "a", "clauses": []}]})",
            "s.json: no selection: two selections are called 'a'");
        row(R"({"version": 2, "selections": []})",
            "s.json: no selection: it was written by a newer version of the program");
    }
    void saysWhatIsWrongWithJson()
    {
        QFETCH(QString, json);
        QFETCH(QString, error);
        const auto result = namedSelectionsFromJson(json.toStdString(), "s.json");
        QVERIFY(!result);
        QCOMPARE(QString::fromStdString(result.error().toString()), error);
    }
};

QTEST_APPLESS_MAIN(TestTrialSelection)
#include "tst_trialselection.moc"
