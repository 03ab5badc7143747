#include "core/data/selectionexpression.h"
#include "core/data/trialselectionjson.h"

#include <QTest>

using namespace learnscope;

class TestSelectionExpression : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatOneTypes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("json");
        const auto row = [](const char* text, const char* clauses) {
            QTest::newRow(text) << QString::fromUtf8(text)
                                << QStringLiteral("{\"clauses\":[%1]}").arg(QString::fromUtf8(clauses));
        };
        row("observer=human", R"({"observers":["human"]})");
        row(" observer = human ; epoch = 4-6 , 1 ", R"({"observers":["human"],"epochs":[1,4,5,6]})");
        row("run=-3--1", R"({"runs":[-3,-2,-1]})");
        row("run!=2,5", R"({"runs":{"except":[2,5]}})");
        row("phase!=train;correct=no", R"({"phases":["test"],"correct":[false]})");
        row("image=a=b.png", R"({"images":["a=b.png"]})");
        row("truth=p;prediction!=p,q", R"({"truths":["p"],"predictions":{"except":["p","q"]}})");
        row("epoch=1-6;epoch!=3", R"({"epochs":[1,2,4,5,6]})");
        row("epoch=1|run=2", R"({"epochs":[1]},{"runs":[2]})");
        row("epoch=1|epoch=2", R"({"epochs":[1,2]})");
    }
    void readsWhatOneTypes()
    {
        QFETCH(QString, text);
        QFETCH(QString, json);
        const auto selection = parseSelection(text.toStdString());
        QVERIFY2(selection, selection ? "" : selection.error().message.c_str());
        QCOMPARE(QString::fromStdString(toJson(*selection)), json);
    }

    void saysWhatIsNotUnderstood_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("error");
        const auto row = [](const char* text, const char* error) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(error);
        };
        row("", "'' is not understood; expected PART=VALUE, such as epoch=4-6");
        row("epoch=1;", "'' is not understood; expected PART=VALUE, such as epoch=4-6");
        row("epok=1",
            "'epok' is no part of a selection; parts are observer, run, epoch, phase, image, truth, "
            "prediction "
            "and correct");
        row("epoch=six", "'six' is not understood; expected a whole number or a range such as 4-6");
        row("epoch=6-4", "'6-4' is not understood; expected a whole number or a range such as 4-6");
        row("epoch=", "'' is not understood; expected a whole number or a range such as 4-6");
        row("run=1-4294967297",
            "'1-4294967297' is not understood; expected a whole number or a range such as 4-6");
        row("phase=both", "'both' is not understood; expected train or test");
        row("correct=1", "'1' is not understood; expected yes or no");
        row("observer=a,,b", "'' is not understood; expected a name");
    }
    void saysWhatIsNotUnderstood()
    {
        QFETCH(QString, text);
        QFETCH(QString, error);
        const auto selection = parseSelection(text.toStdString());
        QVERIFY(!selection);
        QCOMPARE(selection.error().kind, Error::Kind::Usage);
        QCOMPARE(QString::fromStdString(selection.error().message), error);
    }

    void writesNumbersAsTheyAreRead_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("text");
        QTest::newRow("one") << QStringLiteral("7") << QStringLiteral("7");
        QTest::newRow("two are a list") << QStringLiteral("1-2") << QStringLiteral("1,2");
        QTest::newRow("range") << QStringLiteral("6,4,5,1") << QStringLiteral("1,4-6");
        QTest::newRow("ranges") << QStringLiteral("1-3,5-9,11,12") << QStringLiteral("1-3,5-9,11,12");
        QTest::newRow("negative") << QStringLiteral("-3--1,1") << QStringLiteral("-3--1,1");
        QTest::newRow("largest") << QStringLiteral("2147483645-2147483647")
                                 << QStringLiteral("2147483645-2147483647");
    }
    void writesNumbersAsTheyAreRead()
    {
        QFETCH(QString, typed);
        const auto numbers = parseNumbers(typed.toStdString());
        QVERIFY(numbers);
        QTEST(QString::fromStdString(numbersText(*numbers)), "text");
        QCOMPARE(*parseNumbers(numbersText(*numbers)), *numbers);
        QVERIFY(numbersText({}).empty());
    }
};

QTEST_APPLESS_MAIN(TestSelectionExpression)
#include "tst_selectionexpression.moc"
