#include "core/repairs/repair.h"
#include "widgets/itemmodels/problemmodel.h"
#include "widgets/problems/problempanel.h"

#include <QAbstractItemModelTester>
#include <QMenu>
#include <QTableView>
#include <QTest>

using namespace learnscope;

namespace {
Finding finding(const char* code)
{
    Finding finding;
    finding.code = code;
    finding.file = "/data/vit.csv";
    finding.line = 7;
    finding.message = "something odd";
    return finding;
}
} // namespace

class TestProblemPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void offersTheRepairThatFits_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QByteArray>("repair");
        QTest::newRow("a start that was begun again")
            << QByteArray("repeated-start") << QStringLiteral("Drop the aborted start")
            << QByteArray("aborted-start");
        QTest::newRow("shifted epochs") << QByteArray("shifted-epochs")
                                        << QStringLiteral("Re-block shifted epochs") << QByteArray("reblock");
        QTest::newRow("duplicates") << QByteArray("duplicate-keys")
                                    << QStringLiteral("Drop duplicates, keep the first")
                                    << QByteArray("duplicates=first");
        QTest::newRow("nothing to be mended") << QByteArray("test-set-order") << QString() << QByteArray();
    }

    void offersTheRepairThatFits()
    {
        QFETCH(QByteArray, code);
        QFETCH(QString, title);
        QFETCH(QByteArray, repair);
        ProblemModel model;
        QAbstractItemModelTester tester(&model);
        model.append(std::vector<Finding> {finding(code.constData())});
        QCOMPARE(model.index(0, ProblemModel::RepairColumn).data().toString(), title);

        ProblemPanel panel(model);
        QByteArrayList requested;
        connect(&panel, &ProblemPanel::repairRequested, this,
                [&](const std::string& file, const Repair& asked) {
                    requested << QByteArray::fromStdString(file + ' ' + toString(asked));
                });
        panel.show();
        panel.table()->setCurrentIndex(model.index(0, ProblemModel::MessageColumn));
        QTest::keyClick(panel.table(), Qt::Key_Return);
        const QByteArrayList once =
            repair.isEmpty() ? QByteArrayList() : QByteArrayList {"/data/vit.csv " + repair};
        QCOMPARE(requested, once);
        const std::unique_ptr<QMenu> menu(panel.makeMenu());
        QCOMPARE(menu->actions().size(), repair.isEmpty() ? 1 : 2);
        if (!repair.isEmpty()) {
            QCOMPARE(menu->actions().front()->text(), title);
            menu->actions().front()->trigger();
            QCOMPARE(requested, once + once);
        }
    }
};

QTEST_MAIN(TestProblemPanel)
#include "tst_problempanel.moc"
