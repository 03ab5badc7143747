#pragma once

#include "core/data/trialselection.h"

#include <QItemSelection>
#include <QWidget>

#include <cstdint>
#include <optional>

class QLabel;
class QLineEdit;
class QTreeView;

namespace learnscope {

class ObserverFilter;
class ObserverModel;
class SelectionModel;

/// The list of open observers and their runs, with a filter line. Shows and sets the shared selection; checks
/// live in the model. GUI thread.
class ObserverPanel : public QWidget
{
    Q_OBJECT
public:
    /// Neither model is owned.
    ObserverPanel(ObserverModel& observers, SelectionModel& selection, QWidget* parent = nullptr);

    int currentPlace() const; ///< of the observer, or of the observer whose run is current; -1: none
    std::optional<std::int32_t> currentRun() const;
    QLineEdit* filterLine() const noexcept { return m_filterLine; }
    QTreeView* tree() const noexcept { return m_tree; }

public Q_SLOTS:
    void focusFilter();
    void renameCurrent(); ///< opens an editor in the list

Q_SIGNALS:
    void currentChanged();
    void contextMenuRequested(const QPoint& globalPosition);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filterChanged(const QString& text);
    void followTree();
    void followSelection();
    TrialSelection chosenTrials() const; ///< of the rows that are selected in the tree
    QItemSelection rowsOfSelection() const; ///< in the tree, of the shared selection
    void addRows(const ValueSet<std::int32_t>& runs, const QModelIndex& group, QItemSelection& rows) const;
    void expandPeople(int first, int last);
    /// Of more observers than fit with their runs, at least the names are all in view.
    void foldWhereTight();
    void updateNothingFound();

    ObserverModel& m_observers;
    SelectionModel& m_selection;
    ObserverFilter* m_filter;
    QLineEdit* m_filterLine;
    QTreeView* m_tree;
    QLabel* m_nothing;
    bool m_following = false;
};

} // namespace learnscope
