#pragma once

#include <QProxyStyle>

namespace learnscope {

/// Fusion with our own check marks and tree arrows, drawn from the palette so that they are sharp and
/// readable in both themes and at every scale.
class ProgramStyle : public QProxyStyle
{
    Q_OBJECT
public:
    ProgramStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returned) const override;
    using QProxyStyle::polish;
    void polish(QApplication* application) override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool m_altIsDown = false; ///< the letters of mnemonics are underlined only then
};

} // namespace learnscope
