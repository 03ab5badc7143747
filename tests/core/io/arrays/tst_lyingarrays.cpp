#include "core/io/arrays/arrayfile.h"
#include "core/io/arrays/readnumbers.h"
#include "core/io/arrays/ziparchive.h"
#include "core/io/bytesource.h"
#include "tests/support/shareddata.h"

#include <QFile>
#include <QTest>

using namespace learnscope;

namespace {
QByteArray fixture(const char* name)
{
    QFile file(QString::fromStdString((sourceFolder() / "tests/fixtures/arrays" / name).string()));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QByteArray npy(const char* header, const QByteArray& data = {}, char version = 1)
{
    QByteArray text(header);
    QByteArray bytes("\x93NUMPY", 6);
    bytes += version;
    bytes += '\0';
    for (int shift = 0; shift < (version == 1 ? 16 : 32); shift += 8)
        bytes += static_cast<char>(text.size() >> shift);
    return bytes + text + data;
}

QByteArray little(quint64 number, int size)
{
    QByteArray bytes;
    for (int index = 0; index < size; ++index)
        bytes += static_cast<char>(number >> (8 * index));
    return bytes;
}

QByteArray safetensors(const QByteArray& header, const QByteArray& data)
{
    return little(static_cast<quint64>(header.size()), 8) + header + data;
}

/// One .npy entry, whose sizes and place in the directory can be lied about.
std::string archive(std::initializer_list<const char*> names)
{
    std::string bytes;
    ZipWriter zip([&](std::string_view piece) -> Result<void> {
        bytes += piece;
        return {};
    });
    const QByteArray entry =
        npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }", QByteArray(16, 'x'));
    for (const char* name : names)
        if (!zip.add(name, ZipEntry::Method::Stored, [&](const ByteSink& sink) {
                return sink({entry.data(), static_cast<std::size_t>(entry.size())});
            }))
            return {};
    return zip.finish() ? bytes : std::string();
}

QByteArray toBytes(const std::string& text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}
} // namespace

