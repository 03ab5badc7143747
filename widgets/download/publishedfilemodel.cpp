#include "widgets/download/publishedfilemodel.h"

#include <QFontDatabase>
#include <QLocale>

namespace learnscope {

using State = PublishedDataFetcher::FileState;

PublishedFileModel::PublishedFileModel(const PublishedDataFetcher& fetcher, QObject* parent)
    : QAbstractTableModel(parent)
    , m_fetcher(fetcher)
    , m_rows(static_cast<int>(fetcher.listing().files.size()))
    , m_theme(Theme::light())
{
    connect(&fetcher, &PublishedDataFetcher::listed, this, &PublishedFileModel::reload);
    connect(&fetcher, &PublishedDataFetcher::fileChanged, this,
            [this](int file) { Q_EMIT dataChanged(index(file, StateColumn), index(file, HashColumn)); });
}

void PublishedFileModel::reload()
{
    beginResetModel();
    m_rows = static_cast<int>(m_fetcher.listing().files.size());
    endResetModel();
}

void PublishedFileModel::setTheme(const Theme& theme)
{
    m_theme = theme;
    if (m_rows > 0)
        Q_EMIT dataChanged(index(0, 0), index(m_rows - 1, ColumnCount - 1), {Qt::ForegroundRole});
}

int PublishedFileModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int PublishedFileModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString PublishedFileModel::stateOf(int file) const
{
    const auto& progress = m_fetcher.progressOf(file);
    switch (progress.state) {
    case State::Waiting:
        return tr("waiting");
    case State::Fetching: {
        const qint64 size = m_fetcher.listing().files[static_cast<std::size_t>(file)].size;
        return tr("fetching, %1 %").arg(size > 0 ? 100 * progress.bytesThere / size : 0);
    }
    case State::Fetched:
        return tr("fetched, hash right");
    case State::AlreadyThere:
        return tr("was there, hash right");
    case State::Failed:
        return tr("failed: %1").arg(progress.problem);
    }
    return {};
}

QString PublishedFileModel::textOf(int file, int column) const
{
    const PublishedFile& listed = m_fetcher.listing().files[static_cast<std::size_t>(file)];
    switch (column) {
    case NameColumn:
        return listed.localPath;
    case SizeColumn:
        return QLocale().formattedDataSize(listed.size, 1, QLocale::DataSizeSIFormat);
    case StateColumn:
        return stateOf(file);
    default:
        return QString::fromLatin1(m_fetcher.progressOf(file).sha256);
    }
}

QString PublishedFileModel::toolTipOf(int file) const
{
    const PublishedFile& listed = m_fetcher.listing().files[static_cast<std::size_t>(file)];
    const QByteArray& sha256 = m_fetcher.progressOf(file).sha256;
    return tr("%1\nSize: %2 bytes\nGit blob SHA-1, as listed: %3\nSHA-256: %4\n%5")
        .arg(listed.remotePath)
        .arg(listed.size)
        .arg(QString::fromLatin1(listed.blobSha1),
             sha256.isEmpty() ? tr("known once the file is there") : QString::fromLatin1(sha256),
             stateOf(file));
}

QVariant PublishedFileModel::colorOf(int file, int column) const
{
    const State state = m_fetcher.progressOf(file).state;
    if (column == StateColumn && state == State::Failed)
        return m_theme.wrong;
    if (column == StateColumn && (state == State::Fetched || state == State::AlreadyThere))
        return m_theme.right;
    if (column != NameColumn)
        return m_theme.mutedText;
    return {};
}

QVariant PublishedFileModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return textOf(index.row(), index.column());
    case Qt::ToolTipRole:
        return toolTipOf(index.row());
    case Qt::ForegroundRole:
        return colorOf(index.row(), index.column());
    case Qt::TextAlignmentRole:
        return int(Qt::AlignVCenter | (index.column() == SizeColumn ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::FontRole:
        if (index.column() == HashColumn)
            return QFontDatabase::systemFont(QFontDatabase::FixedFont);
        return {};
    default:
        return {};
    }
}

QVariant PublishedFileModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (section == SizeColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("File");
    case SizeColumn:
        return tr("Size");
    case StateColumn:
        return tr("State");
    default:
        return tr("SHA-256");
    }
}

} // namespace learnscope
