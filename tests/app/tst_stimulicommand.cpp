#include "core/stimuli/picture.h"
#include "tests/support/shareddata.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {
struct Outcome
{
    int code = -1;
    QString out;
    QString errors;
};

/// Runs `learnscope-cli stimuli ...` with the words of @p command; %1 stands for @p folder.
Outcome run(const char* command, const QString& folder)
{
    QStringList arguments {QStringLiteral("stimuli")};
    for (const QString& word : QString::fromUtf8(command).split(QLatin1Char(' '), Qt::SkipEmptyParts))
        arguments << QString(word).replace(QStringLiteral("%1"), folder);
    QProcess process;
    process.start(QString::fromStdString((learnscope::programFolder() / "learnscope-cli").string()),
                  arguments);
    if (!process.waitForFinished(120000))
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}
} // namespace

class TestStimuliCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const Outcome made =
            run("generate --out %1/set --seed 7 --size 24 --categories 2 --objects 2 --prefix k_gen "
                "--with-trials --runs 3",
                m_folder.path());
        QVERIFY2(made.code == 0, qPrintable(made.errors));
        QVERIFY(made.out.contains(QStringLiteral("76 pictures")));
        QVERIFY(made.out.contains(QStringLiteral("5 trial tables")));
    }

    void listsWhatWasMade()
    {
        const Outcome listed = run("list %1/set", m_folder.path());
        QCOMPARE(listed.code, 0);
        QCOMPARE(listed.errors, QString());
        const QStringList lines = listed.out.trimmed().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 1 + 76);
        QCOMPARE(lines.first(), QStringLiteral("phase\ttest_set\tcategory\tobject\taxis\tangle\tfile"));
        for (const QString& line : lines)
            QCOMPARE(line.count(QLatin1Char('\t')), 6);
    }

    void listsAsJson()
    {
        const Outcome listed = run("list %1/set --json", m_folder.path());
        QCOMPARE(listed.code, 0);
        const QJsonObject object = QJsonDocument::fromJson(listed.out.toUtf8()).object();
        const QJsonArray pictures = object.value(QStringLiteral("pictures")).toArray();
        QCOMPARE(pictures.size(), 76);
        int turned = 0;
        for (const auto& value : pictures) {
            const QJsonObject picture = value.toObject();
            QCOMPARE(picture.value(QStringLiteral("category")),
                     picture.value(QStringLiteral("folder_category")));
            turned += picture.value(QStringLiteral("angle")).toInt() == -30;
            QCOMPARE(picture.value(QStringLiteral("test_set")).isNull(),
                     picture.value(QStringLiteral("phase")).toString() == QStringLiteral("train"));
        }
        QCOMPARE(turned, 2 * 2 * 2 * 2); // categories, sets, trained and novel, axes
        QVERIFY(object.value(QStringLiteral("remarks")).toArray().isEmpty());
    }

    void remarksOnNamesThatDoNotFit()
    {
        const Outcome listed = run("list %1/set --pattern other_{object}", m_folder.path());
        QCOMPARE(listed.code, 0);
        QVERIFY(listed.errors.contains(QStringLiteral("do not fit the pattern other_{object} (76")));
    }

    void writesTrialTables()
    {
        const QStringList tables =
            QDir(m_folder.filePath(QStringLiteral("set/trials"))).entryList(QDir::Files);
        QCOMPARE(tables.join(QLatin1Char(' ')),
                 QStringLiteral("alexnet.csv convnext.csv humans.csv resnet50.csv vit.csv"));
        QFile table(m_folder.filePath(QStringLiteral("set/trials/vit.csv")));
        QVERIFY(table.open(QIODevice::ReadOnly));
        QVERIFY(table.readLine() == "run,epoch,phase,image_name,ground_truth,prediction\n");
        // 3 runs x 6 epochs x (8 training pictures + 34 of a test set)
        QCOMPARE(table.readAll().count('\n'), qsizetype(3 * 6 * (8 + 34)));
    }

    void drawsAContactSheet()
    {
        const Outcome drawn = run("sheet %1/set --out %1/sheet.png --cell 24", m_folder.path());
        QVERIFY2(drawn.code == 0, qPrintable(drawn.errors));
        const auto sheet =
            learnscope::readPicture(m_folder.filePath(QStringLiteral("sheet.png")).toStdString());
        QVERIFY(sheet);
        QVERIFY(sheet->width > 10 * 24 && sheet->height > 8 * 24);
    }

    void endsWithTheRightCode_data()
    {
        QTest::addColumn<QByteArray>("command");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* command, int code, const char* message) {
            QTest::newRow(name) << QByteArray(command) << code << QString::fromUtf8(message);
        };
        row("no action", "", 2, "subcommand is required");
        row("no folder", "list", 2, "folder is required");
        row("absent folder", "list %1/no", 3, "no: there is no such folder");
        row("not a stimulus folder", "list %1", 3, "holds neither a folder train nor a folder test");
        row("bad pattern", "list %1/set --pattern {x}", 2,
            "expected {category}, {object}, {axis} or {angle}");
        row("bad size", "generate --out %1/other --size 3", 2, "from 16 to 2048 pixels");
        row("bad prefix", "generate --out %1/other --prefix a/b", 2, "is not made of letters");
        row("bad runs", "generate --out %1/other --runs 0", 2, "--runs must be at least 1");
        row("a set is there", "generate --out %1/set", 3, "set/train: is there already");
        row("no place for the sheet", "sheet %1/set --out /dev/full/sheet.png", 1, "cannot be written");
        row("bad cell", "sheet %1/set --out %1/x.png --cell 4", 2, "from 16 to 1024 pixels");
    }

    void endsWithTheRightCode()
    {
        QFETCH(QByteArray, command);
        QFETCH(int, code);
        QFETCH(QString, message);
        const Outcome outcome = run(command.constData(), m_folder.path());
        QVERIFY2(outcome.errors.contains(message), qPrintable(outcome.errors));
        QCOMPARE(outcome.code, code);
        QVERIFY(!QFile::exists(m_folder.filePath(QStringLiteral("other"))));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestStimuliCommand)
#include "tst_stimulicommand.moc"
