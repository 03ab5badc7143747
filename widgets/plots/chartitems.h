#pragma once

#include "widgets/plots/linedensity.h"
#include "widgets/plots/qcp.h"
#include "widgets/plots/runtable.h"

#include <QImage>

#include <functional>
#include <memory>

namespace learnscope {

/// What a function paints on one layer of a plot.
class Sketch : public QCPLayerable
{
public:
    Sketch(QCustomPlot* plot, const QString& layer, std::function<void(QCPPainter&)> paint);

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;

private:
    std::function<void(QCPPainter&)> m_paint;
};

/// All runs of one observer and phase as thin lines, however many: lines that coincide are drawn once, and
/// where epochs are closer than pixels each run is the range of its values in each pixel column. Every value
/// counts, none is sampled away.
class RunBundle : public QCPLayerable
{
public:
    RunBundle(QCPAxis* epochs, QCPAxis* values, const QString& layer, RunTable table);

    const RunTable& table() const noexcept { return m_table; }
    void setColor(const QColor& color);

protected:
    QRect clipRect() const override;
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;

private:
    QImage render(const QSize& size, double scale) const;

    QCPAxis* m_epochs;
    QCPAxis* m_values;
    RunTable m_table;
    std::vector<std::vector<RunSegment>> m_segments;
    std::vector<RunDot> m_dots;
    QColor m_color;
    LineDensity::Palette m_palette;
};

} // namespace learnscope
