#include "app/window/layoutsdialog.h"
#include "app/window/mappingcommands.h"
#include "app/window/mappingdialog.h"
#include "app/window/mappingpreviewmodel.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

using namespace learnscope;

using Texts = std::vector<std::string>;

namespace {
/// Waits until what is chosen was tried.
#define WAIT_UNTIL_TRIED(dialog)                                                                             \
    {                                                                                                        \
        QSignalSpy tried(&dialog, &MappingDialog::tried);                                                    \
        QVERIFY(tried.wait());                                                                               \
    }

QPushButton* acceptButton(const MappingDialog& dialog)
{
    return dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok);
}

/// As by keys: the entry of that text.
void chooseText(QComboBox* choice, const char* text)
{
    const int index = choice->findText(QString::fromUtf8(text));
    QVERIFY2(index >= 0, text);
    choice->setCurrentIndex(index);
}
} // namespace

class TestMappingDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beginsWithAGuessAndTriesIt()
    {
        const auto table =
            write("subject,stimulus,category,response,rt\np1,a,cat,cat,0.5\np2,a,cat,dog,0.7\n");
        MappingDialog dialog(table, 1);
        QVERIFY(!acceptButton(dialog)->isEnabled());
        WAIT_UNTIL_TRIED(dialog);
        QVERIFY2(dialog.isValid(), qPrintable(dialog.verdict()));
        QVERIFY(acceptButton(dialog)->isEnabled());
        QVERIFY2(
            dialog.verdict().startsWith(QStringLiteral("2 trials (0 of training, 2 of tests) of 2 runs")),
            qPrintable(dialog.verdict()));
        QCOMPARE(toTexts(dialog.mapping()),
                 (Texts {"run=subject", "epoch=:1", "phase=:test", "image=stimulus", "truth=category",
                         "prediction=response"}));
        QVERIFY(dialog.isRemembered());
        QCOMPARE(dialog.reactionTimeChoice()->currentText(), QStringLiteral("rt, by its name"));
    }

    void asksForWhatIsMissing()
    {
        const auto table = write("who,drawing,is,said\na,1,p,p\n");
        MappingDialog dialog(table, 1);
        WAIT_UNTIL_TRIED(dialog);
        QVERIFY(!dialog.isValid());
        QVERIFY2(dialog.verdict().contains(QStringLiteral(":1:1: expected a header with the columns")),
                 qPrintable(dialog.verdict()));
        chooseText(dialog.choiceOf(TrialColumn::Run), "who");
        WAIT_UNTIL_TRIED(dialog);
        QVERIFY2(dialog.verdict().contains(QStringLiteral(":1:1: column 'image_name' is missing")),
                 qPrintable(dialog.verdict()));
        chooseText(dialog.choiceOf(TrialColumn::Image), "drawing");
        chooseText(dialog.choiceOf(TrialColumn::Truth), "is");
        QVERIFY(!acceptButton(dialog)->isEnabled());
        chooseText(dialog.choiceOf(TrialColumn::Prediction), "said");
        WAIT_UNTIL_TRIED(dialog);
        QVERIFY2(dialog.isValid(), qPrintable(dialog.verdict()));
        const auto* rows = dialog.findChild<QTableView*>();
        QCOMPARE(rows->model()->headerData(3, Qt::Horizontal).toString(),
                 QStringLiteral("said\nanswer given"));
        chooseText(dialog.choiceOf(TrialColumn::Prediction), "who");
        QVERIFY(!dialog.isValid());
        WAIT_UNTIL_TRIED(dialog);
        QVERIFY(dialog.verdict().contains(QStringLiteral("No answer is right")));
    }

    void asksWhatPhasesMean()
    {
        const auto table = write("run,epoch,phase,image_name,ground_truth,prediction\n"
                                 "1,1,learning,a,p,p\n1,1,B,a,p,p\n1,1,test,b,p,q\n");
        MappingDialog dialog(table, 1);
        WAIT_UNTIL_TRIED(dialog);
        QVERIFY(!dialog.isValid());
        QVERIFY2(dialog.verdict().contains(QStringLiteral(":3:5: ")), qPrintable(dialog.verdict()));
        QCOMPARE(dialog.meaningOf(QStringLiteral("learning"))->currentText(), QStringLiteral("training"));
        QVERIFY(!dialog.meaningOf(QStringLiteral("test")));
        chooseText(dialog.meaningOf(QStringLiteral("B")), "test");
        WAIT_UNTIL_TRIED(dialog);
        QVERIFY2(dialog.isValid(), qPrintable(dialog.verdict()));
        QVERIFY(dialog.verdict().contains(QStringLiteral("(1 of training, 2 of tests)")));
        QCOMPARE(toTexts(dialog.mapping()), (Texts {"phase:B=test", "phase:learning=train"}));
        chooseText(dialog.choiceOf(TrialColumn::Phase), "all trials are training");
        WAIT_UNTIL_TRIED(dialog);
        QCOMPARE(toTexts(dialog.mapping()), (Texts {"phase=:train"}));
        QVERIFY(!dialog.meaningOf(QStringLiteral("B")));
    }

    void beginsWithTheMappingThatIsUsed_data()
    {
        QTest::addColumn<Texts>("mapping");
        QTest::newRow("none") << Texts {};
        QTest::newRow("names as numbers") << Texts {"run=run"};
        QTest::newRow("all") << Texts {"run=:7",    "epoch=phase", "phase=:train", "image=extra",
                                       "truth:p=q", "rt=extra",    "rt-unit=ms"};
    }

    void beginsWithTheMappingThatIsUsed()
    {
        QFETCH(Texts, mapping);
        auto table = write("run,epoch,phase,image_name,ground_truth,prediction,extra\n1,1,test,a,p,p,5\n");
        table.mapping = parseTrialMapping(mapping).value();
        table.isForeign = false;
        MappingDialog dialog(table, 1);
        WAIT_UNTIL_TRIED(dialog);
        QVERIFY2(dialog.isValid(), qPrintable(dialog.verdict()));
        QCOMPARE(toTexts(dialog.mapping()), mapping);
        QVERIFY(!dialog.isRemembered());
    }

    void standsWhatCannotBeRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("header only") << QByteArray("subject,stimulus,category,response\n");
        QTest::newRow("half a row") << QByteArray("subject,stimulus,category,response\np1,a");
        QTest::newRow("no text") << QByteArray("subject,stimulus,category,response\np1,\0\xFF,a,b\n", 44);
    }

    void standsWhatCannotBeRead()
    {
        QFETCH(QByteArray, text);
        MappingDialog dialog(write(text), 1);
        WAIT_UNTIL_TRIED(dialog);
        QVERIFY(!dialog.isValid());
        QVERIFY(!dialog.verdict().isEmpty());
        QVERIFY(!acceptButton(dialog)->isEnabled());
    }

    void mayBeClosedWhileItReads()
    {
        QByteArray text = "subject,stimulus,category,response\n";
        for (int row = 0; row < 20'000; ++row)
            text += "p1,a,cat,cat\n";
        auto dialog = std::make_unique<MappingDialog>(write(text), 1);
        dialog->choiceOf(TrialColumn::Run)->setCurrentIndex(2);
        dialog.reset();
    }

    void namesEveryControl()
    {
        MappingDialog dialog(write("a,phase\n1,x\n"), 1);
        WAIT_UNTIL_TRIED(dialog);
        for (const QComboBox* choice : dialog.findChildren<QComboBox*>())
            QVERIFY(!choice->accessibleName().isEmpty());
        QVERIFY(!dialog.findChild<QTableView*>()->accessibleName().isEmpty());
    }

    void showsShortRowsAndParts()
    {
        MappingPreviewModel model({',', {"a", "b"}, {{"1", "2"}, {"3"}, {}}});
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy changed(&model, &QAbstractItemModel::headerDataChanged);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("2"));
        QCOMPARE(model.index(1, 1).data().toString(), QString());
        model.setParts({QStringLiteral("run"), {}});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(model.headerData(0, Qt::Horizontal).toString(), QStringLiteral("a\nrun"));
        QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::ToolTipRole).toString(),
                 QStringLiteral("b, a further column"));
    }

    void forgetsLayouts()
    {
        const std::vector<RememberedLayout> layouts {{{"a", "b"}, parseTrialMapping(Texts {"run=a"}).value()},
                                                     {{"c"}, {}}};
        LayoutsDialog dialog(layouts);
        QSignalSpy changed(&dialog, &LayoutsDialog::layoutsChanged);
        auto* list = dialog.findChild<QListWidget*>();
        QCOMPARE(list->count(), 2);
        QCOMPARE(list->item(0)->text(), QStringLiteral("a, b"));
        QPushButton* forget = nullptr;
        for (QPushButton* button : dialog.findChildren<QPushButton*>())
            if (button->text() == QLatin1String("&Forget"))
                forget = button;
        QTest::mouseClick(forget, Qt::LeftButton);
        QCOMPARE(dialog.layouts(), std::vector<RememberedLayout>(layouts.begin() + 1, layouts.end()));
        QTest::mouseClick(forget, Qt::LeftButton);
        QVERIFY(dialog.layouts().empty());
        QVERIFY(!forget->isEnabled());
        QCOMPARE(changed.count(), 2);
    }

private:
    MappingDialog::Table write(const QByteArray& text)
    {
        QFile file(m_folder.filePath(QStringLiteral("t.csv")));
        if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            file.write(text);
        file.close();
        MappingDialog::Table table;
        table.file = file.fileName().toStdString();
        table.preview = previewTrials(table.file).value();
        table.mapping = firstMapping(table.preview.header);
        return table;
    }

    QTemporaryDir m_folder;
};

QTEST_MAIN(TestMappingDialog)
#include "tst_mappingdialog.moc"
