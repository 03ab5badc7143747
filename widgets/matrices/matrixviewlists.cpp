// Items in a MatrixView: what is selected, near, and to be found.
#include "core/similarity/nearestitems.h"
#include "widgets/itemmodels/itemselectionmodel.h"
#include "widgets/matrices/inbackground.h"
#include "widgets/matrices/matrixview.h"
#include "widgets/matrices/neighbourlist.h"

#include <QStringListModel>

#include <unordered_set>

namespace learnscope {

namespace {
constexpr std::size_t neighbourCount = 25;
} // namespace

void MatrixView::updateMarks()
{
    const auto& set = representations();
    if (!set)
        return;
    std::vector<std::vector<BlockRange>> selected(set->groups.size());
    std::vector<std::optional<std::size_t>> current(set->groups.size());
    std::unordered_set<std::string_view> names;
    if (items())
        names.insert(items()->items().begin(), items()->items().end());
    for (std::size_t group = 0; group < set->groups.size() && items(); ++group) {
        const ShownGroup& shown = set->groups[group];
        current[group] = shown.index->placeOf(items()->current());
        for (std::size_t place = 0; place < shown.items && !names.empty(); ++place) {
            if (!names.contains(shown.itemAt(place)))
                continue;
            std::vector<BlockRange>& ranges = selected[group];
            if (!ranges.empty() && ranges.back().end == place)
                ranges.back().end = place + 1;
            else
                ranges.push_back({place, place + 1});
        }
    }
    m_canvas->setMarks(std::move(selected), std::move(current));
}

void MatrixView::updateNeighbours()
{
    const quint64 request = ++m_neighbourRequest;
    if (!m_switches.neighbours)
        return;
    const auto& set = representations();
    std::string item = items() ? items()->current() : std::string();
    if (item.empty() && items() && !items()->items().empty())
        item = *items()->items().begin();
    m_neighbours->setHeading(item.empty() ? tr("Select an item to see what is nearest to it.")
                                          : tr("Nearest to %1").arg(QString::fromStdString(item)));
    struct Asked
    {
        std::size_t shown = 0;
        std::size_t place = 0;
    };
    std::vector<Asked> asked;
    for (const std::size_t shown : shownMatrices()) {
        if (const auto place = set->groupOf(shown).index->placeOf(item))
            asked.push_back({shown, *place});
    }
    if (asked.empty()) {
        m_neighbours->model()->setColumns({});
        if (!item.empty())
            m_neighbours->setHeading(tr("%1 is in none of the matrices.").arg(QString::fromStdString(item)));
        return;
    }
    using Columns = std::vector<NeighbourModel::Column>;
    inBackground<Columns>(
        this, m_pool,
        [set, asked](JobContext& context) -> Result<Columns> {
            Columns columns;
            for (const Asked& one : asked) {
                if (context.isCancelled())
                    return failure(Error::Kind::Cancelled, "cancelled");
                NeighbourModel::Column column {QString::fromStdString(set->shown[one.shown].input.label), {}};
                for (const NearItem& near : nearestItems(set->shown[one.shown], one.place, neighbourCount))
                    column.cells.push_back({set->groupOf(one.shown).itemAt(near.place), near.value});
                columns.push_back(std::move(column));
            }
            return columns;
        },
        [this, request](const Columns& columns) {
            if (request == m_neighbourRequest)
                m_neighbours->model()->setColumns(columns);
        });
}

void MatrixView::updateSearch()
{
    if (m_namesOf && m_namesOf == representations())
        return;
    m_namesOf = representations();
    QStringList names;
    if (const auto& set = representations())
        for (const ShownGroup& group : set->groups)
            for (std::size_t place = 0; place < group.items; ++place)
                names << QString::fromStdString(group.itemAt(place));
    if (representations() && representations()->groups.size() > 1)
        names.removeDuplicates();
    m_names->setStringList(names);
}

} // namespace learnscope
