#pragma once

#include "core/similarity/itemindex.h"
#include "widgets/itemmodels/itemselectionmodel.h"

#include <QString>

#include <cstdint>
#include <string>
#include <vector>

namespace learnscope {

/// For each place 1 where its item is among @p items.
std::vector<std::uint8_t> marksOf(const ItemIndex& index, const ItemSet& items);

/// "A map needs the whole matrix." of "a map needs the whole matrix"; empty stays empty.
QString asSentence(const std::string& words);

} // namespace learnscope
