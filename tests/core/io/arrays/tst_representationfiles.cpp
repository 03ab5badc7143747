#include "core/io/arrays/readrepresentations.h"
#include "core/io/arrays/transformfile.h"
#include "core/io/arrays/writerepresentations.h"
#include "tests/support/shareddata.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace learnscope;

namespace {
std::filesystem::path fixture(const char* name)
{
    return sourceFolder() / "tests/fixtures/arrays" / name;
}

QString text(const std::string& value)
{
    return QString::fromStdString(value);
}

template<typename T>
QString errorOf(const T& result)
{
    return result ? QString() : text(result.error().toString());
}

bool isSameNumber(double left, double right)
{
    return left == right || (std::isnan(left) && std::isnan(right));
}
} // namespace

class TestRepresentationFiles : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::filesystem::path file(const QString& name, const QByteArray& content = {}) const
    {
        const QString path = m_folder.filePath(name);
        if (!content.isEmpty()) {
            QFile output(path);
            if (output.open(QIODevice::WriteOnly))
                output.write(content);
        }
        return path.toStdString();
    }

private Q_SLOTS:
    void readsEmbeddingsWithTheirNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("dataset");
        QTest::addColumn<bool>("hasNames");
        QTest::addColumn<bool>("hasColumns");
        const auto row = [](const char* name, const char* dataset, bool hasNames, bool hasColumns) {
            QTest::newRow(name) << QString::fromUtf8(name) << QString::fromUtf8(dataset) << hasNames
                                << hasColumns;
        };
        row("npy/f4_F_big.npy", "", false, false);
        row("npy/f8_C_little.npy", "", false, false);
        row("npz/packed.npz", "embedding", true, false);
        row("npz/zip64.npz", "turned", true, false);
        row("hdf5/all.h5", "plain", true, false);
        row("hdf5/matlab73.mat", "x", false, false);
        row("mat/plain.mat", "x", false, false);
        row("torch/nested.pt", "state.weight", true, false);
        row("torch/tensor.old.pt", "", false, false);
        row("safetensors/all.safetensors", "brain", false, false);
        row("text/both.csv", "", true, true);
        row("text/header.csv", "", false, true);
        row("text/names.tsv", "", true, false);
        row("text/semicolon.csv", "", true, true);
        row("text/spaces.txt", "", false, false);
    }
    void readsEmbeddingsWithTheirNames()
    {
        QFETCH(QString, name);
        QFETCH(QString, dataset);
        QFETCH(bool, hasNames);
        QFETCH(bool, hasColumns);
        const std::vector<std::string> names = {"aardvark", "abacus", "caf\u00e9", "\u732b and \U0001F600"};
        const auto path = fixture(qPrintable(name));
        for (const std::uint64_t mapFrom : {std::uint64_t {1}, std::uint64_t {1} << 26}) {
            const auto read = readEmbedding(
                path,
                {.dataset = dataset == QStringLiteral("plain") ? "again" : dataset.toStdString(),
                 .mapFrom = mapFrom});
            QCOMPARE(errorOf(read), QString());
            const Embedding& embedding = read->value;
            QCOMPARE(embedding.rows(), std::size_t {4});
            QCOMPARE(embedding.columns(), std::size_t {3});
            for (std::size_t row = 0; row < 4; ++row)
                for (std::size_t column = 0; column < 3; ++column)
                    QCOMPARE(embedding.at(row, column), (static_cast<float>(row * 3 + column) - 3) / 4);
            QCOMPARE(!embedding.rowNames().empty(), hasNames);
            if (hasNames)
                QVERIFY(embedding.rowNames() == RowNames(names));
            QCOMPARE(!embedding.columnNames().empty(), hasColumns);
            if (hasColumns)
                QVERIFY(embedding.columnNames() == RowNames({"x", "y", "z"}));
            QCOMPARE(embedding.source().file(), path.string());
            QCOMPARE(embedding.source().sha256()->size(), std::size_t {64});
        }
    }

    void largeArraysAreMapped_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("dataset");
        QTest::addColumn<bool>("isMapped");
        const auto row = [](const char* name, const char* dataset, bool isMapped) {
            QTest::newRow(name) << QString::fromUtf8(name) << QString::fromUtf8(dataset) << isMapped;
        };
        row("npy/f4_C_little.npy", "", true);
        row("npy/f4_C_big.npy", "", false);
        row("npy/f4_F_little.npy", "", false);
        row("npy/f8_C_little.npy", "", false);
        row("npz/packed.npz", "embedding", false);
        row("safetensors/all.safetensors", "features", true);
        row("torch/tensor.pt", "", true);
        row("torch/linear.pt", "weight", true);
    }
    void largeArraysAreMapped()
    {
        QFETCH(QString, name);
        QFETCH(QString, dataset);
        QFETCH(bool, isMapped);
        const auto path = fixture(qPrintable(name));
        const auto read = readEmbedding(path, {.dataset = dataset.toStdString(), .mapFrom = 1});
        QCOMPARE(errorOf(read), QString());
        QCOMPARE(read->value.isMapped(), isMapped);
        QVERIFY(!readEmbedding(path, {.dataset = dataset.toStdString()})->value.isMapped());
    }

    void saysWhichArrayCouldBeMeant()
    {
        QCOMPARE(errorOf(readEmbedding(fixture("npz/stored.npz"))),
                 text(fixture("npz/stored.npz").string())
                     + QStringLiteral(
                         ": several arrays can be meant: 'embedding' (4 x 3 float32), 'turned' (4 x 3 "
                         "float64); expected the name of one"));
        QCOMPARE(
            errorOf(readEmbedding(fixture("npy/vector.npy"))),
            text(fixture("npy/vector.npy").string())
                + QStringLiteral(": this array is 5 float64; expected rows of features in two or more axes"));
        QVERIFY(errorOf(readEmbedding(fixture("npy/object.npy"))).contains(QStringLiteral("never opened")));
        const auto joined = readEmbedding(fixture("npy/axes_F.npy"));
        QCOMPARE(errorOf(joined), QString());
        QCOMPARE(joined->value.columns(), std::size_t {12});
        QCOMPARE(joined->value.at(1, 5), 17.0F);
        QCOMPARE(joined->remarks.size(), std::size_t {1});
        const auto large = file(QStringLiteral("large.txt"), "1 2\n3 1e300\n");
        QCOMPARE(errorOf(readEmbedding(large)).mid(static_cast<int>(large.string().size())),
                 QStringLiteral(
                     ":2:3: this array, row 2, column 2: %1 is too large for single precision; expected "
                     "numbers up to 3.4e38")
                     .arg(text(std::to_string(1e300))));
    }

    void readsThePublishedEmbedding()
    {
        REQUIRE_SHARED_DATA();
        const auto read = readEmbedding(sharedFile("data/things/vice_embedding.npy"),
                                        {.namesFile = sharedFile("data/things/item_names.tsv")});
        QCOMPARE(errorOf(read), QString());
        const Embedding& vice = read->value;
        QCOMPARE(vice.rows(), std::size_t {1854});
        QCOMPARE(vice.columns(), std::size_t {42});
        QVERIFY(vice.source().order() == ArraySource::Order::ColumnMajor);
        QCOMPARE(text(vice.rowNames()[0]), QStringLiteral("aardvark"));
        QCOMPARE(text(vice.rowNames()[1853]), QStringLiteral("zucchini"));
        QVERIFY(repeatedNames(vice.rowNames().span()).empty());
        // As NumPy reads them: embedding[0, 12] and so on.
        QCOMPARE(vice.at(0, 12), 2.399829626083374F);
        QCOMPARE(vice.at(500, 1), 1.223123550415039F);
        QCOMPARE(vice.at(1000, 20), 0.015528367832303047F);
        QCOMPARE(vice.at(1853, 41), 1.775384545326233F);
        const auto other = readEmbedding(
            sharedFile("data/things/vice_embedding.npy"),
            {.namesFile = sharedFile("data/things/things_concepts.tsv"), .nameColumn = "uniqueID"});
        QCOMPARE(errorOf(other), QString());
        const auto match = matchRows(vice.rowNames(), other->value.rowNames());
        QVERIFY(match && match->isIdentity());
        const auto noColumn =
            readEmbedding(sharedFile("data/things/vice_embedding.npy"),
                          {.namesFile = sharedFile("data/things/item_names.tsv"), .nameColumn = "Animal"});
        QVERIFY(errorOf(noColumn).contains(
            QStringLiteral("item_names.tsv:1:1: there is no column 'Animal'; the columns are 'Word', ")));
    }

    void readsTriplets_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("objects");
        QTest::addColumn<int>("remarks");
        QTest::newRow("zero.txt") << QStringLiteral("triplets/zero.txt") << 0 << 0;
        QTest::newRow("zero.npy") << QStringLiteral("triplets/zero.npy") << 5 << 0;
        QTest::newRow("real.npy") << QStringLiteral("triplets/real.npy") << 0 << 0;
        QTest::newRow("one.txt") << QStringLiteral("triplets/one.txt") << 0 << 1;
        QTest::newRow("one.txt, 5 objects") << QStringLiteral("triplets/one.txt") << 5 << 1;
    }
    void readsTriplets()
    {
        QFETCH(QString, name);
        QFETCH(int, objects);
        QFETCH(int, remarks);
        const auto read =
            readTriplets(fixture(qPrintable(name)), {.objectCount = static_cast<std::size_t>(objects)});
        QCOMPARE(errorOf(read), QString());
        const std::vector<Triplet> expected = {{0, 1, 2}, {3, 1, 0}, {2, 4, 3}};
        QCOMPARE(read->value.objectCount(), std::size_t {5});
        QVERIFY(std::equal(expected.begin(), expected.end(), read->value.span().begin(),
                           read->value.span().end()));
        QCOMPARE(static_cast<int>(read->remarks.size()), remarks);
    }

    void saysWhatIsWrongWithTriplets()
    {
        const auto path = file(QStringLiteral("bad.txt"), "0 1 2\n3 3 1\n0 7 1\n0 1 1.5\n-1 2 nan\n");
        const auto read = readTriplets(path, {.objectCount = 4});
        const QString name = text(path.string());
        QCOMPARE(
            errorOf(read),
            (QStringList {
                 name
                     + QStringLiteral(
                         ":2:1: triplet 2: names an object twice (3 3 1); expected three different "
                         "ones"),
                 name + QStringLiteral(":3:3: triplet 3: there is no object 7; expected 0 to 3"),
                 name
                     + QStringLiteral(
                         ":4:5: triplet 4: 1.500000 is no whole number; expected the number of an "
                         "object"),
                 name + QStringLiteral(":5:1: triplet 5: there is no object -1; expected 0 to 3"),
                 name
                     + QStringLiteral(":5:6: triplet 5: nan is no whole number; expected the number of an "
                                      "object")})
                .join(u'\n'));
        // Counted from 0 where the count of objects says so.
        const auto unused = readTriplets(file(QStringLiteral("unused.txt"), "1 2 3\n"), {.objectCount = 4});
        QCOMPARE(errorOf(unused), QString());
        QCOMPARE(unused->value[0].first, 1U);
        QCOMPARE(unused->remarks.size(), std::size_t {1});
        QVERIFY(errorOf(readTriplets(fixture("npy/vector.npy"))).contains(QStringLiteral("(n x 3)")));
    }

    void readsMatrices_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("dataset");
        QTest::addColumn<int>("slice");
        QTest::addColumn<QString>("measure");
        QTest::addColumn<QString>("names");
        const auto row = [](const char* name, const char* dataset, int slice, const char* measure,
                            const char* names) {
            QTest::addRow("%s %s %d", name, dataset, slice)
                << QString::fromUtf8(name) << QString::fromUtf8(dataset) << slice
                << QString::fromUtf8(measure) << QString::fromUtf8(names);
        };
        row("rdms/square.npy", "", 0, "", "");
        row("rdms/condensed.npy", "", 0, "", "");
        row("rdms/square.mat", "", 0, "", "");
        row("rdms/named.csv", "", 0, "", "a b c d");
        row("rdms/plain.txt", "", 0, "", "");
        row("rdms/rsatoolbox.h5", "dissimilarities", 0, "correlation", "a b c d");
        row("rdms/rsatoolbox.h5", "dissimilarities", 1, "correlation", "a b c d");
        row("rdms/Meadows_test_v_v1_one-mouse_1_1D.mat", "", 0, "", "a.png bb.png c.png d.png");
        row("rdms/Meadows_test_v_v1_arrangement_1D.mat", "rdmutv_two_mice", 1, "",
            "a.png bb.png c.png d.png");
        row("rdms/Meadows_test_v_v1_one-mouse_tree.json", "arrangement", 0, "euclidean", "a b c d");
    }
    void readsMatrices()
    {
        QFETCH(QString, name);
        QFETCH(QString, dataset);
        QFETCH(int, slice);
        QFETCH(QString, measure);
        QFETCH(QString, names);
        const std::vector<std::vector<double>> expected = {{1, 2, 3, 4, 5, 6},
                                                           {0.5, 0.25, 2, 1, std::nan(""), 3}};
        MatrixOptions options;
        options.array.dataset = dataset.toStdString();
        options.slice = name.contains(QStringLiteral("arrangement_1D")) ? 0 : static_cast<std::size_t>(slice);
        for (const std::uint64_t mapFrom : {std::uint64_t {1}, std::uint64_t {1} << 26}) {
            options.array.mapFrom = mapFrom;
            const auto read = readMatrix(fixture(qPrintable(name)), options);
            QCOMPARE(errorOf(read), QString());
            const SimilarityMatrix& matrix = read->value;
            QCOMPARE(matrix.size(), std::size_t {4});
            QVERIFY(matrix.kind() == SimilarityMatrix::Kind::Dissimilarity);
            QCOMPARE(text(matrix.measure()), measure);
            std::size_t pair = 0;
            for (std::size_t row = 0; row < 4; ++row)
                for (std::size_t column = row + 1; column < 4; ++column, ++pair)
                    QVERIFY(isSameNumber(matrix.at(row, column),
                                         expected[static_cast<std::size_t>(slice)][pair]));
            QStringList found;
            for (const std::string& item : matrix.names().span())
                found << text(item);
            QCOMPARE(found.join(u' '), names);
            QCOMPARE(read->remarks.size(), static_cast<std::size_t>(slice)); // the second one has a NaN
        }
    }

    void saysWhatIsWrongWithMatrices()
    {
        const auto path = file(QStringLiteral("tilted.csv"), "0,1,2\n1,0,3\n2.5,4,0\n");
        const QString name = text(path.string());
        QCOMPARE(errorOf(readMatrix(path)),
                 name
                     + QStringLiteral(
                         ":1:5: this matrix is not symmetric: 2 of 3 pairs differ, such as row 1, column "
                         "3 (2.000000) and row 3, column 1 (2.500000); expected the same number twice"));
        MatrixOptions options;
        options.symmetry = MatrixOptions::Symmetry::Averaged;
        QCOMPARE(readMatrix(path, options)->value.at(2, 0), 2.25);
        QVERIFY(errorOf(readMatrix(fixture("npy/f4_C_little.npy"))).isEmpty()); // 4 matrices of 3 items
        QVERIFY(
            errorOf(readMatrix(fixture("npy/vector.npy")))
                .contains(QStringLiteral("this array is 5 float64; expected a square matrix (n x n) or the "
                                         "n(n-1)/2 numbers above its diagonal")));
        options.slice = 7;
        QVERIFY(errorOf(readMatrix(fixture("rdms/square.npy"), options))
                    .contains(QStringLiteral("there is no matrix 7 among 1")));
        const auto similarity = readMatrix(file(QStringLiteral("s.csv"), "1,.5\n.5,1\n"));
        QVERIFY(similarity->value.kind() == SimilarityMatrix::Kind::Similarity);
        const auto distances =
            readMatrix(file(QStringLiteral("line.csv"), "0,1,2,3\n1,0,1,2\n2,1,0,1\n3,2,1,0\n"));
        QCOMPARE(errorOf(distances), QString());
        QCOMPARE(distances->value.size(), std::size_t {4});
    }

    void writesWhatItReads_data()
    {
        QTest::addColumn<QString>("extension");
        for (const char* extension : {"npy", "npz", "csv", "tsv", "mat", "h5", "safetensors"})
            QTest::newRow(extension) << QString::fromUtf8(extension);
    }
    void writesWhatItReads()
    {
        QFETCH(QString, extension);
        const bool isBare = extension == QStringLiteral("npy") || extension == QStringLiteral("safetensors");
        const RowNames names({"a", "b, \"c\"", "caf\u00e9", "\U0001F600"});
        std::vector<float> values = {0.1F, -2, std::nanf(""), 3e-30F, 1, 2, 3, 4, 5, 6, INFINITY, 7.25F};
        const auto embedding =
            Embedding::make(4, 3, SharedValues<float>(values), names, {{"first", "second", "third"}}).value();
        const auto path = file(QStringLiteral("round.") + extension);
        QVERIFY(writeEmbedding(path, embedding));
        const auto again = readEmbedding(path);
        QCOMPARE(errorOf(again), QString());
        QVERIFY(std::equal(values.begin(), values.end(), again->value.values().begin(),
                           again->value.values().end(), isSameNumber));
        QVERIFY(again->value.rowNames() == (isBare ? RowNames() : names));
        QVERIFY(again->value.columnNames() == (isBare ? RowNames() : embedding.columnNames()));
        if (extension == QStringLiteral("safetensors"))
            return;
        for (const auto layout : {SimilarityMatrix::Layout::Square, SimilarityMatrix::Layout::Condensed}) {
            for (const auto kind :
                 {SimilarityMatrix::Kind::Dissimilarity, SimilarityMatrix::Kind::Similarity}) {
                const std::vector<double> pairs = {0.1, 2, 3, std::nan(""), 5, 6};
                const auto matrix =
                    SimilarityMatrix::fromCondensed(4, SharedValues<double>(pairs), {kind, "cosine"}, names)
                        .value();
                QVERIFY(writeMatrix(path, matrix, layout));
                MatrixOptions options;
                if (extension == QStringLiteral("npz") || extension == QStringLiteral("mat"))
                    options.array.dataset = "matrix";
                const auto read = readMatrix(path, options);
                QCOMPARE(errorOf(read), QString());
                for (std::size_t row = 0; row < 4; ++row)
                    for (std::size_t column = row + 1; column < 4; ++column)
                        QVERIFY(isSameNumber(read->value.at(row, column), matrix.at(row, column)));
                QVERIFY(read->value.names() == (isBare ? RowNames() : names));
                const bool saysAll =
                    extension != QStringLiteral("npy") && !extension.endsWith(QStringLiteral("sv"));
                if (saysAll)
                    QVERIFY(read->value.meaning() == matrix.meaning());
            }
        }
    }

    void writesTriplets_data()
    {
        QTest::addColumn<QString>("extension");
        for (const char* extension : {"npy", "txt", "csv", "tsv"})
            QTest::newRow(extension) << QString::fromUtf8(extension);
    }
    void writesTriplets()
    {
        QFETCH(QString, extension);
        const std::vector<Triplet> all = {{0, 1, 2}, {3, 1, 0}};
        const auto triplets = Triplets::make(4, SharedValues<Triplet>(all)).value();
        const auto path = file(QStringLiteral("triplets.") + extension);
        QVERIFY(writeTriplets(path, triplets));
        const auto again = readTriplets(path);
        QCOMPARE(errorOf(again), QString());
        QVERIFY(std::equal(all.begin(), all.end(), again->value.span().begin(), again->value.span().end()));
        QVERIFY(errorOf(writeTriplets(file(QStringLiteral("t.doc")), triplets))
                    .contains(QStringLiteral("'.doc' is not known; expected .npy")));
    }

    void keepsTransforms_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("size");
        QTest::newRow("single") << text(fixture("npz/transform.npz").string()) << 3;
        QTest::newRow("double, without bias") << text(fixture("npz/transform_double.npz").string()) << 3;
        if (!sharedFolder().empty()) {
            QTest::newRow("dino") << text(sharedFile("data/transforms/dino-vit-base-p16_norm.npz").string())
                                  << 768;
            QTest::newRow("resnet18")
                << text(sharedFile("data/transforms/resnet18_avgpool.npz").string()) << 512;
        }
    }
    void keepsTransforms()
    {
        QFETCH(QString, path);
        QFETCH(int, size);
        const auto transform = readTransform(path.toStdString());
        QCOMPARE(errorOf(transform), QString());
        QCOMPARE(static_cast<int>(transform->size), size);
        const auto copy = file(QStringLiteral("transform.npz"));
        QVERIFY(writeTransform(copy, *transform));
        const auto again = readTransform(copy);
        QCOMPARE(errorOf(again), QString());
        QVERIFY(std::ranges::equal(again->weights.span(), transform->weights.span()));
        QVERIFY(std::ranges::equal(again->bias.span(), transform->bias.span()));
        QCOMPARE(again->mean, transform->mean);
        QCOMPARE(again->deviation, transform->deviation);
        QCOMPARE(again->isSinglePrecision, transform->isSinglePrecision);
        if (size == 3) {
            QCOMPARE(transform->weights.span()[4], 0.625F);
            QCOMPARE(transform->bias.size(),
                     transform->isSinglePrecision ? std::size_t {3} : std::size_t {0});
            QCOMPARE(transform->mean, transform->isSinglePrecision ? static_cast<double>(0.1F) : 0.1);
        }
    }

    void refusesTransformsThatDoNotFit()
    {
        QVERIFY(errorOf(readTransform(fixture("npz/stored.npz")))
                    .contains(QStringLiteral("there is no array 'weights'; there are 'embedding'")));
    }
};

QTEST_APPLESS_MAIN(TestRepresentationFiles)
#include "tst_representationfiles.moc"
