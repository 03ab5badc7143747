#pragma once

#include "widgets/itemmodels/selectionmodel.h"

#include <QWidget>

#include <array>

class QAction;
class QHBoxLayout;
class QStackedLayout;
class QTableView;

namespace learnscope {

class NamedSelectionModel;
class ObserverModel;

/// The saved selections: keeps what is selected under a name, brings it back, and combines it with what is
/// selected now. Saves them to and loads them from JSON files, which the command line reads too. GUI thread.
class SelectionPanel : public QWidget
{
    Q_OBJECT
public:
    enum class Command { Save, Select, Add, Intersect, Remove, Invert, Delete, Load, SaveAs };

    /// None of the models is owned.
    SelectionPanel(ObserverModel& observers, SelectionModel& selection, NamedSelectionModel& saved,
                   QWidget* parent = nullptr);

    QTableView* table() const noexcept { return m_table; }
    QAction* action(Command command) const { return m_actions[static_cast<std::size_t>(command)]; }

    void addSwitch(QAction* action); ///< beside the panel's own commands; not owned

    bool loadFile(const QString& file); ///< adds what it holds; false, with failed(), where it cannot
    bool saveFile(const QString& file);

Q_SIGNALS:
    void failed(const learnscope::Error& error); ///< a file could not be read or written

private:
    QWidget* buildBar();
    QAction* addCommand(Command command, const QString& text, const QString& toolTip);
    void saveCurrent();
    void combine(Selecting how);
    void intersect();
    void invert();
    void removeChosen();
    void update();
    TrialSelection chosen() const; ///< of the rows that are selected in the table, together
    TrialSelection openTrials() const; ///< all trials of what is open

    ObserverModel& m_observers;
    SelectionModel& m_selection;
    NamedSelectionModel& m_saved;
    QTableView* m_table;
    QHBoxLayout* m_bar = nullptr;
    QStackedLayout* m_stack;
    std::array<QAction*, 9> m_actions {};
};

} // namespace learnscope
