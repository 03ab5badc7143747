#include "tests/widgets/plots/agreementstage.h"
#include "tests/widgets/plots/observerwithall.h"
#include "widgets/plots/confusionview.h"

#include <QMenu>
#include <QSignalSpy>
#include <QTest>

using namespace learnscope;

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
