#include "widgets/plots/chartlegend.h"

#include "widgets/plots/labellayout.h"

#include <QCoreApplication>
#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr double markerSize = 8;
constexpr double markerRoom = 14; // marker and the space after it
constexpr double leaderRoom = 12; // between the plot and a column of labels

QFont boldFont(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

double luminance(const QColor& color)
{
    const auto linear = [](double part) {
        return part <= .04045 ? part / 12.92 : std::pow((part + .055) / 1.055, 2.4);
    };
    return .2126 * linear(color.redF()) + .7152 * linear(color.greenF()) + .0722 * linear(color.blueF());
}
} // namespace

QColor readableOn(const QColor& background, QColor color)
{
    const double behind = luminance(background);
    const QColor target = behind > .18 ? Qt::black : Qt::white;
    const QColor start = color;
    for (int step = 1; step <= 20; ++step) {
        const double front = luminance(color);
        if ((std::max(front, behind) + .05) / (std::min(front, behind) + .05) >= 4.5)
            break;
        const double share = step / 20.;
        const auto mixed = [share](double from, double to) { return from + share * (to - from); };
        color = QColor::fromRgbF(float(mixed(start.redF(), target.redF())),
                                 float(mixed(start.greenF(), target.greenF())),
                                 float(mixed(start.blueF(), target.blueF())));
    }
    return color;
}

QColor drawnColor(const ObserverStyle& style, const Theme& theme)
{
    return theme.dark ? onDark(style.color) : style.color;
}

ChartLegend::ChartLegend(QFont font, std::set<std::string> hidden)
    : m_font(std::move(font))
    , m_hidden(std::move(hidden))
{
}

double ChartLegend::lineHeight(const QFont& font)
{
    return std::ceil(QFontMetricsF(boldFont(font)).height()) + 1;
}

double ChartLegend::columnWidth(const QFont& font, const std::vector<ChartLabel>& labels)
{
    const QFontMetricsF metrics(boldFont(font));
    double width = 0;
    for (const ChartLabel& label : labels)
        width = std::max(width, metrics.horizontalAdvance(label.text));
    return labels.empty() ? 0 : leaderRoom + markerRoom + std::ceil(width) + 2;
}

LegendEntry ChartLegend::entryFor(const ChartLabel& label, const QRectF& rect) const
{
    LegendEntry entry {label.observer, {},   {}, label.toolTip,
                       label.style,    rect, {}, m_hidden.count(label.observer) > 0};
    const QFontMetricsF metrics(boldFont(m_font));
    const double room = rect.width() - markerRoom;
    const bool isCut = metrics.horizontalAdvance(label.text) > room && !label.shortText.isEmpty();
    entry.text = metrics.elidedText(isCut ? label.shortText : label.text, Qt::ElideRight, room);
    return entry;
}

void ChartLegend::addMore(const std::vector<ChartLabel>& left, const QRectF& rect)
{
    LegendEntry more;
    more.text = QCoreApplication::translate("PlotView", "+%1 more").arg(left.size());
    for (const ChartLabel& label : left)
        more.toolTip += (more.toolTip.isEmpty() ? QString() : QStringLiteral("\n")) + label.toolTip;
    more.rect = rect;
    m_entries.push_back(std::move(more));
}

void ChartLegend::addColumn(const std::vector<ChartLabel>& labels, const std::vector<End>& ends,
                            const QRectF& room)
{
    const double height = lineHeight(m_font);
    const int capacity = labelCapacity(height, room.top(), room.bottom());
    if (labels.empty() || capacity < 1)
        return;
    std::vector<ChartLabel> shown = labels;
    std::vector<ChartLabel> left;
    if (static_cast<int>(shown.size()) > capacity) {
        left.assign(shown.begin() + capacity - 1, shown.end());
        shown.resize(std::size_t(capacity) - 1);
    }
    std::vector<double> wanted;
    for (const ChartLabel& label : shown) {
        const auto end = std::find_if(ends.begin(), ends.end(),
                                      [&](const End& one) { return one.observer == label.observer; });
        wanted.push_back(end == ends.end() ? room.bottom() : end->position.y());
    }
    const double bottom = room.bottom() - (left.empty() ? 0 : height);
    const std::vector<double> centres = layOutLabels(wanted, height, room.top(), bottom);
    for (std::size_t place = 0; place < shown.size(); ++place) {
        const QRectF rect(room.left() + leaderRoom, centres[place] - height / 2, room.width() - leaderRoom,
                          height);
        LegendEntry entry = entryFor(shown[place], rect);
        if (!entry.isHidden && std::abs(centres[place] - wanted[place]) > height * .3
            && wanted[place] < room.bottom())
            entry.anchor = QPointF(room.left(), wanted[place]);
        m_entries.push_back(std::move(entry));
    }
    if (!left.empty())
        addMore(left, QRectF(room.left() + leaderRoom, bottom, room.width() - leaderRoom, height));
}

