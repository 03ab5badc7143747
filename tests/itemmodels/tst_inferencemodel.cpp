#include "widgets/itemmodels/inferencemodel.h"

#include <QAbstractItemModelTester>
#include <QFont>
#include <QTest>

#include <cmath>
#include <limits>

using namespace learnscope;

namespace {
InferenceRow row(double estimate, std::optional<Interval> interval, double p)
{
    InferenceRow made;
    made.comparison = "A - B";
    made.quantity = "test accuracy";
    made.epoch = 2;
    made.firstRuns = 7;
    made.secondRuns = 20;
    made.images = 51;
    made.estimate = estimate;
    made.interval = interval;
    made.p = p;
    made.correctedP = 2 * p;
    made.maximumP = std::numeric_limits<double>::quiet_NaN();
    made.test = "permutation of labels, all 70 arrangements";
    return made;
}

std::shared_ptr<const InferenceResult> result()
{
    InferenceResult made;
    made.rows = {row(-.25, Interval {-.5, .125}, .01), row(.1, std::nullopt, .2)};
    made.rows.push_back(row(3, Interval {2, 4}, .3));
    made.rows.back().quantity = "generalisation lag";
    made.rows.back().epoch.reset();
    made.rows.front().hedgesG = EffectSize {-.5, Interval {-1, .1}};
    made.rows.front().undefinedDraws = 1200;
    return std::make_shared<const InferenceResult>(made);
}
} // namespace

class TestInferenceModel : public QObject
{
    Q_OBJECT

    static QString text(const InferenceModel& model, int row, int column)
    {
        return model.index(row, column).data().toString();
    }

private Q_SLOTS:
    void showsEachRow()
    {
        InferenceModel model;
        QAbstractItemModelTester tester(&model);
        QCOMPARE(model.rowCount(), 0);
        model.setResult(result());
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(text(model, 0, InferenceModel::ComparisonColumn), QStringLiteral("A \u2212 B"));
        QCOMPARE(text(model, 0, InferenceModel::EstimateColumn), QStringLiteral("\u22120.250"));
        QCOMPARE(text(model, 0, InferenceModel::IntervalColumn), QStringLiteral("\u22120.500 to 0.125"));
        QCOMPARE(text(model, 0, InferenceModel::ProbabilityColumn), QStringLiteral(".0100"));
        QCOMPARE(text(model, 0, InferenceModel::RunsColumn), QStringLiteral("7 and 20"));
        QCOMPARE(text(model, 0, InferenceModel::EffectColumn),
                 QStringLiteral("\u22120.500 (\u22121.000 to 0.100)"));
        QCOMPARE(text(model, 0, InferenceModel::MaximumColumn), QStringLiteral("\u2013"));
        QCOMPARE(text(model, 1, InferenceModel::IntervalColumn), QStringLiteral("\u2013"));
        QCOMPARE(text(model, 1, InferenceModel::EpochColumn), QStringLiteral("2"));
        QCOMPARE(text(model, 2, InferenceModel::EpochColumn), QStringLiteral("all"));
        model.setResult(nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void pictureHasWordsAndItsOwnScale()
    {
        InferenceModel model;
        QAbstractItemModelTester tester(&model);
        model.setResult(result());
        const QModelIndex picture = model.index(0, InferenceModel::PictureColumn);
        QVERIFY(picture.data().toString().isEmpty());
        const QString spoken = picture.data(Qt::AccessibleTextRole).toString();
        QVERIFY(spoken.contains(QStringLiteral("A \u2212 B"))
                && spoken.contains(QStringLiteral("70 arrangements"))
                && spoken.contains(QStringLiteral("draws without a value")));
        // rows of one quantity share a scale that holds 0
        QCOMPARE(model.range(0), std::pair(-.5, .125));
        QCOMPARE(model.range(1), std::pair(-.5, .125));
        QCOMPARE(model.range(2), std::pair(0., 4.));
        QVERIFY(!model.index(1, InferenceModel::PictureColumn).data(InferenceModel::LowRole).isValid());
    }

    void weightTellsWhatStandsAfterCorrection()
    {
        InferenceModel model;
        QAbstractItemModelTester tester(&model);
        model.setResult(result());
        QVERIFY(model.index(0, InferenceModel::CorrectedColumn).data(Qt::FontRole).isValid()); // .02
        QVERIFY(!model.index(1, InferenceModel::CorrectedColumn).data(Qt::FontRole).isValid());
        QVERIFY(!model.index(0, InferenceModel::ProbabilityColumn).data(Qt::FontRole).isValid());
    }

    void sortsNumbersAsNumbers()
    {
        InferenceModel model;
        QAbstractItemModelTester tester(&model);
        model.setResult(result());
        QCOMPARE(model.index(0, InferenceModel::EstimateColumn).data(InferenceModel::SortRole).toDouble(),
                 -.25);
        QVERIFY(std::isinf(
            model.index(0, InferenceModel::MaximumColumn).data(InferenceModel::SortRole).toDouble()));
    }
};

QTEST_GUILESS_MAIN(TestInferenceModel)
#include "tst_inferencemodel.moc"
