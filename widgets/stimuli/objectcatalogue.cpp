#include "widgets/stimuli/objectcatalogue.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>

namespace learnscope {

namespace {
/// The digits at the end of an object's id; the whole id where there are none.
std::string numberOf(const std::string& id)
{
    const std::size_t last = id.find_last_not_of("0123456789");
    const std::string digits = last == std::string::npos ? id : id.substr(last + 1);
    return digits.empty() ? id : digits;
}

/// Numbers by value, of any length; what is no number comes after, by its text.
bool numberLess(const std::string& left, const std::string& right)
{
    const auto key = [](const std::string& text) {
        const bool isNumber = text.find_first_not_of("0123456789") == std::string::npos;
        const std::size_t first = isNumber ? std::min(text.find_first_not_of('0'), text.size()) : 0;
        const std::string_view digits = std::string_view(text).substr(first);
        return std::tuple(!isNumber, isNumber ? digits.size() : 0, digits);
    };
    return key(left) < key(right);
}

/// What is collected of an object before its rows are laid out.
struct Draft
{
    StimulusObject object;
    std::vector<std::size_t> canonical;
    std::map<std::string, std::multimap<int, std::size_t>> turned; ///< by axis, then angle
};

using AnglesOfAxes = std::map<std::string, std::set<int>>;

ViewRow layOut(const std::string& axis, const std::multimap<int, std::size_t>& pictures,
               const std::set<int>& angles)
{
    ViewRow row {axis, {}};
    for (const int angle : angles) {
        const auto [first, last] = pictures.equal_range(angle);
        if (first == last)
            row.cells.push_back({angle, std::nullopt});
        for (auto picture = first; picture != last; ++picture)
            row.cells.push_back({angle, picture->second});
    }
    return row;
}

void layOutRows(Draft& draft, const AnglesOfAxes& angles)
{
    if (draft.turned.empty()) {
        std::multimap<int, std::size_t> pictures;
        for (const std::size_t picture : draft.canonical)
            pictures.emplace(0, picture);
        draft.object.rows.push_back(layOut({}, pictures, {0}));
        return;
    }
    for (auto& [axis, pictures] : draft.turned) {
        for (const std::size_t picture : draft.canonical)
            pictures.emplace(0, picture);
        draft.object.rows.push_back(layOut(axis, pictures, angles.at(axis)));
    }
}
} // namespace

ObjectCatalogue::ObjectCatalogue(std::shared_ptr<const StimulusSet> stimuli)
    : m_set(std::move(stimuli))
{
    if (!m_set)
        return;
    std::map<std::string, Draft> drafts; // by id
    AnglesOfAxes angles;
    bool anyCanonical = false;
    const std::vector<Stimulus>& pictures = m_set->stimuli();
    std::vector<const std::string*> ids(pictures.size());
    for (std::size_t index = 0; index < pictures.size(); ++index) {
        const Stimulus& picture = pictures[index];
        const auto [entry, isNew] =
            drafts.try_emplace(picture.name ? picture.name->object : picture.fileName);
        ids[index] = &entry->first;
        Draft& draft = entry->second;
        if (isNew) {
            draft.object.id = entry->first;
            const bool saysCategory = picture.name && !picture.name->category.empty();
            draft.object.category = saysCategory ? picture.name->category : picture.category;
            draft.object.number = numberOf(draft.object.id);
        }
        draft.object.trained |= picture.phase == Phase::Train;
        m_hasTraining |= picture.phase == Phase::Train;
        if (m_set->find(picture.fileName) != &picture)
            continue; // a copy: trial tables cannot tell it from the first
        if (picture.name && !picture.name->axis.empty()) {
            draft.turned[picture.name->axis].emplace(picture.name->angle, index);
            angles[picture.name->axis].insert(picture.name->angle);
        } else {
            draft.canonical.push_back(index);
            anyCanonical = true;
        }
    }
    if (anyCanonical)
        for (auto& [axis, ofAxis] : angles)
            ofAxis.insert(0);

    for (auto& [id, draft] : drafts) {
        layOutRows(draft, angles);
        m_objects.push_back(std::move(draft.object));
    }
    std::stable_sort(m_objects.begin(), m_objects.end(), [](const auto& left, const auto& right) {
        if (left.category != right.category)
            return left.category < right.category;
        return numberLess(left.number, right.number);
    });
    std::map<std::string_view, std::size_t> placeOf;
    for (std::size_t object = 0; object < m_objects.size(); ++object)
        placeOf.emplace(m_objects[object].id, object);
    m_objectOf.reserve(ids.size());
    for (const std::string* id : ids)
        m_objectOf.push_back(placeOf.at(*id));
}

std::optional<ViewPlace> ObjectCatalogue::find(const std::string& fileName,
                                               const std::string& preferredAxis) const
{
    const Stimulus* picture = m_set ? m_set->find(fileName) : nullptr;
    if (!picture)
        return std::nullopt;
    const auto index = static_cast<std::size_t>(picture - m_set->stimuli().data());
    const std::size_t object = m_objectOf[index];
    std::optional<ViewPlace> found;
    const std::vector<ViewRow>& rows = m_objects[object].rows;
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (std::size_t cell = 0; cell < rows[row].cells.size(); ++cell)
            if (rows[row].cells[cell].stimulus == index && (!found || rows[row].axis == preferredAxis))
                found = ViewPlace {object, row, cell};
    return found;
}

} // namespace learnscope
