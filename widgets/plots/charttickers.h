#pragma once

#include "widgets/plots/qcp.h"

#include <vector>

namespace learnscope {

/// Whole epochs only, as many as have room.
class EpochTicker : public QCPAxisTicker
{
public:
    void setLargestCount(int count) { m_largestCount = count; }

protected:
    double getTickStep(const QCPRange& range) override;
    int getSubTickCount(double tickStep) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;

private:
    int m_largestCount = 10;
};

/// Steps of 1, 2 or 5 times a power of ten; all labels with the decimals that the step needs, and a true
/// minus sign.
class ValueTicker : public QCPAxisTicker
{
public:
    void setLargestCount(int count) { m_largestCount = count; }

protected:
    double getTickStep(const QCPRange& range) override;
    int getSubTickCount(double tickStep) override;
    QString getTickLabel(double tick, const QLocale& locale, QChar formatChar, int precision) override;

private:
    int m_largestCount = 6;
    int m_decimals = 1;
};

/// Ticks that are given, with labels; every second, third... where there is no room for all.
class ListTicker : public QCPAxisTicker
{
public:
    struct Tick
    {
        double at;
        QString label;
    };

    void setTicks(std::vector<Tick> ticks) { m_ticks = std::move(ticks); } ///< ascending
    void setLargestCount(int count) { m_largestCount = count; }

    void generate(const QCPRange& range, const QLocale& locale, QChar formatChar, int precision,
                  QVector<double>& ticks, QVector<double>* subTicks, QVector<QString>* tickLabels) override;

private:
    std::vector<Tick> m_ticks;
    int m_largestCount = 10;
};

} // namespace learnscope
