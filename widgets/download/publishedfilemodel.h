#pragma once

#include "widgets/common/theme.h"
#include "widgets/download/publisheddatafetcher.h"

#include <QAbstractTableModel>

namespace learnscope {

/// The files of a download, one per row: where it goes, how big it is, how it fares and what its SHA-256 is.
class PublishedFileModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, SizeColumn, StateColumn, HashColumn, ColumnCount };

    /// @p fetcher is not owned and outlives the model.
    explicit PublishedFileModel(const PublishedDataFetcher& fetcher, QObject* parent = nullptr);

    void setTheme(const Theme& theme); ///< whose colours the states are shown in

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString textOf(int file, int column) const;
    QString stateOf(int file) const;
    QString toolTipOf(int file) const;
    QVariant colorOf(int file, int column) const;
    void reload();

    const PublishedDataFetcher& m_fetcher;
    int m_rows = 0;
    Theme m_theme;
};

} // namespace learnscope
