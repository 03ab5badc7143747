#pragma once

#include <QToolButton>

namespace learnscope {

/// A small flat button with a sign drawn in the text colour, sharp at any scale. Its name, for screen readers
/// and as tool tip, is that of its action, with the key.
class GlyphButton : public QToolButton
{
    Q_OBJECT
public:
    enum class Glyph { Previous, Next, Up, Down, Play, Close };

    explicit GlyphButton(Glyph glyph, QWidget* parent = nullptr);

    void follow(QAction* action); ///< triggers it; enabled, checked and named as it is

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Glyph m_glyph;
};

} // namespace learnscope
