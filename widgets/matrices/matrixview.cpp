#include "widgets/matrices/matrixview.h"

#include "widgets/common/theme.h"
#include "widgets/itemmodels/itemselectionmodel.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/matrices/inbackground.h"
#include "widgets/matrices/neighbourlist.h"
#include "widgets/matrices/paircard.h"
#include "widgets/stimuli/pictureloader.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QSplitter>
#include <QStringListModel>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr double beingComputed = -1;

MatrixLayer::Masked maskedColors(const Theme& theme, double ratio)
{
    return {theme.window.rgb(), theme.dark ? theme.border.lighter(150).rgb() : theme.border.darker(125).rgb(),
            std::max(1, static_cast<int>(std::lround(ratio)))};
}
} // namespace

MatrixView::MatrixView(QWidget* parent)
    : RepresentationView(parent)
    , m_canvas(new MatrixCanvas(this))
    , m_card(new PairCard(this))
    , m_neighbours(new NeighbourList(this))
    , m_pictures(new PictureLoader(this))
{
    m_pool.setMaxThreadCount(2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 0, 8, 4);
    layout->setSpacing(6);
    layout->addWidget(makeSwitches());
    auto* splitter = new QSplitter(this);
    splitter->addWidget(m_canvas);
    splitter->addWidget(m_neighbours);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 0);
    splitter->setCollapsible(0, false);
    splitter->setCollapsible(1, false);
    layout->addWidget(splitter, 1);
    m_neighbours->hide();
    setMinimumSize(220, 200);
    readout()->setTitles({tr("Pair"), tr("Number"), tr("Value"), tr("Pairs behind the value"), 4});

    connect(m_canvas, &MatrixCanvas::pairHovered, this, &MatrixView::hover);
    connect(m_canvas, &MatrixCanvas::pairClicked, this,
            [this](const MatrixPair& pair, Qt::KeyboardModifiers modifiers) {
                setFocus(Qt::MouseFocusReason);
                m_canvas->setCursorPair(pair);
                select(pair.group, pair.row, modifiers);
            });
    connect(m_canvas, &MatrixCanvas::itemClicked, this,
            [this](std::size_t group, std::size_t place, Qt::KeyboardModifiers modifiers) {
                setFocus(Qt::MouseFocusReason);
                select(group, place, modifiers);
            });
    connect(m_canvas, &MatrixCanvas::blockChosen, this,
            [this](const MatrixBlock& block, Qt::KeyboardModifiers modifiers) {
                setFocus(Qt::MouseFocusReason);
                selectBlock(block, modifiers);
            });
    connect(m_canvas, &MatrixCanvas::pairDoubleClicked, this, &MatrixView::zoomToCluster);
    connect(m_canvas, &MatrixCanvas::menuRequested, this, &MatrixView::showMenu);
    connect(m_canvas, &MatrixCanvas::backgroundClicked, this, [this] {
        setFocus(Qt::MouseFocusReason);
        if (items())
            items()->clear();
    });
    connect(m_neighbours, &NeighbourList::itemChosen, this,
            [this](const std::string& item, Qt::KeyboardModifiers modifiers) {
                if (items())
                    items()->select({item}, selectingFor(modifiers));
            });
    connect(m_pictures, &PictureLoader::ready, this, [this] {
        if (m_hovered && m_card->isVisible())
            showCard(*m_hovered, m_canvas->mapFromGlobal(QCursor::pos()));
    });
    rebuild();
}

MatrixView::~MatrixView()
{
    for (auto* watcher : findChildren<QFutureWatcherBase*>(Qt::FindDirectChildrenOnly))
        watcher->cancel();
    m_pool.clear();
    m_pool.waitForDone();
}

QWidget* MatrixView::makeSwitches()
{
    auto* row = new QWidget(this);
    m_colorButton =
        makeMenuButton(tr("Colours"), tr("What is coloured, and how"), &MatrixView::fillColorMenu);
    m_differenceButton =
        makeMenuButton(tr("Difference"), tr("One matrix minus another"), &MatrixView::fillDifferenceMenu);
    m_matrixButton =
        makeMenuButton(tr("Matrices"), tr("Which matrices are shown"), &MatrixView::fillMatrixMenu);
    m_neighbourButton = new QToolButton(row);
    m_neighbourButton->setText(tr("Nearest"));
    m_neighbourButton->setToolTip(tr("List the items nearest to the one looked at (N)"));
    m_neighbourButton->setAccessibleName(tr("Nearest items"));
    m_neighbourButton->setCheckable(true);
    connect(m_neighbourButton, &QToolButton::clicked, this, &MatrixView::setNeighboursShown);
    m_search = new QLineEdit(row);
    m_search->setPlaceholderText(tr("Find an item"));
    m_search->setAccessibleName(tr("Find an item by name"));
    m_search->setToolTip(tr("Return brings it into the middle and selects it (F)"));
    m_search->setMinimumWidth(90);
    m_search->setMaximumWidth(200);
    m_search->setClearButtonEnabled(true);
    m_names = new QStringListModel(this);
    auto* completer = new QCompleter(m_names, m_search);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_search->setCompleter(completer);
    connect(completer, qOverload<const QString&>(&QCompleter::activated), this, &MatrixView::goTo);
    connect(m_search, &QLineEdit::textEdited, this, &MatrixView::updateSearch);
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        if (!goTo(m_search->text()) && !m_search->completer()->currentCompletion().isEmpty())
            goTo(m_search->completer()->currentCompletion());
    });
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(4);
    for (QToolButton* button : {m_colorButton, m_differenceButton, m_matrixButton, m_neighbourButton})
        layout->addWidget(button);
    layout->addStretch(1);
    layout->addWidget(m_search, 2);
    return row;
}

