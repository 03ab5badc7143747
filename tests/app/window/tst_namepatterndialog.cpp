#include "app/window/namepatterndialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>

using namespace learnscope;

class TestNamePatternDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatItMakesOfTheNames_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<bool>("accepted");
        QTest::addColumn<QString>("verdict"); // a part of it
        QTest::addColumn<QStringList>("firstRow");
        QTest::newRow("usual") << QStringLiteral("*_gen_{category}_{object}[_{axis}_{angle}]") << true
                               << QStringLiteral("2 of 3")
                               << QStringList {QStringLiteral("face_1.png"), QStringLiteral("does not fit")};
        QTest::newRow("another") << QStringLiteral("face_{object}") << true << QStringLiteral("1 of 3")
                                 << QStringList {QStringLiteral("second_gen_p_3_0.png"),
                                                 QStringLiteral("does not fit")};
        QTest::newRow("no such field") << QStringLiteral("second_{size}_{object}") << false
                                       << QStringLiteral("Column 8") << QStringList {};
    }

    void saysWhatItMakesOfTheNames()
    {
        QFETCH(QString, pattern);
        QFETCH(bool, accepted);
        QFETCH(QString, verdict);
        QFETCH(QStringList, firstRow);
        NamePatternDialog dialog({}, names());
        dialog.findChild<QLineEdit*>()->setText(pattern);
        QCOMPARE(dialog.findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok)->isEnabled(), accepted);
        QCOMPARE(dialog.pattern().has_value(), accepted);
        bool said = false;
        for (const QLabel* label : dialog.findChildren<QLabel*>())
            said |= label->text().contains(verdict);
        QVERIFY(said);
        const auto* table = dialog.findChild<QTableWidget*>();
        QCOMPARE(table->rowCount(), accepted ? 3 : 0);
        for (int column = 0; column < firstRow.size(); ++column)
            QCOMPARE(table->item(0, column)->text(), firstRow[column]);
    }

    void showsWhatANameTells()
    {
        NamePatternDialog dialog({}, {QStringLiteral("second_gen_p_3_x_-30.png")});
        const auto* table = dialog.findChild<QTableWidget*>();
        QStringList cells;
        for (int column = 0; column < table->columnCount(); ++column)
            cells << table->item(0, column)->text();
        QCOMPARE(cells.mid(1, 1), QStringList {QStringLiteral("p")});
        QCOMPARE(cells.mid(3), (QStringList {QStringLiteral("x"), QStringLiteral("-30")}));
    }

    void goesBackToTheUsualPattern()
    {
        NamePatternDialog dialog(*StimulusNamePattern::parse("face_{object}"), names());
        for (QPushButton* button : dialog.findChildren<QPushButton*>())
            if (button->text().contains(QStringLiteral("sual")))
                button->click();
        QCOMPARE(dialog.pattern()->text(), StimulusNamePattern().text());
    }

private:
    static QStringList names()
    {
        return {QStringLiteral("second_gen_p_3_0.png"), QStringLiteral("second_gen_q_4_x_30.png"),
                QStringLiteral("face_1.png")};
    }
};

QTEST_MAIN(TestNamePatternDialog)
#include "tst_namepatterndialog.moc"
