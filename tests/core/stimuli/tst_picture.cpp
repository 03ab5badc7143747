#include "core/stimuli/picture.h"
#include "core/stimuli/pictureheader.h"
#include "tests/support/shareddata.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <numeric>

using namespace learnscope;

namespace {
std::filesystem::path fixture(const char* name)
{
    return sourceFolder() / "tests" / "fixtures" / "pictures" / name;
}

/// One test row for each line of a table that make_pictures.py wrote.
void addRows(const char* table)
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<qint64>("sum");
    QTest::addColumn<QByteArray>("hash");
    QFile file(QString::fromStdString(fixture(table).string()));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
    for (const QByteArray& line : lines) {
        const QList<QByteArray> fields = line.split('\t');
        QCOMPARE(fields.size(), 5);
        QTest::newRow(fields[0].constData()) << QString::fromUtf8(fields[0]) << fields[1].toInt()
                                             << fields[2].toInt() << fields[3].toLongLong() << fields[4];
    }
}

void comparePicture(const std::filesystem::path& path)
{
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(qint64, sum);
    QFETCH(QByteArray, hash);
    const Result<Picture> picture = readPicture(path);
    QVERIFY2(picture, picture ? "" : picture.error().toString().c_str());
    QCOMPARE(picture->width, width);
    QCOMPARE(picture->height, height);
    QCOMPARE(std::accumulate(picture->rgb.begin(), picture->rgb.end(), qint64(0)), sum);
    const QByteArrayView bytes(reinterpret_cast<const char*>(picture->rgb.data()),
                               qsizetype(picture->rgb.size()));
    QCOMPARE(QCryptographicHash::hash(bytes.toByteArray(), QCryptographicHash::Sha256).toHex(), hash);
}
} // namespace

class TestPicture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodesEveryKindAsPilDoes_data() { addRows("decoded.tsv"); }
    void decodesEveryKindAsPilDoes()
    {
        QFETCH(QString, name);
        comparePicture(fixture(name.toStdString().c_str()));
    }

    void decodesPublishedStimuliAsPilDoes_data() { addRows("published.tsv"); }
    void decodesPublishedStimuliAsPilDoes()
    {
        REQUIRE_SHARED_DATA();
        QFETCH(QString, name);
        comparePicture(sharedFile("data/huber2024/stimuli") / name.toStdString());
    }

    void refusesWhatIsNoWholePicture_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* message) {
            QTest::newRow(name) << QString::fromUtf8(name) << QString::fromUtf8(message);
        };
        row("bad_truncated.png", "damaged or cut short");
        row("bad_checksum.png", "damaged or cut short");
        row("bad_truncated.jpg", "cut short");
        row("bad_text.png", "is no picture; expected PNG");
        row("bad_empty.png", "is empty");
        row("bad_huge.png", "too large (100000 x 100000)");
        row("bad_no_pixels.png", "no pixels (0 x 8)");
        row("not_there.png", "no such picture file");
        row("", "no such picture file"); // the folder itself
    }

    void refusesWhatIsNoWholePicture()
    {
        QFETCH(QString, name);
        QFETCH(QString, message);
        const auto path = fixture(name.toStdString().c_str());
        const Result<Picture> picture = readPicture(path);
        QVERIFY(!picture);
        QCOMPARE(picture.error().where.file, path.string());
        QVERIFY2(QString::fromStdString(picture.error().message).contains(message),
                 picture.error().toString().c_str());
    }

    void neverReadsPastATruncatedFile_data() { addRows("decoded.tsv"); }
    void neverReadsPastATruncatedFile()
    {
        QFETCH(QString, name);
        QFile file(QString::fromStdString(fixture(name.toStdString().c_str()).string()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray whole = file.readAll();
        for (qsizetype length = 0; length < std::min<qsizetype>(whole.size(), 64); ++length) {
            // A copy of just that length, so that the sanitizer sees a read beyond it.
            const std::vector<std::uint8_t> start(whole.begin(), whole.begin() + length);
            const auto header = readPictureHeader(start);
            QVERIFY(header || !header.error().message.empty());
        }
    }

    void makesThumbnailsWithinTheirSide_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("side");
        QTest::addColumn<QSize>("size");
        QTest::newRow("wide") << 40 << 20 << 10 << QSize(10, 5);
        QTest::newRow("tall") << 20 << 40 << 10 << QSize(5, 10);
        QTest::newRow("very wide") << 400 << 1 << 10 << QSize(10, 1);
        QTest::newRow("small enough") << 8 << 4 << 10 << QSize(8, 4);
        QTest::newRow("any size") << 40 << 20 << 0 << QSize(40, 20);
    }

    void makesThumbnailsWithinTheirSide()
    {
        QFETCH(int, width);
        QFETCH(int, height);
        QFETCH(int, side);
        QFETCH(QSize, size);
        QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.path().toStdString()) / "flat.png";
        const Picture flat {width, height, std::vector<std::uint8_t>(std::size_t(width * height * 3), 77)};
        QVERIFY(writePicture(path, flat));
        const Result<Picture> picture = readPicture(path, side);
        QVERIFY(picture);
        QCOMPARE(QSize(picture->width, picture->height), size);
        QCOMPARE(picture->rgb, std::vector<std::uint8_t>(std::size_t(size.width() * size.height() * 3), 77));
    }

    void readsBackWhatItWrote_data()
    {
        QTest::addColumn<bool>("grey");
        QTest::newRow("grey") << true;
        QTest::newRow("colour") << false;
    }

    void readsBackWhatItWrote()
    {
        QFETCH(bool, grey);
        Picture picture {17, 5, std::vector<std::uint8_t>(17 * 5 * 3)};
        for (std::size_t at = 0; at < picture.rgb.size(); ++at)
            picture.rgb[at] = static_cast<std::uint8_t>((grey ? at / 3 : at) * 37);
        QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.path().toStdString()) / "a" / "b.png";
        QVERIFY(writePicture(path, picture));
        const Result<Picture> back = readPicture(path);
        QVERIFY(back);
        QVERIFY(*back == picture);
    }

    void refusesToWriteAPictureWhoseSizeDoesNotFit()
    {
        QTemporaryDir folder;
        const auto path = std::filesystem::path(folder.path().toStdString()) / "a.png";
        const Result<void> written = writePicture(path, Picture {4, 4, std::vector<std::uint8_t>(47)});
        QVERIFY(!written);
        QCOMPARE(written.error().kind, Error::Kind::Mismatch);
        QVERIFY(!std::filesystem::exists(path));
    }
};

QTEST_GUILESS_MAIN(TestPicture)
#include "tst_picture.moc"
