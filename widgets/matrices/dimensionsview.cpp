#include "widgets/matrices/dimensionsview.h"

#include "widgets/common/tablesetup.h"
#include "widgets/itemmodels/itemselectionmodel.h"
#include "widgets/itemmodels/readoutmodel.h"
#include "widgets/jobs/jobrunner.h"
#include "widgets/matrices/dimensiondelegate.h"
#include "widgets/matrices/dimensionmodel.h"
#include "widgets/stimuli/pictureloader.h"

#include <QComboBox>
#include <QCompleter>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStringListModel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace learnscope {

namespace {
constexpr int itemWidth = 76;

const Embedding& featuresOf(const ShownRepresentation& shown)
{
    return std::get<Embedding>(shown.input.value);
}
} // namespace

DimensionsView::DimensionsView(QWidget* parent)
    : RepresentationView(parent)
    , m_dimensions(new DimensionModel(this))
    , m_filter(new DimensionFilter(this))
    , m_loadings(new LoadingModel(this))
{
    auto* loader = new PictureLoader(this);
    m_delegate = new DimensionDelegate(*loader, this);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 0, 8, 4);
    layout->setSpacing(4);
    layout->addWidget(makeSwitches());
    m_empty = new QLabel(this);
    m_empty->setObjectName(QStringLiteral("muted"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    setUpTables();
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_empty, 1);
    setMinimumSize(260, 180);
    readout()->setTitles({tr("Dimension"), tr("Top item"), tr("Value"), {}, 3});
    connect(loader, &PictureLoader::ready, m_table->viewport(), qOverload<>(&QWidget::update));
    representationsChanged();
}

DimensionsView::~DimensionsView()
{
    if (m_running)
        m_running->cancel();
}

QWidget* DimensionsView::makeSwitches()
{
    auto* row = new QWidget(this);
    m_embeddings = new QComboBox(row);
    m_embeddings->setAccessibleName(tr("Embedding"));
    m_embeddings->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_embeddings->setMinimumContentsLength(12);
    m_search = new QLineEdit(row);
    m_search->setPlaceholderText(tr("Find a dimension or an item"));
    m_search->setAccessibleName(tr("Find a dimension or an item"));
    m_search->setToolTip(
        tr("Dimensions whose number, name or top items hold this; Return looks at the item of "
           "that name"));
    m_search->setClearButtonEnabled(true);
    m_order = new QPushButton(tr("Order items by it"), row);
    m_order->setToolTip(tr("Order the items of all views by the dimension that is marked, largest first"));
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_embeddings);
    layout->addWidget(m_search, 1);
    layout->addWidget(m_order);
    connect(m_embeddings, &QComboBox::activated, this, [this] {
        setEmbedding(m_embeddings->currentData().toString().toStdString());
        Q_EMIT stateChanged();
    });
    connect(m_search, &QLineEdit::textEdited, this, &DimensionsView::completeItems);
    connect(m_search, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setText(text);
        updateAccessibleText();
    });
    connect(m_search, &QLineEdit::returnPressed, this, [this] { find(m_search->text()); });
    connect(m_order, &QPushButton::clicked, this, &DimensionsView::orderByDimension);
    return row;
}

