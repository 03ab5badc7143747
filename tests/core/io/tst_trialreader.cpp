#include "core/io/bytesource.h"
#include "core/io/trialreader.h"
#include "core/stats/accuracy.h"
#include "tests/support/shareddata.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cerrno>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

using namespace learnscope;

namespace {
const QByteArray header = "run,epoch,phase,image_name,ground_truth,prediction\n";
const QByteArray row = "1,1,train,a_0.png,p,q\n";

QByteArray replaced(QByteArray text, const char* before, const char* after)
{
    return text.replace(before, after);
}

/// One line per row: "line:run,epoch,phase,image,truth,prediction|extras".
QByteArray dump(const TrialTable& table)
{
    std::ostringstream out;
    for (std::size_t index = 0; index < table.size(); ++index) {
        out << table.lineOf(index) << ':' << table.runs()[index] << ',' << table.epochs()[index] << ','
            << toString(table.phases()[index]) << ',' << table.imageOf(index) << ','
            << table.labelNames()[table.truths()[index]] << ','
            << table.labelNames()[table.predictions()[index]];
        for (const ExtraColumn& extra : table.extras()) {
            out << '|' << extra.name << '=';
            if (const auto* text = std::get_if<ExtraColumn::Text>(&extra.values))
                out << '\'' << text->texts[text->codes[index]] << '\'';
            else if (const auto* wholes = std::get_if<std::vector<std::int64_t>>(&extra.values))
                out << 'i' << (*wholes)[index];
            else
                out << 'd' << std::get<std::vector<double>>(extra.values)[index];
        }
        out << '\n';
    }
    return QByteArray::fromStdString(out.str());
}

class CancelledContext final : public JobContext
{
public:
    bool isCancelled() const override { return true; }
    void report(double, std::string_view) override { }
};
} // namespace

class TestTrialReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryDialect_data();
    void readsEveryDialect();
    void saysWhatIsWrongAndWhere_data();
    void saysWhatIsWrongAndWhere();
    void findsAllProblemsInOnePass();
    void keepsAHundredProblemsAndCountsTheRest();
    void refusesMoreLabelsThanCodes();
    void saysWhyAFileCannotBeRead();
    void refusesAFileWithoutPermission();
    void readsAPipe();
    void stopsWhenCancelled();
    void readsThePublishedTables_data();
    void readsThePublishedTables();
};

