#include "core/data/reactiontime.h"
#include "core/io/trialpreview.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace learnscope;

using Texts = std::vector<std::string>;

class TestTrialPreview : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void looksAtTheBeginning_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Texts>("header");
        QTest::addColumn<Texts>("firstRow");
        QTest::addColumn<int>("rows");
        QTest::newRow("commas") << QByteArray("who,said\nanna,p\nbert,q\n") << Texts {"who", "said"}
                                << Texts {"anna", "p"} << 2;
        QTest::newRow("tabs, a byte-order mark, CRLF")
            << QByteArray("\xEF\xBB\xBFwho\tsaid it\r\nanna\tp,q\r\n") << Texts {"who", "said it"}
            << Texts {"anna", "p,q"} << 1;
        QTest::newRow("semicolons and quotes")
            << QByteArray("a ;\"b;c\"\n1;\"x\"\"y\"\n") << Texts {"a", "b;c"} << Texts {"1", "x\"y"} << 1;
        QTest::newRow("known columns tell the separator")
            << QByteArray("run;epoch,of;a,b,c\n1;2,3;4,5,6\n") << Texts {"run", "epoch,of", "a,b,c"}
            << Texts {"1", "2,3", "4,5,6"} << 1;
        QTest::newRow("header only") << QByteArray("who,said\n") << Texts {"who", "said"} << Texts {} << 0;
        QTest::newRow("half a row") << QByteArray("who,said\nanna") << Texts {"who", "said"} << Texts {"anna"}
                                    << 1;
        QTest::newRow("a quote never closed")
            << QByteArray("who,said\n\"anna,p\nbert,q\n") << Texts {"who", "said"} << Texts {"anna,p"} << 2;
    }

    void looksAtTheBeginning()
    {
        QFETCH(QByteArray, text);
        QFETCH(Texts, header);
        QFETCH(Texts, firstRow);
        QFETCH(int, rows);
        const auto preview = previewOf(text.toStdString(), "t.csv");
        QVERIFY(preview);
        QCOMPARE(preview->header, header);
        QCOMPARE(int(preview->rows.size()), rows);
        if (rows > 0)
            QCOMPARE(preview->rows.front(), firstRow);
    }

    void readsNoMoreThanAsked()
    {
        std::string text = "a\n";
        for (int row = 0; row < 50; ++row)
            text += std::to_string(row) + '\n';
        QCOMPARE(previewOf(text, "t.csv", 3)->rows, (std::vector<Texts> {{"0"}, {"1"}, {"2"}}));
        QCOMPARE(int(previewOf(text, "t.csv")->rows.size()), 20);
        const auto none = previewOf(text, "t.csv", 0);
        QVERIFY(none && none->rows.empty());
        QCOMPARE(none->header, (Texts {"a"}));
    }

    void saysWhyThereIsNothing()
    {
        QCOMPARE(QByteArray::fromStdString(previewOf("", "t.csv").error().toString()).left(15),
                 QByteArray("t.csv: is empty"));
        QVERIFY(previewOf("\xFF\xFE\x61", "t.csv").error().message.find("UTF-16") != std::string::npos);
        QCOMPARE(previewTrials("/no/such/file").error().kind, Error::Kind::Io);
    }

    void listsDifferentTexts()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("t.csv")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("who,stage\nanna,learn\nbert,test\nanna,learn\ncarl\ndora,\n");
        file.close();
        const std::string path = file.fileName().toStdString();
        QCOMPARE(distinctTexts(path, "stage", 5).value(), (Texts {"learn", "test", ""}));
        QCOMPARE(distinctTexts(path, "who", 2).value(), (Texts {"anna", "bert", "carl"})); // one too many
        QCOMPARE(distinctTexts(path, "when", 2).error().kind, Error::Kind::Mismatch);
    }

    void knowsReactionTimesByName_data()
    {
        QTest::addColumn<Texts>("names");
        QTest::addColumn<QByteArray>("found");
        QTest::addColumn<QByteArray>("unit");
        QTest::newRow("none") << Texts {"run", "start", "rtx"} << QByteArray() << QByteArray();
        QTest::newRow("rt") << Texts {"run", "rt"} << QByteArray("rt") << QByteArray();
        QTest::newRow("rt goes before latency")
            << Texts {"latency", "RT"} << QByteArray("RT") << QByteArray();
        QTest::newRow("unit") << Texts {"RT (ms)"} << QByteArray("RT (ms)") << QByteArray("ms");
        QTest::newRow("underscore") << Texts {"response_time_s"} << QByteArray("response_time_s")
                                    << QByteArray("s");
        QTest::newRow("words") << Texts {"Reaction Time [seconds]"} << QByteArray("Reaction Time [seconds]")
                               << QByteArray("s");
        QTest::newRow("psychopy") << Texts {"key_resp.rt"} << QByteArray("key_resp.rt") << QByteArray();
        QTest::newRow("plural is no unit")
            << Texts {"reaction_times"} << QByteArray("reaction_times") << QByteArray();
    }

    void knowsReactionTimesByName()
    {
        QFETCH(Texts, names);
        QFETCH(QByteArray, found);
        QFETCH(QByteArray, unit);
        const std::string name = usualReactionTimeColumn(names);
        QCOMPARE(QByteArray::fromStdString(name), found);
        QCOMPARE(QByteArray::fromStdString(std::string(unitInName(name))), unit);
    }
};

QTEST_GUILESS_MAIN(TestTrialPreview)
#include "tst_trialpreview.moc"
