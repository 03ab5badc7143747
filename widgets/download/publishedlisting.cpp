#include "widgets/download/publishedlisting.h"

#include <nlohmann/json.hpp>

#include <QRegularExpression>
#include <QSet>
#include <QStringList>

#include <algorithm>

namespace learnscope {

namespace {
using Json = nlohmann::json;

tl::unexpected<Error> refuse(const QString& why)
{
    return failure(Error::Kind::Syntax, "the server's list of files is refused: " + why.toStdString());
}

/// Git itself never stores such paths: who lists one wants to write outside the folder.
bool couldLeaveTheFolder(const QString& path)
{
    const auto isControl = [](QChar letter) { return letter.category() == QChar::Other_Control; };
    if (path.isEmpty() || path.contains(QLatin1Char('\\'))
        || std::any_of(path.begin(), path.end(), isControl))
        return true;
    const QStringList parts = path.split(QLatin1Char('/'));
    return std::any_of(parts.begin(), parts.end(), [](const QString& part) {
        return part.isEmpty() || part == QLatin1String(".") || part == QLatin1String("..");
    });
}

/// Where a path of the repository goes; empty where the file is not wanted.
QString localPathFor(const QString& remote)
{
    static const QRegularExpression table(QStringLiteral("^data/([^/]+_classification_data\\.csv)$"));
    static const QRegularExpression stimulus(
        QStringLiteral("^dnns/dataset/(train/[^/]+/[^/]+\\.png|test/testset_[^/]+/[^/]+/[^/]+\\.png)$"));
    if (const auto match = table.match(remote); match.hasMatch())
        return QStringLiteral("trials/") + match.captured(1);
    if (const auto match = stimulus.match(remote); match.hasMatch())
        return QStringLiteral("stimuli/") + match.captured(1);
    return {};
}

/// Letters, digits and "_-." are all that the study's names are made of, and mean the same on every file
/// system.
bool isPlain(const QString& localPath)
{
    static const QRegularExpression plain(
        QStringLiteral("^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)+$"),
        QRegularExpression::DontCaptureOption);
    return localPath.size() <= 200 && plain.match(localPath).hasMatch();
}

QString textOf(const Json& entry, const char* key)
{
    const auto found = entry.find(key);
    return found != entry.end() && found->is_string()
        ? QString::fromStdString(found->get_ref<const std::string&>())
        : QString();
}

bool isHash(const QString& text)
{
    static const QRegularExpression hash(QStringLiteral("\\A[0-9a-f]{40}\\z"));
    return hash.match(text).hasMatch();
}

Result<PublishedFile> fileFrom(const Json& entry, const QString& remote, const QString& local,
                               const ListingLimits& limits)
{
    if (!isPlain(local))
        return refuse(QStringLiteral("'%1' is not a name of the study's files").arg(remote));
    const QString mode = textOf(entry, "mode");
    if (mode == QLatin1String("120000"))
        return refuse(QStringLiteral("'%1' is a link, not a file").arg(remote));
    const QString sha = textOf(entry, "sha");
    if (!isHash(sha))
        return refuse(QStringLiteral("'%1' has no hash of 40 digits").arg(remote));
    const auto size = entry.find("size");
    if (size == entry.end() || !size->is_number_unsigned())
        return refuse(QStringLiteral("'%1' has no size").arg(remote));
    const auto bytes = size->get<std::uint64_t>();
    if (bytes > static_cast<std::uint64_t>(limits.fileBytes))
        return refuse(
            QStringLiteral("'%1' would have %2 bytes, more than the %3 that are allowed for one file")
                .arg(remote)
                .arg(bytes)
                .arg(limits.fileBytes));
    return PublishedFile {remote, local, sha.toLatin1(), static_cast<qint64>(bytes)};
}

Result<std::vector<PublishedFile>> wantedFiles(const Json& tree, const ListingLimits& limits)
{
    std::vector<PublishedFile> files;
    QSet<QString> taken;
    for (const Json& entry : tree) {
        if (!entry.is_object())
            return refuse(QStringLiteral("an entry is not an object"));
        const QString path = textOf(entry, "path");
        if (couldLeaveTheFolder(path))
            return refuse(QStringLiteral("the path '%1' could lead out of the folder").arg(path));
        const QString local = localPathFor(path);
        if (local.isEmpty() || textOf(entry, "type") != QLatin1String("blob"))
            continue;
        auto file = fileFrom(entry, path, local, limits);
        if (!file)
            return tl::unexpected(file.error());
        // Two names that differ in case only are one file on some disks.
        if (taken.contains(local.toLower()))
            return refuse(QStringLiteral("'%1' is listed twice").arg(path));
        taken.insert(local.toLower());
        files.push_back(std::move(*file));
        if (files.size() > limits.files)
            return refuse(QStringLiteral("it has more than %1 files").arg(limits.files));
    }
    return files;
}

Result<void> checkWhole(const PublishedListing& listing, const ListingLimits& limits)
{
    const auto tables = std::count_if(listing.files.begin(), listing.files.end(),
                                      [](const PublishedFile& file) { return file.isTable(); });
    if (tables == 0)
        return refuse(QStringLiteral("it has no trial tables (data/*_classification_data.csv)"));
    if (tables == static_cast<std::ptrdiff_t>(listing.files.size()))
        return refuse(QStringLiteral("it has no stimuli (dnns/dataset/train and dnns/dataset/test)"));
    if (listing.totalBytes > limits.totalBytes)
        return refuse(QStringLiteral("the files would have %1 bytes, more than the %2 that are allowed")
                          .arg(listing.totalBytes)
                          .arg(limits.totalBytes));
    return {};
}
} // namespace

bool PublishedFile::isTable() const
{
    return localPath.startsWith(QLatin1String("trials/"));
}

Result<PublishedListing> parsePublishedListing(const QByteArray& json, const QString& pinnedRevision,
                                               const ListingLimits& limits)
{
    const Json answer = Json::parse(json.begin(), json.end(), nullptr, false);
    if (!answer.is_object())
        return refuse(QStringLiteral("it is not valid JSON"));
    const auto tree = answer.find("tree");
    if (tree == answer.end() || !tree->is_array())
        return refuse(QStringLiteral("it has no \"tree\""));
    const auto truncated = answer.find("truncated");
    if (truncated != answer.end() && *truncated != false)
        return refuse(QStringLiteral("the server cut it short"));

    PublishedListing listing;
    // The answer names either the commit or the tree below it; files can be asked for by commit only.
    const QString sha = textOf(answer, "sha");
    listing.revision = isHash(sha) && sha.startsWith(pinnedRevision) ? sha : pinnedRevision;
    auto files = wantedFiles(*tree, limits);
    if (!files)
        return tl::unexpected(files.error());
    listing.files = std::move(*files);
    std::stable_partition(listing.files.begin(), listing.files.end(),
                          [](const PublishedFile& file) { return file.isTable(); });
    for (const PublishedFile& file : listing.files)
        listing.totalBytes += file.size; // at most limits.files times limits.fileBytes: no overflow
    if (auto whole = checkWhole(listing, limits); !whole)
        return tl::unexpected(whole.error());
    return listing;
}

} // namespace learnscope
