#include "widgets/figures/figurepreview.h"

#include "widgets/common/theme.h"

#include <QPainter>
#include <QScreen>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr int ruler = 22; // px
constexpr int margin = 16; // px around the page
constexpr double smallest = .5; // px per mm
constexpr double largest = 40;
} // namespace

FigurePreview::FigurePreview(QWidget* parent)
    : QWidget(parent)
{
    setAccessibleName(tr("Preview of the page"));
    setFocusPolicy(Qt::ClickFocus);
}

void FigurePreview::setPage(const QSizeF& millimetres, const QString& reason)
{
    m_page = millimetres;
    m_reason = reason;
    setAccessibleDescription(
        m_page.isEmpty() ? reason : tr("%1 by %2 millimetres").arg(m_page.width()).arg(m_page.height()));
    relayout();
}

void FigurePreview::setPicture(const QImage& picture)
{
    m_picture = picture;
    update();
}

void FigurePreview::setZoom(std::optional<double> pixelsPerMillimetre)
{
    m_zoom = pixelsPerMillimetre;
    if (m_zoom)
        m_zoom = std::clamp(*m_zoom, smallest, largest);
    relayout();
}

double FigurePreview::pixelsPerMillimetre() const
{
    if (m_zoom || m_page.isEmpty())
        return m_zoom.value_or(actualSize());
    const double width = m_viewport.width() - ruler - 2 * margin;
    const double height = m_viewport.height() - ruler - 2 * margin;
    return std::clamp(std::min(width / m_page.width(), height / m_page.height()), smallest, largest);
}

double FigurePreview::actualSize() const
{
    // A screen that does not know its size says so with odd values; then what the desktop takes for an inch.
    const double physical = screen() ? screen()->physicalDotsPerInch() : 0;
    return (physical >= 50 && physical <= 600 ? physical : logicalDpiX()) / 25.4;
}

QSize FigurePreview::pictureSize() const
{
    return (m_page * pixelsPerMillimetre() * devicePixelRatioF()).toSize().expandedTo(QSize(1, 1));
}

void FigurePreview::setViewport(const QSize& size)
{
    m_viewport = size;
    relayout();
}

QSize FigurePreview::sizeHint() const
{
    const QSizeF page = m_page * pixelsPerMillimetre();
    return {ruler + 2 * margin + static_cast<int>(std::ceil(page.width())),
            ruler + 2 * margin + static_cast<int>(std::ceil(page.height()))};
}

void FigurePreview::relayout()
{
    resize(sizeHint().expandedTo(m_viewport));
    update();
    if (!m_page.isEmpty() && pictureSize() != m_askedFor) {
        m_askedFor = pictureSize();
        Q_EMIT pictureSizeChanged();
    }
}

QRectF FigurePreview::pageRectangle() const
{
    const QSizeF size = m_page * pixelsPerMillimetre();
    return QRectF(
        QPointF(ruler + std::max<double>(margin, std::floor((width() - ruler - size.width()) / 2)),
                ruler + std::max<double>(margin, std::floor((height() - ruler - size.height()) / 2))),
        size);
}

void FigurePreview::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.window);
    if (m_page.isEmpty()) {
        painter.setPen(theme.mutedText);
        painter.drawText(QRect(QPoint(0, 0), m_viewport).adjusted(32, 32, -32, -32),
                         Qt::AlignCenter | Qt::TextWordWrap, m_reason);
        return;
    }
    const QRectF page = pageRectangle();
    painter.fillRect(page, Qt::white);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    if (!m_picture.isNull())
        painter.drawImage(page, m_picture);
    painter.setPen(theme.border);
    painter.drawRect(page.adjusted(-.5, -.5, .5, .5));
    paintRulers(painter, page);
}

void FigurePreview::paintRulers(QPainter& painter, const QRectF& page)
{
    const Theme& theme = Theme::of(this);
    painter.fillRect(QRectF(0, 0, width(), ruler), theme.surface);
    painter.fillRect(QRectF(0, 0, ruler, height()), theme.surface);
    painter.setPen(theme.border);
    painter.drawLine(QPointF(0, ruler - .5), QPointF(width(), ruler - .5));
    painter.drawLine(QPointF(ruler - .5, 0), QPointF(ruler - .5, height()));
    QFont font = this->font();
    font.setPixelSize(10);
    painter.setFont(font);
    painter.setPen(theme.mutedText);
    const double scale = pixelsPerMillimetre();
    int labelStep = 10;
    while (labelStep * scale < 32)
        labelStep *= labelStep == 10 || labelStep == 100 ? 2 : 5;
    const int tickStep = scale >= 3 ? 1 : std::max(1, labelStep / 10 * 5);
    const auto paint = [&](bool across, double length, double start) {
        for (int at = 0; at <= length + 1e-6; at += tickStep) {
            const double place = start + at * scale;
            const double size = at % labelStep == 0 ? 7 : at % 5 == 0 ? 5 : 3;
            across ? painter.drawLine(QPointF(place, ruler - size), QPointF(place, ruler - 1))
                   : painter.drawLine(QPointF(ruler - size, place), QPointF(ruler - 1, place));
            if (at % labelStep != 0)
                continue;
            painter.save();
            across ? painter.translate(place, 1) : painter.translate(1, place);
            if (!across)
                painter.rotate(-90);
            painter.drawText(QRectF(-20, 0, 40, 13), Qt::AlignCenter, QString::number(at));
            painter.restore();
        }
    };
    paint(true, m_page.width(), page.left());
    paint(false, m_page.height(), page.top());
    painter.fillRect(QRectF(0, 0, ruler - 1, ruler - 1), theme.surface);
    painter.drawText(QRectF(0, 0, ruler - 1, ruler - 1), Qt::AlignCenter, tr("mm"));
}

void FigurePreview::wheelEvent(QWheelEvent* event)
{
    if (!(event->modifiers() & Qt::ControlModifier)) {
        QWidget::wheelEvent(event);
        return;
    }
    setZoom(pixelsPerMillimetre() * std::pow(1.25, event->angleDelta().y() / 120.));
    event->accept();
}

} // namespace learnscope
