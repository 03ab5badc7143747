#include "tests/support/madestudy.h"
#include "widgets/download/localfile.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

using namespace learnscope;

namespace {
PublishedFile fileOf(const QByteArray& content, const char* local = "trials/a.csv")
{
    return {QStringLiteral("data/a.csv"), QLatin1String(local), gitBlobSha1(content), content.size()};
}

void write(const QString& path, const QByteArray& content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

QByteArray read(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
}

class CancelledContext : public JobContext
{
    bool isCancelled() const override { return true; }
    void report(double, std::string_view) override { }
};
} // namespace

class TestLocalFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    /// The hashes are those of `git hash-object` and `sha256sum`.
    void hashesAsGitDoes_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("blob");
        QTest::addColumn<QByteArray>("sha256");
        QTest::newRow("a line") << QByteArray("hello\n")
                                << QByteArray("ce013625030ba8dba906f756967f9e9ca394464a")
                                << QByteArray(
                                       "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03");
        QTest::newRow("nothing") << QByteArray() << QByteArray("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")
                                 << QByteArray(
                                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        QTest::newRow("several blocks")
            << QByteArray(200000, 'x') << QByteArray("a213aa40f11f7af2a9c9e973df599278413060bb")
            << QByteArray("91e3faafd322bcdf160f3f0ce886acb092b9b9e2a1e8526b40f21a8898a8700b");
    }

    void hashesAsGitDoes()
    {
        QFETCH(QByteArray, content);
        const QString path = m_folder->filePath(QStringLiteral("x"));
        write(path, content);
        const auto hashes = hashFile(path, JobContext::none());
        QVERIFY(hashes);
        QTEST(hashes->blobSha1, "blob");
        QTEST(hashes->sha256, "sha256");
    }

    void stopsHashingWhenAsked()
    {
        write(m_folder->filePath(QStringLiteral("x")), "hello\n");
        CancelledContext context;
        const auto hashes = hashFile(m_folder->filePath(QStringLiteral("x")), context);
        QVERIFY(!hashes);
        QCOMPARE(hashes.error().kind, Error::Kind::Cancelled);
    }

    void putsAPartTogetherAndInItsPlace()
    {
        const PublishedFile file = fileOf("one two three");
        QCOMPARE(*appendToPart(m_folder->path(), file, 0, "one "), 4);
        QCOMPARE(*appendToPart(m_folder->path(), file, 4, "two and more"), 16);
        QCOMPARE(inspectLocalFile(m_folder->path(), file, JobContext::none())->partBytes, 0); // too long
        QCOMPARE(*appendToPart(m_folder->path(), file, 8, "three"), 13);
        const auto found = inspectLocalFile(m_folder->path(), file, JobContext::none());
        QVERIFY(!found->complete);
        QCOMPARE(found->partBytes, 13);

        const auto sha256 = adoptPart(m_folder->path(), file, JobContext::none());
        QVERIFY(sha256);
        QCOMPARE(read(target()), QByteArray("one two three"));
        QVERIFY(!QFile::exists(target() + QStringLiteral(".part")));
        const auto then = inspectLocalFile(m_folder->path(), file, JobContext::none());
        QVERIFY(then->complete);
        QCOMPARE(then->sha256, *sha256);
    }

    void throwsAWrongPartAway()
    {
        appendToPart(m_folder->path(), fileOf("right"), 0, "wrong");
        const auto adopted = adoptPart(m_folder->path(), fileOf("right"), JobContext::none());
        QVERIFY(!adopted);
        QCOMPARE(adopted.error().kind, Error::Kind::Mismatch);
        QVERIFY(!QFile::exists(target()));
        QVERIFY(!QFile::exists(target() + QStringLiteral(".part")));
    }

