#include "widgets/common/elidedlabel.h"

#include <QHelpEvent>
#include <QPainter>
#include <QTextLayout>
#include <QToolTip>

#include <algorithm>

namespace learnscope {

ElidedLabel::ElidedLabel(const QString& text, QWidget* parent)
    : QLabel(text, parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidedLabel::setMostLines(int lines)
{
    m_mostLines = lines;
    QSizePolicy policy(QSizePolicy::Preferred, lines > 1 ? QSizePolicy::Minimum : QSizePolicy::Fixed);
    policy.setHeightForWidth(lines > 1);
    setSizePolicy(policy);
    updateGeometry();
    update();
}

QStringList ElidedLabel::linesFor(int width) const
{
    QStringList lines;
    qsizetype begin = 0;
    if (m_mostLines > 1) {
        QTextLayout layout(text(), font());
        layout.beginLayout();
        while (lines.size() + 1 < m_mostLines) {
            QTextLine line = layout.createLine();
            if (!line.isValid())
                break;
            line.setLineWidth(std::max(1, width));
            begin = line.textStart() + line.textLength();
            lines << text().mid(line.textStart(), line.textLength()).trimmed();
        }
        layout.endLayout();
    }
    if (begin < text().size() || lines.isEmpty())
        lines << text().mid(begin).trimmed();
    return lines;
}

bool ElidedLabel::isCut() const
{
    return fontMetrics().horizontalAdvance(linesFor(width()).constLast()) > width();
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {fontMetrics().horizontalAdvance(QStringLiteral("…")), fontMetrics().height()};
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + 1, fontMetrics().height()};
}

int ElidedLabel::heightForWidth(int width) const
{
    return static_cast<int>(linesFor(width).size()) * fontMetrics().height();
}

void ElidedLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    const QStringList lines = linesFor(width());
    const int height = fontMetrics().height();
    QRect room = rect();
    if (lines.size() > 1)
        room.setHeight(height);
    for (const QString& line : lines) {
        painter.drawText(room, static_cast<int>(alignment()) | Qt::TextSingleLine,
                         fontMetrics().elidedText(line, Qt::ElideRight, width()));
        room.translate(0, height);
    }
}

bool ElidedLabel::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty()) {
        auto* help = static_cast<QHelpEvent*>(event);
        QToolTip::showText(help->globalPos(), isCut() ? text() : QString(), this);
        return true;
    }
    return QLabel::event(event);
}

} // namespace learnscope
