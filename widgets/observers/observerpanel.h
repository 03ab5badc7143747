#pragma once

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
    QModelIndex rowOfSelection() const; ///< in the model: the one observer or run that is selected
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
