#include "core/io/arrays/arrayfile.h"
#include "core/io/arrays/readnumbers.h"
#include "tests/support/shareddata.h"

#include <QFile>
#include <QTest>

#include <cmath>

using namespace learnscope;

namespace {
std::filesystem::path fixture(const QString& name)
{
    return sourceFolder() / "tests/fixtures/arrays" / name.toStdString();
}

QStringList textsOf(const std::vector<std::string>& texts)
{
    QStringList list;
    for (const std::string& text : texts)
        list << QString::fromStdString(text);
    return list;
}
} // namespace

class TestArrayFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// What NumPy, h5py, SciPy, PyTorch, pandas and rsatoolbox wrote is read as they had it.
    void readsWhatOtherProgramsWrote_data()
    {
        QTest::addColumn<QStringList>("line");
        QFile manifest(QString::fromStdString(fixture(QStringLiteral("arrays.tsv")).string()));
        QVERIFY(manifest.open(QIODevice::ReadOnly));
        QStringList lines = QString::fromUtf8(manifest.readAll()).split(u'\n', Qt::SkipEmptyParts);
        lines.removeFirst();
        QVERIFY(lines.size() > 150);
        for (const QString& line : lines) {
            const QStringList fields = line.split(u'\t');
            QTest::addRow("%s: %s", qPrintable(fields[0]), qPrintable(fields[1])) << fields;
        }
    }
    void readsWhatOtherProgramsWrote()
    {
        QFETCH(QStringList, line);
        const auto file = openArrayFile(fixture(line[0]));
        if (line[3] == QStringLiteral("refused") && !file) {
            const QString said = QString::fromStdString(file.error().toString());
            QVERIFY2(said.contains(line[4]), qPrintable(said));
            return;
        }
        QVERIFY2(file, file ? "" : file.error().toString().c_str());
        const auto array = (*file)->find(line[1].toStdString());
        QVERIFY2(array, array ? "" : array.error().toString().c_str());
        const ArrayInfo& info = (*file)->arrays()[*array];
        if (line[3] == QStringLiteral("text")) {
            QVERIFY(info.type == ElementType::Text);
            const auto texts = (*file)->readTexts(*array);
            QVERIFY2(texts, texts ? "" : texts.error().toString().c_str());
            QCOMPARE(textsOf(*texts), line[4].split(u'|'));
            return;
        }
        const auto numbers = readRowMajor<double>(**file, *array, JobContext::none());
        if (line[3] == QStringLiteral("refused")) {
            QVERIFY(!numbers);
            const QString said = QString::fromStdString(numbers.error().toString());
            QVERIFY2(said.contains(line[4]), qPrintable(said));
            return;
        }
        QVERIFY2(numbers, numbers ? "" : numbers.error().toString().c_str());
        QCOMPARE(QString::fromStdString(info.shapeText()), line[2]);
        QCOMPARE(QString::fromUtf8(toString(info.type).data()), line[3]);
        const QStringList expected = line[4].split(u' ', Qt::SkipEmptyParts);
        QCOMPARE(static_cast<qsizetype>(numbers->size()), expected.size());
        for (qsizetype index = 0; index < expected.size(); ++index) {
            const double wanted = expected[index].toDouble();
            const double found = (*numbers)[static_cast<std::size_t>(index)];
            QVERIFY2((std::isnan(wanted) && std::isnan(found)) || wanted == found,
                     qPrintable(QStringLiteral("entry %1 is %2, not %3").arg(index).arg(found).arg(wanted)));
        }
    }

    void readsAnyRangeOfEntries_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("array");
        const auto row = [](const char* name, const char* array) {
            QTest::newRow(name) << QString::fromUtf8(name) << QString::fromUtf8(array);
        };
        row("hdf5/all.h5", "axes");
        row("hdf5/all.h5", "group/packed");
        row("npz/packed.npz", "turned");
        row("torch/nested.pt", "state.bias");
        row("mat/packed.mat", "axes");
    }
    void readsAnyRangeOfEntries()
    {
        QFETCH(QString, name);
        QFETCH(QString, array);
        const auto file = openArrayFile(fixture(name));
        QVERIFY(file);
        const std::size_t index = (*file)->find(array.toStdString()).value();
        const std::uint64_t count = (*file)->arrays()[index].count();
        const auto all = readStored<double>(**file, index, 0, count, JobContext::none());
        QVERIFY(all);
        for (std::uint64_t first = count; first-- > 0;)
            for (const std::uint64_t length : {std::uint64_t {1}, (count - first + 1) / 2, count - first}) {
                const auto part = readStored<double>(**file, index, first, length, JobContext::none());
                QVERIFY(part);
                QVERIFY(std::equal(part->begin(), part->end(), all->begin() + static_cast<long>(first)));
            }
    }

    void listsWhatAFileHolds()
    {
        const auto file = openArrayFile(fixture(QStringLiteral("hdf5/all.h5")));
        QVERIFY(file);
        QStringList names;
        for (const ArrayInfo& info : (*file)->arrays())
            names << QString::fromStdString(info.name);
        // "plain" is also called "again"; soft and external links are not followed.
        QCOMPARE(names.join(u' '),
                 QStringLiteral(
                     "again axes complex compound elsewhere free group/deeper/big group/packed half lzf "
                     "names scalar truth unwritten"));
        QCOMPARE(QString::fromStdString((*file)->find("nothing").error().message),
                 QStringLiteral("there is no array 'nothing'; there are '%1'")
                     .arg(names.join(QStringLiteral("', '"))));
    }

    void saysWhatAFileIs_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("format");
        const auto row = [](const char* name, const char* format) {
            QTest::newRow(name) << QString::fromUtf8(name) << QString::fromUtf8(format);
        };
        row("npy/f4_C_little.npy", "NumPy array");
        row("npz/packed.npz", "NumPy archive");
        row("safetensors/all.safetensors", "safetensors file");
        row("hdf5/all.h5", "HDF5 file");
        row("hdf5/matlab73.mat", "HDF5 file");
        row("mat/packed.mat", "MATLAB file");
        row("torch/nested.pt", "PyTorch file");
        row("torch/nested.old.pt", "PyTorch file");
        row("rdms/Meadows_test_v_v1_one-mouse_tree.json", "Meadows results");
        row("text/both.csv", "text table");
    }
    void saysWhatAFileIs()
    {
        QFETCH(QString, name);
        QFETCH(QString, format);
        const auto file = openArrayFile(fixture(name));
        QVERIFY2(file, file ? "" : file.error().toString().c_str());
        QCOMPARE(QString::fromUtf8((*file)->format().data()), format);
    }
};

QTEST_APPLESS_MAIN(TestArrayFile)
#include "tst_arrayfile.moc"
