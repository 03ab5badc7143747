#include "core/io/plaintrialrows.h"

#include "core/base/parallel.h"
#include "core/io/bytescan.h"
#include "core/io/namecodes.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <memory>
#include <mutex>
#include <numeric>
#include <sys/mman.h>

namespace learnscope {

namespace {
constexpr std::uint64_t blockSize = 1
    << 18; // bytes: fits the second-level cache together with its table of places
constexpr std::uint64_t longestRow = 1 << 12; // bytes; longer ones are for the patient reader
constexpr std::uint32_t mostLabels = 65535;
constexpr double countingShare = 0.2; // of the time
constexpr std::string_view stepName = "reading trials";

/// A huge column is touched for the first time by huge pages: a tenth of the page faults.
template<typename Value>
void resizeColumn(std::vector<Value>& column, std::size_t size)
{
    column.reserve(size);
    constexpr std::uintptr_t hugePage = 1 << 21;
    const auto begin = (reinterpret_cast<std::uintptr_t>(column.data()) + hugePage - 1) & ~(hugePage - 1);
    const auto end = reinterpret_cast<std::uintptr_t>(column.data() + size) & ~(hugePage - 1);
    if (end > begin)
        ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE);
    column.resize(size);
}

/// What one thread keeps while it goes from block to block.
struct Worker
{
    NameCodes images;
    NameCodes labels;
    std::array<std::uint32_t, 256> shortLabels; ///< codes of the labels of one byte
    std::vector<char> buffer;
    std::unique_ptr<std::uint32_t[]> places;

    Worker() { shortLabels.fill(unknown); }

    static constexpr std::uint32_t unknown = ~std::uint32_t(0);
};

class PlainReader
{
public:
    PlainReader(const ByteSource& source, const TrialHeader& header, unsigned threads, JobContext& context)
        : m_source(source)
        , m_header(header)
        , m_context(context)
        , m_blockCount(
              static_cast<std::size_t>((source.size() - header.bodyOffset + blockSize - 1) / blockSize))
        , m_threads(static_cast<unsigned>(std::min<std::size_t>(threadCount(threads), m_blockCount)))
    {
        for (std::size_t index = 0; index < header.roles.size(); ++index)
            m_fieldOf[static_cast<std::size_t>(header.roles[index])] = index;
    }

    Result<std::optional<TrialTable::Columns>> read();

private:
    std::uint64_t beginOf(std::size_t block) const { return m_header.bodyOffset + block * blockSize; }
    std::uint64_t endOf(std::size_t block) const { return std::min(m_source.size(), beginOf(block + 1)); }
    bool mustStop() const { return m_stop || m_context.isCancelled(); }
    void stopFor(const Error& error);
    void reportBlock(double from, double share);

    void countRows();
    void allocate();
    void parseBlocks();
    void parseBlock(std::size_t block, Worker& worker);
    bool parseRows(std::string_view text, std::size_t block, Worker& worker);
    bool parseRow(std::string_view text, const std::uint32_t* ends, std::size_t row, Worker& worker);
    std::uint32_t labelCode(std::string_view label, std::uint64_t place, Worker& worker);
    bool mergeNames();
    std::vector<std::vector<std::uint32_t>> mergeNames(NameCodes Worker::*names, StringPool& pool) const;
    void recode(const std::vector<std::vector<std::uint32_t>>& images,
                const std::vector<std::vector<std::uint32_t>>& labels);

    const ByteSource& m_source;
    const TrialHeader& m_header;
    JobContext& m_context;
    std::size_t m_blockCount;
    unsigned m_threads;
    std::array<std::size_t, trialColumnNames.size()> m_fieldOf = {}; ///< by column
    std::vector<std::size_t> m_firstRow; ///< of each block; at the end: how many there are
    std::vector<unsigned> m_workerOf; ///< by block
    std::vector<Worker> m_workers;
    TrialTable::Columns m_columns;

