#include "tests/widgets/stimuli/stimulusfixture.h"
#include "widgets/stimuli/pictureloader.h"

#include <QSemaphore>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

#include <atomic>
#include <mutex>

using namespace learnscope;

class TestPictureLoader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodesAwayFromTheGuiThread()
    {
        StimulusFixture fixture;
        fixture.addTwoObjects();
        std::atomic<int> decoded = 0; // outlives the loader's threads
        std::atomic<int> onGuiThread = 0;
        PictureLoader loader;
        loader.setDecoder([&](const PictureKey& key) {
            ++decoded;
            onGuiThread += QThread::currentThread() == qApp->thread();
            return decodeToImage(key);
        });
        QSignalSpy ready(&loader, &PictureLoader::ready);
        const PictureKey key {fixture.path("second_gen_p_3_0.png"), 16};
        QVERIFY(loader.request(key).isNull());
        QVERIFY(loader.request(key).isNull()); // asked for twice, decoded once
        QVERIFY(ready.wait());
        QCOMPARE(loader.request(key).size(), QSize(16, 16));
        QCOMPARE(loader.request(key).pixelColor(3, 3), QColor(10, 10, 10));
        QCOMPARE(decoded.load(), 1);
        QCOMPARE(onGuiThread.load(), 0);
    }

    void reportsAFileOnce()
    {
        PictureLoader loader;
        QSignalSpy failed(&loader, &PictureLoader::failed);
        const QString path = QStringLiteral("/nowhere/missing.png");
        loader.request({path, 16});
        loader.request({path, 256});
        QVERIFY(failed.wait());
        QTRY_VERIFY(loader.hasFailed(path));
        loader.request({path, 512});
        QVERIFY(!failed.wait(100));
        QCOMPARE(failed.count(), 1);
        QCOMPARE(failed[0][1].value<Error>().kind, Error::Kind::Io);
        loader.forgetFailures();
        loader.request({path, 16});
        QVERIFY(failed.wait());
    }

    void keepsToItsMemoryLimit()
    {
        PictureLoader loader;
        loader.setDecoder([](const PictureKey&) -> Result<QImage> {
            QImage image(100, 100, QImage::Format_RGB32);
            image.fill(Qt::black);
            return image;
        });
        loader.setMemoryLimit(3 * 100 * 100 * 4);
        QSignalSpy ready(&loader, &PictureLoader::ready);
        for (int number = 0; number < 5; ++number)
            loader.request({QString::number(number), 0}, PictureLoader::Priority::Visible);
        QTRY_COMPARE(ready.count(), 5);
        QCOMPARE(loader.memoryUsed(), qsizetype(3 * 100 * 100 * 4));
        QVERIFY(loader.cached({QStringLiteral("0"), 0}).isNull());
        QVERIFY(!loader.cached({QStringLiteral("4"), 0}).isNull());
    }

    void takesWhatIsLookedAtBeforeNeighbours()
    {
        QSemaphore begin;
        std::mutex mutex;
        QStringList order;
        PictureLoader loader;
        loader.setDecoder([&](const PictureKey& key) -> Result<QImage> {
            begin.acquire();
            const std::lock_guard lock(mutex);
            order << key.path;
            return QImage(1, 1, QImage::Format_RGB32);
        });
        QSignalSpy ready(&loader, &PictureLoader::ready);
        const int busy = std::clamp(QThread::idealThreadCount() - 1, 1, 4);
        for (int number = 0; number < busy; ++number) // all threads have something to do
            loader.request({QStringLiteral("busy%1").arg(number), 0});
        loader.request({QStringLiteral("soon"), 0}, PictureLoader::Priority::Soon);
        loader.request({QStringLiteral("seen"), 0}, PictureLoader::Priority::Visible);
        loader.request({QStringLiteral("before"), 0}, PictureLoader::Priority::Now);
        loader.request({QStringLiteral("now"), 0}, PictureLoader::Priority::Now);
        begin.release(busy);
        QTRY_COMPARE(ready.count(), busy);
        for (int number = 1; number <= 4; ++number) {
            begin.release();
            QTRY_COMPARE(ready.count(), busy + number);
        }
        QCOMPARE(order.mid(busy),
                 (QStringList {QStringLiteral("now"), QStringLiteral("before"), QStringLiteral("seen"),
                               QStringLiteral("soon")}));
    }
};

QTEST_MAIN(TestPictureLoader)
#include "tst_pictureloader.moc"
