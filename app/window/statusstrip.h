#pragma once

#include <QStatusBar>
#include <QTimer>

class QLabel;
class QProgressBar;
class QToolButton;

namespace learnscope {

class ElidedLabel;
class Workspace;

/// What is open and selected, and the job begun last, with a way to cancel it. GUI thread.
class StatusStrip : public QStatusBar
{
    Q_OBJECT
public:
    explicit StatusStrip(Workspace& workspace, QWidget* parent = nullptr); ///< not owned

    QString contents() const;
    QString selection() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void updateContents();
    void updateSelection();
    void updateJob();
    void showJob(bool shown);
    void updateIcon();

    Workspace& m_workspace;
    QLabel* m_contents;
    QLabel* m_selection;
    ElidedLabel* m_jobTitle;
    QProgressBar* m_progress;
    QToolButton* m_cancel;
    QTimer m_patience; ///< what takes no time is not shown: nothing blinks
};

} // namespace learnscope
