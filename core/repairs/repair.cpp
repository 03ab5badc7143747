#include "core/repairs/repair.h"

#include "core/stats/runselection.h"

#include <algorithm>
#include <array>

namespace learnscope {

namespace {
using Kind = Repair::Kind;

constexpr std::array<std::pair<Kind, std::string_view>, 5> names {{{Kind::AbortedStart, "aborted-start"},
                                                                   {Kind::Reblock, "reblock"},
                                                                   {Kind::Duplicates, "duplicates"},
                                                                   {Kind::Exclude, "exclude"},
                                                                   {Kind::Labels, "labels"}}};
constexpr std::string_view expected =
    "expected aborted-start, reblock, duplicates[=first|last], exclude=non-learners|below-chance|RUNS or "
    "labels=OLD=NEW";

Error notUnderstood(std::string_view text)
{
    return {Error::Kind::Usage, "'" + std::string(text) + "' is not understood; " + std::string(expected)};
}

std::string escaped(std::string_view label)
{
    std::string text;
    for (const char letter : label) {
        if (letter == ',' || letter == '=' || letter == '\\')
            text += '\\';
        text += letter;
    }
    return text;
}

std::string listOf(const std::vector<std::int32_t>& runs)
{
    std::string text;
    for (const std::int32_t run : runs)
        text += (text.empty() ? "" : ",") + std::to_string(run);
    return text;
}

/// "a=b,c=d" as pairs; nothing where it is not so.
std::optional<std::vector<std::pair<std::string, std::string>>> parseLabels(std::string_view text)
{
    std::vector<std::pair<std::string, std::string>> labels(1);
    bool inNew = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        std::string& part = inNew ? labels.back().second : labels.back().first;
        const char letter = text[at];
        if (letter == '\\' && at + 1 < text.size()) {
            part += text[++at];
        } else if (letter == '=') {
            if (inNew)
                return std::nullopt;
            inNew = true;
        } else if (letter == ',') {
            labels.emplace_back();
            inNew = false;
        } else {
            part += letter;
        }
    }
    std::vector<std::string> olds;
    for (const auto& [old, renamed] : labels) {
        if (old.empty() || renamed.empty() || std::find(olds.begin(), olds.end(), old) != olds.end())
            return std::nullopt;
        olds.push_back(old);
    }
    return labels;
}

/// Takes the parameters of @p repair from @p text; false where they are not understood.
bool readParameters(Repair& repair, std::string_view text)
{
    switch (repair.kind) {
    case Kind::AbortedStart:
    case Kind::Reblock:
        return text.empty();
    case Kind::Duplicates:
        repair.keep = text == "last" ? Repair::Keep::Last : Repair::Keep::First;
        return text.empty() || text == "first" || text == "last";
    case Kind::Exclude:
        if (text == "non-learners" || text == "below-chance") {
            repair.exclusion =
                text == "non-learners" ? Repair::Exclusion::NonLearners : Repair::Exclusion::BelowChance;
            return true;
        }
        if (auto listed = parseRunSelection(text); listed && listed->rule == RunSelection::Rule::Listed) {
            repair.exclusion = Repair::Exclusion::Listed;
            repair.runs = std::move(listed->runs);
            std::sort(repair.runs.begin(), repair.runs.end());
            repair.runs.erase(std::unique(repair.runs.begin(), repair.runs.end()), repair.runs.end());
            return true;
        }
        return false;
    case Kind::Labels:
        if (auto labels = parseLabels(text)) {
            repair.labels = std::move(*labels);
            return true;
        }
        return false;
    }
    return false;
}
} // namespace

std::string_view nameOf(Repair::Kind kind)
{
    return std::find_if(names.begin(), names.end(), [&](const auto& entry) { return entry.first == kind; })
        ->second;
}

