#include "core/base/csvtext.h"

#include <QTest>

#include <limits>

using namespace learnscope;

class TestCsvText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quotesWhatMustBeQuoted()
    {
        CsvText csv({"observer", "plain, quoted"});
        csv.add("net, the \"small\" one").add("two\nlines");
        csv.endRow();
        csv.add("").add(-3);
        csv.endRow();
        QCOMPARE(QByteArray::fromStdString(csv.text()),
                 QByteArray("observer,\"plain, quoted\"\n"
                            "\"net, the \"\"small\"\" one\",\"two\nlines\"\n"
                            ",-3\n"));
        QCOMPARE(csv.rows(), std::size_t(2));
    }

    void saysTheSameInEveryRow()
    {
        CsvText csv {"a", "b,c"};
        csv.add("two\nlines").add(1).endRow();
        csv.add("\"x\"").add(2).endRow();
        QCOMPARE(QByteArray::fromStdString(withColumn(csv.text(), "note", "so, or so")),
                 QByteArray("a,\"b,c\",note\n"
                            "\"two\nlines\",1,\"so, or so\"\n"
                            "\"\"\"x\"\"\",2,\"so, or so\"\n"));
    }

    void numbersReadBackAsTheSame()
    {
        for (const double number : {1 / 3., .1, 1e-300, 123456789.125, 5.446623093681917e-05}) {
            CsvText csv({"number"});
            csv.add(number);
            const QByteArray text = QByteArray::fromStdString(csv.text()).mid(7);
            QCOMPARE(text.toDouble(), number);
        }
        CsvText csv({"number"});
        csv.add(1.0).add(std::numeric_limits<double>::quiet_NaN()).add(std::uint32_t(7));
        QCOMPARE(QByteArray::fromStdString(csv.text()), QByteArray("number\n1,,7"));
    }
};

QTEST_GUILESS_MAIN(TestCsvText)
#include "tst_csvtext.moc"