void DimensionsView::setUpTables()
{
    m_splitter = new QSplitter(Qt::Horizontal, this);
    m_splitter->setChildrenCollapsible(false);
    m_table = new QTableView(m_splitter);
    m_filter->setSourceModel(m_dimensions);
    m_table->setModel(m_filter);
    setUpTable(*m_table);
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems); // items are in cells of their own
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setItemDelegate(m_delegate);
    m_table->setAccessibleName(tr("Dimensions"));
    m_table->setMouseTracking(true);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(DimensionModel::NameColumn, Qt::AscendingOrder);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    auto* side = new QWidget(m_splitter);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(8, 0, 0, 0);
    layout->setSpacing(2);
    m_loadingTitle = new QLabel(side);
    m_loadingTitle->setWordWrap(true);
    m_loadingTable = new QTableView(side);
    m_loadingTable->setModel(m_loadings);
    setUpTable(*m_loadingTable);
    m_loadingTable->setItemDelegate(new LoadingDelegate(m_loadingTable));
    m_loadingTable->setAccessibleName(tr("Dimensions of the item"));
    m_loadingTable->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    layout->addWidget(m_loadingTitle);
    layout->addWidget(m_loadingTable, 1);
    m_splitter->setStretchFactor(0, 4);
    m_splitter->setStretchFactor(1, 1);
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& index) {
        if (index.column() >= DimensionModel::FirstItemColumn)
            activate(index, selectingFor(QGuiApplication::keyboardModifiers()));
    });
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) {
        // A double click on an item has selected it already.
        if (index.column() < DimensionModel::FirstItemColumn || !QGuiApplication::mouseButtons())
            activate(index, selectingFor(QGuiApplication::keyboardModifiers()));
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &DimensionsView::pointAtCurrent);
    connect(m_table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this,
            &DimensionsView::stateChanged);
    connect(m_loadingTable, &QTableView::activated, this, [this](const QModelIndex& index) {
        const QModelIndex wanted =
            m_filter->mapFromSource(m_dimensions->index(index.data(LoadingModel::DimensionRole).toInt(), 0));
        if (!wanted.isValid())
            return;
        m_table->setCurrentIndex(wanted);
        m_table->scrollTo(wanted);
    });
}

// What is shown

void DimensionsView::setEmbedding(const std::string& name)
{
    if (name == m_wanted)
        return;
    m_wanted = name;
    representationsChanged();
}

const ShownRepresentation* DimensionsView::embedding() const
{
    return m_index && representations() ? &representations()->shown[*m_index] : nullptr;
}

std::vector<std::size_t> DimensionsView::drawnRepresentations() const
{
    return m_index ? std::vector {*m_index} : std::vector<std::size_t>();
}

void DimensionsView::representationsChanged()
{
    m_embeddings->clear();
    m_index.reset();
    m_hasCompletions = false;
    const RepresentationSet* set = representations().get();
    for (std::size_t index = 0; set && index < set->shown.size(); ++index) {
        const RepresentationInput& input = set->shown[index].input;
        if (kindOf(input.value) != RepresentationKind::Embedding)
            continue;
        m_embeddings->addItem(QString::fromStdString(input.label), QString::fromStdString(input.name));
        if (!m_index || input.name == m_wanted) {
            m_index = index;
            m_embeddings->setCurrentIndex(m_embeddings->count() - 1);
        }
    }
    refreshPictures();
    if (!embedding())
        return showHint(
            set && !set->shown.empty()
                ? tr("None of the open representations has dimensions: open an embedding or features.")
                : tr("Open an embedding or features to see their dimensions."));
    start();
}

/// Whether any of the items has a picture, looked for among up to 512 of them: there may be pictures of
/// others.
bool DimensionsView::hasPictures() const
{
    if (pictures().empty() || !embedding())
        return false;
    constexpr std::size_t most = 512;
    const std::vector<std::string>& items = representations()->groupOf(*m_index).index->items();
    const std::size_t step = std::max<std::size_t>(1, items.size() / most);
    for (std::size_t place = 0; place < items.size(); place += step)
        if (!pictures().fileOf(items[place]).empty())
            return true;
    return false;
}

void DimensionsView::refreshPictures()
{
    m_delegate->setPictures(
        hasPictures()
            ? [this](const QString&
                         item) { return QString::fromStdString(pictures().fileOf(item.toStdString())); }
            : std::function<QString(const QString&)>());
    m_table->verticalHeader()->setDefaultSectionSize(m_delegate->rowHeight(m_table->fontMetrics()));
    m_table->viewport()->update();
}

