#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace learnscope {

/// One file of the published study: where it lies, where it goes, and how to tell that it arrived whole.
struct PublishedFile
{
    QString remotePath; ///< in the repository: "data/human_classification_data.csv"
    QString localPath; ///< below the chosen folder: "trials/human_classification_data.csv"
    QByteArray blobSha1; ///< git's hash of the content: 40 lower-case hexadecimal digits
    qint64 size = 0; ///< in bytes

    bool isTable() const;
    bool operator==(const PublishedFile&) const = default;
};

/// The files to fetch, tables first, otherwise in the repository's order.
struct PublishedListing
{
    QString revision; ///< the commit to fetch from; the whole hash where the server told it
    std::vector<PublishedFile> files;
    qint64 totalBytes = 0;
};

/// What no honest listing of the study exceeds.
struct ListingLimits
{
    qint64 fileBytes = qint64(64) << 20;
    qint64 totalBytes = qint64(512) << 20;
    std::size_t files = 5000;
};

/// Reads the answer of GitHub's "git/trees/<revision>?recursive=1" and picks the study's trial tables and
/// stimuli. The whole listing is refused where any path could leave the chosen folder, where it was cut
/// short, or where it holds more than @p limits allow. Any thread.
Result<PublishedListing> parsePublishedListing(const QByteArray& json, const QString& pinnedRevision,
                                               const ListingLimits& limits = {});

} // namespace learnscope
