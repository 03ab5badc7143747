#pragma once

#include <QWidget>

class QDockWidget;
class QHBoxLayout;
class QToolButton;

namespace learnscope {

/// The title bar of a dock: a quiet heading, or tabs, and a button that closes the dock. Dragging it moves
/// the dock.
class DockTitle : public QWidget
{
    Q_OBJECT
public:
    /// @p content is what stands on the left; owned from now on.
    DockTitle(QDockWidget* dock, QWidget* content);

protected:
    void changeEvent(QEvent* event) override;

private:
    void updateIcon();

    QToolButton* m_close;
};

} // namespace learnscope