void TestTrialReader::readsEveryDialect_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("rows");
    const QByteArray one = "2:1,1,train,a_0.png,p,q\n";
    QTest::newRow("plain") << header + row << one;
    QTest::newRow("no last newline") << header + row.chopped(1) << one;
    QTest::newRow("byte-order mark") << "\xEF\xBB\xBF" + header + row << one;
    QTest::newRow("CRLF") << replaced(header + row, "\n", "\r\n") << one;
    QTest::newRow("CRLF, the last cut") << replaced(header + row, "\n", "\r\n").chopped(1) << one;
    QTest::newRow("semicolons") << replaced(header + row, ",", ";") << one;
    QTest::newRow("tabs") << replaced(header + row, ",", "\t") << one;
    QTest::newRow("all quoted") << QByteArray(
        "\"run\",\"epoch\",\"phase\",\"image_name\",\"ground_truth\","
        "\"prediction\"\n\"1\",\"1\",\"train\",\"a_0.png\",\"p\",\"q\"\n")
                                << one;
    QTest::newRow("spaces in the header")
        << QByteArray(" run , epoch,phase ,image_name,ground_truth, prediction\n") + row << one;
    QTest::newRow("other order") << QByteArray(
        "prediction,image_name,run,ground_truth,phase,epoch\nq,a_0.png,1,p,train,1\n")
                                 << one;
    QTest::newRow("blank lines at the end") << header + row + "\n\r\n" << one;
    QTest::newRow("run zero, large numbers")
        << header + "0,2147483647,test,a,p,p\n2147483647,1,test,a,p,p\n"
        << QByteArray("2:0,2147483647,test,a,p,p\n3:2147483647,1,test,a,p,p\n");
    QTest::newRow("separator in quotes") << header + "1,1,test,\"a,b\",p,q\n"
                                         << QByteArray("2:1,1,test,a,b,p,q\n");
    QTest::newRow("doubled quotes") << header + "1,1,test,\"say \"\"a\"\"\",p,q\n"
                                    << QByteArray("2:1,1,test,say \"a\",p,q\n");
    QTest::newRow("line break in quotes")
        << header + "1,1,test,\"a\nb\",p,q\n1,1,test,c,p,q\n1,1,test,d,p,q\n"
        << QByteArray("2:1,1,test,a\nb,p,q\n4:1,1,test,c,p,q\n5:1,1,test,d,p,q\n");
    QTest::newRow("line break in the header") << header.chopped(1) + ",\"a\nb\"\n1,1,test,a,p,q,x\n"
                                              << QByteArray("3:1,1,test,a,p,q|a\nb='x'\n");
    QTest::newRow("beyond ASCII") << header + "1,1,test,b\xC3\xA4r.png,\xF0\x9F\x90\xBB,q\n"
                                  << QByteArray("2:1,1,test,b\xC3\xA4r.png,\xF0\x9F\x90\xBB,q\n");
    QTest::newRow("whole numbers") << "rt," + header + "7," + row + "-12,"
            + row << QByteArray("2:1,1,train,a_0.png,p,q|rt=i7\n3:1,1,train,a_0.png,p,q|rt=i-12\n");
    QTest::newRow("numbers with gaps") << "rt," + header + "7," + row + ","
            + row << QByteArray("2:1,1,train,a_0.png,p,q|rt=d7\n3:1,1,train,a_0.png,p,q|rt=dnan\n");
    QTest::newRow("fractions") << "rt," + header + "1.5," + row + "1e3,"
            + row << QByteArray("2:1,1,train,a_0.png,p,q|rt=d1.5\n3:1,1,train,a_0.png,p,q|rt=d1000\n");
    QTest::newRow("text") << "rt," + header + "7," + row + "seven,"
            + row << QByteArray("2:1,1,train,a_0.png,p,q|rt='7'\n3:1,1,train,a_0.png,p,q|rt='seven'\n");
    QTest::newRow("numbers too long to be exact") << "id," + header + "12345678901234567890,"
            + row << QByteArray("2:1,1,train,a_0.png,p,q|id='12345678901234567890'\n");
    QTest::newRow("a column with nothing in it")
        << "rt," + header + "," + row << QByteArray("2:1,1,train,a_0.png,p,q|rt=''\n");
    QTest::newRow("a column without a name")
        << "," + header + "0," + row << QByteArray("2:1,1,train,a_0.png,p,q|=i0\n");
    QTest::newRow("semicolons, commas inside") << replaced(header + row, ",", ";") + "1;1;test;a,b;p;q\n"
                                               << one + "3:1,1,test,a,b,p,q\n";
}

void TestTrialReader::readsEveryDialect()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, rows);
    const auto table = parseTrials(text.toStdString(), "t.csv");
    QVERIFY2(table, table ? "" : table.error().toString().c_str());
    QCOMPARE(dump(*table), rows);
}

