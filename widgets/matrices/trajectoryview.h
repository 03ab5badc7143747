#pragma once

#include "core/similarity/learningtrajectory.h"
#include "widgets/itemmodels/selectionmodel.h"
#include "widgets/jobs/runjob.h"
#include "widgets/matrices/trajectorycanvas.h"
#include "widgets/plots/plotview.h"

#include <QFutureWatcher>
#include <QPointer>

#include <memory>

class QComboBox;

namespace learnscope {

/// By what a reference is compared, and in which trials: what is chosen in the view.
struct TrajectoryChoice
{
    Phase phase = Phase::Test;
    std::string reference; ///< Observer::name; empty: people
    std::optional<MatrixMeasure> measure; ///< nothing: the distance

    bool operator==(const TrajectoryChoice&) const = default;
};

/// How the confusions of observers move over learning: a map on which each epoch of each observer is a point,
/// and beside it, by epoch, how near they are to a reference's confusions and how often they are right.
///
/// Mouse and keys as in other views: a click selects the trials of an observer and epoch, Shift-drag adds
/// those in a box; Left and Right go from epoch to epoch, Up and Down from observer to observer.
class TrajectoryView : public PlotView
{
    Q_OBJECT
public:
    explicit TrajectoryView(QWidget* parent = nullptr);
    ~TrajectoryView() override;

    ViewKind kind() const override { return ViewKind::RdmTrajectory; }
    QString subtitle() const override;
    QString details() const override;
    bool hasFigure() const override { return false; }
    QString toText() const override;
    QSize sizeHint() const override { return {560, 420}; }
    QJsonObject state() const override;
    void setState(const QJsonObject& state) override;
    QJsonObject zoom() const override;
    void setZoom(const QJsonObject& zoom) override;

    const TrajectoryChoice& choice() const noexcept { return m_choice; }
    void setChoice(const TrajectoryChoice& choice);
    TrajectoryCanvas* canvas() const noexcept { return m_canvas; }
    /// As last computed; null before the first.
    const std::shared_ptr<const LearningTrajectory>& trajectory() const noexcept { return m_trajectory; }

    void resetZoom() override;
    void zoomIn() override;
    void zoomOut() override;

protected:
    void curvesChanged() override;
    void runnerChanged() override;
    void lookChanged() override;
    bool hasSomethingToClear() const override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    QWidget* makeSwitches();
    void fillReferences();
    void compute();
    void take(const JobResult<LearningTrajectory>& result);
    void rebuild();
    QString hint() const;
    std::pair<QString, ObserverStyle> namingOf(const Observer& observer, int& unknown) const;
    QString labelOf(std::size_t observer) const;
    QString measureText() const; ///< "Distance" or "Spearman's ρ"
    QString comparisonTitle() const;
    QString comparisonProblem(const TrajectoryPicture& picture) const;
    TrajectoryPicture picture() const;
    TrialSelection trialsAt(const TrajectoryPlace& place) const;
    void point(const std::optional<TrajectoryPlace>& place);
    void select(const TrajectoryPlace& place, Selecting how);
    void moveCursor(int key);
    void showMenu(const QPoint& globalPosition);
    void updateAccessibleText();

    TrajectoryCanvas* m_canvas = nullptr;
    QComboBox* m_phase = nullptr;
    QComboBox* m_reference = nullptr;
    QComboBox* m_measure = nullptr;
    TrajectoryChoice m_choice;
    std::shared_ptr<const LearningTrajectory> m_trajectory;
    std::shared_ptr<const Analysis> m_of; ///< what the trajectory is of
    std::shared_ptr<const Analysis> m_askedOf; ///< what is computed or was last
    TrajectoryChoice m_askedFor;
    QString m_problem; ///< why nothing could be computed, in a sentence
    QPointer<QFutureWatcherBase> m_running;
};

} // namespace learnscope
