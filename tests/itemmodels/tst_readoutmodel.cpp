#include "widgets/itemmodels/readoutmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace learnscope;

namespace {
std::vector<ReadoutRow> threeRows()
{
    return {{QStringLiteral("ResNet-50"), QStringLiteral("test"), 4, .5, .25, .75, 20, Qt::blue},
            {QStringLiteral("Humans"), QStringLiteral("test"), 4, .625, {}, {}, 1, Qt::magenta},
            {QStringLiteral("AlexNet"), QStringLiteral("train"), 4, .125, 0., .1875, 9, Qt::green}};
}

QStringList column(const ReadoutModel& model, int place)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts << model.index(row, place).data().toString();
    return texts;
}
} // namespace

class TestReadoutModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsTheCrosshair()
    {
        ReadoutModel model;
        QAbstractItemModelTester tester(&model);
        model.setRows(threeRows());
        QCOMPARE(model.rowCount(), 3);
        std::vector<ReadoutRow> fewer = threeRows();
        fewer.erase(fewer.begin()); // the rows that stay change as well
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setRows(fewer);
        QCOMPARE(column(model, 0), (QStringList {QStringLiteral("Humans"), QStringLiteral("AlexNet")}));
        model.sort(ReadoutModel::ObserverColumn);
        model.setRows(threeRows());
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("AlexNet"));
        model.sort(-1);
        model.setRows(fewer);
        fewer[0].mean = .7501;
        model.setRows(fewer);
        QCOMPARE(model.index(0, ReadoutModel::MeanColumn).data().toString(), QStringLiteral("0.750"));
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(reset.count(), 0); // a table view keeps its place while the mouse moves
    }

    void sortsNumbersAsNumbersAndMissingOnesLast()
    {
        ReadoutModel model;
        QAbstractItemModelTester tester(&model);
        model.setRows(threeRows());
        const QPersistentModelIndex humans = model.index(1, 0);
        model.sort(ReadoutModel::CountColumn);
        QCOMPARE(column(model, ReadoutModel::CountColumn),
                 (QStringList {QStringLiteral("1"), QStringLiteral("9"), QStringLiteral("20")}));
        QCOMPARE(humans.data().toString(), QStringLiteral("Humans"));
        const QStringList byLow {QStringLiteral("AlexNet"), QStringLiteral("ResNet-50"),
                                 QStringLiteral("Humans")};
        model.sort(ReadoutModel::LowColumn);
        QCOMPARE(column(model, 0), byLow);
        model.sort(ReadoutModel::LowColumn, Qt::DescendingOrder);
        QCOMPARE(
            column(model, 0),
            (QStringList {QStringLiteral("ResNet-50"), QStringLiteral("AlexNet"), QStringLiteral("Humans")}));
        std::vector<ReadoutRow> rows = threeRows();
        rows[0].low = -1;
        model.setRows(rows); // new values come in the same order
        QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("ResNet-50"));
        model.sort(-1);
        QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("ResNet-50"));
    }

    void keepsWhatIsPinned()
    {
        ReadoutModel model;
        QAbstractItemModelTester tester(&model);
        model.setRows(threeRows());
        QSignalSpy pinned(&model, &ReadoutModel::pinnedChanged);
        model.setPinned(true);
        model.setPinned(true);
        QCOMPARE(pinned.count(), 1);
        model.setRows({});
        QCOMPARE(model.rowCount(), 3);
        model.setPinned(false);
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
    }

    void copiesAsTabSeparatedText()
    {
        ReadoutModel model;
        std::vector<ReadoutRow> rows = threeRows();
        rows.resize(2);
        rows[1].observer = QStringLiteral("a\tb");
        rows[1].x.reset();
        model.setRows(rows);
        QCOMPARE(model.toTsv(),
                 QStringLiteral("observer\tphase\tepoch\tmean\tlow\thigh\tn\n"
                                "ResNet-50\ttest\t4\t0.500000\t0.250000\t0.750000\t20\n"
                                "a b\ttest\t\t0.625000\t\t\t1\n"));
    }
};

QTEST_GUILESS_MAIN(TestReadoutModel)
#include "tst_readoutmodel.moc"
