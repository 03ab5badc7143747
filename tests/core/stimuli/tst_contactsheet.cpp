#include "core/stimuli/contactsheet.h"
#include "core/stimuli/stimulusfolder.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <fstream>

using namespace learnscope;
namespace fs = std::filesystem;

namespace {
using Colour = std::array<std::uint8_t, 3>;

void writeFlat(const fs::path& path, const Colour& colour, int width = 20, int height = 20)
{
    Picture picture {width, height, {}};
    for (int pixel = 0; pixel < width * height; ++pixel)
        picture.rgb.insert(picture.rgb.end(), colour.begin(), colour.end());
    QVERIFY(writePicture(path, picture));
}

struct Box
{
    int left = 1000000;
    int top = 1000000;
    int right = -1;
    int bottom = -1;

    QSize size() const { return {right - left + 1, bottom - top + 1}; }
};

/// Where pixels of just this colour are.
Box boxOf(const Picture& picture, const Colour& colour)
{
    Box box;
    for (int row = 0; row < picture.height; ++row)
        for (int column = 0; column < picture.width; ++column) {
            const std::size_t at = std::size_t((row * picture.width + column) * 3);
            if (!std::equal(colour.begin(), colour.end(), picture.rgb.begin() + std::ptrdiff_t(at)))
                continue;
            box = {std::min(box.left, column), std::min(box.top, row), std::max(box.right, column),
                   std::max(box.bottom, row)};
        }
    return box;
}

constexpr Colour red = {255, 0, 0};
constexpr Colour green = {0, 255, 0};
constexpr Colour blue = {0, 0, 255};
constexpr Colour yellow = {255, 255, 0};

class Cancelled : public JobContext
{
public:
    bool isCancelled() const override { return true; }
    void report(double, std::string_view) override { }
};
} // namespace

class TestContactSheet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void putsObjectsInRowsAndViewsInColumns()
    {
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        writeFlat(root / "train/p/x_gen_p_8_0.png", red);
        writeFlat(root / "test/testset_1/p/x_gen_p_8_x_-30.png", green);
        writeFlat(root / "test/testset_1/p/x_gen_p_16_0.png", blue, 40, 20);
        writeFlat(root / "test/testset_1/q/x_gen_q_1_x_-30.png", yellow);
        const auto set = readStimulusFolder(root);
        QVERIFY(set);
        const auto sheet = contactSheet(*set, {.cell = 20});
        QVERIFY2(sheet, sheet ? "" : sheet.error().toString().c_str());
        const Box front = boxOf(*sheet, red);
        const Box turned = boxOf(*sheet, green);
        const Box other = boxOf(*sheet, blue);
        const Box otherCategory = boxOf(*sheet, yellow);
        QCOMPARE(front.size(), QSize(20, 20));
        QCOMPARE(turned.size(), QSize(20, 20));
        QCOMPARE(other.size(), QSize(20, 10)); // made smaller, in the middle of its cell
        QVERIFY(front.right < turned.left && front.top == turned.top);
        QVERIFY(other.left == front.left && other.top > front.bottom); // 8 before 16
        QVERIFY(otherCategory.left == turned.left && otherCategory.top > other.bottom);
        QVERIFY(front.left > 20); // room for the names
    }

    void showsPicturesWhoseNamesDoNotFit()
    {
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        writeFlat(root / "train/p/one.png", red);
        writeFlat(root / "train/p/two.png", green);
        const auto set = readStimulusFolder(root);
        QVERIFY(set);
        const auto sheet = contactSheet(*set, {.cell = 32});
        QVERIFY(sheet);
        QCOMPARE(boxOf(*sheet, red).size(), QSize(20, 20)); // never made larger
        QVERIFY(boxOf(*sheet, red).right < boxOf(*sheet, green).left);
    }

    void isTheSameOnAnyNumberOfThreads()
    {
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        for (int object = 1; object <= 12; ++object)
            writeFlat(root / "train/p" / ("x_gen_p_" + std::to_string(object) + "_0.png"),
                      {std::uint8_t(object * 20), 0, 0});
        const auto set = readStimulusFolder(root);
        QVERIFY(set);
        QVERIFY(*contactSheet(*set, {.cell = 16, .threads = 1})
                == *contactSheet(*set, {.cell = 16, .threads = 4}));
    }

    void saysWhyItCannot_data()
    {
        QTest::addColumn<int>("cell");
        QTest::addColumn<bool>("damaged");
        QTest::addColumn<bool>("cancelled");
        QTest::addColumn<int>("kind");
        const auto kind = [](Error::Kind value) { return static_cast<int>(value); };
        QTest::newRow("cells too small") << 15 << false << false << kind(Error::Kind::Usage);
        QTest::newRow("cells too large") << 1025 << false << false << kind(Error::Kind::Usage);
        QTest::newRow("sheet too large") << 1024 << false << false << kind(Error::Kind::OutOfRange);
        QTest::newRow("a damaged picture") << 16 << true << false << kind(Error::Kind::Syntax);
        QTest::newRow("cancelled") << 16 << false << true << kind(Error::Kind::Cancelled);
    }

    void saysWhyItCannot()
    {
        QFETCH(int, cell);
        QFETCH(bool, damaged);
        QFETCH(bool, cancelled);
        QFETCH(int, kind);
        const QTemporaryDir folder;
        const fs::path root = folder.path().toStdString();
        for (int object = 1; object <= 70; ++object)
            writeFlat(root / "train/p" / ("x_gen_p_" + std::to_string(object) + "_0.png"), red, 2, 2);
        const fs::path bad = root / "train/p/x_gen_p_7_0.png";
        if (damaged)
            std::ofstream(bad, std::ios::trunc) << "text";
        const auto set = readStimulusFolder(root);
        QVERIFY(set);
        Cancelled context;
        const auto sheet = contactSheet(*set, {.cell = cell}, cancelled ? context : JobContext::none());
        QVERIFY(!sheet);
        QCOMPARE(static_cast<int>(sheet.error().kind), kind);
        if (damaged)
            QCOMPARE(sheet.error().where.file, bad.string());
    }
};

QTEST_GUILESS_MAIN(TestContactSheet)
#include "tst_contactsheet.moc"
