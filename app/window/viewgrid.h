#pragma once

#include "app/window/viewlayout.h"

#include <QByteArray>
#include <QList>
#include <QPointer>
#include <QWidget>

class QSplitter;

namespace learnscope {

class Actions;
class ViewCard;

/// The centre of the window: views side by side and below each other, split and closed at will. One of them
/// is the active one. There is always at least one. GUI thread.
class ViewGrid : public QWidget
{
    Q_OBJECT
public:
    static constexpr int maximumViews = 16;

    /// Without views until reset() or restore(), so that viewMade() can be connected first. @p actions are
    /// not owned.
    explicit ViewGrid(const Actions& actions, QWidget* parent = nullptr);

    QList<ViewCard*> cards() const; ///< in reading order: row by row, or column by column, as they were split
    ViewCard* active() const noexcept { return m_active; }
    void setActive(ViewCard* card);
    void stepActive(int steps); ///< and gives it the focus

    /// Puts a new view to the right of (Horizontal) or below (Vertical) @p card, of half its size; null where
    /// there are too many already.
    ViewCard* split(ViewCard* card, Qt::Orientation orientation, ViewKind kind);
    void close(ViewCard* card); ///< unless it is the last
    void toggleMaximised(ViewCard* card);
    bool isMaximised() const noexcept { return !m_maximised.isNull(); }

    QByteArray save() const; ///< JSON: kinds and places of the views
    QByteArray saveWithStates() const; ///< what is set in each view, too
    /// False, and nothing changes, where @p saved is not a layout that these could have written.
    bool restore(const QByteArray& saved);
    void reset(); ///< learning curves beside the train/test gap
    QByteArray zooms() const; ///< JSON: which part of each view is looked at, in the order of cards()
    void setZooms(const QByteArray& zooms); ///< of views that @p zooms says nothing of: everything

Q_SIGNALS:
    void viewMade(learnscope::PlotView* view); ///< to be given models, curves and options
    void activeChanged(); ///< another card is active, or it shows another view
    void cardsChanged();
    void layoutChanged(); ///< saveWithStates() gives something else than before

private:
    ViewCard* makeCard(ViewKind kind, QWidget* parent = nullptr);
    QSplitter* makeSplitter(Qt::Orientation orientation, QWidget* parent = nullptr);
    ViewLayout layoutOf(const QWidget* node) const;
    QWidget* build(const ViewLayout& layout, QList<ViewCard*>& spare, QWidget* parent);
    void restoreStates(const ViewLayout& layout, QWidget* node);
    void collapse(QSplitter* splitter);
    void followFocus(QWidget* now);

    const Actions& m_actions;
    QSplitter* m_root;
    QPointer<ViewCard> m_active;
    QPointer<ViewCard> m_maximised;
};

} // namespace learnscope
