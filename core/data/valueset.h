#pragma once

#include "core/data/trialtable.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <type_traits>
#include <utility>
#include <vector>

namespace learnscope {

/// Either some values (`only`) or all but some (`except`); closed under complement, intersection and union.
/// Of values of which there are but two, what is left out is told by what is kept, so that equal sets are
/// equal as values.
template<typename T>
struct ValueSet
{
    std::vector<T> values; ///< ascending, each once
    bool excluded = true; ///< all but the values; with no values: any

    static ValueSet any() { return {}; }
    static ValueSet none() { return {{}, false}; }
    static ValueSet only(std::vector<T> values) { return normal({std::move(values), false}); }
    static ValueSet except(std::vector<T> values) { return normal({std::move(values), true}); }

    bool isAny() const { return excluded && values.empty(); }
    bool isNone() const { return !excluded && values.empty(); }
    bool contains(const T& value) const
    {
        return std::binary_search(values.begin(), values.end(), value) != excluded;
    }
    ValueSet complement() const { return normal({values, !excluded}); }

    friend ValueSet intersection(const ValueSet& left, const ValueSet& right)
    {
        if (left.excluded && right.excluded)
            return normal({merged(left.values, right.values), true});
        if (left.excluded)
            return {without(right.values, left.values), false};
        if (right.excluded)
            return {without(left.values, right.values), false};
        std::vector<T> both;
        std::set_intersection(left.values.begin(), left.values.end(), right.values.begin(),
                              right.values.end(), std::back_inserter(both));
        return {std::move(both), false};
    }
    friend ValueSet unionOf(const ValueSet& left, const ValueSet& right)
    {
        return intersection(left.complement(), right.complement()).complement();
    }
    bool isSubsetOf(const ValueSet& other) const { return intersection(*this, other) == *this; }

    bool operator==(const ValueSet&) const = default;

private:
    static std::vector<T> merged(const std::vector<T>& left, const std::vector<T>& right)
    {
        std::vector<T> all;
        std::set_union(left.begin(), left.end(), right.begin(), right.end(), std::back_inserter(all));
        return all;
    }
    static std::vector<T> without(const std::vector<T>& all, const std::vector<T>& removed)
    {
        std::vector<T> rest;
        std::set_difference(all.begin(), all.end(), removed.begin(), removed.end(), std::back_inserter(rest));
        return rest;
    }
    static ValueSet normal(ValueSet set)
    {
        std::sort(set.values.begin(), set.values.end());
        set.values.erase(std::unique(set.values.begin(), set.values.end()), set.values.end());
        if constexpr (std::is_same_v<T, bool>)
            return ofTwo(std::move(set), {false, true});
        else if constexpr (std::is_same_v<T, Phase>)
            return ofTwo(std::move(set), {Phase::Train, Phase::Test});
        else
            return set;
    }
    static ValueSet ofTwo(ValueSet set, std::array<T, 2> both)
    {
        if (set.excluded && !set.values.empty())
            return {without(std::vector<T>(both.begin(), both.end()), set.values), false};
        if (!set.excluded && set.values.size() == both.size())
            return any();
        return set;
    }
};

} // namespace learnscope
