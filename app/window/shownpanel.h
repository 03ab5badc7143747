#pragma once

#include <QWidget>

class QCheckBox;
class QLabel;

namespace learnscope {

class Workspace;

/// The switches for what all views show: learners only, bands, single runs, training and test. GUI thread.
class ShownPanel : public QWidget
{
    Q_OBJECT
public:
    explicit ShownPanel(Workspace& workspace, QWidget* parent = nullptr); ///< not owned

private:
    QCheckBox* addSwitch(const QString& text, const QString& tip);
    void refresh();
    void apply();

    Workspace& m_workspace;
    QCheckBox* m_learners;
    QLabel* m_learnerCount;
    QCheckBox* m_bands;
    QCheckBox* m_singleRuns;
    QCheckBox* m_train;
    QCheckBox* m_test;
};

} // namespace learnscope
