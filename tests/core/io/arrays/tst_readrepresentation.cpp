#include "core/io/arrays/readrepresentation.h"
#include "core/io/arrays/writerepresentations.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace learnscope;

namespace {
Embedding numbers(std::size_t rows, std::size_t columns)
{
    std::vector<float> values(rows * columns);
    for (std::size_t place = 0; place < values.size(); ++place)
        values[place] = static_cast<float>(place % 7) + .5f;
    return Embedding::make(rows, columns, SharedValues<float>(std::move(values))).value();
}
} // namespace

class TestReadRepresentation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QVERIFY(m_folder.isValid()); }

    void tellsArraysFromTables_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("isArrays");
        QTest::newRow("npy") << "a.npy" << QByteArray("x") << true;
        QTest::newRow("capitals") << "a.NPZ" << QByteArray("x") << true;
        QTest::newRow("trials") << "t.csv"
                                << QByteArray("run,epoch,phase,image_name,ground_truth,prediction\n"
                                              "1,1,train,a,p,q\n")
                                << false;
        QTest::newRow("foreign trials")
            << "f.csv" << QByteArray("subj,session,trial,rt,object_response\n1,1,1,.5,3\n") << false;
        QTest::newRow("numbers") << "n.csv" << QByteArray("1.5,2,3\n4,5,6\n") << true;
        QTest::newRow("numbers with a header") << "h.csv" << QByteArray("name,f1,f2,f3\ncat,1,2,3\n") << true;
        QTest::newRow("texts") << "w.tsv" << QByteArray("Word\tuniqueID\nx\ty\n") << false;
        QTest::newRow("text file") << "v.txt" << QByteArray("1 2 3\n4 5 6\n") << true;
        QTest::newRow("empty") << "e.csv" << QByteArray() << false;
    }
    void tellsArraysFromTables()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, content);
        QFETCH(bool, isArrays);
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        QCOMPARE(looksLikeArrays(file.fileName().toStdString()), isArrays);
    }

    void readsAnEmbeddingWithTheNamesBesideIt()
    {
        const auto file = path(QStringLiteral("features.npy")).toStdString();
        QVERIFY(writeEmbedding(file, numbers(3, 4)));
        auto read = readRepresentations(file);
        QVERIFY(read);
        QCOMPARE(read->size(), std::size_t(1));
        QVERIFY(itemNames(read->front().read.value).empty());
        QVERIFY(kindOf(read->front().read.value) == RepresentationKind::Embedding);

        QFile names(path(QStringLiteral("features.names.txt")));
        QVERIFY(names.open(QIODevice::WriteOnly));
        names.write("cat\ndog\nowl\n");
        names.close();
        read = readRepresentations(file);
        QVERIFY(read);
        QCOMPARE(itemNames(read->front().read.value)[2], std::string("owl"));
        QCOMPARE(read->front().dataset, std::string());
    }

    void takesASquareForAMatrixAndSaysOtherwise()
    {
        const auto matrix = SimilarityMatrix::fromCondensed(
            4, SharedValues<double>(std::vector<double> {1, 2, 3, 4, 5, 6}), {});
        const auto file = path(QStringLiteral("m.npy")).toStdString();
        QVERIFY(writeMatrix(file, *matrix));
        const auto read = readRepresentations(file);
        QVERIFY(read);
        QVERIFY(kindOf(read->front().read.value) == RepresentationKind::Matrix);
        QCOMPARE(itemCount(read->front().read.value), std::size_t(4));
    }

    void refusesWhatHoldsNothing()
    {
        const auto file = path(QStringLiteral("one.npy")).toStdString();
        QVERIFY(writeEmbedding(file, numbers(1, 1)));
        const auto read = readRepresentations(file);
        QVERIFY(!read);
        QCOMPARE(read.error().kept().front().where.file, file);
        const auto absent = readRepresentations("/nowhere/at/all.npy");
        QVERIFY(!absent);
        QCOMPARE(absent.error().kept().front().kind, Error::Kind::Io);
        const auto noArray =
            readRepresentations(path(QStringLiteral("features.npy")).toStdString(), {.dataset = "layer9"});
        QVERIFY(!noArray);
    }

private:
    QString path(const QString& name) const { return m_folder.filePath(name); }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestReadRepresentation)
#include "tst_readrepresentation.moc"
