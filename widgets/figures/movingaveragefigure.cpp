#include "widgets/figures/figurebuilders.h"

#include "core/base/csvtext.h"
#include "widgets/figures/figurecaption.h"
#include "widgets/figures/figurefont.h"
#include "widgets/figures/figureparts.h"
#include "widgets/figures/scenescaling.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace learnscope {

namespace {
constexpr double pageMargin = 1.2; // mm

/// One panel: the answers of one participant or run.
struct RunPanel
{
    std::size_t observer = 0; ///< in the CurveSet
    AnswerSequence answers;
};

Phase phaseOf(const FigureRequest& request, const FigureInput& input)
{
    return request.filter.phase.value_or(input.rules.movingAverage.phase);
}

bool hasHumans(const FigureInput& input)
{
    const auto& observers = input.curves.observers;
    return std::any_of(observers.begin(), observers.end(), [](const ObserverCurves& curves) {
        return curves.observer.kind == ObserverKind::Human;
    });
}

std::vector<RunPanel> panelsOf(const ObserverCurves& curves, std::size_t observer,
                               const std::vector<std::int32_t>& runs, Phase phase)
{
    const TrialTable& trials = *curves.observer.trials;
    std::vector<RunPanel> panels;
    for (AnswerSequence& answers : answerSequences(trials, trialBlocks(trials, runs), runs))
        if (answers.phase == phase)
            panels.push_back({observer, std::move(answers)});
    return panels;
}

/// Ours: the chosen runs of all observers. As published: every participant of the table, whoever is chosen
/// elsewhere; the chosen runs where no observer is human.
std::vector<RunPanel> runPanels(const FigureRequest& request, const FigureInput& input)
{
    const auto& observers = input.curves.observers;
    const bool isPublished = request.style == FigureStyle::AsPublished && hasHumans(input);
    std::vector<RunPanel> panels;
    for (std::size_t index = 0; index < observers.size(); ++index) {
        const ObserverCurves& curves = observers[index];
        if (!curves.observer.trials || (isPublished && curves.observer.kind != ObserverKind::Human))
            continue;
        const auto runs = isPublished ? curves.observer.trials->distinctRuns() : curves.runs;
        for (RunPanel& panel : panelsOf(curves, index, runs, phaseOf(request, input)))
            panels.push_back(std::move(panel));
    }
    return panels;
}

std::vector<QPointF> pointsOf(const AnswerSequence& answers, std::uint32_t window)
{
    std::vector<QPointF> points;
    const std::vector<double> values = movingAverage(answers, window);
    points.reserve(values.size());
    for (std::size_t place = 0; place < values.size(); ++place)
        points.emplace_back(double(place) + window, values[place]);
    return points;
}

std::uint32_t mostTrials(const std::vector<RunPanel>& panels)
{
    std::uint32_t most = 1;
    for (const RunPanel& panel : panels)
        most = std::max(most, panel.answers.trials());
    return most;
}

/// Ticks at 0 and where the epochs of @p answers end; as many labels as have room on @p length mm.
Axis trialAxis(const AnswerSequence& answers, double low, double high, double length, double fontSize,
               const QString& title)
{
    Axis axis {low, high, {0}, {QStringLiteral("0")}, title};
    std::vector<double> ends;
    for (const AnswerSequence::Epoch& epoch : answers.epochs)
        ends.push_back(epoch.end);
    const double widest = textWidth(QString::number(answers.trials()), fontSize) + .6 * fontSize * .35;
    const auto room = static_cast<std::size_t>(std::max(1., length / widest));
    const std::size_t step = (ends.size() + room - 1) / std::max<std::size_t>(1, room);
    for (std::size_t place = step - 1; place < ends.size(); place += step) {
        axis.ticks.push_back(ends[place]);
        axis.labels.push_back(QString::number(std::llround(ends[place])));
    }
    return axis;
}

QString titleOf(const ObserverCurves& curves, std::int32_t run, bool namesObserver)
{
    QString title = QString::fromStdString(runLabel(curves.observer.kind, run));
    if (namesObserver)
        return labelOf(curves.observer) + QStringLiteral(", ") + title;
    title[0] = title[0].toUpper();
    return title;
}

QString trialTitle(Phase phase)
{
    return phase == Phase::Train ? QStringLiteral("Training trial") : QStringLiteral("Test trial");
}

tl::unexpected<Error> nothingToDraw(Phase phase)
{
    return failure(Error::Kind::Mismatch,
                   "there is nothing to draw: no chosen run has " + std::string(toString(phase)) + " trials");
}

// --- ours -------------------------------------------------------------------------------------------------

double widthOf(std::size_t place, std::size_t count)
{
    return count < 2 ? 1 : .5 + .7 * double(place) / double(count - 1);
}

/// Wilson intervals of the share of right answers in each window.
void addIntervals(FigureScene& scene, const ScenePanel& panel, const AnswerSequence& answers,
                  std::uint32_t window, double level, const QColor& color)
{
    std::vector<QPointF> upper;
    std::vector<QPointF> lower;
    for (std::uint32_t trial = window; trial <= answers.trials(); ++trial) {
        const Interval interval =
            wilsonInterval(answers.correct[trial] - answers.correct[trial - window], window, level);
        upper.push_back(panel.map(trial, interval.high));
        lower.push_back(panel.map(trial, interval.low));
    }
    if (upper.size() < 2)
        return;
    upper.insert(upper.end(), lower.rbegin(), lower.rend());
    scene.items.push_back({ScenePolygon {upper, color, .16}, {}, panel.name + QStringLiteral(" interval")});
}

std::vector<KeyEntry> windowKey(const std::vector<std::uint32_t>& windows, double level, double font)
{
    const double scale = font / 7;
    const QColor base(0x737b88);
    std::vector<KeyEntry> entries;
    for (std::size_t place = 0; place < windows.size(); ++place) {
        KeyEntry entry {
            QString::number(windows[place]) + QStringLiteral(" trials"),
            SceneLine {{}, shadeOf(base, place, windows.size()), widthOf(place, windows.size()) * scale}};
        if (place + 1 == windows.size()) {
            entry.text +=
                QStringLiteral(", ") + QString::number(100 * level, 'g', 4) + QStringLiteral(" % interval");
            entry.band = ScenePolygon {{}, base, .16};
        }
        entries.push_back(std::move(entry));
    }
    entries.push_back(
        {QStringLiteral("chance"), SceneLine {{}, QColor(0x646b78), .7 * scale, {.8 * scale, 1.4 * scale}}});
    return entries;
}

void addOurPanel(FigureScene& scene, const QRectF& area, const RunPanel& run, const Axis& x, const Axis& y,
                 const FigureRequest& request, const FigureInput& input, const AxesLook& look,
                 const AxesParts& parts)
{
    const double scale = request.fontSize / 7;
    const ObserverCurves& curves = input.curves.observers[run.observer];
    const QString title = titleOf(curves, run.answers.run, input.curves.observers.size() > 1);
    const ScenePanel panel {title, area, x.low, x.high, y.low, y.high};
    scene.panels.push_back(panel);
    for (const AnswerSequence::Epoch& epoch : run.answers.epochs)
        scene.items.push_back({SceneLine {{panel.map(epoch.end, y.low), panel.map(epoch.end, y.high)},
                                          look.grid,
                                          look.gridWidth},
                               {},
                               QStringLiteral("grid")});
    addGrid(scene, panel, y, look);
    scene.items.push_back({SceneLine {{panel.map(x.low, curves.chance), panel.map(x.high, curves.chance)},
                                      QColor(0x646b78),
                                      .7 * scale,
                                      {.8 * scale, 1.4 * scale}},
                           {},
                           QStringLiteral("chance")});
    const QColor color = styleOf(input, run.observer).color;
    const auto& windows = input.rules.movingAverage.windows(run.answers.phase);
    addIntervals(scene, panel, run.answers, windows.back(), input.curves.options.level, color);
    for (std::size_t place = 0; place < windows.size(); ++place) {
        CurveLook curve {shadeOf(color, place, windows.size()), widthOf(place, windows.size()) * scale};
        curve.markerSize = 0;
        addCurve(scene, panel, pointsOf(run.answers, windows[place]), curve,
                 title + QStringLiteral(" window ") + QString::number(windows[place]));
    }
    addAxes(scene, panel, x, y, look, parts);
    addText(scene,
            {elided(title, area.width(), request.fontSize, true),
             {area.left(), area.top() - .9 * scale},
             request.fontSize,
             readableOnWhite(color),
             true},
            QStringLiteral("headings"));
}

Result<FigureScene> ours(const FigureRequest& asked, const FigureInput& input,
                         const std::vector<RunPanel>& runs)
{
    FigureRequest request = asked;
    if (request.width <= 0)
        request.width = 183;
    const double font = request.fontSize;
    const double scale = font / 7;
    const Phase phase = phaseOf(request, input);
    const auto& windows = input.rules.movingAverage.windows(phase);
    AxesLook look {font, font, .6 * scale, .9 * scale};
    look.gridWidth *= scale;
    Axis y {0, 1, {}, {}, QStringLiteral("Accuracy")};
    setNiceTicks(y, 3);
    const double left = pageMargin + yAxisWidth(y, look);
    const double gap = 3.2 * scale;
    const double room = request.width - left - pageMargin - 1.5 * scale;
    const auto columns = std::clamp<std::size_t>(static_cast<std::size_t>((room + gap) / (38 * scale + gap)),
                                                 1, std::min<std::size_t>(runs.size(), 4));
    const std::size_t rows = (runs.size() + columns - 1) / columns;
    const double width = (room - gap * double(columns - 1)) / double(columns);
    const std::vector<KeyEntry> key = windowKey(windows, input.curves.options.level, font);
    const double heading = lineHeight(font) * 1.2;
    const double top = pageMargin + keyHeight(key, room, font) + 1 * scale;
    const double frame =
        top + double(rows) * heading + double(rows - 1) * gap + xAxisHeight(look) + pageMargin;
    constexpr double tallestPage = 1000; // mm
    const double height = request.height > 0
        ? (request.height - frame) / double(rows)
        : std::min(std::clamp(width * .55, 16 * scale, 40 * scale), (tallestPage - frame) / double(rows));
    FigureScene scene {request.width, request.height > 0 ? request.height : frame + height * double(rows)};
    if (request.height <= 0 && height < 8)
        return failure(Error::Kind::Usage,
                       std::to_string(runs.size())
                           + " runs do not fit on a page of at most 1000 mm: choose fewer runs");
    if (width < 18 || height < 8)
        return tooSmall(scene, request.width + std::max(0., 18 - width) * double(columns),
                        scene.height + std::max(0., 8 - height) * double(rows));
    setNiceTicks(y, std::clamp(int(height / (1.7 * lineHeight(font))), 2, 6));
    const double trials = mostTrials(runs);
    addKey(scene, key, QRectF(left, pageMargin, room, top - pageMargin), font);
    for (std::size_t index = 0; index < runs.size(); ++index) {
        const std::size_t column = index % columns;
        const std::size_t row = index / columns;
        const QRectF area(left + double(column) * (width + gap),
                          top + heading + double(row) * (height + heading + gap), width, height);
        const Axis x =
            trialAxis(runs[index].answers, -.02 * trials, 1.02 * trials, width, font, trialTitle(phase));
        AxesParts parts;
        parts.xLabels = index + columns >= runs.size();
        parts.xTitle = parts.xLabels;
        parts.yLabels = parts.yTitle = column == 0;
        addOurPanel(scene, area, runs[index], x, y, request, input, look, parts);
    }
    return scene;
}

// --- as published -----------------------------------------------------------------------------------------

constexpr double inch = 25.4;
constexpr std::size_t publishedColumns = 3;

/// The published colours of the three windows, from the smallest; others take what lies between.
QColor publishedShade(std::size_t place, std::size_t count)
{
    const QColor shades[] = {QColor(0xfcc5c0), QColor(0xdd3497), QColor(0x49006a)};
    if (count <= 1)
        return shades[1];
    const double at = 2. * double(place) / double(count - 1);
    const auto from = static_cast<std::size_t>(std::min(1., std::floor(at)));
    const auto share = float(at - double(from));
    const auto mixed = [share](float low, float high) { return low + (high - low) * share; };
    const QColor& low = shades[from];
    const QColor& high = shades[from + 1];
    return QColor::fromRgbF(mixed(low.redF(), high.redF()), mixed(low.greenF(), high.greenF()),
                            mixed(low.blueF(), high.blueF()));
}

/// In a frame in the lower right corner, as matplotlib sets it.
void addPublishedLegend(FigureScene& scene, const ScenePanel& panel,
                        const std::vector<std::uint32_t>& windows)
{
    constexpr double font = 10;
    const auto name = QStringLiteral("legend");
    const double row = lineHeight(font) * 1.1;
    const double swatch = 2 * font * millimetresPerPoint;
    double widest = 0;
    for (const std::uint32_t window : windows)
        widest = std::max(widest, textWidth(QStringLiteral("Window: %1").arg(window), font));
    const QSizeF size(swatch + widest + 5, row * double(windows.size()) + 2);
    const QRectF frame(panel.area.bottomRight() - QPointF(size.width() + 1.2, size.height() + 1.8), size);
    scene.items.push_back(
        {ScenePolygon {
             {frame.topLeft(), frame.topRight(), frame.bottomRight(), frame.bottomLeft()}, Qt::white, .8},
         {},
         name});
    scene.items.push_back({SceneLine {{frame.topLeft(), frame.topRight(), frame.bottomRight(),
                                       frame.bottomLeft(), frame.topLeft()},
                                      QColor(0xcccccc),
                                      1},
                           {},
                           name});
    for (std::size_t place = 0; place < windows.size(); ++place) {
        const QPointF at = frame.topLeft() + QPointF(1.5, 1 + (double(place) + .5) * row);
        scene.items.push_back(
            {SceneLine {{at, at + QPointF(swatch, 0)}, publishedShade(place, windows.size()), 1.5},
             {},
             name});
        addText(scene,
                {QStringLiteral("Window: %1").arg(windows[place]),
                 at + QPointF(swatch + 1.5, fontExtent(font).capHeight / 2), font, Qt::black},
                name);
    }
}

void addPublishedPanel(FigureScene& scene, const QRectF& cell, const RunPanel& run, double trials,
                       const FigureInput& input, bool isFirst)
{
    AxesLook look {10, 10, .8, 1.2, Qt::black, Qt::black};
    look.gridWidth = 0;
    look.trimmed = true;
    Axis y {-.02, 1.06, {}, {}, QStringLiteral("Accuracy")};
    setNiceTicks(y, 6);
    const ObserverCurves& curves = input.curves.observers[run.observer];
    const double top = lineHeight(12) + 2;
    const double lastLabel = textWidth(QString::number(run.answers.trials()), look.tickSize);
    const QRectF area(
        QPointF(cell.left() + 3 + yAxisWidth(y, look), cell.top() + top),
        QPointF(cell.right() - std::max(3., lastLabel / 2 + .5), cell.bottom() - 3 - xAxisHeight(look)));
    const Axis x = trialAxis(run.answers, -5, trials + 1, area.width(), look.tickSize,
                             QStringLiteral("Number of Trials"));
    const QString title = titleOf(curves, run.answers.run, false);
    const ScenePanel panel {title, area, x.low, x.high, y.low, y.high};
    scene.panels.push_back(panel);
    const auto& windows = input.rules.movingAverage.windows(run.answers.phase);
    for (std::size_t place = 0; place < windows.size(); ++place) {
        CurveLook curve {publishedShade(place, windows.size()), 1.5};
        curve.markerSize = 0;
        addCurve(scene, panel, pointsOf(run.answers, windows[place]), curve,
                 title + QStringLiteral(" window ") + QString::number(windows[place]));
    }
    addAxes(scene, panel, x, y, look);
    addText(scene,
            {elided(title, area.width(), 12, false),
             {area.center().x(), area.top() - 1.6},
             12,
             Qt::black,
             false,
             SceneText::Anchor::Middle},
            QStringLiteral("title"));
    if (isFirst)
        addPublishedLegend(scene, panel, windows);
}

/// Four rows of three panels on 12 x 10 inches; other numbers of panels keep their size.
Result<FigureScene> asPublished(const FigureRequest& request, const FigureInput& input,
                                const std::vector<RunPanel>& runs)
{
    const std::size_t columns = std::min(publishedColumns, runs.size());
    const std::size_t rows = (runs.size() + columns - 1) / columns;
    const QSizeF natural(4 * inch, 2.5 * inch);
    const double pageWidth = natural.width() * double(columns);
    const double factor = request.width > 0 ? request.width / pageWidth : 1;
    FigureScene scene {pageWidth,
                       request.height > 0 ? request.height / factor : natural.height() * double(rows)};
    if (scene.height * factor > 1000)
        return failure(
            Error::Kind::Usage,
            std::to_string(runs.size())
                + " runs do not fit on a page of at most 1000 mm: choose fewer runs or a smaller width");
    const double height = scene.height / double(rows);
    if (height < .4 * natural.width())
        return tooSmall(scene, pageWidth * factor, .4 * natural.width() * double(rows) * factor);
    const double trials = mostTrials(runs);
    for (std::size_t index = 0; index < runs.size(); ++index)
        addPublishedPanel(scene,
                          QRectF(double(index % columns) * natural.width(), double(index / columns) * height,
                                 natural.width(), height),
                          runs[index], trials, input, index == 0);
    scaleScene(scene, factor);
    return scene;
}

std::string caption(const FigureRequest& request, const FigureInput& input)
{
    const Phase phase = phaseOf(request, input);
    const auto& windows = input.rules.movingAverage.windows(phase);
    std::string text = "Trailing moving averages of accuracy in " + std::string(toString(phase))
        + " trials, over windows of " + windowsText(windows)
        + " trials across the borders of epochs (from pale to dark); one panel for each participant or run. ";
    if (windows != MovingAverageOptions().windows(phase))
        text += "The published windows are " + windowsText(MovingAverageOptions().windows(phase)) + ". ";
    if (request.style == FigureStyle::AsPublished)
        return text
            + (hasHumans(input)
                   ? "All participants of the table are shown, also those that other figures leave out."
                   : observerList(input) + ".");
    return text + "Band: " + percentText(input.curves.options.level)
        + " Wilson interval of the share in the largest window. Dotted line: chance; vertical lines: ends of "
          "epochs. "
        + observerList(input) + ".";
}
} // namespace