QToolButton* MatrixView::makeMenuButton(const QString& text, const QString& toolTip,
                                        void (MatrixView::*fill)(QMenu&))
{
    auto* button = new QToolButton(this);
    button->setText(text + QStringLiteral(" \u25be"));
    button->setAccessibleName(text);
    button->setToolTip(toolTip);
    button->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(button);
    connect(menu, &QMenu::aboutToShow, this, [this, menu, fill] {
        menu->clear();
        (this->*fill)(*menu);
    });
    button->setMenu(menu);
    return button;
}

void MatrixView::resizeEvent(QResizeEvent* event)
{
    RepresentationView::resizeEvent(event);
    // What has no room is in the context menu as well.
    m_matrixButton->setVisible(width() >= 480);
    m_differenceButton->setVisible(width() >= 400);
    m_neighbourButton->setVisible(width() >= 320);
}

// Switches

void MatrixView::setSwitches(Switches switches)
{
    if (switches == m_switches)
        return;
    m_switches = std::move(switches);
    m_neighbourButton->setChecked(m_switches.neighbours);
    m_neighbours->setVisible(m_switches.neighbours);
    rebuild();
    Q_EMIT captionChanged();
    Q_EMIT stateChanged();
}

void MatrixView::setColoring(MatrixColoring coloring)
{
    Switches switches = m_switches;
    switches.coloring = coloring;
    setSwitches(std::move(switches));
}

void MatrixView::setColors(MatrixColors colors)
{
    Switches switches = m_switches;
    switches.colors = colors;
    setSwitches(std::move(switches));
}

void MatrixView::setDifference(const std::optional<std::pair<std::string, std::string>>& names)
{
    Switches switches = m_switches;
    switches.difference = names;
    setSwitches(std::move(switches));
}

void MatrixView::setMatrixShown(const std::string& name, bool shown)
{
    Switches switches = m_switches;
    if (shown)
        switches.hidden.erase(name);
    else
        switches.hidden.insert(name);
    setSwitches(std::move(switches));
}

void MatrixView::setNeighboursShown(bool shown)
{
    Switches switches = m_switches;
    switches.neighbours = shown;
    setSwitches(std::move(switches));
}

// What is drawn

void MatrixView::representationsChanged()
{
    m_limits.clear();
    m_hovered.reset();
    m_blockCorner.reset();
    m_card->hide();
    rebuild();
    m_namesOf.reset(); // until a letter is typed
    if (representations() && !m_pendingZoom.isEmpty())
        setZoom(std::exchange(m_pendingZoom, {}));
}

std::vector<std::size_t> MatrixView::shownMatrices() const
{
    std::vector<std::size_t> shown;
    if (!representations())
        return shown;
    for (const ShownGroup& group : representations()->groups)
        for (const std::size_t member : group.members)
            if (!m_switches.hidden.contains(representations()->shown[member].input.name))
                shown.push_back(member);
    // Those opened first have the room.
    while (shown.size() > mostMatrices)
        shown.erase(std::max_element(shown.begin(), shown.end()));
    return shown;
}

void MatrixView::rebuild()
{
    const auto& set = representations();
    const bool isEmpty = !set || set->shown.empty();
    m_isDark = Theme::of(this).dark;
    std::vector<MatrixPanel> panels;
    if (!isEmpty) {
        const MatrixLayer::Masked masked = maskedColors(Theme::of(this), devicePixelRatioF());
        const std::vector<std::size_t> shown = shownMatrices();
        for (const std::size_t one : shown)
            panels.push_back(panelOf(one, masked));
        if (auto difference = differencePanel(masked)) {
            // Beside the last one of its group.
            auto after = panels.end();
            while (after != panels.begin() && (after - 1)->group != difference->group)
                --after;
            panels.insert(after == panels.begin() ? panels.end() : after, std::move(*difference));
        }
        m_canvas->setHint(tr("All matrices are hidden: choose some in the menu Matrices."));
    } else {
        m_canvas->setHint(
            tr("Open embeddings, similarity matrices or triplets, or drop them here, to see how "
               "alike their items are."));
    }
    m_canvas->setContent(std::move(panels), isEmpty ? nullptr : set);
    for (QToolButton* button : {m_colorButton, m_differenceButton, m_matrixButton, m_neighbourButton})
        button->setEnabled(!isEmpty);
    m_search->setEnabled(!isEmpty);
    updateMarks();
    updateNeighbours();
    point(m_canvas->cursorPair());
}

