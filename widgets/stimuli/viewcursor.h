#pragma once

#include "widgets/stimuli/objectcatalogue.h"

#include <memory>
#include <optional>
#include <string>

namespace learnscope {

/// Where one is in a catalogue, and how one moves: the rule is the same for keys, wheel, buttons and play.
/// Views wrap around within the object, row after row, without the gaps; objects stop at the ends. An object
/// that lacks the wanted axis or angle shows its nearest view, and the next one is asked for the wanted one
/// again.
class ViewCursor
{
public:
    /// Starts at the first view of the first object.
    void setCatalogue(std::shared_ptr<const ObjectCatalogue> catalogue);
    const std::shared_ptr<const ObjectCatalogue>& catalogue() const noexcept { return m_catalogue; }

    bool valid() const noexcept { return m_catalogue && !m_catalogue->empty(); }
    const ViewPlace& place() const noexcept { return m_place; }
    const StimulusObject& object() const { return m_catalogue->object(m_place); }
    const Stimulus& stimulus() const { return m_catalogue->stimulus(m_place); }

    /// Goes to a picture, if the catalogue has it; keeps the axis where the picture belongs to several.
    bool goTo(const std::string& fileName);
    void goTo(const ViewPlace& place); ///< not a gap
    /// To the picture about this axis (a row of the object) whose angle is nearest.
    void goToAngle(std::size_t row, int angle);

    void stepView(int steps);
    void stepObject(int steps);
    void firstView();
    void lastView();
    void firstObject();
    void lastObject();

    int viewCount() const; ///< how many views a whole turn of stepView(1) shows
    /// The picture that stepView(steps) or stepObject(steps) would show.
    const Stimulus& afterViewStep(int steps) const;
    const Stimulus& afterObjectStep(int steps) const;

private:
    std::vector<ViewPlace> views() const; ///< of the object, without the gaps
    void showWanted(std::size_t object);
    void remember();

    std::shared_ptr<const ObjectCatalogue> m_catalogue;
    ViewPlace m_place;
    std::string m_wantedAxis;
    int m_wantedAngle = 0;
};

} // namespace learnscope
