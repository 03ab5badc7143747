#pragma once

#include "core/data/trialtable.h"

#include <string_view>

namespace learnscope {

/// Finds what type a column has that holds all the fields it was shown: whole numbers where every field is
/// one; numbers where every field is one or is empty; else text. What would lose digits as a number is text,
/// and so is a column with nothing in it.
class ExtraColumnType
{
public:
    void show(std::string_view field) noexcept;
    void merge(const ExtraColumnType& other) noexcept;

    /// A column of that type and name, without rows.
    ExtraColumn makeColumn(std::string name) const;

private:
    bool m_anyEmpty = false;
    bool m_anyWhole = false;
    bool m_anyLarge = false; ///< a whole number that a double does not hold exactly
    bool m_anyFraction = false;
    bool m_anyText = false;
};

/// Appends a field that the column's type was shown before.
void appendField(ExtraColumn& column, std::string_view field);

} // namespace learnscope
