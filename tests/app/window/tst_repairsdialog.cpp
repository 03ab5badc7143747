#include "app/window/repairsdialog.h"

#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTest>

using namespace learnscope;

namespace {
QByteArrayList texts(const RepairsDialog& dialog)
{
    QByteArrayList list;
    for (const Repair& repair : dialog.repairs())
        list << QByteArray::fromStdString(toString(repair));
    return list;
}

std::vector<Repair> parsed(const QByteArrayList& list)
{
    std::vector<Repair> repairs;
    for (const QByteArray& text : list)
        repairs.push_back(parseRepair(text.toStdString()).value());
    return repairs;
}

QPushButton* button(const RepairsDialog& dialog, const char* text)
{
    for (QPushButton* candidate : dialog.findChildren<QPushButton*>())
        if (candidate->text() == QLatin1String(text))
            return candidate;
    return nullptr;
}
} // namespace

class TestRepairsDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beginsWithWhatIsMade()
    {
        RepairsDialog dialog({}, parsed({"duplicates=last", "labels=p=q"}));
        QCOMPARE(texts(dialog), (QByteArrayList {"duplicates=last", "labels=p=q"}));
        QCOMPARE(dialog.findChild<QListWidget*>()->count(), 7); // and five more of those always offered
    }

    void switchesAndMovesByKeys()
    {
        RepairsDialog dialog({}, parsed({"aborted-start", "reblock"}));
        auto* list = dialog.findChild<QListWidget*>();
        dialog.show();
        list->setCurrentRow(0);
        QTest::mouseClick(button(dialog, "Move &down"), Qt::LeftButton);
        QCOMPARE(texts(dialog), (QByteArrayList {"reblock", "aborted-start"}));
        QCOMPARE(list->currentRow(), 1);
        QTest::keyClick(list, Qt::Key_Space);
        QCOMPARE(texts(dialog), (QByteArrayList {"reblock"}));
        list->setCurrentRow(0);
        QVERIFY(!button(dialog, "Move &up")->isEnabled());
        list->setCurrentRow(list->count() - 1);
        QVERIFY(!button(dialog, "Move &down")->isEnabled());
    }

    void addsWhatIsTyped()
    {
        RepairsDialog dialog({}, {});
        auto* line = dialog.findChild<QLineEdit*>();
        QVERIFY(!button(dialog, "&Add")->isEnabled());
        line->setText(QStringLiteral("labels=p"));
        QVERIFY(!button(dialog, "&Add")->isEnabled());
        line->setText(QStringLiteral("labels=p=q"));
        QTest::mouseClick(button(dialog, "&Add"), Qt::LeftButton);
        QCOMPARE(texts(dialog), (QByteArrayList {"labels=p=q"}));
        QVERIFY(line->text().isEmpty());
        // What is there already is switched on and not doubled.
        line->setText(QStringLiteral("reblock"));
        QTest::mouseClick(button(dialog, "&Add"), Qt::LeftButton);
        QCOMPARE(texts(dialog), (QByteArrayList {"reblock", "labels=p=q"}));
    }
};

QTEST_MAIN(TestRepairsDialog)
#include "tst_repairsdialog.moc"
