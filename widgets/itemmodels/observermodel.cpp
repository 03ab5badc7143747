#include "widgets/itemmodels/observermodel.h"

#include "core/stats/runselection.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace learnscope {

namespace {
constexpr quintptr topLevel = std::numeric_limits<quintptr>::max(); // internal id of an observer's index

// Humans are magenta squares; a second and third group of people are told apart by shade and by marker.
const std::array<ObserverStyle, 5> furtherHumanStyles = {{
    {QColor(0x7a, 0x01, 0x77), Marker::Cross},
    {QColor(0xf7, 0x68, 0xa1), Marker::Diamond},
    {QColor(0xae, 0x01, 0x7e), Marker::Pentagon},
    {QColor(0x7a, 0x01, 0x77), Marker::Square},
    {QColor(0xf7, 0x68, 0xa1), Marker::Square},
}};
} // namespace

int ObserverModel::addObserver(Observer observer, std::vector<AccuracyCell> cells)
{
    const std::string base = observer.name;
    const std::string baseLabel = observer.label;
    for (int copy = 2; placeOf(observer.name) >= 0; ++copy) {
        observer.name = base + " (" + std::to_string(copy) + ")";
        observer.label = baseLabel + " (" + std::to_string(copy) + ")";
    }
    Entry entry;
    entry.style = freeStyle(observer);
    entry.learners = learnscope::learners(cells);
    entry.runs = runsOf(cells);
    entry.observer = std::move(observer);
    entry.cells = std::make_shared<const std::vector<AccuracyCell>>(std::move(cells));
    applyLearnerRule(entry);

    const int place = observerCount();
    beginInsertRows({}, place, place);
    m_entries.push_back(std::move(entry));
    endInsertRows();
    Q_EMIT checkedRunsChanged();
    return place;
}

std::vector<ObserverModel::Run> ObserverModel::runsOf(const std::vector<AccuracyCell>& cells)
{
    std::vector<Run> runs;
    for (const AccuracyCell& cell : cells) {
        if (runs.empty() || runs.back().number != cell.run)
            runs.push_back({cell.run, true, std::numeric_limits<double>::quiet_NaN()});
        if (cell.phase == Phase::Train)
            runs.back().lastTrainAccuracy = cell.accuracy();
    }
    return runs;
}

ObserverStyle ObserverModel::freeStyle(const Observer& observer) const
{
    const auto isFree = [&](const ObserverStyle& style) {
        return std::none_of(m_entries.begin(), m_entries.end(), [&](const Entry& other) {
            return other.style == style && other.observer.name != observer.name;
        });
    };
    const ObserverStyle preferred = styleFor(observer, 0);
    if (isFree(preferred))
        return preferred;
    if (observer.kind == ObserverKind::Human) {
        for (const ObserverStyle& style : furtherHumanStyles)
            if (isFree(style))
                return style;
        return preferred;
    }
    Observer unknown = observer;
    unknown.name.clear();
    for (int index = 0; index < 48; ++index)
        if (const ObserverStyle style = styleFor(unknown, index); isFree(style))
            return style;
    return preferred;
}

void ObserverModel::replaceTrials(int place, std::shared_ptr<const TrialTable> trials,
                                  std::vector<AccuracyCell> cells)
{
    const std::vector<Run> before = m_entries[std::size_t(place)].runs;
    std::vector<Run> runs = runsOf(cells);
    for (Run& run : runs) {
        const auto known = std::find_if(before.begin(), before.end(),
                                        [&](const Run& other) { return other.number == run.number; });
        if (known != before.end())
            run.checked = known->checked;
    }
    Entry& entry = m_entries[std::size_t(place)];
    entry.observer.trials = std::move(trials);
    entry.learners = learnscope::learners(cells);
    entry.cells = std::make_shared<const std::vector<AccuracyCell>>(std::move(cells));
    setRuns(place, std::move(runs));
    announce(place);
    Q_EMIT checkedRunsChanged();
}

void ObserverModel::removeObserver(int place)
{
    beginRemoveRows({}, place, place);
    m_entries.erase(m_entries.begin() + place);
    endRemoveRows();
    Q_EMIT checkedRunsChanged();
}

void ObserverModel::clear()
{
    beginResetModel();
    m_entries.clear();
    endResetModel();
    Q_EMIT checkedRunsChanged();
}

