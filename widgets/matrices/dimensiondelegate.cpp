#include "widgets/matrices/dimensiondelegate.h"

#include "widgets/common/theme.h"
#include "widgets/matrices/dimensionmodel.h"
#include "widgets/stimuli/pictureloader.h"
#include "widgets/stimuli/thumbnailpainting.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
/// The cell's ground as the style draws it, without its text.
void paintGround(QPainter& painter, const QStyleOptionViewItem& option)
{
    const QWidget* widget = option.widget;
    const QStyle* style = widget ? widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, &painter, widget);
}
} // namespace

DimensionDelegate::DimensionDelegate(PictureLoader& loader, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_loader(loader)
{
}

void DimensionDelegate::setPictures(std::function<QString(const QString&)> pictureOf)
{
    m_pictureOf = std::move(pictureOf);
}

int DimensionDelegate::rowHeight(const QFontMetrics& metrics) const
{
    return metrics.height() + 10 + (m_pictureOf ? pictureSide : 0);
}

void DimensionDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const
{
    if (index.column() < DimensionModel::HistogramColumn)
        return QStyledItemDelegate::paint(painter, option, index);
    QStyleOptionViewItem plain = option;
    initStyleOption(&plain, index);
    painter->save();
    paintGround(*painter, plain);
    if (index.column() == DimensionModel::HistogramColumn)
        paintHistogram(*painter, QRectF(option.rect).adjusted(6, 4, -6, -4),
                       index.data(DimensionModel::HistogramRole).value<QList<double>>(), option.widget);
    else
        paintItem(*painter, plain, index);
    painter->restore();
}

void DimensionDelegate::paintHistogram(QPainter& painter, const QRectF& area, const QList<double>& shares,
                                       const QWidget* widget) const
{
    if (shares.isEmpty())
        return;
    const Theme& theme = Theme::of(widget);
    const double high = std::min(area.height(), 40.);
    const QRectF room(area.left(), area.center().y() - high / 2, area.width(), high);
    const double wide = room.width() / double(shares.size());
    QColor fill = theme.accent;
    fill.setAlpha(150);
    for (qsizetype bin = 0; bin < shares.size(); ++bin) {
        if (shares[bin] <= 0)
            continue;
        const double tall = std::max(1., shares[bin] * room.height());
        painter.fillRect(
            QRectF(room.left() + wide * double(bin), room.bottom() - tall, std::max(1., wide - 1), tall),
            fill);
    }
    painter.fillRect(QRectF(room.left(), room.bottom(), room.width(), 1), theme.axis);
}

void DimensionDelegate::paintItem(QPainter& painter, const QStyleOptionViewItem& option,
                                  const QModelIndex& index) const
{
    const QString item = index.data(DimensionModel::ItemRole).toString();
    if (item.isEmpty())
        return;
    const Theme& theme = Theme::of(option.widget);
    QRectF rest = QRectF(option.rect).adjusted(3, 2, -3, -2);
    const bool isSelected = index.data(DimensionModel::SelectedRole).toBool();
    const bool isCurrent = index.data(DimensionModel::CurrentRole).toBool();
    const QString file = m_pictureOf ? m_pictureOf(item) : QString();
    QRectF framed = rest;
    if (m_pictureOf) {
        const QRectF frame(rest.center().x() - pictureSide / 2., rest.top() + 1, pictureSide, pictureSide);
        if (!file.isEmpty() && !m_loader.hasFailed(file)) {
            const double ratio = painter.device()->devicePixelRatioF();
            paintThumbnail(&painter, frame,
                           m_loader.request({file, static_cast<int>(pictureSide * ratio)},
                                            PictureLoader::Priority::Visible),
                           theme);
        } else {
            paintGap(&painter, frame, theme);
        }
        framed = frame.adjusted(-1, -1, 1, 1);
        rest.setTop(frame.bottom() + 1);
    }
    if (isSelected || isCurrent)
        strokeFrame(&painter, framed, QPen(isCurrent ? theme.accent : theme.text, 2));
    const QFont font = smallFont(option.font);
    painter.setFont(font);
    painter.setPen(theme.text);
    painter.drawText(rest.adjusted(2, 0, -2, 0), Qt::AlignCenter,
                     QFontMetricsF(font).elidedText(item, Qt::ElideRight, rest.width() - 4));
}

void LoadingDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
    if (index.column() == LoadingModel::ValueColumn) {
        const Theme& theme = Theme::of(option.widget);
        QColor fill = theme.accent;
        fill.setAlpha(70);
        const double share = index.data(LoadingModel::ShareRole).toDouble();
        const QRectF room = QRectF(option.rect).adjusted(2, 3, -2, -3);
        painter->fillRect(QRectF(room.left(), room.top(), room.width() * std::abs(share), room.height()),
                          fill);
    }
    QStyledItemDelegate::paint(painter, option, index);
}

} // namespace learnscope
