#include "tests/widgets/download/fetchersetup.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QNetworkProxyFactory>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace learnscope;
using Phase = PublishedDataFetcher::Phase;
using Setup = FetcherSetup;
using State = PublishedDataFetcher::FileState;
using std::chrono_literals::operator""ms;

namespace {
const QString human = QStringLiteral("data/human_classification_data.csv");
const QString vit = QStringLiteral("data/vit_classification_data.csv");
const QString picture = QStringLiteral("dnns/dataset/train/p/second_gen_p_3_0.png");

#define VERIFY_CONTAINS(text, part) QVERIFY2((text).contains(QStringLiteral(part)), qPrintable(text))
} // namespace

class TestPublishedDataFetcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QNetworkProxyFactory::setUseSystemConfiguration(false); }

    void fetchesAllAndOnlyWhatIsWanted()
    {
        Setup setup;
        QSignalSpy listed(setup.fetcher.get(), &PublishedDataFetcher::listed);
        QCOMPARE(setup.run(), Phase::Done);
        QCOMPARE(listed.count(), 1);
        QCOMPARE(setup.fetcher->filesReady(), 5);
        QCOMPARE(setup.fetcher->bytesThere(), setup.fetcher->listing().totalBytes);
        QCOMPARE(setup.fetcher->bytesFetched(), setup.fetcher->listing().totalBytes);
        for (const PublishedFile& file : setup.fetcher->listing().files)
            QCOMPARE(setup.onDisk(file.remotePath), setup.study.files.value(file.remotePath));
        QVERIFY(!setup.server.targets().contains(MadeStudy::target(QStringLiteral("README.md"))));
        QCOMPARE(setup.server.requests().size(), 6);
        QCOMPARE(QDir(setup.folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                 (QStringList {QStringLiteral("SHA256SUMS"), QStringLiteral("stimuli"),
                               QStringLiteral("trials")}));
        QCOMPARE(setup.fetcher->tablePaths(), (QStringList {setup.localPath(human), setup.localPath(vit)}));
        QCOMPARE(setup.fetcher->stimuliFolder(), setup.folder.filePath(QStringLiteral("stimuli")));
    }

    void listsTheHashesOfWhatLiesThere()
    {
        Setup setup;
        QCOMPARE(setup.run(), Phase::Done);
        QByteArray expected;
        for (const PublishedFile& file : setup.fetcher->listing().files) {
            const QByteArray sha256 =
                QCryptographicHash::hash(setup.onDisk(file.remotePath), QCryptographicHash::Sha256).toHex();
            QCOMPARE(setup.progress(file.remotePath).sha256, sha256);
            expected += sha256 + "  " + file.localPath.toLatin1() + '\n';
        }
        QCOMPARE(Setup::read(setup.folder.filePath(QStringLiteral("SHA256SUMS"))), expected);
    }

    void goesOnWhereItWasCancelled()
    {
        Setup setup;
        setup.options.transfersAtOnce = 1;
        setup.renew();
        constexpr qint64 before = 300000;
        setup.insteadOf(vit, [&](const HttpRequest& request) {
            HttpResponse response = contentResponse(request, setup.study.files.value(vit));
            response.holdAfter = before;
            return response;
        });
        setup.fetcher->start(setup.folder.path());
        const qint64 humanBytes = setup.study.files.value(human).size();
        QTRY_COMPARE(setup.fetcher->bytesThere(), humanBytes + before);
        setup.fetcher->cancel();
        QCOMPARE(setup.fetcher->phase(), Phase::Cancelled);
        QCOMPARE(setup.progress(vit).state, State::Waiting);
        QVERIFY(!QFile::exists(setup.localPath(vit)));
        QCOMPARE(QFileInfo(setup.localPath(vit) + QStringLiteral(".part")).size(), before);

        setup.instead = nullptr;
        setup.renew(); // as after a restart of the program
        setup.server.clearRequests();
        QCOMPARE(setup.run(), Phase::Done);
        QCOMPARE(setup.progress(human).state, State::AlreadyThere);
        QCOMPARE(setup.progress(vit).state, State::Fetched);
        QCOMPARE(setup.fetcher->bytesFetched(), setup.fetcher->listing().totalBytes - humanBytes - before);
        QVERIFY(!setup.server.targets().contains(MadeStudy::target(human)));
        for (const HttpRequest& request : setup.server.requests()) {
            if (request.target == MadeStudy::target(vit))
                QCOMPARE(request.headers.value("range"), QByteArray("bytes=300000-"));
        }
        QCOMPARE(setup.onDisk(vit), setup.study.files.value(vit));
    }

    void asksForNothingButTheListWhereAllIsThere()
    {
        Setup setup;
        QCOMPARE(setup.run(), Phase::Done);
        setup.renew();
        setup.server.clearRequests();
        QCOMPARE(setup.run(), Phase::Done);
        QCOMPARE(setup.server.targets(), QByteArrayList {MadeStudy::listingTarget()});
        QCOMPARE(setup.fetcher->bytesFetched(), 0);
        QCOMPARE(setup.progress(vit).state, State::AlreadyThere);

        Setup::write(setup.localPath(picture), "picture ONE"); // same length
        setup.server.clearRequests();
        QCOMPARE(setup.run(), Phase::Done);
        QCOMPARE(setup.server.targets(), QByteArrayList {MadeStudy::target(picture)});
        QCOMPARE(setup.onDisk(picture), QByteArray("picture one"));
        QCOMPARE(Setup::read(setup.localPath(picture) + QStringLiteral(".old")), QByteArray("picture ONE"));
    }

    void beginsAnewWhereTheOldPartDoesNotFit_data()
    {
        QTest::addColumn<QByteArray>("part");
        QTest::addColumn<bool>("knowsRanges");
        QTest::newRow("of another file") << QByteArray("xyz") << true;
        QTest::newRow("as long as the file") << QByteArray("picture two") << true;
        QTest::newRow("too long") << QByteArray(50, 'x') << true;
        QTest::newRow("right, but the server knows no ranges") << QByteArray("pict") << false;
        QTest::newRow("wrong, and the server knows no ranges") << QByteArray("xyz") << false;
    }

    void beginsAnewWhereTheOldPartDoesNotFit()
    {
        QFETCH(QByteArray, part);
        QFETCH(bool, knowsRanges);
        Setup setup;
        Setup::write(setup.folder.filePath(QStringLiteral("stimuli/train/p/second_gen_p_3_0.png.part")),
                     part);
        if (!knowsRanges) {
            setup.insteadOf(picture, [&](const HttpRequest&) {
                return HttpResponse {200, setup.study.files.value(picture)};
            });
        }
        QCOMPARE(setup.run(), Phase::Done);
        QCOMPARE(setup.onDisk(picture), QByteArray("picture one"));
        QCOMPARE(setup.fetcher->bytesThere(), setup.fetcher->listing().totalBytes);
    }

    /// What is wrong with one file costs that file only, and is mended by another start.
    void keepsTheOthersWhereOneFails_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<qint64>("breakOffAfter");
        QTest::addColumn<QString>("problem");
        QTest::addColumn<int>("requests");
        const auto row = [](const char* name, int status, const QByteArray& body, qint64 breakOffAfter,
                            const char* problem, int requests) {
            QTest::newRow(name) << status << body << breakOffAfter << QString::fromLatin1(problem)
                                << requests;
        };
        row("other content", 200, "picture ONE", -1, "not the listed file: its hash is", 1);
        row("longer", 200, "picture one and more", -1, "more arrives than the 11 bytes", 1);
        row("shorter", 200, "picture", -1, "is incomplete", 4);
        row("empty", 200, "", -1, "is incomplete", 4);
        row("gone", 404, "404: Not Found", -1, "is not there any more (404", 1);
        row("broken server", 500, "sorry", -1, "problem of its own (500 Internal Server Error)", 4);
        row("no such answer", 418, "teapot", -1, "answered 418", 1);
        row("breaks off at once", 200, "picture one", 0, "broke off", 4);
        row("breaks off again and again", 200, "picture one", 5, "broke off", 4);
        row("another range", 206, "picture one", -1, "was not asked for", 1);
    }

    void keepsTheOthersWhereOneFails()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(qint64, breakOffAfter);
        QFETCH(QString, problem);
        QFETCH(int, requests);
        Setup setup;
        setup.insteadOf(picture, [&](const HttpRequest&) {
            HttpResponse response {status, body, {}};
            response.breakOffAfter = breakOffAfter;
            return response;
        });
        QCOMPARE(setup.run(), Phase::Incomplete);
        QCOMPARE(setup.fetcher->filesFailed(), 1);
        QCOMPARE(setup.fetcher->filesReady(), 4);
        QCOMPARE(setup.progress(picture).state, State::Failed);
        const QString said = setup.progress(picture).problem;
        QVERIFY2(said.contains(problem), qPrintable(said));
        QCOMPARE(setup.server.targets().count(MadeStudy::target(picture)), requests);
        QVERIFY(!QFile::exists(setup.localPath(picture)));
        QVERIFY(!QFile::exists(setup.folder.filePath(QStringLiteral("SHA256SUMS"))));
        QCOMPARE(setup.onDisk(vit), setup.study.files.value(vit));

        setup.instead = nullptr;
        setup.server.clearRequests();
        QCOMPARE(setup.run(), Phase::Done);
        QVERIFY(!setup.server.targets().contains(MadeStudy::listingTarget()));
        QVERIFY(setup.server.targets().count(MadeStudy::target(picture)) == setup.server.requests().size());
        QCOMPARE(setup.onDisk(picture), QByteArray("picture one"));
        QCOMPARE(setup.fetcher->bytesThere(), setup.fetcher->listing().totalBytes);
    }

    void overcomesPassingTroubles()
    {
        Setup setup;
        int asked = 0;
        setup.insteadOf(vit, [&](const HttpRequest& request) {
            if (++asked == 1)
                return HttpResponse {500, "sorry"};
            HttpResponse response = contentResponse(request, setup.study.files.value(vit));
            response.breakOffAfter = asked < 4 ? 1000 : -1;
            return response;
        });
        QCOMPARE(setup.run(), Phase::Done);
        QCOMPARE(asked, 4);
        QCOMPARE(setup.server.requests().last().headers.value("range"), QByteArray("bytes=2000-"));
        QCOMPARE(setup.onDisk(vit), setup.study.files.value(vit));
    }

    void triesTheListAgain()
    {
        Setup setup;
        int asked = 0;
        setup.instead = [&](const HttpRequest& request) {
            return request.target == MadeStudy::listingTarget() && ++asked < 3 ? HttpResponse {502, {}}
                                                                               : HttpResponse {0, {}};
        };
        QCOMPARE(setup.run(), Phase::Done);
        QCOMPARE(asked, 3);
    }

    void explainsTheRateLimit_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("when");
        const QDateTime reset = QDateTime::currentDateTime().addSecs(1800);
        QTest::newRow("with a time") << 403 << QByteArray("X-RateLimit-Reset")
                                     << QByteArray::number(reset.toSecsSinceEpoch())
                                     << QStringLiteral("after ") + reset.toString(QStringLiteral("HH:mm"));
        QTest::newRow("with a time that is over")
            << 403 << QByteArray("X-RateLimit-Reset") << QByteArray("1") << QStringLiteral("in an hour");
        QTest::newRow("with a wait") << 429 << QByteArray("Retry-After") << QByteArray("7200")
                                     << QStringLiteral("after ");
        QTest::newRow("without") << 429 << QByteArray("X-Other") << QByteArray("1")
                                 << QStringLiteral("in an hour");
    }

    void explainsTheRateLimit()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, value);
        QFETCH(QString, when);
        Setup setup;
        setup.instead = [&](const HttpRequest&) { return HttpResponse {status, "{}", {{header, value}}}; };
        QCOMPARE(setup.run(), Phase::Stopped);
        VERIFY_CONTAINS(setup.message(), "60 an hour");
        QVERIFY2(setup.message().contains(when), qPrintable(setup.message()));
        QCOMPARE(setup.server.requests().size(), 1);
    }

    void stopsAllWhereTheServerTakesNoMore()
    {
        Setup setup;
        setup.insteadOf(vit, [](const HttpRequest&) { return HttpResponse {429, {}}; });
        QCOMPARE(setup.run(), Phase::Stopped);
        VERIFY_CONTAINS(setup.message(), "takes no more requests");
        setup.instead = nullptr;
        QCOMPARE(setup.run(), Phase::Done);
    }

    void saysThatThereIsNoNetwork()
    {
        Setup setup;
        setup.server.close();
        QCOMPARE(setup.run(), Phase::Stopped);
        QVERIFY2(setup.message().startsWith(QStringLiteral("no network connection to 127.0.0.1")),
                 qPrintable(setup.message()));
        QCOMPARE(QDir(setup.folder.path()).isEmpty(), true);
    }

    void saysThatTheNetworkIsGone()
    {
        Setup setup;
        setup.insteadOf(picture, [&](const HttpRequest& request) {
            HttpResponse response = contentResponse(request, setup.study.files.value(picture));
            response.holdAfter = 3;
            return response;
        });
        setup.fetcher->start(setup.folder.path());
        QTRY_COMPARE(setup.fetcher->filesReady(), 4);
        setup.server.close();
        QCOMPARE(setup.wait(), Phase::Stopped);
        VERIFY_CONTAINS(setup.message(), "no network connection");
        QCOMPARE(setup.fetcher->filesReady(), 4);
    }

    void saysThatAServerIsSilent()
    {
        Setup setup;
        setup.options.timeout = 100ms;
        setup.options.retries = 0;
        setup.renew();
        setup.instead = [](const HttpRequest&) {
            HttpResponse response;
            response.silent = true;
            return response;
        };
        QCOMPARE(setup.run(), Phase::Stopped);
        VERIFY_CONTAINS(setup.message(), "did not answer for 0.1 s");
    }

    void cancelsASilentServerAtOnce_data()
    {
        QTest::addColumn<bool>("listing");
        QTest::newRow("while it lists") << true;
        QTest::newRow("while it sends files") << false;
    }

    void cancelsASilentServerAtOnce()
    {
        QFETCH(bool, listing);
        Setup setup;
        setup.instead = [&](const HttpRequest& request) {
            HttpResponse response;
            response.silent = true;
            return listing || request.target != MadeStudy::listingTarget() ? response : HttpResponse {0, {}};
        };
        setup.fetcher->start(setup.folder.path());
        QTRY_VERIFY(setup.server.held() > 0);
        QElapsedTimer clock;
        clock.start();
        setup.fetcher->cancel();
        QCOMPARE(setup.fetcher->phase(), Phase::Cancelled);
        setup.fetcher.reset();
        QVERIFY2(clock.elapsed() < 1000, qPrintable(QString::number(clock.elapsed())));
    }

    void mayBeDeletedWhileItRuns()
    {
        Setup setup;
        setup.insteadOf(vit, [&](const HttpRequest& request) {
            HttpResponse response = contentResponse(request, setup.study.files.value(vit));
            response.holdAfter = 5;
            return response;
        });
        setup.fetcher->start(setup.folder.path());
        QTRY_VERIFY(setup.server.held() > 0);
        setup.fetcher.reset();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    void asksForFourFilesAtOnce()
    {
        Setup setup;
        setup.instead = [](const HttpRequest& request) {
            HttpResponse response;
            response.silent = true;
            return request.target == MadeStudy::listingTarget() ? HttpResponse {0, {}} : response;
        };
        setup.fetcher->start(setup.folder.path());
        QTRY_COMPARE(setup.server.held(), 4);
        int fetching = 0;
        for (int file = 0; file < 5; ++file)
            fetching += setup.fetcher->progressOf(file).state == State::Fetching;
        QCOMPARE(fetching, 4);
    }

    void followsRedirectsToTheSameHostOnly_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<bool>("followed");
        QTest::newRow("same host") << QByteArray("/moved") << true;
        QTest::newRow("another name") << QByteArray("http://localhost:PORT/moved") << false;
        QTest::newRow("another host") << QByteArray("https://example.org/moved") << false;
        QTest::newRow("unencrypted") << QByteArray("http://example.org/moved") << false;
        QTest::newRow("a file") << QByteArray("file:///etc/passwd") << false;
    }

    void followsRedirectsToTheSameHostOnly()
    {
        QFETCH(QByteArray, location);
        QFETCH(bool, followed);
        Setup setup;
        location.replace("PORT", QByteArray::number(setup.server.url().port()));
        setup.instead = [&](const HttpRequest& request) -> HttpResponse {
            if (request.target == "/moved")
                return {200, setup.study.files.value(picture)};
            if (request.target == MadeStudy::target(picture))
                return {302, {}, {{"Location", location}}};
            return {0, {}};
        };
        QCOMPARE(setup.run(), followed ? Phase::Done : Phase::Stopped);
        QCOMPARE(setup.server.targets().contains("/moved"), followed);
        if (!followed)
            VERIFY_CONTAINS(setup.message(), "which is not followed");
    }

    void refusesServersThatAreNotEncrypted()
    {
        Setup setup;
        setup.options.api = QUrl(QStringLiteral("http://example.org"));
        setup.renew();
        QCOMPARE(setup.run(), Phase::Stopped);
        VERIFY_CONTAINS(setup.message(), "is not encrypted; expected https");
    }

    void stopsAtABadList_data()
    {
        QTest::addColumn<QByteArray>("listing");
        QTest::addColumn<QString>("why");
        MadeStudy study;
        study.files.insert(QStringLiteral("data/../../evil_classification_data.csv"), "x");
        QTest::newRow("leads out") << study.listing() << QStringLiteral("lead out of the folder");
        QTest::newRow("half") << MadeStudy().listing().chopped(100) << QStringLiteral("not valid JSON");
        QTest::newRow("endless") << QByteArray(9 << 20, ' ') << QStringLiteral("longer than 8 MB");
    }

    void stopsAtABadList()
    {
        QFETCH(QByteArray, listing);
        QFETCH(QString, why);
        Setup setup;
        setup.instead = [&](const HttpRequest&) { return HttpResponse {200, listing}; };
        QCOMPARE(setup.run(), Phase::Stopped);
        QVERIFY2(setup.message().contains(why), qPrintable(setup.message()));
        QCOMPARE(setup.server.requests().size(), 1);
        QVERIFY(QDir(setup.folder.path()).isEmpty());
    }

    void saysWhereNothingCanBeWritten()
    {
        Setup setup;
        Setup::write(setup.folder.filePath(QStringLiteral("file")), "x");
        setup.fetcher->start(setup.folder.filePath(QStringLiteral("file/below")));
        QCOMPARE(setup.wait(), Phase::Stopped);
        VERIFY_CONTAINS(setup.message(), "cannot be made; choose another one");
        QCOMPARE(setup.server.requests().size(), 1); // no file was asked for

        setup.options.freeBytes = [](const QString&) { return qint64(1000); };
        setup.renew();
        QCOMPARE(setup.run(), Phase::Stopped);
        VERIFY_CONTAINS(setup.message(), "the disk is too full");

        QDir(setup.folder.path()).mkpath(QStringLiteral("trials/human_classification_data.csv/x"));
        setup.options.freeBytes = nullptr;
        setup.renew();
        QCOMPARE(setup.run(), Phase::Stopped);
        VERIFY_CONTAINS(setup.message(), "is a folder");
    }

    void fetchesIntoAnotherFolder()
    {
        Setup setup;
        QCOMPARE(setup.run(), Phase::Done);
        QTemporaryDir other;
        setup.fetcher->start(other.path());
        QCOMPARE(setup.wait(), Phase::Done);
        QCOMPARE(setup.progress(vit).state, State::Fetched);
        QVERIFY(setup.fetcher->tablePaths().first().startsWith(other.path()));
        QVERIFY(QFile::exists(other.filePath(QStringLiteral("SHA256SUMS"))));
    }
};

QTEST_GUILESS_MAIN(TestPublishedDataFetcher)
#include "tst_publisheddatafetcher.moc"
