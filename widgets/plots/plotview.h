#pragma once

#include "core/stats/analysis.h"
#include "core/stats/curves.h"

#include <QJsonObject>
#include <QWidget>

#include <memory>
#include <set>
#include <span>
#include <string>

class QKeyEvent;
class QMenu;

namespace learnscope {

class JobRunner;
class ObserverModel;
class ReadoutModel;
class SelectionModel;

enum class ViewKind {
    LearningCurves,
    Gap,
    Runs,
    MovingAverage,
    DataEfficiency,
    NovelKnown,
    RotationProfile,
    Confusion,
    ResponseShare,
    Delta,
    ErrorConsistency,
    AccuracyByColumn,
    ReactionTimes,
    RdmTrajectory,
    SimilarityMatrix,
    MdsMap,
    Dendrogram,
    Scatter,
    Dimensions,
    MatrixComparison,
};

/// All of them, in the order in which menus list them.
std::span<const ViewKind> viewKinds();

/// "learning-curves", "gap"...: the name in workspace files.
QString viewId(ViewKind kind);

/// Nothing for an unknown name.
std::optional<ViewKind> viewKindFromId(QStringView id);

/// "Learning curves", "Train/test gap"...
QString viewTitle(ViewKind kind);

/// What statistics beyond the curves the view draws: it is given an Analysis, of which parts are only
/// computed while a view is open that needs them.
AnalysisParts partsForView(ViewKind kind);
inline bool viewNeedsAnalysis(ViewKind kind)
{
    return !partsForView(kind).isEmpty();
}

struct ViewOptions
{
    bool bands = true; ///< bootstrap bands, where the curves have them
    bool singleRuns = false; ///< thin lines behind the means; the single-run view always shows them
    bool train = true; ///< not in the gap view
    bool test = true;

    bool operator==(const ViewOptions&) const = default;
};

/// One plot of the curves of all observers, with its read-out, its zoom and its hidden observers. Names,
/// colours and markers come from the observer model. What is hidden is a matter of the view: checks in the
/// observer model and all numbers stay as they are. GUI thread.
///
/// Mouse: drag zooms into a box, right or middle drag pans, the wheel zooms about the pointer, double-click
/// resets; a click on a point selects its trials, with Shift in addition to what is selected, with Ctrl or
/// not at all where they are; Shift-drag adds what lies in a box, Ctrl+Shift-drag takes it out; a click on a
/// label hides its observer, a double-click shows it alone, Alt-click shows all. Keys: arrows move from
/// point to point, Return selects (with Shift and Ctrl as a click), Escape clears, R resets, + and - zoom,
/// G switches the grid, P pins the read-out, Ctrl+C copies it.
class PlotView : public QWidget
{
    Q_OBJECT
public:
    explicit PlotView(QWidget* parent = nullptr);
    ~PlotView() override;

    virtual ViewKind kind() const = 0;
    QString title() const { return viewTitle(kind()); }
    virtual QString subtitle() const = 0; ///< what is shown and how: "mean over runs, 95 % band"
    /// Sentences for which the subtitle has no room; empty for none.
    virtual QString details() const { return {}; }
    /// Whether what it shows can be exported as a figure.
    virtual bool hasFigure() const { return true; }
    /// "Only selected: 1,204 trials"; empty where all trials of the checked runs are counted.
    QString restriction() const;

    /// Not owned; either may be null. Without an observer model, styles follow the curves' own observers.
    void setModels(ObserverModel* observers, SelectionModel* selection);
    /// Does what takes longer than a frame. Not owned; outlives the view or is set anew.
    void setRunner(JobRunner* runner);
    /// Null or without observers: the empty state. Zoom, hidden observers and a pinned read-out stay.
    void setCurves(std::shared_ptr<const CurveSet> curves);
    const std::shared_ptr<const CurveSet>& curves() const noexcept { return m_curves; }
    /// For the kinds that need one: the statistics of the same runs as the curves, or of the runs before
    /// while the new ones are computed. Null before the first; one without the parts that the view needs
    /// counts as null.
    void setAnalysis(std::shared_ptr<const Analysis> analysis);
    const std::shared_ptr<const Analysis>& analysis() const noexcept { return m_analysis; }
    /// The rules of the workspace (lag, split, start of efficiency...): for the switches of the view's menu
    /// and what is decided in drawing. Numbers follow with the next curves and analysis.
    void setRules(const AnalysisOptions& rules);
    const AnalysisOptions& rules() const noexcept { return m_rules; }
    /// Adds the switches of the rules that the view's numbers depend on, each ending in rulesRequested(). The
    /// view itself adds the one of all that counts runs of people: which of them, kept by the observer model.
    virtual void addRuleActions(QMenu& menu);
    void setOptions(const ViewOptions& options);
    ViewOptions options() const noexcept { return m_options; }

