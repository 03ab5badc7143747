#pragma once

#include <QImage>
#include <QString>
#include <QWidget>

#include <array>
#include <vector>

namespace learnscope {

/// What is said of two items beside the pointer: their names, their pictures and their values. The mouse goes
/// through it. GUI thread.
class PairCard : public QWidget
{
    Q_OBJECT
public:
    static constexpr int pictureSide = 64;

    struct Content
    {
        std::array<QString, 2> names;
        std::array<QImage, 2> pictures; ///< null where there is none
        bool hasPictures = false; ///< room is kept for them
        std::vector<std::pair<QString, QString>> values; ///< matrix and value
    };

    explicit PairCard(QWidget* parent);

    void setContent(Content content);
    const Content& content() const noexcept { return m_content; }
    void showAt(const QPoint& position); ///< beside it, within the parent
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Content m_content;
};

} // namespace learnscope
