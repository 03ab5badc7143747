#include "widgets/stimuli/thumbnailbutton.h"

#include "widgets/common/theme.h"
#include "widgets/stimuli/pictureloader.h"
#include "widgets/stimuli/thumbnailpainting.h"

#include <QPainter>

#include <cmath>

namespace learnscope {

ThumbnailButton::ThumbnailButton(PictureLoader& loader, QWidget* parent)
    : QAbstractButton(parent)
    , m_loader(loader)
{
    if (parent)
        setFont(parent->font()); // a style sheet keeps fonts from being inherited
    setCheckable(true);
    setFocusPolicy(Qt::NoFocus); // the arrow keys do the same from anywhere in the viewer
    const auto repaint = [this](const PictureKey& key) {
        if (key.path == m_path)
            update();
    };
    connect(&loader, &PictureLoader::ready, this, repaint);
    connect(&loader, &PictureLoader::failed, this, repaint);
}

void ThumbnailButton::show(const QString& path, const QString& label, const QString& name, bool training)
{
    m_path = path;
    m_training = training;
    setText(label);
    setAccessibleName(name);
    setToolTip(name);
    setEnabled(!path.isEmpty());
    update();
}

void ThumbnailButton::setSelected(bool selected)
{
    if (selected == m_selected)
        return;
    m_selected = selected;
    update();
}

int ThumbnailButton::labelHeight() const
{
    return fontMetrics().height() + 1;
}

void ThumbnailButton::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::of(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double side = std::min(width(), height() - labelHeight());
    const QRectF frame((width() - side) / 2, 0, side, side);
    if (m_path.isEmpty())
        paintGap(&painter, frame.adjusted(2, 2, -2, -2), theme);
    else if (m_loader.hasFailed(m_path))
        paintGap(&painter, frame.adjusted(2, 2, -2, -2), theme, QStringLiteral("!"));
    else
        paintThumbnail(
            &painter, frame.adjusted(2, 2, -2, -2),
            m_loader.request({m_path, static_cast<int>(std::ceil((side - 4) * devicePixelRatioF()))},
                             PictureLoader::Priority::Visible),
            theme);
    if (m_training) {
        painter.setPen(QPen(theme.surface, 1));
        painter.setBrush(theme.accent);
        painter.drawEllipse(frame.topRight() + QPointF(-6.5, 6.5), 3, 3);
    }
    if (m_selected) {
        constexpr double thickness = 4;
        painter.setPen(QPen(theme.surface, 1)); // stands off from pictures of any colour
        painter.setBrush(theme.accent);
        painter.drawRoundedRect(
            QRectF(frame.left() + 5, frame.bottom() - thickness - 4, frame.width() - 10, thickness), 2, 2);
    }
    if (isChecked())
        strokeFrame(&painter, frame, QPen(theme.accent, 2));
    else if (underMouse() && isEnabled())
        strokeFrame(&painter, frame, QPen(theme.axis, 1));
    painter.setPen(isChecked() ? theme.text : theme.mutedText);
    // Angles may be wider than a narrow picture; what is cut is the degree sign at worst.
    painter.drawText(QRectF(-4, side + 1, width() + 8, labelHeight()), Qt::AlignHCenter | Qt::AlignTop,
                     text());
}

} // namespace learnscope
