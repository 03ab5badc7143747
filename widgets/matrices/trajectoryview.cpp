#include "widgets/matrices/trajectoryview.h"

#include "widgets/itemmodels/observermodel.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/jobs/jobrunner.h"
#include "widgets/matrices/itemmarks.h"
#include "widgets/matrices/measuretitles.h"
#include "widgets/plots/chartspec.h"

#include <QComboBox>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace learnscope {

TrajectoryView::TrajectoryView(QWidget* parent)
    : PlotView(parent)
    , m_canvas(new TrajectoryCanvas(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 0, 8, 4);
    layout->setSpacing(4);
    layout->addWidget(makeSwitches());
    layout->addWidget(m_canvas, 1);
    setMinimumSize(260, 220);
    readout()->setTitles({tr("Value"), {}, tr("Number"), tr("Trials"), 3});
    connect(m_canvas, &TrajectoryCanvas::placeHovered, this, &TrajectoryView::point);
    connect(m_canvas, &TrajectoryCanvas::placeClicked, this,
            [this](const TrajectoryPlace& place, Qt::KeyboardModifiers modifiers) {
                setFocus(Qt::MouseFocusReason);
                m_canvas->setCursorPlace(place);
                select(place, selectingFor(modifiers));
                point(place);
            });
    connect(m_canvas, &TrajectoryCanvas::boxChosen, this,
            [this](TrajectoryPart part, const QRectF& box, Qt::KeyboardModifiers modifiers) {
                setFocus(Qt::MouseFocusReason);
                TrialSelection chosen;
                for (const TrajectoryPlace& place : m_canvas->placesIn(part, box))
                    chosen = unionOf(std::move(chosen), trialsAt(place));
                if (selection() && !chosen.empty())
                    selection()->select(chosen, selectingFor(modifiers));
            });
    connect(m_canvas, &TrajectoryCanvas::backgroundClicked, this, [this] {
        setFocus(Qt::MouseFocusReason);
        if (selection())
            selection()->clear();
    });
    connect(m_canvas, &TrajectoryCanvas::menuRequested, this, &TrajectoryView::showMenu);
    rebuild();
}

TrajectoryView::~TrajectoryView()
{
    if (m_running)
        m_running->cancel();
}

QWidget* TrajectoryView::makeSwitches()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    const auto add = [&](const QString& name, const QString& toolTip) {
        auto* box = new QComboBox(row);
        box->setAccessibleName(name);
        box->setToolTip(toolTip);
        return box;
    };
    m_phase = add(tr("Phase of the trials"), tr("Phase of the trials"));
    m_phase->addItems({tr("Test"), tr("Train")});
    m_reference = add(tr("Compared with"), tr("With whose confusions the others are compared"));
    m_reference->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_reference->setMinimumContentsLength(12);
    m_measure =
        add(tr("Compared by"),
            tr("How confusions are compared. Distance: the root mean squared difference of how seldom "
               "two classes are taken for each other; it is defined for few classes, too."));
    m_measure->addItem(tr("Distance"));
    for (const MatrixMeasure measure : allMatrixMeasures())
        m_measure->addItem(matrixMeasureTitle(measure),
                           QString::fromUtf8(toString(measure).data(), qsizetype(toString(measure).size())));
    m_measure->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    auto* with = new QLabel(tr("Compared with"), row);
    with->setBuddy(m_reference);
    auto* by = new QLabel(tr("by"), row);
    by->setBuddy(m_measure);
    for (QWidget* part : std::initializer_list<QWidget*> {m_phase, with, m_reference, by, m_measure})
        layout->addWidget(part);
    layout->addStretch(1);
    const auto choose = [this](auto change) {
        TrajectoryChoice choice = m_choice;
        change(choice);
        setChoice(choice);
    };
    connect(m_phase, &QComboBox::activated, this, [choose](int index) {
        choose([index](TrajectoryChoice& choice) { choice.phase = index == 1 ? Phase::Train : Phase::Test; });
    });
    connect(m_reference, &QComboBox::activated, this, [this, choose] {
        const std::string name = m_reference->currentData().toString().toStdString();
        choose([&name](TrajectoryChoice& choice) { choice.reference = name; });
    });
    connect(m_measure, &QComboBox::activated, this, [this, choose] {
        const std::string name = m_measure->currentData().toString().toStdString();
        choose([&name](TrajectoryChoice& choice) { choice.measure = matrixMeasureFromName(name); });
    });
    return row;
}

