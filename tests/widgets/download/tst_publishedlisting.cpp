#include "tests/support/madestudy.h"
#include "widgets/download/publishedlisting.h"

#include <QTest>

using namespace learnscope;

namespace {
const QString pinned = QLatin1String(MadeStudy::revision);

QByteArray entry(const QByteArray& path, const QByteArray& more = {})
{
    return "{\"path\":\"" + path + "\",\"mode\":\"100644\",\"type\":\"blob\",\"size\":3,\"sha\":\""
        + QByteArray(40, 'a') + '"' + more + '}';
}

QByteArray listingOf(const QByteArrayList& entries, const QByteArray& more = {})
{
    return "{\"sha\":\"" + QByteArray(MadeStudy::commit) + "\",\"tree\":[" + entries.join(',') + ']' + more
        + '}';
}

const QByteArray table = entry("data/human_classification_data.csv");
const QByteArray stimulus = entry("dnns/dataset/train/p/second_gen_p_3_0.png");
} // namespace

class TestPublishedListing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void picksTablesAndStimuli()
    {
        MadeStudy study;
        study.files.insert(QStringLiteral("dnns/dataset/.DS_Store"), "x");
        study.files.insert(QStringLiteral("data/notes with blanks.txt"), "x");
        const auto listing = parsePublishedListing(study.listing(), pinned);
        QVERIFY2(listing, listing ? "" : listing.error().message.c_str());
        QCOMPARE(listing->revision, QLatin1String(MadeStudy::commit));
        QStringList local;
        qint64 total = 0;
        for (const PublishedFile& file : listing->files) {
            local << file.localPath;
            total += file.size;
            const QByteArray content = study.files.value(file.remotePath);
            QCOMPARE(file.size, content.size());
            QCOMPARE(file.blobSha1, gitBlobSha1(content));
        }
        QCOMPARE(local,
                 (QStringList {QStringLiteral("trials/human_classification_data.csv"),
                               QStringLiteral("trials/vit_classification_data.csv"),
                               QStringLiteral("stimuli/test/testset_1/p/second_gen_p_3_x_-30.png"),
                               QStringLiteral("stimuli/test/testset_6/v/second_gen_v_97_0.png"),
                               QStringLiteral("stimuli/train/p/second_gen_p_3_0.png")}));
        QCOMPARE(listing->totalBytes, total);
    }

    void asksByTheShortHashWhereTheAnswerNamesATree()
    {
        QByteArray json = listingOf({table, stimulus});
        json.replace(MadeStudy::commit, QByteArray(40, 'b'));
        QCOMPARE(parsePublishedListing(json, pinned)->revision, pinned);
    }

    void refusesWhatIsNotAnHonestListing_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("why");
        const auto row = [](const char* name, const QByteArray& json, const char* why) {
            QTest::newRow(name) << json << QString::fromLatin1(why);
        };
        const auto with = [](const QByteArray& one) { return listingOf({table, stimulus, one}); };
        row("nothing", "", "not valid JSON");
        row("half", listingOf({table}).chopped(2), "not valid JSON");
        row("an array", "[]", "not valid JSON");
        row("a page", "<html>sign in to the hotel</html>", "not valid JSON");
        row("invalid UTF-8", with(entry("data/\xff\xfe_classification_data.csv")), "not valid JSON");
        row("no tree", "{\"message\":\"Not Found\"}", "no \"tree\"");
        row("a tree of another kind", "{\"tree\":{}}", "no \"tree\"");
        row("truncated", listingOf({table, stimulus}, ",\"truncated\":true"), "cut it short");
        row("a number as an entry", listingOf({table, stimulus, "7"}), "not an object");
        row("no path", with("{\"type\":\"blob\"}"), "lead out of the folder");
        row("upwards", with(entry("data/../../.bashrc")), "'data/../../.bashrc' could lead out");
        row("upwards among stimuli", with(entry("dnns/dataset/train/../a.png")), "lead out of the folder");
        row("upwards in what is not wanted", with(entry("../x")), "lead out of the folder");
        row("absolute", with(entry("/etc/passwd")), "lead out of the folder");
        row("backslashes", with(entry("data\\\\..\\\\x_classification_data.csv")), "lead out of the folder");
        row("empty part", with(entry("data//x_classification_data.csv")), "lead out of the folder");
        row("this folder", with(entry("dnns/dataset/train/./a.png")), "lead out of the folder");
        row("a line break", with(entry("data/x\\n_classification_data.csv")), "lead out of the folder");
        row("a zero", with(entry("data/x\\u0000_classification_data.csv")), "lead out of the folder");
        row("hidden", with(entry("data/.x_classification_data.csv")), "not a name of the study's");
        row("a blank", with(entry("dnns/dataset/train/p/a b.png")), "not a name of the study's");
        row("a dollar", with(entry("dnns/dataset/train/p/$HOME.png")), "not a name of the study's");
        row("a dash first", with(entry("dnns/dataset/train/p/-rf.png")), "not a name of the study's");
        row("right to left", with(entry("dnns/dataset/train/p/a\xe2\x80\xaegnp.png")), "not a name of the");
        row("a drive", with(entry("dnns/dataset/train/c:/a.png")), "not a name of the study's");
        row("too long", with(entry("dnns/dataset/train/p/" + QByteArray(300, 'x') + ".png")), "not a name");
        row("twice", with(table), "listed twice");
        row("twice but for case", with(entry("data/Human_classification_data.csv")), "listed twice");
        row("a link", with(entry("dnns/dataset/train/p/l.png", ",\"mode\":\"120000\"")), "is a link");
        row("no hash", with(entry("dnns/dataset/train/p/l.png", ",\"sha\":\"12\"")), "no hash of 40");
        row("a hash of letters",
            with(entry("dnns/dataset/train/p/l.png", ",\"sha\":\"" + QByteArray(40, 'z') + '"')),
            "no hash of 40");
        row("negative size", with(entry("dnns/dataset/train/p/l.png", ",\"size\":-1")), "has no size");
        row("half a byte", with(entry("dnns/dataset/train/p/l.png", ",\"size\":0.5")), "has no size");
        row("huge file", with(entry("dnns/dataset/train/p/l.png", ",\"size\":1000000000000")),
            "1000000000000 bytes, more than the 1000");
        row("too much in all", with(entry("dnns/dataset/train/p/l.png", ",\"size\":900")),
            "more than the 500");
        row("too many",
            listingOf({table, stimulus, entry("dnns/dataset/train/p/1.png"),
                       entry("dnns/dataset/train/p/2.png"), entry("dnns/dataset/train/p/3.png")}),
            "more than 4 files");
        row("no tables", listingOf({stimulus}), "no trial tables");
        row("no stimuli", listingOf({table}), "no stimuli");
    }

    void refusesWhatIsNotAnHonestListing()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, why);
        const auto listing = parsePublishedListing(json, pinned, {1000, 500, 4});
        QVERIFY(!listing);
        const QString message = QString::fromStdString(listing.error().message);
        QVERIFY2(message.contains(why), qPrintable(message));
    }

    void standsDeepNesting()
    {
        const QByteArray deep = QByteArray(200000, '[') + QByteArray(200000, ']');
        QVERIFY(!parsePublishedListing(deep, pinned));
    }
};

QTEST_GUILESS_MAIN(TestPublishedListing)
#include "tst_publishedlisting.moc"
