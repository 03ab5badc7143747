#include "app/window/questionform.h"

#include "widgets/common/look.h"
#include "widgets/common/markericon.h"
#include "widgets/common/theme.h"
#include "widgets/itemmodels/observermodel.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QListWidget>
#include <QRadioButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace learnscope {

namespace {
constexpr int nameRole = Qt::UserRole;

QString words(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

template<typename Value>
void choose(QComboBox& box, Value value)
{
    box.setCurrentIndex(std::max(0, box.findData(static_cast<int>(value))));
}

template<typename Value>
Value chosen(const QComboBox& box)
{
    return static_cast<Value>(box.currentData().toInt());
}
} // namespace

QuestionForm::QuestionForm(ObserverModel& observers, QWidget* parent)
    : QWidget(parent)
    , m_observers(observers)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 16, 0);
    layout->setSpacing(6);
    addQuestions();
    addObservers();
    addScope();
    addDetails();
    layout->addStretch(1);
    const auto refresh = [this] {
        refreshObservers();
        announce();
    };
    connect(&m_observers, &ObserverModel::checkedRunsChanged, this, refresh);
    connect(&m_observers, &ObserverModel::stylesChanged, this, refresh);
    refreshObservers();
    setOptions({});
}

void QuestionForm::addQuestions()
{
    layout()->addWidget(makeSectionLabel(tr("What do you want to know?"), this));
    m_questions = new QButtonGroup(this);
    for (const QuestionWords& question : questionTable()) {
        auto* button = new QRadioButton(words(question.text), this);
        m_questions->addButton(button, static_cast<int>(question.question));
        layout()->addWidget(button);
    }
    connect(m_questions, &QButtonGroup::idToggled, this, [this](int, bool on) {
        if (on)
            announce();
    });
}

void QuestionForm::addObservers()
{
    layout()->addWidget(makeSectionLabel(tr("Of whom?"), this));
    m_list = new QListWidget(this);
    m_list->setAccessibleName(tr("Observers that the question is about"));
    m_list->setFrameShape(QFrame::StyledPanel);
    m_list->setMinimumHeight(96);
    m_list->setMaximumHeight(132);
    layout()->addWidget(m_list);
    m_against = new QComboBox(this);
    m_against->setAccessibleName(tr("Compare"));
    m_againstLabel = new QLabel(tr("Co&mpare"), this);
    m_againstLabel->setBuddy(m_against);
    auto* row = new QHBoxLayout;
    row->addWidget(m_againstLabel);
    row->addWidget(m_against, 1);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(m_list, &QListWidget::itemChanged, this, [this] {
        if (m_filling)
            return;
        refreshAgainst();
        announce();
    });
    connect(m_against, &QComboBox::currentIndexChanged, this, &QuestionForm::announce);
}

void QuestionForm::addScope()
{
    layout()->addWidget(makeSectionLabel(tr("For whom shall it hold?"), this));
    m_scopes = new QButtonGroup(this);
    const std::pair<Generalisation, QString> scopes[] = {
        {Generalisation::People, tr("New &people and runs, these images")},
        {Generalisation::Images, tr("New &images, these people and runs")},
        {Generalisation::Both, tr("&Both: new people and new images")},
    };
    for (const auto& [scope, text] : scopes) {
        auto* button = new QRadioButton(text, this);
        m_scopes->addButton(button, static_cast<int>(scope));
        layout()->addWidget(button);
    }
    connect(m_scopes, &QButtonGroup::idToggled, this, [this](int, bool on) {
        if (on)
            announce();
    });
}

void QuestionForm::addDetails()
{
    layout()->addWidget(makeSectionLabel(tr("How?"), this));
    auto* form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    static_cast<QVBoxLayout*>(layout())->addLayout(form);
    const auto choice = [&](const QString& label, const QList<QPair<int, QString>>& entries) {
        auto* box = new QComboBox(this);
        for (const auto& [value, text] : entries)
            box->addItem(text, value);
        box->setAccessibleName(QString(label).remove(u'&'));
        form->addRow(label, box);
        connect(box, &QComboBox::currentIndexChanged, this, &QuestionForm::announce);
        return box;
    };
    m_measure = choice(tr("M&easure"),
                       {{int(Measure::Accuracy), tr("mean accuracy over epochs")},
                        {int(Measure::Lag), tr("generalisation lag")}});
    m_phase = choice(tr("P&hase"), {{int(Phase::Test), tr("test")}, {int(Phase::Train), tr("train")}});
    m_interval = choice(tr("I&ntervals"),
                        {{int(IntervalMethod::Expanded), tr("expanded percentile (keeps 95 % for few runs)")},
                         {int(IntervalMethod::Percentile), tr("percentile")},
                         {int(IntervalMethod::Bca), tr("BCa")}});
    m_correction = choice(tr("Co&rrection"),
                          {{int(Correction::Holm), tr("Holm")},
                           {int(Correction::BenjaminiHochberg), tr("Benjamini-Hochberg")},
                           {int(Correction::None), tr("none")}});
    const auto number = [&](const QString& label, int low, int high, int step) {
        auto* box = new QSpinBox(this);
        box->setRange(low, high);
        box->setSingleStep(step);
        box->setGroupSeparatorShown(true);
        box->setKeyboardTracking(false);
        box->setAccessibleName(QString(label).remove(u'&'));
        form->addRow(label, box);
        connect(box, &QSpinBox::valueChanged, this, &QuestionForm::announce);
        return box;
    };
    m_draws = number(tr("&Draws"), fewestDraws, mostDraws, 1000);
    m_seed = number(tr("&Seed"), 0, 2000000000, 1);
}

