// The part of ObserverModel that gives its contents as values and takes them back.
#include "widgets/itemmodels/observermodel.h"

#include "core/stats/runselection.h"

#include <algorithm>
#include <utility>

namespace learnscope {

namespace {
bool isSame(const Observer& one, const Observer& other)
{
    return one.name == other.name && one.label == other.label && one.kind == other.kind
        && one.file == other.file && one.trials == other.trials && one.repairs == other.repairs;
}
} // namespace

bool operator==(const OpenObserver& one, const OpenObserver& other)
{
    return isSame(one.observer, other.observer) && one.checkedRuns == other.checkedRuns
        && one.style == other.style;
}

OpenObserver ObserverModel::openObserver(int place) const
{
    const Entry& entry = m_entries[std::size_t(place)];
    return {entry.observer, entry.cells, checkedRuns(place), entry.style};
}

ObserverModel::Entry ObserverModel::entryOf(const OpenObserver& open)
{
    Entry entry;
    entry.observer = open.observer;
    entry.cells = open.cells;
    entry.learners = learnscope::learners(*open.cells);
    entry.runs = runsOf(*open.cells);
    for (Run& run : entry.runs)
        run.checked = std::binary_search(open.checkedRuns.begin(), open.checkedRuns.end(), run.number);
    entry.style = open.style;
    return entry;
}

void ObserverModel::setRuns(int place, std::vector<Run> runs)
{
    const QModelIndex group = index(place, 0);
    Entry& entry = m_entries[std::size_t(place)];
    if (!entry.runs.empty()) {
        beginRemoveRows(group, 0, static_cast<int>(entry.runs.size()) - 1);
        entry.runs.clear();
        endRemoveRows();
    }
    if (!runs.empty()) {
        beginInsertRows(group, 0, static_cast<int>(runs.size()) - 1);
        entry.runs = std::move(runs);
        endInsertRows();
    }
}

void ObserverModel::restore(const std::vector<OpenObserver>& observers, bool learnersOnly)
{
    const auto isWanted = [&](const Entry& entry) {
        return std::any_of(observers.begin(), observers.end(), [&](const OpenObserver& open) {
            return open.observer.name == entry.observer.name;
        });
    };
    bool changed = std::exchange(m_learnersOnly, learnersOnly) != learnersOnly;
    for (int place = observerCount() - 1; place >= 0; --place)
        if (!isWanted(m_entries[std::size_t(place)])) {
            changed = true;
            beginRemoveRows({}, place, place);
            m_entries.erase(m_entries.begin() + place);
            endRemoveRows();
        }
    for (int place = 0; place < static_cast<int>(observers.size()); ++place) {
        const OpenObserver& open = observers[std::size_t(place)];
        const int now = placeOf(open.observer.name);
        if (now != place && now >= 0) { // in another order: moved by taking it out and putting it in
            beginRemoveRows({}, now, now);
            m_entries.erase(m_entries.begin() + now);
            endRemoveRows();
        }
        if (now != place) {
            changed = true;
            beginInsertRows({}, place, place);
            m_entries.insert(m_entries.begin() + place, entryOf(open));
            endInsertRows();
            continue;
        }
        if (openObserver(place) == open)
            continue;
        changed = true;
        Entry wanted = entryOf(open);
        Entry& entry = m_entries[std::size_t(place)];
        const bool otherRuns = entry.cells != open.cells;
        std::vector<Run> runs;
        if (otherRuns) { // rows come and go only where views are told of it
            runs = std::move(wanted.runs);
            wanted.runs = entry.runs;
        }
        entry = std::move(wanted);
        if (otherRuns)
            setRuns(place, std::move(runs));
        announce(place);
    }
    if (!changed)
        return;
    Q_EMIT stylesChanged();
    Q_EMIT checkedRunsChanged();
}

} // namespace learnscope
