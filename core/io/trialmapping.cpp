#include "core/io/trialmapping.h"

#include "core/io/utf8.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace learnscope {

namespace {
constexpr std::array<std::string_view, 6> shortNames = {"run",   "epoch", "phase",
                                                        "image", "truth", "prediction"};
constexpr std::string_view expected = "expected run, epoch, phase, image, truth or prediction with =COLUMN, "
                                      "=:CONSTANT or :OLD=NEW, rt=COLUMN, rt-unit=s or rt-unit=ms, or a "
                                      "layout: model-vs-human";
constexpr std::string_view reactionTimeName = "rt=";
constexpr std::string_view reactionTimeUnitName = "rt-unit=";

/// A column's name, where it could be taken for a constant with \ before it.
std::string protectedName(const std::string& name)
{
    return (name.starts_with(':') || name.starts_with('\\') ? "\\" : "") + name;
}

std::string_view unprotected(std::string_view name)
{
    return name.starts_with('\\') ? name.substr(1) : name;
}

std::optional<TrialColumn> columnFromName(std::string_view name)
{
    for (const auto& names : {shortNames, trialColumnNames})
        if (const auto known = std::find(names.begin(), names.end(), name); known != names.end())
            return static_cast<TrialColumn>(known - names.begin());
    return std::nullopt;
}

char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
}

bool equalButForCase(std::string_view left, std::string_view right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char one, char other) { return lower(one) == lower(other); });
}

std::string escaped(std::string_view value)
{
    std::string text;
    for (const char letter : value) {
        if (letter == '=' || letter == '\\')
            text += '\\';
        text += letter;
    }
    return text;
}

/// "old=new" with escapes; nothing where it is not so.
std::optional<std::pair<std::string, std::string>> parseValue(std::string_view text)
{
    std::pair<std::string, std::string> value;
    bool inNew = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '=') {
            if (inNew)
                return std::nullopt;
            inNew = true;
            continue;
        }
        if (text[at] == '\\' && at + 1 < text.size())
            ++at;
        (inNew ? value.second : value.first) += text[at];
    }
    return inNew && !value.second.empty() ? std::optional(value) : std::nullopt;
}

bool isNumberFrom(std::string_view text, std::int32_t lowest)
{
    std::int32_t number = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
    return status == std::errc {} && end == text.data() + text.size() && number >= lowest;
}

Result<void> checkConstants(const TrialMapping& mapping)
{
    const auto wrong = [](std::string_view name, const std::string& text, std::string_view wanted) {
        return failure(Error::Kind::Usage,
                       std::string(name) + "=:" + text + ": expected " + std::string(wanted));
    };
    for (const auto& [column, lowest] : {std::pair(TrialColumn::Run, 0), std::pair(TrialColumn::Epoch, 1)})
        if (const auto& constant = mapping[column].constant;
            !constant.empty() && !isNumberFrom(constant, lowest))
            return wrong(shortNameOf(column), constant,
                         lowest == 0 ? "a whole number from 0" : "a whole number from 1");
    if (const auto& phase = mapping[TrialColumn::Phase].constant;
        !phase.empty() && phase != "train" && phase != "test")
        return wrong("phase", phase, "train or test");
    return {};
}

/// Reads one text that is no layout's name into @p mapping; false where it is not understood.
bool readText(std::string_view text, TrialMapping& mapping)
{
    if (text.starts_with(reactionTimeName)) {
        mapping.reactionTime = unprotected(text.substr(reactionTimeName.size()));
        return !mapping.reactionTime.empty();
    }
    if (text.starts_with(reactionTimeUnitName)) {
        mapping.reactionTimeUnit = text.substr(reactionTimeUnitName.size());
        return mapping.reactionTimeUnit == "s" || mapping.reactionTimeUnit == "ms";
    }
    const std::size_t end = text.find_first_of("=:");
    const auto column = columnFromName(text.substr(0, end));
    if (!column || end == std::string_view::npos)
        return false;
    TrialMapping::Source& source = mapping[*column];
    std::string_view rest = text.substr(end + 1);
    if (text[end] == ':') {
        auto value = parseValue(rest);
        if (!value)
            return false;
        std::erase_if(source.values, [&](const auto& known) { return known.first == value->first; });
        source.values.push_back(std::move(*value));
        return true;
    }
    source.column.clear();
    source.constant.clear();
    if (rest.starts_with(':'))
        source.constant = rest.substr(1);
    else
        source.column = unprotected(rest);
    return !source.isOpen();
}

