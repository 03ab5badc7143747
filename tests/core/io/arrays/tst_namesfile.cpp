#include "core/io/arrays/namesfile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace learnscope;

class TestNamesFile : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::string file(const QByteArray& content) const
    {
        const QString path = m_folder.filePath(QStringLiteral("names.txt"));
        QFile output(path);
        if (output.open(QIODevice::WriteOnly))
            output.write(content);
        return path.toStdString();
    }

private Q_SLOTS:
    void readsNames_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("column");
        QTest::addColumn<int>("rows");
        QTest::addColumn<QString>("names");
        const auto row = [](const char* name, const QByteArray& content, const char* column, int rows,
                            const char* names) {
            QTest::newRow(name) << content << QString::fromUtf8(column) << rows << QString::fromUtf8(names);
        };
        row("one a line", "cat\ndog\n", "", 2, "cat|dog");
        row("no line end", "cat\ndog", "", 2, "cat|dog");
        row("any number", "cat\ndog\ncow\n", "", 0, "cat|dog|cow");
        row("spaces and commas", "ice cream, vanilla\nhot dog; long\n", "", 2,
            "ice cream, vanilla|hot dog; long");
        row("one line more", "name\ncat\ndog\n", "", 2, "cat|dog");
        row("the column's name", "what\ncat\ndog\n", "what", 0, "cat|dog");
        row("byte order mark, CRLF",
            "\xEF\xBB\xBF"
            "cat\r\ndog\r\n",
            "", 2, "cat|dog");
        row("usual column", "x,uniqueID,name\n1,cat1,cat\n2,dog1,dog\n", "", 2, "cat1|dog1");
        row("chosen column", "x,uniqueID,name\n1,cat1,cat\n2,dog1,dog\n", "name", 2, "cat|dog");
        row("quotes", "name;x\n\"a;b\";1\n\"c\"\"d\";2\n", "", 2, "a;b|c\"d");
        row("tabs", "y\tlabel\n1\tcat\n2\thot dog\n", "", 2, "cat|hot dog");
        row("repeated", "cat\ncat\n", "", 2, "cat|cat");
    }
    void readsNames()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, column);
        QFETCH(int, rows);
        QFETCH(QString, names);
        const auto read = readNames(file(content), column.toStdString(), static_cast<std::size_t>(rows));
        QVERIFY2(read, read ? "" : read.error().toString().c_str());
        QStringList found;
        for (const std::string& name : read->span())
            found << QString::fromStdString(name);
        QCOMPARE(found.join(u'|'), names);
    }

    void saysWhatIsWrong_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("column");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const QByteArray& content, const char* column,
                            const char* message) {
            QTest::newRow(name) << content << QString::fromUtf8(column) << QString::fromUtf8(message);
        };
        row("too few", "cat\n", "", ": 1 names; expected 2, one for each row");
        row("too many", "cat\ndog\ncow\nbee\n", "", ": 4 names; expected 2, one for each row");
        row("empty", "", "", ": 0 names; expected 2, one for each row");
        row("no such column", "x\tname\n1\tcat\n", "word",
            ":1:1: there is no column 'word'; the columns are 'x', 'name'");
        row("which column", "x\ty\n1\tcat\n", "",
            ":1:1: which column holds the names is not clear; the columns are 'x', 'y'");
        row("short row", "x\tname\n1\tcat\n2\n", "", ":3:1: 1 fields; expected 2");
        row("no UTF-8", "cat\n\xFF\n", "", ":2:1: a name that is not UTF-8");
    }
    void saysWhatIsWrong()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, column);
        QFETCH(QString, message);
        const std::string path = file(content);
        const auto read = readNames(path, column.toStdString(), 2);
        QVERIFY(!read);
        QCOMPARE(QString::fromStdString(read.error().toString()), QString::fromStdString(path) + message);
    }
};

QTEST_APPLESS_MAIN(TestNamesFile)
#include "tst_namesfile.moc"
