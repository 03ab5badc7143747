#include "core/io/trialreader.h"
#include "core/io/trialwriter.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <random>

using namespace learnscope;

// The fast way to read a table and the patient one must not differ, whatever the number of threads.

namespace {
struct Shape
{
    int rows = 20'000; // some 700 kilobytes: three blocks
    const char* header = "run,epoch,phase,image_name,ground_truth,prediction";
    const char* lineEnd = "\n";
    bool lastNewline = true;
    int nameEvery = 50; // rows between new names
    int longNames = 0; // characters that some names are longer
};

std::string makeTable(const Shape& shape, unsigned seed)
{
    std::mt19937 random(seed);
    const auto below = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
    const bool isReversed = std::string(shape.header).starts_with("prediction");
    std::string text = shape.header + std::string(shape.lineEnd);
    for (int row = 0; row < shape.rows; ++row) {
        std::string name = "img_" + std::to_string(below(1 + row / shape.nameEvery));
        if (shape.longNames > 0 && below(100) == 0)
            name.append(static_cast<std::size_t>(below(shape.longNames)), 'x');
        const std::string fields[] = {std::to_string(row / 97 * 1000),
                                      std::to_string(1 + row % 97 / 20),
                                      below(2) ? "train" : "test",
                                      name,
                                      std::string(1, static_cast<char>('a' + below(1 + row / 2000))),
                                      "label" + std::to_string(below(1 + row / 1000))};
        for (int field = 0; field < 6; ++field)
            text.append(field == 0 ? "" : ",").append(fields[isReversed ? 5 - field : field]);
        if (row + 1 < shape.rows || shape.lastNewline)
            text += shape.lineEnd;
    }
    return text;
}

void compare(const std::string& text, const std::vector<unsigned>& threadCounts)
{
    const auto patient = parseTrials(text, "t.csv", {.threads = 1, .patient = true});
    const std::string expected = patient ? formatTrials(*patient) : patient.error().toString();
    for (const unsigned threads : threadCounts) {
        const auto table = parseTrials(text, "t.csv", {.threads = threads, .patient = false});
        QCOMPARE(bool(table), bool(patient));
        QVERIFY((table ? formatTrials(*table) : table.error().toString()) == expected);
        if (!table)
            continue;
        QVERIFY(table->imageNames() == patient->imageNames());
        QVERIFY(table->labelNames() == patient->labelNames());
        QVERIFY(std::ranges::equal(table->images(), patient->images()));
        QVERIFY(std::ranges::equal(table->truths(), patient->truths()));
        for (std::size_t row = 0; row < table->size(); row += 101)
            QCOMPARE(table->lineOf(row), patient->lineOf(row));
    }
}

/// Stops the job once it has said a few times how far it is.
class ImpatientContext final : public JobContext
{
public:
    bool isCancelled() const override { return m_reports > 2; }
    void report(double fraction, std::string_view step) override
    {
        ++m_reports;
        m_inRange = m_inRange && fraction >= 0.0 && fraction <= 1.0 && step == "reading trials";
    }
    bool inRange() const { return m_inRange; }

private:
    std::atomic<int> m_reports = 0;
    std::atomic<bool> m_inRange = true;
};
} // namespace

class TestPlainTrialRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void agreesWithThePatientReader_data();
    void agreesWithThePatientReader();
    void leavesOddRowsToThePatientReader_data();
    void leavesOddRowsToThePatientReader();
    void agreesAtEveryPlaceOfABlockBorder();
    void stopsInTheMiddle();
};