std::vector<std::int32_t> ObserverModel::checkedRuns(int place) const
{
    std::vector<std::int32_t> runs;
    for (const Run& run : m_entries[std::size_t(place)].runs)
        if (run.checked)
            runs.push_back(run.number);
    return runs;
}

int ObserverModel::placeOf(std::string_view name) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry& entry) { return entry.observer.name == name; });
    return found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
}

int ObserverModel::placeOfFile(std::string_view file) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const Entry& entry) { return entry.observer.file == file; });
    return found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
}

int ObserverModel::placeOf(const QModelIndex& index) const
{
    if (!index.isValid())
        return -1;
    return index.internalId() == topLevel ? index.row() : static_cast<int>(index.internalId());
}

ObserverNamings ObserverModel::namings() const
{
    return [this](const std::string& name) {
        const int place = placeOf(name);
        return place < 0 ? knownObserverNaming(name)
                         : ObserverNaming {observer(place).label, observer(place).kind};
    };
}

std::uint64_t ObserverModel::trialCount() const
{
    std::uint64_t count = 0;
    for (const Entry& entry : m_entries)
        count += entry.observer.trials ? entry.observer.trials->size() : 0;
    return count;
}

std::size_t ObserverModel::humanRuns() const
{
    std::size_t count = 0;
    for (const Entry& entry : m_entries)
        count += entry.observer.kind == ObserverKind::Human ? entry.runs.size() : 0;
    return count;
}

std::size_t ObserverModel::humanLearners() const
{
    std::size_t count = 0;
    for (const Entry& entry : m_entries)
        count += entry.observer.kind == ObserverKind::Human ? entry.learners.size() : 0;
    return count;
}

void ObserverModel::setLabel(int place, const std::string& label)
{
    m_entries[std::size_t(place)].observer.label = label;
    announce(place);
    Q_EMIT stylesChanged();
}

void ObserverModel::setKind(int place, ObserverKind kind)
{
    Entry& entry = m_entries[std::size_t(place)];
    if (entry.observer.kind == kind)
        return;
    entry.observer.kind = kind;
    entry.style = freeStyle(entry.observer);
    applyLearnerRule(entry);
    announce(place);
    Q_EMIT stylesChanged();
    Q_EMIT checkedRunsChanged(); // the lag's window depends on the kind
}

void ObserverModel::setColor(int place, const QColor& color)
{
    m_entries[std::size_t(place)].style.color = color;
    announce(place);
    Q_EMIT stylesChanged();
}

void ObserverModel::setStyle(int place, const ObserverStyle& style)
{
    m_entries[std::size_t(place)].style = style;
    announce(place);
    Q_EMIT stylesChanged();
}

void ObserverModel::setCheckedRuns(int place, std::span<const std::int32_t> runs)
{
    for (Run& run : m_entries[std::size_t(place)].runs)
        run.checked = std::binary_search(runs.begin(), runs.end(), run.number);
    announce(place);
    Q_EMIT checkedRunsChanged();
}

void ObserverModel::setChecked(int place, bool checked)
{
    for (Run& run : m_entries[std::size_t(place)].runs)
        run.checked = checked;
    announce(place);
    Q_EMIT checkedRunsChanged();
}

void ObserverModel::setLearnersOnly(bool learnersOnly)
{
    if (m_learnersOnly == learnersOnly)
        return;
    m_learnersOnly = learnersOnly;
    bool changed = false;
    for (int place = 0; place < observerCount(); ++place) {
        Entry& entry = m_entries[std::size_t(place)];
        if (entry.observer.kind != ObserverKind::Human)
            continue;
        if (!learnersOnly)
            for (Run& run : entry.runs)
                run.checked = true;
        applyLearnerRule(entry);
        announce(place);
        changed = true;
    }
    if (changed)
        Q_EMIT checkedRunsChanged();
}

bool ObserverModel::applyLearnerRule(Entry& entry) const
{
    if (!m_learnersOnly || entry.observer.kind != ObserverKind::Human || entry.learners.empty())
        return false;
    bool changed = false;
    for (Run& run : entry.runs) {
        const bool checked = std::binary_search(entry.learners.begin(), entry.learners.end(), run.number);
        changed |= run.checked != checked;
        run.checked = checked;
    }
    return changed;
}