void DimensionsView::start()
{
    if (m_running)
        m_running->cancel();
    m_running.clear();
    const ShownRepresentation& shown = *embedding();
    const auto isShown = [&] {
        if (!m_summarised || !m_dimensions->summaries())
            return false;
        const ShownRepresentation& old = m_summarised->shown[m_summarisedIndex];
        return isSame(old.input.value, shown.input.value) && old.rows == shown.rows;
    };
    if (isShown()) {
        m_summarised = representations();
        m_summarisedIndex = *m_index;
        return itemsChanged();
    }
    const auto* old = m_summarised ? &m_summarised->shown[m_summarisedIndex].input : nullptr;
    if (!old || old->name != shown.input.name)
        showHint(tr("The dimensions are being looked at."));
    if (!runner())
        return;
    const Embedding features = featuresOf(shown);
    const auto set = representations();
    const std::size_t index = *m_index;
    const unsigned threads = representationOptions().threads;
    QPointer<DimensionsView> self(this);
    m_running = runner()->start<DimensionSummaries>(
        tr("Dimensions of %1").arg(QString::fromStdString(shown.input.label)),
        [features, set, index, threads](JobContext& context) {
            DimensionOptions options;
            options.top = topItems;
            options.threads = threads;
            return summarisedDimensions(features, set->shown[index].rows, options, context);
        },
        [self, set, index](const JobResult<DimensionSummaries>& result) {
            if (!result && result.error().kind == Error::Kind::Cancelled)
                return JobEnd {JobModel::State::Cancelled};
            if (self && self->representations() == set && self->m_index == index)
                self->take(result);
            return result ? JobEnd {} : JobEnd {JobModel::State::Failed, asSentence(result.error().message)};
        },
        JobRunner::Listing::WhenLong);
}

void DimensionsView::take(const JobResult<DimensionSummaries>& result)
{
    m_running.clear();
    if (!result)
        return showHint(asSentence(result.error().message));
    m_summarised = representations();
    m_summarisedIndex = *m_index;
    const auto set = m_summarised;
    const std::size_t group = embedding()->group;
    m_dimensions->setContent(*result, featuresOf(*embedding()).columnNames(),
                             [set, group](std::size_t place) { return set->groups[group].itemAt(place); });
    m_table->horizontalHeader()->resizeSection(DimensionModel::NameColumn, 90);
    m_table->horizontalHeader()->resizeSection(DimensionModel::MeanColumn, 72);
    m_table->horizontalHeader()->resizeSection(DimensionModel::ShareColumn, 72);
    m_table->horizontalHeader()->resizeSection(DimensionModel::HistogramColumn, 104);
    for (int column = DimensionModel::FirstItemColumn; column < m_dimensions->columnCount(); ++column)
        m_table->horizontalHeader()->resizeSection(column, itemWidth);
    showHint({});
}

void DimensionsView::showHint(const QString& hint)
{
    m_hint = hint;
    if (!hint.isEmpty()) {
        m_summarised = nullptr;
        m_dimensions->setContent(nullptr, {}, {});
    }
    m_empty->setText(hint);
    m_empty->setVisible(!hint.isEmpty());
    m_splitter->setVisible(hint.isEmpty());
    m_search->setEnabled(hint.isEmpty());
    itemsChanged();
    pointAtCurrent();
    Q_EMIT captionChanged();
}

void DimensionsView::itemsChanged()
{
    if (!m_splitter)
        return;
    m_dimensions->setMarks(items() ? items()->shared() : nullptr,
                           items() ? items()->current() : std::string());
    refreshLoadings();
    updateAccessibleText();
}

void DimensionsView::refreshLoadings()
{
    const ShownRepresentation* shown = embedding();
    std::vector<ItemLoading> loadings;
    QString heading;
    if (shown && m_summarised && items() && !items()->current().empty()) {
        const ItemIndex& index = *representations()->groups[shown->group].index;
        if (const auto place = index.placeOf(items()->current())) {
            heading = tr("Highest dimensions of %1").arg(QString::fromStdString(items()->current()));
            loadings = loadingsOf(featuresOf(*shown).row(shown->rows[*place]));
        }
    }
    m_loadingTitle->setText(heading);
    m_loadingTable->parentWidget()->setVisible(!loadings.empty()); // else all room is the dimensions'
    m_loadings->setLoadings(std::move(loadings), [this](std::size_t dimension) {
        return m_dimensions->summaries() ? m_dimensions->dimensionName(dimension) : QString();
    });
}

void DimensionsView::lookChanged()
{
    refreshPictures();
}

