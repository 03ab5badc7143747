#include "widgets/common/icons.h"

#include <QImage>
#include <QTest>

using namespace learnscope;

namespace {
/// How many pixels are drawn at all, and how many of these are not of the asked colour.
struct Drawn
{
    int pixels = 0;
    int ofAnotherColor = 0;
};

Drawn drawnPixels(const QPixmap& pixmap, const QColor& color)
{
    const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    Drawn drawn;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QRgb pixel = image.pixel(x, y);
            if (qAlpha(pixel) < 64)
                continue;
            ++drawn.pixels;
            // Coming back from premultiplied alpha costs a few steps of 255 where the pixel is faint.
            drawn.ofAnotherColor += qAbs(qRed(pixel) - color.red()) > 8
                || qAbs(qGreen(pixel) - color.green()) > 8 || qAbs(qBlue(pixel) - color.blue()) > 8;
        }
    }
    return drawn;
}
} // namespace

class TestIcons : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsEveryIconInItsColorAtAnyScale_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<qreal>("scale");
        for (const QString& name : iconNames()) {
            for (const qreal scale : {1.0, 2.0})
                QTest::addRow("%s @%gx", qPrintable(name), scale) << name << scale;
        }
    }

    void drawsEveryIconInItsColorAtAnyScale()
    {
        QFETCH(QString, name);
        QFETCH(qreal, scale);
        const QColor color(0x2b5fd0);
        const QPixmap pixmap = themedIcon(name, color).pixmap(QSize(16, 16), scale);
        QCOMPARE(pixmap.size(), QSize(16, 16) * scale);
        QCOMPARE(pixmap.devicePixelRatio(), scale);
        const Drawn drawn = drawnPixels(pixmap, color);
        QVERIFY2(drawn.pixels >= 12 * scale * scale, "the icon is all but empty");
        QVERIFY2(drawn.pixels <= 200 * scale * scale, "the icon is a filled square");
        QCOMPARE(drawn.ofAnotherColor, 0);
    }

    void knowsTheIconsThatTheWindowNeeds()
    {
        for (const char* name :
             {"open",        "folder", "export",     "download", "close", "maximise", "restore",
              "split-right", "menu",   "split-down", "pin",      "copy",  "play",     "pause",
              "step-left",   "filter", "step-right", "search",   "reset", "warning",  "error",
              "info",        "check",  "cancel",     "sun",      "moon",  "human",    "network"})
            QVERIFY2(iconNames().contains(QLatin1String(name)), name);
    }

    void greysWhatIsDisabled()
    {
        const QIcon icon = themedIcon(QStringLiteral("play"), Qt::black);
        const QPoint middle(6, 8);
        const auto alphaOf = [&](QIcon::Mode mode) {
            return qAlpha(icon.pixmap(QSize(16, 16), 1.0, mode).toImage().pixel(middle));
        };
        QCOMPARE(alphaOf(QIcon::Normal), 255);
        QVERIFY(qAbs(alphaOf(QIcon::Disabled) - 128) < 3);
    }

    void givesTheSameIconForTheSameColor()
    {
        const QString name = QStringLiteral("pin");
        QCOMPARE(themedIcon(name, Qt::red).cacheKey(), themedIcon(name, Qt::red).cacheKey());
        QVERIFY(themedIcon(name, Qt::red).cacheKey() != themedIcon(name, Qt::blue).cacheKey());
    }

    void saysWhichIconIsMissing()
    {
        QTest::ignoreMessage(QtWarningMsg, "there is no icon named 'unicorn'");
        QVERIFY(themedIcon(QStringLiteral("unicorn"), Qt::red).isNull());
    }

    void showsTheProgramInTheColorsOfHumansAndNetworks()
    {
        const QImage image = programIcon().pixmap(QSize(256, 256), 1.0).toImage();
        QCOMPARE(image.pixelColor(194, 126), QColor(0xdd3497));
        QCOMPARE(image.pixelColor(194, 72), QColor(0x0072b2));
    }
};

QTEST_MAIN(TestIcons)
#include "tst_icons.moc"
