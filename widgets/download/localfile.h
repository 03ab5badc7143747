#pragma once

#include "core/base/result.h"
#include "core/jobs/jobcontext.h"
#include "widgets/download/publishedlisting.h"

#include <functional>
#include <utility>

namespace learnscope {

// What a download does on the disk. All of it blocks: call it on the thread that does the disk work, in
// order.

/// Hashes of a file's content, as lower-case hexadecimal digits.
struct FileHashes
{
    QByteArray blobSha1; ///< git's: SHA-1 of "blob <size>\0" and the content
    QByteArray sha256;
};

/// An error where the file cannot be read or the job was cancelled.
Result<FileHashes> hashFile(const QString& path, JobContext& context);

/// What an earlier download left of a file.
struct LocalState
{
    bool complete = false; ///< it is there, and right
    QByteArray sha256; ///< of the complete file
    qint64 partBytes = 0; ///< how much of an incomplete one lies beside it, in "<name>.part"
};

Result<LocalState> inspectLocalFile(const QString& folder, const PublishedFile& file, JobContext& context);

/// Writes @p bytes at @p offset of "<name>.part" and forgets what was there behind them. Gives the new
/// length.
Result<qint64> appendToPart(const QString& folder, const PublishedFile& file, qint64 offset,
                            const QByteArray& bytes);

/// Puts "<name>.part" in its place if its hash is right, and gives its SHA-256. A wrong part is removed and
/// is an Error::Kind::Mismatch. Another file of that name is kept as "<name>.old", "<name>.old2"...
Result<QByteArray> adoptPart(const QString& folder, const PublishedFile& file, JobContext& context);

/// Makes @p folder where it is missing, and sees to it that files can be written there and that what is still
/// missing of @p files fits; @p freeBytes says how many are free (-1: not known). Gives the missing bytes.
Result<qint64> prepareFolder(const QString& folder, const std::vector<PublishedFile>& files,
                             const std::function<qint64(const QString&)>& freeBytes);

/// Writes "SHA256SUMS" for `sha256sum --check`. @p sums holds hash and local path.
Result<qint64> writeChecksums(const QString& folder, const std::vector<std::pair<QByteArray, QString>>& sums);

} // namespace learnscope