    std::atomic<bool> m_stop = false; ///< without an error: the file is not plain
    std::atomic<std::size_t> m_blocksDone = 0;
    std::mutex m_errorMutex; // protects m_error
    std::optional<Error> m_error;
};

void PlainReader::stopFor(const Error& error)
{
    const std::scoped_lock lock(m_errorMutex);
    m_error = error;
    m_stop = true;
}

void PlainReader::reportBlock(double from, double share)
{
    if (const std::size_t done = ++m_blocksDone; done % 16 == 0)
        m_context.report(from + share * static_cast<double>(done) / static_cast<double>(m_blockCount),
                         stepName);
}

Result<std::optional<TrialTable::Columns>> PlainReader::read()
{
    const auto stopped = [&]() -> Result<std::optional<TrialTable::Columns>> {
        if (m_error)
            return tl::unexpected(*m_error);
        if (m_context.isCancelled())
            return failure(Error::Kind::Cancelled, "cancelled");
        return std::nullopt;
    };
    countRows();
    if (mustStop())
        return stopped();
    allocate();
    parseBlocks();
    if (mustStop() || !mergeNames())
        return stopped();
    if (m_header.bodyLine != 2)
        m_columns.lines.emplace_back(0, m_header.bodyLine);
    return std::move(m_columns);
}

/// How many rows begin in each block: one after each newline before its last byte, and one at the very start.
void PlainReader::countRows()
{
    m_firstRow.assign(m_blockCount + 1, 0);
    std::atomic<std::size_t> next = 0;
    parallelFor(m_threads, m_threads, [&](std::size_t) {
        std::vector<char> buffer;
        for (std::size_t block = next++; block < m_blockCount && !mustStop(); block = next++) {
            const std::uint64_t before = block == 0 ? 0 : 1;
            const std::uint64_t begin = beginOf(block) - before;
            const auto text =
                m_source.read(begin, static_cast<std::size_t>(endOf(block) - begin - 1), buffer);
            if (!text)
                return stopFor(text.error());
            m_firstRow[block + 1] = countByte(*text, '\n') + (block == 0 ? 1 : 0);
            reportBlock(0.0, countingShare);
        }
    });
    std::partial_sum(m_firstRow.begin(), m_firstRow.end(), m_firstRow.begin());
    m_blocksDone = 0;
}

void PlainReader::allocate()
{
    const std::size_t rows = m_firstRow.back();
    parallelFor(4, m_threads, [&](std::size_t part) {
        if (part == 0)
            resizeColumn(m_columns.run, rows);
        else if (part == 1)
            resizeColumn(m_columns.epoch, rows);
        else if (part == 2)
            resizeColumn(m_columns.image, rows);
        else {
            resizeColumn(m_columns.truth, rows);
            resizeColumn(m_columns.prediction, rows);
            resizeColumn(m_columns.phase, rows);
        }
    });
}

void PlainReader::parseBlocks()
{
    m_workerOf.assign(m_blockCount, 0);
    m_workers.resize(1);
    // The names of the first block are known to all workers; mostly there are no others, and no code changes.
    parseBlock(0, m_workers.front());
    for (unsigned index = 1; index < m_threads; ++index) {
        Worker& worker = m_workers.emplace_back();
        worker.images = m_workers.front().images;
        worker.labels = m_workers.front().labels;
        worker.shortLabels = m_workers.front().shortLabels;
    }
    std::atomic<std::size_t> next = 1;
    parallelFor(m_threads, m_threads, [&](std::size_t index) {
        for (std::size_t block = next++; block < m_blockCount && !mustStop(); block = next++) {
            m_workerOf[block] = static_cast<unsigned>(index);
            parseBlock(block, m_workers[index]);
            reportBlock(countingShare, 1.0 - countingShare);
        }
    });
}

void PlainReader::parseBlock(std::size_t block, Worker& worker)
{
    if (m_firstRow[block] == m_firstRow[block + 1])
        return;
    const std::uint64_t begin = beginOf(block) - (block == 0 ? 0 : 1);
    const std::uint64_t end = std::min(m_source.size(), endOf(block) + longestRow);
    auto read = m_source.read(begin, static_cast<std::size_t>(end - begin), worker.buffer);
    if (!read)
        return stopFor(read.error());
    std::string_view text = *read;
    if (block > 0)
        text.remove_prefix(text.find('\n') + 1); // there is one: a row begins in this block
    if (!worker.places)
        worker.places = std::make_unique_for_overwrite<std::uint32_t[]>(blockSize + longestRow + 80);
    if (!parseRows(text, block, worker))
        m_stop = true;
}

/// False where a row is not as expected, perhaps because a block was given more than one row of text at its
/// end.
bool PlainReader::parseRows(std::string_view text, std::size_t block, Worker& worker)
{
    std::uint32_t* const places = worker.places.get();
    std::size_t found = findBytes(text, m_header.separator, '\n', places);
    const bool reachesEnd = endOf(block) + longestRow >= m_source.size();
    if (reachesEnd && !text.ends_with('\n'))
        places[found++] = static_cast<std::uint32_t>(text.size());
    const std::size_t fields = m_header.roles.size();
    const std::size_t firstRow = m_firstRow[block];
    const std::size_t rows = m_firstRow[block + 1] - firstRow;
    if (found < rows * fields)
        return false;
    // The end of the row before stands before the ends of the fields of each row.
    std::array<std::uint32_t, trialColumnNames.size() + 1> ends = {~std::uint32_t(0)};
    for (std::size_t row = 0; row < rows; ++row) {
        std::copy_n(places + row * fields, trialColumnNames.size(), ends.begin() + 1);
        if (!parseRow(text, ends.data(), firstRow + row, worker))
            return false;
        ends.front() = ends.back();
    }
    return worker.images.arePlain() && worker.labels.arePlain() && worker.labels.size() <= mostLabels;
}

bool parseNumber(std::string_view text, std::int32_t& number)
{
    if (text.empty() || text.size() > 10)
        return false;
    std::uint64_t value = 0;
    for (const char letter : text) {
        const auto digit = static_cast<unsigned char>(letter - '0');
        if (digit > 9)
            return false;
        value = 10 * value + digit;
    }
    number = static_cast<std::int32_t>(value);
    return value <= std::numeric_limits<std::int32_t>::max();
}

std::uint32_t PlainReader::labelCode(std::string_view label, std::uint64_t place, Worker& worker)
{
    if (label.size() != 1)
        return worker.labels.codeOf(label, place);
    std::uint32_t& code = worker.shortLabels[static_cast<unsigned char>(label.front())];
    if (code == Worker::unknown)
        code = worker.labels.codeOf(label, place);
    return code;
}

bool PlainReader::parseRow(std::string_view text, const std::uint32_t* ends, std::size_t row, Worker& worker)
{
    constexpr std::size_t columns = trialColumnNames.size();
    std::uint32_t rowEnd = ends[columns];
    for (std::size_t field = 1; field < columns; ++field)
        if (text[ends[field]] == '\n')
            return false;
    if (rowEnd < text.size() && text[rowEnd] != '\n')
        return false;
    const auto fieldOf = [&](TrialColumn column) {
        const std::size_t field = m_fieldOf[static_cast<std::size_t>(column)];
        const std::uint32_t begin = ends[field] + 1;
        std::uint32_t end = ends[field + 1];
        end -= field + 1 == columns && end > begin && text[end - 1] == '\r';
        return text.substr(begin, end - begin);
    };
    const std::string_view phase = fieldOf(TrialColumn::Phase);
    const bool isTrain = phase == "train";
    std::int32_t& epoch = m_columns.epoch[row];
    if ((!isTrain && phase != "test") || !parseNumber(fieldOf(TrialColumn::Run), m_columns.run[row])
        || !parseNumber(fieldOf(TrialColumn::Epoch), epoch) || epoch < 1)
        return false;
    m_columns.phase[row] = isTrain ? Phase::Train : Phase::Test;
    m_columns.image[row] = worker.images.codeOf(fieldOf(TrialColumn::Image), row);
    m_columns.truth[row] =
        static_cast<std::uint16_t>(labelCode(fieldOf(TrialColumn::Truth), 2 * row, worker));
    m_columns.prediction[row] =
        static_cast<std::uint16_t>(labelCode(fieldOf(TrialColumn::Prediction), 2 * row + 1, worker));
    return true;
}

/// Numbers all names in the order of their first appearance in the file. For each worker: the final code of
/// each of its codes; empty where they are the same.
std::vector<std::vector<std::uint32_t>> PlainReader::mergeNames(NameCodes Worker::*names,
                                                                StringPool& pool) const
{
    struct Name
    {
        std::uint64_t place;
        std::size_t worker;
        std::uint32_t code;
    };
    std::vector<Name> all;
    for (std::size_t worker = 0; worker < m_workers.size(); ++worker)
        for (std::uint32_t code = 0; code < (m_workers[worker].*names).size(); ++code)
            all.push_back({(m_workers[worker].*names).firstPlace(code), worker, code});
    std::sort(all.begin(), all.end(),
              [](const Name& left, const Name& right) { return left.place < right.place; });
    std::vector<std::vector<std::uint32_t>> codes(m_workers.size());
    for (std::size_t worker = 0; worker < m_workers.size(); ++worker)
        codes[worker].resize((m_workers[worker].*names).size());
    for (const Name& name : all)
        codes[name.worker][name.code] = pool.codeOf((m_workers[name.worker].*names).name(name.code));
    for (auto& ofWorker : codes) {
        std::uint32_t expected = 0;
        if (std::all_of(ofWorker.begin(), ofWorker.end(),
                        [&](std::uint32_t code) { return code == expected++; }))
            ofWorker.clear();
    }
    return codes;
}

bool PlainReader::mergeNames()
{
    const auto images = mergeNames(&Worker::images, m_columns.images);
    const auto labels = mergeNames(&Worker::labels, m_columns.labels);
    if (m_columns.labels.size() > mostLabels)
        return false;
    recode(images, labels);
    return true;
}

void PlainReader::recode(const std::vector<std::vector<std::uint32_t>>& images,
                         const std::vector<std::vector<std::uint32_t>>& labels)
{
    const auto isEmpty = [](const auto& codes) { return codes.empty(); };
    if (std::all_of(images.begin(), images.end(), isEmpty)
        && std::all_of(labels.begin(), labels.end(), isEmpty))
        return;
    parallelFor(m_blockCount, m_threads, [&](std::size_t block) {
        const auto& image = images[m_workerOf[block]];
        const auto& label = labels[m_workerOf[block]];
        for (std::size_t row = m_firstRow[block]; row < m_firstRow[block + 1] && !image.empty(); ++row)
            m_columns.image[row] = image[m_columns.image[row]];
        for (std::size_t row = m_firstRow[block]; row < m_firstRow[block + 1] && !label.empty(); ++row) {
            m_columns.truth[row] = static_cast<std::uint16_t>(label[m_columns.truth[row]]);
            m_columns.prediction[row] = static_cast<std::uint16_t>(label[m_columns.prediction[row]]);
        }
    });
}
} // namespace

Result<std::optional<TrialTable::Columns>>
readPlainTrialRows(const ByteSource& source, const TrialHeader& header, unsigned threads, JobContext& context)
{
    const bool isPlain = header.roles.size() == trialColumnNames.size() && header.extraNames.empty()
        && header.bodyOffset < source.size();
    if (!isPlain)
        return std::nullopt;
    return PlainReader(source, header, threads, context).read();
}

} // namespace learnscope
