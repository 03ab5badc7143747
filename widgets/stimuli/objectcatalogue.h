#pragma once

#include "core/data/stimulus.h"
#include "core/jobs/jobcontext.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace learnscope {

/// One place in the row of an axis: a picture, or a gap where other objects have one and this one does not.
struct ViewCell
{
    int angle = 0; ///< degrees
    std::optional<std::size_t> stimulus; ///< place in StimulusSet::stimuli(); nothing: a gap

    bool operator==(const ViewCell&) const = default;
};

/// The views of one object about one axis, by angle. The canonical view (no axis) stands at 0 in the row of
/// every axis the object is turned about, so that a turn goes through it.
struct ViewRow
{
    std::string axis; ///< empty where the object is shown from one side only
    std::vector<ViewCell> cells;
};

struct StimulusObject
{
    std::string id; ///< "second_gen_v_11"; the file name where the name says nothing
    std::string category; ///< "v"
    std::string number; ///< what tells it from others of its category: "11"
    bool trained = false; ///< at least one of its pictures is a training picture
    std::vector<ViewRow> rows; ///< at least one, by axis; each with at least one picture
};

/// Where a picture stands: object, row and cell.
struct ViewPlace
{
    std::size_t object = 0;
    std::size_t row = 0;
    std::size_t cell = 0;

    bool operator==(const ViewPlace&) const = default;
};

/// The pictures of a set by object, axis and angle. Objects are ordered by category and then by number.
/// A value; immutable.
class ObjectCatalogue
{
public:
    ObjectCatalogue() = default;
    /// Pictures that share a file name (training and test copies) are listed once. Any thread.
    explicit ObjectCatalogue(std::shared_ptr<const StimulusSet> stimuli);

    const std::shared_ptr<const StimulusSet>& set() const noexcept { return m_set; }
    const std::vector<StimulusObject>& objects() const noexcept { return m_objects; }
    bool empty() const noexcept { return m_objects.empty(); }
    bool hasTrainingPictures() const noexcept { return m_hasTraining; }

    const StimulusObject& object(const ViewPlace& place) const { return m_objects[place.object]; }
    const ViewRow& row(const ViewPlace& place) const { return object(place).rows[place.row]; }
    const ViewCell& cell(const ViewPlace& place) const { return row(place).cells[place.cell]; }
    /// The picture there; @p place must not be a gap.
    const Stimulus& stimulus(const ViewPlace& place) const { return m_set->stimuli()[*cell(place).stimulus]; }

    /// The first place of a picture; one in the row of @p preferredAxis where it has one there.
    std::optional<ViewPlace> find(const std::string& fileName, const std::string& preferredAxis = {}) const;

private:
    std::shared_ptr<const StimulusSet> m_set;
    std::vector<StimulusObject> m_objects;
    std::vector<std::size_t> m_objectOf; ///< for each picture of the set
    bool m_hasTraining = false;
};

} // namespace learnscope
