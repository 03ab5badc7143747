#include "widgets/selections/selectionpanel.h"

#include "core/base/filewriter.h"
#include "widgets/common/emptystate.h"
#include "widgets/common/tablesetup.h"
#include "widgets/itemmodels/namedselectionmodel.h"
#include "widgets/itemmodels/observermodel.h"

#include <QAction>
#include <QCheckBox>
#include <QFile>
#include <QFileDialog>
#include <QHeaderView>
#include <QStackedLayout>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <set>

namespace learnscope {

SelectionPanel::SelectionPanel(ObserverModel& observers, SelectionModel& selection,
                               NamedSelectionModel& saved, QWidget* parent)
    : QWidget(parent)
    , m_observers(observers)
    , m_selection(selection)
    , m_saved(saved)
    , m_table(new QTableView(this))
    , m_stack(new QStackedLayout)
{
    setUpTable(*m_table);
    m_table->setModel(&saved);
    m_table->setAccessibleName(tr("Saved selections"));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setEditTriggers(QAbstractItemView::EditKeyPressed);
    QHeaderView* header = m_table->horizontalHeader();
    header->setStretchLastSection(true);
    header->resizeSection(NamedSelectionModel::NameColumn, 220);
    header->resizeSection(NamedSelectionModel::TrialsColumn, 88);

    auto* empty = new EmptyState(
        {}, tr("No selection is saved. Select trials in any view, then press \u201cSave\u201d."), this);
    m_stack->addWidget(empty);
    m_stack->addWidget(m_table);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(buildBar());
    layout->addLayout(m_stack, 1);

    connect(m_table, &QTableView::activated, this, [this] { combine(Selecting::Replace); });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SelectionPanel::update);
    connect(&selection, &SelectionModel::selectionChanged, this, &SelectionPanel::update);
    connect(&saved, &NamedSelectionModel::selectionsChanged, this, &SelectionPanel::update);
    connect(&observers, &ObserverModel::checkedRunsChanged, this, &SelectionPanel::update);
    update();
    setFocusProxy(m_table);
}

QAction* SelectionPanel::addCommand(Command command, const QString& text, const QString& toolTip)
{
    auto* action = new QAction(text, this);
    action->setToolTip(toolTip);
    m_actions[static_cast<std::size_t>(command)] = action;
    return action;
}

QWidget* SelectionPanel::buildBar()
{
    addCommand(Command::Save, tr("Save"), tr("Save what is selected under a name"));
    addCommand(Command::Select, tr("Select"), tr("Select the trials of the chosen rows"));
    addCommand(Command::Add, tr("Add"), tr("Add them to what is selected (union)"));
    addCommand(Command::Intersect, tr("Keep common"),
               tr("Keep only what is selected in both (intersection)"));
    addCommand(Command::Remove, tr("Take away"), tr("Take them out of what is selected (difference)"));
    addCommand(Command::Invert, tr("Invert"), tr("Select all trials of what is open that are not selected"));
    addCommand(Command::Delete, tr("Delete"), tr("Forget the chosen rows"));
    addCommand(Command::Load, tr("Load\u2026"), tr("Load selections from a JSON file"));
    addCommand(Command::SaveAs, tr("Save to file\u2026"),
               tr("Save all to a JSON file, for the command line too"));
    action(Command::Delete)->setShortcut(QKeySequence::Delete);
    action(Command::Delete)->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action(Command::Save), &QAction::triggered, this, &SelectionPanel::saveCurrent);
    connect(action(Command::Select), &QAction::triggered, this, [this] { combine(Selecting::Replace); });
    connect(action(Command::Add), &QAction::triggered, this, [this] { combine(Selecting::Add); });
    connect(action(Command::Intersect), &QAction::triggered, this, &SelectionPanel::intersect);
    connect(action(Command::Remove), &QAction::triggered, this, [this] { combine(Selecting::Remove); });
    connect(action(Command::Invert), &QAction::triggered, this, &SelectionPanel::invert);
    connect(action(Command::Delete), &QAction::triggered, this, &SelectionPanel::removeChosen);
    const QString filter = tr("Selections (*.json);;All files (*)");
    connect(action(Command::Load), &QAction::triggered, this, [this, filter] {
        if (const QString file = QFileDialog::getOpenFileName(this, tr("Load selections"), {}, filter);
            !file.isEmpty())
            loadFile(file);
    });
    connect(action(Command::SaveAs), &QAction::triggered, this, [this, filter] {
        const QString usual = QStringLiteral("selections.json");
        if (const QString file = QFileDialog::getSaveFileName(this, tr("Save selections"), usual, filter);
            !file.isEmpty())
            saveFile(file);
    });

    auto* bar = new QWidget(this);
    m_bar = new QHBoxLayout(bar);
    m_bar->setContentsMargins(4, 2, 4, 2);
    m_bar->setSpacing(2);
    for (QAction* one : m_actions) {
        auto* button = new QToolButton(bar);
        button->setDefaultAction(one);
        button->setFocusPolicy(Qt::TabFocus);
        button->setAccessibleName(one->toolTip());
        m_bar->addWidget(button);
        addAction(one);
    }
    m_bar->addStretch(1);
    return bar;
}

