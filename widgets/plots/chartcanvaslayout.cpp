// The parts of ChartCanvas that place panels and labels.
#include "widgets/plots/chartcanvas.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr double gap = 8; // the grid everything stands on, in pixels
} // namespace

void ChartCanvas::layOutPanels()
{
    const QFontMetricsF metrics(m_font);
    const double line = std::ceil(metrics.height());
    const double ticks = std::ceil(metrics.horizontalAdvance(QStringLiteral("-0.00"))) + 6;
    QRectF room(gap + line + ticks, gap, 0, 0);
    double right = gap + 4;
    if (!m_spec.labelsAreTitles && !m_spec.labels.empty())
        right = std::min(ChartLegend::columnWidth(m_font, m_spec.labels) + 4, .4 * width());
    room.setRight(width() - right);
    room.setBottom(height() - 2 * line - 13);

    std::vector<std::size_t> shown;
    for (std::size_t place = 0; place < m_panels.size(); ++place)
        if (m_spec.panels[place].observer.empty() || isShown(m_spec.panels[place].observer))
            shown.push_back(place);
    const bool isAnyHidden =
        std::any_of(m_spec.labels.begin(), m_spec.labels.end(),
                    [this](const ChartLabel& label) { return !isShown(label.observer); });
    if (m_spec.labelsAreTitles && isAnyHidden)
        room.setBottom(room.bottom() - ChartLegend::lineHeight(m_font) - 2); // a row for the hidden ones
    for (Panel& panel : m_panels)
        panel.area = {};
    m_plotRoom = room;
    if (!m_spec.empty() && !shown.empty() && room.width() > 20 && room.height() > 20)
        layOutGrid(shown, room);
    for (std::size_t place = 0; place < m_panels.size(); ++place) {
        const QRectF area = m_panels[place].area;
        m_panels[place].rect->setVisible(!area.isEmpty());
        // A hair is added since the layout cuts fractions off.
        if (!area.isEmpty())
            m_layout->setInsetRect(static_cast<int>(place),
                                   QRectF((area.left() + .01) / width(), (area.top() + .01) / height(),
                                          (area.width() + .01) / width(), (area.height() + .01) / height()));
    }
}

void ChartCanvas::layOutGrid(const std::vector<std::size_t>& shown, const QRectF& room)
{
    const auto count = static_cast<int>(shown.size());
    const bool hasTitles = std::any_of(shown.begin(), shown.end(), [this](std::size_t place) {
        return !m_spec.panels[place].title.isEmpty();
    });
    const double title = hasTitles ? ChartLegend::lineHeight(m_font) + 2 : 0;
    const double between = 2 * gap;
    int columns = 1;
    double best = 0;
    const int wanted = std::min(m_spec.columns, count);
    for (int candidate = std::max(1, wanted); candidate <= (wanted > 0 ? wanted : count); ++candidate) {
        const int rows = (count + candidate - 1) / candidate;
        const double cellWidth = (room.width() - (candidate - 1) * between) / candidate;
        const double cellHeight = (room.height() - (rows - 1) * gap) / rows - title;
        // The largest panels of about 4:3 win.
        const double size = std::min(cellWidth, cellHeight * 1.5) - 4 * (candidate * rows - count);
        if (candidate == std::max(1, wanted) || size > best) {
            best = size;
            columns = candidate;
        }
    }
    const int rows = (count + columns - 1) / columns;
    const double cellWidth = (room.width() - (columns - 1) * between) / columns;
    const double cellHeight = (room.height() - (rows - 1) * gap) / rows;
    for (int cell = 0; cell < count; ++cell) {
        Panel& panel = m_panels[shown[std::size_t(cell)]];
        const double left = std::round(room.left() + (cell % columns) * (cellWidth + between));
        const double top = std::round(room.top() + (cell / columns) * (cellHeight + gap) + title);
        panel.area = QRectF(left, top, std::max(1., std::floor(cellWidth)),
                            std::max(1., std::floor(cellHeight - title)));
        panel.isLeft = cell % columns == 0;
        panel.isBottom = cell + columns >= count;
    }
}

void ChartCanvas::layOutLegend()
{
    m_legend = ChartLegend(m_font, m_hidden);
    if (m_spec.empty() && !m_spec.isPaged) // whose observers may all be hidden
        return;
    layOutTitles();
    if (m_spec.labels.empty())
        return;
    if (!m_spec.labelsAreTitles) {
        double top = m_plotRoom.bottom(); // of the plots, below the first titles
        for (const Panel& panel : m_panels)
            if (!panel.area.isEmpty())
                top = std::min(top, panel.area.top());
        const QRectF room(m_plotRoom.right(), top - 4, width() - m_plotRoom.right() - 2,
                          m_plotRoom.bottom() - top + 8);
        m_legend.addColumn(m_spec.labels, curveEnds(), room);
        return;
    }
    const double line = ChartLegend::lineHeight(m_font);
    std::vector<ChartLabel> hidden;
    for (const ChartLabel& label : m_spec.labels)
        if (!isShown(label.observer))
            hidden.push_back(label);
    m_legend.addRow(hidden, QRectF(m_plotRoom.left(), height() - line - 2, m_plotRoom.width(), line));
}

void ChartCanvas::layOutTitles()
{
    const double line = ChartLegend::lineHeight(m_font);
    double first = m_plotRoom.bottom();
    for (const Panel& panel : m_panels)
        if (!panel.area.isEmpty())
            first = std::min(first, panel.area.top());
    for (std::size_t place = 0; place < m_panels.size(); ++place) {
        const ChartPanel& panel = m_spec.panels[place];
        const QRectF area = m_panels[place].area;
        if (area.isEmpty() || panel.title.isEmpty())
            continue;
        // A panel of one observer serves as its label: what that says by mouse, the title says, too.
        const auto label =
            std::find_if(m_spec.labels.begin(), m_spec.labels.end(), [&](const ChartLabel& one) {
                return !panel.observer.empty() && one.observer == panel.observer;
            });
        // Nothing stands beside the titles of the first row: the last one reaches over the labels.
        const bool isLast =
            area.top() == first && std::none_of(m_panels.begin(), m_panels.end(), [&](const Panel& other) {
                return !other.area.isEmpty() && other.area.left() > area.right();
            });
        const double right = isLast ? std::max(area.right(), width() - 4.) : area.right();
        const QString toolTip = label == m_spec.labels.end() ? panel.title : label->toolTip;
        m_legend.addTitle({panel.observer, panel.title, toolTip, panel.style.value_or(ObserverStyle {})},
                          panel.note, QRectF(area.left(), area.top() - line - 2, right - area.left(), line));
    }
}

std::vector<ChartLegend::End> ChartCanvas::curveEnds() const
{
    std::vector<ChartLegend::End> ends;
    for (auto series = m_spec.series.rbegin(); series != m_spec.series.rend();
         ++series) { // test before train
        const QRectF area = plotArea(series->panel);
        if (series->points.empty())
            continue;
        auto last = std::upper_bound(series->points.begin(), series->points.end(), m_xs.upper,
                                     [](double x, const ChartPoint& point) { return x < point.x; });
        last -= last == series->points.begin() ? 0 : 1;
        if (area.isEmpty())
            continue;
        while (last != series->points.begin() && std::isnan(last->value))
            --last;
        if (std::isnan(last->value))
            continue;
        QPointF end = pixelOf(series->panel, last->x, last->value);
        end.setY(std::clamp(end.y(), area.top(), area.bottom()));
        ends.push_back({series->observer, end}); // the first one found counts
    }
    return ends;
}

} // namespace learnscope
