#pragma once

#include <QSortFilterProxyModel>

namespace learnscope {

/// The observers whose name, or one of whose runs' names, contains the text that was typed. It only hides:
/// checks are the model's own and stay as they are.
class ObserverFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit ObserverFilter(QObject* parent = nullptr);

    void setText(const QString& text);
    bool isActive() const { return !m_text.isEmpty(); }
    /// Whether it is this row's own name that fits.
    bool fits(const QModelIndex& sourceIndex) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    QString m_text;
};

} // namespace learnscope
