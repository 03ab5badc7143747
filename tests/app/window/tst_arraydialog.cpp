#include "app/window/arraydialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryFile>
#include <QTest>
#include <QTreeWidget>

using namespace learnscope;

namespace {
std::vector<ListedArray> arrays()
{
    return {{"features", "50 x 8", "<f4", RepresentationKind::Embedding, {}},
            {"scores", "50", "<f8", {}, {}},
            {"rdm", "50 x 50", "<f8", RepresentationKind::Matrix, {}},
            {"objects", "50", "|O", {}, "holds Python objects"}};
}

QPushButton* openButton(const ArrayDialog& dialog)
{
    return dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Open);
}

QTreeWidgetItem* row(const ArrayDialog& dialog, int number)
{
    return dialog.findChild<QTreeWidget*>()->topLevelItem(number);
}

QLineEdit* field(const ArrayDialog& dialog, const QString& name)
{
    for (auto* edit : dialog.findChildren<QLineEdit*>())
        if (edit->accessibleName() == name)
            return edit;
    return nullptr;
}
} // namespace

class TestArrayDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beginsWithTheFirstThatCanBeShown()
    {
        ArrayDialog dialog(arrays(), {"/data/f.npz"}, false);
        const auto files = dialog.files();
        QCOMPARE(files.size(), std::size_t(1));
        QCOMPARE(files[0].path, std::string("/data/f.npz"));
        QCOMPARE(files[0].dataset, std::string("features"));
        QVERIFY(files[0].as == RepresentationKind::Embedding);
        QVERIFY(openButton(dialog)->isEnabled());
        QVERIFY(!(row(dialog, 3)->flags() & Qt::ItemIsUserCheckable)); // what is refused, and why
        QCOMPARE(row(dialog, 3)->text(3), QStringLiteral("holds Python objects"));
    }

    void opensSeveralEachAsItsShapeTells()
    {
        ArrayDialog dialog(arrays(), {"/data/f.npz"}, false);
        row(dialog, 2)->setCheckState(0, Qt::Checked);
        QCOMPARE(dialog.files().size(), std::size_t(2));
        QVERIFY(dialog.files()[1].as == RepresentationKind::Matrix);
        row(dialog, 1)->setCheckState(0, Qt::Checked); // not told by its shape
        QCOMPARE(dialog.files().size(), std::size_t(2));
        auto* kind = dialog.findChild<QComboBox*>();
        kind->setCurrentIndex(1 + static_cast<int>(RepresentationKind::Matrix));
        QCOMPARE(dialog.files().size(), std::size_t(3));
        for (const RepresentationFile& file : dialog.files())
            QVERIFY(file.as == RepresentationKind::Matrix);
    }

    void cannotOpenNothing()
    {
        ArrayDialog dialog(arrays(), {"/data/f.npz"}, false);
        row(dialog, 0)->setCheckState(0, Qt::Unchecked);
        QVERIFY(dialog.files().empty());
        QVERIFY(!openButton(dialog)->isEnabled());
    }

    void takesNamesOnlyFromAFileThatIsThere()
    {
        ArrayDialog dialog(arrays(), {"/data/f.npz"}, false);
        QLineEdit* names = field(dialog, QStringLiteral("File of names"));
        QLineEdit* column = field(dialog, QStringLiteral("Column of names"));
        QVERIFY(names && column);
        QVERIFY(!column->isEnabled());
        names->setText(QStringLiteral("/nowhere/at/all.tsv"));
        QVERIFY(!openButton(dialog)->isEnabled());
        QTemporaryFile file;
        QVERIFY(file.open());
        names->setText(file.fileName());
        column->setText(QStringLiteral(" uniqueID "));
        QVERIFY(openButton(dialog)->isEnabled());
        QCOMPARE(dialog.files()[0].namesFile, file.fileName().toStdString());
        QCOMPARE(dialog.files()[0].nameColumn, std::string("uniqueID"));
    }

    void namesOneThatIsOpenAnew()
    {
        RepresentationFile open {"/data/f.npz", "rdm", RepresentationKind::Matrix, "", "name"};
        ArrayDialog dialog(arrays(), open, true);
        QCOMPARE(dialog.files().size(), std::size_t(1));
        QVERIFY(dialog.files()[0] == open);
        QVERIFY(!dialog.findChild<QComboBox*>()->isEnabled());
    }
};

QTEST_MAIN(TestArrayDialog)
#include "tst_arraydialog.moc"
