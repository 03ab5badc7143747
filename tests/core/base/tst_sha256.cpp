#include "core/base/sha256.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace learnscope;

class TestSha256 : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// From FIPS 180-4's examples and the NIST short-message vectors.
    void knownVectors_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("digest");
        QTest::newRow("nothing") << QByteArray()
                                 << QByteArray(
                                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        QTest::newRow("abc") << QByteArray(
            "abc") << QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        QTest::newRow("two blocks")
            << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
            << QByteArray("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
        QTest::newRow("a million letters")
            << QByteArray(1000000, 'a')
            << QByteArray("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }

    void knownVectors()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, digest);
        QCOMPARE(QByteArray::fromStdString(sha256({text.data(), static_cast<std::size_t>(text.size())})),
                 digest);
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("content")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        file.close();
        const auto ofFile = sha256OfFile(file.fileName().toStdString());
        QVERIFY(ofFile);
        QCOMPARE(QByteArray::fromStdString(*ofFile), digest);
    }

    void saysWhichFileCannotBeRead()
    {
        for (const char* path : {"/no/such/file", "/tmp"}) {
            const auto digest = sha256OfFile(path);
            QVERIFY(!digest);
            QCOMPARE(digest.error().kind, Error::Kind::Io);
            QCOMPARE(digest.error().where.file, std::string(path));
        }
    }
};

QTEST_GUILESS_MAIN(TestSha256)
#include "tst_sha256.moc"