std::optional<Repair::Kind> repairKindFromName(std::string_view name)
{
    const auto known =
        std::find_if(names.begin(), names.end(), [&](const auto& entry) { return entry.second == name; });
    return known == names.end() ? std::nullopt : std::optional(known->first);
}

std::string parametersOf(const Repair& repair)
{
    switch (repair.kind) {
    case Kind::AbortedStart:
    case Kind::Reblock:
        return {};
    case Kind::Duplicates:
        return repair.keep == Repair::Keep::First ? "first" : "last";
    case Kind::Exclude:
        return repair.exclusion == Repair::Exclusion::Listed     ? listOf(repair.runs)
            : repair.exclusion == Repair::Exclusion::NonLearners ? "non-learners"
                                                                 : "below-chance";
    case Kind::Labels:
        break;
    }
    std::string text;
    for (const auto& [old, renamed] : repair.labels)
        text += (text.empty() ? "" : ",") + escaped(old) + '=' + escaped(renamed);
    return text;
}

std::string toString(const Repair& repair)
{
    const std::string parameters = parametersOf(repair);
    return std::string(nameOf(repair.kind)) + (parameters.empty() ? "" : "=" + parameters);
}

Result<Repair> parseRepair(std::string_view text)
{
    const std::size_t end = text.find_first_of("=:");
    const auto kind = repairKindFromName(text.substr(0, end));
    if (!kind)
        return tl::unexpected(notUnderstood(text));
    Repair repair;
    repair.kind = *kind;
    const bool hasParameters = end != std::string_view::npos;
    if (hasParameters && end + 1 == text.size())
        return tl::unexpected(notUnderstood(text));
    if (!readParameters(repair, hasParameters ? text.substr(end + 1) : std::string_view()))
        return tl::unexpected(notUnderstood(text));
    return repair;
}

std::optional<Repair> repairOf(const RepairRecord& record)
{
    auto repair =
        parseRepair(record.parameters.empty() ? record.repair : record.repair + '=' + record.parameters);
    return repair ? std::optional(std::move(*repair)) : std::nullopt;
}

std::vector<Repair> withRepair(std::vector<Repair> repairs, const Repair& repair)
{
    const bool gathers = repair.kind == Kind::Exclude || repair.kind == Kind::Labels;
    std::erase_if(repairs, [&](const Repair& known) {
        return known == repair || (!gathers && known.kind == repair.kind);
    });
    const auto behind = std::find_if(repairs.begin(), repairs.end(),
                                     [&](const Repair& known) { return known.kind > repair.kind; });
    repairs.insert(behind, repair);
    return repairs;
}

std::string titleOf(const Repair& repair)
{
    switch (repair.kind) {
    case Kind::AbortedStart:
        return "Drop the aborted start";
    case Kind::Reblock:
        return "Re-block shifted epochs";
    case Kind::Duplicates:
        return repair.keep == Repair::Keep::First ? "Drop duplicates, keep the first"
                                                  : "Drop duplicates, keep the last";
    case Kind::Exclude:
        return repair.exclusion == Repair::Exclusion::NonLearners ? "Exclude who did not learn"
            : repair.exclusion == Repair::Exclusion::BelowChance  ? "Exclude who is not above chance"
                                                                  : "Exclude " + listOf(repair.runs);
    case Kind::Labels:
        break;
    }
    std::string text;
    for (const auto& [old, renamed] : repair.labels)
        text += (text.empty() ? "Rename label " : ", ") + old + " to " + renamed;
    return text;
}

std::optional<Repair> repairFor(const Finding& finding)
{
    const auto of = [](Kind kind) {
        Repair repair;
        repair.kind = kind;
        return repair;
    };
    if (finding.code == "repeated-start")
        return of(Kind::AbortedStart);
    if (finding.code == "shifted-epochs")
        return of(Kind::Reblock);
    if (finding.code == "duplicate-keys")
        return of(Kind::Duplicates);
    return std::nullopt;
}

} // namespace learnscope
