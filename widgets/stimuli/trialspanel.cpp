#include "widgets/stimuli/trialspanel.h"

#include "widgets/itemmodels/observermodel.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/stimuli/answersmodel.h"
#include "widgets/stimuli/answerstable.h"
#include "widgets/stimuli/glyphbutton.h"
#include "widgets/stimuli/selectedtrialsmodel.h"
#include "widgets/stimuli/selectedtrialsview.h"
#include "widgets/stimuli/triallookup.h"

#include <QAction>
#include <QLabel>
#include <QLocale>
#include <QSplitter>
#include <QVBoxLayout>

namespace learnscope {

namespace {
const QString separator = QStringLiteral(" \u00b7 ");

QString numberText(std::uint64_t number)
{
    return QLocale(QLocale::English).toString(static_cast<qulonglong>(number)); // as in the rest: 48,149
}
} // namespace

TrialsPanel::TrialsPanel(PictureLoader& loader, QWidget* parent)
    : QWidget(parent)
    , m_lookup(new TrialLookup(this))
    , m_answers(new AnswersModel(this))
    , m_selected(new SelectedTrialsModel(this))
    , m_splitter(new QSplitter(Qt::Vertical))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(buildSelection(loader));
    m_splitter->addWidget(buildAnswers());
    m_selectionPart->hide();
    for (QLabel* label : {m_selectionLine, m_missingLine, m_answersLine})
        label->setForegroundRole(QPalette::PlaceholderText); // the theme's muted text

    connect(m_lookup, &TrialLookup::answersFound, this, &TrialsPanel::takeAnswers);
    connect(m_lookup, &TrialLookup::selectedStimuliFound, this, &TrialsPanel::takeSelected);
    connect(m_lookup, &TrialLookup::waiting, this, &TrialsPanel::wait);
    connect(m_lookup, &TrialLookup::failed, this, [this](const Error& error) {
        m_answers->setAnswers(nullptr);
        m_answersLine->setText(
            tr("The answers cannot be shown: %1").arg(QString::fromStdString(error.message)));
        Q_EMIT problemFound(error);
    });
    connect(m_answers, &AnswersModel::orderRequested, m_lookup, &TrialLookup::setOrder);
}

QWidget* TrialsPanel::buildSelection(PictureLoader& loader)
{
    m_selectionPart = new QWidget;
    auto* layout = new QVBoxLayout(m_selectionPart);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    auto* header = new QHBoxLayout;
    m_selectionLine = new QLabel;
    m_selectionLine->setWordWrap(true);
    auto* clear = new GlyphButton(GlyphButton::Glyph::Close);
    auto* action = new QAction(tr("Clear the selection"), this);
    connect(action, &QAction::triggered, this, [this] {
        if (m_selection)
            m_selection->clear();
    });
    clear->follow(action);
    header->addWidget(m_selectionLine, 1);
    header->addWidget(clear, 0, Qt::AlignTop);
    m_missingLine = new QLabel;
    m_missingLine->setWordWrap(true);
    m_grid = new SelectedTrialsView(*m_selected, loader);
    m_grid->setMinimumHeight(m_grid->cellHeight());
    connect(m_grid, &SelectedTrialsView::chosen, this, &TrialsPanel::chosen);
    layout->addLayout(header);
    layout->addWidget(m_grid, 1);
    layout->addWidget(m_missingLine);
    return m_selectionPart;
}

QWidget* TrialsPanel::buildAnswers()
{
    auto* part = new QWidget;
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    m_table = new AnswersTable(*m_answers);
    m_answersLine = new QLabel;
    m_answersLine->setWordWrap(true);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_answersLine);
    return part;
}

void TrialsPanel::setModels(ObserverModel* observers, SelectionModel* selection)
{
    if (m_selection)
        m_selection->disconnect(this);
    m_observers = observers;
    m_selection = selection;
    m_lookup->setObservers(observers);
    const auto follow = [this] {
        m_lookup->setSelection(m_selection ? m_selection->selection() : TrialSelection());
    };
    const auto followTrials = [this] {
        m_lookup->setSelectedTrials(m_selection ? m_selection->selectedTrials() : nullptr);
    };
    if (m_selection) {
        connect(m_selection, &SelectionModel::selectionChanged, this, follow);
        connect(m_selection, &SelectionModel::selectedTrialsChanged, this, followTrials);
    }
    follow();
    followTrials();
}