void TrajectoryView::setChoice(const TrajectoryChoice& choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    compute();
    rebuild();
    Q_EMIT captionChanged();
    Q_EMIT stateChanged();
}

void TrajectoryView::fillReferences()
{
    const QSignalBlocker blocker(m_reference);
    m_reference->clear();
    if (m_of)
        for (std::size_t observer = 0; observer < m_of->observers.size(); ++observer)
            m_reference->addItem(labelOf(observer),
                                 QString::fromStdString(m_of->observers[observer].curves.observer.name));
    m_reference->setCurrentIndex(m_trajectory ? static_cast<int>(m_trajectory->reference) : -1);
    m_reference->setEnabled(m_reference->count() > 1);
    m_phase->setCurrentIndex(m_choice.phase == Phase::Train ? 1 : 0);
    m_measure->setCurrentIndex(m_choice.measure ? 1 + static_cast<int>(*m_choice.measure) : 0);
}

// Computing

void TrajectoryView::curvesChanged()
{
    compute();
    rebuild();
}

void TrajectoryView::runnerChanged()
{
    compute();
}

void TrajectoryView::compute()
{
    const bool isNeeded = analysis() && curves() && !curves()->observers.empty();
    if (!isNeeded || !runner()) {
        if (m_running)
            m_running->cancel();
        m_trajectory = nullptr;
        m_of = m_askedOf = nullptr;
        m_problem.clear();
        return;
    }
    TrajectoryChoice wanted = m_choice;
    wanted.measure = m_choice.measure.value_or(MatrixMeasure::Spearman);
    if (m_askedOf == analysis() && m_askedFor == wanted)
        return;
    if (m_running)
        m_running->cancel();
    m_askedOf = analysis();
    m_askedFor = wanted;
    LearningTrajectoryOptions options;
    options.phase = wanted.phase;
    options.reference = wanted.reference;
    options.measure = *wanted.measure;
    options.scaling.threads = analysis()->options.curves.threads;
    QPointer<TrajectoryView> self(this);
    m_running = runner()->start<LearningTrajectory>(
        tr("Trajectories of confusions"),
        [of = analysis(), options](JobContext& context) { return learningTrajectory(*of, options, context); },
        [self](const JobResult<LearningTrajectory>& result) {
            if (self)
                self->take(result);
            return !result && result.error().kind == Error::Kind::Cancelled
                ? JobEnd {JobModel::State::Cancelled}
                : JobEnd {};
        },
        JobRunner::Listing::WhenLong);
}

void TrajectoryView::take(const JobResult<LearningTrajectory>& result)
{
    if (!result && result.error().kind == Error::Kind::Cancelled)
        return; // by a newer state, or by the user: what is shown stays
    m_running.clear();
    m_of = m_askedOf;
    m_trajectory = result ? *result : nullptr;
    m_problem = result ? QString() : asSentence(result.error().message);
    rebuild();
    Q_EMIT captionChanged();
}

// What is drawn

std::pair<QString, ObserverStyle> TrajectoryView::namingOf(const Observer& observer, int& unknown) const
{
    const int place = observers() ? observers()->placeOf(observer.name) : -1;
    if (place >= 0)
        return {QString::fromStdString(observers()->observer(place).label), observers()->style(place)};
    return {QString::fromStdString(observer.label), styleFor(observer, unknown++)};
}

QString TrajectoryView::labelOf(std::size_t observer) const
{
    int unknown = 0;
    return namingOf(m_of->observers[observer].curves.observer, unknown).first;
}

