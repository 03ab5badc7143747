#include "core/io/arrays/arraychoice.h"
#include "core/io/arrays/namesfile.h"
#include "core/io/arrays/readnumbers.h"
#include "core/io/problems.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace learnscope {

namespace {
/// Turns rows of three numbers into triplets and gathers what is wrong with them.
class TripletRows
{
public:
    TripletRows(const ArrayFile& file, std::size_t array, std::size_t objectCount, TripletOptions::Base base)
        : m_file(file)
        , m_array(array)
        , m_objectCount(objectCount)
        , m_base(base)
        , m_problems(file.file())
    {
    }

    Result<void> read(ArrayFile& file, JobContext& job)
    {
        // In double precision every number that an object can have is exact.
        auto numbers = readRowMajor<double>(file, m_array, job);
        if (!numbers)
            return tl::unexpected(numbers.error());
        m_numbers = std::move(*numbers);
        return {};
    }

    void detectBase()
    {
        double smallest = std::numeric_limits<double>::infinity();
        double largest = 0;
        for (const double number : m_numbers) {
            smallest = std::min(smallest, number);
            largest = std::max(largest, number);
        }
        const bool lacksZero = smallest >= 1;
        if (m_base == TripletOptions::Base::Detect) {
            const auto count = static_cast<double>(m_objectCount);
            const bool isOne = lacksZero && (m_objectCount == 0 || largest == count);
            m_base = isOne ? TripletOptions::Base::One : TripletOptions::Base::Zero;
            if (isOne)
                m_remarks.push_back(
                    "no triplet names object 0, so that objects were taken to be counted from 1");
            else if (lacksZero && largest < count)
                m_remarks.push_back(
                    "no triplet names object 0; objects were taken to be counted from 0, as none "
                    "has the number "
                    + std::to_string(m_objectCount));
        }
        const double limit = std::numeric_limits<std::uint32_t>::max();
        if (m_objectCount == 0 && largest < limit)
            m_objectCount =
                static_cast<std::size_t>(largest) + (m_base == TripletOptions::Base::Zero ? 1 : 0);
    }

    void convert()
    {
        const std::size_t rows = m_numbers.size() / 3;
        m_triplets.reserve(rows);
        for (std::size_t row = 0; row < rows; ++row) {
            std::array<std::uint32_t, 3> objects = {};
            bool isSound = true;
            for (std::size_t column = 0; column < 3; ++column)
                isSound &= convertOne(row, column, objects[column]);
            if (isSound
                && (objects[0] == objects[1] || objects[0] == objects[2] || objects[1] == objects[2])) {
                isSound = false;
                add(row, 0, "triplet-repeats", [&] {
                    return "names an object twice (" + text(row, 0) + ' ' + text(row, 1) + ' ' + text(row, 2)
                        + "); expected three different ones";
                });
            }
            if (isSound)
                m_triplets.push_back({objects[0], objects[1], objects[2]});
        }
    }

    const ErrorList& problems() const noexcept { return m_problems.errors(); }
    std::size_t objectCount() const noexcept { return m_objectCount; }
    std::vector<Triplet> takeTriplets() { return std::move(m_triplets); }
    std::vector<std::string> takeRemarks() { return std::move(m_remarks); }

private:
    bool convertOne(std::size_t row, std::size_t column, std::uint32_t& object)
    {
        const double number = m_numbers[row * 3 + column];
        const double first = m_base == TripletOptions::Base::One ? 1 : 0;
        if (!(number == std::floor(number)) || std::isinf(number)) {
            add(row, column, "triplet-not-whole",
                [&] { return text(row, column) + " is no whole number; expected the number of an object"; });
            return false;
        }
        if (number < first || number - first >= static_cast<double>(m_objectCount)) {
            add(row, column, "triplet-out-of-range", [&] {
                return "there is no object " + text(row, column) + "; expected "
                    + std::to_string(static_cast<int>(first)) + " to "
                    + std::to_string(m_objectCount - 1 + static_cast<std::size_t>(first));
            });
            return false;
        }
        object = static_cast<std::uint32_t>(number - first);
        return true;
    }

    std::string text(std::size_t row, std::size_t column) const
    {
        const double number = m_numbers[row * 3 + column];
        const bool isWhole = number == std::floor(number) && std::abs(number) < 1e15;
        return isWhole ? std::to_string(static_cast<std::int64_t>(number)) : std::to_string(number);
    }

    template<typename Message>
    void add(std::size_t row, std::size_t column, std::string_view code, Message message)
    {
        m_problems.add(
            Error::Kind::OutOfRange, code, [&] { return m_file.locate(m_array, row, column); },
            [&] { return "triplet " + std::to_string(row + 1) + ": " + message(); });
    }

    const ArrayFile& m_file;
    std::size_t m_array;
    std::size_t m_objectCount;
    TripletOptions::Base m_base;
    Problems m_problems;
    std::vector<double> m_numbers;
    std::vector<Triplet> m_triplets;
    std::vector<std::string> m_remarks;
};

/// The names of objects, whose number is only known from them.
Result<RowNames> objectNames(const TripletOptions& options, std::size_t objectCount)
{
    if (options.array.namesFile.empty())
        return RowNames();
    return readNames(options.array.namesFile, options.array.nameColumn, objectCount);
}
} // namespace

Checked<Read<Triplets>> readTriplets(const std::filesystem::path& path, const TripletOptions& options,
                                     JobContext& job)
{
    const auto file = openArrayFile(path, job);
    if (!file)
        return tl::unexpected(ErrorList(file.error()));
    return readTriplets(**file, options, job);
}

Checked<Read<Triplets>> readTriplets(ArrayFile& file, const TripletOptions& options, JobContext& job)
{
    const auto refused = [](const Error& error) { return tl::unexpected(ErrorList(error)); };
    const auto isTriplets = [](const ArrayInfo& info) {
        return info.shape.size() == 2 && info.shape[1] == 3;
    };
    const auto array = chooseArray(file, options.array, isTriplets, "rows of three numbers (n x 3)");
    if (!array)
        return refused(array.error());
    auto names = objectNames(options, options.objectCount);
    if (!names)
        return refused(names.error());
    const std::size_t count = options.objectCount != 0 ? options.objectCount : names->size();
    TripletRows rows(file, *array, count, options.base);
    if (auto read = rows.read(file, job); !read)
        return refused(read.error());
    rows.detectBase();
    rows.convert();
    if (!rows.problems().empty())
        return tl::unexpected(rows.problems());
    auto triplets = Triplets::make(rows.objectCount(), SharedValues<Triplet>(rows.takeTriplets()),
                                   std::move(*names), sourceOf(file, *array));
    if (!triplets) {
        Error error = triplets.error();
        error.where.file = file.file();
        return refused(error);
    }
    return Read<Triplets> {std::move(*triplets), rows.takeRemarks()};
}

} // namespace learnscope
