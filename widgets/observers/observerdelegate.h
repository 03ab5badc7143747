#pragma once

#include <QStyledItemDelegate>

namespace learnscope {

/// Draws an observer with its colour and marker and in bold, a run plainly, and numbers in tabular figures;
/// a bar stands before those with selected trials.
class ObserverDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

} // namespace learnscope
