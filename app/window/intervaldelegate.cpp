#include "app/window/intervaldelegate.h"

#include "widgets/common/theme.h"
#include "widgets/itemmodels/inferencemodel.h"

#include <QPainter>

#include <cmath>

namespace learnscope {

void IntervalDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const Theme& theme = Theme::of(option.widget);
    painter->save();
    painter->setPen(theme.border);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());

    const double low = index.data(InferenceModel::AxisLowRole).toDouble();
    const double high = index.data(InferenceModel::AxisHighRole).toDouble();
    const double estimate = index.data(InferenceModel::EstimateRole).toDouble();
    const QRectF area = QRectF(option.rect).adjusted(10, 0, -10, 0);
    if (high > low && !std::isnan(estimate)) {
        const auto at = [&](double value) {
            return area.left() + area.width() * (value - low) / (high - low);
        };
        const double middle = area.center().y();
        painter->setPen(QPen(theme.axis, 1, Qt::DotLine));
        painter->drawLine(QPointF(at(0), option.rect.top()), QPointF(at(0), option.rect.bottom()));
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(theme.accent, 1.5));
        const QVariant from = index.data(InferenceModel::LowRole);
        const QVariant to = index.data(InferenceModel::HighRole);
        if (from.isValid() && to.isValid()) {
            painter->drawLine(QPointF(at(from.toDouble()), middle), QPointF(at(to.toDouble()), middle));
            for (const double end : {from.toDouble(), to.toDouble()})
                painter->drawLine(QPointF(at(end), middle - 3), QPointF(at(end), middle + 3));
        }
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.accent);
        painter->drawEllipse(QPointF(at(estimate), middle), 3.5, 3.5);
    }
    painter->restore();
}

QSize IntervalDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    return QStyledItemDelegate::sizeHint(option, index).expandedTo({160, 24});
}

} // namespace learnscope
