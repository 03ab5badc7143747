#pragma once

#include "widgets/stimuli/objectcatalogue.h"

#include <QString>

#include <map>
#include <string>

namespace learnscope {

/// How categories are called, by their name in the data; the others keep that name.
using CategoryNames = std::map<std::string, std::string>;

QString categoryText(const std::string& category, const CategoryNames& names);
QString angleText(int angle); ///< "−30°", with a true minus sign
QString viewText(const std::string& axis, int angle); ///< "x −30°"; "0°" in the canonical view
QString objectText(const StimulusObject& object, const CategoryNames& names); ///< "v 11"

/// What follows the object: "novel object · test set 1 · x −30°". Nothing is said about novelty where the
/// set has no training pictures.
QString viewDescription(const ObjectCatalogue& catalogue, const ViewPlace& place);

} // namespace learnscope