Question QuestionForm::question() const
{
    return static_cast<Question>(std::max(0, m_questions->checkedId()));
}

Generalisation QuestionForm::scope() const
{
    return static_cast<Generalisation>(std::max(0, m_scopes->checkedId()));
}

InferenceOptions QuestionForm::options() const
{
    InferenceOptions options;
    options.question = question();
    options.generalise = scope();
    options.measure = chosen<Measure>(*m_measure);
    options.phase = chosen<Phase>(*m_phase);
    options.interval = chosen<IntervalMethod>(*m_interval);
    options.correction = chosen<Correction>(*m_correction);
    options.draws = m_draws->value();
    options.seed = static_cast<std::uint64_t>(m_seed->value());
    if (m_against->isEnabled())
        options.against = m_against->currentData().toString().toStdString();
    return options;
}

void QuestionForm::setOptions(const InferenceOptions& options)
{
    m_filling = true;
    m_questions->button(static_cast<int>(options.question))->setChecked(true);
    m_scopes->button(static_cast<int>(options.generalise))->setChecked(true);
    choose(*m_measure, options.measure);
    choose(*m_phase, options.phase);
    choose(*m_interval, options.interval);
    choose(*m_correction, options.correction);
    m_draws->setValue(options.draws);
    m_seed->setValue(static_cast<int>(options.seed));
    m_against->setCurrentIndex(std::max(0, m_against->findData(QString::fromStdString(options.against))));
    m_filling = false;
    announce();
}

std::vector<int> QuestionForm::chosenPlaces() const
{
    std::vector<int> places;
    for (int row = 0; row < m_list->count(); ++row) {
        const QListWidgetItem* item = m_list->item(row);
        const int place = m_observers.placeOf(item->data(nameRole).toString().toStdString());
        if (item->checkState() == Qt::Checked && place >= 0)
            places.push_back(place);
    }
    return places;
}

QString QuestionForm::obstacle() const
{
    const std::vector<int> places = chosenPlaces();
    const auto humans = std::count_if(places.begin(), places.end(), [this](int place) {
        return m_observers.observer(place).kind == ObserverKind::Human;
    });
    const auto networks = static_cast<std::ptrdiff_t>(places.size()) - humans;
    switch (question()) {
    case Question::LagBehindHumans:
        return humans > 0 && networks > 0 ? QString() : tr("Tick humans and at least one network.");
    case Question::MoreHuman:
        return humans > 0 && networks > 1 ? QString() : tr("Tick humans and at least two networks.");
    case Question::AboveChance:
        return places.empty() ? tr("Tick at least one observer.") : QString();
    default:
        return places.size() > 1 ? QString() : tr("Tick at least two observers.");
    }
}

void QuestionForm::focusQuestion()
{
    if (QAbstractButton* button = m_questions->checkedButton())
        button->setFocus();
}

void QuestionForm::refreshObservers()
{
    QStringList unticked;
    for (int row = 0; row < m_list->count(); ++row)
        if (m_list->item(row)->checkState() != Qt::Checked)
            unticked << m_list->item(row)->data(nameRole).toString();
    m_filling = true;
    m_list->clear();
    const bool dark = Theme::of(this).dark;
    for (int place = 0; place < m_observers.observerCount(); ++place) {
        const auto runs = m_observers.checkedRuns(place).size();
        if (runs == 0)
            continue;
        const Observer& observer = m_observers.observer(place);
        const QString name = QString::fromStdString(observer.name);
        const bool human = observer.kind == ObserverKind::Human;
        const QString count = (runs == 1 ? (human ? tr("%L1 participant") : tr("%L1 run"))
                                         : (human ? tr("%L1 participants") : tr("%L1 runs")))
                                  .arg(runs);
        auto* item = new QListWidgetItem(
            markerIcon(m_observers.style(place), 14, dark),
            QStringLiteral("%1, %2").arg(QString::fromStdString(observer.label), count), m_list);
        item->setData(nameRole, name);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(unticked.contains(name) ? Qt::Unchecked : Qt::Checked);
    }
    m_filling = false;
    refreshAgainst();
}

void QuestionForm::refreshAgainst()
{
    const QString before = m_against->currentData().toString();
    const bool wasFilling = m_filling;
    m_filling = true;
    m_against->clear();
    m_against->addItem(tr("each with each"), QString());
    for (const int place : chosenPlaces()) {
        const Observer& observer = m_observers.observer(place);
        m_against->addItem(tr("all others with %1").arg(QString::fromStdString(observer.label)),
                           QString::fromStdString(observer.name));
    }
    m_against->setCurrentIndex(std::max(0, m_against->findData(before)));
    m_filling = wasFilling;
}

void QuestionForm::refreshEnabled()
{
    const Question asked = question();
    const bool pairs =
        asked == Question::Differ || asked == Question::Generalise || asked == Question::MoreHuman;
    m_against->setEnabled(pairs);
    m_againstLabel->setEnabled(pairs);
    for (QAbstractButton* button : m_scopes->buttons())
        button->setEnabled(asked != Question::Generalise); // it asks for all three
    m_measure->setEnabled(asked == Question::Generalise);
    m_phase->setEnabled(
        asked == Question::Differ || asked == Question::AboveChance
        || (asked == Question::Generalise && chosen<Measure>(*m_measure) == Measure::Accuracy));
}

void QuestionForm::announce()
{
    if (m_filling)
        return;
    refreshEnabled();
    Q_EMIT changed();
}

} // namespace learnscope
