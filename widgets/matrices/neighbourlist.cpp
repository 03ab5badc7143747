#include "widgets/matrices/neighbourlist.h"

#include "widgets/common/tablesetup.h"

#include <QApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace learnscope {

namespace {
constexpr int columnWidth = 104; // the least, for a number and a short name
} // namespace

void NeighbourModel::setColumns(std::vector<Column> columns)
{
    beginResetModel();
    m_columns = std::move(columns);
    endResetModel();
}

int NeighbourModel::rowCount(const QModelIndex& parent) const
{
    std::size_t most = 0;
    for (const Column& column : m_columns)
        most = std::max(most, column.cells.size());
    return parent.isValid() ? 0 : static_cast<int>(most);
}

int NeighbourModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

const NeighbourModel::Cell* NeighbourModel::cellAt(const QModelIndex& index) const
{
    if (!index.isValid() || std::size_t(index.column()) >= m_columns.size())
        return nullptr;
    const std::vector<Cell>& cells = m_columns[std::size_t(index.column())].cells;
    return std::size_t(index.row()) < cells.size() ? &cells[std::size_t(index.row())] : nullptr;
}

QVariant NeighbourModel::data(const QModelIndex& index, int role) const
{
    const Cell* cell = cellAt(index);
    if (!cell)
        return {};
    const QString name = QString::fromStdString(cell->name);
    switch (role) {
    case Qt::DisplayRole:
        return QStringLiteral("%1  %2").arg(QString::number(cell->value, 'f', 3), name);
    case Qt::ToolTipRole:
        return QStringLiteral("%1: %2").arg(name, QString::number(cell->value, 'g', 6));
    case NameRole:
        return name;
    case ValueRole:
        return cell->value;
    default:
        return {};
    }
}

QVariant NeighbourModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    if (orientation == Qt::Vertical)
        return role == Qt::DisplayRole ? QVariant(section + 1) : QVariant();
    return std::size_t(section) < m_columns.size() ? QVariant(m_columns[std::size_t(section)].title)
                                                   : QVariant();
}

NeighbourList::NeighbourList(QWidget* parent)
    : QWidget(parent)
    , m_model(new NeighbourModel(this))
    , m_heading(new QLabel(this))
    , m_table(new QTableView(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_heading);
    layout->addWidget(m_table, 1);
    m_heading->setObjectName(QStringLiteral("muted"));
    m_heading->setWordWrap(true);
    setUpTable(*m_table);
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_table->setAccessibleName(tr("Nearest items"));
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->installEventFilter(this);
    const auto fit = [this] { setMinimumWidth(std::max(150, columnWidth * m_model->columnCount())); };
    connect(m_model, &QAbstractItemModel::modelReset, this, fit);
    fit();
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& index) {
        if (const QVariant name = index.data(NeighbourModel::NameRole); name.isValid())
            Q_EMIT itemChosen(name.toString().toStdString(), QApplication::keyboardModifiers());
    });
}

void NeighbourList::setHeading(const QString& text)
{
    m_heading->setText(text);
    m_table->setAccessibleDescription(text);
}

bool NeighbourList::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_table || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() != Qt::Key_Return && key->key() != Qt::Key_Enter)
        return QWidget::eventFilter(watched, event);
    if (const QVariant name = m_table->currentIndex().data(NeighbourModel::NameRole); name.isValid())
        Q_EMIT itemChosen(name.toString().toStdString(), key->modifiers());
    return true;
}

} // namespace learnscope
