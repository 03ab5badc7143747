#include "widgets/stimuli/quietheader.h"

#include "widgets/common/theme.h"

#include <QPainter>

namespace learnscope {

QuietHeader::QuietHeader(QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsClickable(true);
    setHighlightSections(false);
    setMinimumSectionSize(20);
}

QSize QuietHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), fontMetrics().height() + 8};
}

void QuietHeader::paintEvent(QPaintEvent* event)
{
    const Theme& theme = Theme::of(this);
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), theme.surface);
    painter.setPen(theme.border);
    painter.drawLine(viewport()->rect().bottomLeft(), viewport()->rect().bottomRight());
    painter.end();
    QHeaderView::paintEvent(event);
}

void QuietHeader::paintSection(QPainter* painter, const QRect& rect, int section) const
{
    const Theme& theme = Theme::of(this);
    const QString title = model()->headerData(section, orientation()).toString();
    const auto alignment =
        Qt::Alignment(model()->headerData(section, orientation(), Qt::TextAlignmentRole).toInt());
    const bool sorts = isSortIndicatorShown() && sortIndicatorSection() == section;
    const QRect text = rect.adjusted(sideMargin, 0, -sideMargin, 0);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(theme.mutedText);
    painter->drawText(text, int(alignment), title);
    if (sorts) {
        const int width = fontMetrics().horizontalAdvance(title);
        const double left =
            alignment & Qt::AlignRight ? text.right() - width - arrowWidth + 1.0 : text.left() + width + 3.0;
        const double middle = text.center().y() + 1;
        const double down = sortIndicatorOrder() == Qt::AscendingOrder ? 1.5 : -1.5;
        painter->setPen(QPen(theme.mutedText, 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->drawPolyline(
            QPolygonF({{left, middle - down}, {left + 3, middle + down}, {left + 6, middle - down}}));
    }
    painter->restore();
}

} // namespace learnscope
