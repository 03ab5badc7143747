#include "core/io/trialreader.h"
#include "core/io/trialwriter.h"
#include "tests/support/shareddata.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace learnscope;

namespace {
QByteArray contentOf(const std::filesystem::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
} // namespace

class TestTrialWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesWhatReadsBackTheSame_data();
    void writesWhatReadsBackTheSame();
    void keepsTheTypesOfExtraColumns();
    void returnsThePublishedTablesByteForByte_data();
    void returnsThePublishedTablesByteForByte();
    void saysWhereItCannotWrite();
};

void TestTrialWriter::writesWhatReadsBackTheSame_data()
{
    QTest::addColumn<QByteArray>("text");
    const QByteArray header = "run,epoch,phase,image_name,ground_truth,prediction";
    QTest::newRow("plain") << header + "\n1,1,train,a.png,p,q\n2147483647,6,test,b.png,q,q\n";
    QTest::newRow("quotes") << header + "\n1,1,train,\"a,\"\"b\"\"\",\"p\nq\",\"r\rs\"\n";
    QTest::newRow("beyond ASCII") << header + "\n1,1,train,b\xC3\xA4r.png,p,q\n";
    QTest::newRow("whole numbers") << header + ",rt,n\n1,1,train,a,p,q,-7,9223372036854775807\n";
    QTest::newRow("numbers") << header
            + ",rt\n1,1,train,a,p,q,0.1\n1,1,train,a,p,q,\n1,1,train,a,p,q,1e+300\n";
    QTest::newRow("fractions that are whole") << header + ",rt\n1,1,train,a,p,q,2.0\n1,1,train,a,p,q,-0.0\n";
    QTest::newRow("infinite") << header + ",rt\n1,1,train,a,p,q,inf\n1,1,train,a,p,q,-inf\n";
    QTest::newRow("only gaps") << header + ",rt\n1,1,train,a,p,q,nan\n";
    QTest::newRow("text") << header
            + ",note,\"a \"\"name\"\"\"\n1,1,train,a,p,q,late,\"x,y\"\n1,1,train,a,p,q,,7\n";
}

void TestTrialWriter::writesWhatReadsBackTheSame()
{
    QFETCH(QByteArray, text);
    const auto table = parseTrials(text.toStdString(), "t.csv");
    QVERIFY2(table, table ? "" : table.error().toString().c_str());
    QCOMPARE(QByteArray::fromStdString(formatTrials(*table)), text);
}

void TestTrialWriter::keepsTheTypesOfExtraColumns()
{
    const auto table = parseTrials("run,epoch,phase,image_name,ground_truth,prediction,i,d,t\n"
                                   "1,1,train,a,p,q,1,1.0,x\n1,1,train,a,p,q,2,3.0,\n",
                                   "t.csv");
    QVERIFY(table);
    const auto again = parseTrials(formatTrials(*table), "t.csv");
    QVERIFY(again);
    QCOMPARE(again->extras().size(), 3u);
    for (std::size_t extra = 0; extra < 3; ++extra) {
        QCOMPARE(again->extras()[extra].values.index(), extra);
        QVERIFY(again->extras()[extra].values == table->extras()[extra].values);
    }
}

void TestTrialWriter::returnsThePublishedTablesByteForByte_data()
{
    QTest::addColumn<QString>("name");
    for (const char* name : {"alexnet", "human", "resnet50", "vit"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TestTrialWriter::returnsThePublishedTablesByteForByte()
{
    REQUIRE_SHARED_DATA();
    QFETCH(QString, name);
    const std::string file = "data/huber2024/trials/" + name.toStdString() + "_classification_data.csv";
    const auto table = readTrials(sharedFile(file.c_str()));
    QVERIFY2(table, table ? "" : table.error().toString().c_str());
    QTemporaryDir folder;
    const std::filesystem::path path = folder.filePath(QStringLiteral("new/t.csv")).toStdString();
    QVERIFY(writeTrials(path, *table));
    QVERIFY(contentOf(path) == contentOf(sharedFile(file.c_str())).replace("\r\n", "\n"));
}

void TestTrialWriter::saysWhereItCannotWrite()
{
    const auto table =
        parseTrials("run,epoch,phase,image_name,ground_truth,prediction\n1,1,train,a,p,q\n", "t.csv");
    QVERIFY(table);
    QTemporaryDir folder;
    const auto written = writeTrials(folder.path().toStdString(), *table);
    QVERIFY(!written);
    QCOMPARE(written.error().where.file, folder.path().toStdString());
}

QTEST_GUILESS_MAIN(TestTrialWriter)
#include "tst_trialwriter.moc"
