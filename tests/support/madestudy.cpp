#include "tests/support/madestudy.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace learnscope {

namespace {
const QString repository = QStringLiteral("wichmann-lab/supervised-learning-dynamics");

QByteArray table(char answer, int rows)
{
    QByteArray text = "run,epoch,phase,image_name,ground_truth,prediction\n";
    for (int row = 0; row < rows; ++row)
        text += "1,1,train,second_gen_p_3_0.png,p," + QByteArray(1, answer) + '\n';
    return text;
}
} // namespace

QByteArray gitBlobSha1(const QByteArray& content)
{
    const QByteArray header = "blob " + QByteArray::number(content.size()) + QByteArray(1, '\0');
    return QCryptographicHash::hash(header + content, QCryptographicHash::Sha1).toHex();
}

MadeStudy::MadeStudy()
{
    files.insert(QStringLiteral("README.md"), "not wanted");
    files.insert(QStringLiteral("data/human_classification_data.csv"), table('p', 40));
    files.insert(QStringLiteral("data/vit_classification_data.csv"), table('q', 20000)); // many blocks
    files.insert(QStringLiteral("dnns/dataset/train/p/second_gen_p_3_0.png"), "picture one");
    files.insert(QStringLiteral("dnns/dataset/test/testset_1/p/second_gen_p_3_x_-30.png"), "picture two");
    files.insert(QStringLiteral("dnns/dataset/test/testset_6/v/second_gen_v_97_0.png"), "picture three");
}

QByteArray MadeStudy::listing() const
{
    QJsonArray tree {QJsonObject {{QStringLiteral("path"), QStringLiteral("data")},
                                  {QStringLiteral("mode"), QStringLiteral("040000")},
                                  {QStringLiteral("type"), QStringLiteral("tree")}}};
    for (auto file = files.begin(); file != files.end(); ++file)
        tree.append(QJsonObject {{QStringLiteral("path"), file.key()},
                                 {QStringLiteral("mode"), QStringLiteral("100644")},
                                 {QStringLiteral("type"), QStringLiteral("blob")},
                                 {QStringLiteral("sha"), QString::fromLatin1(gitBlobSha1(file.value()))},
                                 {QStringLiteral("size"), file.value().size()}});
    return QJsonDocument(QJsonObject {{QStringLiteral("sha"), QLatin1String(commit)},
                                      {QStringLiteral("tree"), tree},
                                      {QStringLiteral("truncated"), false}})
        .toJson();
}

QByteArray MadeStudy::listingTarget()
{
    return QStringLiteral("/repos/%1/git/trees/%2?recursive=1")
        .arg(repository, QLatin1String(revision))
        .toLatin1();
}

QByteArray MadeStudy::target(const QString& path)
{
    return QStringLiteral("/%1/%2/%3").arg(repository, QLatin1String(commit), path).toLatin1();
}

HttpServer::Handler MadeStudy::handler() const
{
    return [this](const HttpRequest& request) -> HttpResponse {
        if (request.target == listingTarget())
            return {200, listing(), {{"Content-Type", "application/json"}}};
        for (auto file = files.begin(); file != files.end(); ++file) {
            if (request.target == target(file.key()))
                return contentResponse(request, file.value());
        }
        return {404, "404: Not Found"};
    };
}

} // namespace learnscope
