#include "tests/widgets/plots/agreementstage.h"
#include "widgets/plots/confusionview.h"

#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace learnscope;

namespace {
/// A few runs with turned objects, a further column and reaction times.
Observer observerWithAll(const std::string& name, std::uint64_t seed)
{
    Random random(seed);
    std::string text = "run,epoch,phase,image_name,ground_truth,prediction,session,rt\n";
    const std::vector<std::string> classes = {"p", "q", "v"};
    for (int run = 1; run <= 4; ++run)
        for (int epoch = 1; epoch <= 3; ++epoch)
            for (const char* phase : {"train", "test"})
                for (std::uint32_t image = 0; image < 24; ++image) {
                    const std::string& truth = classes[image % 3];
                    const std::string& answer =
                        random.uniform() < .2 + .1 * run ? truth : classes[random.below(3)];
                    const std::string picture = "second_gen_" + truth + '_'
                        + std::to_string(image / 6 + (*phase == 't' && phase[1] == 'e' ? 2 : 0)) + "_x_"
                        + (image % 2 ? "30" : "-30") + ".png";
                    text += std::to_string(run) + ',' + std::to_string(epoch) + ',' + phase + ',' + picture
                        + ',' + truth + ',' + answer + ',' + (image % 4 < 2 ? "am" : "pm") + ','
                        + std::to_string(.3 + random.uniform()) + '\n';
                }
    return makeObserver(name + "_classification_data.csv",
                        std::make_shared<const TrialTable>(*parseTrials(text, name)));
}

QAction* actionOf(const QMenu& menu, const QString& text)
{
    for (QAction* action : menu.actions())
        if (action->text().startsWith(text))
            return action;
    return nullptr;
}
} // namespace

/// Bands over runs are made by one of two methods; the views whose numbers depend on it offer the choice.
class TestBandMethod : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isOfferedWhereNumbersDependOnIt_data()
    {
        QTest::addColumn<ViewKind>("kind");
        QTest::addColumn<TimesShown>("times");
        for (const ViewKind kind : viewKinds())
            if (makePlotView(kind))
                for (const TimesShown times : {TimesShown::Quantiles, TimesShown::SpeedAccuracy})
                    if (kind == ViewKind::ReactionTimes || times == TimesShown::Quantiles)
                        QTest::addRow("%s %s", qPrintable(viewId(kind)),
                                      times == TimesShown::Quantiles ? "" : "by speed")
                            << kind << times;
    }

    void isOfferedWhereNumbersDependOnIt()
    {
        QFETCH(ViewKind, kind);
        QFETCH(TimesShown, times);
        const std::vector<Observer> observers = {observerWithAll("human", 1), observerWithAll("resnet50", 2)};
        AnalysisOptions rules;
        rules.timesShown = times;
        const AgreementStage plain(kind, observers, rules);
        rules.curves.bands = BandMethod::Expanded;
        const AgreementStage expanded(kind, observers, rules);
        QVERIFY2(plain.view->toText().count(QLatin1Char('\n')) > 2, qPrintable(plain.view->toText()));
        const bool matters = plain.view->toText() != expanded.view->toText();

        QMenu menu;
        plain.view->addRuleActions(menu);
        QAction* percentiles = actionOf(menu, QStringLiteral("Percentiles"));
        QAction* wider = actionOf(menu, QStringLiteral("Expanded percentiles"));
        QCOMPARE(percentiles != nullptr, matters);
        QCOMPARE(wider != nullptr, matters);
        if (!matters)
            return;
        QVERIFY(percentiles->isChecked() && !wider->isChecked());
        QSignalSpy asked(plain.view.get(), &PlotView::rulesRequested);
        wider->trigger();
        QCOMPARE(asked.size(), 1);
        AnalysisOptions wanted = plain.view->rules();
        wanted.curves.bands = BandMethod::Expanded;
        QVERIFY(asked[0][0].value<AnalysisOptions>() == wanted);
    }
};

QTEST_MAIN(TestBandMethod)
#include "tst_bandmethod.moc"
