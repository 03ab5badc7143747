#pragma once

#include <QAbstractSlider>

#include <vector>

namespace learnscope {

/// A small dial for one axis: a dot for each angle there is, a ring where one is missing, a hand at the
/// current one. 0 degrees is at the top, positive angles go clockwise. Click, drag, wheel, Left, Right, Home
/// and End go to angles that exist. value() is in degrees.
class AngleDial : public QAbstractSlider
{
    Q_OBJECT
public:
    struct Mark
    {
        int angle = 0; ///< degrees
        bool exists = false;

        bool operator==(const Mark&) const = default;
    };

    explicit AngleDial(QWidget* parent = nullptr);

    /// @p marks ascending, at least one existing. @p active: the hand shows @p current.
    void show(const QString& axis, std::vector<Mark> marks, int current, bool active);

    QSize sizeHint() const override { return {40, 40}; }

Q_SIGNALS:
    void angleChosen(int angle); ///< by the user; one that exists

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void choose(int angle);
    void chooseAt(const QPointF& position);
    void step(int steps); ///< along the existing angles, without wrapping
    QPointF pointAt(int angle, double radius) const;

    QString m_axis;
    std::vector<Mark> m_marks;
    bool m_active = false;
    int m_wheelRest = 0;
};

} // namespace learnscope
