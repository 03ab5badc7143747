#pragma once

#include <QHeaderView>

namespace learnscope {

/// A header of muted words over a hairline, with a small arrow behind the one that sorts: narrow columns need
/// no room for frames.
class QuietHeader : public QHeaderView
{
    Q_OBJECT
public:
    explicit QuietHeader(QWidget* parent = nullptr);

    static constexpr int sideMargin = 4;
    static constexpr int arrowWidth = 9;

    QSize sizeHint() const override;

protected:
    void paintSection(QPainter* painter, const QRect& rect, int section) const override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace learnscope
