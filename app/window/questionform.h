#pragma once

#include "core/inference/inferenceoptions.h"

#include <QWidget>

#include <vector>

class QButtonGroup;
class QComboBox;
class QLabel;
class QListWidget;
class QSpinBox;

namespace learnscope {

class ObserverModel;

/// What is asked, of whom, and for whom it shall hold. GUI thread.
class QuestionForm : public QWidget
{
    Q_OBJECT
public:
    /// @p observers is not owned and outlives this.
    explicit QuestionForm(ObserverModel& observers, QWidget* parent = nullptr);

    /// All but the selections, the rules of the workspace and the number of threads.
    InferenceOptions options() const;
    void setOptions(const InferenceOptions& options);
    /// Places of the chosen observers in the model: those ticked that have a checked run.
    std::vector<int> chosenPlaces() const;
    /// What keeps the question from being asked; empty where nothing does.
    QString obstacle() const;
    void focusQuestion(); ///< the one that is chosen, so that arrows choose another

Q_SIGNALS:
    void changed();

private:
    void addQuestions();
    void addObservers();
    void addScope();
    void addDetails();
    void refreshObservers();
    void refreshAgainst();
    void refreshEnabled();
    void announce();
    Question question() const;
    Generalisation scope() const;

    ObserverModel& m_observers;
    QButtonGroup* m_questions = nullptr; // these are all children
    QListWidget* m_list = nullptr;
    QComboBox* m_against = nullptr;
    QLabel* m_againstLabel = nullptr;
    QButtonGroup* m_scopes = nullptr;
    QComboBox* m_measure = nullptr;
    QComboBox* m_phase = nullptr;
    QComboBox* m_interval = nullptr;
    QComboBox* m_correction = nullptr;
    QSpinBox* m_draws = nullptr;
    QSpinBox* m_seed = nullptr;
    bool m_filling = false;
};

} // namespace learnscope