void ObserverModel::announce(int place)
{
    const QModelIndex group = index(place, 0);
    Q_EMIT dataChanged(group, group.siblingAtColumn(ColumnCount - 1));
    if (const int runs = rowCount(group); runs > 0)
        Q_EMIT dataChanged(index(0, 0, group), index(runs - 1, ColumnCount - 1, group));
}

QModelIndex ObserverModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) : topLevel);
}

QModelIndex ObserverModel::parent(const QModelIndex& index) const
{
    if (!index.isValid() || index.internalId() == topLevel)
        return {};
    return createIndex(static_cast<int>(index.internalId()), 0, topLevel);
}

int ObserverModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return observerCount();
    if (parent.internalId() != topLevel || parent.column() != 0)
        return 0;
    return static_cast<int>(m_entries[std::size_t(parent.row())].runs.size());
}

int ObserverModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant ObserverModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    if (index.internalId() == topLevel)
        return observerData(m_entries[std::size_t(index.row())], index.column(), role);
    const Entry& entry = m_entries[index.internalId()];
    return runData(entry, entry.runs[std::size_t(index.row())], index.column(), role);
}

QVariant ObserverModel::observerData(const Entry& entry, int column, int role) const
{
    const auto checked =
        std::count_if(entry.runs.begin(), entry.runs.end(), [](const Run& run) { return run.checked; });
    const auto total = static_cast<std::ptrdiff_t>(entry.runs.size());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        if (column == NameColumn)
            return QString::fromStdString(entry.observer.label);
        return checked == total ? (total == 1 ? tr("1 run") : tr("%L1 runs").arg(total))
                                : tr("%1 of %2").arg(checked).arg(total);
    case Qt::CheckStateRole:
        if (column == NameColumn)
            return checked == 0 ? Qt::Unchecked : checked == total ? Qt::Checked : Qt::PartiallyChecked;
        return {};
    case Qt::ToolTipRole:
        return QString::fromStdString(entry.observer.file);
    case Qt::TextAlignmentRole:
        return column == ValueColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case ObserverRole:
        return QString::fromStdString(entry.observer.name);
    case ColorRole:
        return entry.style.color;
    case MarkerRole:
        return static_cast<int>(entry.style.marker);
    default:
        return {};
    }
}

QVariant ObserverModel::runData(const Entry& entry, const Run& run, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        if (column == NameColumn)
            return QString::fromStdString(runLabel(entry.observer.kind, run.number));
        return std::isnan(run.lastTrainAccuracy) ? QString() : QString::number(run.lastTrainAccuracy, 'f', 3);
    case Qt::CheckStateRole:
        return column == NameColumn ? QVariant(run.checked ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::ToolTipRole:
        return tr("Training accuracy in the last epoch");
    case Qt::TextAlignmentRole:
        return column == ValueColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case ObserverRole:
        return QString::fromStdString(entry.observer.name);
    case RunRole:
        return run.number;
    case LearnerRole:
        return std::binary_search(entry.learners.begin(), entry.learners.end(), run.number);
    default:
        return {};
    }
}

bool ObserverModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!index.isValid() || index.column() != NameColumn)
        return false;
    if (role == Qt::EditRole && index.internalId() == topLevel) {
        const QString label = value.toString().trimmed();
        if (label.isEmpty())
            return false;
        setLabel(index.row(), label.toStdString());
        return true;
    }
    if (role != Qt::CheckStateRole)
        return false;
    const bool checked = value.toInt() == Qt::Checked;
    if (index.internalId() == topLevel) {
        setChecked(index.row(), checked);
        return true;
    }
    const int place = static_cast<int>(index.internalId());
    m_entries[std::size_t(place)].runs[std::size_t(index.row())].checked = checked;
    announce(place);
    Q_EMIT checkedRunsChanged();
    return true;
}

Qt::ItemFlags ObserverModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    if (index.column() == NameColumn)
        flags |= Qt::ItemIsUserCheckable;
    if (index.column() == NameColumn && index.internalId() == topLevel)
        flags |= Qt::ItemIsEditable;
    return flags;
}

QVariant ObserverModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Observer") : tr("Runs");
}

} // namespace learnscope
