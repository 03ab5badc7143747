#include "widgets/plots/sketch.h"

namespace learnscope {

Sketch::Sketch(QCustomPlot* plot, const QString& layer, std::function<void(QCPPainter&)> paint)
    : QCPLayerable(plot, layer)
    , m_paint(std::move(paint))
{
}

void Sketch::applyDefaultAntialiasingHint(QCPPainter* painter) const
{
    painter->setAntialiasing(true);
}

void Sketch::draw(QCPPainter* painter)
{
    m_paint(*painter);
}

} // namespace learnscope
