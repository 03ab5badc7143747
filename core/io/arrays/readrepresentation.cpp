#include "core/io/arrays/readrepresentation.h"

#include "core/io/trialpreview.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

namespace learnscope {

namespace {
namespace fs = std::filesystem;

bool isWholeType(ElementType type)
{
    return type != ElementType::Float16 && type != ElementType::BFloat16 && type != ElementType::Float32
        && type != ElementType::Float64;
}

Checked<Read<Representation>> readAs(ArrayFile& file, const ArrayChoice& choice, RepresentationKind kind,
                                     JobContext& job)
{
    const auto wrapped = [](auto read) -> Checked<Read<Representation>> {
        if (!read) {
            ErrorList errors;
            errors.add(read.error());
            return tl::unexpected(std::move(errors));
        }
        return Read<Representation> {std::move(read->value), std::move(read->remarks)};
    };
    if (kind == RepresentationKind::Embedding)
        return wrapped(readEmbedding(file, choice, job));
    if (kind == RepresentationKind::Matrix)
        return wrapped(readMatrix(file, {.array = choice}, job));
    auto triplets = readTriplets(file, {.array = choice}, job);
    if (!triplets)
        return tl::unexpected(triplets.error());
    return Read<Representation> {std::move(triplets->value), std::move(triplets->remarks)};
}

tl::unexpected<ErrorList> refused(Error error)
{
    ErrorList errors;
    errors.add(std::move(error));
    return tl::unexpected(std::move(errors));
}

/// The arrays that are to be read, each with its kind.
Checked<std::vector<std::pair<std::size_t, RepresentationKind>>>
wantedArrays(const ArrayFile& file, const ArrayChoice& choice, std::optional<RepresentationKind> as,
             std::size_t most)
{
    std::vector<std::pair<std::size_t, RepresentationKind>> wanted;
    const auto add = [&](std::size_t array, bool isMeant) {
        const auto kind = as ? as : representationKindOf(file, array, isMeant);
        if (kind)
            wanted.emplace_back(array, *kind);
    };
    if (!choice.dataset.empty()) {
        const auto found = file.find(choice.dataset);
        if (!found)
            return refused(found.error());
        add(*found, true);
    } else {
        const bool isOnly = file.arrays().size() == 1;
        for (std::size_t array = 0; array < file.arrays().size(); ++array)
            if (isOnly || !as || representationKindOf(file, array, false) == as)
                add(array, isOnly);
    }
    if (wanted.empty())
        return refused({Error::Kind::Mismatch,
                        "there is no array that can be shown: expected rows of features, a matrix of all "
                        "pairs of items, or triplets",
                        {file.file()}});
    if (wanted.size() > most)
        return refused({Error::Kind::Usage,
                        "there are " + std::to_string(wanted.size())
                            + " arrays that can be shown; say which one is meant",
                        {file.file()}});
    return wanted;
}

bool isNumber(std::string_view text)
{
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.front())))
        text.remove_prefix(1);
    while (!text.empty() && std::isspace(static_cast<unsigned char>(text.back())))
        text.remove_suffix(1);
    if (!text.empty() && text.front() == '+')
        text.remove_prefix(1);
    double number = 0;
    const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), number);
    return status == std::errc() && end == text.data() + text.size();
}

bool hasTrialColumn(const std::vector<std::string>& header)
{
    constexpr std::array known = {
        "run",     "epoch", "phase", "image_name",      "ground_truth", "prediction", "subj",
        "session", "trial", "rt",    "object_response", "category",     "condition",  "imagename"};
    return std::any_of(header.begin(), header.end(), [&](const std::string& column) {
        return std::any_of(known.begin(), known.end(), [&](const char* name) { return column == name; });
    });
}

bool isMostlyNumbers(const std::vector<std::string>& fields)
{
    const auto numbers =
        std::count_if(fields.begin(), fields.end(), [](const std::string& field) { return isNumber(field); });
    return fields.size() >= 2 && 4 * numbers >= 3 * std::ssize(fields);
}
} // namespace

std::optional<RepresentationKind> representationKindOf(const ArrayFile& file, std::size_t array, bool isMeant)
{
    const ArrayInfo& info = file.arrays()[array];
    if (!info.refusal.empty() || !isNumeric(info.type) || info.shape.empty() || info.count() < 2)
        return {};
    if (info.shape.size() == 2 && info.shape[1] == 3 && isWholeType(info.type))
        return RepresentationKind::Triplets;
    const bool isSquare = info.shape.size() == 2 && info.shape[0] == info.shape[1];
    // rsatoolbox and Meadows name theirs so.
    const bool isNamed = info.name == "dissimilarities" || info.name.starts_with("rdmutv");
    const bool isCondensed = matrixCount(info) > 0 && (info.shape.size() == 1 || isNamed);
    if ((isSquare && isMeant) || (isCondensed && (isMeant || isNamed)) || file.format() == "Meadows results")
        return RepresentationKind::Matrix;
    if (info.shape.size() >= 2)
        return RepresentationKind::Embedding;
    return {};
}

fs::path namesBeside(const fs::path& path)
{
    std::error_code status;
    for (fs::path candidate :
         {path.parent_path() / (path.stem().string() + ".names.txt"), fs::path(path.string() + ".names.txt")})
        if (fs::is_regular_file(candidate, status))
            return candidate;
    return {};
}

Checked<std::vector<NamedRepresentation>> readRepresentations(const fs::path& path, const ArrayChoice& choice,
                                                              std::optional<RepresentationKind> as,
                                                              std::size_t most, JobContext& job)
{
    auto opened = openArrayFile(path, job);
    if (!opened)
        return refused(opened.error());
    ArrayFile& file = **opened;
    const auto wanted = wantedArrays(file, choice, as, most);
    if (!wanted)
        return tl::unexpected(wanted.error());
    std::vector<NamedRepresentation> result;
    for (const auto& [array, kind] : *wanted) {
        const std::string dataset = file.arrays()[array].name;
        ArrayChoice one = choice;
        one.dataset = dataset;
        const bool hasOwnNames = kind == RepresentationKind::Matrix ? !file.itemNames(array).empty()
                                                                    : !file.rowNames(array).empty();
        if (one.namesFile.empty() && !hasOwnNames)
            one.namesFile = namesBeside(path);
        auto read = readAs(file, one, kind, job);
        if (!read)
            return tl::unexpected(read.error());
        result.push_back({file.arrays().size() == 1 ? std::string() : dataset, std::move(*read)});
    }
    return result;
}

bool looksLikeArrays(const fs::path& path)
{
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    constexpr std::array known = {".npy", ".npz", ".mat", ".h5",          ".hdf5",
                                  ".hdf", ".pt",  ".pth", ".safetensors", ".json"};
    if (std::any_of(known.begin(), known.end(), [&](const char* one) { return extension == one; }))
        return true;
    if (extension != ".csv" && extension != ".tsv" && extension != ".txt")
        return false;
    const auto preview = previewTrials(path, 1);
    if (!preview || hasTrialColumn(preview->header))
        return false;
    if (extension == ".txt")
        return true;
    return isMostlyNumbers(preview->header) || (!preview->rows.empty() && isMostlyNumbers(preview->rows[0]));
}

} // namespace learnscope