// What is done with it

void DimensionsView::activate(const QModelIndex& index, Selecting how)
{
    if (index.column() < DimensionModel::FirstItemColumn)
        return orderByDimension();
    const std::string item = index.data(DimensionModel::ItemRole).toString().toStdString();
    if (!items() || item.empty())
        return;
    items()->setCurrent(item);
    items()->select({item}, how);
}

std::optional<std::size_t> DimensionsView::currentDimension() const
{
    const QModelIndex index = m_table->currentIndex();
    return index.isValid()
        ? std::optional(static_cast<std::size_t>(index.data(DimensionModel::DimensionRole).toInt()))
        : std::nullopt;
}

void DimensionsView::orderByDimension()
{
    const auto dimension = currentDimension();
    if (!dimension || !embedding())
        return;
    RepresentationOptions options = representationOptions();
    options.order.by = ItemOrdering::Column;
    options.order.leader = embedding()->input.name;
    options.order.column = *dimension;
    options.order.descending = true;
    Q_EMIT representationOptionsRequested(options);
}

void DimensionsView::addRuleActions(QMenu& menu)
{
    if (const auto dimension = currentDimension())
        menu.addAction(tr("Order items by dimension %1").arg(m_dimensions->dimensionName(*dimension)), this,
                       &DimensionsView::orderByDimension);
    addOrderActions(menu);
}

/// All names are put together when the first letter is typed.
void DimensionsView::completeItems()
{
    if (m_hasCompletions || !embedding())
        return;
    m_hasCompletions = true;
    const ShownGroup& group = representations()->groups[embedding()->group];
    QStringList names;
    names.reserve(static_cast<qsizetype>(group.items));
    for (std::size_t place = 0; place < group.items; ++place)
        names << QString::fromStdString(group.itemAt(place));
    auto* completer = new QCompleter(names, m_search);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setMaxVisibleItems(10);
    connect(completer, qOverload<const QString&>(&QCompleter::activated), this, &DimensionsView::find);
    QCompleter* const before = m_search->completer();
    m_search->setCompleter(completer);
    delete before;
}

void DimensionsView::find(const QString& text)
{
    if (!embedding() || !items())
        return;
    const std::string item = text.trimmed().toStdString();
    if (!representations()->groups[embedding()->group].index->placeOf(item))
        return;
    items()->setCurrent(item);
    items()->select({item});
}

void DimensionsView::pointAtCurrent()
{
    const auto dimension = currentDimension();
    m_order->setEnabled(dimension.has_value());
    std::vector<ReadoutRow> rows;
    if (dimension && m_dimensions->summaries() && embedding()) {
        const auto& top = m_dimensions->summaries()->dimensions[*dimension].top;
        for (std::size_t rank = 0; rank < top.size(); ++rank) {
            ReadoutRow row;
            row.observer =
                QString::fromStdString(m_summarised->groups[embedding()->group].itemAt(top[rank].place));
            row.phase = m_dimensions->dimensionName(*dimension);
            row.x = double(rank + 1);
            row.mean = double {top[rank].value};
            rows.push_back(std::move(row));
        }
    }
    readout()->setRows(std::move(rows));
    Q_EMIT hovered();
}

void DimensionsView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape && items() && !items()->items().empty())
        return items()->clear();
    if (!takeCommonKey(*event))
        RepresentationView::keyPressEvent(event);
}

void DimensionsView::focusInEvent(QFocusEvent* event)
{
    RepresentationView::focusInEvent(event);
    if (m_table->isVisible())
        m_table->setFocus(event->reason());
}

void DimensionsView::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu* const menu = makeContextMenu(m_dimensions->rowCount() > 0);
    menu->addSeparator();
    if (const auto dimension = currentDimension())
        menu->addAction(tr("Order items by dimension %1").arg(m_dimensions->dimensionName(*dimension)), this,
                        &DimensionsView::orderByDimension);
    Q_EMIT contextMenuAboutToShow(menu);
    menu->popup(event->globalPos());
    event->accept();
}

void DimensionsView::resetZoom()
{
    m_search->clear();
}

} // namespace learnscope