void TestTrialReader::saysWhatIsWrongAndWhere_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("errors");
    const auto add = [](const char* name, const QByteArray& text, const char* code, const char* errors) {
        QTest::newRow(name) << text << QByteArray(code) << QByteArray(errors);
    };
    const char* wanted =
        "expected a header with the columns run, epoch, phase, image_name, ground_truth and prediction";
    add("empty file", "", "empty-file",
        qPrintable(QLatin1String("t.csv: is empty; ") + QLatin1String(wanted)));
    add("only a byte-order mark", "\xEF\xBB\xBF", "empty-file",
        qPrintable(QLatin1String("t.csv: is empty; ") + QLatin1String(wanted)));
    add("header only", header, "no-trials",
        "t.csv: has a header but no trials; expected a row for each trial");
    add("no header", row, "missing-column",
        qPrintable(QLatin1String("t.csv:1:1: ") + QLatin1String(wanted)
                   + QLatin1String(", found '1,1,train,a_0.png,p,q'")));
    add("UTF-16", QByteArray("\xFF\xFEr\0u\0", 6), "not-utf8",
        "t.csv: is text in UTF-16; expected text in UTF-8");
    add("missing column", QByteArray("run,phase,image_name,ground_truth,prediction\n1,train,a,p,q\n"),
        "missing-column", "t.csv:1:1: column 'epoch' is missing");
    add("wrong case", replaced(header, "epoch", "Epoch") + row, "missing-column",
        "t.csv:1:1: column 'epoch' is missing; the header has 'Epoch'");
    add("doubled column", "run," + header + "1," + row, "doubled-column",
        "t.csv:1:5: column 'run' occurs twice");
    add("doubled extra", "rt,rt," + header + "1,1," + row, "doubled-column",
        "t.csv:1:4: column 'rt' occurs twice");
    add("text for a number", header + "one,1,train,a,p,q\n", "not-a-whole-number",
        "t.csv:2:1: expected a whole number for 'run', found 'one'");
    add("a fraction", header + "1,1.5,train,a,p,q\n", "not-a-whole-number",
        "t.csv:2:3: expected a whole number for 'epoch', found '1.5'");
    add("an empty number", header + ",1,train,a,p,q\n", "not-a-whole-number",
        "t.csv:2:1: expected a whole number for 'run', found nothing");
    add("space before a number", header + " 1,1,train,a,p,q\n", "not-a-whole-number",
        "t.csv:2:1: expected a whole number for 'run', found ' 1'");
    add("epoch zero", header + "1,0,train,a,p,q\n", "out-of-range",
        "t.csv:2:3: expected a number from 1 to 2147483647 for 'epoch', found '0'");
    add("negative run", header + "-1,1,train,a,p,q\n", "out-of-range",
        "t.csv:2:1: expected a number from 0 to 2147483647 for 'run', found '-1'");
    add("too large a run", header + "2147483648,1,train,a,p,q\n", "out-of-range",
        "t.csv:2:1: expected a number from 0 to 2147483647 for 'run', found '2147483648'");
    add("far too large an epoch", header + "1,99999999999999999999,train,a,p,q\n", "out-of-range",
        "t.csv:2:3: expected a number from 1 to 2147483647 for 'epoch', found '99999999999999999999'");
    add("too few fields", header + "1,1,train,a,p\n" + row, "too-few-fields",
        "t.csv:2:14: too few fields: expected 6 fields, found 5");
    add("too many fields", header + "1,1,train,a,p,q,r\n" + row, "too-many-fields",
        "t.csv:2:17: too many fields: expected 6 fields, found 7");
    add("cut in the middle of a row", header + row + "1,1,train,second_ge", "cut-off-row",
        "t.csv:3:20: the file ends in the middle of a row: expected 6 fields, found 4");
    add("unknown phase", header + "1,1,trial,a,p,q\n", "unknown-phase",
        "t.csv:2:5: expected 'train' or 'test' for 'phase', found 'trial'");
    add("empty image", header + "1,1,train,,p,q\n", "empty-field",
        "t.csv:2:11: expected a name for 'image_name', found nothing");
    add("empty truth", header + "1,1,train,a,\"\",q\n", "empty-field",
        "t.csv:2:13: expected a name for 'ground_truth', found nothing");
    add("empty prediction", header + "1,1,train,a,p,\n", "empty-field",
        "t.csv:2:15: expected a name for 'prediction', found nothing");
    add("empty line", header + row + "\n" + row, "empty-line", "t.csv:3:1: an empty line; expected a trial");
    add("unclosed quote", header + "1,1,train,\"a,p,q\n" + row, "unclosed-quote",
        "t.csv:2:11: the quote is never closed; expected a closing \" before the end of the file");
    add("text after a quote", header + "1,1,train,\"a\"b,p,q\n", "stray-quote",
        "t.csv:2:14: text after a closing quote; expected a separator or the end of the line");
    add("quote inside a field", header + "1,1,train,a\"b,p,q\n", "stray-quote",
        "t.csv:2:12: a quote inside a field that is not quoted; expected the whole field in quotes and the "
        "quote "
        "doubled");
    add("lone carriage return", header + "1,1,train,a\rb,p,q\n", "stray-carriage-return",
        "t.csv:2:12: a carriage return without a line feed; expected lines that end with LF or CRLF");
    add("NUL", header + QByteArray("1,1,train,a\0b,p,q\n", 18), "nul-byte",
        "t.csv:2:12: a NUL byte; expected text");
    add("invalid UTF-8", header + "1,1,train,a\xFF,p,q\n", "not-utf8",
        "t.csv:2:12: the byte '\\xFF' is not UTF-8; expected text in UTF-8");
    add("overlong UTF-8", header + "1,1,train,a\xC0\xAF,p,q\n", "not-utf8",
        "t.csv:2:12: the byte '\\xC0' is not UTF-8; expected text in UTF-8");
    add("surrogate", header + "1,1,train,a\xED\xA0\x80,p,q\n", "not-utf8",
        "t.csv:2:12: the byte '\\xED' is not UTF-8; expected text in UTF-8");
    add("invalid UTF-8 in an extra column", "note," + header + "\xE4," + row, "not-utf8",
        "t.csv:2:1: the byte '\\xE4' is not UTF-8; expected text in UTF-8");
    add("columns count characters", header + "1,1,train,b\xC3\xA4r,p,\n", "empty-field",
        "t.csv:2:17: expected a name for 'prediction', found nothing");
    add("after a line break in quotes", header + "1,1,train,\"a\nb\",p,\n", "empty-field",
        "t.csv:3:6: expected a name for 'prediction', found nothing");
}