void ChartLegend::addTitle(const ChartLabel& label, const QString& note, const QRectF& room)
{
    const QFontMetricsF metrics(boldFont(m_font));
    const double textWidth = metrics.horizontalAdvance(label.text) + markerRoom + 1; // also without a marker
    QRectF rect = room;
    rect.setWidth(std::min(textWidth, room.width()));
    LegendEntry entry = entryFor(label, rect);
    if (rect.width() + 8 + QFontMetricsF(m_font).horizontalAdvance(note) <= room.width())
        entry.note = note;
    entry.isButton = !label.observer.empty();
    m_entries.push_back(std::move(entry));
}

void ChartLegend::addRow(const std::vector<ChartLabel>& labels, const QRectF& room)
{
    const QFontMetricsF metrics(boldFont(m_font));
    const double moreWidth = metrics.horizontalAdvance(QStringLiteral("+99 more")) + 8;
    double x = room.left();
    for (std::size_t place = 0; place < labels.size(); ++place) {
        const bool isLast = place + 1 == labels.size();
        const double width = metrics.horizontalAdvance(labels[place].text) + markerRoom + 1;
        if (x + width > room.right() - (isLast ? 0 : moreWidth)) {
            addMore({labels.begin() + std::ptrdiff_t(place), labels.end()},
                    QRectF(x, room.top(), moreWidth, room.height()));
            return;
        }
        m_entries.push_back(entryFor(labels[place], QRectF(x, room.top(), width, room.height())));
        x += width + 12;
    }
}

const LegendEntry* ChartLegend::entryAt(const QPointF& position) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const LegendEntry& entry) {
        return entry.isButton && entry.rect.contains(position);
    });
    return found == m_entries.end() ? nullptr : &*found;
}

void ChartLegend::paint(QPainter& painter, const Theme& theme) const
{
    const QFontMetricsF metrics(boldFont(m_font));
    for (const LegendEntry& entry : m_entries) {
        const QColor color = drawnColor(entry.style, theme);
        const double middle = entry.rect.center().y();
        double x = entry.rect.left();
        if (entry.anchor) {
            QColor faint = color;
            faint.setAlphaF(.6F);
            painter.setPen(QPen(faint, 1));
            painter.drawLine(*entry.anchor + QPointF(2, 0), QPointF(x - 1, middle));
        }
        if (!entry.observer.empty()) {
            painter.save();
            painter.translate(x + markerSize / 2, middle);
            painter.setPen(entry.isHidden ? QPen(theme.axis, 1) : QPen(Qt::NoPen));
            painter.setBrush(entry.isHidden ? QBrush(Qt::NoBrush) : QBrush(color));
            painter.drawPath(markerPath(entry.style.marker, markerSize));
            painter.restore();
            x += markerRoom;
        }
        const bool isQuiet = entry.isHidden || (entry.observer.empty() && entry.isButton);
        QFont font = isQuiet ? m_font : boldFont(m_font);
        font.setStrikeOut(entry.isHidden);
        painter.setFont(font);
        painter.setPen(isQuiet              ? theme.mutedText
                           : entry.isButton ? readableOn(theme.surface, color)
                                            : theme.text);
        const QRectF room(x, entry.rect.top(), entry.rect.right() - x + 2, entry.rect.height());
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, entry.text);
        if (!entry.note.isEmpty()) {
            painter.setFont(m_font);
            painter.setPen(theme.mutedText);
            painter.drawText(QRectF(entry.rect.right() + 8, room.top(), 400, room.height()),
                             Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip, entry.note);
        }
    }
}

} // namespace learnscope
