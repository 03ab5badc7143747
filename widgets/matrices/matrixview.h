#pragma once

#include "widgets/matrices/matrixcanvas.h"
#include "widgets/matrices/representationview.h"
#include "widgets/matrixpictures/shownlayers.h"

#include <QHash>
#include <QPointer>

#include <array>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

class QCompleter;
class QLineEdit;
class QStringListModel;
class QToolButton;

namespace learnscope {

class NeighbourList;
class PairCard;
class PictureLoader;

/// Up to four similarity matrices side by side, and the difference of two of them. Those of the same items
/// share sight, cursor and order.
///
/// Mouse: the wheel zooms about the pointer, right or middle drag pans; a click selects the item of the row,
/// a click on a label that item, a drag the items of a block, with Shift and Ctrl as in other views; a
/// double-click zooms to the cluster, or to everything. Keys: arrows move the cursor from item to item, with
/// Shift by ten, with Ctrl to the next matrix; Return selects the row's item (with Shift and Ctrl as a
/// click), B begins a block, which Return selects, C selects the cluster, Z zooms to it, Escape clears, R
/// shows everything, + and - zoom, F goes to the search field, N lists the nearest items, P pins the
/// read-out, Ctrl+C copies it.
class MatrixView : public RepresentationView
{
    Q_OBJECT
public:
    static constexpr std::size_t mostMatrices = 4;

    explicit MatrixView(QWidget* parent = nullptr);
    ~MatrixView() override;

    ViewKind kind() const override { return ViewKind::SimilarityMatrix; }
    QString subtitle() const override;
    QString details() const override;
    QString toText() const override;
    QSize sizeHint() const override { return {640, 420}; }
    void addRuleActions(QMenu& menu) override;

    MatrixCanvas* canvas() const noexcept { return m_canvas; }
    NeighbourList* neighbours() const noexcept { return m_neighbours; }
    QLineEdit* searchField() const noexcept { return m_search; }
    PairCard* pairCard() const noexcept { return m_card; }

    void setColoring(MatrixColoring coloring);
    MatrixColoring coloring() const noexcept { return m_switches.coloring; }
    void setColors(MatrixColors colors);
    MatrixColors colors() const noexcept { return m_switches.colors; }
    /// Of the difference that is drawn: what is shown and what is taken away.
    std::optional<std::pair<std::string, std::string>> drawnDifference() const;
    std::vector<std::size_t> drawnRepresentations() const override { return shownMatrices(); }
    /// RepresentationInput::name of what is shown and of what is taken away; nothing: no difference.
    void setDifference(const std::optional<std::pair<std::string, std::string>>& names);
    void setMatrixShown(const std::string& name, bool shown);
    void setNeighboursShown(bool shown);
    /// In RepresentationSet::shown: those that are shown, by group.
    std::vector<std::size_t> shownMatrices() const;
    /// The value of a pair in each shown matrix of its group, by its label; of the difference, too.
    std::vector<std::pair<QString, double>> valuesOf(const MatrixPair& pair) const;

    QJsonObject state() const override;
    void setState(const QJsonObject& state) override;
    QJsonObject zoom() const override;
    void setZoom(const QJsonObject& zoom) override;

    /// Brings an item into the middle, selects it and looks at it. False where no group has it.
    bool goTo(const QString& item);

public Q_SLOTS:
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
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Switches
    {
        MatrixColoring coloring = MatrixColoring::Ranks;
        MatrixColors colors = MatrixColors::Viridis;
        std::optional<std::pair<std::string, std::string>> difference;
        std::set<std::string> hidden;
        bool neighbours = false;

        bool operator==(const Switches&) const = default;
    };
    /// A difference that was drawn.
    struct LimitKey
    {
        std::size_t minuend = 0; ///< in RepresentationSet::shown
        std::size_t subtrahend = 0;
        bool byRank = false;

        bool operator==(const LimitKey&) const = default;
        friend size_t qHash(const LimitKey& key, size_t seed = 0)
        {
            return qHashMulti(seed, key.minuend, key.subtrahend, key.byRank);
        }
    };

    // What is drawn: matrixview.cpp
    QWidget* makeSwitches();
    QToolButton* makeMenuButton(const QString& text, const QString& toolTip,
                                void (MatrixView::*fill)(QMenu&));
    void setSwitches(Switches switches);
    void rebuild();
    MatrixPanel panelOf(std::size_t shown, MatrixLayer::Masked masked) const;
    std::optional<MatrixPanel> differencePanel(MatrixLayer::Masked masked);
    LayerLook layerLook(MatrixLayer::Masked masked) const;
    std::optional<std::pair<std::size_t, std::size_t>> differing() const; ///< in RepresentationSet::shown
    void findLimit(const LimitKey& key, const MatrixLayer::Subtraction& subtraction);
    void updateMarks();
    void updateNeighbours();
    void updateSearch();

    // What is said of it: matrixviewtext.cpp
    QString orderText() const;
    QString describe(const MatrixPair& pair) const;
    void updateAccessibleText();

    // What is done with it: matrixviewinput.cpp
    void fillColorMenu(QMenu& menu);
    void fillDifferenceMenu(QMenu& menu);
    void fillMatrixMenu(QMenu& menu);
    void addClusterCounts(QMenu& menu);
    void hover(const std::optional<MatrixPair>& pair, const QPoint& position);
    void point(const std::optional<MatrixPair>& pair);
    void showCard(const MatrixPair& pair, const QPoint& position);
    void select(std::size_t group, std::size_t place, Qt::KeyboardModifiers modifiers);
    void selectBlock(const MatrixBlock& block, Qt::KeyboardModifiers modifiers);
    void selectCluster(std::size_t group, std::size_t place, Qt::KeyboardModifiers modifiers);
    void zoomToCluster(const MatrixPair& pair);
    void moveCursor(int down, int right, int step);
    void moveToMatrix(int by);
    void beginBlock();
    bool escape();
    std::size_t activeGroup() const;
    std::optional<MatrixPair> activePair() const;
    BlockRange clusterOf(std::size_t group, std::size_t place) const; ///< empty: there are no clusters

    Switches m_switches;
    bool m_isDark = false; ///< when the pictures were made
    QHash<LimitKey, double> m_limits; ///< half the scale of each; a negative one is being computed
    std::optional<MatrixPair> m_hovered;
    std::optional<MatrixPair> m_blockCorner; ///< of a block drawn out by keys
    QJsonObject m_pendingZoom;
    quint64 m_neighbourRequest = 0; ///< the last one; answers to others are dropped
    QThreadPool m_pool; ///< of its own, so that a look is not held up by long jobs
    QToolButton* m_colorButton = nullptr;
    QToolButton* m_differenceButton = nullptr;
    QToolButton* m_matrixButton = nullptr;
    QToolButton* m_neighbourButton = nullptr;
    QLineEdit* m_search = nullptr;
    QStringListModel* m_names = nullptr; ///< those that are offered
    std::shared_ptr<const RepresentationSet>
        m_namesOf; ///< of which set; null: they are put together when needed
    MatrixCanvas* m_canvas;
    PairCard* m_card;
    NeighbourList* m_neighbours;
    PictureLoader* m_pictures;
};

} // namespace learnscope
