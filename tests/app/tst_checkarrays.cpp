#include "tests/support/shareddata.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace learnscope;

namespace {
struct Outcome
{
    int code = -1;
    QString out;
    QString err;
    QJsonObject json;
};

Outcome check(const QStringList& arguments)
{
    QProcess process;
    process.setWorkingDirectory(QString::fromStdString((sourceFolder() / "tests/fixtures/arrays").string()));
    process.start(QString::fromStdString((programFolder() / "learnscope-cli").string()),
                  QStringList {QStringLiteral("check"), QStringLiteral("--quiet")} + arguments);
    if (!process.waitForFinished(60'000) || process.exitStatus() != QProcess::NormalExit)
        return {};
    const QByteArray out = process.readAllStandardOutput();
    return {process.exitCode(), QString::fromUtf8(out), QString::fromUtf8(process.readAllStandardError()),
            QJsonDocument::fromJson(out).object()};
}

QStringList findings(const Outcome& outcome)
{
    QStringList found;
    for (const QJsonValue& finding : outcome.json[QStringLiteral("findings")].toArray())
        found << QStringLiteral("%1 %2")
                     .arg(finding[QStringLiteral("code")].toString())
                     .arg(finding[QStringLiteral("count")].toInt());
    return found;
}
} // namespace

class TestCheckArrays : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    QString file(const char* name, const QByteArray& content) const
    {
        const QString path = m_folder.filePath(QString::fromUtf8(name));
        QFile output(path);
        if (output.open(QIODevice::WriteOnly))
            output.write(content);
        return path;
    }

private Q_SLOTS:
    void tellsWhatIsInAFile_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("out");
        const auto row = [](const char* arguments, const char* out) {
            QTest::newRow(arguments) << QString::fromUtf8(arguments) << QString::fromUtf8(out);
        };
        row("npy/f4_F_big.npy", "  4 x 3 float32, column-major: an embedding of 4 items without names\n");
        row("triplets/zero.npy --objects 9",
            "  3 x 3 int64: 3 triplets of 9 objects\ntriplets/zero.npy: info: 4 objects of 9 stand in no "
            "triplet "
            "[unjudged-objects]\n");
        row("rdms/square.npy",
            "  4 x 4 float32: a matrix of 4 items, dissimilarities\nnothing odd was found\n");
        row("rdms/rsatoolbox.h5",
            "  dissimilarities: 2 x 6 float64: 2 matrices of 4 items, dissimilarities (correlation)\n");
        row("rdms/Meadows_test_v_v1_one-mouse_tree.json", "  arrangement: 6 float64: a matrix of 4 items");
        row("text/both.csv --as embedding",
            "  4 x 3 float64: an embedding of 4 items from 'aardvark' to '\u732b and \U0001F600'\n");
        row("hdf5/all.h5 --dataset plain2", "");
        row("npz/packed.npz --dataset turned", "  turned: 4 x 3 float64, column-major: an embedding");
    }
    void tellsWhatIsInAFile()
    {
        QFETCH(QString, arguments);
        QFETCH(QString, out);
        const Outcome outcome = check(arguments.split(u' '));
        QCOMPARE(outcome.code, out.isEmpty() ? 3 : 0);
        QVERIFY2(outcome.out.contains(out), qPrintable(outcome.out));
        if (out.isEmpty())
            QVERIFY2(outcome.err.contains(QStringLiteral("there is no array 'plain2'; there are 'again'")),
                     qPrintable(outcome.err));
    }

    void countsWhatIsOdd()
    {
        const QString odd = file("odd.csv", "name,x,y,z\na,1,5,nan\nb,2,5,inf\na,0,5,3\nd,0,5,0\n");
        const Outcome outcome =
            check({odd, QStringLiteral("--as"), QStringLiteral("embedding"), QStringLiteral("--json")});
        QCOMPARE(outcome.code, 0);
        QCOMPARE(findings(outcome),
                 (QStringList {QStringLiteral("not-finite 2"), QStringLiteral("constant-columns 1"),
                               QStringLiteral("repeated-names 1")}));
        const QJsonObject facts =
            outcome.json[QStringLiteral("files")][0][QStringLiteral("arrays")][0].toObject();
        QCOMPARE(facts[QStringLiteral("nan")].toInt(), 1);
        QCOMPARE(facts[QStringLiteral("infinite")].toInt(), 1);
        QCOMPARE(facts[QStringLiteral("rows")].toInt(), 4);
        const Outcome zero = check({file("zero.txt", "0 0\n1 2\n"), QStringLiteral("--as"),
                                    QStringLiteral("embedding"), QStringLiteral("--json")});
        QCOMPARE(findings(zero), QStringList {QStringLiteral("zero-rows 1")});
        const Outcome judged = check({file("t.txt", "0 1 2\n2 1 0\n1 0 2\n0 1 4\n"), QStringLiteral("--as"),
                                      QStringLiteral("triplets"), QStringLiteral("--json")});
        QCOMPARE(findings(judged),
                 (QStringList {QStringLiteral("repeated-triplets 2"), QStringLiteral("unjudged-objects 1")}));
        QVERIFY(judged.out.contains(
            QStringLiteral("2 judgements are of three objects that were judged before, 1 with "
                           "another odd one out")));
        const Outcome matrix = check({file("m.csv", "0,-1,nan\n-1,0,2\nnan,2,0\n"), QStringLiteral("--as"),
                                      QStringLiteral("matrix"), QStringLiteral("--json")});
        QCOMPARE(
            findings(matrix),
            (QStringList {QStringLiteral("not-finite 1"), QStringLiteral("negative-dissimilarities 1")}));
    }

    void endsWithThreeForWhatCannotBeUsed()
    {
        const Outcome triplets =
            check({file("bad.txt", "0 1 2\n3 3 1\n0 1 9\n"), QStringLiteral("--as"),
                   QStringLiteral("triplets"), QStringLiteral("--objects"), QStringLiteral("4")});
        QCOMPARE(triplets.code, 3);
        QVERIFY(triplets.err.contains(
            QStringLiteral("bad.txt:2:1: triplet 2: names an object twice (3 3 1); expected "
                           "three different ones [triplet-repeats]")));
        QVERIFY(
            triplets.err.contains(QStringLiteral(":3:5: triplet 3: there is no object 9; expected 0 to 3")));
        const Outcome model = check({QStringLiteral("torch/command.pt"), QStringLiteral("npy/object.npy")});
        QCOMPARE(model.code, 3);
        QVERIFY(model.err.contains(QStringLiteral("names 'posix.system', which is not opened")));
        QVERIFY(
            model.err.contains(QStringLiteral("npy/object.npy: this array holds pickled Python objects")));
        QVERIFY(!QFile::exists(QStringLiteral("executed")));
    }

    void findsNothingOddInThePublishedEmbedding()
    {
        REQUIRE_SHARED_DATA();
        const QString embedding =
            QString::fromStdString(sharedFile("data/things/vice_embedding.npy").string());
        const QString names = QString::fromStdString(sharedFile("data/things/item_names.tsv").string());
        const Outcome outcome = check({embedding, QStringLiteral("--names"), names});
        QCOMPARE(outcome.code, 0);
        QCOMPARE(outcome.out,
                 embedding
                     + QStringLiteral(
                         ": NumPy array, 1 array\n  1854 x 42 float32, column-major: an embedding of 1854 "
                         "items from 'aardvark' to 'zucchini'\nnothing odd was found\n"));
    }
};

QTEST_GUILESS_MAIN(TestCheckArrays)
#include "tst_checkarrays.moc"