void TestTrialReader::saysWhatIsWrongAndWhere()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, code);
    QFETCH(QByteArray, errors);
    const auto table = parseTrials(text.toStdString(), "t.csv");
    QVERIFY(!table);
    QCOMPARE(QByteArray::fromStdString(table.error().toString()), errors);
    QCOMPARE(QByteArray::fromStdString(std::string(table.error().kept().front().code)), code);
}

void TestTrialReader::findsAllProblemsInOnePass()
{
    const QByteArray text = replaced(header, "epoch", "Epoch")
        + "x,1,train,a,p,q\n1,1,train,a,p\n1,1,later,,p,q\n\n1,1,train,\"a,p,q\n-1,1,train,a,p,q\n";
    const auto table = parseTrials(text.toStdString(), "t.csv");
    QVERIFY(!table);
    QByteArrayList places;
    for (const Error& error : table.error().kept())
        places << QByteArray::fromStdString(std::string(error.code)) + ':'
                + QByteArray::number(error.where.line) + ':' + QByteArray::number(error.where.column);
    QCOMPARE(places,
             (QByteArrayList {"missing-column:1:1", "not-a-whole-number:2:1", "too-few-fields:3:14",
                              "unknown-phase:4:5", "empty-field:4:11", "empty-line:5:1",
                              "unclosed-quote:6:11", "out-of-range:7:1"}));
    QCOMPARE(table.error().total(), 8u);
}

void TestTrialReader::keepsAHundredProblemsAndCountsTheRest()
{
    QByteArray text = header;
    for (int index = 0; index < 12345; ++index)
        text += "1,1,never,a,p,q\n";
    const auto table = parseTrials(text.toStdString(), "t.csv");
    QVERIFY(!table);
    QCOMPARE(table.error().kept().size(), ErrorList::maximumKept);
    QCOMPARE(table.error().total(), 12345u);
    QCOMPARE(table.error().kept().back().where.line, 101);
    QVERIFY(QByteArray::fromStdString(table.error().toString()).endsWith("... and 12245 more"));
}

void TestTrialReader::refusesMoreLabelsThanCodes()
{
    QByteArray text = header;
    for (int label = 1; label <= 65535; ++label)
        text += "1,1,test,a,1," + QByteArray::number(label) + "\n";
    const auto full = parseTrials(text.toStdString(), "t.csv");
    QVERIFY2(full, full ? "" : full.error().toString().c_str());
    QCOMPARE(full->labelNames().size(), 65535u);
    QCOMPARE(QByteArray::fromStdString(full->labelNames()[full->predictions()[65534]]), QByteArray("65535"));
    const auto table = parseTrials((text + "1,1,test,a,1,new\n1,1,test,a,1,newer\n").toStdString(), "t.csv");
    QVERIFY(!table);
    QCOMPARE(QByteArray::fromStdString(table.error().toString()),
             QByteArray("t.csv:65537:1: more than 65535 different labels; expected no more"));
}