void TestPlainTrialRows::agreesWithThePatientReader_data()
{
    QTest::addColumn<QByteArray>("text");
    const auto add = [](const char* name, const Shape& shape) {
        QTest::newRow(name) << QByteArray::fromStdString(makeTable(shape, 1));
    };
    const char* reversed = "prediction,ground_truth,image_name,phase,epoch,run";
    add("plain", {});
    add("CRLF", {.lineEnd = "\r\n"});
    add("no last newline", {.lastNewline = false});
    add("reversed columns", {.header = reversed});
    add("reversed columns, CRLF, no last newline",
        {.header = reversed, .lineEnd = "\r\n", .lastNewline = false});
    add("a new name in each row", {.nameEvery = 1});
    add("names of up to 3000 characters", {.longNames = 3000});
    add("names longer than the fast way takes", {.longNames = 9000});
    add("a few rows", {.rows = 3});
    add("a byte-order mark", {.header = "\xEF\xBB\xBFrun,epoch,phase,image_name,ground_truth,prediction"});
    add("a header of two lines", {.header = "run,epoch,phase,\"image_name\n\",ground_truth,prediction"});
}

void TestPlainTrialRows::agreesWithThePatientReader()
{
    QFETCH(QByteArray, text);
    compare(text.toStdString(), {1, 2, 3, 7});
}

void TestPlainTrialRows::leavesOddRowsToThePatientReader_data()
{
    QTest::addColumn<QByteArray>("row");
    for (const char* row : {"1,1,test,\"a,b\",a,a",
                            "1,1,test,\"a\nb\",a,a",
                            "1,1,test,b\xC3\xA4r,a,a",
                            "1,1,test,b\xFFr,a,a",
                            "1,1,test,a,a",
                            "1,1,test,a,a,a,a",
                            "1,1,test,,a,a",
                            "1,1,test,a,,a",
                            "1,1,test,a,a,",
                            "1,1.5,test,a,a,a",
                            "1,0,test,a,a,a",
                            "-1,1,test,a,a,a",
                            "2147483648,1,test,a,a,a",
                            "2147483647,2147483647,test,a,a,a",
                            "99999999999,1,test,a,a,a",
                            "1,1,tests,a,a,a",
                            "1,1,trai,a,a,a",
                            "",
                            "1,1,test,a\rb,a,a",
                            "1,1,test,a,a,\"a\"",
                            "007,01,test,a,a,a",
                            "1,1,test,\"a,a,a",
                            "1,1,test,a,a,\r",
                            ",,,,,"})
        QTest::newRow(row) << QByteArray(row);
    QTest::newRow("NUL") << QByteArray("1,1,test,a\0b,a,a", 16);
    QByteArray labels;
    for (int label = 0; label < 65'600; ++label)
        labels += "1,1,test,a,x" + QByteArray::number(label) + ",a\n";
    QTest::newRow("too many labels") << labels.chopped(1);
}

void TestPlainTrialRows::leavesOddRowsToThePatientReader()
{
    QFETCH(QByteArray, row);
    std::string text = makeTable({.rows = 9'000}, 2);
    compare(text + row.toStdString() + '\n' + "1,1,test,a,a,a\n", {1, 3});
    compare(text + row.toStdString(), {3});
    const std::size_t middle = text.find('\n', text.size() / 2) + 1;
    compare(text.insert(middle, row.toStdString() + '\n'), {3});
}

void TestPlainTrialRows::agreesAtEveryPlaceOfABlockBorder()
{
    // A longer name in the first row moves all that follows over the border of a block, byte by byte.
    const std::string header = "run,epoch,phase,image_name,ground_truth,prediction\n";
    const std::string rows = makeTable({.rows = 9'000}, 3).substr(header.size());
    QVERIFY(rows.size() > (1 << 18) + 1000);
    for (int shift = 1; shift <= 45; ++shift)
        compare(header + "1,1,test," + std::string(static_cast<std::size_t>(shift), 'x') + ",a,a\n" + rows,
                {2});
}

void TestPlainTrialRows::stopsInTheMiddle()
{
    const std::string text = makeTable({.rows = 150'000}, 4);
    for (const bool patient : {false, true}) {
        ImpatientContext context;
        const auto table = parseTrials(text, "t.csv", {.threads = 2, .patient = patient}, context);
        QVERIFY(!table);
        QCOMPARE(table.error().kept().front().kind, Error::Kind::Cancelled);
        QVERIFY(context.inRange());
    }
}

QTEST_GUILESS_MAIN(TestPlainTrialRows)
#include "tst_plaintrialrows.moc"
