#include "core/stimuli/stimulusfolder.h"
#include "tests/support/shareddata.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <map>
#include <set>
#include <unistd.h>

using namespace learnscope;
namespace fs = std::filesystem;

namespace {
class Cancelled : public JobContext
{
public:
    bool isCancelled() const override { return true; }
    void report(double, std::string_view) override { }
};

/// A folder with files at the given places, separated by blanks.
class MadeFolder
{
public:
    explicit MadeFolder(const char* files)
    {
        for (const QString& file : QString::fromUtf8(files).split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
            const fs::path path = root() / file.toStdString();
            fs::create_directories(path.parent_path());
            std::ofstream(path) << "x";
        }
    }

    fs::path root() const { return m_folder.path().toStdString(); }

private:
    QTemporaryDir m_folder;
};

QString remarksOf(const StimulusSet& set)
{
    QStringList lines;
    for (const Error& remark : set.remarks())
        lines << QString::fromStdString(fs::path(remark.where.file).lexically_relative(set.root()).string()
                                        + ": " + remark.message);
    return lines.join(QLatin1Char('\n'));
}
} // namespace

class TestStimulusFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsThePublishedFolder()
    {
        REQUIRE_SHARED_DATA();
        const auto set = readStimulusFolder(sharedFile("data/huber2024/stimuli"));
        QVERIFY2(set, set ? "" : set.error().toString().c_str());
        QCOMPARE(set->stimuli().size(), std::size_t(342));
        QCOMPARE(remarksOf(*set), QString());
        QVERIFY(set->repeatedNames().empty());
        std::map<int, int> perSet;
        std::map<std::string, std::set<std::string>> trained;
        for (const Stimulus& stimulus : set->stimuli()) {
            QVERIFY2(stimulus.name, stimulus.fileName.c_str());
            const StimulusName& name = *stimulus.name;
            QCOMPARE(name.category, stimulus.category);
            // The name put together again from what was read.
            const std::string view =
                name.axis.empty() ? "_0" : "_" + name.axis + "_" + std::to_string(name.angle);
            QCOMPARE(name.object + view + ".png", stimulus.fileName);
            QCOMPARE(name.object.rfind("second_gen_" + name.category + "_", 0), std::size_t(0));
            ++perSet[stimulus.testSet];
            if (stimulus.phase == Phase::Train) {
                trained[name.category].insert(name.object.substr(13));
                QVERIFY((name.axis.empty() && name.angle == 0) || (name.axis == "z" && name.angle == 90));
            } else {
                QVERIFY(std::abs(name.angle) == 30 || std::abs(name.angle) == 60 || name.axis.empty());
            }
            QCOMPARE(set->find(stimulus.fileName), &stimulus);
        }
        const std::map<int, int> expectedSets {{0, 36}, {1, 51}, {2, 51}, {3, 51}, {4, 51}, {5, 51}, {6, 51}};
        QVERIFY(perSet == expectedSets);
        const std::map<std::string, std::set<std::string>> expectedObjects {
            {"p", {"3", "4", "8", "18", "83", "90"}},
            {"q", {"45", "66", "70", "81", "83", "92"}},
            {"v", {"8", "15", "18", "42", "58", "86"}}};
        QVERIFY(trained == expectedObjects);
        QVERIFY(!set->find("second_gen_p_3_x_31.png"));
    }

    void refusesFoldersThatAreNone_data()
    {
        QTest::addColumn<QString>("files");
        QTest::addColumn<QString>("below");
        QTest::addColumn<QString>("message");
        QTest::newRow("absent") << QString() << QStringLiteral("no")
                                << QStringLiteral("there is no such folder");
        QTest::newRow("a file") << QStringLiteral("a.png") << QStringLiteral("a.png")
                                << QStringLiteral("is not a folder");
        QTest::newRow("no train or test") << QStringLiteral("p/a.png") << QString()
                                          << QStringLiteral("neither a folder train nor a folder test");
        QTest::newRow("train is a file") << QStringLiteral("train") << QString()
                                         << QStringLiteral("neither a folder train nor a folder test");
        QTest::newRow("no pictures") << QStringLiteral("train/p/a.txt test/testset_1/p/.a.png") << QString()
                                     << QStringLiteral("holds no pictures");
    }

    void refusesFoldersThatAreNone()
    {
        QFETCH(QString, files);
        QFETCH(QString, below);
        QFETCH(QString, message);
        const MadeFolder folder(files.toUtf8().constData());
        const auto set = readStimulusFolder(folder.root() / below.toStdString());
        QVERIFY(!set);
        QVERIFY2(QString::fromStdString(set.error().message).contains(message),
                 set.error().toString().c_str());
        QVERIFY(!set.error().where.file.empty());
    }

    void remarksOnWhatIsOdd_data()
    {
        QTest::addColumn<QString>("files");
        QTest::addColumn<int>("pictures");
        QTest::addColumn<QString>("remarks");
        const auto row = [](const char* name, const char* files, int pictures, const char* remarks) {
            QTest::newRow(name) << QString::fromUtf8(files) << pictures << QString::fromUtf8(remarks);
        };
        row("nothing odd", "train/p/x_gen_p_1_0.png test/testset_1/p/x_gen_p_1_x_30.png", 2, "");
        row("one name in two sets",
            "test/testset_1/p/x_gen_p_1_0.png test/testset_2/p/x_gen_p_1_0.png train/p/x_gen_p_2_0.png", 3,
            "test/testset_1/p/x_gen_p_1_0.png: the name stands for 2 pictures, so trials cannot tell them "
            "apart: "
            "test/testset_1/p/x_gen_p_1_0.png, test/testset_2/p/x_gen_p_1_0.png");
        row("misnamed", "train/p/b.png train/p/a.png", 2,
            "train/p/a.png: the names do not fit the pattern *_gen_{category}_{object}[_{axis}_{angle}] (2, "
            "this is "
            "the first)");
        row("no pictures among them", "train/p/x_gen_p_1_0.png train/p/notes.txt .DS_Store train/.DS_Store",
            1, "train/p/notes.txt: is no picture (png, jpg, bmp, tif, webp); left out");
        row("outside the categories", "train/x_gen_p_1_0.png", 1,
            "train/x_gen_p_1_0.png: the picture lies in no category's folder");
        row("outside the test sets", "test/p/x_gen_p_1_0.png", 1,
            "test/p/x_gen_p_1_0.png: the picture lies in no numbered test set (test/testset_1/...)");
    }

    void remarksOnWhatIsOdd()
    {
        QFETCH(QString, files);
        QFETCH(int, pictures);
        QFETCH(QString, remarks);
        const MadeFolder folder(files.toUtf8().constData());
        const auto set = readStimulusFolder(folder.root());
        QVERIFY2(set, set ? "" : set.error().toString().c_str());
        QCOMPARE(int(set->stimuli().size()), pictures);
        QCOMPARE(remarksOf(*set), remarks);
    }

    void knowsNamesThatOccurTwice()
    {
        const MadeFolder folder("test/testset_1/p/x_gen_p_1_0.png test/testset_2/p/x_gen_p_1_0.png");
        const auto set = readStimulusFolder(folder.root());
        QVERIFY(set);
        QCOMPARE(set->repeatedNames(), std::vector<std::string> {"x_gen_p_1_0.png"});
        QCOMPARE(set->find("x_gen_p_1_0.png")->testSet, 1);
    }

    void followsLinksButNotInCircles()
    {
        const MadeFolder folder("train/p/x_gen_p_1_0.png elsewhere/x_gen_q_1_0.png");
        fs::create_directory_symlink(folder.root() / "train", folder.root() / "train/p/again");
        fs::create_directory_symlink(folder.root() / "elsewhere", folder.root() / "train/q");
        fs::create_symlink("nowhere.png", folder.root() / "train/p/x_gen_p_2_0.png");
        const auto set = readStimulusFolder(folder.root());
        QVERIFY2(set, set ? "" : set.error().toString().c_str());
        QCOMPARE(set->stimuli().size(), std::size_t(2));
        QCOMPARE(set->stimuli().back().category, std::string("q"));
        QCOMPARE(remarksOf(*set),
                 QStringLiteral("train/p/x_gen_p_2_0.png: the link leads nowhere; left out\n"
                                "train/p/again: the link leads in a circle; left out"));
    }

    void failsWhereAFolderCannotBeRead()
    {
        const MadeFolder folder("train/p/x_gen_p_1_0.png train/q/x_gen_q_1_0.png");
        fs::permissions(folder.root() / "train/q", fs::perms::none);
        fs::permissions(folder.root(), fs::perms::all);
        const bool isRoot = ::geteuid() == 0; // who may read everything
        if (isRoot && ::seteuid(65534) != 0)
            QSKIP("cannot do without the rights of root");
        const auto set = readStimulusFolder(folder.root());
        if (isRoot)
            QCOMPARE(::seteuid(0), 0);
        fs::permissions(folder.root() / "train/q", fs::perms::all);
        QVERIFY(!set);
        QCOMPARE(set.error().kind, Error::Kind::Io);
        QCOMPARE(set.error().where.file, (folder.root() / "train/q").string());
    }

    void stopsWhenCancelled()
    {
        const MadeFolder folder("train/p/x_gen_p_1_0.png");
        Cancelled context;
        const auto set = readStimulusFolder(folder.root(), {}, context);
        QVERIFY(!set);
        QCOMPARE(set.error().kind, Error::Kind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestStimulusFolder)
#include "tst_stimulusfolder.moc"
