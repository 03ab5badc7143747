#pragma once

#include "tests/support/madestudy.h"
#include "widgets/download/publisheddatafetcher.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

namespace learnscope {

/// A server, a folder and a fetcher between them.
struct FetcherSetup
{
    MadeStudy study;
    /// Says something else than the truth; an answer of status 0 stands for the truth.
    std::function<HttpResponse(const HttpRequest&)> instead;
    HttpServer server {[this, truth = study.handler()](const HttpRequest& request) {
        const HttpResponse response = instead ? instead(request) : HttpResponse {0, {}};
        return response.status == 0 ? truth(request) : response;
    }};
    QTemporaryDir folder;
    PublishedDataFetcher::Options options;
    std::unique_ptr<PublishedDataFetcher> fetcher;

    FetcherSetup()
    {
        options.api = options.content = server.url();
        options.retryDelay = std::chrono::milliseconds(0);
        renew();
    }

    void renew() { fetcher = std::make_unique<PublishedDataFetcher>(options); }

    void insteadOf(const QString& path, const std::function<HttpResponse(const HttpRequest&)>& response)
    {
        instead = [path, response](const HttpRequest& request) {
            return request.target == MadeStudy::target(path) ? response(request) : HttpResponse {0, {}};
        };
    }

    PublishedDataFetcher::Phase run()
    {
        fetcher->start(folder.path());
        return wait();
    }

    PublishedDataFetcher::Phase wait()
    {
        [this] { QTRY_VERIFY_WITH_TIMEOUT(!fetcher->isRunning(), 20000); }();
        return fetcher->phase();
    }

    int fileOf(const QString& remote) const
    {
        const auto& files = fetcher->listing().files;
        for (std::size_t file = 0; file < files.size(); ++file) {
            if (files[file].remotePath == remote)
                return int(file);
        }
        return -1;
    }

    const PublishedDataFetcher::FileProgress& progress(const QString& remote) const
    {
        return fetcher->progressOf(fileOf(remote));
    }

    QString localPath(const QString& remote) const
    {
        return folder.filePath(fetcher->listing().files[std::size_t(fileOf(remote))].localPath);
    }

    QByteArray onDisk(const QString& remote) const { return read(localPath(remote)); }

    static QByteArray read(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(no file)");
    }

    static void write(const QString& path, const QByteArray& content)
    {
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

    QString message() const { return QString::fromStdString(fetcher->error().message); }
};

} // namespace learnscope
