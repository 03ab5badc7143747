#include "widgets/plots/plotview.h"

#include "widgets/itemmodels/observermodel.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/plots/chartspecs.h"
#include "widgets/plots/chartview.h"
#include "widgets/plots/confusionview.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QEvent>
#include <QGuiApplication>
#include <QJsonArray>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>
#include <array>

namespace learnscope {

namespace {
const auto hiddenKey = QStringLiteral("hidden");

/// All that is said of a kind of view in one place.
struct KindFacts
{
    ViewKind kind;
    const char* id;
    const char* title;
    AnalysisParts parts; ///< of the analysis
    std::unique_ptr<PlotView> (*make)(ViewKind kind); ///< null: it draws no curves
};

/// Makes a view of a kind that is a chart.
template<ChartSpecFunction spec, RuleFunction rules = nullptr>
std::unique_ptr<PlotView> chart(ViewKind kind)
{
    return std::make_unique<ChartView>(kind, ChartRecipe {spec, rules});
}

constexpr std::array kindTable = {
    KindFacts {ViewKind::LearningCurves, "learning-curves", QT_TRANSLATE_NOOP("PlotView", "Learning curves"),
               AnalysisParts {}, chart<learningSpec, addBandRules>},
    KindFacts {ViewKind::Gap, "gap", QT_TRANSLATE_NOOP("PlotView", "Train/test gap"), AnalysisParts {},
               chart<gapSpec, addLagRules>},
    KindFacts {ViewKind::Runs, "runs", QT_TRANSLATE_NOOP("PlotView", "Single runs"), AnalysisParts {},
               chart<runsSpec>},
    KindFacts {ViewKind::MovingAverage, "moving-average", QT_TRANSLATE_NOOP("PlotView", "Moving average"),
               AnalysisParts {AnalysisPart::Answers}, chart<movingAverageSpec, addMovingAverageRules>},
    KindFacts {ViewKind::DataEfficiency, "data-efficiency", QT_TRANSLATE_NOOP("PlotView", "Data efficiency"),
               AnalysisParts {}, chart<dataEfficiencySpec, addEfficiencyRules>},
    KindFacts {
        ViewKind::Confusion, "confusion", QT_TRANSLATE_NOOP("PlotView", "Confusion"),
        AnalysisParts {AnalysisPart::Confusion, AnalysisPart::Likenesses},
        [](ViewKind kind) -> std::unique_ptr<PlotView> { return std::make_unique<ConfusionView>(kind); }},
    KindFacts {ViewKind::ErrorConsistency, "error-consistency",
               QT_TRANSLATE_NOOP("PlotView", "Error consistency"), AnalysisParts {AnalysisPart::Comparisons},
               chart<consistencySpec, addConsistencyRules>},
    KindFacts {ViewKind::NovelKnown, "novel-known", QT_TRANSLATE_NOOP("PlotView", "Novel views and objects"),
               AnalysisParts {AnalysisPart::Split}, chart<novelKnownSpec, addSplitRules>},
    KindFacts {ViewKind::RotationProfile, "rotation-profile",
               QT_TRANSLATE_NOOP("PlotView", "Rotation profile"), AnalysisParts {AnalysisPart::Rotation},
               chart<rotationProfileSpec, addBandRules>},
    KindFacts {ViewKind::ResponseShare, "response-share", QT_TRANSLATE_NOOP("PlotView", "Response shares"),
               AnalysisParts {AnalysisPart::Responses}, chart<responseShareSpec, addBandRules>},
    KindFacts {ViewKind::Delta, "delta", QT_TRANSLATE_NOOP("PlotView", "Humans minus networks"),
               AnalysisParts {AnalysisPart::Deltas}, chart<deltaSpec, addBandRules>},
    KindFacts {ViewKind::AccuracyByColumn, "accuracy-by-column",
               QT_TRANSLATE_NOOP("PlotView", "Accuracy by column"), AnalysisParts {AnalysisPart::Columns},
               chart<columnSpec, addColumnRules>},
    KindFacts {ViewKind::ReactionTimes, "reaction-times", QT_TRANSLATE_NOOP("PlotView", "Reaction times"),
               AnalysisParts {AnalysisPart::Times}, chart<reactionTimesSpec, addTimesRules>},
    // The following are made by makeView().
    KindFacts {ViewKind::RdmTrajectory, "rdm-trajectory",
               QT_TRANSLATE_NOOP("PlotView", "Confusions over learning"),
               AnalysisParts {AnalysisPart::Confusion}, nullptr},
    KindFacts {ViewKind::SimilarityMatrix, "similarity-matrix",
               QT_TRANSLATE_NOOP("PlotView", "Similarity matrices"), AnalysisParts {}, nullptr},
    KindFacts {ViewKind::MdsMap, "mds-map", QT_TRANSLATE_NOOP("PlotView", "Map of items"), AnalysisParts {},
               nullptr},
    KindFacts {ViewKind::Dendrogram, "dendrogram", QT_TRANSLATE_NOOP("PlotView", "Cluster tree"),
               AnalysisParts {}, nullptr},
    KindFacts {ViewKind::Scatter, "scatter", QT_TRANSLATE_NOOP("PlotView", "Pairs of two matrices"),
               AnalysisParts {}, nullptr},
    KindFacts {ViewKind::Dimensions, "dimensions", QT_TRANSLATE_NOOP("PlotView", "Dimensions"),
               AnalysisParts {}, nullptr},
    KindFacts {ViewKind::MatrixComparison, "matrix-comparison",
               QT_TRANSLATE_NOOP("PlotView", "Comparison of matrices"), AnalysisParts {}, nullptr},
};

const KindFacts& factsOf(ViewKind kind)
{
    return *std::find_if(kindTable.begin(), kindTable.end(),
                         [kind](const KindFacts& facts) { return facts.kind == kind; });
}
} // namespace

std::span<const ViewKind> viewKinds()
{
    static constexpr auto kinds = [] {
        std::array<ViewKind, kindTable.size()> all {};
        for (std::size_t place = 0; place < all.size(); ++place)
            all[place] = kindTable[place].kind;
        return all;
    }();
    return kinds;
}

QString viewId(ViewKind kind)
{
    return QString::fromLatin1(factsOf(kind).id);
}

std::optional<ViewKind> viewKindFromId(QStringView id)
{
    for (const KindFacts& facts : kindTable)
        if (id == QLatin1String(facts.id))
            return facts.kind;
    return {};
}

QString viewTitle(ViewKind kind)
{
    return QCoreApplication::translate("PlotView", factsOf(kind).title);
}

AnalysisParts partsForView(ViewKind kind)
{
    return factsOf(kind).parts;
}

std::unique_ptr<PlotView> makePlotView(ViewKind kind)
{
    const auto make = factsOf(kind).make;
    return make ? make(kind) : nullptr;
}

PlotView::PlotView(QWidget* parent)
    : QWidget(parent)
    , m_readout(new ReadoutModel(this))
{
    setFocusPolicy(Qt::StrongFocus);
}

PlotView::~PlotView() = default;

void PlotView::setModels(ObserverModel* observers, SelectionModel* selection)
{
    if (m_observers)
        m_observers->disconnect(this);
    if (m_selection)
        m_selection->disconnect(this);
    m_observers = observers;
    m_selection = selection;
    if (m_observers) {
        connect(m_observers, &ObserverModel::stylesChanged, this, &PlotView::curvesChanged);
        connect(m_observers, &QObject::destroyed, this, [this] { m_observers = nullptr; });
    }
    if (m_selection) {
        connect(m_selection, &SelectionModel::selectionChanged, this, &PlotView::lookChanged);
        connect(m_selection, &SelectionModel::selectedTrialsChanged, this, &PlotView::lookChanged);
        connect(m_selection, &QObject::destroyed, this, [this] { m_selection = nullptr; });
    }
    curvesChanged();
}

void PlotView::setRunner(JobRunner* runner)
{
    m_runner = runner;
    runnerChanged();
}

void PlotView::setCurves(std::shared_ptr<const CurveSet> curves)
{
    if (curves == m_curves)
        return;
    m_curves = std::move(curves);
    curvesChanged();
    Q_EMIT captionChanged();
}

QMenu* PlotView::makeContextMenu(bool hasValues)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool hasReadout = !readout()->rows().empty();
    if (hasFigure())
        menu->addAction(tr("Export figure..."), this, &PlotView::exportRequested)->setEnabled(hasValues);
    menu->addAction(tr("Copy all values"), this, [this] { QGuiApplication::clipboard()->setText(toText()); })
        ->setEnabled(hasValues);
    menu->addAction(tr("Copy read-out"), this, &PlotView::copyReadout)->setEnabled(hasReadout);
    QAction* pin = menu->addAction(tr("Pin read-out"));
    pin->setCheckable(true);
    pin->setChecked(readout()->isPinned());
    pin->setEnabled(readout()->isPinned() || hasReadout);
    connect(pin, &QAction::toggled, readout(), &ReadoutModel::setPinned);
    menu->addSeparator();
    menu->addAction(tr("Reset zoom"), this, &PlotView::resetZoom)->setEnabled(hasValues);
    return menu;
}