TrajectoryPicture TrajectoryView::picture() const
{
    TrajectoryPicture picture;
    if (!m_trajectory)
        return picture;
    picture.byDistance = !m_choice.measure;
    int unknown = 0;
    for (std::size_t number = 0; number < m_trajectory->observers.size(); ++number) {
        const Observer& observer = m_of->observers[number].curves.observer;
        const auto [label, style] = namingOf(observer, unknown);
        if (hiddenObservers().contains(observer.name) || m_trajectory->observers[number].empty())
            continue;
        TrajectoryCurve curve {observer.name, label, style, number == m_trajectory->reference, {}};
        for (const LearningStep& step : m_trajectory->observers[number]) {
            TrajectoryMark mark;
            mark.epoch = step.epoch;
            mark.accuracy = step.accuracy;
            mark.trials = step.trials;
            if (step.at)
                mark.at = {(*step.at)[0], (*step.at)[1]};
            if (step.likeness) {
                mark.distance = step.likeness->distance;
                mark.likeness = step.likeness->value;
                mark.pairs = step.likeness->pairs;
            }
            const TrialSelection trials =
                trialsOf(observer.name, {}, step.epoch, m_trajectory->options.phase);
            mark.isSelected = selection() && !isOnlySelected() && isPartOf(trials, selection()->selection());
            curve.marks.push_back(mark);
        }
        picture.curves.push_back(std::move(curve));
    }
    picture.mapTitle = tr("Map of epochs");
    picture.mapFacts = tr("stress %1").arg(m_trajectory->stress, 0, 'f', 3);
    if (!m_trajectory->settled)
        picture.mapFacts += tr(", not settled");
    if (!m_trajectory->mapProblem.empty()) {
        picture.mapFacts.clear();
        picture.mapProblem = tr("There is no map: %1.").arg(QString::fromStdString(m_trajectory->mapProblem));
    }
    picture.comparisonTitle = comparisonTitle();
    picture.comparisonProblem = comparisonProblem(picture);
    return picture;
}

void TrajectoryView::rebuild()
{
    TrajectoryPicture made = picture();
    const QString empty = made.curves.empty() ? hint() : QString();
    m_canvas->setPicture(std::move(made), empty);
    fillReferences();
    point({});
    updateAccessibleText();
}

void TrajectoryView::lookChanged()
{
    rebuild();
}

TrialSelection TrajectoryView::trialsAt(const TrajectoryPlace& place) const
{
    return trialsOf(m_canvas->picture().curves[place.curve].observer, {}, m_canvas->markAt(place).epoch,
                    m_trajectory->options.phase);
}

// Pointing and selecting

void TrajectoryView::select(const TrajectoryPlace& place, Selecting how)
{
    if (selection())
        selection()->select(trialsAt(place), how);
}

void TrajectoryView::moveCursor(int key)
{
    const auto& drawn = m_canvas->picture().curves;
    if (drawn.empty())
        return;
    TrajectoryPlace place;
    if (const auto& cursor = m_canvas->cursorPlace()) {
        place = *cursor;
        const std::int32_t epoch = m_canvas->markAt(place).epoch;
        const auto& marks = drawn[place.curve].marks;
        if (key == Qt::Key_Left && place.mark > 0)
            --place.mark;
        else if (key == Qt::Key_Right && place.mark + 1 < marks.size())
            ++place.mark;
        else if (key == Qt::Key_Up || key == Qt::Key_Down) {
            place.curve = (place.curve + (key == Qt::Key_Down ? 1 : drawn.size() - 1)) % drawn.size();
            // The same epoch, or the last before it.
            const auto& others = drawn[place.curve].marks;
            const auto after =
                std::upper_bound(others.begin(), others.end(), epoch,
                                 [](std::int32_t wanted, const auto& mark) { return wanted < mark.epoch; });
            place.mark = after == others.begin() ? 0 : static_cast<std::size_t>(after - others.begin()) - 1;
        }
    }
    m_canvas->setCursorPlace(place);
    point({});
    updateAccessibleText();
}

bool TrajectoryView::hasSomethingToClear() const
{
    return m_canvas->cursorPlace() || PlotView::hasSomethingToClear();
}

void TrajectoryView::keyPressEvent(QKeyEvent* event)
{
    if (takeCommonKey(*event))
        return;
    const auto cursor = m_canvas->cursorPlace();
    if (cursor && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter))
        return select(*cursor, selectingFor(event->modifiers()));
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        PlotView::keyPressEvent(event);
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        return moveCursor(event->key());
    case Qt::Key_Escape:
        if (hasSomethingToClear()) {
            m_canvas->setCursorPlace({});
            if (selection())
                selection()->clear();
            point({});
            updateAccessibleText();
            return;
        }
        break;
    default:
        break;
    }
    PlotView::keyPressEvent(event);
}

void TrajectoryView::contextMenuEvent(QContextMenuEvent* event)
{
    if (event->reason() != QContextMenuEvent::Mouse) // the mouse's comes when no drag was meant
        showMenu(mapToGlobal(rect().center()));
    event->accept();
}

void TrajectoryView::showMenu(const QPoint& globalPosition)
{
    QMenu* const menu = makeContextMenu(!m_canvas->picture().curves.empty());
    Q_EMIT contextMenuAboutToShow(menu);
    menu->popup(globalPosition);
}

} // namespace learnscope