MatrixPanel MatrixView::panelOf(std::size_t index, MatrixLayer::Masked masked) const
{
    const RepresentationSet& set = *representations();
    const ShownRepresentation& shown = set.shown[index];
    MatrixPanel panel;
    panel.group = shown.group;
    panel.shown = index;
    panel.title = QString::fromStdString(shown.input.label);
    panel.problem = QString::fromStdString(shown.problem);
    panel.facts = tr("%1 \u00b7 %2 items").arg(meaningText(shown.meaning), countText(shown.rows.size()));
    if (!shown.pyramid || set.groups[shown.group].items < 2) {
        if (panel.problem.isEmpty())
            panel.problem = tr("There are fewer than two items in common with the other matrices.");
        return panel;
    }
    if (const auto pairs = shown.distribution.masked(); pairs > 0)
        panel.facts += tr(" \u00b7 %1 pairs masked").arg(countText(pairs));
    panel.layer = layerOf(set, index, layerLook(masked));
    return panel;
}

std::optional<std::pair<std::size_t, std::size_t>> MatrixView::differing() const
{
    if (!representations() || !m_switches.difference)
        return {};
    const auto& shown = representations()->shown;
    const auto find = [&](const std::string& name) {
        return static_cast<std::size_t>(
            std::find_if(shown.begin(), shown.end(), [&](const auto& one) { return one.input.name == name; })
            - shown.begin());
    };
    const std::size_t minuend = find(m_switches.difference->first);
    const std::size_t subtrahend = find(m_switches.difference->second);
    if (minuend >= shown.size() || subtrahend >= shown.size() || minuend == subtrahend
        || shown[minuend].group != shown[subtrahend].group || !shown[minuend].pyramid
        || !shown[subtrahend].pyramid)
        return {};
    return std::pair(minuend, subtrahend);
}

std::optional<std::pair<std::string, std::string>> MatrixView::drawnDifference() const
{
    return differing() ? m_switches.difference : std::nullopt;
}

std::optional<MatrixPanel> MatrixView::differencePanel(MatrixLayer::Masked masked)
{
    const auto pair = differing();
    if (!pair)
        return {};
    const ShownRepresentation& minuend = representations()->shown[pair->first];
    const ShownRepresentation& subtrahend = representations()->shown[pair->second];
    ShownDifference difference = differenceOf(minuend, subtrahend, m_switches.coloring);
    MatrixPanel panel;
    panel.group = minuend.group;
    panel.shown = pair->first;
    panel.title =
        QStringLiteral("%1 \u2212 %2")
            .arg(QString::fromStdString(minuend.input.label), QString::fromStdString(subtrahend.input.label));
    panel.facts = differenceColorsText(minuend);
    const LimitKey key {pair->first, pair->second, difference.byRank};
    if (!m_limits.contains(key))
        findLimit(key, difference.subtraction);
    const double limit = m_limits.value(key);
    if (limit == beingComputed) {
        panel.problem = tr("The difference is being computed.");
        return panel;
    }
    panel.layer = layerOf(minuend, std::move(difference), limit, layerLook(masked));
    return panel;
}

LayerLook MatrixView::layerLook(MatrixLayer::Masked masked) const
{
    return {m_switches.coloring, m_switches.colors, Theme::of(this).dark, masked};
}

void MatrixView::findLimit(const LimitKey& key, const MatrixLayer::Subtraction& subtraction)
{
    m_limits.insert(key, beingComputed);
    inBackground<double>(
        this, m_pool,
        [set = representations(), key, subtraction](JobContext&) -> Result<double> {
            return MatrixLayer::differenceLimit(*set->shown[key.minuend].pyramid, subtraction);
        },
        [this, set = representations(), key](double limit) {
            if (set != representations())
                return;
            m_limits.insert(key, limit);
            rebuild();
        });
}

void MatrixView::lookChanged()
{
    if (Theme::of(this).dark != m_isDark)
        rebuild(); // colours are part of the pictures
    else
        m_canvas->update();
}

void MatrixView::itemsChanged()
{
    updateMarks();
    updateNeighbours();
}

} // namespace learnscope
