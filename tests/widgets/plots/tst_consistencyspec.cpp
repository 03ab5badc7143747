#include "core/stats/comparisonorder.h"
#include "tests/support/shareddata.h"
#include "tests/widgets/plots/agreementstage.h"
#include "widgets/plots/chartcanvas.h"

#include <QMenu>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace learnscope;

namespace {
std::vector<Observer> three()
{
    return {guessingObserver("human", 3, 3, 1), guessingObserver("resnet50", 4, 3, 2),
            guessingObserver("alexnet", 2, 3, 3)};
}

struct Stage : AgreementStage
{
    explicit Stage(const std::vector<Observer>& members = three(), const AnalysisOptions& rules = {})
        : AgreementStage(ViewKind::ErrorConsistency, members, rules)
    {
    }

    const ChartSpec& spec() const { return view->findChild<ChartCanvas*>()->spec(); }
    const ChartSeries* series(const char* part, int panel) const
    {
        for (const ChartSeries& one : spec().series)
            if (one.panel == panel && one.part.starts_with(part))
                return &one;
        return nullptr;
    }
};
} // namespace

class TestConsistencySpec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsTheNumbersOfTheAnalysis()
    {
        const Stage stage;
        // Humans among themselves, the reference, and then with each network in the order of the curves.
        const auto comparisons = comparisonsInOrder(*stage.analysis, *stage.curves);
        const std::vector<QString> titles {QStringLiteral("Humans among themselves"),
                                           QStringLiteral("Humans \u2013 ResNet-50"),
                                           QStringLiteral("Humans \u2013 AlexNet")};
        QCOMPARE(stage.spec().panels.size(), std::size_t(3));
        for (std::size_t panel = 0; panel < 3; ++panel) {
            const ObserverComparison& comparison = *comparisons[panel];
            QCOMPARE(stage.spec().panels[panel].title, titles[panel]);
            const ChartSeries* kappa = stage.series("kappa", int(panel));
            QVERIFY(kappa);
            QCOMPARE(kappa->points.size(), comparison.points.size());
            const ChartPanel& drawn = stage.spec().panels[panel];
            for (std::size_t place = 0; place < kappa->points.size(); ++place) {
                const ConsistencyPoint& point = comparison.points[place];
                QCOMPARE(kappa->points[place].value, point.kappa);
                QCOMPARE(kappa->points[place].n, std::uint32_t(point.pairs));
                QVERIFY(kappa->points[place].band == point.kappaInterval);
                QVERIFY(drawn.ribbons[0].slices[place].values == *point.attainable);
                QVERIFY(drawn.ribbons[1].slices[place].values == *point.chance);
            }
            QCOMPARE(stage.series("reference", int(panel)) != nullptr, comparison.first != comparison.second);
        }
        QCOMPARE(stage.spec().panels[2].note, QStringLiteral("6 pairs \u00d7 18 images"));
        QVERIFY(stage.view->subtitle().startsWith(QStringLiteral("3 to 12 pairs \u00d7 18 images, ")));
        QVERIFY(stage.view->toText().contains(QStringLiteral("attainable")));
    }

    void aPointStandsForTheTrialsOfBoth()
    {
        const Stage stage;
        const ChartSeries* kappa = stage.series("kappa", 2);
        const TrialClause clause = kappa->trialsOf(kappa->points[1]).clauses.at(0);
        QCOMPARE(clause.observers.values, (std::vector<std::string> {"alexnet", "human"}));
        QCOMPARE(clause.epochs.values, (std::vector<std::int32_t> {2}));
        QVERIFY(clause.phases.contains(Phase::Test) && !clause.phases.contains(Phase::Train));
    }

    void whatIsUndefinedKeepsItsPlace()
    {
        // The network is tested in two epochs more, in the last of them on nothing that people saw.
        const std::vector<Observer> members {guessingObserver("human", 2, 2, 1),
                                             guessingObserver("resnet50", 2, 4, 2)};
        const Stage stage(members);
        const ChartSeries* kappa = stage.series("kappa", 1);
        QVERIFY(kappa);
        QCOMPARE(kappa->points.size(), std::size_t(4));
        QVERIFY(std::isfinite(kappa->points[1].value));
        QVERIFY(std::isnan(kappa->points[2].value) && std::isnan(kappa->points[3].value));
        QCOMPARE(kappa->points[3].n, std::uint32_t(0));
        QVERIFY(!stage.view->toText().contains(QStringLiteral("nan")));
    }

    void pooledOverEpochsIsOnePoint()
    {
        AnalysisOptions rules;
        rules.consistencyMatching = ConsistencyMatching::Pooled;
        const Stage stage(three(), rules);
        const ChartSeries* kappa = stage.series("kappa", 0);
        QCOMPARE(kappa->points.size(), std::size_t(1));
        QVERIFY(kappa->trialsOf(kappa->points[0]).clauses.at(0).epochs.isAny());
        QVERIFY(stage.view->subtitle().contains(QStringLiteral("pooled")));
        QCOMPARE(stage.spec().xText(kappa->points[0].x), QStringLiteral("all epochs"));
        stage.view->grab();
    }

    void theMenuSwitchesTheMatching()
    {
        const Stage stage;
        QMenu menu;
        stage.view->addRuleActions(menu);
        QSignalSpy requested(stage.view.get(), &PlotView::rulesRequested);
        int checked = 0;
        for (QAction* action : menu.actions()) {
            checked += action->isChecked();
            if (action->text().contains(QStringLiteral("pooled")))
                action->trigger();
        }
        QCOMPARE(checked, 1);
        QCOMPARE(requested.size(), 1);
        QVERIFY(requested[0][0].value<AnalysisOptions>().consistencyMatching == ConsistencyMatching::Pooled);
    }

    void oneRunAloneIsToldWhatIsMissing()
    {
        const Stage stage({guessingObserver("resnet50", 1, 2, 1)});
        QVERIFY(stage.spec().empty());
        QVERIFY(stage.view->accessibleDescription().contains(QStringLiteral("two observers")));
        stage.view->grab();
    }

    void drawsThePublishedNumbers()
    {
        REQUIRE_SHARED_DATA();
        std::vector<Observer> members;
        for (const char* name : {"human", "resnet50"}) {
            const auto path =
                sharedFile("data/huber2024/trials").string() + '/' + name + "_classification_data.csv";
            members.push_back(makeObserver(path, std::make_shared<const TrialTable>(*readTrials(path))));
        }
        const Stage stage(members);
        // All twelve people: ten of them saw the sets of the networks.
        const ChartSeries* kappa = stage.series("kappa", 1);
        QCOMPARE(kappa->points.size(), std::size_t(6));
        QCOMPARE(kappa->points[5].n, std::uint32_t(200));
        QVERIFY(stage.spec().panels[1].note.contains(QStringLiteral("200 pairs")));
    }
};

QTEST_MAIN(TestConsistencySpec)
#include "tst_consistencyspec.moc"
