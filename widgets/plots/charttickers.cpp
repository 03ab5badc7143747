#include "widgets/plots/charttickers.h"

#include "widgets/common/axis.h"

#include <algorithm>
#include <cmath>

namespace learnscope {

double EpochTicker::getTickStep(const QCPRange& range)
{
    return std::max(1., niceStep(range.size() / std::max(1, m_largestCount)));
}

int EpochTicker::getSubTickCount(double)
{
    return 0;
}

QString EpochTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    return QString::number(std::llround(tick));
}

double ValueTicker::getTickStep(const QCPRange& range)
{
    // One tick alone tells no scale: closer ones then, down to what any axis has room for.
    const auto ticksIn = [&range](double step) {
        return std::floor(range.upper / step) - std::ceil(range.lower / step) + 1;
    };
    int count = std::max(1, m_largestCount);
    double step = niceStep(range.size() / count);
    for (; ticksIn(step) < 2 && count < 8; ++count)
        step = niceStep(range.size() / (count + 1));
    m_decimals = std::max(1, static_cast<int>(std::ceil(-std::log10(step) - 1e-9)));
    return step;
}

int ValueTicker::getSubTickCount(double)
{
    return 0;
}

QString ValueTicker::getTickLabel(double tick, const QLocale&, QChar, int)
{
    QString text = QString::number(std::abs(tick), 'f', m_decimals);
    if (tick < 0 && text.toDouble() > 0)
        text.prepend(QChar(0x2212));
    return text;
}

void ListTicker::generate(const QCPRange& range, const QLocale&, QChar, int, QVector<double>& ticks,
                          QVector<double>* subTicks, QVector<QString>* tickLabels)
{
    ticks.clear();
    if (subTicks)
        subTicks->clear();
    if (tickLabels)
        tickLabels->clear();
    const auto isVisible = [&](const Tick& tick) { return range.contains(tick.at); };
    const auto count = std::count_if(m_ticks.begin(), m_ticks.end(), isVisible);
    const auto largest = std::max(1, m_largestCount);
    const auto step = static_cast<std::size_t>(std::max<std::ptrdiff_t>(1, (count + largest - 1) / largest));
    for (std::size_t place = 0; place < m_ticks.size(); place += step)
        if (isVisible(m_ticks[place])) {
            ticks.append(m_ticks[place].at);
            if (tickLabels)
                tickLabels->append(m_ticks[place].label);
        }
}

} // namespace learnscope
