#include "widgets/download/ratemeter.h"

#include <QTest>

using namespace learnscope;

class TestRateMeter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysNothingTooEarly()
    {
        RateMeter meter;
        QCOMPARE(meter.perSecond(), 0.0);
        QCOMPARE(meter.secondsFor(100), -1);
        meter.add(0, 1000);
        meter.add(100, 1400);
        QCOMPARE(meter.perSecond(), 0.0);
        meter.add(100, 1500);
        QCOMPARE(meter.perSecond(), 200.0);
        QCOMPARE(meter.secondsFor(201), 2);
        QCOMPARE(meter.secondsFor(0), 0);
    }

    void forgetsWhatIsLongAgo()
    {
        RateMeter meter;
        qint64 total = 0;
        for (int tenth = 0; tenth < 100; ++tenth) // 10 s at 10 a tenth, then 5 s at 1
            meter.add(total += 10, tenth * 100);
        QCOMPARE(meter.perSecond(), 100.0);
        for (int tenth = 100; tenth < 150; ++tenth)
            meter.add(total += 1, tenth * 100);
        QCOMPARE(meter.perSecond(), 10.0);
    }

    void waitsForeverWhereNothingArrives()
    {
        RateMeter meter;
        meter.add(5, 0);
        meter.add(5, 4000);
        QCOMPARE(meter.secondsFor(10), -1);
    }
};

QTEST_GUILESS_MAIN(TestRateMeter)
#include "tst_ratemeter.moc"
