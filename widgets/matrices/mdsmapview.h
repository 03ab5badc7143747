#pragma once

#include "widgets/matrices/itemmarks.h"
#include "widgets/matrices/mapcanvas.h"
#include "widgets/matrices/representationview.h"

#include <optional>
#include <vector>

class QCheckBox;
class QComboBox;

namespace learnscope {

/// Where a point is on its map; 0 on axes that the map does not have.
QPointF pointOf(const ItemMap& map, std::size_t point);

/// Maps of items, one for each representation that is shown: what is alike lies close together. Maps of the
/// same items are turned towards the first and have one sight and one cursor.
///
/// Mouse and keys as in other views: a click selects an item, Shift-drag those in a box; arrows move to the
/// next item that way, Tab leaves.
class MdsMapView : public RepresentationView
{
    Q_OBJECT
public:
    explicit MdsMapView(QWidget* parent = nullptr);
    ~MdsMapView() override;

    ViewKind kind() const override { return ViewKind::MdsMap; }
    QString subtitle() const override;
    QString details() const override;
    /// A table for each group: its items with their place on every map. Of the first ten thousand items.
    QString toText() const override;
    QSize sizeHint() const override { return {560, 420}; }
    QJsonObject state() const override;
    void setState(const QJsonObject& state) override;
    QJsonObject zoom() const override;
    void setZoom(const QJsonObject& zoom) override;
    void addRuleActions(QMenu& menu) override;

    MapCanvas* canvas() const noexcept { return m_canvas; }

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
    static constexpr std::size_t mostMaps = 12; ///< side by side: more would be too small
    static QString methodText(ScalingMethod method);

    QWidget* makeSwitches();
    std::vector<std::size_t> drawn() const; ///< in RepresentationSet::shown
    std::vector<MapItems> itemLooks() const;
    QString hint() const;
    QString factsOf(const ItemMap& map) const;
    std::string itemAt(std::size_t group, std::size_t item) const;
    void requestMethod(ScalingMethod method);
    void point(const std::optional<MapPlace>& place);
    void select(const MapPlace& place, Selecting how);
    void moveCursor(const QPointF& direction);
    void changePanel(int by);
    void updateAccessibleText();

    MapCanvas* m_canvas = nullptr;
    QComboBox* m_method = nullptr;
    QCheckBox* m_showsNames = nullptr;
    QCheckBox* m_showsPictures = nullptr;
    std::vector<std::size_t> m_shown; ///< of each panel, in RepresentationSet::shown
    std::vector<MapSight> m_wantedSights; ///< until there are maps
};

} // namespace learnscope