Result<FigureScene> movingAverageFigure(const FigureRequest& request, const FigureInput& input)
{
    const std::vector<RunPanel> runs = runPanels(request, input);
    const Phase phase = phaseOf(request, input);
    if (runs.empty())
        return nothingToDraw(phase);
    const std::uint32_t smallest = input.rules.movingAverage.windows(phase).front();
    if (mostTrials(runs) < smallest)
        return failure(Error::Kind::Mismatch,
                       "there is nothing to draw: no run has the " + std::to_string(smallest) + " "
                           + std::string(toString(phase)) + " trials of the smallest window");
    auto scene = request.style == FigureStyle::AsPublished ? asPublished(request, input, runs)
                                                           : ours(request, input, runs);
    if (scene)
        scene->caption = caption(request, input);
    return scene;
}

std::string movingAverageData(const FigureRequest& request, const FigureInput& input)
{
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN(); // an empty field
    CsvText csv {"observer", "label", "run", "phase", "window", "trial", "epoch", "accuracy", "low", "high"};
    for (const RunPanel& run : runPanels(request, input)) {
        const ObserverCurves& curves = input.curves.observers[run.observer];
        const auto& windows = input.rules.movingAverage.windows(run.answers.phase);
        for (const std::uint32_t window : windows) {
            const bool hasInterval = request.style == FigureStyle::Publication && window == windows.back();
            for (std::uint32_t trial = window; trial <= run.answers.trials(); ++trial) {
                csv.add(curves.observer.name)
                    .add(labelOf(curves.observer).toStdString())
                    .add(run.answers.run);
                csv.add(toString(run.answers.phase)).add(window).add(trial).add(run.answers.epochOf(trial));
                csv.add(run.answers.average(window, trial));
                const Interval interval = hasInterval
                    ? wilsonInterval(run.answers.correct[trial] - run.answers.correct[trial - window], window,
                                     input.curves.options.level)
                    : Interval {nothing, nothing};
                csv.add(interval.low).add(interval.high).endRow();
            }
        }
    }
    return csv.text();
}

} // namespace learnscope
