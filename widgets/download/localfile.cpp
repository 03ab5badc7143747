#include "widgets/download/localfile.h"

#include "core/base/filewriter.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace learnscope {

namespace {
QString targetOf(const QString& folder, const PublishedFile& file)
{
    return QDir(folder).filePath(file.localPath);
}

QString partOf(const QString& folder, const PublishedFile& file)
{
    return targetOf(folder, file) + QStringLiteral(".part");
}

tl::unexpected<Error> ioFailure(const QString& path, const QString& what)
{
    return failure(Error::Kind::Io, what.toStdString(), {path.toStdString()});
}

/// Nobody but us makes ".part" files; a link of that name would have us write somewhere else.
void removeIfLink(const QString& path)
{
    if (QFileInfo(path).isSymLink())
        QFile::remove(path);
}

QString freeNameFor(const QString& path)
{
    for (int number = 1;; ++number) {
        const QString name =
            path + (number == 1 ? QStringLiteral(".old") : QStringLiteral(".old%1").arg(number));
        if (!QFileInfo::exists(name) && !QFileInfo(name).isSymLink())
            return name;
    }
}
} // namespace

Result<FileHashes> hashFile(const QString& path, JobContext& context)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return ioFailure(path, QStringLiteral("cannot be read: ") + file.errorString());
    QCryptographicHash blob(QCryptographicHash::Sha1);
    QCryptographicHash sha256(QCryptographicHash::Sha256);
    blob.addData("blob " + QByteArray::number(file.size()) + QByteArray(1, '\0'));
    QByteArray block(1 << 16, Qt::Uninitialized);
    for (;;) {
        if (context.isCancelled())
            return failure(Error::Kind::Cancelled, "cancelled");
        const qint64 read = file.read(block.data(), block.size());
        if (read < 0)
            return ioFailure(path, QStringLiteral("cannot be read: ") + file.errorString());
        if (read == 0)
            break;
        const QByteArrayView data(block.constData(), read);
        blob.addData(data);
        sha256.addData(data);
    }
    return FileHashes {blob.result().toHex(), sha256.result().toHex()};
}

Result<LocalState> inspectLocalFile(const QString& folder, const PublishedFile& file, JobContext& context)
{
    LocalState state;
    const QFileInfo target(targetOf(folder, file));
    if (target.isDir())
        return ioFailure(target.filePath(), QStringLiteral("is a folder; expected a file or nothing"));
    if (target.isFile() && target.size() == file.size) {
        const auto hashes = hashFile(target.filePath(), context);
        if (!hashes)
            return tl::unexpected(hashes.error());
        if (hashes->blobSha1 == file.blobSha1) {
            state.complete = true;
            state.sha256 = hashes->sha256;
            return state;
        }
    }
    const QString partPath = partOf(folder, file);
    removeIfLink(partPath);
    const QFileInfo part(partPath);
    if (part.exists())
        state.partBytes = part.size() <= file.size ? part.size() : 0;
    return state;
}

Result<qint64> appendToPart(const QString& folder, const PublishedFile& file, qint64 offset,
                            const QByteArray& bytes)
{
    const QString path = partOf(folder, file);
    removeIfLink(path);
    if (!QDir().mkpath(QFileInfo(path).path()))
        return ioFailure(QFileInfo(path).path(), QStringLiteral("this folder cannot be made"));
    QFile part(path);
    const auto cannotWrite = [&] {
        return ioFailure(path, QStringLiteral("cannot be written: ") + part.errorString());
    };
    if (!part.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
        return cannotWrite();
    if (!part.resize(offset) || !part.seek(offset) || part.write(bytes) != bytes.size())
        return cannotWrite();
    return offset + bytes.size();
}

Result<QByteArray> adoptPart(const QString& folder, const PublishedFile& file, JobContext& context)
{
    const QString path = partOf(folder, file);
    if (file.size == 0) { // nothing was ever written
        if (auto made = appendToPart(folder, file, 0, {}); !made)
            return tl::unexpected(made.error());
    }
    const auto hashes = hashFile(path, context);
    if (!hashes)
        return tl::unexpected(hashes.error());
    if (hashes->blobSha1 != file.blobSha1) {
        QFile::remove(path);
        return failure(Error::Kind::Mismatch,
                       "what arrived is not the listed file: its hash is "
                           + hashes->blobSha1.left(12).toStdString() + "..., expected "
                           + file.blobSha1.left(12).toStdString() + "...; nothing of it was kept");
    }
    QFile part(path);
    if (!part.open(QIODevice::ReadWrite)
        || (::fsync(part.handle()) != 0 && errno != EINVAL && errno != EROFS))
        return ioFailure(path, QStringLiteral("cannot be written: ") + part.errorString());
    part.close();

    const QString target = targetOf(folder, file);
    if (QFileInfo::exists(target)) {
        QFile other(target);
        if (!other.rename(freeNameFor(target)))
            return ioFailure(target, QStringLiteral("cannot be renamed: ") + other.errorString());
    }
    if (!part.rename(target))
        return ioFailure(target, QStringLiteral("cannot be written: ") + part.errorString());
    return hashes->sha256;
}

Result<qint64> prepareFolder(const QString& folder, const std::vector<PublishedFile>& files,
                             const std::function<qint64(const QString&)>& freeBytes)
{
    if (!QDir().mkpath(folder))
        return ioFailure(folder, QStringLiteral("this folder cannot be made; choose another one"));
    QTemporaryFile probe(QDir(folder).filePath(QStringLiteral(".learnscope-XXXXXX")));
    if (!probe.open())
        return ioFailure(folder,
                         QStringLiteral("no file can be written in this folder (%1); choose another one")
                             .arg(probe.errorString()));
    qint64 neededBytes = 0;
    for (const PublishedFile& file : files) {
        const bool there = QFileInfo(targetOf(folder, file)).size() == file.size;
        neededBytes += there ? 0 : std::max(qint64(0), file.size - QFileInfo(partOf(folder, file)).size());
    }
    const qint64 free = freeBytes ? freeBytes(folder) : -1;
    if (free >= 0 && free < neededBytes)
        return ioFailure(folder,
                         QStringLiteral("the disk is too full: %1 MB are needed, %2 MB are free")
                             .arg(double(neededBytes) / 1e6, 0, 'f', 1)
                             .arg(double(free) / 1e6, 0, 'f', 1));
    return neededBytes;
}

Result<qint64> writeChecksums(const QString& folder, const std::vector<std::pair<QByteArray, QString>>& sums)
{
    std::string text;
    for (const auto& [sha256, path] : sums)
        text += sha256.toStdString() + "  " + path.toStdString() + "\n";
    const QString path = QDir(folder).filePath(QStringLiteral("SHA256SUMS"));
    if (auto written = writeFileAtomically(path.toStdString(), text); !written)
        return tl::unexpected(written.error());
    return static_cast<qint64>(text.size());
}

} // namespace learnscope