TrialMapping modelVersusHuman()
{
    TrialMapping mapping;
    mapping[TrialColumn::Run].column = "subj";
    mapping[TrialColumn::Epoch].column = "session";
    mapping[TrialColumn::Phase].constant = "test";
    mapping[TrialColumn::Image].column = "imagename";
    mapping[TrialColumn::Truth].column = "category";
    mapping[TrialColumn::Prediction].column = "object_response";
    return mapping;
}
} // namespace

std::string_view shortNameOf(TrialColumn column)
{
    return shortNames[static_cast<std::size_t>(column)];
}

std::vector<std::string> toTexts(const TrialMapping& mapping)
{
    std::vector<std::string> texts;
    for (std::size_t index = 0; index < shortNames.size(); ++index) {
        const TrialMapping::Source& source = mapping.sources[index];
        const std::string name(shortNames[index]);
        if (!source.column.empty())
            texts.push_back(name + '=' + protectedName(source.column));
        else if (!source.constant.empty())
            texts.push_back(name + "=:" + source.constant);
        for (const auto& [old, meaning] : source.values)
            texts.push_back(name + ':' + escaped(old) + '=' + escaped(meaning));
    }
    if (!mapping.reactionTime.empty())
        texts.push_back(std::string(reactionTimeName) + protectedName(mapping.reactionTime));
    if (!mapping.reactionTimeUnit.empty())
        texts.push_back(std::string(reactionTimeUnitName) + mapping.reactionTimeUnit);
    return texts;
}

Result<TrialMapping> parseTrialMapping(std::span<const std::string> texts)
{
    TrialMapping mapping;
    for (const std::string& text : texts)
        if (firstInvalidUtf8(text) != std::string::npos)
            return failure(Error::Kind::Usage,
                           quotedForMessage(text) + " is not UTF-8; " + std::string(expected));
    for (const std::string& text : texts)
        for (const KnownLayout& layout : knownLayouts())
            if (text == layout.name)
                mapping = layout.mapping;
    for (const std::string& text : texts) {
        const bool isLayout = std::any_of(knownLayouts().begin(), knownLayouts().end(),
                                          [&](const KnownLayout& layout) { return text == layout.name; });
        if (!isLayout && !readText(text, mapping))
            return failure(Error::Kind::Usage,
                           quotedForMessage(text) + " is not understood; " + std::string(expected));
    }
    if (const auto checked = checkConstants(mapping); !checked)
        return tl::unexpected(checked.error());
    return mapping;
}

const std::vector<KnownLayout>& knownLayouts()
{
    static const std::vector<KnownLayout> layouts = {
        {"model-vs-human", "model-vs-human (Geirhos et al. 2021)", modelVersusHuman()}};
    return layouts;
}

std::string nameInHeader(std::string_view wanted, std::span<const std::string> header)
{
    if (std::find(header.begin(), header.end(), wanted) != header.end())
        return std::string(wanted);
    const auto found = std::find_if(header.begin(), header.end(),
                                    [&](const std::string& name) { return equalButForCase(name, wanted); });
    return found == header.end() ? std::string() : *found;
}