void TrialsPanel::setStimuli(std::shared_ptr<const StimulusSet> stimuli)
{
    m_selected->setStimuli(std::move(stimuli));
    describeSelection();
}

void TrialsPanel::setCategoryNames(CategoryNames names)
{
    m_answers->setCategoryNames(std::move(names));
}

void TrialsPanel::setImage(const std::string& image)
{
    m_image = image;
    m_lookup->setImage(image);
    m_selected->setCurrent(image);
    showCurrentInGrid();
}

void TrialsPanel::showCurrentInGrid()
{
    const QModelIndex current = m_selected->indexOf(m_image);
    if (!current.isValid())
        return;
    m_grid->setCurrentIndex(current); // where the arrow keys go on from
    m_grid->scrollTo(current);
}

QString TrialsPanel::answersLine() const
{
    return m_answersLine->text();
}

QString TrialsPanel::selectionLine() const
{
    return m_selectionPart->isHidden() ? QString() : m_selectionLine->text();
}

void TrialsPanel::takeAnswers(const std::shared_ptr<const AnswerSet>& answers)
{
    m_answers->setAnswers(answers);
    const std::size_t count = answers->answers.size();
    if (count == 0) {
        m_answersLine->setText(whyEmpty(*answers));
        return;
    }
    QString right = separator + tr("%1 right").arg(numberText(answers->right));
    if (count > AnswersModel::maximumRows)
        right += separator + tr("the first %1 are listed").arg(numberText(AnswersModel::maximumRows));
    if (answers->selection.empty())
        m_answersLine->setText((count == 1 ? tr("1 answer") : tr("%1 answers").arg(numberText(count)))
                               + right);
    else
        m_answersLine->setText((count == 1
                                    ? tr("1 selected trial shows this picture")
                                    : tr("%1 selected trials show this picture").arg(numberText(count)))
                               + right);
}

QString TrialsPanel::whyEmpty(const AnswerSet& answers) const
{
    if (answers.image.empty())
        return {};
    if (answers.observers.empty())
        return tr("Open trial tables to see who answered what.");
    if (!answers.selection.empty())
        return tr("None of the selected trials shows this picture.");
    for (const ObserverTrials& observer : answers.observers)
        if (!observer.runs.empty())
            return tr("None of the checked runs was shown this picture.");
    return tr("Check observers to see what they answered.");
}

void TrialsPanel::takeSelected(const std::shared_ptr<const SelectedStimuli>& trials)
{
    const bool isNew =
        trials && (!m_selected->trials() || m_selected->trials()->selection != trials->selection);
    m_selected->setTrials(trials);
    describeSelection();
    showCurrentInGrid();
    showSelectionPart(trials != nullptr);
    if (isNew && !trials->stimuli.empty() && !m_selected->indexOf(m_image).isValid())
        Q_EMIT chosen(QString::fromStdString(trials->stimuli.front().image));
}

void TrialsPanel::showSelectionPart(bool shows)
{
    if (m_selectionPart->isHidden() != shows)
        return;
    m_selectionPart->setVisible(shows);
    if (shows) { // the table gives half of its room; nothing else moves
        const int room = m_splitter->height() - m_splitter->handleWidth();
        m_splitter->setSizes({room / 2, room - room / 2});
    }
}

void TrialsPanel::describeSelection()
{
    const auto& trials = m_selected->trials();
    if (!trials)
        return;
    const ObserverNamings namings = m_observers ? m_observers->namings() : knownObserverNaming;
    const QString where = tr("from %1").arg(QString::fromStdString(describe(trials->selection, namings)));
    if (trials->trials == 0)
        m_selectionLine->setText(tr("No trials of checked runs") + separator + where);
    else
        m_selectionLine->setText(
            (trials->trials == 1 ? tr("1 selected trial")
                                 : tr("%1 selected trials").arg(numberText(trials->trials)))
            + separator + tr("%1 right").arg(numberText(trials->right)) + separator + where);
    const int missing = m_selected->missingPictures();
    m_missingLine->setVisible(missing > 0);
    m_missingLine->setText(tr("%1 of the %2 pictures are not in the open stimulus folder.")
                               .arg(missing)
                               .arg(trials->stimuli.size()));
}

void TrialsPanel::wait()
{
    m_answers->setAnswers(nullptr);
    m_answersLine->setText(tr("Looking through the trials\u2026"));
}

} // namespace learnscope