    /// What stands under the crosshair; owned by the view.
    ReadoutModel* readout() const noexcept { return m_readout; }
    /// Everything that is drawn, as tab-separated text with a header: the view for those who cannot see it.
    virtual QString toText() const = 0;

    const std::set<std::string>& hiddenObservers() const noexcept { return m_hidden; } ///< Observer::name
    void setHiddenObservers(std::set<std::string> names);

    /// What was set in this view alone, as a workspace keeps it and as it is undone: the hidden observers. A
    /// view with switches of its own adds them under names of their own and emits stateChanged() for each
    /// change. What is as at first is left out.
    virtual QJsonObject state() const;
    virtual void setState(const QJsonObject& state); ///< what is absent or not understood is as at first
    /// The part that is looked at, which is kept but not undone; empty where everything is shown.
    virtual QJsonObject zoom() const { return {}; }
    virtual void setZoom(const QJsonObject&) { } ///< takes effect as soon as there are curves

public Q_SLOTS:
    virtual void resetZoom() = 0;
    virtual void zoomIn() = 0;
    virtual void zoomOut() = 0;

Q_SIGNALS:
    void hovered(); ///< the read-out has changed
    void captionChanged(); ///< the subtitle may have changed
    void hiddenObserversChanged();
    void stateChanged(); ///< state() is another
    void exportRequested(); ///< "Export figure..." was chosen
    void rulesRequested(const learnscope::AnalysisOptions& rules); ///< a rule was switched
    void contextMenuAboutToShow(QMenu* menu); ///< to add actions; the menu dies after it was shown

protected:
    ObserverModel* observers() const noexcept { return m_observers; }
    SelectionModel* selection() const noexcept { return m_selection; }
    JobRunner* runner() const noexcept { return m_runner; } ///< null where there is none (yet)

    /// Whether what is drawn is of selected trials only: then no part of it stands out as selected.
    bool isOnlySelected() const { return m_curves && m_curves->onlySelected; }
    /// Why nothing is drawn where trials are not to be counted; empty where that is not why.
    QString restrictionHint() const;

    /// The actions that every view's context menu begins with; @p hasValues: something is drawn. It dies
    /// after it was shown.
    QMenu* makeContextMenu(bool hasValues);
    /// The keys that all views have: Ctrl+C copies, P pins, R shows everything, + and - zoom. False where it
    /// is none of them.
    bool takeCommonKey(QKeyEvent& event);
    /// Whether Escape means this view, and not the window.
    virtual bool hasSomethingToClear() const;
    void copyReadout() const; ///< or all values where nothing stands under the crosshair

    virtual void runnerChanged() { } ///< work can begin
    virtual void curvesChanged() = 0; ///< curves, analysis, rules, options or names: to be built anew
    virtual void lookChanged() = 0; ///< colours, fonts, hidden observers or the selection

    bool event(QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    std::shared_ptr<const CurveSet> m_curves;
    std::shared_ptr<const Analysis> m_analysis;
    AnalysisOptions m_rules;
    ViewOptions m_options;
    std::set<std::string> m_hidden;
    ReadoutModel* m_readout; // a child
    ObserverModel* m_observers = nullptr;
    SelectionModel* m_selection = nullptr;
    JobRunner* m_runner = nullptr;
};

/// Null for kinds that draw no curves: makeView() makes those, too.
std::unique_ptr<PlotView> makePlotView(ViewKind kind);

} // namespace learnscope
