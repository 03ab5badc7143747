#include "widgets/common/observerstyle.h"

#include "core/data/knownnetworks.h"
#include "widgets/common/theme.h"

#include <QTest>

#include <cmath>
#include <set>

using namespace learnscope;

namespace {
double luminance(const QColor& color)
{
    const auto linear = [](double channel) {
        return channel <= .04045 ? channel / 12.92 : std::pow((channel + .055) / 1.055, 2.4);
    };
    return .2126 * linear(color.redF()) + .7152 * linear(color.greenF()) + .0722 * linear(color.blueF());
}

Observer network(std::string_view name)
{
    Observer observer;
    observer.name = name;
    return observer;
}
} // namespace

class TestObserverStyle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesEachKnownNetworkItsOwn()
    {
        std::set<std::pair<QRgb, Marker>> seen;
        for (const KnownNetwork& known : knownNetworks()) {
            const ObserverStyle style = styleFor(network(known.name), 0);
            QVERIFY(seen.insert({style.color.rgb(), style.marker}).second);
        }
    }

    void drawsHumansAsMagentaSquares()
    {
        Observer humans = network("human");
        humans.kind = ObserverKind::Human;
        QCOMPARE(styleFor(humans, 3).color, QColor(0xdd3497));
        QVERIFY(styleFor(humans, 3).marker == Marker::Square);
    }

    void canBeReadOnDark_data()
    {
        QTest::addColumn<QColor>("color");
        QTest::newRow("humans") << QColor(0xdd3497);
        for (const KnownNetwork& known : knownNetworks())
            QTest::newRow(std::string(known.name).c_str()) << styleFor(network(known.name), 0).color;
        QTest::newRow("black") << QColor(Qt::black);
    }

    void canBeReadOnDark()
    {
        QFETCH(QColor, color);
        const QColor lighter = onDark(color);
        const double contrast = (luminance(lighter) + .05) / (luminance(Theme::darkTheme().surface) + .05);
        QVERIFY2(contrast >= 4.5, qPrintable(lighter.name()));
        if (color.saturation() > 0)
            QVERIFY(std::abs(lighter.hue() - color.hue()) <= 2);
    }

    void leavesAColorThatIsLightEnough() { QCOMPARE(onDark(QColor(0xe69f00)), QColor(0xe69f00)); }
};

QTEST_GUILESS_MAIN(TestObserverStyle)
#include "tst_observerstyle.moc"
