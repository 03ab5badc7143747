#pragma once

#include "widgets/common/theme.h"
#include "widgets/plots/chartspec.h"

#include <QFont>
#include <QPainter>
#include <QRectF>

#include <set>
#include <vector>

namespace learnscope {

/// One clickable label of a plot.
struct LegendEntry
{
    std::string observer; ///< empty for the entry that stands for those without room
    QString text; ///< elided to its room
    QString note; ///< muted, after the text
    QString toolTip;
    ObserverStyle style;
    QRectF rect;
    std::optional<QPointF> anchor; ///< where its curve ends, if a leader leads there
    bool isHidden = false;
    bool isButton = true; ///< else a title that belongs to no observer
};

/// The labels of a plot: where they stand and how they look. A value, without a widget.
class ChartLegend
{
public:
    struct End
    {
        std::string observer;
        QPointF position; ///< of the curve's last visible point
    };

    ChartLegend() = default;
    ChartLegend(QFont font, std::set<std::string> hidden);

    /// One below the other in @p room, each beside the end of its curve where that is possible. Labels
    /// without an end follow the others.
    void addColumn(const std::vector<ChartLabel>& labels, const std::vector<End>& ends, const QRectF& room);
    /// One label, elided to @p room; that of no observer is plain text.
    void addTitle(const ChartLabel& label, const QString& note, const QRectF& room);
    /// Side by side, as many as have room.
    void addRow(const std::vector<ChartLabel>& labels, const QRectF& room);

    const std::vector<LegendEntry>& entries() const noexcept { return m_entries; }
    const LegendEntry* entryAt(const QPointF& position) const;
    void paint(QPainter& painter, const Theme& theme) const;

    static double lineHeight(const QFont& font);
    static double columnWidth(const QFont& font, const std::vector<ChartLabel>& labels);

private:
    LegendEntry entryFor(const ChartLabel& label, const QRectF& rect) const;
    void addMore(const std::vector<ChartLabel>& left, const QRectF& rect);

    std::vector<LegendEntry> m_entries;
    QFont m_font;
    std::set<std::string> m_hidden;
};

/// @p color, made darker or lighter until text in it has a contrast of 4.5:1 on @p background (WCAG 2.1).
QColor readableOn(const QColor& background, QColor color);

/// The observer's colour as it is drawn in this theme.
QColor drawnColor(const ObserverStyle& style, const Theme& theme);

} // namespace learnscope
