#include "tests/support/madestudy.h"
#include "widgets/download/publishedfilemodel.h"

#include <QAbstractItemModelTester>
#include <QNetworkProxyFactory>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace learnscope;
using Phase = PublishedDataFetcher::Phase;

class TestPublishedFileModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QNetworkProxyFactory::setUseSystemConfiguration(false); }

    void showsHowEachFileFares()
    {
        MadeStudy study;
        const QString picture = QStringLiteral("dnns/dataset/train/p/second_gen_p_3_0.png");
        HttpServer server([&, truth = study.handler()](const HttpRequest& request) {
            return request.target == MadeStudy::target(picture) ? HttpResponse {404, {}} : truth(request);
        });
        PublishedDataFetcher::Options options;
        options.api = options.content = server.url();
        PublishedDataFetcher fetcher(options);
        PublishedFileModel model(fetcher);
        QAbstractItemModelTester tester(&model);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QCOMPARE(model.rowCount(), 0);
        QTemporaryDir folder;
        fetcher.start(folder.path());
        QTRY_COMPARE(fetcher.phase(), Phase::Incomplete);

        QCOMPARE(model.rowCount(), 5);
        QVERIFY(changed.count() > 5);
        const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
        QCOMPARE(text(0, PublishedFileModel::NameColumn),
                 QStringLiteral("trials/human_classification_data.csv"));
        QCOMPARE(text(0, PublishedFileModel::StateColumn), QStringLiteral("fetched, hash right"));
        QCOMPARE(text(0, PublishedFileModel::HashColumn).size(), 64);
        QCOMPARE(text(2, PublishedFileModel::SizeColumn), QStringLiteral("11 bytes"));
        QVERIFY(text(4, PublishedFileModel::StateColumn).startsWith(QStringLiteral("failed: ")));
        QCOMPARE(text(4, PublishedFileModel::HashColumn), QString());
        QVERIFY(model.index(0, 0)
                    .data(Qt::ToolTipRole)
                    .toString()
                    .contains(QString::fromLatin1(gitBlobSha1(
                        study.files.value(QStringLiteral("data/human_classification_data.csv"))))));

        model.setTheme(Theme::darkTheme());
        QCOMPARE(model.index(4, PublishedFileModel::StateColumn).data(Qt::ForegroundRole).value<QColor>(),
                 Theme::darkTheme().wrong);
        fetcher.start(folder.path());
        QTRY_COMPARE(fetcher.phase(), Phase::Incomplete);
        QCOMPARE(text(0, PublishedFileModel::StateColumn), QStringLiteral("was there, hash right"));
    }
};

QTEST_GUILESS_MAIN(TestPublishedFileModel)
#include "tst_publishedfilemodel.moc"