class TestLyingArrays : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhereAFileLies_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const QByteArray& bytes, const char* message) {
            QTest::newRow(name) << bytes << QString::fromUtf8(message);
        };
        row("npy: 2^60 entries",
            npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1152921504606846976, 1)}"),
            "a: byte 85: 1152921504606846976 x 1 entries of 4 bytes are announced, but the file holds only 0 "
            "bytes of "
            "them");
        row("npy: product overflows",
            npy("{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296)}"),
            "4294967296 x 4294967296 entries of 8 bytes are announced, but the file holds only 0 bytes");
        row("npy: cut short",
            npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)}", "123456789012345"),
            "2 x 2 entries of 4 bytes are announced, but the file holds only 15 bytes of them");
        row("npy: header longer than the file", npy("{}").left(10),
            "byte 8: a header of 2 bytes; the file holds 0");
        row("npy: version 4", npy("{}", {}, 4), "byte 6: format version 4.0; expected 1.0, 2.0 or 3.0");
        row("npy: no dictionary", npy("[1]"), "byte 10: a header that is no dictionary; expected '{'");
        row("npy: negative shape", npy("{'shape': (-1, 2)}"),
            "'shape' is broken; expected whole numbers in brackets");
        row("npy: code in the header", npy("{'descr': __import__('os'), }"), "byte 20: 'descr' is broken");
        row("npy: unknown key", npy("{'x': 1}"), "the header has an unknown key 'x'");
        row("npy: missing key", npy("{'descr': '<f4', 'shape': (1,)}"),
            "the header lacks a key; expected 'descr'");
        row("npy: unknown type", npy("{'descr': '<f16', 'fortran_order': False, 'shape': ()}"), "");

        const std::string sound = archive({"a.npy", "b.npy"});
        row("zip: cut short", toBytes(sound.substr(0, sound.size() - 5)),
            "the archive's directory is missing");
        row("zip: name twice", toBytes(archive({"a.npy", "a.npy"})),
            "a second entry 'a.npy'; expected each name once");
        {
            // Both entries of the directory point at the first one.
            std::string overlapping = archive({"a.npy", "a.npy"});
            const std::size_t second = overlapping.rfind("PK\x01\x02");
            overlapping[overlapping.find("a.npy", second)] = 'b';
            row("zip: another name", toBytes(overlapping), "entry 'b.npy' calls itself 'a.npy'");
            // The first entry says that it is a byte longer than what there is up to the second one.
            std::string longer = sound;
            const std::size_t wide = longer.find("PK\x01\x02") + 46 + 5 + 4; // size, packed size, offset
            for (const std::size_t place : {wide, wide + 8})
                longer[place] = static_cast<char>(longer[place] + 1);
            row("zip: overlap", toBytes(longer), "entry 'b.npy' overlaps 'a.npy'");
        }
        {
            std::string large = sound;
            const std::size_t wide = large.rfind("PK\x01\x02") + 46 + 5 + 4; // size, packed size, offset
            large.replace(wide, 8, std::string("\x00\x00\x00\x00\x00\x00\x00\x10", 8));
            row("zip: unpacks to 2^60 bytes", toBytes(large),
                "entry 'b.npy' claims 1152921504606846976 bytes from 85, which cannot be");
            std::string beyond = sound;
            beyond.replace(wide + 8, 8, std::string("\xFF\xFF\xFF\xFF\x00\x00\x00\x00", 8));
            row("zip: beyond the archive", toBytes(beyond), "entry 'b.npy' reaches beyond the archive");
            std::string broken = sound;
            broken[broken.find("xxxx")] = 'y';
            row("zip: another checksum", toBytes(broken),
                "entry 'a.npy' is damaged: its checksum is another");
        }

        row("safetensors: header longer than the file", little(100, 8) + QByteArray("{}"),
            "byte 0: a header of 100 bytes; the file holds 2 after this");
        row("safetensors: no JSON", safetensors("{\"a\":}", {}), "the header is no valid JSON");
        row("safetensors: too few bytes",
            safetensors(R"({"a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,12]}})", QByteArray(12, 'x')),
            "tensor 'a': its shape 2 x 2 of F32 does not fit its 12 bytes");
        row("safetensors: beyond the data",
            safetensors(R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}})", QByteArray(12, 'x')),
            "tensor 'a': its bytes 0 to 16 do not lie in the 12 bytes of data");
        row("safetensors: overlap",
            safetensors(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},)"
                        R"("b":{"dtype":"U8","shape":[4],"data_offsets":[3,7]}})",
                        QByteArray(8, 'x')),
            "tensor 'b' overlaps 'a'");
        row("safetensors: overflow",
            safetensors(R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}})", {}),
            "tensor 'a': its shape 4294967296 x 4294967296 of F32 does not fit its 0 bytes");
        row("safetensors: twice",
            safetensors(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                        R"("a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}})",
                        "x"),
            "a second tensor 'a'");

        QByteArray mat = fixture("mat/plain.mat");
        row("mat: cut short", mat.left(200), "byte 128: an element of");
        mat.replace(mat.indexOf(little(5, 4) + little(8, 4)) + 8, 8,
                    little(0x7FFFFFFF, 4) + little(0x7FFFFFFF, 4));
        row("mat: 2^62 entries", mat, "'x' of 2147483647 x 2147483647 numbers does not fit its 96 bytes");
        QByteArray packedMat = fixture("mat/packed.mat");
        packedMat[136] = 'x' ^ 0x55; // zlib's own header
        row("mat: damaged", packedMat, "a packed variable is damaged: what is packed cannot be unpacked");

        row("pickle", "\x80\x04K\x01.", "this is a pickled Python object, which is never opened");
        row("old PyTorch file, cut short", fixture("torch/tensor.old.pt").left(200),
            "byte 190: the pickle ends inside a value; the file seems cut short");
        row("no text", QByteArray("1 2\0 3", 6), "byte 3 is 0, so this is no text");
        row("text: not a number", "1,2\n3,x\n", "a:2:3: expected a number, found 'x'");
        row("text: short row", "1,2\n3\n", "a:2:1: 1 fields; expected 2 as in the rows before");
        row("text: quote", "1,2\n\"3,4\n", "a:2:1: a quote that is out of place");
        row("empty", "", "a: this file is empty; expected rows of numbers");
        row("json: number beyond doubles", "[1e999]", "this JSON holds a number that is out of range");
        row("safetensors: number beyond doubles", safetensors(R"({"a":1e999})", {}),
            "byte 8: the header holds a number that is out of range");
        row("json", "{\"a\": 1}", "this JSON holds no dissimilarity matrices");
    }
    void saysWhereAFileLies()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, message);
        const auto file =
            openArraySource(makeByteSource({bytes.constData(), static_cast<std::size_t>(bytes.size())}), "a");
        QString said = file ? QString() : QString::fromStdString(file.error().toString());
        for (std::size_t array = 0; file && array < (*file)->arrays().size() && said.isEmpty(); ++array)
            if (const auto read = readRowMajor<float>(**file, array, JobContext::none()); !read)
                said = QString::fromStdString(read.error().toString());
        QVERIFY2(!said.isEmpty() && said.contains(message), qPrintable(said));
        QVERIFY(said.startsWith(QStringLiteral("a:")));
    }
};

QTEST_APPLESS_MAIN(TestLyingArrays)
#include "tst_lyingarrays.moc"
