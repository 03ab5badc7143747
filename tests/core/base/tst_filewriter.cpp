#include "core/base/filewriter.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

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

    void keepsWhatWasThereWhenTheDiskIsFull()
    {
        if (!QFile::exists(QStringLiteral("/dev/full")))
            QSKIP("this system has no /dev/full");
        const auto result = writeFileAtomically("/dev/full/table.csv", "text");
        QVERIFY(!result);
        QCOMPARE(QString::fromStdString(result.error().where.file), QStringLiteral("/dev/full/table.csv"));
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
