#include "core/stimuli/contactsheet.h"

#include "core/base/parallel.h"
#include "core/stimuli/pictureheader.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <tuple>

namespace learnscope {

namespace {
const cv::Scalar background(34, 36, 40);
const cv::Scalar textColour(214, 218, 224);
const cv::Scalar quietColour(140, 146, 154);
const cv::Scalar trainedColour(122, 162, 247);

/// Which picture stands where.
struct Layout
{
    struct Row
    {
        std::string label;
        bool trained = false;
        bool startsGroup = false; ///< another category than the row above
        std::vector<const Stimulus*> cells; ///< null: none
    };
    std::vector<std::string> columns;
    std::vector<Row> rows;
};

/// Numbers within names count as numbers, so that 8 comes before 16.
bool comesBefore(const std::string& left, const std::string& right)
{
    return std::make_tuple(left.size(), std::cref(left)) < std::make_tuple(right.size(), std::cref(right));
}

/// What the objects' names have in common need not be said in each row.
std::string shortName(const StimulusName& name)
{
    const std::size_t category =
        name.category.empty() ? std::string::npos : name.object.find("_" + name.category + "_");
    return category == std::string::npos ? name.object : name.object.substr(category + 1);
}

Layout layOut(const StimulusSet& stimuli)
{
    using View = std::tuple<std::string, int>; // axis, angle
    const auto byObject = [](const StimulusName* left, const StimulusName* right) {
        if (left->category != right->category)
            return left->category < right->category;
        return left->object != right->object && comesBefore(left->object, right->object);
    };
    std::set<View> views;
    std::map<const StimulusName*, std::map<View, const Stimulus*>, decltype(byObject)> objects(byObject);
    std::set<std::string> trained;
    std::vector<const Stimulus*> others;
    for (const Stimulus& stimulus : stimuli.stimuli()) {
        if (!stimulus.name) {
            others.push_back(&stimulus);
            continue;
        }
        const View view {stimulus.name->axis, stimulus.name->angle};
        views.insert(view);
        objects[&*stimulus.name].emplace(view, &stimulus);
        if (stimulus.phase == Phase::Train)
            trained.insert(stimulus.name->object);
    }

    Layout layout;
    for (const auto& [axis, angle] : views)
        layout.columns.push_back(axis.empty() ? std::to_string(angle) : axis + " " + std::to_string(angle));
    if (layout.columns.empty())
        layout.columns.resize(std::min<std::size_t>(10, others.size()));
    std::optional<std::string> category;
    for (const auto& [name, pictures] : objects) {
        Layout::Row row {
            shortName(*name), trained.contains(name->object), category && *category != name->category, {}};
        category = name->category;
        for (const View& view : views) {
            const auto found = pictures.find(view);
            row.cells.push_back(found == pictures.end() ? nullptr : found->second);
        }
        layout.rows.push_back(std::move(row));
    }
    for (std::size_t index = 0; index < others.size(); ++index) {
        if (index % layout.columns.size() == 0)
            layout.rows.push_back(
                {index == 0 ? "others" : "", false, index == 0 && category.has_value(), {}});
        layout.rows.back().cells.push_back(others[index]);
    }
    return layout;
}

/// Places in pixels.
class Grid
{
public:
    Grid(const Layout& layout, int cell)
        : m_cell(cell)
        , m_font(std::clamp(cell / 220., .3, 1.))
    {
        int widest = 0;
        for (const Layout::Row& row : layout.rows)
            widest = std::max(widest, textSize(row.label).width);
        m_left = widest + 3 * gap + 8;
        m_top = 2 * gap + textSize("z -60").height + 6;
        int y = m_top;
        for (const Layout::Row& row : layout.rows) {
            y += row.startsGroup ? 4 * gap : 0;
            m_rows.push_back(y);
            y += m_cell + gap;
        }
        m_height = y + gap;
        m_width = m_left + int(layout.columns.size()) * (m_cell + gap) + gap;
    }

    std::uint64_t pixels() const { return std::uint64_t(m_width) * std::uint64_t(m_height); }
    cv::Size size() const { return {m_width, m_height}; }
    cv::Rect cellAt(std::size_t row, std::size_t column) const
    {
        return {m_left + int(column) * (m_cell + gap), m_rows[row], m_cell, m_cell};
    }

    /// The text's middle at @p middle.
    void write(cv::Mat& sheet, const std::string& text, cv::Point middle, const cv::Scalar& colour) const
    {
        const cv::Size size = textSize(text);
        cv::putText(sheet, text, {middle.x - size.width / 2, middle.y + size.height / 2}, font, m_font,
                    colour, 1, cv::LINE_AA);
    }
    cv::Size textSize(const std::string& text) const
    {
        int baseline = 0;
        return cv::getTextSize(text, font, m_font, 1, &baseline);
    }

