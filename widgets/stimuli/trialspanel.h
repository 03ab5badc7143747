#pragma once

#include "core/base/error.h"
#include "core/data/stimulus.h"
#include "widgets/stimuli/stimuluscaption.h"

#include <QPointer>
#include <QWidget>

#include <memory>
#include <string>

class QLabel;
class QSplitter;

namespace learnscope {

class AnswersModel;
class AnswersTable;
class GlyphButton;
class ObserverModel;
class PictureLoader;
class SelectedTrialsModel;
class SelectedTrialsView;
class SelectionModel;
class TrialLookup;
struct AnswerSet;
struct SelectedStimuli;

/// Below the picture: the stimuli of the selected trials, where trials are selected, and who answered what to
/// the picture that is looked at. GUI thread; the trials are looked up elsewhere.
class TrialsPanel : public QWidget
{
    Q_OBJECT
public:
    explicit TrialsPanel(PictureLoader& loader, QWidget* parent = nullptr); ///< the loader outlives the panel

    void setModels(ObserverModel* observers, SelectionModel* selection); ///< not owned; either may be null
    void setStimuli(std::shared_ptr<const StimulusSet> stimuli);
    void setCategoryNames(CategoryNames names);
    void setImage(const std::string& image); ///< that is looked at

    AnswersModel* answersModel() const { return m_answers; }
    SelectedTrialsModel* selectedTrialsModel() const { return m_selected; }
    QString answersLine() const; ///< "7 answers · 5 right", or why there are none
    QString selectionLine() const; ///< "27 selected trials · 15 right · from Humans, test, epoch 4"

Q_SIGNALS:
    /// Among the selected trials; also when other trials are selected that do not show the present picture.
    void chosen(const QString& image);
    void problemFound(const learnscope::Error& error);

private:
    QWidget* buildSelection(PictureLoader& loader);
    QWidget* buildAnswers();
    void takeAnswers(const std::shared_ptr<const AnswerSet>& answers);
    void takeSelected(const std::shared_ptr<const SelectedStimuli>& trials);
    void describeSelection();
    void wait();
    QString whyEmpty(const AnswerSet& answers) const;
    void showCurrentInGrid();
    void showSelectionPart(bool shows);

    QPointer<ObserverModel> m_observers;
    QPointer<SelectionModel> m_selection;
    std::string m_image;
    TrialLookup* m_lookup = nullptr;
    AnswersModel* m_answers = nullptr;
    SelectedTrialsModel* m_selected = nullptr;

    QSplitter* m_splitter = nullptr;
    QWidget* m_selectionPart = nullptr;
    QLabel* m_selectionLine = nullptr;
    QLabel* m_missingLine = nullptr;
    SelectedTrialsView* m_grid = nullptr;
    AnswersTable* m_table = nullptr;
    QLabel* m_answersLine = nullptr;
};

} // namespace learnscope