    void keepsOtherFilesOfTheSameName()
    {
        for (const char* mine : {"my own notes", "my other notes"}) {
            write(target(), mine);
            appendToPart(m_folder->path(), fileOf("theirs"), 0, "theirs");
            QVERIFY(adoptPart(m_folder->path(), fileOf("theirs"), JobContext::none()));
        }
        QCOMPARE(read(target()), QByteArray("theirs"));
        QCOMPARE(read(target() + QStringLiteral(".old")), QByteArray("my own notes"));
        QCOMPARE(read(target() + QStringLiteral(".old2")), QByteArray("my other notes"));
    }

    void writesThroughNoLink()
    {
        const QString elsewhere = m_folder->filePath(QStringLiteral("elsewhere"));
        write(elsewhere, "precious");
        QDir(m_folder->path()).mkpath(QStringLiteral("trials"));
        QVERIFY(QFile::link(elsewhere, target() + QStringLiteral(".part")));
        QVERIFY(appendToPart(m_folder->path(), fileOf("right"), 0, "right"));
        QCOMPARE(read(elsewhere), QByteArray("precious"));
    }

    void takesAnEmptyFile()
    {
        QVERIFY(adoptPart(m_folder->path(), fileOf({}), JobContext::none()));
        QCOMPARE(read(target()), QByteArray());
    }

    void saysWhyAFolderCannotBeUsed()
    {
        write(m_folder->filePath(QStringLiteral("file")), "x");
        const auto below = prepareFolder(m_folder->filePath(QStringLiteral("file/below")), {}, nullptr);
        QVERIFY(!below);
        QVERIFY(QByteArray(below.error().message.c_str()).contains("cannot be made"));
        QVERIFY(!appendToPart(m_folder->filePath(QStringLiteral("file")), fileOf("x"), 0, "x"));

        QDir(m_folder->path()).mkpath(QStringLiteral("trials/a.csv"));
        const auto folder = inspectLocalFile(m_folder->path(), fileOf("x"), JobContext::none());
        QVERIFY(!folder);
        QVERIFY(QByteArray(folder.error().message.c_str()).contains("is a folder"));
    }

    void countsWhatIsMissingAgainstTheFreeSpace()
    {
        const std::vector<PublishedFile> files = {fileOf("ten bytes!"),
                                                  fileOf("twenty bytes in all!", "trials/b.csv")};
        const auto free = [](qint64 bytes) { return [bytes](const QString&) { return bytes; }; };
        QCOMPARE(*prepareFolder(m_folder->path(), files, free(30)), 30);
        const auto full = prepareFolder(m_folder->path(), files, free(29));
        QVERIFY(!full);
        QVERIFY(QByteArray(full.error().message.c_str()).startsWith("the disk is too full"));
        write(target(), "ten bytes!");
        appendToPart(m_folder->path(), files[1], 0, "twenty");
        QCOMPARE(*prepareFolder(m_folder->path(), files, free(14)), 14);
        QVERIFY(prepareFolder(m_folder->path(), files, free(-1)));
    }

    /// A limit on the size of files makes writing fail as a full disk does.
    void reportsADiskThatTakesNoMore()
    {
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before = {};
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit little = {1000, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &little);
        const auto written = appendToPart(m_folder->path(), fileOf("x"), 0, QByteArray(5000, 'x'));
        setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(!written);
        QCOMPARE(written.error().kind, Error::Kind::Io);
        QVERIFY(QByteArray(written.error().message.c_str()).startsWith("cannot be written: "));
    }

    void listsHashesAsSha256sumDoes()
    {
        write(target(), "hello\n");
        QVERIFY(writeChecksums(m_folder->path(),
                               {{"5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03",
                                 QStringLiteral("trials/a.csv")}}));
        QProcess check;
        check.setWorkingDirectory(m_folder->path());
        check.start(QStringLiteral("sha256sum"), {QStringLiteral("--check"), QStringLiteral("SHA256SUMS")});
        QVERIFY(check.waitForFinished());
        QCOMPARE(check.exitCode(), 0);
        QCOMPARE(check.readAllStandardOutput(), QByteArray("trials/a.csv: OK\n"));
    }

private:
    QString target() const { return m_folder->filePath(QStringLiteral("trials/a.csv")); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestLocalFile)
#include "tst_localfile.moc"