bool PlotView::takeCommonKey(QKeyEvent& event)
{
    if (event.matches(QKeySequence::Copy)) {
        copyReadout();
        return true;
    }
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    switch (event.key()) {
    case Qt::Key_P:
        if (readout()->isPinned() || !readout()->rows().empty())
            readout()->setPinned(!readout()->isPinned());
        return true;
    case Qt::Key_R:
        resetZoom();
        return true;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomIn();
        return true;
    case Qt::Key_Minus:
        zoomOut();
        return true;
    default:
        return false;
    }
}

bool PlotView::hasSomethingToClear() const
{
    return m_selection && !m_selection->selection().empty();
}

bool PlotView::event(QEvent* event)
{
    // The view's own keys win over the window's shortcuts while it has the focus.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Copy) || (key->key() == Qt::Key_Escape && hasSomethingToClear())) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void PlotView::copyReadout() const
{
    QGuiApplication::clipboard()->setText(readout()->rows().empty() ? toText() : readout()->toTsv());
}

QString PlotView::restriction() const
{
    if (!isOnlySelected())
        return {};
    const auto trials = static_cast<qulonglong>(*m_curves->onlySelected);
    return trials == 1 ? tr("Only selected: 1 trial") : tr("Only selected: %L1 trials").arg(trials);
}

QString PlotView::restrictionHint() const
{
    return isOnlySelected() && *m_curves->onlySelected == 0
        ? tr("No trial is selected, and only selected trials are counted: select some, or count all again.")
        : QString();
}

void PlotView::setAnalysis(std::shared_ptr<const Analysis> analysis)
{
    if (analysis && !analysis->options.parts.contains(partsForView(kind())))
        analysis = nullptr;
    if (analysis == m_analysis || !viewNeedsAnalysis(kind()))
        return;
    m_analysis = std::move(analysis);
    curvesChanged();
    Q_EMIT captionChanged();
}

void PlotView::setRules(const AnalysisOptions& rules)
{
    m_rules = rules;
    curvesChanged();
    Q_EMIT captionChanged();
}

void PlotView::addRuleActions(QMenu& menu)
{
    if (!m_observers)
        return;
    menu.addSection(tr("Runs of people"));
    const std::size_t people = m_observers->humanRuns();
    QAction* action = menu.addAction(
        people == 0 ? tr("Learners only")
                    : tr("Learners only, %1 of %2").arg(m_observers->humanLearners()).arg(people));
    action->setCheckable(true);
    action->setChecked(m_observers->learnersOnly());
    action->setEnabled(people > 0);
    connect(action, &QAction::triggered, m_observers, &ObserverModel::setLearnersOnly);
    connect(m_observers, &ObserverModel::checkedRunsChanged, action,
            [action, observers = m_observers] { action->setChecked(observers->learnersOnly()); });
}

void PlotView::setOptions(const ViewOptions& options)
{
    if (options == m_options)
        return;
    m_options = options;
    curvesChanged();
    Q_EMIT captionChanged();
}

void PlotView::setHiddenObservers(std::set<std::string> names)
{
    if (names == m_hidden)
        return;
    m_hidden = std::move(names);
    lookChanged();
    Q_EMIT hiddenObserversChanged();
    Q_EMIT stateChanged();
}

QJsonObject PlotView::state() const
{
    QJsonObject state;
    if (!m_hidden.empty()) {
        QJsonArray names;
        for (const std::string& name : m_hidden)
            names << QString::fromStdString(name);
        state[hiddenKey] = names;
    }
    return state;
}

void PlotView::setState(const QJsonObject& state)
{
    std::set<std::string> names;
    for (const QJsonValue& name : state[hiddenKey].toArray())
        names.insert(name.toString().toStdString());
    names.erase(std::string());
    setHiddenObservers(std::move(names));
}

void PlotView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange
        || event->type() == QEvent::StyleChange)
        lookChanged();
}

} // namespace learnscope
