#include "widgets/stimuli/viewcursor.h"

#include <algorithm>
#include <cstdlib>

namespace learnscope {

void ViewCursor::setCatalogue(std::shared_ptr<const ObjectCatalogue> catalogue)
{
    m_catalogue = std::move(catalogue);
    m_place = {};
    if (valid())
        firstView();
}

bool ViewCursor::goTo(const std::string& fileName)
{
    const auto found = valid() ? m_catalogue->find(fileName, m_wantedAxis) : std::nullopt;
    if (found)
        goTo(*found);
    return found.has_value();
}

void ViewCursor::goTo(const ViewPlace& place)
{
    m_place = place;
    remember();
}

void ViewCursor::goToAngle(std::size_t row, int angle)
{
    if (!valid() || row >= object().rows.size())
        return;
    std::optional<ViewPlace> nearest;
    const std::vector<ViewCell>& cells = object().rows[row].cells;
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
        if (cells[cell].stimulus
            && (!nearest
                || std::abs(cells[cell].angle - angle) < std::abs(cells[nearest->cell].angle - angle)))
            nearest = ViewPlace {m_place.object, row, cell};
    if (nearest)
        goTo(*nearest);
}

void ViewCursor::stepView(int steps)
{
    if (!valid())
        return;
    const std::vector<ViewPlace> all = views();
    const auto count = static_cast<int>(all.size());
    const auto current = static_cast<int>(std::find(all.begin(), all.end(), m_place) - all.begin());
    goTo(all[static_cast<std::size_t>(((current + steps) % count + count) % count)]);
}

void ViewCursor::stepObject(int steps)
{
    if (!valid())
        return;
    const auto last = static_cast<std::ptrdiff_t>(m_catalogue->objects().size()) - 1;
    const auto wanted = static_cast<std::ptrdiff_t>(m_place.object) + steps;
    const auto object = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(wanted, 0, last));
    if (object != m_place.object)
        showWanted(object);
}

void ViewCursor::firstView()
{
    if (valid())
        goTo(views().front());
}

void ViewCursor::lastView()
{
    if (valid())
        goTo(views().back());
}

void ViewCursor::firstObject()
{
    if (valid())
        showWanted(0);
}

void ViewCursor::lastObject()
{
    if (valid())
        showWanted(m_catalogue->objects().size() - 1);
}

int ViewCursor::viewCount() const
{
    return valid() ? static_cast<int>(views().size()) : 0;
}

const Stimulus& ViewCursor::afterViewStep(int steps) const
{
    ViewCursor copy = *this;
    copy.stepView(steps);
    return copy.stimulus();
}

const Stimulus& ViewCursor::afterObjectStep(int steps) const
{
    ViewCursor copy = *this;
    copy.stepObject(steps);
    return copy.stimulus();
}

std::vector<ViewPlace> ViewCursor::views() const
{
    std::vector<ViewPlace> places;
    const std::vector<ViewRow>& rows = object().rows;
    for (std::size_t row = 0; row < rows.size(); ++row)
        for (std::size_t cell = 0; cell < rows[row].cells.size(); ++cell)
            if (rows[row].cells[cell].stimulus)
                places.push_back({m_place.object, row, cell});
    return places;
}

/// The wanted axis and angle stay what they were, so that one missing view on the way changes nothing.
void ViewCursor::showWanted(std::size_t index)
{
    const std::string axis = m_wantedAxis;
    const int angle = m_wantedAngle;
    m_place = {index, 0, 0};
    const std::vector<ViewRow>& rows = object().rows;
    const auto row =
        std::find_if(rows.begin(), rows.end(), [&](const ViewRow& other) { return other.axis == axis; });
    goToAngle(row == rows.end() ? 0 : static_cast<std::size_t>(row - rows.begin()), angle);
    m_wantedAxis = axis;
    m_wantedAngle = angle;
}

void ViewCursor::remember()
{
    m_wantedAxis = m_catalogue->row(m_place).axis;
    m_wantedAngle = m_catalogue->cell(m_place).angle;
}

} // namespace learnscope
