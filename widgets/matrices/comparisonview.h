#pragma once

#include "widgets/matrices/likenesspanels.h"
#include "widgets/matrices/representationview.h"

#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QTableView;

namespace learnscope {

class LikenessCanvas;
class LikenessTestModel;
struct ReadoutRow;

/// How alike representations are to references, people or another representation, with every reference's own
/// value, intervals, noise ceiling and tests. Switches for measure, unit, correction and order stand above, a
/// table of all tests below.
///
/// Mouse: a click on a bar marks it and the tests it is in. Keys: Up and Down move from bar to bar, Home and
/// End to the first and last, Escape lets go, + and - make rows higher and lower, R sets them back, P pins
/// the read-out, Ctrl+C copies it.
class ComparisonView : public RepresentationView
{
    Q_OBJECT
public:
    explicit ComparisonView(QWidget* parent = nullptr);
    ~ComparisonView() override;

    ViewKind kind() const override { return ViewKind::MatrixComparison; }
    QString subtitle() const override;
    QString details() const override;
    QString toText() const override;
    QSize sizeHint() const override { return {560, 420}; }
    void addRuleActions(QMenu& menu) override;

    LikenessCanvas* canvas() const noexcept { return m_canvas; }
    LikenessTestModel* tests() const noexcept { return m_tests; }
    void setOrder(LikenessOrder order);
    LikenessOrder order() const;
    void setTestsShown(bool shown);

    QJsonObject state() const override;
    void setState(const QJsonObject& state) override;
    QJsonObject zoom() const override;
    void setZoom(const QJsonObject& zoom) override;

public Q_SLOTS:
    void resetZoom() override;
    void zoomIn() override;
    void zoomOut() override;

protected:
    void representationsChanged() override;
    void itemsChanged() override { }
    void lookChanged() override;
    bool hasSomethingToClear() const override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    QWidget* makeSwitches();
    void connectSwitches();
    void request(const ModelComparisonOptions& options);
    /// Why a choice cannot be made; empty where it can.
    QString problemOf(MatrixMeasure measure) const;
    QString problemOf(BootstrapUnit unit) const;
    void refreshSwitches();
    void rebuild();
    void mark(const std::optional<LikenessPlace>& place);
    void hover(const std::optional<LikenessPlace>& place, const QPointF& position);
    void moveMark(int by);
    std::vector<ReadoutRow> rowsOf(const LikenessPlace& place) const;
    QString describe(const LikenessPlace& place) const;
    QString testsText() const;
    void updateAccessibleText();

    QComboBox* m_measure = nullptr;
    QComboBox* m_unit = nullptr;
    QComboBox* m_correction = nullptr;
    QComboBox* m_order = nullptr;
    QCheckBox* m_showsTests = nullptr;
    QLabel* m_testsNote = nullptr;
    LikenessCanvas* m_canvas;
    LikenessTestModel* m_tests;
    QTableView* m_table;
};

} // namespace learnscope
