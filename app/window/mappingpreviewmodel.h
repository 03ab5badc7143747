#pragma once

#include "core/io/trialpreview.h"

#include <QAbstractTableModel>
#include <QStringList>

namespace learnscope {

/// The first rows of a table as they stand in its file, with what each column is taken for below its name.
/// GUI thread.
class MappingPreviewModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit MappingPreviewModel(const TrialPreview& preview, QObject* parent = nullptr);

    /// What each column is taken for, "run, image"; empty where it is a further column.
    void setParts(const QStringList& parts);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QStringList m_header;
    QStringList m_parts;
    QList<QStringList> m_rows;
};

} // namespace learnscope
