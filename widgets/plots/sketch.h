#pragma once

#include "widgets/plots/qcp.h"

#include <functional>

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

} // namespace learnscope
