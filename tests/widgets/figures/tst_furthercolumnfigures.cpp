#include "tests/widgets/figures/figuretestdata.h"
#include "widgets/figures/figureinput.h"

#include <QTest>

using namespace learnscope;

namespace {
/// Two runs of one epoch: of condition easy 3 of 4 answers are right in each, of hard 1 of 4. Right answers
/// take 0.1, 0.2, 0.3 and 0.8 s, wrong ones 1.3 s, and 0.05 s more in the second run.
FigureInput conditions()
{
    std::string text = "run,epoch,phase,image_name,ground_truth,prediction,condition,rt\n";
    for (const char* run : {"1", "2"})
        for (int trial = 0; trial < 8; ++trial) {
            const bool right = trial < 3 || trial == 4;
            const int tenths = (trial < 3 ? trial + 1 : 8) + (right ? 0 : 5);
            text += std::string(run) + ",1,test,second_gen_p_" + std::to_string(trial) + "_0.png,p,"
                + (right ? "p" : "q") + (trial < 4 ? ",easy," : ",hard,") + std::to_string(tenths / 10) + '.'
                + std::to_string(tenths % 10) + (*run == '2' ? "5\n" : "\n");
        }
    const std::vector<Observer> members {
        makeObserver("human.csv", std::make_shared<const TrialTable>(*parseTrials(text, "human")))};
    CurveOptions options;
    options.bootstrapDraws = 0;
    FigureInput input;
    input.curves = *computeCurveSet(members, std::vector<RunSelection>(1), options);
    return input;
}

/// The lines of a figure's numbers.
QStringList linesOf(FigureKind kind, FigureInput input)
{
    FigureRequest request;
    request.kind = kind;
    if (!addAnalysis(input) || !makeFigure(request, input))
        return {};
    return QString::fromStdString(figureData(request, input).value_or("")).split(u'\n', Qt::SkipEmptyParts);
}
} // namespace

/// The numbers of figures of further columns, counted by hand.
class TestFurtherColumnFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsAccuracyByTheColumn()
    {
        FigureInput input = conditions();
        input.rules.byColumn.column = "condition";
        const QStringList lines = linesOf(FigureKind::AccuracyByColumn, input);
        QCOMPARE(lines.size(), 3);
        const auto fields = [&](int line) { return lines[line].split(u','); };
        const auto at = [&](int line, const char* name) {
            return fields(line)[fields(0).indexOf(QLatin1String(name))];
        };
        QCOMPARE(at(1, "value"), QStringLiteral("easy"));
        QCOMPARE(at(1, "accuracy").toDouble(), .75);
        QCOMPARE(at(1, "trials").toInt(), 8);
        QCOMPARE(at(2, "value"), QStringLiteral("hard"));
        QCOMPARE(at(2, "accuracy").toDouble(), .25);
        QCOMPARE(at(2, "correct").toInt(), 2);
    }

    void drawsTheQuantilesOfTimes()
    {
        const QStringList lines = linesOf(FigureKind::ReactionTimes, conditions());
        QVERIFY(lines.size() > 2);
        const QStringList names = lines[0].split(u',');
        QStringList right;
        for (const QString& line : lines)
            if (line.startsWith(QStringLiteral("quantiles,")) && right.isEmpty()
                && line.split(u',')[names.indexOf(QStringLiteral("answers"))] == QStringLiteral("right"))
                right = line.split(u',');
        QCOMPARE(right.size(), names.size());
        // Right answers take .1, .15, .2, .25, .3, .35, .8 and .85 s: numpy.quantile of them, linear.
        QCOMPARE(right[names.indexOf(QStringLiteral("trials"))].toInt(), 8);
        QCOMPARE(right[names.indexOf(QStringLiteral("share"))].toDouble(), .5);
        const auto seconds = [&](const char* name) {
            return right[names.indexOf(QLatin1String(name))].toDouble();
        };
        QCOMPARE(seconds("seconds_10"), .135);
        QCOMPARE(seconds("seconds_30"), .205);
        QCOMPARE(seconds("seconds_50"), .275);
        QCOMPARE(seconds("seconds_70"), .345);
        QCOMPARE(seconds("seconds_90"), .815);
    }
};

QTEST_MAIN(TestFurtherColumnFigures)
#include "tst_furthercolumnfigures.moc"
