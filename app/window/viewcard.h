#pragma once

#include "widgets/plots/plotview.h"

#include <QFrame>

#include <memory>

class QHBoxLayout;
class QToolButton;

namespace learnscope {

class Actions;
class ElidedLabel;

/// A view in its frame: title, what it shows, a button to see it alone and a menu. Clicking anywhere in it
/// makes it the active one, which is what menus act on. GUI thread.
class ViewCard : public QFrame
{
    Q_OBJECT
public:
    /// @p actions are not owned.
    ViewCard(ViewKind kind, const Actions& actions, QWidget* parent = nullptr);

    PlotView* view() const noexcept { return m_view; }
    ViewKind kind() const { return m_view->kind(); }
    void setKind(ViewKind kind); ///< a new view in the same frame; viewChanged() follows
    void setActive(bool active);
    void setMaximised(bool maximised); ///< only the button's face

Q_SIGNALS:
    void viewChanged(); ///< there is a new view to be set up
    void activated(); ///< it was clicked, or the focus came into it
    void maximiseToggled();

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* makeHeader(const Actions& actions);
    void place(std::unique_ptr<PlotView> view);
    void updateTitle();
    void placeSubtitle();
    void updateIcons();

    PlotView* m_view = nullptr;
    QHBoxLayout* m_firstRow = nullptr;
    ElidedLabel* m_title = nullptr;
    QToolButton* m_restriction = nullptr; ///< hidden where all trials are counted
    ElidedLabel* m_subtitle = nullptr;
    QToolButton* m_maximise = nullptr;
    QToolButton* m_menu = nullptr;
    bool m_maximised = false;
};

} // namespace learnscope
