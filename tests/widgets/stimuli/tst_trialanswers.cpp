#include "tests/widgets/stimuli/stimulusfixture.h"
#include "widgets/stimuli/answersmodel.h"
#include "widgets/stimuli/selectedtrialsmodel.h"
#include "widgets/stimuli/trialanswers.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace learnscope;

namespace {
ObserverTrials observer(const char* name, ObserverKind kind, std::shared_ptr<const TrialTable> trials,
                        std::vector<std::int32_t> runs)
{
    ObserverTrials made;
    made.name = name;
    made.label = QString::fromUtf8(name);
    made.kind = kind;
    made.trials = trials;
    made.runs = std::move(runs);
    made.index = std::make_shared<const TrialIndex>(TrialIndex::build(trials).value());
    return made;
}

/// Humans: participants 1 and 2 (3 is not checked) see a.png and b.png; a network's run 1 sees a.png twice.
AnswerQuery queryFor(const char* image)
{
    AnswerQuery query;
    query.image = image;
    query.observers = {
        observer("humans", ObserverKind::Human,
                 madeTable({{2, 2, Phase::Test, "a.png", "p", "q"},
                            {1, 1, Phase::Train, "a.png", "p", "p"},
                            {1, 1, Phase::Train, "b.png", "q", "p"},
                            {1, 2, Phase::Test, "a.png", "p", "v"},
                            {2, 1, Phase::Train, "b.png", "q", "q"},
                            {3, 1, Phase::Train, "a.png", "p", "p"}}),
                 {1, 2}),
        observer("net", ObserverKind::Network,
                 madeTable({{1, 1, Phase::Test, "a.png", "p", "p"}, {1, 2, Phase::Train, "a.png", "p", "p"}}),
                 {1}),
    };
    return query;
}

QString textOf(const AnswersModel& model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList fields;
        for (int column = 0; column < model.columnCount(); ++column)
            fields << model.index(row, column).data().toString();
        rows << fields.join(QLatin1Char(' '));
    }
    return rows.join(QLatin1Char('\n'));
}

QString answersTo(const AnswerQuery& query)
{
    AnswersModel model;
    QAbstractItemModelTester tester(&model);
    model.setAnswers(std::make_shared<const AnswerSet>(findAnswers(query).value()));
    return textOf(model);
}
} // namespace

class TestTrialAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsTheRowsOfAPicture()
    {
        const auto trials = queryFor("a.png").observers[0].trials;
        const TrialIndex index = TrialIndex::build(trials).value();
        const auto rows = [&](const char* image) {
            const auto found = index.rowsOf(image);
            return std::vector<std::uint32_t>(found.begin(), found.end());
        };
        QCOMPARE(rows("a.png"), (std::vector<std::uint32_t> {0, 1, 3, 5}));
        QCOMPARE(rows("b.png"), (std::vector<std::uint32_t> {2, 4}));
        QVERIFY(rows("c.png").empty());
    }

    void listsWhoAnsweredWhat()
    {
        AnswerQuery query = queryFor("a.png");
        QCOMPARE(
            answersTo(query),
            QStringLiteral("humans 1 1 train p \u2713\nhumans 1 2 test v \u2717\nhumans 2 2 test q \u2717\n"
                           "net 1 1 test p \u2713\nnet 1 2 train p \u2713"));
        QCOMPARE(findAnswers(query)->right, std::size_t(3));
        query.observers[0].runs = {3};
        QVERIFY(answersTo(query).startsWith(QStringLiteral("humans 3 1 train p \u2713\nnet ")));
        query.image = "c.png";
        QCOMPARE(answersTo(query), QString());
    }

    void sortsByEveryColumn_data()
    {
        QTest::addColumn<int>("order");
        QTest::addColumn<bool>("descending");
        QTest::addColumn<QString>("runsEpochsAnswers");
        const auto row = [](const char* name, AnswerOrder order, bool descending, const char* expected) {
            QTest::newRow(name) << int(order) << descending << QString::fromUtf8(expected);
        };
        row("observer, last first", AnswerOrder::Observer, true, "n11p n12p h11p h12v h22q");
        row("run", AnswerOrder::Run, false, "h11p h12v n11p n12p h22q");
        row("epoch, last first", AnswerOrder::Epoch, true, "h12v h22q n12p h11p n11p");
        row("phase", AnswerOrder::Phase, false, "h11p n12p h12v h22q n11p");
        row("answer", AnswerOrder::Answer, false, "h11p n11p n12p h22q h12v");
    }
    void sortsByEveryColumn()
    {
        QFETCH(int, order);
        QFETCH(bool, descending);
        QFETCH(QString, runsEpochsAnswers);
        AnswerQuery query = queryFor("a.png");
        query.order = AnswerOrder(order);
        query.descending = descending;
        const AnswerSet found = findAnswers(query).value();
        QStringList rows;
        for (const Answer& answer : found.answers)
            rows << QStringLiteral("%1%2%3%4")
                        .arg(QLatin1Char(answer.observer == 0 ? 'h' : 'n'))
                        .arg(answer.run)
                        .arg(answer.epoch)
                        .arg(QString::fromStdString(found.textOf(answer)));
        QCOMPARE(rows.join(QLatin1Char(' ')), runsEpochsAnswers);
    }

    void keepsToTheSelection()
    {
        AnswerQuery query = queryFor("a.png");
        query.selection = trialsOf("humans", {}, 2, Phase::Test);
        QCOMPARE(answersTo(query), QStringLiteral("humans 1 2 test v \u2717\nhumans 2 2 test q \u2717"));
        query.selection = trialsOf("humans", 2, 2, Phase::Test);
        QCOMPARE(answersTo(query), QStringLiteral("humans 2 2 test q \u2717"));
        query.selection = trialsOf("humans", 3, 2, Phase::Test); // not checked
        QCOMPARE(answersTo(query), QString());
        query.selection = {}; // nothing is selected
        QCOMPARE(findAnswers(query)->answers.size(), std::size_t(5));
    }

    void putsTheStimuliAnsweredWrongFirst()
    {
        const auto trials = madeTable({{1, 1, Phase::Test, "half.png", "p", "p"},
                                       {1, 1, Phase::Test, "half.png", "p", "q"},
                                       {1, 1, Phase::Test, "right.png", "p", "p"},
                                       {2, 1, Phase::Test, "wrong.png", "p", "q"},
                                       {1, 1, Phase::Test, "also wrong.png", "p", "q"},
                                       {2, 1, Phase::Test, "wrong.png", "p", "q"},
                                       {2, 1, Phase::Train, "train.png", "p", "q"},
                                       {3, 1, Phase::Test, "unchecked.png", "p", "q"}});
        const SelectedStimuli found =
            stimuliOf(selectTrials(std::vector {SelectableObserver {"humans", trials, {1, 2}}},
                                   trialsOf("humans", {}, 1, Phase::Test))
                          .value())
                .value();
        QCOMPARE(found.trials, 6U);
        QCOMPARE(found.right, 2U);
        QCOMPARE(
            found.stimuli,
            (std::vector<SelectedStimulus> {
                {"wrong.png", 2, 0}, {"also wrong.png", 1, 0}, {"half.png", 2, 1}, {"right.png", 1, 1}}));

        SelectedTrialsModel model;
        QAbstractItemModelTester tester(&model);
        model.setTrials(std::make_shared<const SelectedStimuli>(found));
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.index(2).data().toString(), QStringLiteral("1/2"));
        QCOMPARE(model.index(2).data(Qt::ToolTipRole).toString(),
                 QStringLiteral("half.png: 1 of 2 trials right (50 %)"));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setCurrent("half.png");
        QVERIFY(model.index(2).data(SelectedTrialsModel::CurrentRole).toBool());
        QCOMPARE(changed.count(), 1);
    }

    void copiesAsTabSeparatedText()
    {
        AnswersModel model;
        model.setCategoryNames({{"v", "La\tuz"}});
        model.setAnswers(std::make_shared<const AnswerSet>(findAnswers(queryFor("a.png")).value()));
        QCOMPARE(model.toTsv({0, 1}),
                 QStringLiteral("Observer\tRun\tEpoch\tPhase\tAnswer\tRight\n"
                                "humans\t1\t1\ttrain\tp\t1\nhumans\t1\t2\ttest\tLa uz\t0\n"));
        QCOMPARE(model.index(1, 0).data(Qt::AccessibleTextRole).toString(),
                 QStringLiteral("humans, participant 1, epoch 2, test: La\tuz, wrong"));
    }

    void listsNoMoreThanAViewCanTake()
    {
        auto answers = std::make_shared<AnswerSet>(findAnswers(queryFor("a.png")).value());
        answers->answers.resize(AnswersModel::maximumRows + 1, answers->answers.front());
        AnswersModel model;
        model.setAnswers(answers);
        QCOMPARE(model.rowCount(), AnswersModel::maximumRows);
    }

    void stopsWhenCancelled()
    {
        struct Cancelled final : JobContext
        {
            bool isCancelled() const override { return true; }
            void report(double, std::string_view) override { }
        } context;
        const AnswerQuery query = queryFor("a.png");
        QCOMPARE(findAnswers(query, context).error().kind, Error::Kind::Cancelled);
        QCOMPARE(TrialIndex::build(query.observers[0].trials, context).error().kind, Error::Kind::Cancelled);
        QCOMPARE(stimuliOf(SelectedTrials {}, context).error().kind, Error::Kind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestTrialAnswers)
#include "tst_trialanswers.moc"
