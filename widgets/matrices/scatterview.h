#pragma once

#include "core/similarity/pairdensity.h"
#include "widgets/jobs/runjob.h"
#include "widgets/matrices/itemmarks.h"
#include "widgets/matrices/representationview.h"
#include "widgets/matrices/scattercanvas.h"

#include <QFutureWatcher>
#include <QPointer>

#include <optional>

class QComboBox;
class QTableView;

namespace learnscope {

class PairListModel;

/// What two representations say of the same pairs of items: the density of all pairs, how they correlate, the
/// pairs of selected items, and a list of the pairs at a place.
///
/// Mouse and keys as in other views: a click on a cell lists its most alike pairs and selects their items;
/// arrows move from cell to cell, Return selects.
class ScatterView : public RepresentationView
{
    Q_OBJECT
public:
    static constexpr std::size_t bins = 96; ///< cells along each side
    static constexpr std::size_t mostListed = 20; ///< pairs of a cell
    static constexpr std::size_t mostPoints = 2000; ///< pairs of selected items that are drawn

    explicit ScatterView(QWidget* parent = nullptr);
    ~ScatterView() override;

    ViewKind kind() const override { return ViewKind::Scatter; }
    QString subtitle() const override;
    QString details() const override;
    QString toText() const override;
    QSize sizeHint() const override { return {520, 420}; }
    std::vector<std::size_t> drawnRepresentations() const override;
    QJsonObject state() const override;
    void setState(const QJsonObject& state) override;
    QJsonObject zoom() const override;
    void setZoom(const QJsonObject& zoom) override;

    ScatterCanvas* canvas() const noexcept { return m_canvas; }
    PairListModel* list() const noexcept { return m_list; }
    const std::shared_ptr<const PairValues>& values() const noexcept { return m_values; }
    /// Which two are compared, by RepresentationInput::name; empty: the first two of one group.
    void setCompared(const std::string& first, const std::string& second);

    void resetZoom() override;
    void zoomIn() override;
    void zoomOut() override;

protected:
    void representationsChanged() override;
    void itemsChanged() override;
    void lookChanged() override;
    bool hasSomethingToClear() const override;
    void keyPressEvent(QKeyEvent* event) override;
    void showMenu(const QPoint& globalPosition) override;

private:
    QWidget* makeSwitches();
    void fillSwitches();
    const ShownRepresentation* compared(int which) const; ///< null where there is none
    QString nameOf(int which) const; ///< with what the numbers are
    void startValues();
    void takeValues(const JobResult<PairValues>& result);
    void startDensity();
    void showNothing(const QString& hint);
    void refreshPoints();
    void point(const std::optional<DensityCell>& cell);
    void choose(const DensityCell& cell, Selecting how);
    void takePairs(const std::vector<PairAt>& pairs, Selecting how);
    void moveCursor(int right, int up);
    void updateAccessibleText();
    static QString rangeText(double low, double high); ///< "0.31 to 0.32"
    static void cancel(QPointer<QFutureWatcherBase>& watcher);

    ScatterCanvas* m_canvas = nullptr;
    QComboBox* m_boxes[2] = {};
    PairListModel* m_list = nullptr;
    QTableView* m_table = nullptr;
    std::string m_wanted[2]; ///< that were chosen; empty: none
    std::optional<std::size_t> m_compared[2]; ///< in RepresentationSet::shown
    std::shared_ptr<const PairValues> m_values;
    std::optional<PairArea> m_wantedArea; ///< until there are values
    std::size_t m_selectedPairs = 0; ///< of selected items, drawn or not
    QPointer<QFutureWatcherBase> m_counting; ///< values
    QPointer<QFutureWatcherBase> m_binning;
    QPointer<QFutureWatcherBase> m_listing;
};

} // namespace learnscope