std::optional<TrialMapping> recognisedLayout(std::span<const std::string> header)
{
    const auto has = [&](std::string_view name) {
        return std::find(header.begin(), header.end(), name) != header.end();
    };
    if (std::all_of(trialColumnNames.begin(), trialColumnNames.end(), has))
        return std::nullopt;
    for (const KnownLayout& layout : knownLayouts()) {
        TrialMapping mapping = layout.mapping;
        bool fits = true;
        for (TrialMapping::Source& source : mapping.sources) {
            if (source.column.empty())
                continue;
            source.column = nameInHeader(source.column, header);
            fits &= !source.column.empty();
        }
        if (fits)
            return mapping;
    }
    return std::nullopt;
}

TrialMapping guessedMapping(std::span<const std::string> header)
{
    if (auto known = recognisedLayout(header))
        return *known;
    static const std::array<std::vector<std::string_view>, 6> usual = {{
        {"run", "subj", "subject", "participant", "participant_id", "subject_id", "subject_nr", "observer",
         "worker", "model", "seed"},
        {"epoch", "session", "block", "block_number", "cycle", "sweep"},
        {"phase", "split", "set", "stage"},
        {"image_name", "imagename", "image", "img", "image_file", "picture", "pic", "stimulus", "stim",
         "stimulus_name", "filename", "file", "item"},
        {"ground_truth", "category", "truth", "target", "label", "class", "correct_response", "true_label"},
        {"prediction", "object_response", "response", "answer", "predicted", "pred", "choice", "resp"},
    }};
    TrialMapping mapping;
    std::vector<std::string> taken;
    for (std::size_t index = 0; index < usual.size(); ++index)
        for (const std::string_view name : usual[index]) {
            const std::string found = nameInHeader(name, header);
            if (found.empty() || std::find(taken.begin(), taken.end(), found) != taken.end())
                continue;
            mapping.sources[index].column = found;
            taken.push_back(found);
            break;
        }
    const auto orElse = [&](TrialColumn column, const char* constant) {
        if (mapping[column].isOpen())
            mapping[column].constant = constant;
    };
    orElse(TrialColumn::Run, "1");
    orElse(TrialColumn::Epoch, "1");
    orElse(TrialColumn::Phase, "test");
    return mapping;
}

bool RememberedLayout::fits(std::span<const std::string> header) const
{
    std::vector<std::string> mine = columns;
    std::vector<std::string> others(header.begin(), header.end());
    std::sort(mine.begin(), mine.end());
    std::sort(others.begin(), others.end());
    return mine == others;
}

std::vector<std::int32_t> numbersOfTexts(std::span<const std::string> texts, std::int32_t lowest)
{
    const auto numbers = [&](auto partOf) {
        std::vector<std::int32_t> found;
        for (const std::string& text : texts) {
            const std::string_view part = partOf(text);
            std::int32_t number = 0;
            const auto [end, status] = std::from_chars(part.data(), part.data() + part.size(), number);
            if (status != std::errc {} || end != part.data() + part.size() || number < 0)
                return std::vector<std::int32_t>();
            found.push_back(number);
        }
        std::vector<std::int32_t> sorted = found;
        std::sort(sorted.begin(), sorted.end());
        if (sorted.empty() || std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
            return std::vector<std::int32_t>();
        if (sorted.front() < lowest) {
            if (sorted.back() == std::numeric_limits<std::int32_t>::max())
                return std::vector<std::int32_t>();
            for (std::int32_t& number : found)
                number += lowest - sorted.front();
        }
        return found;
    };
    const auto whole = [](const std::string& text) { return std::string_view(text); };
    const auto digitsAtEnd = [](const std::string& text) {
        const std::size_t last = text.find_last_not_of("0123456789");
        return std::string_view(text).substr(last == std::string::npos ? 0 : last + 1);
    };
    std::vector<std::int32_t> result = numbers(whole);
    if (result.empty())
        result = numbers(digitsAtEnd);
    for (std::int32_t next = 1; result.size() < texts.size(); ++next)
        result.push_back(next);
    return result;
}

} // namespace learnscope
