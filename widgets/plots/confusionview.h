#pragma once

#include "widgets/plots/confusiongrid.h"
#include "widgets/plots/plotview.h"

#include <optional>

class QCheckBox;
class QComboBox;
class QTableView;

namespace learnscope {

class ConfusionCanvas;
class EpochBox;
class SimilarityModel;

/// What a confusion view shows of what is there.
struct ConfusionChoice
{
    Phase phase = Phase::Test;
    std::vector<std::int32_t> epochs = {}; ///< ascending; empty: all
    bool counts = false; ///< in cells, instead of shares
    std::optional<ConfusionMeasure> similarity = {}; ///< of the table below; nothing: there is none

    bool operator==(const ConfusionChoice&) const = default;
};

/// Who answers what to which class: a matrix for each observer and epoch, and below them a table of how alike
/// observers are. Switches for phase, epochs, numbers and measure stand above.
///
/// Mouse: a click on a cell selects its trials, with Shift and Ctrl as in other views; Ctrl and the wheel
/// zoom. Keys: arrows move from cell to cell and on into the next matrix, with Shift from matrix to matrix,
/// Return selects (with Shift and Ctrl as a click), Escape clears, R resets, + and - zoom, P pins the
/// read-out, Ctrl+C copies it.
class ConfusionView : public PlotView
{
    Q_OBJECT
public:
    explicit ConfusionView(ViewKind kind, QWidget* parent = nullptr);
    ~ConfusionView() override;

    ViewKind kind() const override { return m_kind; }
    QString subtitle() const override;
    QString details() const override;
    QString toText() const override;
    QSize sizeHint() const override { return {560, 420}; }

    ConfusionCanvas* canvas() const noexcept { return m_canvas; }
    SimilarityModel* similarities() const noexcept { return m_similarities; }
    const ConfusionChoice& choice() const noexcept { return m_choice; }
    void setChoice(const ConfusionChoice& choice);
    QJsonObject state() const override;
    void setState(const QJsonObject& state) override;

    void addRuleActions(QMenu& menu) override;

    void resetZoom() override;
    void zoomIn() override;
    void zoomOut() override;

protected:
    void curvesChanged() override;
    void lookChanged() override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    QWidget* makeSwitches();
    void connectSwitches();
    void showChoice(); ///< in the switches
    ConfusionMeasure measure() const; ///< the last chosen one where the table is hidden
    ChartNaming naming() const;
    QString epochsText() const; ///< "epochs 2-4"; empty where all are shown
    QString emptyHint() const;
    /// Those whose similarity the table shows; none while it is hidden, and of training trials.
    std::vector<MatchedPair> matched() const;
    void rebuild();
    void refreshSimilarities();
    void point(const std::optional<ConfusionPlace>& place);
    void showSelection();
    void select(const ConfusionPlace& place, Qt::KeyboardModifiers modifiers);
    /// The cell beside another, in the next matrix where it lies at the border.
    std::optional<ConfusionPlace> neighbourOf(const ConfusionPlace& place, int down, int right,
                                              bool byMatrix) const;
    void moveCursor(int down, int right, bool byMatrix);
    void updateAccessibleText();

    ViewKind m_kind;
    ConfusionChoice m_choice;
    std::set<std::string> m_hiddenThen; ///< when the grid was made
    QComboBox* m_phase = nullptr;
    EpochBox* m_epochs = nullptr;
    QComboBox* m_numbers = nullptr;
    QComboBox* m_measure = nullptr;
    QCheckBox* m_showsTable = nullptr;
    ConfusionCanvas* m_canvas = nullptr;
    SimilarityModel* m_similarities = nullptr;
    QTableView* m_table = nullptr;
};

} // namespace learnscope
