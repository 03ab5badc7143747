#pragma once

#include <QStyledItemDelegate>

namespace learnscope {

/// Draws estimate and interval of an InferenceModel's row on the axis that rows of its quantity share, with a
/// line at 0.
class IntervalDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace learnscope
