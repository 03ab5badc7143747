#include "core/simulation/stimulusgenerator.h"
#include "core/stimuli/picture.h"
#include "core/stimuli/stimulusfolder.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <unistd.h>

using namespace learnscope;
namespace fs = std::filesystem;

namespace {
/// Stops the job once it has reported a number of times.
class StopsAfter : public JobContext
{
public:
    explicit StopsAfter(int reports)
        : m_left(reports)
    {
    }
    bool isCancelled() const override { return m_left <= 0; }
    void report(double fraction, std::string_view) override
    {
        --m_left;
        last = fraction;
    }
    std::atomic<double> last = 0;

private:
    std::atomic<int> m_left;
};

StimulusDesign smallDesign()
{
    return *designStimuli({.prefix = "t_gen", .categories = 2, .objects = 1, .seed = 3});
}

QByteArray contentOf(const fs::path& path)
{
    QFile file(QString::fromStdString(path.string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

int entriesIn(const fs::path& folder)
{
    return int(QDir(QString::fromStdString(folder.string()))
                   .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)
                   .size());
}
} // namespace

class TestStimulusGenerator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesAFolderThatCanBeReadAndIsTheSameOnAnyNumberOfThreads()
    {
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        const StimulusDesign design = smallDesign();
        for (const unsigned threads : {1u, 4u}) {
            StopsAfter context(1000);
            const auto made = generateStimuli(root / std::to_string(threads), design,
                                              {.size = 24, .threads = threads}, context);
            QVERIFY2(made, made ? "" : made.error().toString().c_str());
            QCOMPARE(entriesIn(root / std::to_string(threads)), 2); // train and test, nothing else
            QVERIFY(context.last > 0);
        }
        const auto set = readStimulusFolder(root / "1");
        QVERIFY(set);
        QVERIFY(set->remarks().empty());
        QCOMPARE(set->stimuli().size(), design.stimuli.size());
        for (const PlannedStimulus& planned : design.stimuli) {
            const Stimulus* found = set->find(planned.fileName);
            QVERIFY2(found, planned.fileName.c_str());
            QCOMPARE(found->testSet, planned.testSet);
            QCOMPARE(found->category, planned.name.category);
            const auto picture = readPicture(found->path);
            QVERIFY(picture);
            QCOMPARE(picture->width, 24);
            QCOMPARE(contentOf(found->path), contentOf(root / "4" / planned.folder / planned.fileName));
        }
    }

    void leavesNothingBehindWhenCancelled_data()
    {
        QTest::addColumn<int>("reports");
        QTest::newRow("at once") << 0;
        QTest::newRow("in the middle") << 5;
    }

    void leavesNothingBehindWhenCancelled()
    {
        QFETCH(int, reports);
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        StopsAfter context(reports);
        const auto made = generateStimuli(root, smallDesign(), {.size = 24}, context);
        QVERIFY(!made);
        QCOMPARE(made.error().kind, Error::Kind::Cancelled);
        QCOMPARE(entriesIn(root), 0);
    }

    void doesNotMixTwoSets()
    {
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        fs::create_directories(root / "test");
        const auto made = generateStimuli(root, smallDesign(), {.size = 24});
        QVERIFY(!made);
        QCOMPARE(made.error().kind, Error::Kind::Mismatch);
        QCOMPARE(made.error().where.file, (root / "test").string());
        QCOMPARE(entriesIn(root), 1);
    }

    void saysWhereItCannotWrite_data()
    {
        QTest::addColumn<QString>("place");
        QTest::newRow("a file in the way") << QStringLiteral("file/set");
        QTest::newRow("no permission") << QStringLiteral("closed");
    }

    void saysWhereItCannotWrite()
    {
        QFETCH(QString, place);
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        QFile file(folder.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        fs::create_directory(root / "closed");
        fs::permissions(root / "closed", fs::perms::owner_read | fs::perms::owner_exec);
        fs::permissions(root, fs::perms::all);
        const bool isRoot = ::geteuid() == 0; // who may write everywhere
        if (isRoot && ::seteuid(65534) != 0)
            QSKIP("cannot do without the rights of root");
        const auto made = generateStimuli(root / place.toStdString(), smallDesign(), {.size = 24});
        if (isRoot)
            QCOMPARE(::seteuid(0), 0);
        QVERIFY(!made);
        QCOMPARE(made.error().kind, Error::Kind::Io);
        QCOMPARE(made.error().where.file, (root / place.toStdString()).string());
    }

    void refusesASizeBeforeItMakesAFolder()
    {
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        const auto made = generateStimuli(root / "new", smallDesign(), {.size = 4});
        QVERIFY(!made);
        QCOMPARE(made.error().kind, Error::Kind::Usage);
        QVERIFY(!fs::exists(root / "new"));
    }
};

QTEST_GUILESS_MAIN(TestStimulusGenerator)
#include "tst_stimulusgenerator.moc"
