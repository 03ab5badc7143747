#pragma once

#include <QLabel>

namespace learnscope {

/// Plain text in one line or a few, which is cut with "…" where there is no room, and then shown whole as a
/// tool tip. Screen readers read all of it.
class ElidedLabel : public QLabel
{
    Q_OBJECT
public:
    explicit ElidedLabel(const QString& text = {}, QWidget* parent = nullptr);

    void setMostLines(int lines); ///< 1 at first; with more it is broken between words
    bool isCut() const;

    QSize minimumSizeHint() const override;
    QSize sizeHint() const override; ///< in one line
    bool hasHeightForWidth() const override { return m_mostLines > 1; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QStringList linesFor(int width) const; ///< the last one whole, whatever its length

    int m_mostLines = 1;
};

} // namespace learnscope
