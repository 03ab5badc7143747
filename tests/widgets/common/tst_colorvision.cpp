#include "widgets/common/colorvision.h"

#include <QTest>

using namespace learnscope;

class TestColorVision : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matchesMachado2009_data()
    {
        QTest::addColumn<QString>("color");
        QTest::addColumn<QString>("protanopia");
        QTest::addColumn<QString>("deuteranopia");
        QTest::addColumn<QString>("tritanopia");
        // colorspacious 1.1.2: cspace_convert from "sRGB1+CVD", severity 100, cut to [0, 1]
        const char* const rows[][4] = {
            {"#dd3497", "#51699a", "#828693", "#ed2862"}, {"#0072b2", "#5375b5", "#3b67b1", "#008289"},
            {"#009e73", "#9a9271", "#8a8676", "#009e92"}, {"#d55e00", "#817100", "#9e8c00", "#eb4050"},
            {"#e69f00", "#b9a200", "#cab411", "#fb8c87"}, {"#56b4e9", "#9bb3ec", "#87a4e8", "#00c2c6"},
            {"#f0e442", "#f8dc23", "#fce34e", "#ffd4c5"}, {"#ff0000", "#6d5f00", "#a39000", "#ff000f"},
            {"#00ff00", "#ffe500", "#efd63a", "#00f7d9"}, {"#0000ff", "#0059ff", "#003dfb", "#006b96"},
            {"#333333", "#333333", "#333333", "#333333"}};
        for (const auto& row : rows)
            QTest::newRow(row[0]) << QString::fromLatin1(row[0]) << QString::fromLatin1(row[1])
                                  << QString::fromLatin1(row[2]) << QString::fromLatin1(row[3]);
    }

    void matchesMachado2009()
    {
        QFETCH(QString, color);
        QFETCH(QString, protanopia);
        QFETCH(QString, deuteranopia);
        QFETCH(QString, tritanopia);
        QCOMPARE(seenBy(ColorVision::Protanopia, QColor(color)).name(), protanopia);
        QCOMPARE(seenBy(ColorVision::Deuteranopia, QColor(color)).name(), deuteranopia);
        QCOMPARE(seenBy(ColorVision::Tritanopia, QColor(color)).name(), tritanopia);
        QCOMPARE(seenBy(ColorVision::Usual, QColor(color)).name(), color);
    }

    void greysKeepTheirLuminance()
    {
        QCOMPARE(seenBy(ColorVision::Greyscale, QColor(Qt::white)).name(), QStringLiteral("#ffffff"));
        // .2126 in linear light is 127.09 of 255 in sRGB
        QCOMPARE(seenBy(ColorVision::Greyscale, QColor(0xff, 0, 0)).name(), QStringLiteral("#7f7f7f"));
    }

    void changesEveryPixelOfAPicture()
    {
        QImage picture(3, 2, QImage::Format_RGB32);
        picture.fill(QColor(0xd5, 0x5e, 0));
        picture.setPixelColor(2, 1, QColor(0, 0x72, 0xb2));
        picture.setPixelColor(0, 0, QColor(Qt::black));
        const QImage seen = seenBy(ColorVision::Deuteranopia, picture);
        QCOMPARE(seen.pixelColor(1, 0).name(), QStringLiteral("#9e8c00"));
        QCOMPARE(seen.pixelColor(2, 1).name(), QStringLiteral("#3b67b1"));
        QCOMPARE(seen.pixelColor(0, 0).name(), QStringLiteral("#000000"));
        QCOMPARE(picture.pixelColor(1, 0).name(), QStringLiteral("#d55e00"));
    }
};

QTEST_MAIN(TestColorVision)
#include "tst_colorvision.moc"
