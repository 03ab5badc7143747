#include "widgets/stimuli/pictureview.h"

#include "widgets/common/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTextOption>
#include <QWheelEvent>

#include <cmath>

namespace learnscope {

namespace {
constexpr double cornerRadius = 6;
constexpr int sizeStep = 256; ///< device pixels; a resize decodes anew only when it crosses one
} // namespace

PictureView::PictureView(PictureLoader& loader, QWidget* parent)
    : QWidget(parent)
    , m_loader(loader)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    connect(&m_loader, &PictureLoader::ready, this, [this](const PictureKey& key) {
        if (key == keyFor(m_path))
            fetch();
    });
    connect(&m_loader, &PictureLoader::failed, this, [this](const PictureKey& key) {
        if (key.path == m_path)
            fetch();
    });
}

void PictureView::showPicture(const QString& path, const QString& description)
{
    setAccessibleDescription(description);
    if (path == m_path && path == m_shownPath) {
        m_announced = false; // asked for again: it counts as a frame again
        update();
        return;
    }
    m_path = path;
    m_settled = false;
    m_announced = false;
    fetch();
}

void PictureView::showMessage(const QString& message)
{
    setAccessibleDescription(message);
    m_path.clear();
    m_shown = m_scaled = QImage();
    m_shownPath.clear();
    m_message = message;
    m_settled = true;
    m_announced = false;
    update();
}

void PictureView::prefetch(const QString& path)
{
    m_loader.request(keyFor(path), PictureLoader::Priority::Soon);
}

QString PictureView::message() const
{
    return m_message;
}

PictureKey PictureView::keyFor(const QString& path) const
{
    const double longest = std::max(width(), height()) * devicePixelRatioF();
    return {path, sizeStep * std::max(1, static_cast<int>(std::ceil(longest / sizeStep)))};
}

void PictureView::fetch()
{
    if (m_path.isEmpty())
        return;
    if (const QImage image = m_loader.request(keyFor(m_path)); !image.isNull()) {
        m_shown = image;
        m_shownPath = m_path;
        m_message.clear();
    } else if (m_loader.hasFailed(m_path)) {
        m_shown = QImage();
        m_shownPath.clear();
        m_message = tr("This picture cannot be shown: %1.\n%2").arg(m_loader.failure(m_path), m_path);
        setAccessibleDescription(m_message);
    } else {
        return; // what is shown stays until the new picture is there
    }
    m_scaled = QImage();
    m_settled = true;
    update();
}

void PictureView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (!m_message.isEmpty())
        paintMessage(painter);
    else if (!m_shown.isNull())
        paintPicture(painter);
    if (!m_settled || m_announced)
        return;
    m_announced = true;
    Q_EMIT framePainted(m_path);
}

void PictureView::paintMessage(QPainter& painter) const
{
    const Theme& theme = Theme::of(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.border, 1, Qt::DashLine));
    painter.drawRoundedRect(QRectF(rect()).adjusted(.5, .5, -.5, -.5), cornerRadius, cornerRadius);
    painter.setPen(theme.mutedText);
    QTextOption option(Qt::AlignCenter);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    painter.drawText(QRectF(rect()).adjusted(12, 12, -12, -12), m_message, option);
}

void PictureView::paintPicture(QPainter& painter)
{
    const double ratio = devicePixelRatioF();
    const QSizeF view = QSizeF(size()) * ratio;
    const QSize pixels = QSizeF(m_shown.size()).scaled(view, Qt::KeepAspectRatio).toSize();
    if (pixels.isEmpty())
        return;
    // On whole device pixels, so that nothing is interpolated on the way to the screen.
    const QPointF corner(std::floor((view.width() - pixels.width()) / 2) / ratio,
                         std::floor((view.height() - pixels.height()) / 2) / ratio);
    QImage image = scaled(pixels);
    image.setDevicePixelRatio(ratio);
    painter.drawImage(corner, image);
    if (m_showFocus) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(Theme::of(this).accent, 2));
        painter.drawRoundedRect(QRectF(corner, QSizeF(pixels) / ratio).adjusted(1, 1, -1, -1),
                                cornerRadius - 1, cornerRadius - 1);
    }
}

const QImage& PictureView::scaled(const QSize& devicePixels)
{
    if (m_scaled.size() == devicePixels)
        return m_scaled;
    m_scaled = m_shown.size() == devicePixels
        ? m_shown
        : m_shown.scaled(devicePixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    m_scaled.convertTo(QImage::Format_ARGB32_Premultiplied);
    const double radius = cornerRadius * devicePixelRatioF();
    QPainterPath corners;
    corners.addRect(m_scaled.rect());
    corners.addRoundedRect(m_scaled.rect(), radius, radius);
    QPainter painter(&m_scaled);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setCompositionMode(QPainter::CompositionMode_DestinationOut);
    painter.fillPath(corners, Qt::black);
    return m_scaled;
}

void PictureView::resizeEvent(QResizeEvent*)
{
    if (m_message.isEmpty())
        fetch(); // at a larger size, perhaps
}

void PictureView::focusInEvent(QFocusEvent* event)
{
    // Who clicks knows where the focus is.
    m_showFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason
        || event->reason() == Qt::ShortcutFocusReason;
    update();
}

void PictureView::focusOutEvent(QFocusEvent*)
{
    m_showFocus = false;
    update();
}

void PictureView::wheelEvent(QWheelEvent* event)
{
    constexpr int notch = 120;
    m_wheelRest += event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
    const int steps = m_wheelRest / notch;
    m_wheelRest -= steps * notch;
    if (steps != 0)
        Q_EMIT stepped(-steps);
    event->accept();
}

void PictureView::mousePressEvent(QMouseEvent* event)
{
    setFocus(Qt::MouseFocusReason);
    event->accept();
}

void PictureView::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange)
        update();
    QWidget::changeEvent(event);
}

} // namespace learnscope
