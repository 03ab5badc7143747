#include "core/base/filewriter.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <vector>

using namespace learnscope;

class TestFileWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesAndReplaces()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("new/deep/table.csv"));
        QVERIFY(writeFileAtomically(path.toStdString(), "old"));
        QVERIFY(writeFileAtomically(path.toStdString(), "new"));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("new"));
        QCOMPARE(QFileInfo(path).dir().entryList(QDir::Files).size(), 1);
    }

    void writesPieceByPiece()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("table.csv"));
        QVERIFY(writeFileAtomically(path.toStdString(), [](const ByteSink& sink) -> Result<void> {
            const auto first = sink("one ");
            return first ? sink("two") : first;
        }));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("one two"));
        // What was there stays where the pieces end in a failure.
        const auto failed = writeFileAtomically(path.toStdString(), [](const ByteSink& sink) -> Result<void> {
            const auto first = sink("other");
            return first ? failure(Error::Kind::Internal, "no more") : first;
        });
        QCOMPARE(QString::fromStdString(failed.error().message), QStringLiteral("no more"));
        file.seek(0);
        QCOMPARE(file.readAll(), QByteArray("one two"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList {QStringLiteral("table.csv")});
    }

    void letsAWriterFillTheFileItself()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("table.h5"));
        QVERIFY(writeFileAtomically(path.toStdString(),
                                    PathWriter {[](const std::filesystem::path& temporary) -> Result<void> {
                                        QFile output(QString::fromStdString(temporary.string()));
                                        if (output.open(QIODevice::WriteOnly))
                                            output.write("content");
                                        return {};
                                    }}));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("content"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList {QStringLiteral("table.h5")});
    }

    void keepsWhatWasThereWhenTheDiskIsFull()
    {
        if (!QFile::exists(QStringLiteral("/dev/full")))
            QSKIP("this system has no /dev/full");
        const auto result = writeFileAtomically("/dev/full/table.csv", "text");
        QVERIFY(!result);
        QCOMPARE(QString::fromStdString(result.error().where.file), QStringLiteral("/dev/full/table.csv"));
    }

    void writesAllFilesOrNone()
    {
        QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        QVERIFY(writeFilesAtomically(std::vector<FileContent> {{path + "/a", "1"}, {path + "/b", "2"}}));
        QDir().mkpath(folder.filePath(QStringLiteral("c")));
        QVERIFY(!writeFilesAtomically(std::vector<FileContent> {{path + "/a", "3"}, {path + "/c", "4"}}));
        QFile file(folder.filePath(QStringLiteral("a")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("1"));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files),
                 (QStringList {QStringLiteral("a"), QStringLiteral("b")}));
    }

    void refusesAFolder()
    {
        QTemporaryDir folder;
        const auto result = writeFileAtomically(folder.path().toStdString(), "text");
        QVERIFY(!result);
        QVERIFY(QString::fromStdString(result.error().toString()).contains(QStringLiteral("folder")));
    }
};

QTEST_GUILESS_MAIN(TestFileWriter)
#include "tst_filewriter.moc"
