#include "widgets/itemmodels/problemmodel.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace learnscope;

class TestProblemModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsWhereAndWhat()
    {
        ProblemModel model;
        QAbstractItemModelTester tester(&model);
        model.append(
            Error {Error::Kind::Syntax, "expected a whole number, found 'x'", {"/data/a.csv", 12, 7}});
        QCOMPARE(model.rowCount(), 1);
        const auto text = [&model](int column) { return model.index(0, column).data().toString(); };
        QCOMPARE(text(ProblemModel::SeverityColumn), QStringLiteral("error"));
        QCOMPARE(text(ProblemModel::FileColumn), QStringLiteral("a.csv"));
        QCOMPARE(text(ProblemModel::PlaceColumn), QStringLiteral("12:7"));
        QCOMPARE(text(ProblemModel::MessageColumn), QStringLiteral("expected a whole number, found 'x'"));
        QCOMPARE(model.index(0, 0).data(ProblemModel::FullTextRole).toString(),
                 QStringLiteral("/data/a.csv:12:7: expected a whole number, found 'x'"));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void saysHowManyMoreThereAre()
    {
        ErrorList errors;
        for (int line = 1; line <= 130; ++line)
            errors.add({Error::Kind::Syntax, "bad", {"a.csv", line, 1}});
        ProblemModel model;
        QAbstractItemModelTester tester(&model);
        model.append(errors);
        QCOMPARE(model.rowCount(), 101);
        QVERIFY(model.index(100, ProblemModel::MessageColumn)
                    .data()
                    .toString()
                    .contains(QStringLiteral("30 more")));
        QCOMPARE(model.index(100, ProblemModel::PlaceColumn).data().toString(), QString());
    }
};

QTEST_GUILESS_MAIN(TestProblemModel)
#include "tst_problemmodel.moc"
