#pragma once

#include "core/stats/movingaverage.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace learnscope {

/// Asks for the windows of moving averages, in training and in test. GUI thread.
class WindowsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit WindowsDialog(const MovingAverageOptions& options, QWidget* parent = nullptr);

    const MovingAverageOptions& options() const noexcept
    {
        return m_options;
    } ///< the last ones that were valid

private:
    void check();

    MovingAverageOptions m_options;
    QLineEdit* m_train;
    QLineEdit* m_test;
    QLabel* m_problem; // what is wrong, else empty
    QPushButton* m_accept;
};

} // namespace learnscope
