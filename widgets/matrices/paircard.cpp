#include "widgets/matrices/paircard.h"

#include "widgets/common/look.h"
#include "widgets/common/theme.h"

#include <QPainter>

#include <algorithm>

namespace learnscope {

namespace {
constexpr int margin = 8;
constexpr int gap = 8;
constexpr int away = 18; // from the pointer
constexpr int widest = 280;
} // namespace

PairCard::PairCard(QWidget* parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void PairCard::setContent(Content content)
{
    m_content = std::move(content);
    resize(sizeHint());
    update();
}

QSize PairCard::sizeHint() const
{
    const QFontMetrics metrics(font());
    const QFontMetrics figures(tabularFont(font()));
    int width = m_content.hasPictures ? 2 * pictureSide + gap : 120;
    for (const QString& name : m_content.names)
        width = std::max(width, metrics.horizontalAdvance(name) + 16);
    for (const auto& [matrix, value] : m_content.values)
        width =
            std::max(width, metrics.horizontalAdvance(matrix) + 2 * gap + figures.horizontalAdvance(value));
    const int lines = 2 + static_cast<int>(m_content.values.size());
    const int pictures = m_content.hasPictures ? pictureSide + gap : 0;
    return QSize(std::min(width, widest) + 2 * margin,
                 lines * (metrics.height() + 1) + pictures + 4 + 2 * margin);
}

void PairCard::showAt(const QPoint& position)
{
    QPoint corner = position + QPoint(away, away);
    const QSize room = parentWidget()->size();
    if (corner.x() + width() > room.width())
        corner.setX(position.x() - away - width());
    if (corner.y() + height() > room.height())
        corner.setY(position.y() - away - height());
    move(std::max(0, corner.x()), std::max(0, corner.y()));
    show();
    raise();
}

void PairCard::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.setPen(theme.border);
    painter.setBrush(theme.surface);
    painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), 6, 6);
    const int line = fontMetrics().height() + 1;
    const int inner = width() - 2 * margin;
    int y = margin;
    if (m_content.hasPictures) {
        for (int place = 0; place < 2; ++place) {
            const QRect frame(margin + place * (pictureSide + gap), y, pictureSide, pictureSide);
            const QImage& picture = m_content.pictures[std::size_t(place)];
            painter.fillRect(frame, theme.window);
            if (!picture.isNull()) {
                QRect area(QPoint(), picture.size().scaled(frame.size(), Qt::KeepAspectRatio));
                area.moveCenter(frame.center());
                painter.drawImage(area, picture);
            }
        }
        y += pictureSide + gap;
    }
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(theme.text);
    for (const QString& name : m_content.names) {
        painter.drawText(QRect(margin, y, inner, line), Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(bold).elidedText(name, Qt::ElideMiddle, inner));
        y += line;
    }
    y += 4;
    const QFont figures = tabularFont(font());
    for (const auto& [matrix, value] : m_content.values) {
        const int width = QFontMetrics(figures).horizontalAdvance(value) + 2;
        painter.setFont(figures);
        painter.setPen(theme.text);
        painter.drawText(QRect(margin, y, inner, line), Qt::AlignRight | Qt::AlignVCenter, value);
        painter.setFont(font());
        painter.setPen(theme.mutedText);
        painter.drawText(QRect(margin, y, inner - width - gap, line), Qt::AlignLeft | Qt::AlignVCenter,
                         fontMetrics().elidedText(matrix, Qt::ElideMiddle, inner - width - gap));
        y += line;
    }
}

} // namespace learnscope
