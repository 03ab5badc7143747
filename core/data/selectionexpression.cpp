#include "core/data/selectionexpression.h"

#include <charconv>

namespace learnscope {

namespace {
constexpr std::int64_t longestRange = 1'000'000;
constexpr std::string_view parts = "observer, run, epoch, phase, image, truth, prediction and correct";

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> pieces;
    for (std::size_t end = 0; end != std::string_view::npos; text.remove_prefix(end + 1)) {
        end = text.find(separator);
        pieces.push_back(trimmed(text.substr(0, end)));
        if (end == std::string_view::npos)
            break;
    }
    return pieces;
}

auto usage(std::string_view value, const std::string& expected)
{
    return failure(Error::Kind::Usage,
                   "'" + std::string(value) + "' is not understood; expected " + expected);
}

std::optional<std::int32_t> numberOf(std::string_view text)
{
    std::int32_t number = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
    return status == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

Result<std::vector<std::int32_t>> read(std::string_view text, std::int32_t)
{
    const auto whole = numberOf(text);
    const std::size_t dash = text.find('-', 1); // a number may be negative
    const auto first = whole || dash == std::string_view::npos ? whole : numberOf(text.substr(0, dash));
    const auto last = whole || dash == std::string_view::npos ? whole : numberOf(text.substr(dash + 1));
    if (!first || !last || *last < *first || std::int64_t(*last) - *first >= longestRange)
        return usage(text, "a whole number or a range such as 4-6");
    std::vector<std::int32_t> numbers;
    for (std::int64_t number = *first; number <= *last; ++number)
        numbers.push_back(static_cast<std::int32_t>(number));
    return numbers;
}
Result<std::vector<Phase>> read(std::string_view text, Phase)
{
    if (text != "train" && text != "test")
        return usage(text, "train or test");
    return std::vector {text == "train" ? Phase::Train : Phase::Test};
}
Result<std::vector<bool>> read(std::string_view text, bool)
{
    if (text != "yes" && text != "no")
        return usage(text, "yes or no");
    return std::vector {text == "yes"};
}
Result<std::vector<std::string>> read(std::string_view text, const std::string&)
{
    if (text.empty())
        return usage(text, "a name");
    return std::vector {std::string(text)};
}

/// Narrows @p set to the values of one part.
template<typename T>
Result<void> narrow(ValueSet<T>& set, std::string_view values, bool excluded)
{
    std::vector<T> all;
    for (const std::string_view value : split(values, ',')) {
        const auto some = read(value, T {});
        if (!some)
            return tl::unexpected(some.error());
        all.insert(all.end(), some->begin(), some->end());
    }
    set =
        intersection(set, excluded ? ValueSet<T>::except(std::move(all)) : ValueSet<T>::only(std::move(all)));
    return {};
}

Result<void> addPart(TrialClause& clause, std::string_view part)
{
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos || equals == 0)
        return usage(part, "PART=VALUE, such as epoch=4-6");
    const bool excluded = part[equals - 1] == '!';
    const std::string_view name = trimmed(part.substr(0, equals - (excluded ? 1 : 0)));
    const std::string_view values = part.substr(equals + 1);
    if (name == "observer")
        return narrow(clause.observers, values, excluded);
    if (name == "run")
        return narrow(clause.runs, values, excluded);
    if (name == "epoch")
        return narrow(clause.epochs, values, excluded);
    if (name == "phase")
        return narrow(clause.phases, values, excluded);
    if (name == "image")
        return narrow(clause.images, values, excluded);
    if (name == "truth")
        return narrow(clause.truths, values, excluded);
    if (name == "prediction")
        return narrow(clause.predictions, values, excluded);
    if (name == "correct")
        return narrow(clause.correct, values, excluded);
    return failure(Error::Kind::Usage,
                   "'" + std::string(name) + "' is no part of a selection; parts are " + std::string(parts));
}
} // namespace

Result<std::vector<std::int32_t>> parseNumbers(std::string_view text)
{
    ValueSet<std::int32_t> numbers;
    if (const auto read = narrow(numbers, text, false); !read)
        return tl::unexpected(read.error());
    return std::move(numbers.values);
}

std::string numbersText(std::span<const std::int32_t> numbers)
{
    std::string text;
    for (std::size_t first = 0; first < numbers.size();) {
        std::size_t last = first;
        while (last + 1 < numbers.size()
               && std::int64_t(numbers[last + 1]) == std::int64_t(numbers[last]) + 1)
            ++last;
        if (last == first + 1)
            last = first; // two are a list
        text += (text.empty() ? "" : ",") + std::to_string(numbers[first]);
        if (last > first)
            text += '-' + std::to_string(numbers[last]);
        first = last + 1;
    }
    return text;
}

Result<TrialSelection> parseSelection(std::string_view text)
{
    TrialSelection selection;
    for (const std::string_view alternative : split(text, '|')) {
        TrialClause clause;
        for (const std::string_view part : split(alternative, ';'))
            if (const auto added = addPart(clause, part); !added)
                return tl::unexpected(added.error());
        selection = unionOf(std::move(selection), {{std::move(clause)}});
    }
    return selection;
}

} // namespace learnscope
