#include "tests/support/madestudy.h"
#include "widgets/download/publisheddatadialog.h"

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QNetworkProxyFactory>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

using namespace learnscope;
using Phase = PublishedDataFetcher::Phase;

namespace {
struct Setup
{
    MadeStudy study;
    QByteArray listing; ///< where it is not the true one
    bool holds = false; ///< whether the server keeps the rest of each file back
    HttpServer server {[this, truth = study.handler()](const HttpRequest& request) {
        HttpResponse response = truth(request);
        if (request.target == MadeStudy::listingTarget() && !listing.isEmpty())
            response.body = listing;
        if (holds && request.target != MadeStudy::listingTarget())
            response.holdAfter = 4;
        return response;
    }};
    QTemporaryDir folder;
    PublishedDataFetcher::Options options;
    std::unique_ptr<PublishedDataDialog> dialog;

    Setup()
    {
        options.api = options.content = server.url();
        options.retryDelay = std::chrono::milliseconds(0);
        dialog = std::make_unique<PublishedDataDialog>(options, folder.path());
        dialog->show();
    }

    QPushButton* button(const char* text) const
    {
        for (QPushButton* button : dialog->findChildren<QPushButton*>()) {
            if (button->isVisible() && button->text().remove(QLatin1Char('&')) == QLatin1String(text))
                return button;
        }
        return nullptr;
    }

    QString status() const
    {
        for (const QLabel* label : dialog->findChildren<QLabel*>()) {
            if (label->accessibleName() == QLatin1String("State of the download"))
                return label->text();
        }
        return {};
    }
};
} // namespace

class TestPublishedDataDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QNetworkProxyFactory::setUseSystemConfiguration(false); }

    void saysWhoseTheDataAreAndAsksNothingBeforeItIsTold()
    {
        Setup setup;
        QString notice;
        for (const QLabel* label : setup.dialog->findChildren<QLabel*>())
            notice += label->text();
        QVERIFY(notice.contains(QStringLiteral("may not be passed on")));
        QVERIFY(
            notice.contains(QStringLiteral("https://github.com/wichmann-lab/supervised-learning-dynamics")));
        QVERIFY(setup.button("Download"));
        QVERIFY(!setup.button("Open"));
        QCOMPARE(setup.server.requests().size(), 0);
        QCOMPARE(setup.dialog->fetcher().phase(), Phase::Idle);
    }

    void fetchesAndOffersToOpen()
    {
        Setup setup;
        QSignalSpy opened(setup.dialog.get(), &PublishedDataDialog::openRequested);
        setup.button("Download")->click();
        QTRY_COMPARE(setup.dialog->fetcher().phase(), Phase::Done);
        QVERIFY(setup.status().startsWith(QStringLiteral("All 5 files are there")));
        QCOMPARE(setup.dialog->findChild<QProgressBar*>()->value(), 1000);
        QVERIFY(!setup.button("Download"));
        setup.button("Open")->click();
        QCOMPARE(opened.count(), 1);
        const QStringList tables = opened[0][0].toStringList();
        QCOMPARE(tables.size(), 2);
        for (const QString& table : tables)
            QVERIFY(QDir::isAbsolutePath(table) && QFile::exists(table));
        QVERIFY(QDir(opened[0][1].toString()).exists(QStringLiteral("train/p/second_gen_p_3_0.png")));
        QVERIFY(!setup.dialog->isVisible());
    }

    void cancelsAndResumes()
    {
        Setup setup;
        setup.holds = true;
        setup.button("Download")->click();
        QTRY_COMPARE(setup.server.held(), 4);
        QVERIFY(!setup.dialog->findChild<QLineEdit*>()->isEnabled());
        setup.button("Cancel")->click();
        QVERIFY(setup.status().startsWith(QStringLiteral("Cancelled: 0 of 5 files")));
        setup.holds = false;
        setup.button("Resume")->click();
        QTRY_COMPARE(setup.dialog->fetcher().phase(), Phase::Done);
    }

    void saysWhatIsWrongAndTriesAgain()
    {
        Setup setup;
        setup.server.close();
        setup.button("Download")->click();
        QTRY_COMPARE(setup.dialog->fetcher().phase(), Phase::Stopped);
        QVERIFY2(setup.status().startsWith(QStringLiteral("No network connection")),
                 qPrintable(setup.status()));
        QVERIFY(setup.button("Try again")->isEnabled());
        QVERIFY(!setup.button("Open"));
    }

    void pointsAtTheFileThatFailed()
    {
        Setup setup;
        const QString picture = QStringLiteral("dnns/dataset/test/testset_6/v/second_gen_v_97_0.png");
        const QByteArray listing = setup.study.listing();
        setup.study.files[picture] = "picture 3ree!"; // as long as what is listed
        setup.listing = listing;
        setup.button("Download")->click();
        QTRY_COMPARE(setup.dialog->fetcher().phase(), Phase::Incomplete);
        QVERIFY(setup.status().startsWith(
            QStringLiteral("1 of 5 files could not be fetched, the others are kept. "
                           "stimuli/test/testset_6/v/second_gen_v_97_0.png: ")));
        const auto* view = setup.dialog->findChild<QTreeView*>();
        QCOMPARE(view->currentIndex().data().toString(),
                 QStringLiteral("stimuli/test/testset_6/v/second_gen_v_97_0.png"));
        QVERIFY(setup.button("Try again"));
        QVERIFY(!setup.button("Open"));
    }

    void stopsWhenItIsClosed()
    {
        Setup setup;
        setup.holds = true;
        setup.button("Download")->click();
        QTRY_VERIFY(setup.server.held() > 0);
        setup.button("Close")->click();
        QCOMPARE(setup.dialog->fetcher().phase(), Phase::Cancelled);
    }

    void offersToDownloadAgainIntoAnotherFolder()
    {
        Setup setup;
        setup.button("Download")->click();
        QTRY_COMPARE(setup.dialog->fetcher().phase(), Phase::Done);
        auto* folder = setup.dialog->findChild<QLineEdit*>();
        folder->setText(setup.folder.filePath(QStringLiteral("other")));
        QVERIFY(!setup.button("Open"));
        QVERIFY(setup.button("Download"));
        folder->setText(setup.folder.path());
        QVERIFY(setup.button("Open"));
        folder->setText(QString());
        QVERIFY(!setup.button("Download")->isEnabled());
    }
};

QTEST_MAIN(TestPublishedDataDialog)
#include "tst_publisheddatadialog.moc"
