#pragma once

#include "core/similarity/representationset.h"
#include "core/stats/intervals.h"

#include <QString>
#include <QStringList>

#include <cstddef>
#include <memory>
#include <vector>

namespace learnscope {

/// How alike the models of one group are to its references, as it is drawn.
struct LikenessPanel
{
    std::size_t group = 0; ///< in RepresentationSet::groups
    const ModelComparison* comparison = nullptr; ///< lives as long as the set
    std::vector<std::size_t> order; ///< of the comparison's models, from top to bottom
    std::vector<QString> models; ///< labels, as the comparison has them
    std::vector<QString> references;
    BootstrapUnit unit = BootstrapUnit::Items; ///< what was drawn
    QString counts; ///< "1,854 items, 1,717,731 pairs, 12 of them masked"

    const ModelLikeness& likenessAt(std::size_t row) const { return comparison->models[order[row]]; }
    const QString& labelAt(std::size_t row) const { return models[order[row]]; }
};

/// Where a bar stands.
struct LikenessPlace
{
    std::size_t panel = 0;
    std::size_t row = 0;

    bool operator==(const LikenessPlace&) const = default;
};

/// All comparisons of a set. A value.
struct LikenessPanels
{
    std::shared_ptr<const RepresentationSet> set;
    std::vector<LikenessPanel> panels;
    Interval range {0, 0}; ///< of all that is drawn, with 0
    QStringList notes; ///< what was left out or could not be compared, in sentences
    QString hint; ///< what to do, where there is nothing to draw

    bool empty() const { return panels.empty(); }
    bool has(const LikenessPlace& place) const
    {
        return place.panel < panels.size() && place.row < panels[place.panel].order.size();
    }
};

enum class LikenessOrder { ByValue, AsListed };

/// @p set may be null.
LikenessPanels likenessPanels(std::shared_ptr<const RepresentationSet> set, LikenessOrder order);

/// How many of the tests of one kind have a p-value, which are those that were corrected for their number.
struct LikenessTestCounts
{
    int likeness = 0;
    int belowCeiling = 0;
    int differences = 0;
};
LikenessTestCounts testCounts(const ModelComparison& comparison);

} // namespace learnscope
