#include "widgets/itemmodels/representationmodel.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace learnscope {

bool operator==(const OpenRepresentation& one, const OpenRepresentation& other)
{
    return one.name == other.name && one.label == other.label && one.origin == other.origin
        && one.measure == other.measure && one.isReference == other.isReference
        && one.isShown == other.isShown && (one.isOfTrials() || one.value == other.value);
}

QString pairMeasureTitle(PairMeasure measure)
{
    const auto text = [](const char* words) {
        return QCoreApplication::translate("RepresentationModel", words);
    };
    switch (measure) {
    case PairMeasure::Correlation:
        return text("1 \u2212 Pearson\u2019s r");
    case PairMeasure::Cosine:
        return text("1 \u2212 cosine");
    case PairMeasure::Euclidean:
        return text("Euclidean distance");
    case PairMeasure::SquaredEuclidean:
        return text("Squared Euclidean distance");
    case PairMeasure::SquaredEuclideanPerFeature:
        return text("Squared Euclidean distance per feature");
    case PairMeasure::Mahalanobis:
        return text("Mahalanobis distance per feature");
    case PairMeasure::Gaussian:
        return text("Gaussian");
    case PairMeasure::Dot:
        break;
    }
    return text("Dot product");
}

int RepresentationModel::add(OpenRepresentation representation)
{
    const auto isTaken = [&](auto member, const std::string& text) {
        return std::any_of(m_entries.begin(), m_entries.end(),
                           [&](const OpenRepresentation& open) { return open.*member == text; });
    };
    const auto makeFree = [&](auto member) {
        const std::string wanted = representation.*member;
        for (int copy = 2; isTaken(member, representation.*member); ++copy)
            representation.*member = wanted + " (" + std::to_string(copy) + ")";
    };
    makeFree(&OpenRepresentation::name);
    makeFree(&OpenRepresentation::label);
    const int place = count();
    beginInsertRows({}, place, place);
    m_entries.push_back(std::move(representation));
    endInsertRows();
    Q_EMIT representationsChanged();
    return place;
}

void RepresentationModel::changed(int place)
{
    Q_EMIT dataChanged(index(place), index(place));
    Q_EMIT representationsChanged();
}

template<typename T>
void RepresentationModel::set(int place, T OpenRepresentation::*member, const T& value)
{
    if (entry(place).*member == value)
        return;
    entry(place).*member = value;
    changed(place);
}

void RepresentationModel::replaceValue(int place, std::shared_ptr<const Representation> value,
                                       std::vector<std::string> remarks, const std::string& problem)
{
    OpenRepresentation& open = entry(place);
    open.value = std::move(value);
    open.remarks = std::move(remarks);
    open.problem = problem;
    changed(place);
}

void RepresentationModel::replaceFile(int place, const RepresentationFile& file,
                                      std::shared_ptr<const Representation> value,
                                      std::vector<std::string> remarks)
{
    entry(place).origin = file;
    replaceValue(place, std::move(value), std::move(remarks));
}

void RepresentationModel::remove(int place)
{
    beginRemoveRows({}, place, place);
    m_entries.erase(m_entries.begin() + place);
    endRemoveRows();
    Q_EMIT representationsChanged();
}

void RepresentationModel::move(int place, int before)
{
    if (before == place || before == place + 1 || before < 0 || before > count()
        || !beginMoveRows({}, place, place, {}, before))
        return;
    if (before > place)
        std::rotate(m_entries.begin() + place, m_entries.begin() + place + 1, m_entries.begin() + before);
    else
        std::rotate(m_entries.begin() + before, m_entries.begin() + place, m_entries.begin() + place + 1);
    endMoveRows();
    Q_EMIT representationsChanged();
}

void RepresentationModel::restore(const std::vector<OpenRepresentation>& representations)
{
    if (representations == m_entries)
        return;
    std::vector<OpenRepresentation> entries = representations;
    for (OpenRepresentation& entry : entries) // what trials tell now, not what they told then
        if (const int place = placeOf(entry.name);
            entry.isOfTrials() && place >= 0 && at(place).origin == entry.origin) {
            entry.value = at(place).value;
            entry.problem = at(place).problem;
        }
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
    Q_EMIT representationsChanged();
}

