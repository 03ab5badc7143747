#pragma once

#include <QPointer>
#include <QSortFilterProxyModel>

namespace learnscope {

class SelectionModel;

/// The observers whose name, or one of whose runs' names, contains the text that was typed. It only hides:
/// checks are the model's own and stay as they are. Says of each row how many of its trials are selected.
class ObserverFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    /// How many trials of an observer's checked runs, or of a run, are selected.
    static constexpr int SelectedTrialsRole = Qt::UserRole + 100;

    explicit ObserverFilter(QObject* parent = nullptr);

    void setSelection(SelectionModel* selection); ///< not owned; may be null
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

    void setText(const QString& text);
    bool isActive() const { return !m_text.isEmpty(); }
    /// Whether it is this row's own name that fits.
    bool fits(const QModelIndex& sourceIndex) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    std::uint32_t selectedTrials(const QModelIndex& index) const;
    void marksChanged();

    QPointer<SelectionModel> m_selection;
    QString m_text;
};

} // namespace learnscope