    static constexpr int gap = 4;

private:
    static constexpr int font = cv::FONT_HERSHEY_SIMPLEX;
    int m_cell;
    double m_font;
    int m_left = 0;
    int m_top = 0;
    int m_width = 0;
    int m_height = 0;
    std::vector<int> m_rows;
};

void writeEdges(cv::Mat& sheet, const Layout& layout, const Grid& grid)
{
    for (std::size_t column = 0; column < layout.columns.size(); ++column) {
        const cv::Rect cell = grid.cellAt(0, column);
        grid.write(sheet, layout.columns[column], {cell.x + cell.width / 2, cell.y / 2}, quietColour);
    }
    for (std::size_t row = 0; row < layout.rows.size(); ++row) {
        const cv::Rect cell = grid.cellAt(row, 0);
        const int middle = cell.y + cell.height / 2;
        const cv::Size text = grid.textSize(layout.rows[row].label);
        const int right = cell.x - 2 * Grid::gap - 8;
        grid.write(sheet, layout.rows[row].label, {right - text.width / 2, middle}, textColour);
        if (layout.rows[row].trained)
            cv::circle(sheet, {cell.x - Grid::gap - 4, middle}, 3, trainedColour, cv::FILLED, cv::LINE_AA);
    }
}

void place(const Picture& picture, cv::Mat& sheet, const cv::Rect& cell)
{
    const cv::Mat pixels(picture.height, picture.width, CV_8UC3,
                         const_cast<std::uint8_t*>(picture.rgb.data()));
    pixels.copyTo(sheet({cell.x + (cell.width - picture.width) / 2,
                         cell.y + (cell.height - picture.height) / 2, picture.width, picture.height}));
}

/// Reads the pictures into their cells on several threads; cells do not overlap.
Result<void> fill(cv::Mat& sheet, const Layout& layout, const Grid& grid, const ContactSheetOptions& options,
                  JobContext& context)
{
    std::vector<std::pair<const Stimulus*, cv::Rect>> cells;
    for (std::size_t row = 0; row < layout.rows.size(); ++row)
        for (std::size_t column = 0; column < layout.rows[row].cells.size(); ++column)
            if (const Stimulus* stimulus = layout.rows[row].cells[column])
                cells.emplace_back(stimulus, grid.cellAt(row, column));
    std::mutex mutex; // guards error
    std::optional<Error> error;
    std::atomic<bool> stopped = false;
    std::atomic<std::size_t> done = 0;
    const auto stop = [&](Error reason) {
        const std::scoped_lock lock(mutex);
        if (!error)
            error = std::move(reason);
        stopped = true;
    };
    parallelFor(cells.size(), options.threads, [&](std::size_t index) {
        if (stopped)
            return;
        if (context.isCancelled())
            return stop({Error::Kind::Cancelled, "cancelled"});
        const Result<Picture> picture = readPicture(cells[index].first->path, options.cell);
        if (!picture)
            return stop(picture.error());
        place(*picture, sheet, cells[index].second);
        context.report(static_cast<double>(++done) / static_cast<double>(cells.size()), "reading stimuli");
    });
    if (error)
        return tl::unexpected(*error);
    return {};
}
} // namespace

Result<Picture> contactSheet(const StimulusSet& stimuli, const ContactSheetOptions& options,
                             JobContext& context)
{
    if (options.cell < 16 || options.cell > 1024)
        return failure(Error::Kind::Usage, "the cells of a contact sheet must be from 16 to 1024 pixels");
    if (stimuli.empty())
        return failure(Error::Kind::Mismatch, "there are no pictures", {stimuli.root().string()});
    const Layout layout = layOut(stimuli);
    const Grid grid(layout, options.cell);
    if (grid.pixels() > maximumPicturePixels)
        return failure(Error::Kind::OutOfRange,
                       "the contact sheet would be too large; choose smaller cells than "
                           + std::to_string(options.cell) + " pixels");
    cv::Mat sheet(grid.size(), CV_8UC3, background);
    writeEdges(sheet, layout, grid);
    if (const Result<void> filled = fill(sheet, layout, grid, options, context); !filled)
        return tl::unexpected(filled.error());
    Picture picture {sheet.cols, sheet.rows, {}};
    picture.rgb.assign(sheet.datastart, sheet.dataend);
    return picture;
}

} // namespace learnscope