int RepresentationModel::placeOf(std::string_view name) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(),
                                    [&](const OpenRepresentation& open) { return open.name == name; });
    return found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
}

int RepresentationModel::placeOf(const RepresentationFile& file) const
{
    const auto found = std::find_if(m_entries.begin(), m_entries.end(), [&](const OpenRepresentation& open) {
        const RepresentationFile* other = open.file();
        return other && other->path == file.path && other->dataset == file.dataset && other->as == file.as;
    });
    return found == m_entries.end() ? -1 : static_cast<int>(found - m_entries.begin());
}

void RepresentationModel::setLabel(int place, const std::string& label)
{
    if (!label.empty())
        set(place, &OpenRepresentation::label, label);
}

void RepresentationModel::setMeasure(int place, PairMeasure measure)
{
    set(place, &OpenRepresentation::measure, measure);
}

void RepresentationModel::setReference(int place, bool isReference)
{
    set(place, &OpenRepresentation::isReference, isReference);
}

void RepresentationModel::setShown(int place, bool isShown)
{
    set(place, &OpenRepresentation::isShown, isShown);
}

void RepresentationModel::setOrigin(int place, const RepresentationOfTrials& origin)
{
    if (at(place).trials() && *at(place).trials() == origin)
        return;
    entry(place).origin = origin;
    entry(place).value.reset();
    changed(place);
}

QString RepresentationModel::description(int place) const
{
    const OpenRepresentation& open = at(place);
    if (!open.problem.empty())
        return QString::fromStdString(open.problem);
    if (!open.value)
        return tr("not computed yet");
    const auto items = static_cast<qulonglong>(itemCount(*open.value));
    if (const auto* features = std::get_if<Embedding>(open.value.get()))
        return tr("%L1 items \u00d7 %L2 features, %3")
            .arg(items)
            .arg(static_cast<qulonglong>(features->columns()))
            .arg(pairMeasureTitle(open.measure));
    if (const auto* triplets = std::get_if<Triplets>(open.value.get()))
        return tr("%L1 triplets of %L2 objects").arg(static_cast<qulonglong>(triplets->size())).arg(items);
    const auto& matrix = std::get<SimilarityMatrix>(*open.value);
    const QString kind =
        matrix.kind() == SimilarityMatrix::Kind::Dissimilarity ? tr("dissimilarities") : tr("similarities");
    return tr("%1 of %L2 items").arg(kind).arg(items);
}

int RepresentationModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : count();
}

QVariant RepresentationModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const OpenRepresentation& open = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return QString::fromStdString(open.label);
    case Qt::CheckStateRole:
        return open.isShown ? Qt::Checked : Qt::Unchecked;
    case DescriptionRole:
        return description(index.row());
    case ReferenceRole:
        return open.isReference;
    case ProblemRole:
        return QString::fromStdString(open.problem);
    case Qt::AccessibleDescriptionRole:
        return open.isReference ? tr("%1; reference").arg(description(index.row()))
                                : description(index.row());
    case Qt::ToolTipRole: {
        QStringList lines {description(index.row())};
        if (const RepresentationFile* file = open.file())
            lines << QString::fromStdString(file->path
                                            + (file->dataset.empty() ? "" : " : " + file->dataset));
        for (const std::string& remark : open.remarks)
            lines << QString::fromStdString(remark);
        return lines.join(QLatin1Char('\n'));
    }
    default:
        return {};
    }
}

bool RepresentationModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    if (role == Qt::CheckStateRole) {
        setShown(index.row(), value.value<Qt::CheckState>() == Qt::Checked);
        return true;
    }
    const std::string label = value.toString().trimmed().toStdString();
    if (role != Qt::EditRole || label.empty())
        return false;
    setLabel(index.row(), label);
    return true;
}

Qt::ItemFlags RepresentationModel::flags(const QModelIndex& index) const
{
    return QAbstractListModel::flags(index)
        | (index.isValid() ? Qt::ItemIsUserCheckable | Qt::ItemIsEditable : Qt::NoItemFlags);
}

} // namespace learnscope
