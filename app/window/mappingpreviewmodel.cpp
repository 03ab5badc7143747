#include "app/window/mappingpreviewmodel.h"

#include <QFont>

namespace learnscope {

namespace {
constexpr qsizetype longestText = 200; // of a cell: more is never seen

QStringList toList(const std::vector<std::string>& texts)
{
    QStringList list;
    for (const std::string& text : texts)
        list << QString::fromStdString(text).left(longestText);
    return list;
}
} // namespace

MappingPreviewModel::MappingPreviewModel(const TrialPreview& preview, QObject* parent)
    : QAbstractTableModel(parent)
    , m_header(toList(preview.header))
{
    for (const std::vector<std::string>& row : preview.rows)
        m_rows << toList(row);
    m_parts.resize(m_header.size());
}

void MappingPreviewModel::setParts(const QStringList& parts)
{
    if (parts == m_parts || parts.size() != m_header.size() || parts.isEmpty())
        return;
    m_parts = parts;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, static_cast<int>(m_header.size()) - 1);
}

int MappingPreviewModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MappingPreviewModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_header.size());
}

QVariant MappingPreviewModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || role != Qt::DisplayRole)
        return {};
    return m_rows[index.row()].value(index.column()); // a row may be short
}

QVariant MappingPreviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_header.size())
        return {};
    const QString& part = m_parts[section];
    if (role == Qt::DisplayRole)
        return QString(m_header[section] + QLatin1Char('\n') + (part.isEmpty() ? tr("-") : part));
    if (role == Qt::AccessibleTextRole || role == Qt::ToolTipRole)
        return part.isEmpty() ? tr("%1, a further column").arg(m_header[section])
                              : tr("%1, taken for %2").arg(m_header[section], part);
    if (role == Qt::FontRole && !part.isEmpty()) {
        QFont font;
        font.setBold(true);
        return font;
    }
    return {};
}

} // namespace learnscope
