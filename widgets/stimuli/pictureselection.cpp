#include "widgets/stimuli/pictureselection.h"

namespace learnscope {

namespace {
void addPictures(const ObjectCatalogue& catalogue, const ViewRow& row, std::optional<int> angle,
                 std::vector<std::string>& images)
{
    for (const ViewCell& cell : row.cells)
        if (cell.stimulus && (!angle || cell.angle == *angle))
            images.push_back(catalogue.set()->stimuli()[*cell.stimulus].fileName);
}
} // namespace

TrialSelection trialsShowing(const ObjectCatalogue& catalogue, const ViewPlace& place, PictureGroup group)
{
    std::vector<std::string> images;
    switch (group) {
    case PictureGroup::Picture:
        images.push_back(catalogue.stimulus(place).fileName);
        break;
    case PictureGroup::Object:
        for (const ViewRow& row : catalogue.object(place).rows)
            addPictures(catalogue, row, {}, images);
        break;
    case PictureGroup::View: {
        const std::string& axis = catalogue.row(place).axis;
        for (const StimulusObject& object : catalogue.objects())
            for (const ViewRow& row : object.rows)
                if (row.axis == axis)
                    addPictures(catalogue, row, catalogue.cell(place).angle, images);
        break;
    }
    }
    TrialClause clause;
    clause.images = ValueSet<std::string>::only(std::move(images));
    return {{std::move(clause)}};
}

} // namespace learnscope