void SelectionPanel::addSwitch(QAction* action)
{
    auto* box = new QCheckBox(action->text(), this);
    box->setToolTip(action->toolTip());
    box->setChecked(action->isChecked());
    connect(box, &QCheckBox::clicked, action, &QAction::trigger);
    connect(action, &QAction::toggled, box, &QCheckBox::setChecked);
    m_bar->addWidget(box);
}

TrialSelection SelectionPanel::chosen() const
{
    TrialSelection together;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        together = unionOf(std::move(together), m_saved.selections()[std::size_t(index.row())].selection);
    return together;
}

TrialSelection SelectionPanel::openTrials() const
{
    std::vector<std::string> names;
    for (int place = 0; place < m_observers.observerCount(); ++place)
        names.push_back(m_observers.observer(place).name);
    TrialClause clause;
    clause.observers = ValueSet<std::string>::only(std::move(names));
    return {{std::move(clause)}};
}

void SelectionPanel::update()
{
    const bool isSelected = !m_selection.selection().empty();
    const bool isChosen = m_table->selectionModel()->hasSelection();
    const auto enable = [this](Command command, bool enabled) { action(command)->setEnabled(enabled); };
    enable(Command::Save, isSelected);
    enable(Command::Select, isChosen);
    enable(Command::Add, isChosen);
    enable(Command::Intersect, isChosen && isSelected);
    enable(Command::Remove, isChosen && isSelected);
    enable(Command::Invert, m_observers.observerCount() > 0);
    enable(Command::Delete, isChosen);
    enable(Command::SaveAs, m_saved.rowCount() > 0);
    m_stack->setCurrentIndex(m_saved.rowCount() > 0);
}

void SelectionPanel::saveCurrent()
{
    const TrialSelection& selection = m_selection.selection();
    const int row = m_saved.add({describe(selection, m_observers.namings()), selection});
    const QModelIndex name = m_saved.index(row, NamedSelectionModel::NameColumn);
    m_table->setCurrentIndex(name);
    m_table->edit(name); // the description is but a first name
}

void SelectionPanel::combine(Selecting how)
{
    if (m_table->selectionModel()->hasSelection())
        m_selection.select(chosen(), how);
}

void SelectionPanel::intersect()
{
    m_selection.select(intersection(m_selection.selection(), chosen()));
}

void SelectionPanel::invert()
{
    m_selection.select(difference(openTrials(), m_selection.selection()));
}

void SelectionPanel::removeChosen()
{
    std::set<int, std::greater<>> rows; // from the last on, so that places stay
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        rows.insert(index.row());
    for (const int row : rows)
        m_saved.remove(row);
}

bool SelectionPanel::loadFile(const QString& name)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly)) {
        Q_EMIT failed({Error::Kind::Io,
                       "the selections cannot be read: " + file.errorString().toStdString(),
                       {name.toStdString()}});
        return false;
    }
    const auto loaded = namedSelectionsFromJson(file.readAll().toStdString(), name.toStdString());
    if (!loaded) {
        Q_EMIT failed(loaded.error());
        return false;
    }
    for (const NamedSelection& one : *loaded)
        m_saved.add(one);
    return true;
}

bool SelectionPanel::saveFile(const QString& name)
{
    const std::string text = toJson(m_saved.selections());
    const std::vector<FileContent> files {{name.toStdU16String(), text}};
    if (const auto written = writeFilesAtomically(files); !written) {
        Q_EMIT failed(written.error());
        return false;
    }
    return true;
}

} // namespace learnscope
