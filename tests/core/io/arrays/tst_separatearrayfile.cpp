#include "core/io/arrays/readnumbers.h"
#include "core/io/arrays/separatearrayfile.h"
#include "tests/support/shareddata.h"

#include <QTest>

#include <csignal>
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>

using namespace learnscope;

namespace {
using Opened = Result<std::unique_ptr<ArrayFile>>;

std::filesystem::path fixture(const char* name)
{
    return sourceFolder() / "tests/fixtures/arrays" / name;
}

/// Fails in some way when its numbers are read.
class Trap final : public ArrayFile
{
public:
    explicit Trap(void (*spring)())
        : ArrayFile("trap", "trap")
        , m_spring(spring)
    {
        ArrayInfo info;
        info.shape = {3};
        info.type = ElementType::Float64;
        mutableArrays().push_back(info);
    }
    Result<void> readEntries(std::size_t, std::uint64_t, std::span<std::byte>) override
    {
        m_spring();
        return {};
    }

private:
    void (*m_spring)();
};

void crash()
{
    std::raise(SIGSEGV);
}
void loop()
{
    for (volatile bool goesOn = true; goesOn;) { }
}
void throwUp()
{
    throw std::bad_alloc();
}
void leave()
{
    ::_exit(0);
}
} // namespace

class TestSeparateArrayFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesWhatTheFileGives_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"npz/packed.npz", "mat/plain.mat", "torch/nested.pt", "rdms/rsatoolbox.h5"})
            QTest::newRow(name) << QString::fromUtf8(name);
    }
    void givesWhatTheFileGives()
    {
        QFETCH(QString, name);
        const auto path = fixture(qPrintable(name));
        const auto here = openArrayFile(path);
        const auto there =
            openSeparately(path.string(), (*here)->format(), [&] { return openArrayFile(path); });
        QVERIFY(here && there);
        QCOMPARE((*there)->arrays().size(), (*here)->arrays().size());
        for (std::size_t array = 0; array < (*here)->arrays().size(); ++array) {
            const ArrayInfo& info = (*there)->arrays()[array];
            const ArrayInfo& expected = (*here)->arrays()[array];
            QCOMPARE(info.name, expected.name);
            QCOMPARE(info.shape, expected.shape);
            QCOMPARE(info.dtype, expected.dtype);
            QCOMPARE(info.refusal, expected.refusal);
            QVERIFY(info.type == expected.type && info.order == expected.order);
            QCOMPARE((*there)->measure(array), (*here)->measure(array));
            QVERIFY((*there)->itemNames(array) == (*here)->itemNames(array));
            if (info.type == ElementType::Text) {
                const auto texts = (*there)->readTexts(array);
                const auto expectedTexts = (*here)->readTexts(array);
                QCOMPARE(bool(texts), bool(expectedTexts));
                if (texts)
                    QCOMPARE(*texts, *expectedTexts);
                continue;
            }
            const auto numbers = readRowMajor<double>(**there, array, JobContext::none());
            const auto expectedNumbers = readRowMajor<double>(**here, array, JobContext::none());
            QCOMPARE(bool(numbers), bool(expectedNumbers));
            if (numbers)
                QVERIFY(std::ranges::equal(*numbers, *expectedNumbers, [](double left, double right) {
                    return left == right || (left != left && right != right);
                }));
        }
    }

    void passesOnWhatIsWrong()
    {
        const auto opened = openSeparately("a.h5", "HDF5 file", []() -> Opened {
            return failure(Error::Kind::Mismatch, "nothing in it", {"a.h5"});
        });
        QVERIFY(!opened);
        QCOMPARE(QString::fromStdString(opened.error().toString()), QStringLiteral("a.h5: nothing in it"));
        QVERIFY(opened.error().kind == Error::Kind::Mismatch);
    }

    void outlivesTheOtherProcess_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("crashes") << 0;
        QTest::newRow("goes round in circles") << 1;
        QTest::newRow("has no memory") << 2;
        QTest::newRow("ends") << 3;
    }
    void outlivesTheOtherProcess()
    {
        QFETCH(int, way);
        void (*const ways[])() = {crash, loop, throwUp, leave};
        const QString expected = QStringLiteral("a.h5: this HDF5 file is damaged in a way that its library "
                                                "could not cope with; expected a sound file");
        constexpr double seconds = 0.05;
        const auto opened = openSeparately(
            "a.h5", "HDF5 file",
            [&]() -> Opened {
                ways[way]();
                return failure(Error::Kind::Internal, "never said");
            },
            seconds);
        QVERIFY(!opened);
        QCOMPARE(QString::fromStdString(opened.error().toString()), expected);
        // The same when its numbers are read.
        const auto trap = openSeparately(
            "a.h5", "HDF5 file", [&]() -> Opened { return std::make_unique<Trap>(ways[way]); }, seconds);
        QVERIFY(trap);
        const auto numbers = readRowMajor<double>(**trap, 0, JobContext::none());
        QVERIFY(!numbers);
        QCOMPARE(QString::fromStdString(numbers.error().toString()), expected);
        QVERIFY(!(*trap)->readTexts(0));
        // No process is left behind.
        QVERIFY(::waitpid(-1, nullptr, WNOHANG) < 0);
    }
};

QTEST_APPLESS_MAIN(TestSeparateArrayFile)
#include "tst_separatearrayfile.moc"