void TestTrialReader::saysWhyAFileCannotBeRead()
{
    QTemporaryDir folder;
    const auto absent = readTrials(folder.filePath(QStringLiteral("absent.csv")).toStdString());
    QVERIFY(!absent);
    QVERIFY(
        QByteArray::fromStdString(absent.error().toString()).endsWith("absent.csv: there is no such file"));
    const auto isFolder = readTrials(folder.path().toStdString());
    QVERIFY(!isFolder);
    QCOMPARE(QByteArray::fromStdString(isFolder.error().toString()),
             folder.path().toUtf8() + ": is a folder; expected a file");
    // What the system says where permission is missing, for tests that run as root.
    const Error denied = readingError(EACCES, "t.csv");
    QCOMPARE(QByteArray::fromStdString(denied.toString()),
             QByteArray("t.csv: may not be read: permission denied"));
    QCOMPARE(denied.kind, Error::Kind::Io);
}

void TestTrialReader::refusesAFileWithoutPermission()
{
    QTemporaryDir folder;
    const std::string path = folder.filePath(QStringLiteral("t.csv")).toStdString();
    std::ofstream(path) << (header + row).toStdString();
    QCOMPARE(::chmod(path.c_str(), 0), 0);
    // Root may read every file, so it reads as nobody.
    const bool isRoot = ::geteuid() == 0;
    constexpr uid_t nobody = 65534;
    QVERIFY(!isRoot || ::seteuid(nobody) == 0);
    const auto table = readTrials(path);
    QVERIFY(!isRoot || ::seteuid(0) == 0);
    QVERIFY(!table);
    QCOMPARE(QByteArray::fromStdString(std::string(table.error().kept().front().code)),
             QByteArray("no-permission"));
}

void TestTrialReader::readsAPipe()
{
    int ends[2] = {};
    QCOMPARE(::pipe(ends), 0);
    const QByteArray text = header + row;
    QCOMPARE(::write(ends[1], text.constData(), static_cast<std::size_t>(text.size())), text.size());
    ::close(ends[1]);
    const auto table = readTrials("/dev/fd/" + std::to_string(ends[0]));
    ::close(ends[0]);
    QVERIFY2(table, table ? "" : table.error().toString().c_str());
    QCOMPARE(table->size(), 1u);
}

void TestTrialReader::stopsWhenCancelled()
{
    CancelledContext context;
    const auto table = parseTrials((header + row).toStdString(), "t.csv", {}, context);
    QVERIFY(!table);
    QCOMPARE(table.error().total(), 1u);
    QCOMPARE(table.error().kept().front().kind, Error::Kind::Cancelled);
}

void TestTrialReader::readsThePublishedTables_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("rows");
    for (const char* name : {"alexnet", "resnet50"})
        QTest::newRow(name) << QString::fromLatin1(name) << 10440;
    QTest::newRow("vit") << QStringLiteral("vit") << 10527;
    QTest::newRow("human") << QStringLiteral("human") << 6264;
}

void TestTrialReader::readsThePublishedTables()
{
    REQUIRE_SHARED_DATA();
    QFETCH(QString, name);
    QFETCH(int, rows);
    const std::string file = "data/huber2024/trials/" + name.toStdString() + "_classification_data.csv";
    const auto table = readTrials(sharedFile(file.c_str()));
    QVERIFY2(table, table ? "" : table.error().toString().c_str());
    QCOMPARE(table->size(), std::size_t(rows));
    QCOMPARE(table->imageNames().size(), 342u);
    QCOMPARE(table->classes(), (std::vector<std::string> {"p", "q", "v"}));

    QByteArrayList found;
    for (const AccuracyCell& cell : accuracyPerRun(*table))
        found << QByteArray::number(cell.run) + ',' + QByteArray::number(cell.epoch) + ','
                + QByteArray::fromStdString(std::string(toString(cell.phase))) + ','
                + QByteArray::number(cell.trials) + ',' + QByteArray::number(cell.accuracy(), 'f', 10);
    QFile input(QString::fromStdString(sharedFile("expected/accuracy_per_run.csv").string()));
    QVERIFY(input.open(QIODevice::ReadOnly));
    const QByteArray prefix = name.toUtf8() + ',';
    QByteArrayList expected;
    for (const QByteArray& line : input.readAll().split('\n')) {
        const qsizetype accuracy = line.lastIndexOf(',') + 1;
        if (line.startsWith(prefix))
            expected << line.mid(prefix.size(), accuracy - prefix.size())
                    + QByteArray::number(line.mid(accuracy).trimmed().toDouble(), 'f', 10);
    }
    QVERIFY(!expected.isEmpty());
    QCOMPARE(found, expected);
}

QTEST_GUILESS_MAIN(TestTrialReader)
#include "tst_trialreader.moc"
